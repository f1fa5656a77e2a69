// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QCoreApplication>
#include <QPageSize>
#include <functional>

class QPrinter;
class QTextDocument;
class QWidget;

namespace console {

/// Text to paper: printer by the system's dialog, or a PDF file. Dialogs are window modal and answer later; failures
/// are told by `failed`. GUI thread.
class PaperOut
{
    Q_DECLARE_TR_FUNCTIONS(console::PaperOut)
public:
    /// Asks for a file, then writes HTML on A4.
    static void askPdf(const QString &html, const QString &proposedName, AppContext &context, QWidget *over);
    static void askPrinter(const QString &html, QWidget *over);
    /// A document as it is laid out (its page size is the paper's, in points).
    static bool writePdf(const QTextDocument &document, const QString &path);
    static void print(QTextDocument &document, QPrinter &printer);
};

} // namespace console
