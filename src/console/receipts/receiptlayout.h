// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "contract/receipt.h"
#include <QCoreApplication>
#include <QLocale>
#include <QTextDocument>
#include <memory>

namespace console {

/// What receipts are printed on.
enum class ReceiptPaper { A6, Roll80 };

/// A receipt laid out for its paper, in the language of the window: folio, who, how much in figures and words, balance,
/// COPIA n from the second print on. The cédula is masked (SPEC 2.4); amounts are always in full. GUI thread.
class ReceiptLayout
{
    Q_DECLARE_TR_FUNCTIONS(console::ReceiptLayout)
public:
    /// Page size in points: A6, or 80 mm by the length of the text.
    static std::unique_ptr<QTextDocument> document(const contract::Receipt &receipt, ReceiptPaper paper,
                                                   const QLocale &locale);
    static QString html(const contract::Receipt &receipt, ReceiptPaper paper, const QLocale &locale);
    /// What would be printed first, for the preview: no number is used up.
    static contract::Receipt preview(const contract::Transaction &transaction, const QString &branch);

private:
    static QString money(const base::Money &amount, const QLocale &locale);
    static QString kind(const contract::Transaction &transaction);
};

} // namespace console
