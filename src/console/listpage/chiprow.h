// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/delay.h"
#include "console/shell/appcontext.h"
#include <QWidget>

class QToolButton;

namespace console {

class FlowLayout;
class ListModel;

/// The chips above a list, each with the number of rows that it would show. Groups widen inside and narrow between each
/// other. A small group stands as buttons; a group with a heading stands behind one button as a menu in which the blank
/// key and the mouse tick several without closing it. A chip that asks opens the page's editor. All by keyboard.
/// GUI thread.
class ChipRow : public QWidget
{
    Q_OBJECT
public:
    /// Counting waits until the list has been quiet for so long: it looks at every row.
    static constexpr std::chrono::milliseconds countTime{250};
    /// Shows an editor below the button; it sets the range in the model and calls ListModel::setChipActive().
    using Editor = std::function<void(QToolButton *below)>;

    ChipRow(ListModel &model, AppContext &context, std::unique_ptr<Delay> countLater, QWidget *parent = nullptr);

    bool isEmpty() const { return m_buttons.empty(); }
    void setEditor(const QString &chipId, Editor editor) { m_editors.insert(chipId, std::move(editor)); }
    /// The counts are of what has been read; a plus sign says that the hub has more.
    void setMoreUnread(bool more);
    /// Shows which chips are active and how they are called now.
    void sync();
    void retranslate();

Q_SIGNALS:
    void chipToggled();
    /// It takes another width.
    void resized();

private:
    struct Button
    {
        QToolButton *button;
        std::vector<int> chips; ///< one, or those of the menu
    };
    void rebuild();
    void addSingle(int chip);
    void addToMenu(int chip);
    void fillMenu(size_t index);
    void pressed(int chip);
    void setActive(const QString &id, bool active);
    void count();
    void dress();
    QString labelOf(int chip) const;
    QString menuLabel(const Button &button) const;

    ListModel &m_model;
    AppContext &m_context;
    std::unique_ptr<Delay> m_countLater;
    FlowLayout *m_row;
    std::vector<Button> m_buttons;
    std::vector<int> m_counts;
    QHash<QString, Editor> m_editors;
    bool m_more = false;
};

} // namespace console
