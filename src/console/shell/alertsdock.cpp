// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/alertsdock.h"
#include "console/shell/alertlog.h"
#include <QAccessible>
#include <QEvent>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

namespace console {

AlertsDock::AlertsDock(AppContext &context, AlertLog &log, QWidget *window)
    : QDockWidget(window)
    , m_context(context)
    , m_log(log)
    , m_list(new QListView)
    , m_empty(new QLabel)
    , m_noteLabel(new QLabel)
    , m_note(new QLineEdit)
    , m_seen(new QPushButton)
    , m_goTo(new QPushButton)
{
    setObjectName(u"alertsDock"_qs);
    setAllowedAreas(Qt::RightDockWidgetArea);
    setFeatures(QDockWidget::DockWidgetClosable);
    build();
    connect(&log, &AlertLog::raised, this, &AlertsDock::arrived);
    connect(&log, &AlertLog::countChanged, this, &AlertsDock::select);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &AlertsDock::select);
    connect(m_list, &QListView::activated, this, &AlertsDock::goToAccount);
    connect(m_note, &QLineEdit::returnPressed, this, &AlertsDock::acknowledge);
    connect(m_seen, &QPushButton::clicked, this, &AlertsDock::acknowledge);
    connect(m_goTo, &QPushButton::clicked, this, &AlertsDock::goToAccount);
    connect(&context.theme, &Theme::changed, this, &AlertsDock::dress);
    retranslate();
    dress();
    hide();
}

void AlertsDock::build()
{
    m_list->setObjectName(u"alertsList"_qs);
    m_list->setModel(&m_log);
    m_list->setWordWrap(true);
    m_list->setResizeMode(QListView::Adjust);
    m_empty->setProperty("look", u"muted"_qs);
    m_empty->setAlignment(Qt::AlignCenter);
    m_note->setObjectName(u"alertNote"_qs);
    m_note->setMaxLength(200);
    m_noteLabel->setBuddy(m_note);
    m_seen->setObjectName(u"alertSeen"_qs);
    m_goTo->setObjectName(u"alertGoTo"_qs);
    m_goTo->setProperty("look", u"flat"_qs);
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_empty);
    column->addWidget(m_list, 1);
    column->addWidget(m_noteLabel);
    column->addWidget(m_note);
    column->addWidget(m_seen);
    column->addWidget(m_goTo);
    body->setMinimumWidth(260);
    setWidget(body);
}

void AlertsDock::toggle()
{
    setVisible(!isVisible());
    if (isVisible())
        m_list->setFocus();
}

/// The keyboard stays where it is: somebody may be typing an amount.
void AlertsDock::arrived()
{
    if (m_log.rowCount() == 1)
        show();
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_log.index(0));
    QAccessibleEvent event(m_list, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void AlertsDock::acknowledge()
{
    const int row = m_list->currentIndex().row();
    const auto user = m_context.hub.user();
    if (row < 0 || !user || m_log.at(row).isSeen)
        return;
    const QString note = m_note->text().simplified();
    const qint64 seq = m_log.at(row).alert.seq;
    m_log.markSeen(row, user->displayName, note);
    m_note->clear();
    Q_EMIT acknowledged(seq, note);
    for (int next = 0; next < m_log.rowCount(); ++next) { // the next one that nobody has seen
        if (!m_log.at(next).isSeen) {
            m_list->setCurrentIndex(m_log.index(next));
            break;
        }
    }
    select();
}

void AlertsDock::goToAccount()
{
    const int row = m_list->currentIndex().row();
    if (row >= 0 && !m_log.at(row).alert.cedula.isEmpty())
        Q_EMIT accountWanted(m_log.at(row).alert.cedula);
}

void AlertsDock::select()
{
    const int row = m_list->currentIndex().row();
    const bool chosen = row >= 0 && row < m_log.rowCount();
    m_empty->setVisible(m_log.rowCount() == 0);
    m_list->setVisible(m_log.rowCount() > 0);
    m_seen->setEnabled(chosen && !m_log.at(row).isSeen);
    m_note->setEnabled(m_seen->isEnabled());
    m_goTo->setEnabled(chosen && !m_log.at(row).alert.cedula.isEmpty());
}

void AlertsDock::retranslate()
{
    setWindowTitle(tr("Alerts"));
    m_empty->setText(tr("No alerts"));
    m_list->setAccessibleName(tr("Alerts, the newest first"));
    m_noteLabel->setText(tr("&Note"));
    m_seen->setText(tr("&Acknowledge"));
    m_goTo->setText(tr("Go to the account"));
    m_log.refresh();
    select();
}

void AlertsDock::dress()
{
    m_goTo->setIcon(m_context.theme.icon(u"balances"_qs, ColorRole::Accent));
    m_seen->setIcon(m_context.theme.icon(u"check"_qs));
    m_log.refresh();
}

void AlertsDock::changeEvent(QEvent *event)
{
    QDockWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace console
