// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "hub/mqttlisteners.h"
#include "links/banecobank.h"
#include "payments/qrpolicy.h"
#include <chrono>

namespace hub {

/// QR payments, as configured and checked.
struct QrSettings
{
    payments::QrPolicy policy;
    QString provider;                  ///< "local" or "baneco": who issues QR codes when nobody says otherwise
    links::BanecoSettings baneco;      ///< complete when the provider is baneco
    std::chrono::seconds askEvery{60}; ///< the bank's status of each QR that is open
};

/// `qr.*`. Password and AES key are secrets.
QList<SettingDefinition> qrDefinitions();

/// InvalidArgument names the key and what would be right; never a secret's value.
base::Result<QrSettings> resolveQr(const SettingLookup &text, const QString &dataDir);

} // namespace hub
