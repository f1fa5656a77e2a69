// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/money.h"
#include <QByteArray>
#include <QString>

namespace bank {

/// Bytes for hashing: each field with its length before it ("3:abc,"), so that no two different lists of fields give
/// the same bytes. The form is part of the ledger's file: change it only with a new tag.
class Canonical
{
public:
    /// `tag` names what is written and its version ("posting/1").
    explicit Canonical(QLatin1StringView tag) { add(QByteArrayView(tag.data(), tag.size())); }
    Canonical &add(QByteArrayView bytes);
    Canonical &add(const QString &text) { return add(QByteArrayView(text.toUtf8())); }
    Canonical &add(qint64 number);
    /// Currency and minor units.
    Canonical &add(const base::Money &amount);
    /// "-" when there is none, which no number is written as.
    Canonical &add(const std::optional<qint64> &number);
    const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace bank
