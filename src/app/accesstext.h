// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/commandline.h"
#include <QJsonObject>

namespace app {

/// An answer as text for people: tables, reports, secrets that are shown once.
QString accessText(const CommandLine &line, const QJsonObject &answer);

} // namespace app
