// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/brokerfile.h"
#include "store/brokermigrations.h"
#include "store/brokertables.h"
#include <QFile>

namespace store {

using namespace Qt::StringLiterals;
using base::Result;

namespace {

/// Empty pages are used again; only when there are very many, and more than full ones, is the file written anew.
constexpr qint64 manyEmptyPages = 4096;

Result<> makePrivate(const QString &path)
{
    QFile file(path);
    if (file.exists())
        return {};
    // SQLite gives its side files the permissions of this one.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return {base::ErrorCode::Io, u"%1 cannot be made: %2"_s.arg(path, file.errorString())};
    return {};
}

} // namespace

BrokerFile::BrokerFile(QString path, Sync sync)
    : m_path(std::move(path))
    , m_sync(sync)
{
}

BrokerFile::~BrokerFile() = default;

Result<std::unique_ptr<BrokerFile>> BrokerFile::open(const QString &path, Sync sync)
{
    if (auto made = makePrivate(path); !made)
        return made.error();
    std::unique_ptr<BrokerFile> file(new BrokerFile(path, sync));
    if (auto ok = file->connect(); !ok)
        return ok.error();
    if (auto ok = file->shrink(); !ok)
        return ok.error();
    return file;
}

Result<> BrokerFile::connect()
{
    auto database = Database::open(m_path, Database::Mode::ReadWrite);
    if (!database)
        return database.error();
    if (m_sync == Sync::Normal) {
        if (auto ok = (*database)->execute(u"PRAGMA synchronous=NORMAL"_s); !ok)
            return ok;
    }
    // Rows come and go: fewer, larger checkpoints write a page that changes again and again only once.
    if (auto ok = (*database)->execute(u"PRAGMA wal_autocheckpoint=4000"_s); !ok)
        return ok;
    if (auto ok = migrate(**database, brokerMigrations()); !ok)
        return ok.error().with(u"opening "_s + m_path);
    if (auto ok = (*database)->makeDurable(); !ok) // what is read from here on counts as committed
        return ok.error().with(u"opening "_s + m_path);
    m_database = std::move(database).value();
    m_tables = std::make_unique<BrokerTables>(*m_database);
    return {};
}

Result<> BrokerFile::shrink()
{
    const auto empty = Statement(*m_database, u"PRAGMA freelist_count"_s).integer();
    const auto all = Statement(*m_database, u"PRAGMA page_count"_s).integer();
    if (!empty || !all)
        return empty ? all.error() : empty.error();
    if (*empty < manyEmptyPages || *empty * 2 < *all)
        return {};
    return m_database->execute(u"VACUUM"_s);
}

Result<broker::SavedState> BrokerFile::load(broker::Instant now)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return transaction.error();
    const auto deleted = m_tables->deleteOrphans();
    if (!deleted)
        return deleted.error();
    m_orphans = *deleted;
    auto state = m_tables->load(now);
    if (!state)
        return state.error().with(u"reading "_s + m_path);
    if (auto ok = transaction->commit(); !ok)
        return ok.error();
    m_references.clear();
    for (const broker::SavedDelivery &delivery : state->deliveries) {
        if (delivery.message)
            ++m_references[delivery.message->number];
    }
    return state;
}

Result<> BrokerFile::apply(std::span<const broker::DurableChange> changes)
{
    if (!m_database)
        return {base::ErrorCode::Unavailable, m_path + u" is closed"_s};
    const NetChanges net(changes);
    if (!net.isEmpty()) {
        if (auto ok = commit(net); !ok)
            return ok;
    }
    for (auto it = net.messages().cbegin(); it != net.messages().cend(); ++it) {
        int &references = m_references[it.key()];
        references += it->change;
        if (references <= 0)
            m_references.remove(it.key());
    }
    return {};
}

Result<> BrokerFile::commit(const NetChanges &net)
{
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return transaction.error();
    const auto rows = m_tables->write(net, m_references);
    if (!rows)
        return rows.error();
    if (auto ok = transaction->commit(); !ok) {
        transaction->abandon();
        return ok;
    }
    ++m_commits;
    m_rows += *rows;
    return {};
}

Result<> BrokerFile::keepTraces(std::span<const broker::Trace> traces, base::UtcMs now)
{
    if (!m_database)
        return {base::ErrorCode::Unavailable, m_path + u" is closed"_s};
    auto transaction = Transaction::begin(*m_database);
    if (!transaction)
        return transaction.error();
    if (auto ok = m_tables->writeTraces(traces, now); !ok)
        return ok;
    return transaction->commit();
}

Result<> BrokerFile::reopen()
{
    m_tables.reset();
    m_database.reset();
    return connect();
}

Result<> BrokerFile::checkpoint()
{
    if (!m_database)
        return {base::ErrorCode::Unavailable, m_path + u" is closed"_s};
    return m_database->checkpoint();
}

} // namespace store
