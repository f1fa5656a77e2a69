// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <optional>
#include <vector>

namespace web {

// JSON told from other text and taken apart into the texts of its parts, without building values: what goes on as JSON
// stays byte for byte as it came (RFC 8259, strict; names that an object has twice are not looked for).

constexpr int jsonMaxDepth = 64;

/// Whether the bytes are one JSON value and nothing else: valid UTF-8, arrays and objects at most `maxDepth` deep.
bool isJson(QByteArrayView text, int maxDepth = jsonMaxDepth);

/// The items of the array that `text` is; views into it. Empty: it is no JSON array.
std::optional<std::vector<QByteArrayView>> jsonItems(QByteArrayView text, int maxDepth = jsonMaxDepth);

/// Whether the text of a valid JSON value, without blanks before it, is that of an object, of a string.
inline bool isJsonObject(QByteArrayView value)
{
    return value.startsWith('{');
}
inline bool isJsonString(QByteArrayView value)
{
    return value.startsWith('"');
}
/// What a valid JSON string says, UTF-8.
QByteArray jsonStringValue(QByteArrayView value);

} // namespace web
