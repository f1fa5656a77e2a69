// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLoggingCategory>

/// "ventanilla.hub": start, stop and what joins the parts.
Q_DECLARE_LOGGING_CATEGORY(lcHub)
/// "ventanilla.mqtt": the broker's listeners, certificates, clients and losses.
Q_DECLARE_LOGGING_CATEGORY(lcMqtt)
/// "ventanilla.auth": logins, credentials, rules. Never a password, a token or a key.
Q_DECLARE_LOGGING_CATEGORY(lcAuth)
/// "ventanilla.desk": commands that failed for another reason than a rule.
Q_DECLARE_LOGGING_CATEGORY(lcDesk)
/// "ventanilla.store": files, migrations, checkpoints.
Q_DECLARE_LOGGING_CATEGORY(lcStore)
