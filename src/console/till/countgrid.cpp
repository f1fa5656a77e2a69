// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/till/countgrid.h"
#include "console/transactions/digitsvalidator.h"
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace console {
namespace {
constexpr int longestQuantity = 6;
constexpr int columnsPerHalf = 4; // name, quantity, subtotal, gap
} // namespace

CountGrid::CountGrid(const DisplayFormat &format, QWidget *parent)
    : QWidget(parent)
    , m_format(format)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(4);
}

void CountGrid::setDenominations(const std::vector<contract::Denominations> &denominations)
{
    m_rows.clear();
    m_totals.clear();
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int line = 0;
    for (const contract::Denominations &each : denominations) {
        const int first = line;
        for (const base::Money &note : each.notes)
            addRow(note, line++, 0);
        int other = first;
        for (const base::Money &coin : each.coins)
            addRow(coin, other++, columnsPerHalf);
        line = std::max(line, other);
        auto *total = new QLabel(this);
        total->setProperty("look", u"heading"_qs);
        total->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        total->setObjectName(u"total_"_qs + each.currency.toString());
        m_grid->addWidget(total, line++, 0, 1, 2 * columnsPerHalf - 1);
        m_totals.emplace_back(each.currency, total);
    }
    m_grid->setColumnMinimumWidth(columnsPerHalf - 1, 18);
    showSums();
}

void CountGrid::addRow(const base::Money &denomination, int line, int column)
{
    const size_t index = m_rows.size();
    const Row row{denomination, new QLineEdit(this), new QLabel(this), new QLabel(this)};
    row.quantity->setObjectName(u"count_%1_%2"_qs.arg(denomination.currency().toString()).arg(denomination.minor()));
    row.quantity->setValidator(new DigitsValidator(row.quantity));
    row.quantity->setMaxLength(longestQuantity);
    row.quantity->setMaximumWidth(90);
    row.quantity->setAlignment(Qt::AlignRight);
    row.quantity->setPlaceholderText(u"0"_qs);
    row.name->setBuddy(row.quantity);
    row.name->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.subtotal->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.subtotal->setProperty("look", u"muted"_qs);
    row.subtotal->setFont(Theme::figures(row.subtotal->font()));
    row.subtotal->setMinimumWidth(90);
    m_grid->addWidget(row.name, line, column);
    m_grid->addWidget(row.quantity, line, column + 1);
    m_grid->addWidget(row.subtotal, line, column + 2);
    m_rows.push_back(row);
    connect(row.quantity, &QLineEdit::textChanged, this, [this, index] {
        showSums();
        if (!m_filling)
            Q_EMIT edited({m_rows[index].denomination, m_rows[index].quantity->text().toLongLong()});
    });
    connect(row.quantity, &QLineEdit::returnPressed, this, [this, index] { goOn(index); });
}

void CountGrid::goOn(size_t from)
{
    if (from + 1 >= m_rows.size())
        return Q_EMIT finished();
    m_rows[from + 1].quantity->setFocus(Qt::TabFocusReason);
    m_rows[from + 1].quantity->selectAll();
}

void CountGrid::setLines(const std::vector<contract::CashLine> &lines)
{
    m_filling = true;
    for (const Row &row : m_rows) {
        const auto counted = std::find_if(lines.begin(), lines.end(), [&row](const contract::CashLine &line) {
            return line.denomination == row.denomination;
        });
        row.quantity->setText(counted == lines.end() ? QString() : QString::number(counted->quantity));
    }
    m_filling = false;
    showSums();
}

std::vector<contract::CashLine> CountGrid::lines() const
{
    std::vector<contract::CashLine> all;
    for (const Row &row : m_rows) {
        if (const qint64 quantity = row.quantity->text().toLongLong(); quantity > 0)
            all.push_back({row.denomination, quantity});
    }
    return all;
}

std::vector<base::Money> CountGrid::totals() const
{
    std::vector<base::Money> sums;
    for (const auto &[currency, label] : m_totals) {
        base::Money sum(currency);
        for (const Row &row : m_rows) {
            if (row.denomination.currency() != currency)
                continue;
            const auto part =
                base::Money::fromMinor(row.denomination.minor() * row.quantity->text().toLongLong(), currency);
            const auto next = part ? sum.plus(*part) : part;
            if (next) // six digits of the greatest note are far inside the range
                sum = *next;
        }
        sums.push_back(sum);
    }
    return sums;
}

void CountGrid::focusFirst()
{
    if (m_rows.empty())
        return;
    m_rows.front().quantity->setFocus(Qt::OtherFocusReason);
    m_rows.front().quantity->selectAll();
}

void CountGrid::showSums()
{
    for (const Row &row : m_rows) {
        row.name->setText(m_format.amount(row.denomination));
        row.quantity->setAccessibleName(tr("Pieces of %1").arg(m_format.money(row.denomination)));
        const auto sum = base::Money::fromMinor(row.denomination.minor() * row.quantity->text().toLongLong(),
                                                row.denomination.currency());
        row.subtotal->setText(sum && sum->isPositive() ? m_format.amount(*sum) : QString());
    }
    const std::vector<base::Money> sums = totals();
    for (size_t i = 0; i < sums.size(); ++i)
        m_totals[i].second->setText(tr("Total %1").arg(m_format.money(sums[i])));
}

void CountGrid::retranslate()
{
    showSums();
}

void CountGrid::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace console
