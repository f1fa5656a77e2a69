// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ssewriter.h"

namespace web {
namespace {

constexpr QByteArrayView idField("id: ");

void appendOneLine(QByteArray &out, QByteArrayView field, QByteArrayView value)
{
    out.append(field);
    for (const char c : value) {
        if (c != '\r' && c != '\n' && c != '\0')
            out.append(c);
    }
    out.append('\n');
}

void appendData(QByteArray &out, QByteArrayView data)
{
    qsizetype begin = 0;
    while (true) {
        qsizetype end = begin;
        while (end < data.size() && data[end] != '\r' && data[end] != '\n')
            ++end;
        out.append("data: ").append(data.sliced(begin, end - begin)).append('\n');
        if (end == data.size())
            return;
        begin = end + 1;
        if (data[end] == '\r' && begin < data.size() && data[begin] == '\n')
            ++begin;
    }
}

} // namespace

base::Bytes encodeSse(const SseEvent &event)
{
    QByteArray out;
    out.reserve(event.id.size() + event.event.size() + event.data.size() + 32);
    if (!event.id.isEmpty())
        appendOneLine(out, idField, event.id);
    if (!event.event.isEmpty())
        appendOneLine(out, "event: ", event.event);
    appendData(out, event.data);
    out.append('\n');
    return base::Bytes::copyOf(out);
}

QByteArrayView sseId(QByteArrayView block)
{
    if (!block.startsWith(idField))
        return {};
    const qsizetype end = block.indexOf('\n');
    return block.sliced(idField.size(), end - idField.size());
}

QByteArray encodeSseId(QByteArrayView id)
{
    QByteArray out;
    appendOneLine(out, idField, id);
    return out + '\n';
}

QByteArray encodeSseRetry(int milliseconds)
{
    return "retry: " + QByteArray::number(milliseconds) + "\n\n";
}

QByteArray encodeSseComment(QByteArrayView text)
{
    QByteArray out(":");
    for (const char c : text)
        out.append(c == '\r' || c == '\n' ? ' ' : c);
    return out + "\n\n";
}

} // namespace web
