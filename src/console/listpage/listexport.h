// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/delay.h"
#include "console/listpage/exporttext.h"
#include "console/shell/appcontext.h"
#include <QObject>

class QIODevice;

namespace console {

class ListModel;
class ListView;

/// The way of a list into a file: asks how and where, writes, says what became of it. GUI thread.
class ListExport : public QObject
{
    Q_OBJECT
public:
    /// `key` names the proposed file. The parent must be a widget: dialogs stand over it.
    ListExport(ListView &view, ListModel &model, AppContext &context, QString key, DelayFactory delays,
               QWidget *parent);
    /// Ids of columns that are in every file, shown or not, behind those that are shown.
    void setAlways(const QStringList &columns) { m_always = columns; }
    /// `olderMissing`: the hub has rows that were not read; the dialog says that they will be missing.
    void ask(bool olderMissing);
    /// `device` is open and outlives finished().
    void writeTo(QIODevice &device, const ExportOptions &options);

Q_SIGNALS:
    /// One sentence for a toast.
    void finished(bool ok, const QString &sentence);

private:
    void askFile(const ExportOptions &options);
    std::vector<int> columns() const;
    void saveTo(const QString &path, const ExportOptions &options);

    ListView &m_view;
    ListModel &m_model;
    AppContext &m_context;
    QString m_key;
    DelayFactory m_delays;
    QStringList m_always;
    QWidget *m_over;
};

} // namespace console
