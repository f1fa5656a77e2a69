// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/page.h"
#include <QFrame>

class QLabel;
class QToolButton;

namespace console {

/// A notice that goes by itself. Read aloud by screen readers as it appears. Made by ToastStack.
class Toast : public QFrame
{
    Q_OBJECT
public:
    Toast(const Theme &theme, ToastKind kind, const QString &text, QWidget *parent);
    QString text() const;

Q_SIGNALS:
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    QLabel *m_text;
    QToolButton *m_close;
};

/// The notices above the lower edge of a window: newest lowest, at most three. Errors stay twice as long; the pointer
/// over a notice keeps it. GUI thread.
class ToastStack : public QWidget
{
    Q_OBJECT
public:
    ToastStack(const Theme &theme, QWidget *window);
    /// How long a notice stays; for tests.
    void setDuration(std::chrono::milliseconds duration) { m_duration = duration; }
    void show(ToastKind kind, const QString &text);
    QList<Toast *> toasts() const { return m_toasts; }
    /// Distance that the window's status bar takes from the lower edge.
    void setBottomMargin(int pixels);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void drop(Toast *toast);
    void expire(Toast *toast, std::chrono::milliseconds after);
    void place();

    const Theme &m_theme;
    std::chrono::milliseconds m_duration{5'000};
    int m_bottom = 40;
    QList<Toast *> m_toasts;
};

} // namespace console
