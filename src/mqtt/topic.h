// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>

namespace mqtt {

/// Well-formed UTF-8 without U+0000 and surrogates (MQTT-1.5.3-1, MQTT-1.5.3-2). At most 65,535 bytes.
bool isValidUtf8(QByteArrayView text);

/// Well-formed UTF-8 of any length, U+0000 among it: what a payload must be that says it is text (MQTT 5, 3.3.2.3.2).
bool isUtf8(QByteArrayView text);

/// A name to publish to: valid UTF-8, 1–65,535 bytes, no `+`, no `#` (MQTT-3.3.2-2, MQTT-4.7.3-1).
bool isValidTopicName(QByteArrayView name);

/// A filter to subscribe with: valid UTF-8, 1–65,535 bytes, `+` alone in its level, `#` alone in the last
/// (MQTT-4.7.1-2, MQTT-4.7.1-3). A shared subscription `$share/<name>/<filter>` must have a name without wildcards and
/// a valid filter (MQTT 5, 4.8.2).
bool isValidTopicFilter(QByteArrayView filter);

/// Whether the name falls under the filter; a wildcard in the first level does not match names that begin with `$`
/// (MQTT-4.7.2-1). Both must be valid.
bool matches(QByteArrayView filter, QByteArrayView name);

/// Whether every name that `inner` matches is matched by `outer`: the test "may subscribe" of an access list.
bool covers(QByteArrayView outer, QByteArrayView inner);

/// Levels of a name or filter: one more than its slashes.
int levelCount(QByteArrayView topic);

bool hasWildcard(QByteArrayView filter);

/// The parts of `$share/<group>/<filter>`; `group` is empty for an ordinary filter, and `filter` is then the whole.
struct SharedFilter
{
    QByteArrayView group;
    QByteArrayView filter;
};
SharedFilter splitShared(QByteArrayView filter);

} // namespace mqtt
