// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QDialog>
#include <memory>

namespace Ui {
class AboutDialog;
}

namespace console {

/// What this is, its version and the hub's. GUI thread.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(AppContext &context, QWidget *parent = nullptr);
    ~AboutDialog() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    AppContext &m_context;
    std::unique_ptr<Ui::AboutDialog> m_ui;
};

} // namespace console
