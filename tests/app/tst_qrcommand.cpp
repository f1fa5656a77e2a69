// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/qrcommand.h"
#include "payments/qrreader.h"
#include "support/verify.h"
#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace {

const QString vector = u"00020101021226410013bo.ventanilla0120250906010166170358775204490053030685406100.505802BO"
                       "5909COOP DEMO6006LA PAZ62140510TXN_12345663044B04"_s;

int run(const QStringList &words)
{
    app::CommandLine line;
    line.mode = app::Mode::Qr;
    line.words = words;
    return app::runQr(line);
}

} // namespace

class QrCommandTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void explainsACodeTagByTag();
    void saysWhyATextIsNone();
    void paintsAndReadsBack_data();
    void paintsAndReadsBack();
    void endsWithACodeThatTells_data();
    void endsWithACodeThatTells();
    void isUnderstoodOnTheCommandLine();
};

void QrCommandTest::explainsACodeTagByTag()
{
    QString problem;
    const QString lines = app::explainQr(vector, problem);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    for (const QString &said : {u"59     merchant_name"_s, u"COOP DEMO"_s, u"26.01  account_detail"_s,
                                u"25090601016617035877"_s, u"100.50 BOB"_s})
        QVERIFY2(lines.contains(said), qPrintable(lines));
}

void QrCommandTest::saysWhyATextIsNone()
{
    QString problem;
    QVERIFY(app::explainQr(u"hola"_s, problem).contains(u"hola"));
    QVERIFY(!problem.isEmpty());
}

void QrCommandTest::paintsAndReadsBack_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("S2-75 a PNG") << u"code.png"_s;
    QTest::newRow("S2-75 an SVG") << u"code.SVG"_s;
}

void QrCommandTest::paintsAndReadsBack()
{
    QFETCH(QString, name);
    const QTemporaryDir folder;
    const QString path = folder.filePath(name);
    QCOMPARE(run({u"make"_s, vector, path, u"400"_s}), 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    if (name.endsWith(u"png"))
        QCOMPARE(payments::readQr(bytes).valueOr(QString()), vector);
    else
        QVERIFY(bytes.contains("<svg") && bytes.contains("width=\"400\""));
}

void QrCommandTest::endsWithACodeThatTells_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::newRow("an EMVCo text") << QStringList{u"decode"_s, vector} << 0;
    QTest::newRow("another text") << QStringList{u"decode"_s, u"hola"_s} << 1;
    QTest::newRow("a file that is no picture")
        << QStringList{u"decode"_s, QCoreApplication::applicationFilePath()} << 2;
    QTest::newRow("a side that is none") << QStringList{u"make"_s, u"x"_s, u"/nowhere/x.png"_s, u"wide"_s} << 2;
    QTest::newRow("a side that is too small") << QStringList{u"make"_s, u"x"_s, u"/nowhere/x.png"_s, u"5"_s} << 2;
    QTest::newRow("a place that cannot be written") << QStringList{u"make"_s, u"x"_s, u"/nowhere/x.png"_s} << 2;
    QTest::newRow("nothing") << QStringList() << 2;
}

void QrCommandTest::endsWithACodeThatTells()
{
    QFETCH(QStringList, words);
    QFETCH(int, code);
    QCOMPARE(run(words), code);
}

void QrCommandTest::isUnderstoodOnTheCommandLine()
{
    const auto line = app::parseCommandLine({u"ventanilla"_s, u"qr"_s, u"decode"_s, u"code.png"_s});
    QVERIFY_OK(line);
    QVERIFY(line->mode == app::Mode::Qr);
    QCOMPARE(line->words, QStringList({u"decode"_s, u"code.png"_s}));
}

QTEST_GUILESS_MAIN(QrCommandTest)
#include "tst_qrcommand.moc"
