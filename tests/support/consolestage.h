// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include "support/fakeclock.h"
#include "support/fakehubclient.h"
#include "support/manualdelays.h"

namespace support {

/// Everything a page needs, all fake but language and theme. One a test function; declare it before the page.
struct ConsoleStage
{
    ManualDelays delays;
    FakeClock clock;
    FakeHubClient hub;
    console::MemoryUiSettings settings;
    console::Language language;
    console::Theme theme;
    console::AppContext context{hub, settings, clock, language, theme};

    explicit ConsoleStage(console::Language::Code code = console::Language::Code::English,
                          console::Theme::Mode mode = console::Theme::Mode::Light)
    {
        hub.now = clock.utcNow();
        theme.set(mode);
        language.set(code);
    }
    /// Time passes for clocks and delays alike.
    void pass(std::chrono::milliseconds time)
    {
        clock.advance(time);
        delays.pass(time);
    }
};

} // namespace support
