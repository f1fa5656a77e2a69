// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/money.h"
#include <QString>
#include <QVariant>
#include <functional>
#include <variant>

namespace console {

/// What a row is sorted by: the number first, then the text (compared as folded text).
struct SortKey
{
    qint64 number = 0;
    QString text;
    friend auto operator<=>(const SortKey &a, const SortKey &b)
    {
        return a.number != b.number ? a.number <=> b.number : QString::compare(a.text, b.text) <=> 0;
    }
    friend bool operator==(const SortKey &, const SortKey &) = default;
};

/// What a cell is in a file: nothing, text, a whole number or an exact amount.
using ExportValue = std::variant<std::monostate, QString, qint64, base::Money>;

/// What colour says beside words and icons, never alone. The theme chooses the colour.
enum class Tone { Plain, Good, Warn, Bad, Muted };

/// The part of a column that needs no row.
struct ColumnInfo
{
    QString id;                     ///< stable name: remembered layouts and the keys of JSON exports
    std::function<QString()> title; ///< translated when called, so that the language may change
    Qt::Alignment alignment = Qt::AlignLeft;
    bool hidden = false; ///< until the user asks for it
    int width = 110;     ///< in pixels at 100 % font size
    bool glows = false;  ///< a changed cell is lit for a second
};

/// One column of a list of `Row`: how a row is shown, sorted and exported.
template <typename Row>
struct Column : ColumnInfo
{
    std::function<QString(const Row &)> text;
    std::function<SortKey(const Row &)> sortKey = {};         ///< absent: by folded text
    std::function<ExportValue(const Row &)> exportValue = {}; ///< absent: the text
    std::function<QString(const Row &)> search = {}; ///< absent: the text; what the filter compares, never shown
    std::function<QString(const Row &)> toolTip = {};
    std::function<Tone(const Row &)> tone = {};
};

/// One choice above a list. Chips of one group widen (any of them), groups narrow (all of them).
struct ChipInfo
{
    QString id;
    QString group;
    std::function<QString()> title; ///< may change with what was asked for: "Range…", "01/01 – 15/01"
    /// Heading of the group's drop-down button ("Channel"); absent: each chip is a button of its own.
    std::function<QString()> menu = {};
    bool asks = false; ///< pressing it asks for what it accepts (FilterBar::setChipEditor)
};

template <typename Row>
struct Chip : ChipInfo
{
    std::function<bool(const Row &)> accepts;
};

} // namespace console
