// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/exporttext.h"
#include "console/shell/appcontext.h"
#include <QDialog>

class QComboBox;
class QLabel;

namespace console {

/// Asks how a list is to be written; remembers the answer for the user. GUI thread.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    /// `what`: one sentence about the rows that will be in the file.
    ExportDialog(AppContext &context, const QString &what, QWidget *parent = nullptr);
    ExportOptions options() const;

protected:
    void accept() override;

private:
    void restore();
    void enableFields();

    AppContext &m_context;
    QComboBox *m_format;
    QComboBox *m_delimiter;
    QComboBox *m_decimal;
};

} // namespace console
