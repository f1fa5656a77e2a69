// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/connectionstrip.h"
#include "console/shell/agetext.h"
#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace console {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

ConnectionStrip::ConnectionStrip(AppContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_retry(new QPushButton(this))
    , m_details(new QPushButton(this))
{
    setObjectName(u"connectionStrip"_qs);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(12);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_retry);
    row->addWidget(m_details);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &ConnectionStrip::refresh);
    connect(m_retry, &QPushButton::clicked, this, [this] { m_context.hub.retryNow(); });
    connect(m_details, &QPushButton::clicked, this, &ConnectionStrip::detailsRequested);
    connect(&context.hub, &client::HubClient::linkChanged, this, &ConnectionStrip::refresh);
    connect(&context.theme, &Theme::changed, this, &ConnectionStrip::retranslate);
    retranslate();
    hide();
    refresh();
}

QString ConnectionStrip::text() const
{
    return m_text->text();
}

QString ConnectionStrip::sentence(const client::HubLink &link) const
{
    const QLocale locale = m_context.locale();
    const base::Monotonic now = m_context.clock.monotonicNow();
    const QString name = m_context.hub.hub().name.isEmpty() ? tr("the hub") : m_context.hub.hub().name;
    QString text =
        tr("No connection to %1 for %2.").arg(name, ageText(duration_cast<milliseconds>(now - link.since), locale));
    if (const auto age = m_context.hub.dataAge())
        text += u' ' + tr("What you see is %1 old.").arg(ageText(*age, locale));
    if (link.nextTry && *link.nextTry > now) {
        const auto seconds = (duration_cast<milliseconds>(*link.nextTry - now).count() + 999) / 1000;
        text += u' ' + tr("Next try in %1 s.").arg(locale.toString(seconds));
    } else {
        text += u' ' + tr("Trying to reconnect…");
    }
    return text;
}

void ConnectionStrip::refresh()
{
    const client::HubLink link = m_context.hub.link();
    const bool lost = link.state == client::LinkState::Lost;
    if (lost) {
        m_text->setText(sentence(link));
        m_text->setToolTip(link.reason);
        m_retry->setEnabled(link.nextTry.has_value());
    }
    if (lost == !isHidden())
        return;
    setVisible(lost);
    if (lost) {
        m_tick.start();
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    } else {
        m_tick.stop();
    }
}

void ConnectionStrip::retranslate()
{
    m_icon->setPixmap(m_context.theme.icon(u"link-off"_qs, ColorRole::Warning).pixmap(QSize(20, 20)));
    m_retry->setText(tr("&Retry"));
    m_details->setText(tr("&Details"));
    setAccessibleName(tr("Connection lost"));
    refresh();
}

void ConnectionStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace console
