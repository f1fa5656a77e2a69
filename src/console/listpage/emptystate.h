// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/theme.h"
#include <QWidget>

class QLabel;
class QPushButton;

namespace console {

/// What stands where rows would be: an icon, one sentence, one button. Lies over the view it is given. GUI thread.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    EmptyState(const Theme &theme, QWidget *over);
    /// An empty `button` shows none.
    void say(const QString &icon, const QString &sentence, const QString &button);
    QString sentence() const;
    QPushButton *button() const { return m_button; }

Q_SIGNALS:
    void clicked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void drawIcon();

    const Theme &m_theme;
    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_sentence;
    QPushButton *m_button;
};

} // namespace console
