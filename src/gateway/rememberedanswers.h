// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/responder.h"
#include <QHash>

namespace gateway {

/// Answers to questions about the ledger, good until the ledger changes: pages and programs that look again and again
/// mostly ask what was asked a moment ago. Everything is forgotten as soon as a newer version of the ledger is known
/// (ReaderPort::version), so nobody is ever told what was true before a command that has been answered. A value of the
/// gateway's thread.
class RememberedAnswers
{
public:
    /// Null: not known, or not any more.
    const web::HttpResponse *find(const QByteArray &question, quint64 version)
    {
        if (version != m_version)
            forget(version);
        const auto known = m_answers.constFind(question);
        return known == m_answers.constEnd() ? nullptr : &*known;
    }
    /// An answer that was read when the ledger had reached `key.version` or later.
    void keep(const RememberKey &key, const web::HttpResponse &answer)
    {
        if (key.version != m_version || answer.status != 200 || answer.body.size() > largest)
            return;
        const qsizetype size = key.question.size() + answer.body.size();
        if (m_bytes + size > mostBytes)
            forget(m_version);
        m_bytes += size;
        m_answers.insert(key.question, answer);
    }
    qsizetype size() const { return m_answers.size(); }

    static constexpr qsizetype largest = 64 * 1024;
    /// Beyond this much text it begins anew.
    static constexpr qsizetype mostBytes = 4 * 1024 * 1024;

private:
    void forget(quint64 version)
    {
        m_answers.clear();
        m_bytes = 0;
        m_version = version;
    }
    QHash<QByteArray, web::HttpResponse> m_answers;
    qsizetype m_bytes = 0;
    quint64 m_version = 0;
};

} // namespace gateway
