// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/noticestrip.h"
#include "console/shell/theme.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

namespace console {

NoticeStrip::NoticeStrip(const Theme &theme, const DisplayFormat &format, const base::Clock &clock,
                         std::unique_ptr<Delay> everySecond, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_format(format)
    , m_clock(clock)
    , m_everySecond(std::move(everySecond))
    , m_icon(new QLabel(this))
    , m_label(new QLabel(this))
    , m_retry(new QPushButton(this))
    , m_details(new QPushButton(this))
{
    setObjectName(u"noticeStrip"_qs);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_retry->setProperty("look", u"flat"_qs);
    m_details->setProperty("look", u"flat"_qs);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_label, 1);
    row->addWidget(m_retry);
    row->addWidget(m_details);
    connect(m_retry, &QPushButton::clicked, this, &NoticeStrip::retryRequested);
    connect(m_details, &QPushButton::clicked, this, &NoticeStrip::showDetails);
    connect(&theme, &Theme::changed, this, &NoticeStrip::refresh);
    retranslate();
    hide();
}

void NoticeStrip::retranslate()
{
    m_retry->setText(tr("Retry"));
    m_details->setText(tr("Details"));
    refresh();
}

void NoticeStrip::report(const QString &what, const QString &details, std::optional<base::UtcMs> dataFrom)
{
    if (!std::exchange(m_active, true))
        m_since = m_clock.utcNow();
    m_what = what;
    m_more = details;
    m_dataFrom = dataFrom;
    m_details->setVisible(!details.isEmpty());
    refresh();
    setVisible(true);
}

void NoticeStrip::clear()
{
    m_active = false;
    m_everySecond->cancel();
    setVisible(false);
}

QString NoticeStrip::text() const
{
    return m_label->text();
}

void NoticeStrip::refresh()
{
    m_icon->setPixmap(m_theme.icon(u"alert"_qs, ColorRole::Warning).pixmap(18, 18));
    setStyleSheet(u"#noticeStrip { background: %1; border: 1px solid %2; border-radius: 6px; }"_qs.arg(
        m_theme.color(ColorRole::WarningSoft).name(), m_theme.color(ColorRole::Border).name()));
    if (!m_active)
        return;
    QString text = tr("%1 Since %2.").arg(m_what, m_format.moment(m_since));
    if (m_dataFrom) {
        const qint64 seconds = std::max<qint64>(0, (m_clock.utcNow().value - m_dataFrom->value) / 1000);
        const QString age = seconds < 120 ? tr("%1 s").arg(seconds) : tr("%1 min").arg(seconds / 60);
        text += u' ' + tr("What you see is %1 old.").arg(age);
    }
    m_label->setText(text);
    setAccessibleName(text);
    m_everySecond->start(std::chrono::seconds(1), [this] { refresh(); });
}

void NoticeStrip::showDetails()
{
    auto *box = new QMessageBox(QMessageBox::Information, tr("Details"), m_what, QMessageBox::Close, this);
    box->setInformativeText(m_more);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace console
