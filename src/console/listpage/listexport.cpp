// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/listexport.h"
#include "console/listpage/displayformat.h"
#include "console/listpage/exportdialog.h"
#include "console/listpage/exporter.h"
#include "console/listpage/listmodel.h"
#include "console/listpage/listview.h"
#include <QFileDialog>
#include <QPointer>
#include <QSaveFile>

namespace console {

ListExport::ListExport(ListView &view, ListModel &model, AppContext &context, QString key, DelayFactory delays,
                       QWidget *parent)
    : QObject(parent)
    , m_view(view)
    , m_model(model)
    , m_context(context)
    , m_key(std::move(key))
    , m_delays(std::move(delays))
    , m_over(parent)
{
}

void ListExport::ask(bool olderMissing)
{
    QString sentence = tr("%Ln row(s) will be written, as filtered and ordered here.", nullptr, m_model.rowCount());
    if (olderMissing)
        sentence += u' ' + tr("Older rows that have not been read are not among them.");
    auto *dialog = new ExportDialog(m_context, sentence, m_over);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { askFile(dialog->options()); });
    dialog->open();
}

void ListExport::askFile(const ExportOptions &options)
{
    const bool csv = options.format == ExportOptions::Format::Csv;
    const QString suffix = csv ? u"csv"_qs : u"json"_qs;
    const QString day = DisplayFormat(m_context).today().toString(Qt::ISODate);
    auto *files = new QFileDialog(m_over, tr("Export"), {}, csv ? tr("CSV (*.csv)") : tr("JSON (*.json)"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setDefaultSuffix(suffix);
    files->selectFile(u"%1-%2.%3"_qs.arg(m_key, day, suffix));
    connect(files, &QFileDialog::fileSelected, this, [this, options](const QString &path) { saveTo(path, options); });
    files->open();
}

std::vector<int> ListExport::columns() const
{
    std::vector<int> columns = m_view.shownColumns();
    for (const QString &id : m_always) {
        const int column = m_model.columnOf(id);
        if (column >= 0 && std::find(columns.begin(), columns.end(), column) == columns.end())
            columns.push_back(column);
    }
    return columns;
}

void ListExport::saveTo(const QString &path, const ExportOptions &options)
{
    auto *file = new QSaveFile(path, this); // what was there stays until all is written
    if (file->open(QIODevice::WriteOnly))
        return writeTo(*file, options);
    Q_EMIT finished(false, tr("The file could not be written: %1").arg(file->errorString()));
    file->deleteLater();
}

void ListExport::writeTo(QIODevice &device, const ExportOptions &options)
{
    auto *exporter = new Exporter(m_model, columns(), options, this);
    connect(exporter, &Exporter::finished, this,
            [this, exporter, out = QPointer(&device)](const base::Result<int> &written, int skipped) {
                exporter->deleteLater();
                auto *file = qobject_cast<QSaveFile *>(out.data());
                if (file)
                    file->deleteLater();
                if (!written)
                    return Q_EMIT finished(false, tr("The export failed: %1").arg(written.error().toString()));
                if (file && !file->commit())
                    return Q_EMIT finished(false, tr("The export failed: %1").arg(file->errorString()));
                QString sentence = tr("%Ln row(s) exported", nullptr, *written);
                if (skipped > 0)
                    sentence += u". " + tr("%Ln row(s) left the list meanwhile", nullptr, skipped);
                Q_EMIT finished(true, sentence);
            });
    exporter->start(device, m_delays());
}

} // namespace console
