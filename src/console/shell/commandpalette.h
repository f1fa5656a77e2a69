// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/actionlist.h"
#include "console/shell/appcontext.h"
#include <QDialog>

class QLineEdit;
class QListWidget;

namespace console {

/// Ctrl+K: every action that can be done now, found as one types, with its key beside it so that people learn the keys.
/// Enter does it. GUI thread.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    CommandPalette(AppContext &context, QList<ActionGroup> groups, QWidget *parent);
    /// Texts of the rows now, best first.
    QStringList rows() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(const QString &pattern);
    void run();
    AppContext &m_context;
    QList<ActionGroup> m_groups;
    QLineEdit *m_pattern;
    QListWidget *m_list;
    QList<QAction *> m_shown;
};

} // namespace console
