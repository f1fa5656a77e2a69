// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/listpage/rowsmodel.h"
#include "console/qr/qrstate.h"

namespace console {

/// A QR as the list shows it: what is shown of its state depends on the time too, so it is kept with the row.
struct QrRow
{
    contract::Qr qr;
    QrShown shown = QrShown::Pending;
    /// Pending, but the bank cannot be asked just now (UX 3.5).
    bool isUnverified = false;
    friend bool operator==(const QrRow &, const QrRow &) = default;
    QString id() const { return QString::number(qr.number); }
};

/// The list of QR codes: columns of UX 3.5 (ids are the wire's words) and chips by state and day. GUI thread.
class QrModel : public RowsModel<QrRow>
{
    Q_OBJECT
public:
    QrModel(const DisplayFormat &format, const base::Clock &clock, QObject *parent = nullptr);

    void replaceQrs(const std::vector<contract::Qr> &qrs);
    void appendOlderQrs(const std::vector<contract::Qr> &qrs);
    /// What was read of one QR; ignored when something newer is known. Call ListPage::rowsStaged() after it.
    void stageQr(const contract::Qr &qr);
    /// What an event says of a known QR, until it is read; false: not known.
    bool stageNews(const contract::QrNews &news);
    /// The newest state known; null when there is none.
    const QrRow *byQrId(const QString &qrId) const;
    /// Every QR in memory, whatever the filter shows, in no order.
    void forEach(const std::function<void(const QrRow &)> &look) const;

    /// The bank cannot be reached: what is pending is not verified. Staged.
    void setRailDown(bool down);
    /// A second has passed: countdowns are painted anew, and what has run out is staged as expired. True when something
    /// was staged.
    bool beat();
    /// Columns that stand in every exported file, shown or not: status and payer.
    static QStringList alwaysExported();

private:
    QrRow toRow(const contract::Qr &qr);
    std::vector<QrRow> rowsOf(const std::vector<contract::Qr> &qrs);
    static std::vector<Column<QrRow>> columns(const DisplayFormat &format, const base::Clock &clock);
    static std::vector<Column<QrRow>> payerColumns();
    static std::vector<Chip<QrRow>> chips(const DisplayFormat &format);

    const base::Clock &m_clock;
    QHash<QString, QString> m_idOfQrId;
    QSet<QString> m_pending; ///< ids of rows that were pending when last looked at
    bool m_railDown = false;
};

} // namespace console
