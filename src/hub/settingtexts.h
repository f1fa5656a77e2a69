// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <optional>

namespace hub {

// How settings are read from texts. Each error is InvalidArgument and names the key, the value and what is expected.

base::Error wrongSetting(const QString &key, const QString &value, const QString &expected);
/// "off", or 0…65535.
base::Result<std::optional<quint16>> parsePort(const QString &key, const QString &value);
base::Result<bool> parseSwitch(const QString &key, const QString &value);
/// A whole number in a range, both ends included.
base::Result<qint64> parseNumber(const QString &key, const QString &value, qint64 least, qint64 most);

} // namespace hub
