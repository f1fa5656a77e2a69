// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/toast.h"
#include "console/shell/palettes.h"
#include "console/shell/svgiconengine.h"
#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QTimer>
#include <QToolButton>

namespace console {

namespace {

QString iconOf(ToastKind kind)
{
    switch (kind) {
    case ToastKind::Done:
        return u"check-circle"_qs;
    case ToastKind::Info:
        return u"info"_qs;
    case ToastKind::Warning:
        return u"alert"_qs;
    case ToastKind::Error:
        return u"error"_qs;
    }
    Q_UNREACHABLE();
}

/// The notice is dark on a light window and light on a dark one: it takes its colours from the other set.
QColor colorOf(ToastKind kind, bool dark)
{
    switch (kind) {
    case ToastKind::Done:
        return paletteColor(ColorRole::Success, !dark);
    case ToastKind::Info:
        return paletteColor(ColorRole::Accent, !dark);
    case ToastKind::Warning:
        return paletteColor(ColorRole::Warning, !dark);
    case ToastKind::Error:
        return paletteColor(ColorRole::Error, !dark);
    }
    Q_UNREACHABLE();
}

QPixmap tinted(const QString &icon, const QColor &color, int size)
{
    return QIcon(new SvgIconEngine(u":/icons/"_qs + icon + u".svg"_qs, color, color)).pixmap(QSize(size, size));
}

constexpr int maxToasts = 3;

} // namespace

Toast::Toast(const Theme &theme, ToastKind kind, const QString &text, QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(text, this))
    , m_close(new QToolButton(this))
{
    setObjectName(u"toast"_qs);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 8, 10);
    row->setSpacing(12);
    auto *picture = new QLabel(this);
    picture->setPixmap(tinted(iconOf(kind), colorOf(kind, theme.isDark()), 22));
    m_text->setTextFormat(Qt::PlainText);
    m_close->setIcon(tinted(u"close"_qs, paletteColor(ColorRole::TextMuted, !theme.isDark()), 16));
    m_close->setIconSize(QSize(16, 16));
    m_close->setFocusPolicy(Qt::TabFocus);
    row->addWidget(picture);
    row->addWidget(m_text, 1);
    row->addWidget(m_close);
    setAccessibleName(text);
    retranslate();
    connect(m_close, &QToolButton::clicked, this, &Toast::dismissed);
}

QString Toast::text() const
{
    return m_text->text();
}

void Toast::retranslate()
{
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss"));
}

void Toast::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

ToastStack::ToastStack(const Theme &theme, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents, false);
    window->installEventFilter(this);
    hide();
}

void ToastStack::show(ToastKind kind, const QString &text)
{
    auto *toast = new Toast(m_theme, kind, text, this);
    m_toasts.append(toast);
    while (m_toasts.size() > maxToasts)
        drop(m_toasts.first());
    connect(toast, &Toast::dismissed, this, [this, toast] { drop(toast); });
    toast->show();
    place();
    QWidget::show();
    raise();
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    expire(toast, kind == ToastKind::Error ? m_duration * 2 : m_duration);
}

void ToastStack::expire(Toast *toast, std::chrono::milliseconds after)
{
    QTimer::singleShot(after, toast, [this, toast, after] {
        if (toast->underMouse())
            expire(toast, after);
        else
            drop(toast);
    });
}

void ToastStack::drop(Toast *toast)
{
    if (!m_toasts.removeOne(toast))
        return;
    toast->hide();
    toast->deleteLater();
    if (m_toasts.isEmpty())
        hide();
    else
        place();
}

void ToastStack::setBottomMargin(int pixels)
{
    m_bottom = pixels;
    place();
}

void ToastStack::place()
{
    constexpr int gap = 8;
    const int widest = parentWidget()->width() - 64;
    int width = 0, height = 0;
    for (Toast *toast : std::as_const(m_toasts)) {
        const QSize size = toast->sizeHint().boundedTo(QSize(widest, 200));
        toast->resize(size);
        width = std::max(width, size.width());
        height += size.height() + gap;
    }
    int y = 0;
    for (Toast *toast : std::as_const(m_toasts)) {
        toast->move((width - toast->width()) / 2, y);
        y += toast->height() + gap;
    }
    setGeometry((parentWidget()->width() - width) / 2, parentWidget()->height() - m_bottom - height - gap, width,
                height);
}

bool ToastStack::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && !m_toasts.isEmpty())
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace console
