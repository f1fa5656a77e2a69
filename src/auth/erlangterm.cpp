// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/erlangterm.h"

namespace auth {
namespace {

constexpr int maxDepth = 16;
constexpr qsizetype maxItems = 10'000;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isWordChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '@';
}

} // namespace

base::Error ErlangReader::wrong(const char *why) const
{
    return {base::ErrorCode::Malformed, u"line %1: %2"_qs.arg(m_line).arg(QLatin1StringView(why))};
}

void ErlangReader::step()
{
    if (m_text[m_at] == '\n')
        ++m_line;
    ++m_at;
}

void ErlangReader::skipBlanks()
{
    while (!atEnd() && (isBlank(peek()) || peek() == '%')) {
        if (peek() == '%') {
            while (!atEnd() && peek() != '\n')
                step();
        } else {
            step();
        }
    }
}

/// Behind the full stop of a term that is wrong: one at a line's end, since there may be others inside quotes.
void ErlangReader::recover()
{
    while (!atEnd()) {
        const bool stop = peek() == '.';
        step();
        if (stop && (atEnd() || isBlank(peek()) || peek() == '%'))
            return;
    }
}

base::Result<std::optional<ErlangTerm>> ErlangReader::next()
{
    skipBlanks();
    m_termLine = m_line;
    if (atEnd())
        return std::optional<ErlangTerm>();
    auto read = term(0);
    if (!read) {
        recover();
        return read.error();
    }
    skipBlanks();
    if (peek() != '.') {
        const base::Error error = wrong("a full stop is missing behind the term");
        recover();
        return error;
    }
    step();
    return std::optional(std::move(*read));
}

base::Result<ErlangTerm> ErlangReader::term(int depth)
{
    skipBlanks();
    if (depth > maxDepth)
        return wrong("terms are nested too deep");
    const char c = peek();
    if (c == '{' || c == '[') {
        step();
        return sequence(c == '{' ? '}' : ']', depth);
    }
    if (c == '"' || c == '\'') {
        step();
        return quoted(c);
    }
    if (m_text.sliced(m_at).startsWith("<<\"")) { // a binary is a string to us
        m_at += 3;
        auto read = quoted('"');
        if (read && !m_text.sliced(m_at).startsWith(">>"))
            return wrong("a binary has no end");
        m_at += read ? 2 : 0;
        return read;
    }
    return bare();
}

base::Result<ErlangTerm> ErlangReader::sequence(char close, int depth)
{
    ErlangTerm made;
    made.type = close == '}' ? ErlangTerm::Type::Tuple : ErlangTerm::Type::List;
    skipBlanks();
    if (peek() == close) {
        step();
        return made;
    }
    while (true) {
        auto item = term(depth + 1);
        if (!item)
            return item;
        made.items.push_back(std::move(*item));
        skipBlanks();
        const char c = peek();
        if (c != ',' && c != close)
            return wrong(close == '}' ? "a tuple has no end" : "a list has no end");
        if (static_cast<qsizetype>(made.items.size()) > maxItems)
            return wrong("a list is too long");
        step();
        if (c == close)
            return made;
    }
}

base::Result<char> ErlangReader::escaped()
{
    if (atEnd())
        return wrong("a text has no end");
    const char c = peek();
    step();
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case '"':
    case '\'':
    case '\\':
        return c;
    default:
        return wrong("an escape in a text is not understood");
    }
}

base::Result<ErlangTerm> ErlangReader::quoted(char quote)
{
    ErlangTerm made;
    made.type = quote == '"' ? ErlangTerm::Type::String : ErlangTerm::Type::Atom;
    while (!atEnd() && peek() != quote) {
        const char c = peek();
        step();
        if (c != '\\') {
            made.text.append(c);
            continue;
        }
        const auto meant = escaped();
        if (!meant)
            return meant.error();
        made.text.append(*meant);
    }
    if (atEnd())
        return wrong("a text has no end");
    step();
    return made;
}

base::Result<ErlangTerm> ErlangReader::bare()
{
    ErlangTerm made;
    while (!atEnd() && isWordChar(peek())) {
        made.text.append(peek());
        step();
    }
    if (made.text.isEmpty())
        return wrong("a term is expected");
    const char first = made.text.front();
    if (first >= '0' && first <= '9') {
        bool ok = false;
        made.text.toInt(&ok);
        made.type = ErlangTerm::Type::Number;
        return ok ? base::Result<ErlangTerm>(std::move(made)) : wrong("a number is not understood");
    }
    if (first < 'a' || first > 'z')
        return wrong("an atom begins with a small letter");
    return made;
}

} // namespace auth
