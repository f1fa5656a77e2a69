// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrpicturecard.h"
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace console {

QrPictureCard::QrPictureCard(AppContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_format(context)
    , m_picture(new QLabel(this))
    , m_state(new QLabel(this))
    , m_show(new QPushButton(this))
{
    setProperty("look", u"card"_qs);
    m_picture->setObjectName(u"qrPicture"_qs);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setMinimumSize(120, 120);
    m_picture->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_picture->setWordWrap(true);
    m_state->setAlignment(Qt::AlignCenter);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_show->setObjectName(u"showToCustomerButton"_qs);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    column->addWidget(m_picture, 1);
    column->addWidget(m_state);
    column->addWidget(m_show);
    connect(m_show, &QPushButton::clicked, this, &QrPictureCard::showWanted);
    connect(&context.theme, &Theme::changed, this, &QrPictureCard::dress);
    dress();
    retranslate();
}

void QrPictureCard::fillWith(const QrRow &row)
{
    if (!m_row || m_row->qr.qrId != row.qr.qrId) {
        m_image = {};
        m_failure.clear();
    }
    m_row = row;
    fill();
}

void QrPictureCard::setPicture(const QString &qrId, const QImage &picture)
{
    if (!m_row || m_row->qr.qrId != qrId)
        return;
    m_image = picture;
    m_failure.clear();
    fill();
}

void QrPictureCard::setFailed(const QString &qrId, const QString &sentence)
{
    if (!m_row || m_row->qr.qrId != qrId)
        return;
    m_failure = sentence;
    fill();
}

void QrPictureCard::clear()
{
    m_row.reset();
    m_image = {};
    fill();
}

void QrPictureCard::tick()
{
    if (isVisible())
        fill();
}

void QrPictureCard::fill()
{
    const bool payable = m_row && isPayable(m_row->qr, m_context.clock.utcNow());
    m_show->setVisible(m_row.has_value());
    m_show->setEnabled(payable && !m_image.isNull());
    m_state->setVisible(m_row.has_value());
    if (m_row) {
        const auto left = timeLeft(m_row->qr, m_context.clock.utcNow());
        QString text = QrWords::stateWithSign(m_row->shown);
        if (left)
            text += u" · "_qs + QrWords::duration(*left);
        m_state->setText(text);
        QPalette palette = m_state->palette();
        palette.setColor(QPalette::WindowText,
                         m_context.theme.color(left && *left <= qrLastMinute ? ColorRole::Warning : ColorRole::Text));
        m_state->setPalette(palette);
    }
    paintPicture();
}

void QrPictureCard::paintPicture()
{
    if (!m_row || m_image.isNull()) {
        m_picture->setPixmap({});
        const QString waiting = m_failure.isEmpty() ? tr("Reading the picture…") : m_failure;
        m_picture->setText(
            m_row ? (m_row->qr.isUncertain ? tr("No code is shown before the bank has answered.") : waiting)
                  : tr("The code of a new or chosen QR appears here."));
        return;
    }
    const qreal ratio = devicePixelRatioF();
    const int side = static_cast<int>(std::min(m_picture->width(), m_picture->height()) * ratio);
    QPixmap pixmap(std::max(1, side), std::max(1, side));
    pixmap.fill(Qt::white); // whatever the theme: codes are read dark on light
    QPainter painter(&pixmap);
    painter.drawImage(pixmap.rect(), m_image.scaled(pixmap.size(), Qt::KeepAspectRatio, Qt::SmoothTransformation));
    if (!isPayable(m_row->qr, m_context.clock.utcNow())) { // nobody shall pay it
        painter.fillRect(pixmap.rect(), QColor(255, 255, 255, 190));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(QColor(0x90, 0x90, 0x90), side / 24.0, Qt::SolidLine, Qt::RoundCap));
        const int edge = side / 6;
        painter.drawLine(edge, edge, side - edge, side - edge);
        painter.drawLine(side - edge, edge, edge, side - edge);
    }
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    m_picture->setPixmap(pixmap);
}

void QrPictureCard::retranslate()
{
    m_picture->setAccessibleName(tr("QR code"));
    m_show->setText(tr("Show to the customer"));
    fill();
}

void QrPictureCard::dress()
{
    m_show->setIcon(m_context.theme.icon(u"eye"_qs));
    fill();
}

void QrPictureCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void QrPictureCard::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    paintPicture();
}

} // namespace console
