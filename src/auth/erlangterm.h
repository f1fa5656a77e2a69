// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QByteArray>
#include <vector>

namespace auth {

/// An Erlang term as far as EMQX's acl.conf has them: atoms, numbers, strings, lists, tuples. A plain value.
struct ErlangTerm
{
    enum class Type : quint8 { Atom, Number, String, List, Tuple };
    Type type = Type::Atom;
    QByteArray text; ///< of an atom, a number, or a string without its quotes
    std::vector<ErlangTerm> items;

    bool isAtom(QByteArrayView name) const { return type == Type::Atom && text == name; }
    /// A tuple of `size` whose first item is an atom.
    bool isTagged(size_t size) const
    {
        return type == Type::Tuple && items.size() == size && items[0].type == Type::Atom;
    }
};

/// Reads terms that end with a full stop, over `%` comments; what is wrong costs its own term alone.
class ErlangReader
{
public:
    explicit ErlangReader(QByteArrayView text)
        : m_text(text)
    {
    }

    /// The next term, or nothing at the end of the text. Malformed: the reader goes on behind the next full stop.
    base::Result<std::optional<ErlangTerm>> next();
    /// Line of the term that next() has given last, from 1.
    int line() const { return m_termLine; }

private:
    base::Result<ErlangTerm> term(int depth);
    base::Result<ErlangTerm> sequence(char close, int depth);
    base::Result<ErlangTerm> quoted(char quote);
    base::Result<ErlangTerm> bare();
    base::Result<char> escaped();
    void skipBlanks();
    void recover();
    void step();
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    base::Error wrong(const char *why) const;

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_termLine = 1;
};

} // namespace auth
