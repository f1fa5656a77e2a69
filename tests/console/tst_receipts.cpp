// SPDX-License-Identifier: GPL-3.0-or-later
// Receipts (M14): what is on them, on which paper, in both languages; the pictures are looked at by people.
#include "console/listpage/listview.h"
#include "console/receipts/paperout.h"
#include "console/receipts/receiptflow.h"
#include "console/receipts/receiptlayout.h"
#include "console/receipts/receiptpreview.h"
#include "console/transactions/counteractions.h"
#include "console/transactions/transactiondetail.h"
#include "console/transactions/transactionspage.h"
#include "support/consolestage.h"
#include "support/screenshot.h"
#include <QAbstractTextDocumentLayout>
#include <QAction>
#include <QFile>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace console;

class ReceiptsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_stage = std::make_unique<support::ConsoleStage>(); }
    void cleanup() { m_stage.reset(); }
    void whatIsOnIt_data();
    void whatIsOnIt();
    void thePaperHasItsSize_data();
    void thePaperHasItsSize();
    void eachPrintIsCountedByTheHub();
    void aRefusalPrintsNothing();
    void withoutAPrinterItIsSaid();
    void theDetailShowsIt();
    void pictures_data();
    void pictures();

private:
    static contract::Receipt sample(int copy)
    {
        contract::Transaction t;
        t.id = 17;
        t.folio = u"000017"_qs;
        t.cedula = u"1350509525"_qs;
        t.holderName = u"María Fernanda Núñez"_qs;
        t.amount = *base::Money::fromMinor(123'450, base::Currency::usd());
        t.balanceAfter = *base::Money::fromMinor(323'450, base::Currency::usd());
        t.localTime = u"2024-01-15T14:30:00"_qs;
        t.user = u"ana"_qs;
        t.description = u"Pago de <arriendo>"_qs;
        contract::Receipt receipt = ReceiptLayout::preview(t, u"Sucursal Centro"_qs);
        receipt.copy = copy;
        receipt.printedBy = u"ana"_qs;
        receipt.printedLocal = u"2024-01-15T14:30:05"_qs;
        return receipt;
    }
    std::unique_ptr<support::ConsoleStage> m_stage;
};

void ReceiptsTest::whatIsOnIt_data()
{
    QTest::addColumn<Language::Code>("language");
    QTest::addColumn<int>("copy");
    QTest::addColumn<QStringList>("there");
    QTest::addColumn<QStringList>("missing");
    QTest::newRow("M14 the first print in Spanish") << Language::Code::Spanish << 1
                                                    << QStringList{u"000017"_qs,
                                                                   u"••••••9525"_qs,
                                                                   u"1.234,50 USD"_qs,
                                                                   u"mil doscientos treinta y cuatro con 50/100"_qs,
                                                                   u"Pago de <arriendo>"_qs,
                                                                   u"15/01/2024 14:30:00"_qs,
                                                                   u"Sucursal Centro"_qs}
                                                    << QStringList{u"COPIA"_qs, u"1350509525"_qs};
    QTest::newRow("M14 the third print in Spanish")
        << Language::Code::Spanish << 3 << QStringList{u"COPIA 3"_qs} << QStringList{u"1350509525"_qs};
    QTest::newRow("M14 the second print in English")
        << Language::Code::English << 2
        << QStringList{u"COPY 2"_qs, u"1,234.50 USD"_qs, u"one thousand two hundred thirty-four and 50/100"_qs}
        << QStringList{u"1350509525"_qs};
}

void ReceiptsTest::whatIsOnIt()
{
    QFETCH(const Language::Code, language);
    QFETCH(const int, copy);
    QFETCH(const QStringList, there);
    QFETCH(const QStringList, missing);
    m_stage->language.set(language);
    for (const ReceiptPaper paper : {ReceiptPaper::A6, ReceiptPaper::Roll80}) {
        const auto document = ReceiptLayout::document(sample(copy), paper, m_stage->context.locale());
        const QString text = document->toPlainText().replace(u'\u00a0', u' ');
        for (const QString &word : there)
            QVERIFY2(text.contains(word, Qt::CaseInsensitive), qPrintable(word + u" not in "_qs + text));
        for (const QString &word : missing)
            QVERIFY2(!text.contains(word), qPrintable(text));
    }
}

void ReceiptsTest::thePaperHasItsSize_data()
{
    QTest::addColumn<ReceiptPaper>("paper");
    QTest::addColumn<double>("millimetres");
    QTest::newRow("A6 is 105 mm wide") << ReceiptPaper::A6 << 105.0;
    QTest::newRow("the roll is 80 mm wide") << ReceiptPaper::Roll80 << 80.0;
}

void ReceiptsTest::thePaperHasItsSize()
{
    QFETCH(const ReceiptPaper, paper);
    QFETCH(const double, millimetres);
    const auto document = ReceiptLayout::document(sample(2), paper, m_stage->context.locale());
    QCOMPARE(document->pageCount(), 1);
    QVERIFY(std::abs(document->pageSize().width() / 72 * 25.4 - millimetres) < 0.3);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"r.pdf"_qs);
    QVERIFY(PaperOut::writePdf(*document, path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray pdf = file.readAll();
    QVERIFY(pdf.startsWith("%PDF"));
    const QByteArray box = "/MediaBox [0 0 " + QByteArray::number(std::lround(document->pageSize().width()));
    QVERIFY2(pdf.contains(box), pdf.mid(pdf.indexOf("/MediaBox"), 60).constData());
}

void ReceiptsTest::eachPrintIsCountedByTheHub()
{
    QWidget over;
    ReceiptFlow flow(m_stage->context, &over);
    QSignalSpy told(&flow, &ReceiptFlow::told);
    QTemporaryDir folder;
    contract::Transaction t;
    t.id = 17;
    flow.setPaper(ReceiptPaper::Roll80);
    QCOMPARE(flow.paper(), ReceiptPaper::Roll80);
    flow.writePdf(t, folder.filePath(u"1.pdf"_qs));
    flow.writePdf(t, folder.filePath(u"2.pdf"_qs));
    QCOMPARE(m_stage->hub.tillCalls.copies[17], 2);
    QVERIFY(QFile::exists(folder.filePath(u"2.pdf"_qs)));
    QCOMPARE(told.size(), 2);
    flow.writePdf(t, folder.filePath(u"no/such/3.pdf"_qs));
    QCOMPARE(told.back().at(0).value<ToastKind>(), ToastKind::Error);
}

void ReceiptsTest::aRefusalPrintsNothing()
{
    QWidget over;
    ReceiptFlow flow(m_stage->context, &over);
    QSignalSpy told(&flow, &ReceiptFlow::told);
    QTemporaryDir folder;
    m_stage->hub.tillCalls.refusal = base::Error(base::ErrorCode::Unavailable, u"cut"_qs);
    flow.writePdf({}, folder.filePath(u"1.pdf"_qs));
    QVERIFY(!QFile::exists(folder.filePath(u"1.pdf"_qs)));
    QVERIFY(told.front().at(1).toString().startsWith(u"No receipt was printed"));
}

void ReceiptsTest::withoutAPrinterItIsSaid()
{
    QWidget over;
    ReceiptFlow flow(m_stage->context, &over);
    QSignalSpy told(&flow, &ReceiptFlow::told);
    flow.applied({}); // not asked for: silent
    QCOMPARE(told.size(), 0);
    flow.setPrintsOnApply(true);
    flow.applied({});
    QCOMPARE(told.size(), 1);
    QVERIFY(m_stage->hub.tillCalls.calls.isEmpty()); // no number is used up
}

void ReceiptsTest::theDetailShowsIt()
{
    m_stage->hub.addAccount(u"1350509525"_qs, u"Ana Torres"_qs, 100'000);
    m_stage->hub.move(u"1350509525"_qs, contract::TransactionKind::Deposit, 15'000);
    TransactionsPage page(m_stage->context, m_stage->delays.factory());
    page.resize(1280, 900);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    page.activated();
    QAction *print = page.counter()->rowActions().constFirst();
    QCOMPARE(print->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_P));
    QVERIFY(!print->isEnabled());
    page.list()->view()->selectId(u"1"_qs);
    QVERIFY(print->isEnabled());
    QTest::keyClick(page.list()->view(), Qt::Key_Return);
    auto *preview = page.detail()->findChild<ReceiptPreview *>();
    QVERIFY(preview->isVisible());
    QVERIFY(preview->accessibleDescription().contains(u"one hundred fifty and 00/100"));
    QVERIFY(support::saveScreenshot(page, u"receipt-preview"_qs));
}

void ReceiptsTest::pictures_data()
{
    QTest::addColumn<Language::Code>("language");
    QTest::addColumn<ReceiptPaper>("paper");
    QTest::newRow("receipt-es-a6") << Language::Code::Spanish << ReceiptPaper::A6;
    QTest::newRow("receipt-es-80mm") << Language::Code::Spanish << ReceiptPaper::Roll80;
    QTest::newRow("receipt-en-a6") << Language::Code::English << ReceiptPaper::A6;
    QTest::newRow("receipt-en-80mm") << Language::Code::English << ReceiptPaper::Roll80;
}

void ReceiptsTest::pictures()
{
    QFETCH(const Language::Code, language);
    QFETCH(const ReceiptPaper, paper);
    m_stage->language.set(language);
    ReceiptPreview picture;
    picture.setReceipt(sample(2), paper, m_stage->context.locale());
    picture.setMaximumWidth(600);
    picture.resize(500, picture.heightForWidth(260) * 500 / 260);
    QVERIFY(support::saveScreenshot(picture, QString::fromLatin1(QTest::currentDataTag())));
}

QTEST_MAIN(ReceiptsTest)
#include "tst_receipts.moc"
