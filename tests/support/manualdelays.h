// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/delay.h"
#include <list>

namespace support {

/// Delays that pass only when told to: `delays.factory()` goes to the object under test, `delays.pass(150ms)` fires
/// what is due, in order. Must outlive what it gave out.
class ManualDelays
{
public:
    console::DelayFactory factory()
    {
        return [this] { return std::make_unique<Manual>(*this); };
    }

    void pass(std::chrono::milliseconds time)
    {
        const auto end = m_now + time;
        for (;;) {
            Manual *next = nullptr;
            for (Manual *delay : m_all) {
                if (delay->then && delay->due <= end && (!next || delay->due < next->due))
                    next = delay;
            }
            if (!next)
                break;
            m_now = std::max(m_now, next->due);
            std::exchange(next->then, {})();
            if (++m_fired > 100'000) // something starts itself again without end
                break;
        }
        m_now = end;
    }

    int pending() const
    {
        return static_cast<int>(
            std::count_if(m_all.begin(), m_all.end(), [](const Manual *delay) { return bool(delay->then); }));
    }

private:
    struct Manual final : console::Delay
    {
        explicit Manual(ManualDelays &owner_)
            : owner(owner_)
        {
            owner.m_all.push_back(this);
        }
        ~Manual() override { owner.m_all.remove(this); }
        void start(std::chrono::milliseconds after, std::function<void()> what) override
        {
            due = owner.m_now + after;
            then = std::move(what);
        }
        void cancel() override { then = {}; }
        ManualDelays &owner;
        std::chrono::milliseconds due{0};
        std::function<void()> then;
    };

    std::list<Manual *> m_all;
    std::chrono::milliseconds m_now{0};
    int m_fired = 0;
};

} // namespace support
