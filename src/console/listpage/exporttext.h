// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/column.h"
#include <QByteArray>
#include <QStringList>
#include <vector>

namespace console {

/// How a list is written to a file.
struct ExportOptions
{
    enum class Format { Csv, Json };
    Format format = Format::Csv;
    QChar delimiter = u';';    ///< CSV: ';', ',' or a tab
    QChar decimalPoint = u','; ///< CSV: ',' or '.'
    friend bool operator==(const ExportOptions &, const ExportOptions &) = default;
};

/// Text that a spreadsheet will not take for a formula: what begins with = + - @, a tab or a line end (or the wide
/// forms of those signs) gets an apostrophe before it.
QString formulaSafe(const QString &text);

/// One line of CSV with its line end (RFC 4180). Text is made formula-safe; numbers and amounts are ours and stay bare,
/// so that they can be summed. Amounts have two decimals and no group marks.
QByteArray csvLine(const std::vector<ExportValue> &cells, const ExportOptions &options);

/// One JSON object: `keys` in order; amounts as numbers with two decimals (never through a double), nothing as null.
QByteArray jsonObject(const QStringList &keys, const std::vector<ExportValue> &cells);

/// One line for the clipboard (cells between tabs), formula-safe; tabs and line ends inside become spaces.
QString tsvLine(const QStringList &cells);

} // namespace console
