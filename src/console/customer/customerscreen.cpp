// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/customer/customerscreen.h"
#include "console/qr/qrstate.h"

namespace console {

CustomerScreen::CustomerScreen(AppContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_format(context)
{
    connect(&context.theme, &Theme::changed, this, &CustomerScreen::looksChanged);
    connect(&context.language, &Language::changed, this, &CustomerScreen::changed);
    connect(&context.hub, &client::HubClient::hubChanged, this, &CustomerScreen::changed);
}

void CustomerScreen::show(const contract::Qr &qr, const QImage &picture)
{
    m_qr = m_before = qr;
    m_overSince = {};
    m_picture = picture;
    ++m_pictureNumber;
    Q_EMIT pictureChanged();
    tick();
}

void CustomerScreen::setPicture(const QString &qrId, const QImage &picture)
{
    if (!m_qr || m_qr->qrId != qrId)
        return;
    m_picture = picture;
    ++m_pictureNumber;
    Q_EMIT pictureChanged();
}

void CustomerScreen::update(const contract::Qr &qr)
{
    if (!m_qr || m_qr->qrId != qr.qrId || *m_qr == qr)
        return;
    m_qr = qr;
    tick();
}

void CustomerScreen::clear()
{
    m_qr.reset();
    m_before.reset();
    m_overSince = {};
    m_picture = {};
    ++m_pictureNumber;
    Q_EMIT pictureChanged();
    Q_EMIT changed();
}

void CustomerScreen::tick()
{
    if (!m_qr)
        return;
    const base::Monotonic now = m_context.clock.monotonicNow();
    if (!isOver())
        m_overSince = {};
    else if (m_overSince.count() == 0)
        m_overSince = now;
    else if (now - m_overSince >= outcomeStays) {
        if (!isPayable(*m_qr, m_context.clock.utcNow()))
            return clear();
        m_before = m_qr; // the next customer's turn
        m_overSince = {};
    }
    Q_EMIT changed();
}

bool CustomerScreen::isOver() const
{
    const QString at = stage();
    return at != u"waiting" && at != u"checking" && at != u"welcome";
}

bool CustomerScreen::isPaidSinceShown() const
{
    return m_qr->payments > m_before->payments;
}

void CustomerScreen::setPixelsPerMillimetre(qreal density)
{
    m_density = std::clamp(density, 2.0, 20.0);
    Q_EMIT looksChanged();
}

QString CustomerScreen::stage() const
{
    if (!m_qr)
        return u"welcome"_qs;
    switch (shownOf(*m_qr, m_context.clock.utcNow())) {
    case QrShown::Pending:
        return isPaidSinceShown() ? u"paid"_qs : u"waiting"_qs;
    case QrShown::Paid:
        return u"paid"_qs;
    case QrShown::PaidLate:
    case QrShown::AmountDiffers:
    case QrShown::InSuspense:
        return u"attention"_qs;
    case QrShown::Expired:
        return u"expired"_qs;
    case QrShown::Cancelled:
        return u"cancelled"_qs;
    case QrShown::Uncertain:
        return u"checking"_qs;
    }
    Q_UNREACHABLE();
}

QString CustomerScreen::amount() const
{
    if (!m_qr)
        return {};
    const auto paid = m_qr->paid.minus(m_before->paid);
    return m_format.money(isPaidSinceShown() && paid && paid->isPositive() ? *paid : m_qr->amount);
}

bool CustomerScreen::isOpenAmount() const
{
    return m_qr && m_qr->amount.isZero();
}

QString CustomerScreen::countdown() const
{
    const auto left = m_qr ? timeLeft(*m_qr, m_context.clock.utcNow()) : std::nullopt;
    return left ? QrWords::duration(*left) : QString();
}

bool CustomerScreen::isUrgent() const
{
    const auto left = m_qr ? timeLeft(*m_qr, m_context.clock.utcNow()) : std::nullopt;
    return left && *left <= qrLastMinute;
}

QUrl CustomerScreen::pictureUrl() const
{
    if (m_picture.isNull())
        return {};
    return QUrl(u"image://%1/%2"_qs.arg(QLatin1StringView(pictureProvider)).arg(m_pictureNumber));
}

} // namespace console
