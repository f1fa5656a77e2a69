// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/exporter.h"
#include "console/listpage/listmodel.h"

namespace console {
namespace {
constexpr qsizetype rowsInSlice = 1000;
const QString currencyKey = u"moneda"_qs;
} // namespace

Exporter::Exporter(ListModel &model, std::vector<int> columns, ExportOptions options, QObject *parent)
    : QObject(parent)
    , m_model(&model)
    , m_columns(std::move(columns))
    , m_options(options)
{
    m_ids.reserve(model.rowCount());
    for (int row = 0; row < model.rowCount(); ++row)
        m_ids << model.idAt(row);
    const auto isCurrency = [&model](int column) { return model.column(column).id == currencyKey; };
    if (model.rowCount() == 0 || std::any_of(m_columns.begin(), m_columns.end(), isCurrency))
        return;
    for (size_t i = 0; i < m_columns.size() && m_currencyAfter < 0; ++i) {
        if (std::holds_alternative<base::Money>(model.exportValue(0, m_columns[i])))
            m_currencyAfter = static_cast<int>(i);
    }
}

void Exporter::start(QIODevice &device, std::unique_ptr<Delay> turn)
{
    m_device = &device;
    m_turn = std::move(turn);
    if (!write(heading()))
        return;
    m_turn->start({}, [this] { writeSlice(); });
}

void Exporter::cancel()
{
    finish(base::Error(base::ErrorCode::Unavailable, u"the export was cancelled"_qs));
}

void Exporter::writeSlice()
{
    if (!m_model)
        return finish(base::Error(base::ErrorCode::Unavailable, u"the list was closed during the export"_qs));
    QByteArray text;
    for (const qsizetype end = std::min(m_next + rowsInSlice, m_ids.size()); m_next < end; ++m_next) {
        const int row = m_model->rowOf(m_ids[m_next]);
        if (row < 0)
            ++m_skipped;
        else
            text += rowText(row);
    }
    if (!write(text))
        return;
    Q_EMIT progressed(m_written, static_cast<int>(m_ids.size()));
    if (m_next < m_ids.size())
        return m_turn->start({}, [this] { writeSlice(); });
    if (m_options.format == ExportOptions::Format::Json && !write("\n]\n"))
        return;
    finish(m_written);
}

bool Exporter::write(const QByteArray &bytes)
{
    if (m_device && m_device->write(bytes) == bytes.size())
        return true;
    if (m_device)
        finish(base::Error(base::ErrorCode::Io, m_device->errorString()).with(u"writing the export"_qs));
    return false;
}

void Exporter::finish(const base::Result<int> &result)
{
    if (!m_device)
        return;
    m_device = nullptr;
    if (m_turn)
        m_turn->cancel();
    Q_EMIT finished(result, m_skipped);
}

std::vector<ExportValue> Exporter::rowCells(int row) const
{
    std::vector<ExportValue> cells;
    for (size_t i = 0; i < m_columns.size(); ++i) {
        cells.push_back(m_model->exportValue(row, m_columns[i]));
        if (static_cast<int>(i) != m_currencyAfter)
            continue;
        const auto *money = std::get_if<base::Money>(&cells.back());
        cells.push_back(money ? ExportValue(money->currency().toString()) : ExportValue());
    }
    return cells;
}

QByteArray Exporter::rowText(int row)
{
    const std::vector<ExportValue> cells = rowCells(row);
    const bool first = std::exchange(m_written, m_written + 1) == 0;
    if (m_options.format == ExportOptions::Format::Csv)
        return csvLine(cells, m_options);
    QStringList keys;
    for (size_t i = 0; i < m_columns.size(); ++i) {
        keys << m_model->column(m_columns[i]).id;
        if (static_cast<int>(i) == m_currencyAfter)
            keys << currencyKey;
    }
    return (first ? "\n" : ",\n") + jsonObject(keys, cells);
}

QByteArray Exporter::heading() const
{
    if (m_options.format == ExportOptions::Format::Json)
        return "[";
    std::vector<ExportValue> titles;
    for (size_t i = 0; i < m_columns.size(); ++i) {
        titles.emplace_back(m_model->column(m_columns[i]).title());
        if (static_cast<int>(i) == m_currencyAfter)
            titles.emplace_back(tr("Currency"));
    }
    return QByteArrayLiteral("\xEF\xBB\xBF") + csvLine(titles, m_options);
}

} // namespace console
