// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/aboutdialog.h"
#include "shell/ui_aboutdialog.h"
#include <QEvent>

namespace console {

AboutDialog::AboutDialog(AppContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_ui(std::make_unique<Ui::AboutDialog>())
{
    m_ui->setupUi(this);
    setWindowIcon(Theme::appIcon());
    m_ui->logo->setPixmap(Theme::appIcon().pixmap(QSize(64, 64)));
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::accept);
    retranslate();
}

AboutDialog::~AboutDialog() = default;

void AboutDialog::retranslate()
{
    m_ui->version->setText(tr("Version %1").arg(QStringLiteral(VENTANILLA_VERSION)));
    const client::HubInfo hub = m_context.hub.hub();
    const QString name = hub.name.isEmpty() ? m_context.hub.address().base.toDisplayString() : hub.name;
    m_ui->details->setText(
        tr("Hub: %1, version %2 · Qt %3")
            .arg(name, hub.version.isEmpty() ? u"–"_qs : hub.version, QString::fromLatin1(qVersion())));
}

void AboutDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_ui->retranslateUi(this);
        retranslate();
    }
    QDialog::changeEvent(event);
}

} // namespace console
