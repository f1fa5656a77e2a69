// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/jsonscan.h"
#include "web/utf8checker.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace web {
namespace {

/// Walks over JSON text. Each function stands behind what it has read, or returns false.
class JsonScanner
{
public:
    JsonScanner(QByteArrayView text, int maxDepth)
        : m_text(text)
        , m_depth(maxDepth)
    {
    }

    void blanks()
    {
        while (m_at < m_text.size() && (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r'))
            ++m_at;
    }
    bool atEnd() const { return m_at == m_text.size(); }
    qsizetype at() const { return m_at; }
    bool take(char c)
    {
        if (atEnd() || next() != c)
            return false;
        ++m_at;
        return true;
    }

    bool value()
    {
        if (atEnd())
            return false;
        switch (next()) {
        case '{':
            return nested('}', [this] { return member(); });
        case '[':
            return nested(']', [this] { return value(); });
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return number();
        }
    }

private:
    char next() const { return m_text[m_at]; }

    template <typename Item>
    bool nested(char end, Item item)
    {
        if (--m_depth < 0)
            return false;
        ++m_at;
        blanks();
        if (!take(end)) {
            do {
                blanks();
                if (!item())
                    return false;
                blanks();
            } while (take(','));
            if (!take(end))
                return false;
        }
        ++m_depth;
        return true;
    }

    bool member()
    {
        if (!string())
            return false;
        blanks();
        if (!take(':'))
            return false;
        blanks();
        return value();
    }

    bool string()
    {
        if (!take('"'))
            return false;
        while (!atEnd()) {
            const char c = m_text[m_at++];
            if (c == '"')
                return true;
            if (static_cast<unsigned char>(c) < 0x20 || (c == '\\' && !escape()))
                return false;
        }
        return false;
    }

    bool escape()
    {
        if (atEnd())
            return false;
        const char c = m_text[m_at++];
        if (c != 'u')
            return QByteArrayView("\"\\/bfnrt").contains(c);
        for (int i = 0; i < 4; ++i) {
            if (atEnd() || !isxdigit(static_cast<unsigned char>(next())))
                return false;
            ++m_at;
        }
        return true;
    }

    bool word(QByteArrayView expected)
    {
        if (!m_text.sliced(m_at).startsWith(expected))
            return false;
        m_at += expected.size();
        return true;
    }

    bool digits()
    {
        const qsizetype begin = m_at;
        while (!atEnd() && next() >= '0' && next() <= '9')
            ++m_at;
        return m_at > begin;
    }

    bool number()
    {
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (!take('e') && !take('E'))
            return true;
        if (!take('+'))
            take('-');
        return digits();
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_depth;
};

bool isUtf8(QByteArrayView text)
{
    Utf8Checker checker;
    return checker.feed(text) && checker.complete();
}

} // namespace

bool isJson(QByteArrayView text, int maxDepth)
{
    JsonScanner scanner(text, maxDepth);
    scanner.blanks();
    if (!scanner.value())
        return false;
    scanner.blanks();
    return scanner.atEnd() && isUtf8(text);
}

std::optional<std::vector<QByteArrayView>> jsonItems(QByteArrayView text, int maxDepth)
{
    if (!isJson(text, maxDepth))
        return {};
    JsonScanner scanner(text, maxDepth);
    scanner.blanks();
    if (!scanner.take('['))
        return {};
    std::vector<QByteArrayView> items;
    scanner.blanks();
    if (scanner.take(']'))
        return items;
    do {
        scanner.blanks();
        const qsizetype begin = scanner.at();
        scanner.value(); // it is valid, as isJson() has found
        items.push_back(text.sliced(begin, scanner.at() - begin));
        scanner.blanks();
    } while (scanner.take(','));
    return items;
}

QByteArray jsonStringValue(QByteArrayView value)
{
    if (!value.contains('\\'))
        return value.sliced(1, value.size() - 2).toByteArray();
    const QByteArray array = QByteArray("[").append(value).append(']');
    return QJsonDocument::fromJson(array).array().at(0).toString().toUtf8();
}

} // namespace web
