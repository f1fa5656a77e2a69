// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/delay.h"
#include "console/shell/appcontext.h"
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace console {

class ChipRow;
class ListModel;

/// The filter of a list: a field that filters 150 ms after the last key, the count "132 of 10,482", and the page's
/// chips. Escape clears. GUI thread.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds settleTime{150};
    FilterBar(ListModel &model, AppContext &context, const DelayFactory &delays, QWidget *parent = nullptr);

    QLineEdit *field() const { return m_field; }
    QString countText() const;
    void setPlaceholder(const QString &text);
    /// Where buttons of the page go, right of all.
    QHBoxLayout *row() const { return m_row; }
    /// Text and chips, at once.
    void clear();
    void setText(const QString &text);
    void retranslate();
    /// Filters that the model already has (restored, edited) are shown.
    void syncChips();
    ChipRow *chips() const { return m_chips; }

Q_SIGNALS:
    void filterChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    QSize minimumSizeHint() const override;

private:
    void applyText();
    void showCount();
    void placeChips();
    void redrawIcons();

    ListModel &m_model;
    AppContext &m_context;
    std::unique_ptr<Delay> m_delay;
    QVBoxLayout *m_lines;
    QHBoxLayout *m_row;
    QLineEdit *m_field;
    QAction *m_searchIcon;
    QLabel *m_count;
    ChipRow *m_chips; ///< in m_row, or below it where the window is narrow
};

} // namespace console
