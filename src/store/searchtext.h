// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace store {

/// Text as it is searched: case folded, accents taken off, so that "munoz" finds "Muñoz".
QString folded(const QString &text);
/// What `account_search` holds for an account.
QString searchText(const QString &cedula, const QString &holderName);
/// The words of a query, folded. Each must be found.
QStringList searchTerms(const QString &query);
/// Terms as an FTS5 expression of quoted phrases: nothing in them is an operator. Each must have three characters or
/// more, which is what trigrams can find.
QString matchExpression(const QStringList &terms);

} // namespace store
