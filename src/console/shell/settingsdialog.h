// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QDialog>

class QFormLayout;
class QLineEdit;

namespace console {

class Preferences;
class WindowActions;

/// What this window remembers for the person (Ctrl+,): language, theme, text, modo discreto, when it locks, printing,
/// sound, notifications. Each choice counts at once. A line above finds by words. The hub's own settings are elsewhere.
/// GUI thread.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    SettingsDialog(AppContext &context, Preferences &preferences, WindowActions &actions, QWidget *parent);

private:
    struct Row
    {
        QWidget *label;
        QWidget *field;
        QString words; ///< what the search looks in
    };
    void addRow(const QString &label, QWidget *field, const QString &more = {});
    void addChoice(const QString &label, const QList<QAction *> &actions);
    void addFlag(const QString &label, const QString &key, bool byDefault, const QString &more = {});
    void fill();
    void search(const QString &text);

    AppContext &m_context;
    Preferences &m_preferences;
    WindowActions &m_actions;
    QLineEdit *m_search;
    QFormLayout *m_form;
    std::vector<Row> m_rows;
};

} // namespace console
