// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLayout>
#include <memory>
#include <vector>

namespace console {

/// Sets widgets beside each other and goes on in the next line where the width ends, as words do. GUI thread.
class FlowLayout : public QLayout
{
    Q_OBJECT
public:
    using QLayout::QLayout;

    void addItem(QLayoutItem *item) override { m_items.emplace_back(item); }
    /// Room before the next widget, unless it begins a line.
    void addGap(int width) { addItem(new QSpacerItem(width, 1)); }
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
    Qt::Orientations expandingDirections() const override { return {}; }
    /// All in one line.
    QSize sizeHint() const override;
    /// The widest of them.
    QSize minimumSize() const override;
    void setGeometry(const QRect &place) override;

private:
    int arrange(const QRect &place, bool move) const;
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace console
