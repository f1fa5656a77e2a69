// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/json.h"
#include <QLocale>
#include <cmath>

namespace contract {

void JsonWriter::separate()
{
    if (m_needsComma)
        m_out.append(',');
    m_needsComma = true;
}

void JsonWriter::close(char bracket)
{
    Q_ASSERT(m_depth > 0);
    --m_depth;
    m_out.append(bracket);
    m_needsComma = true;
}

JsonWriter &JsonWriter::beginObject()
{
    separate();
    m_out.append('{');
    m_needsComma = false;
    ++m_depth;
    return *this;
}

JsonWriter &JsonWriter::endObject()
{
    close('}');
    return *this;
}

JsonWriter &JsonWriter::beginArray()
{
    separate();
    m_out.append('[');
    m_needsComma = false;
    ++m_depth;
    return *this;
}

JsonWriter &JsonWriter::endArray()
{
    close(']');
    return *this;
}

JsonWriter &JsonWriter::key(QLatin1StringView name)
{
    value(name);
    m_out.append(':');
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::key(QStringView name)
{
    value(name);
    m_out.append(':');
    m_needsComma = false;
    return *this;
}

void JsonWriter::appendEscaped(QByteArrayView utf8)
{
    static constexpr char hex[] = "0123456789abcdef";
    m_out.append('"');
    qsizetype plain = 0; // where the present run of bytes that stay as they are begins
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        m_out.append(utf8.sliced(plain, i - plain));
        plain = i + 1;
        if (byte >= 0x20)
            m_out.append('\\').append(utf8[i]);
        else
            m_out.append("\\u00").append(hex[byte >> 4]).append(hex[byte & 0xf]);
    }
    m_out.append(utf8.sliced(plain)).append('"');
}

JsonWriter &JsonWriter::value(QStringView text)
{
    separate();
    appendEscaped(text.toUtf8());
    return *this;
}

JsonWriter &JsonWriter::value(QLatin1StringView text)
{
    Q_ASSERT(std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; }));
    separate();
    appendEscaped(QByteArrayView(text.data(), text.size()));
    return *this;
}

JsonWriter &JsonWriter::value(qint64 number)
{
    separate();
    m_out.append(QByteArray::number(number));
    return *this;
}

JsonWriter &JsonWriter::value(bool flag)
{
    separate();
    m_out.append(flag ? "true" : "false");
    return *this;
}

JsonWriter &JsonWriter::value(const base::Money &amount)
{
    separate();
    m_out.append(amount.toWire());
    return *this;
}

JsonWriter &JsonWriter::real(double number)
{
    if (!std::isfinite(number))
        return null();
    separate();
    m_out.append(QByteArray::number(number, 'g', QLocale::FloatingPointShortest));
    return *this;
}

JsonWriter &JsonWriter::null()
{
    separate();
    m_out.append("null");
    return *this;
}

JsonWriter &JsonWriter::raw(QByteArrayView json)
{
    separate();
    m_out.append(json);
    return *this;
}

QByteArray JsonWriter::take()
{
    Q_ASSERT(m_depth == 0);
    m_needsComma = false;
    return std::exchange(m_out, QByteArray());
}

} // namespace contract
