// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include "console/listpage/delay.h"
#include "console/listpage/exporttext.h"
#include <QIODevice>
#include <QObject>
#include <QPointer>

namespace console {

class ListModel;

/// Writes what a list shows (filter, order and columns as they stand when it starts) into a device, a slice a turn of
/// the event loop, so that the window stays alive. Rows that change meanwhile are written as they are then; rows that
/// leave memory are skipped and counted. Deletes nothing; owned by its parent. GUI thread.
class Exporter : public QObject
{
    Q_OBJECT
public:
    /// `columns`: logical columns, left to right. A column "currency" follows the first amount when none is among them.
    Exporter(ListModel &model, std::vector<int> columns, ExportOptions options, QObject *parent = nullptr);

    /// `device` is open for writing and outlives the export.
    void start(QIODevice &device, std::unique_ptr<Delay> turn);
    void cancel();

Q_SIGNALS:
    void progressed(int written, int all);
    /// Once. `skipped` rows were gone from memory when their turn came.
    void finished(const base::Result<int> &written, int skipped);

private:
    void writeSlice();
    bool write(const QByteArray &bytes);
    QByteArray rowText(int row);
    QByteArray heading() const;
    std::vector<ExportValue> rowCells(int row) const;
    void finish(const base::Result<int> &result);

    QPointer<ListModel> m_model;
    std::vector<int> m_columns;
    int m_currencyAfter = -1; ///< position in m_columns after which the currency is written
    ExportOptions m_options;
    QStringList m_ids;
    qsizetype m_next = 0;
    int m_written = 0;
    int m_skipped = 0;
    QIODevice *m_device = nullptr;
    std::unique_ptr<Delay> m_turn;
};

} // namespace console
