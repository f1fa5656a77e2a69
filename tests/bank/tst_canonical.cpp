// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/canonical.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using bank::Canonical;

class CanonicalTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void putsTheLengthBeforeEachField();
    void neverConfusesFields();
};

void CanonicalTest::putsTheLengthBeforeEachField()
{
    Canonical out("t/1"_L1);
    out.add(u"ñ"_s).add(qint64{-12}).add(base::Money::fromMinor(5, base::Currency::bob()).value());
    out.add(std::optional<qint64>()).add(std::optional<qint64>(7));
    QCOMPARE(out.bytes(), QByteArray("3:t/1,2:\xc3\xb1,3:-12,3:BOB,1:5,1:-,1:7,"));
}

void CanonicalTest::neverConfusesFields()
{
    const auto bytes = [](const QString &a, const QString &b) { return Canonical("t"_L1).add(a).add(b).bytes(); };
    QVERIFY(bytes(u"ab"_s, u"c"_s) != bytes(u"a"_s, u"bc"_s));
    QVERIFY(bytes(u"a,1:b"_s, QString()) != bytes(u"a"_s, u"b"_s));
    QVERIFY(bytes(QString(), u"a"_s) != bytes(u"a"_s, QString()));
}

QTEST_APPLESS_MAIN(CanonicalTest)
#include "tst_canonical.moc"
