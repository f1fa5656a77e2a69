// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/receipts/paperout.h"
#include <QAbstractTextDocumentLayout>
#include <QFileDialog>
#include <QMessageBox>
#include <QPainter>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QSaveFile>
#include <QTextDocument>

namespace console {
namespace {

constexpr int dotsPerInch = 300;
constexpr qreal pointsPerInch = 72.0;

std::unique_ptr<QTextDocument> reportDocument(const QString &html)
{
    auto document = std::make_unique<QTextDocument>();
    document->setDefaultFont(QFont(u"Sans Serif"_qs, 9));
    document->setHtml(html);
    document->setDocumentMargin(36);
    document->setPageSize(QPageSize(QPageSize::A4).size(QPageSize::Point));
    return document;
}

void tellFailure(const QString &path, QWidget *over)
{
    auto *box = new QMessageBox(QMessageBox::Warning, PaperOut::tr("Save as PDF"),
                                PaperOut::tr("%1 could not be written.").arg(path), QMessageBox::Close, over);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace

bool PaperOut::writePdf(const QTextDocument &document, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    {
        QPdfWriter writer(&file);
        writer.setResolution(dotsPerInch);
        writer.setPageSize(QPageSize(document.pageSize(), QPageSize::Point, {}, QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        writer.setCreator(u"Ventanilla"_qs);
        // The document is laid out in points of the screen's 72 to the inch: painted larger, not laid out anew.
        QPainter painter(&writer);
        const qreal scale = dotsPerInch / pointsPerInch;
        const int pages = document.pageCount();
        for (int page = 0; page < pages; ++page) {
            if (page > 0)
                writer.newPage();
            painter.save();
            painter.scale(scale, scale);
            painter.translate(0, -page * document.pageSize().height());
            const QRectF window(0, page * document.pageSize().height(), document.pageSize().width(),
                                document.pageSize().height());
            painter.setClipRect(window);
            QAbstractTextDocumentLayout::PaintContext paint;
            paint.clip = window;
            paint.palette.setColor(QPalette::Text, Qt::black); // whatever the theme
            document.documentLayout()->draw(&painter, paint);
            painter.restore();
        }
    }
    return file.commit();
}

void PaperOut::print(QTextDocument &document, QPrinter &printer)
{
    printer.setPageSize(QPageSize(document.pageSize(), QPageSize::Point, {}, QPageSize::FuzzyMatch));
    printer.setPageMargins(QMarginsF(0, 0, 0, 0));
    document.print(&printer);
}

void PaperOut::askPdf(const QString &html, const QString &proposedName, AppContext &context, QWidget *over)
{
    const QString folder = context.settings.text(u"receipts/folder"_qs);
    auto *dialog = new QFileDialog(over, tr("Save as PDF"), folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("PDF (*.pdf)"));
    dialog->setDefaultSuffix(u"pdf"_qs);
    dialog->selectFile(proposedName);
    QObject::connect(dialog, &QFileDialog::fileSelected, over, [html, over, &context](const QString &path) {
        context.settings.setText(u"receipts/folder"_qs, QFileInfo(path).absolutePath());
        if (!writePdf(*reportDocument(html), path))
            tellFailure(path, over);
    });
    dialog->open();
}

void PaperOut::askPrinter(const QString &html, QWidget *over)
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto *dialog = new QPrintDialog(printer.get(), over);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, over, [html, printer] {
        const auto document = reportDocument(html);
        print(*document, *printer);
    });
    QObject::connect(dialog, &QObject::destroyed, over, [printer] {}); // lives as long as its dialog
    dialog->open();
}

} // namespace console
