// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "client/hubclient.h"
#include "console/shell/language.h"
#include "console/shell/theme.h"
#include "console/shell/uisettings.h"

namespace console {

/// What every page and dialog may use; all outlive the window. GUI thread.
struct AppContext
{
    client::HubClient &hub;
    UiSettings &settings;
    const base::Clock &clock;
    Language &language;
    Theme &theme;
    /// How numbers and times are written and read now.
    QLocale locale() const { return language.locale(); }
};

} // namespace console
