// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
namespace net {

/// Lets an object call out and learn whether it was deleted meanwhile: it holds an AliveFlag, and after
/// `AliveFlag::Watch watch(m_alive); callOut();` asks `watch.isAlive()` before it touches itself.
class AliveFlag
{
public:
    AliveFlag() = default;
    ~AliveFlag()
    {
        for (Watch *watch = m_watch; watch; watch = watch->m_outer)
            watch->m_flag = nullptr;
    }
    AliveFlag(const AliveFlag &) = delete;
    AliveFlag &operator=(const AliveFlag &) = delete;

    class Watch
    {
    public:
        explicit Watch(AliveFlag &flag);
        ~Watch()
        {
            if (m_flag)
                m_flag->m_watch = m_outer;
        }
        Watch(const Watch &) = delete;
        Watch &operator=(const Watch &) = delete;
        bool isAlive() const { return m_flag != nullptr; }

    private:
        friend class AliveFlag;
        AliveFlag *m_flag;
        Watch *m_outer;
    };

private:
    Watch *m_watch = nullptr;
};

} // namespace net
