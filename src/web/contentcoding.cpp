// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/contentcoding.h"
#include "web/httprequest.h"
#include <QCryptographicHash>
#include <QScopeGuard>
#include <optional>
#include <zlib.h>

namespace web {
namespace {

constexpr int gzipWindow = 15 + 16; ///< zlib's word for the gzip form with a window of 32 KiB
constexpr int memoryLevel = 8;
constexpr qsizetype tagBytes = 12;

/// Thousandths of a q-value: "0", "0.5", "1.000". None when it is no such value.
std::optional<int> weight(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 5 || (text.at(0) != '0' && text.at(0) != '1'))
        return {};
    int value = (text.at(0) - '0') * 1000;
    if (text.size() == 1)
        return value;
    if (text.at(1) != '.')
        return {};
    int unit = 100;
    for (const char c : text.sliced(2)) {
        if (c < '0' || c > '9')
            return {};
        value += (c - '0') * unit;
        unit /= 10;
    }
    return value <= 1000 ? std::optional(value) : std::nullopt;
}

struct Coding
{
    QByteArrayView name;
    int weight = 1000;
};

std::optional<Coding> readCoding(QByteArrayView item)
{
    const qsizetype semicolon = item.indexOf(';');
    if (semicolon < 0)
        return Coding{item.trimmed(), 1000};
    const QByteArrayView parameter = item.sliced(semicolon + 1).trimmed();
    if (parameter.size() < 2 || !equalsIgnoringCase(parameter.first(2), "q="))
        return {};
    const auto found = weight(parameter.sliced(2));
    return found ? std::optional(Coding{item.first(semicolon).trimmed(), *found}) : std::nullopt;
}

/// Calls `visit` with each item of a comma-separated list.
template <typename Visit>
void eachItem(QByteArrayView list, Visit visit)
{
    while (!list.isEmpty()) {
        const qsizetype comma = list.indexOf(',');
        visit(comma < 0 ? list : list.first(comma));
        list = comma < 0 ? QByteArrayView() : list.sliced(comma + 1);
    }
}

QByteArrayView opaque(QByteArrayView tag)
{
    return tag.startsWith("W/") ? tag.sliced(2) : tag;
}

} // namespace

bool acceptsGzip(QByteArrayView acceptEncoding)
{
    std::optional<int> gzipWeight;
    std::optional<int> starWeight;
    int plainWeight = 0; // named or not, the plain form is taken; only a name with a weight can prefer it
    bool good = true;
    eachItem(acceptEncoding, [&](QByteArrayView item) {
        const auto coding = readCoding(item);
        if (!coding) {
            good = false;
        } else if (equalsIgnoringCase(coding->name, "gzip") || equalsIgnoringCase(coding->name, "x-gzip")) {
            gzipWeight = coding->weight;
        } else if (coding->name == "*") {
            starWeight = coding->weight;
        } else if (equalsIgnoringCase(coding->name, "identity")) {
            plainWeight = coding->weight;
        }
    });
    const int wish = gzipWeight.value_or(starWeight.value_or(0));
    return good && wish > 0 && wish >= plainWeight;
}

QByteArray gzip(QByteArrayView bytes, int level)
{
    z_stream stream{};
    if (deflateInit2(&stream, level, Z_DEFLATED, gzipWindow, memoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    const auto end = qScopeGuard([&stream] { deflateEnd(&stream); });
    QByteArray out;
    out.resize(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))));
    // zlib does not write to its input; its header is older than const.
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        return {};
    out.truncate(static_cast<qsizetype>(stream.total_out));
    return out;
}

QByteArray entityTag(QByteArrayView body)
{
    const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha1);
    return "W/\"" + hash.first(tagBytes).toBase64(QByteArray::Base64UrlEncoding) + '"';
}

bool namesEntityTag(QByteArrayView ifNoneMatch, QByteArrayView tag)
{
    bool found = false;
    eachItem(ifNoneMatch, [&](QByteArrayView item) {
        const QByteArrayView one = item.trimmed();
        found = found || one == "*" || (!one.isEmpty() && opaque(one) == opaque(tag));
    });
    return found;
}

} // namespace web
