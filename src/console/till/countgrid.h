// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "contract/tillvalues.h"
#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;

namespace console {

/// Counting cash: one line a denomination (notes, then coins), Enter moves down, subtotals and the total of each
/// currency follow. It shows nothing of what should be there. GUI thread.
class CountGrid : public QWidget
{
    Q_OBJECT
public:
    explicit CountGrid(const DisplayFormat &format, QWidget *parent = nullptr);

    /// Empties it.
    void setDenominations(const std::vector<contract::Denominations> &denominations);
    /// What was counted before, without announcing it.
    void setLines(const std::vector<contract::CashLine> &lines);
    /// Those with a quantity, greatest denomination first.
    std::vector<contract::CashLine> lines() const;
    /// One a currency, zero too.
    std::vector<base::Money> totals() const;
    void focusFirst();
    void retranslate();

Q_SIGNALS:
    /// After each keystroke.
    void edited(const contract::CashLine &line);
    /// Enter in the last line.
    void finished();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Row
    {
        base::Money denomination;
        QLineEdit *quantity;
        QLabel *name;
        QLabel *subtotal;
    };
    void addRow(const base::Money &denomination, int line, int column);
    void showSums();
    void goOn(size_t from);

    DisplayFormat m_format;
    QGridLayout *m_grid;
    std::vector<Row> m_rows;
    std::vector<std::pair<base::Currency, QLabel *>> m_totals;
    bool m_filling = false;
};

} // namespace console
