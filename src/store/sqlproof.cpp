// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlproof.h"
#include "store/statement.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace store {

using namespace Qt::StringLiterals;

base::Result<bank::Proof> SqlProof::find()
{
    Statement select(m_database, u"SELECT value FROM meta WHERE name = 'proof'"_s);
    auto rows = select.select();
    if (!rows)
        return rows.error();
    auto has = rows->next();
    if (!has)
        return has.error();
    if (!*has)
        return bank::Proof();
    const QJsonObject json = QJsonDocument::fromJson(rows->text(0).toUtf8()).object();
    bank::Proof proof;
    proof.ok = json.value("ok"_L1).toBool();
    proof.at.value = json.value("at"_L1).toInteger();
    proof.postings = json.value("postings"_L1).toInteger();
    proof.entries = json.value("entries"_L1).toInteger();
    proof.accounts = json.value("accounts"_L1).toInteger();
    proof.events = json.value("events"_L1).toInteger();
    proof.anchors = json.value("anchors"_L1).toInteger();
    proof.lastHash = QByteArray::fromHex(json.value("hash"_L1).toString().toLatin1());
    for (const QJsonValue &problem : json.value("problems"_L1).toArray())
        proof.problems.append(problem.toString());
    proof.problemCount = json.value("problem_count"_L1).toInteger();
    proof.tookMs = json.value("took_ms"_L1).toInteger();
    return proof;
}

base::Result<> SqlProof::save(const bank::Proof &proof)
{
    const QJsonObject json{{u"ok"_s, proof.ok},
                           {u"at"_s, proof.at.value},
                           {u"postings"_s, proof.postings},
                           {u"entries"_s, proof.entries},
                           {u"accounts"_s, proof.accounts},
                           {u"events"_s, proof.events},
                           {u"anchors"_s, proof.anchors},
                           {u"hash"_s, QString::fromLatin1(proof.lastHash.toHex())},
                           {u"problems"_s, QJsonArray::fromStringList(proof.problems)},
                           {u"problem_count"_s, proof.problemCount},
                           {u"took_ms"_s, proof.tookMs}};
    SqlMeta meta(m_database);
    if (auto ok = meta.set(u"proof"_s, QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact))); !ok)
        return ok;
    if (auto ok = meta.set(u"verified_ok"_s, proof.ok ? u"true"_s : u"false"_s); !ok)
        return ok;
    return meta.set(u"verified_at"_s, QString::number(proof.at.value));
}

} // namespace store
