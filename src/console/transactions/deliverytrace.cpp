// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/deliverytrace.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"
#include "console/transactions/deliverymodel.h"
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace console {

namespace {
constexpr int askAgainMs = 2'000;
}

DeliveryTrace::DeliveryTrace(AppContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_format(context)
    , m_model(new DeliveryModel(m_format, context.theme, this))
    , m_title(new QLabel(this))
    , m_again(new QToolButton(this))
    , m_message(new QLabel(this))
    , m_view(new QTreeView(this))
{
    m_title->setProperty("look", u"muted"_qs);
    m_message->setProperty("look", u"muted"_qs);
    m_message->setWordWrap(true);
    m_again->setAutoRaise(true);
    m_view->setModel(m_model);
    m_view->setUniformRowHeights(true);
    m_view->setRootIsDecorated(false);
    m_view->setItemsExpandable(false);
    m_view->setMinimumHeight(120);
    m_view->setTabKeyNavigation(false); // Tab leaves it
    m_title->setBuddy(m_view);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_again);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_message);
    column->addWidget(m_view, 1);
    m_tick.setInterval(askAgainMs);
    connect(m_again, &QToolButton::clicked, this, &DeliveryTrace::ask);
    connect(&m_tick, &QTimer::timeout, this, &DeliveryTrace::ask);
    connect(&context.theme, &Theme::changed, this, &DeliveryTrace::dress);
    dress();
    retranslate();
}

void DeliveryTrace::show(qint64 transaction)
{
    if (transaction == m_transaction)
        return;
    m_transaction = transaction;
    m_asking = false;
    m_trouble.clear();
    m_model->fill({});
    tell();
    ask();
}

void DeliveryTrace::ask()
{
    if (m_transaction == 0 || m_asking || !isVisible())
        return;
    m_asking = true;
    client::whenDone<contract::TransactionDeliveries>(
        m_context.hub.deliveries(m_transaction), this,
        [this, asked = m_transaction](const auto &answer) { take(asked, answer); });
}

void DeliveryTrace::take(qint64 asked, const base::Result<contract::TransactionDeliveries> &answer)
{
    if (asked != m_transaction)
        return; // another movement is shown by now, and has been asked for
    m_asking = false;
    m_trouble = answer ? QString() : errorText(answer.error());
    if (answer && (answer->topics.size() != m_model->deliveries().topics.size() || m_model->isWaiting())) {
        m_model->fill(*answer);
        m_view->expandAll();
        for (int i = 0; i < DeliveryModel::ColumnCount - 1; ++i)
            m_view->resizeColumnToContents(i);
    }
    tell();
}

void DeliveryTrace::tell()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_message->setText(!m_trouble.isEmpty()       ? m_trouble
                       : isEmpty && m_transaction ? tr("No deliveries are known: they are kept for 24 hours.")
                                                  : QString());
    m_message->setVisible(!m_message->text().isEmpty());
    m_view->setVisible(!isEmpty);
    // A movement of just now may not have been published yet.
    const bool mayChange = m_transaction != 0 && (isEmpty || m_model->isWaiting());
    if (mayChange && isVisible())
        m_tick.start();
    else
        m_tick.stop();
}

QString DeliveryTrace::text() const
{
    QString all;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const QModelIndex topic = m_model->index(i, 0);
        all += topic.data().toString() + u'\n';
        for (int j = 0; j < m_model->rowCount(topic); ++j) {
            all += u"  "_qs + m_model->index(j, DeliveryModel::Who, topic).data().toString() + u": "_qs +
                   m_model->index(j, DeliveryModel::Step, topic).data().toString() + u'\n';
        }
    }
    return all;
}

void DeliveryTrace::retranslate()
{
    m_title->setText(tr("Delivery &trace"));
    m_view->setAccessibleName(tr("Delivery trace: topics and their subscribers"));
    m_again->setToolTip(tr("Look again"));
    m_again->setAccessibleName(tr("Look again at the delivery trace"));
    m_model->refresh();
    m_view->expandAll();
    tell();
}

void DeliveryTrace::dress()
{
    m_again->setIcon(m_context.theme.icon(u"reload"_qs));
    m_model->refresh();
    m_view->expandAll();
}

void DeliveryTrace::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void DeliveryTrace::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    ask();
}

void DeliveryTrace::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick.stop(); // a hidden page asks for nothing
}

} // namespace console
