// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QDockWidget>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace console {

class AlertLog;

/// The alerts at the right edge (F7): what happened, a note, "seen", and the way to the account. Hidden until there is
/// one. GUI thread.
class AlertsDock : public QDockWidget
{
    Q_OBJECT
public:
    AlertsDock(AppContext &context, AlertLog &log, QWidget *window);
    /// Shows it with the keyboard in its list, or hides it.
    void toggle();

Q_SIGNALS:
    void accountWanted(const QString &cedula);
    /// The chosen alert has been seen by the person at this window.
    void acknowledged(qint64 seq, const QString &note);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void arrived();
    void acknowledge();
    void goToAccount();
    void select();
    void retranslate();
    void dress();

    AppContext &m_context;
    AlertLog &m_log;
    QListView *m_list;
    QLabel *m_empty;
    QLabel *m_noteLabel;
    QLineEdit *m_note;
    QPushButton *m_seen;
    QPushButton *m_goTo;
};

} // namespace console
