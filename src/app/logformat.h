// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/logport.h"
#include "hub/logsettings.h"

namespace app {

/// One line of the log as bytes, with its LF. Line ends and other controls in a message are escaped: nobody can make a
/// line of his own. Text: "2024-01-15T14:30:00.000Z warning gateway: message"; journal: "<4>gateway: message", since
/// the journal has the time itself (sd-daemon(3)); JSON: an object {ts, level, category, message, request_id?}.
QByteArray formatLine(const gateway::LogLine &line, hub::LogFormat format);

/// "request=…" of a message, as the access log has it; else empty.
QString requestIdIn(QStringView message);

} // namespace app
