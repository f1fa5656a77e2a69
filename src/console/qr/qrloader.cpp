// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrloader.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"

namespace console {

QrLoader::QrLoader(AppContext &context, QrModel &model, ListPage &list, const DelayFactory &delays, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_model(model)
    , m_list(list)
    , m_readLater(delays())
    , m_railLater(delays())
{
}

void QrLoader::load()
{
    m_wasAsked = true;
    const int reading = ++m_reading;
    m_join.beginLoad();
    m_list.setLoading();
    readRail();
    client::QrQuery query;
    query.limit = pageSize;
    client::whenDone(m_context.hub.qrs().qrs(query), this,
                     [this, reading](const base::Result<contract::Page<contract::Qr>> &answer) {
                         if (reading != m_reading)
                             return;
                         if (answer)
                             loaded(*answer);
                         else
                             m_list.setFailed(tr("The QR payments could not be read."), answer.error().toString());
                     });
}

void QrLoader::loaded(const contract::Page<contract::Qr> &page)
{
    const auto later = m_join.loaded(page.seq);
    if (!later)
        return load(); // more came meanwhile than is remembered
    m_cursor = page.nextCursor;
    m_model.replaceQrs(page.items);
    for (const client::FeedEvent &event : *later) {
        if (const auto *news = std::get_if<contract::QrNews>(&event.data))
            apply(*news);
    }
    m_list.setLoaded(m_cursor.isEmpty() ? ListPage::Older::None : ListPage::Older::Available);
}

void QrLoader::readOlder()
{
    m_list.setOlder(ListPage::Older::Loading);
    client::QrQuery query;
    query.limit = pageSize;
    query.cursor = m_cursor;
    client::whenDone(m_context.hub.qrs().qrs(query), this,
                     [this, reading = m_reading](const base::Result<contract::Page<contract::Qr>> &answer) {
                         if (reading != m_reading)
                             return;
                         if (!answer)
                             return m_list.setFailed(tr("Older QR payments could not be read."),
                                                     answer.error().toString());
                         m_cursor = answer->nextCursor;
                         m_model.appendOlderQrs(answer->items);
                         m_list.setOlder(m_cursor.isEmpty() ? ListPage::Older::None : ListPage::Older::Available);
                     });
}

void QrLoader::eventsArrived(const std::vector<client::FeedEvent> &events)
{
    bool any = false;
    for (const client::FeedEvent &event : events) {
        const auto *news = std::get_if<contract::QrNews>(&event.data);
        const bool isNew = m_join.offer(event);
        if (!news)
            continue;
        if (isNew) {
            apply(*news);
            any = true;
        }
        if (news->what == contract::QrNews::What::Paid)
            Q_EMIT paid(*news);
    }
    if (any)
        m_list.rowsStaged();
}

void QrLoader::apply(const contract::QrNews &news)
{
    m_model.stageNews(news);
    m_named.insert(news.qrId);
    m_readLater->start(readAfter, [this] { readNamed(); });
}

void QrLoader::readNamed()
{
    const QSet<QString> named = std::exchange(m_named, {});
    if (named.size() > mostReadAlone)
        return load();
    for (const QString &qrId : named)
        readOne(qrId);
}

void QrLoader::readOne(const QString &qrId)
{
    client::whenDone(m_context.hub.qrs().qr(qrId), this, [this, qrId](const base::Result<contract::QrDetail> &answer) {
        if (!answer) {
            Q_EMIT detailFailed(qrId, tr("Payments and history could not be read. %1").arg(errorText(answer.error())));
            return;
        }
        take(answer->qr);
        Q_EMIT detailRead(*answer);
    });
}

void QrLoader::take(const contract::Qr &qr)
{
    if (m_join.isLoading())
        return; // what is being read has it
    m_model.stageQr(qr);
    m_list.rowsStaged();
}

void QrLoader::readRail()
{
    client::whenDone(m_context.hub.qrs().qrRail(), this, [this](const base::Result<contract::QrRail> &answer) {
        if (answer && !(*answer == m_rail)) {
            m_rail = *answer;
            m_model.setRailDown(!m_rail.isUp);
            m_list.rowsStaged();
            Q_EMIT railChanged();
        }
        m_railLater->start(railEvery, [this] { readRail(); });
    });
}

} // namespace console
