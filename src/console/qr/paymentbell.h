// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include <functional>
#include <memory>

class QSoundEffect;

namespace console {

/// The short sound when a QR was paid: a person switches it off, and at night it is silent. Rings at most once in two
/// seconds, however many pay at once. The loudspeaker is first touched when it first rings. GUI thread.
class PaymentBell : public QObject
{
    Q_OBJECT
public:
    /// Night: from this hour until that, on the branch's clock.
    static constexpr int nightFrom = 21;
    static constexpr int nightTo = 7;
    static constexpr std::chrono::seconds pause{2};

    /// `play` stands in for the loudspeaker in tests.
    explicit PaymentBell(AppContext &context, std::function<void()> play = {}, QObject *parent = nullptr);
    ~PaymentBell() override;

    bool isOn() const { return m_context.settings.flag(u"qr/sound"_qs, true); }
    void setOn(bool on) { m_context.settings.setFlag(u"qr/sound"_qs, on); }
    bool isNight() const;
    /// False: it kept silent.
    bool ring();

private:
    void playSound();

    AppContext &m_context;
    DisplayFormat m_format;
    std::function<void()> m_play;
    std::unique_ptr<QSoundEffect> m_sound;
    std::optional<base::Monotonic> m_rang;
};

} // namespace console
