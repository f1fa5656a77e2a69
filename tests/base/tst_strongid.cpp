// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/strongid.h"
#include <QtTest>
#include <concepts>
#include <unordered_set>

using namespace Qt::StringLiterals;

using AccountId = base::StrongId<struct AccountTag>;
using PaymentId = base::StrongId<struct PaymentTag>;
using ClientId = base::StrongId<struct ClientTag, QString>;

template <typename A, typename B>
concept Comparable = requires(const A &a, const B &b)
{
    a == b;
};
static_assert(Comparable<AccountId, AccountId>);
static_assert(!Comparable<AccountId, PaymentId>);
static_assert(!Comparable<AccountId, qint64>);
static_assert(!std::convertible_to<qint64, AccountId>);

class StrongIdTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comparesAndHashesByValue();
};

void StrongIdTest::comparesAndHashesByValue()
{
    QVERIFY(AccountId(1) == AccountId(1));
    QVERIFY(AccountId(1) < AccountId(2));
    QCOMPARE(AccountId().value(), 0);
    QSet<ClientId> seen{ClientId(u"a"_s), ClientId(u"b"_s), ClientId(u"a"_s)};
    QCOMPARE(seen.size(), 2);
    std::unordered_set<AccountId> ids{AccountId(1), AccountId(2), AccountId(1)};
    QCOMPARE(ids.size(), size_t(2));
}

QTEST_APPLESS_MAIN(StrongIdTest)
#include "tst_strongid.moc"
