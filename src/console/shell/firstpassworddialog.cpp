// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/firstpassworddialog.h"
#include "console/shell/theme.h"
#include "shell/ui_firstpassworddialog.h"
#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>

namespace console {

FirstPasswordDialog::FirstPasswordDialog(const FirstPassword &first, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::FirstPasswordDialog>())
{
    m_ui->setupUi(this);
    setWindowIcon(Theme::appIcon());
    m_ui->user->setText(first.username);
    m_ui->password->setText(first.password);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont); // 0 and O, 1 and l differ
    fixed.setPixelSize(16);
    m_ui->password->setFont(fixed);
    m_ui->proceed->setFocus();
    connect(m_ui->copy, &QPushButton::clicked, this, &FirstPasswordDialog::copy);
    connect(m_ui->proceed, &QPushButton::clicked, this, &QDialog::accept);
}

FirstPasswordDialog::~FirstPasswordDialog() = default;

void FirstPasswordDialog::copy()
{
    QGuiApplication::clipboard()->setText(m_ui->password->text());
    m_ui->copy->setText(tr("Copied"));
}

void FirstPasswordDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_ui->retranslateUi(this);
    QDialog::changeEvent(event);
}

} // namespace console
