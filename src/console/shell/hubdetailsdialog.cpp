// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/hubdetailsdialog.h"
#include "console/shell/agetext.h"
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

namespace console {

HubDetailsDialog::HubDetailsDialog(AppContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_form(new QFormLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Hub"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 20);
    column->setSpacing(16);
    m_form->setHorizontalSpacing(24);
    m_form->setVerticalSpacing(8);
    column->addLayout(m_form);
    m_address = addRow(tr("Address"));
    m_version = addRow(tr("Version"));
    m_state = addRow(tr("Line"));
    m_age = addRow(tr("Data"));
    m_reason = addRow(tr("Last failure"));
    m_clients = addRow(tr("Clients"));
    m_transactions = addRow(tr("Transactions"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *retry = buttons->addButton(tr("Reconnect now"), QDialogButtonBox::ActionRole);
    connect(retry, &QPushButton::clicked, this, [this] { m_context.hub.retryNow(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    column->addStretch();
    column->addWidget(buttons);
    connect(&context.hub, &client::HubClient::linkChanged, this, &HubDetailsDialog::refresh);
    connect(&context.hub, &client::HubClient::statusChanged, this, &HubDetailsDialog::refresh);
    connect(&m_tick, &QTimer::timeout, this, &HubDetailsDialog::refresh);
    m_tick.start(1000);
    refresh();
    resize(460, sizeHint().height());
}

QLabel *HubDetailsDialog::addRow(const QString &title)
{
    auto *name = new QLabel(title, this);
    name->setProperty("look", u"muted"_qs);
    auto *value = new QLabel(this);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_form->addRow(name, value);
    return value;
}

QString HubDetailsDialog::stateText(const client::HubLink &link) const
{
    const auto span =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_context.clock.monotonicNow() - link.since);
    const QString since = ageText(span, m_context.locale());
    switch (link.state) {
    case client::LinkState::Idle:
        return tr("Nobody is signed in");
    case client::LinkState::Connecting:
        return tr("Connecting for %1").arg(since);
    case client::LinkState::Live:
        return tr("Connected for %1").arg(since);
    case client::LinkState::Lost:
        return tr("Cut off for %1, tries: %2").arg(since, m_context.locale().toString(link.attempt));
    }
    Q_UNREACHABLE();
}

void HubDetailsDialog::refresh()
{
    const QLocale locale = m_context.locale();
    const client::HubInfo hub = m_context.hub.hub();
    const client::HubLink link = m_context.hub.link();
    const client::HubStatus status = m_context.hub.status();
    const QString place =
        m_context.hub.address().embedded() ? tr("this computer") : m_context.hub.address().base.toDisplayString();
    m_address->setText(hub.name.isEmpty() ? place : u"%1 (%2)"_qs.arg(hub.name, place));
    m_version->setText(hub.version.isEmpty() ? u"–"_qs : u"%1 · %2"_qs.arg(hub.version, hub.profile));
    m_state->setText(stateText(link));
    const auto age = m_context.hub.dataAge();
    m_age->setText(age ? tr("%1 old").arg(ageText(*age, locale)) : u"–"_qs);
    m_form->setRowVisible(m_reason, !link.reason.isEmpty());
    m_reason->setText(link.reason);
    m_clients->setText(tr("MQTT %1 · HTTP %2 · addresses %3")
                           .arg(locale.toString(status.mqttClients), locale.toString(status.httpConnections),
                                locale.toString(status.activeIps)));
    m_transactions->setText(locale.toString(status.totalTransactions));
}

} // namespace console
