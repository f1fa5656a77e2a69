// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/cedula.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;

using base::Cedula;
using base::CedulaProfile;
using base::CedulaVerdict;
using base::checkCedula;

class CedulaTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void checksModulo10_data();
    void checksModulo10();
    void noProfileWarnsOfNothing();
    void wireInputIsNeverRefusedForItsCheckDigit();
    void refusesWhatIsNoTopicLevel_data();
    void refusesWhatIsNoTopicLevel();
};

void CedulaTest::checksModulo10_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<CedulaVerdict>("verdict");
    QTest::addRow("SPEC 2.1: the seed's") << u"1350509525"_s << CedulaVerdict::Valid;
    QTest::addRow("SPEC 2.1: 1710034065") << u"1710034065"_s << CedulaVerdict::Valid;
    QTest::addRow("SPEC 2.1: sum is a multiple of ten") << u"0102030400"_s << CedulaVerdict::Valid;
    QTest::addRow("SPEC 2.1: province 24") << u"2400000010"_s << CedulaVerdict::Valid;
    QTest::addRow("SPEC 2.1: province 30, issued abroad") << u"3001234560"_s << CedulaVerdict::Valid;
    QTest::addRow("SPEC 2.1: check digit") << u"1710034066"_s << CedulaVerdict::WrongCheckDigit;
    QTest::addRow("SPEC 2.1: province 25") << u"2512345678"_s << CedulaVerdict::UnknownProvince;
    QTest::addRow("SPEC 2.1: third digit 6") << u"1763456789"_s << CedulaVerdict::WrongThirdDigit;
    QTest::addRow("SPEC 2.1: nine digits") << u"171003406"_s << CedulaVerdict::WrongLength;
    QTest::addRow("SPEC 2.1: not digits") << u"17100340A5"_s << CedulaVerdict::NotDigits;
    QTest::addRow("Arabic-Indic digits") << u"١٧١٠٠٣٤٠٦٥"_s << CedulaVerdict::NotDigits;
    QTest::addRow("province 31") << u"3112345678"_s << CedulaVerdict::UnknownProvince;
    QTest::addRow("province 99") << u"9912345678"_s << CedulaVerdict::UnknownProvince;
    QTest::addRow("0000000000 fails by province alone") << u"0000000000"_s << CedulaVerdict::UnknownProvince;
    QTest::addRow("2222222222 passes: validity is not existence") << u"2222222222"_s << CedulaVerdict::Valid;
    QTest::addRow("empty") << QString() << CedulaVerdict::WrongLength;
}

void CedulaTest::checksModulo10()
{
    QFETCH(QString, text);
    QFETCH(CedulaVerdict, verdict);
    QCOMPARE(checkCedula(text), verdict);
}

void CedulaTest::noProfileWarnsOfNothing()
{
    QCOMPARE(checkCedula(u"12345678", CedulaProfile::None), CedulaVerdict::Valid); // S2-16: a Bolivian CI
}

void CedulaTest::wireInputIsNeverRefusedForItsCheckDigit()
{
    QVERIFY_OK(Cedula::fromWire(u"1710034066"_s));
    QVERIFY_OK(Cedula::fromWire(u"0000000000"_s));
    QCOMPARE(Cedula::fromWire(u"0102030400"_s)->toString(), u"0102030400"_s);
}

void CedulaTest::refusesWhatIsNoTopicLevel_data()
{
    QTest::addColumn<QString>("text");
    QTest::addRow("empty") << QString();
    QTest::addRow("plus") << u"+"_s;
    QTest::addRow("hash") << u"13#"_s;
    QTest::addRow("slash") << u"13/5"_s;
    QTest::addRow("NUL") << QString(QChar(0));
    QTest::addRow("space") << u"13 5"_s;
    QTest::addRow("33 characters") << QString(33, u'1');
    QTest::addRow("not ASCII") << u"135ñ"_s;
}

void CedulaTest::refusesWhatIsNoTopicLevel()
{
    QFETCH(QString, text);
    QCOMPARE(Cedula::fromWire(text).error().code(), base::ErrorCode::InvalidArgument);
}

QTEST_APPLESS_MAIN(CedulaTest)
#include "tst_cedula.moc"
