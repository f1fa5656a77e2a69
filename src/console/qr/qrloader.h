// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/qrcalls.h"
#include "console/listpage/feedjoin.h"
#include "console/listpage/listpage.h"
#include "console/qr/qrmodel.h"

namespace console {

/// Fills the list of QR codes from the hub and keeps it alive by the feed: pages joined with events, and each QR that
/// an event names read again a moment later, since events carry only what changed. GUI thread.
class QrLoader : public QObject
{
    Q_OBJECT
public:
    static constexpr int pageSize = 500;
    /// Events of one payment come together: one reading for them.
    static constexpr std::chrono::milliseconds readAfter{150};
    /// Beyond so many at once the first page is read anew instead.
    static constexpr qsizetype mostReadAlone = 20;
    static constexpr std::chrono::seconds railEvery{30};

    QrLoader(AppContext &context, QrModel &model, ListPage &list, const DelayFactory &delays,
             QObject *parent = nullptr);

    void load();
    void readOlder();
    /// Reads this QR in full; detailRead() or detailFailed() follow.
    void readOne(const QString &qrId);
    void eventsArrived(const std::vector<client::FeedEvent> &events);
    /// Events were missed.
    void forget() { m_join.forget(); }
    bool wasAsked() const { return m_wasAsked; }
    bool isComplete() const { return m_cursor.isEmpty(); }
    const contract::QrRail &rail() const { return m_rail; }
    /// Something was answered by a command: it is in the list at once.
    void take(const contract::Qr &qr);

Q_SIGNALS:
    void detailRead(const contract::QrDetail &detail);
    void detailFailed(const QString &qrId, const QString &sentence);
    void railChanged();
    /// Money came, just now.
    void paid(const contract::QrNews &news);

private:
    void loaded(const contract::Page<contract::Qr> &page);
    void apply(const contract::QrNews &news);
    void readNamed();
    void readRail();

    AppContext &m_context;
    QrModel &m_model;
    ListPage &m_list;
    FeedJoin m_join;
    QString m_cursor;
    int m_reading = 0;
    bool m_wasAsked = false;
    QSet<QString> m_named; ///< by events since the last readNamed()
    contract::QrRail m_rail;
    std::unique_ptr<Delay> m_readLater;
    std::unique_ptr<Delay> m_railLater;
};

} // namespace console
