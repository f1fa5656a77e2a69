// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/page.h"
#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableWidget>
#include <QVBoxLayout>

/// A page with a filter, a table and two actions, that counts what the shell does to it.
class DemoPage : public console::Page
{
    Q_OBJECT
public:
    DemoPage(console::AppContext &context, QString key, QString icon, QKeySequence shortcut)
        : Page(context)
        , m_key(std::move(key))
        , m_icon(std::move(icon))
    {
        deposit = new QAction(this);
        deposit->setShortcut(shortcut);
        connect(deposit, &QAction::triggered, this, [this] {
            ++triggered;
            Q_EMIT toastRequested(console::ToastKind::Done, QStringLiteral("Depósito aplicado, folio 000127"));
        });
        print = new QAction(this);
        print->setEnabled(false);
        filter = new QLineEdit(this);
        filter->setAccessibleName(QStringLiteral("Filter"));
        filter->setPlaceholderText(QStringLiteral("Filter"));
        table = new QTableWidget(6, 6, this);
        table->setShowGrid(false);
        table->setAlternatingRowColors(true);
        table->setSelectionBehavior(QAbstractItemView::SelectRows);
        table->verticalHeader()->hide();
        table->verticalHeader()->setDefaultSectionSize(34);
        table->horizontalHeader()->setStretchLastSection(true);
        table->setTabKeyNavigation(false);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(16, 16, 16, 16);
        column->setSpacing(12);
        column->addWidget(filter);
        column->addWidget(table, 1);
        fill();
    }
    QString key() const override { return m_key; }
    QString title() const override
    {
        return spanish() ? QStringLiteral("Transacciones") : QStringLiteral("Transactions");
    }
    QString iconName() const override { return m_icon; }
    QList<QAction *> pageActions() const override { return {deposit, print}; }
    void activated() override { ++activations; }
    void deactivated() override { ++deactivations; }
    void focusFilter() override { filter->setFocus(); }
    void reload() override { ++reloads; }
    QString statusText() const override
    {
        return spanish() ? QStringLiteral("Hoy: 127 mov. · +12 340,00 · −8 120,50 · neto +4 219,50 USD")
                         : QStringLiteral("Today: 127 mov. · +12,340.00 · −8,120.50 · net +4,219.50 USD");
    }
    void saveState() override { context().settings.setText(m_key + QStringLiteral("/filter"), filter->text()); }
    void restoreState() override { filter->setText(context().settings.text(m_key + QStringLiteral("/filter"))); }
    bool visibleTo(client::Role role) const override
    {
        return role != client::Role::Technician || m_key != QStringLiteral("transactions");
    }

    QAction *deposit;
    QAction *print;
    QLineEdit *filter;
    QTableWidget *table;
    int triggered = 0, activations = 0, deactivations = 0, reloads = 0;

protected:
    void changeEvent(QEvent *event) override
    {
        if (event->type() == QEvent::LanguageChange)
            fill();
        Page::changeEvent(event);
    }

private:
    bool spanish() const { return context().language.code() == console::Language::Code::Spanish; }
    void fill()
    {
        deposit->setText(spanish() ? QStringLiteral("&Depósito") : QStringLiteral("&Deposit"));
        deposit->setIcon(context().theme.icon(QStringLiteral("deposit"), console::ColorRole::Deposit));
        print->setText(spanish() ? QStringLiteral("&Imprimir") : QStringLiteral("&Print"));
        print->setIcon(context().theme.icon(QStringLiteral("print")));
        const QString names = spanish() ? QStringLiteral("Hora|Folio|Tipo|Cédula|Monto|Saldo nuevo")
                                        : QStringLiteral("Time|Folio|Kind|Cédula|Amount|New balance");
        table->setHorizontalHeaderLabels(names.split(u'|'));
        const QString in = spanish() ? QStringLiteral("▲ Depósito") : QStringLiteral("▲ Deposit");
        const QString out = spanish() ? QStringLiteral("▼ Retiro") : QStringLiteral("▼ Withdrawal");
        for (int row = 0; row < table->rowCount(); ++row) {
            const bool deposits = row % 3 != 1;
            const QStringList cells{QStringLiteral("14:3%1:07").arg(row),
                                    QStringLiteral("00012%1").arg(7 - row),
                                    deposits ? in : out,
                                    QStringLiteral("1350509525"),
                                    context().locale().toString(150.0 * (row + 1), 'f', 2),
                                    context().locale().toString(1150.0 + 320 * row, 'f', 2)};
            for (int c = 0; c < cells.size(); ++c) {
                auto *item = new QTableWidgetItem(cells[c]);
                if (c >= 4)
                    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
                if (c == 2)
                    item->setForeground(
                        context().theme.color(deposits ? console::ColorRole::Deposit : console::ColorRole::Withdrawal));
                table->setItem(row, c, item);
            }
        }
        table->selectRow(1);
    }
    QString m_key;
    QString m_icon;
};
