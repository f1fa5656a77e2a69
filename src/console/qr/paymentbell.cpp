// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/paymentbell.h"
#include <QSoundEffect>

namespace console {

PaymentBell::PaymentBell(AppContext &context, std::function<void()> play, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_format(context)
    , m_play(play ? std::move(play) : [this] { playSound(); })
{
}

PaymentBell::~PaymentBell() = default;

bool PaymentBell::isNight() const
{
    const int hour = m_format.branchTime(m_context.clock.utcNow()).time().hour();
    return hour >= nightFrom || hour < nightTo;
}

bool PaymentBell::ring()
{
    const base::Monotonic now = m_context.clock.monotonicNow();
    if (!isOn() || isNight() || (m_rang && now - *m_rang < pause))
        return false;
    m_rang = now;
    m_play();
    return true;
}

void PaymentBell::playSound()
{
    if (!m_sound) {
        m_sound = std::make_unique<QSoundEffect>();
        m_sound->setSource(QUrl(u"qrc:/sounds/paid.wav"_qs));
        m_sound->setVolume(0.7F);
    }
    m_sound->play(); // plays as soon as it has been read
}

} // namespace console
