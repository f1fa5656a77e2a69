// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/emptystate.h"
#include "console/listpage/filterbar.h"
#include "console/listpage/listview.h"
#include "console/qr/paymentbell.h"
#include "console/qr/qractions.h"
#include "console/qr/qrcommands.h"
#include "console/qr/qrdetailpanel.h"
#include "console/qr/qrformpanel.h"
#include "console/qr/qrloader.h"
#include "console/qr/qrmodel.h"
#include "console/qr/qrpage.h"
#include "console/qr/qrpaymentslist.h"
#include "console/qr/qrpicturecard.h"
#include "console/qr/qrpictures.h"
#include "console/qr/qrprint.h"
#include "console/qr/qrreaderdialog.h"
#include "console/qr/qrtotalstext.h"
#include "console/qr/resolvedialog.h"
#include "support/consolestage.h"
#include "support/screenshot.h"
#include <QAccessible>
#include <QAction>
#include <QBuffer>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPdfWriter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QQuickView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace console;
using namespace std::chrono_literals;

class QrPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aQrIsMadeByKeysAlone();
    void f6CreatesInsideTheForm();
    void whatIsMissingIsSaid();
    void aLostAnswerMakesNoSecondQr();
    void anUncertainQrIsNotShownToAnybody();
    void theBankIsDown();
    void countdownAndExpiry();
    void aPaymentFromTheFeed();
    void anotherAmountGoesToASupervisor();
    void aTellerMayNotDecide();
    void aQrMadeElsewhereAppears();
    void manyEventsReadTheListOnce();
    void cancelAsksFirst();
    void showToCustomerFollowsThePayment();
    void theBellRingsByDayAndOnce_data();
    void theBellRingsByDayAndOnce();
    void copiesPictureAndText();
    void repeatFillsTheForm();
    void chipsCountAndWiden();
    void filesAlwaysHaveStatusAndPayer();
    void printsOnAnyPaper();
    void readsAPictureThatIsDropped();
    void readersMayNotAct();
    void disabledActionsSayWhy();
    void emptyAndErrorStates();
    void everyFieldHasAName();
    void screenshots_data();
    void screenshots();

private:
    support::FakeQrCalls &bank() { return m_stage->hub.qrCalls; }
    void open(Language::Code language = Language::Code::English, Theme::Mode mode = Theme::Mode::Light)
    {
        m_stage->language.set(language);
        m_stage->theme.set(mode);
        m_page = std::make_unique<QrPage>(m_stage->context, m_stage->delays.factory());
        m_page->resize(1280, 690);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        m_page->activated();
        m_stage->pass(300ms);
    }
    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    template <typename T>
    T *find(const char *name) const
    {
        return m_page->findChild<T *>(QString::fromLatin1(name));
    }
    QString cell(int row, const char *column) const
    {
        const QrModel &model = *m_page->model();
        return model.index(row, model.columnOf(QString::fromLatin1(column))).data().toString().replace(u'\u00a0', u' ');
    }
    void clickRow(int row)
    {
        ListView *view = m_page->list()->view();
        const QRect at = view->visualRect(m_page->model()->index(row, 0));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at.center());
    }
    void advance(std::chrono::milliseconds time)
    {
        m_stage->pass(time);
        bank().now = m_stage->clock.utcNow();
    }
    void fillWithSamples();

    std::unique_ptr<support::ConsoleStage> m_stage;
    std::unique_ptr<QrPage> m_page;
};

void QrPageTest::init()
{
    m_stage = std::make_unique<support::ConsoleStage>();
    m_stage->hub.addAccount(u"1350509525"_qs, u"Ana Torres"_qs, 100'000);
    bank().now = m_stage->clock.utcNow();
}

void QrPageTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

void QrPageTest::aQrIsMadeByKeysAlone()
{
    open();
    press(Qt::Key_F6);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"cedulaField"_qs);
    type(u"1350509525"_qs);
    advance(250ms);
    QCOMPARE(find<QLabel>("holderLabel")->text(), u"Ana Torres"_qs);
    QCOMPARE(find<QComboBox>("currencyField")->currentText(), u"USD"_qs); // the account's
    press(Qt::Key_Return);
    type(u"100,50"_qs);
    press(Qt::Key_Return);
    type(u"Factura 7"_qs);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    QCOMPARE(bank().requests.size(), size_t{1});
    const contract::QrRequest &asked = bank().requests.front();
    QCOMPARE(asked.cedula, u"1350509525"_qs);
    QCOMPARE(asked.amount.toWire(), QByteArray("100.50"));
    QCOMPARE(asked.description, u"Factura 7"_qs);
    QCOMPARE(asked.dueDate.value - bank().now.value, qint64{15 * 60'000});
    QVERIFY(asked.isSingleUse && !asked.mayModifyAmount);
    advance(300ms);
    QCOMPARE(m_page->model()->rowCount(), 1);
    QCOMPARE(cell(0, "amount"), u"100.50 USD"_qs);
    QCOMPARE(m_page->list()->view()->selectedIds().size(), 1); // chosen, its code is at the left
    QVERIFY(!find<QLabel>("qrPicture")->pixmap().isNull());
}

void QrPageTest::f6CreatesInsideTheForm()
{
    open();
    m_page->startQr(u"1350509525"_qs);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"amountField"_qs);
    type(u"25"_qs);
    press(Qt::Key_F6);
    QCOMPARE(bank().requests.size(), size_t{1});
}

void QrPageTest::whatIsMissingIsSaid()
{
    open();
    const QLabel *message = find<QLabel>("messageLabel");
    press(Qt::Key_F6);
    QTest::mouseClick(find<QPushButton>("createButton"), Qt::LeftButton);
    QCOMPARE(message->text(), u"Whose account is it for?"_qs);
    find<QLineEdit>("cedulaField")->setFocus();
    type(u"0999999999"_qs);
    advance(250ms);
    QCOMPARE(message->text(), u"There is no such account in BOB."_qs);
    m_page->startQr(u"1350509525"_qs);
    press(Qt::Key_F6);
    QCOMPARE(message->text(), u"How much is to be paid?"_qs);
    type(u"1.005"_qs);
    press(Qt::Key_F6);
    QCOMPARE(message->text(), u"This is not an amount with at most two decimals."_qs);
    QVERIFY(bank().requests.empty());
    QTest::mouseClick(find<QCheckBox>("openAmountBox"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(!find<QLineEdit>("amountField")->isEnabled());
    press(Qt::Key_F6);
    QCOMPARE(bank().requests.size(), size_t{1});
    QVERIFY(bank().requests.front().mayModifyAmount && bank().requests.front().amount.isZero());
}

void QrPageTest::aLostAnswerMakesNoSecondQr()
{
    open();
    m_page->startQr(u"1350509525"_qs);
    type(u"25"_qs);
    bank().refusal = base::Error(base::ErrorCode::Timeout, u"cut"_qs);
    press(Qt::Key_F6);
    QVERIFY(find<QLabel>("messageLabel")->text().contains(u"not known"_qs));
    press(Qt::Key_F6);
    QCOMPARE(bank().requests.size(), size_t{2});
    QCOMPARE(bank().requests[0].transactionId, bank().requests[1].transactionId);
    QCOMPARE(bank().all.size(), size_t{1});
}

void QrPageTest::anUncertainQrIsNotShownToAnybody()
{
    open();
    bank().losesAnswers = true;
    m_page->startQr(u"1350509525"_qs);
    type(u"25"_qs);
    press(Qt::Key_F6);
    advance(300ms);
    QCOMPARE(cell(0, "estado"), u"? Uncertain"_qs);
    QVERIFY(find<QLabel>("messageLabel")->text().contains(u"do not make another"_qs));
    clickRow(0);
    QVERIFY(!m_page->actions()->show->isEnabled());
    QVERIFY(!bank().calls.contains(u"qrImage"_qs));
    bank().losesAnswers = false; // asked again, the bank answers: the same QR
    find<QPushButton>("createButton")->setFocus();
    press(Qt::Key_Return);
    advance(300ms);
    QCOMPARE(bank().all.size(), size_t{1});
    QCOMPARE(m_page->model()->total(), 1);
    QCOMPARE(cell(0, "estado"), u"○ Pending"_qs);
}

void QrPageTest::theBankIsDown()
{
    bank().add(1'000, 600'000);
    open();
    QCOMPARE(cell(0, "estado"), u"○ Pending"_qs);
    bank().rail = {u"baneco"_qs, false, u"no answer since 14:02"_qs, {}, 1};
    advance(31s); // asked again by itself
    advance(200ms);
    QCOMPARE(cell(0, "estado"), u"○ Pending, not verified"_qs);
    QVERIFY(!find<QPushButton>("createButton")->isEnabled());
    QVERIFY(find<QLabel>("messageLabel")->text().contains(u"no answer since 14:02"_qs));
    bank().rail.isUp = true;
    advance(31s);
    advance(200ms);
    QCOMPARE(cell(0, "estado"), u"○ Pending"_qs);
    QVERIFY(find<QPushButton>("createButton")->isEnabled());
}

void QrPageTest::countdownAndExpiry()
{
    bank().add(1'000, 62'300);
    open();
    QCOMPARE(cell(0, "dueDate"), u"01:02"_qs);
    advance(3s);
    QCOMPARE(cell(0, "dueDate"), u"⚠ 00:59"_qs);
    const int due = m_page->model()->columnOf(u"dueDate"_qs);
    QCOMPARE(m_page->model()->index(0, due).data(ListModel::ToneRole).toInt(), static_cast<int>(Tone::Warn));
    advance(60s); // the hub has said nothing yet
    advance(200ms);
    QCOMPARE(cell(0, "estado"), u"■ Expired"_qs);
    bank().setStatus(bank().all[0].qrId, contract::QrStatus::Expired, contract::QrChangeSource::Expiry);
    advance(400ms);
    QCOMPARE(cell(0, "estado"), u"■ Expired"_qs);
    QCOMPARE(cell(0, "syncSource"), u"The due date"_qs);
}

void QrPageTest::aPaymentFromTheFeed()
{
    bank().add(1'000, 600'000);
    bank().add(2'000, 600'000);
    open();
    clickRow(1);
    QVERIFY(m_page->detail()->isVisible());
    QSignalSpy toasts(m_page.get(), &Page::toastRequested);
    QSignalSpy notices(m_page.get(), &Page::notificationRequested);
    const auto asked = bank().calls.count(u"qrs"_qs);
    bank().pay(bank().all[0].qrId, bank().all[0].amount);
    advance(110ms);
    QCOMPARE(cell(1, "estado"), u"✔ Paid"_qs); // by the event alone
    QCOMPARE(cell(1, "paid"), u"10.00 BOB"_qs);
    QCOMPARE(cell(1, "senderName"), u"María Quispe"_qs);
    QCOMPARE(toasts.size(), 1);
    QVERIFY(toasts[0][1].toString().contains(u"María Quispe"_qs));
    QCOMPARE(notices.size(), 1);
    advance(400ms); // and read again in full
    QCOMPARE(bank().calls.count(u"qrs"_qs), asked);
    QStringList texts;
    for (const QLabel *label : m_page->detail()->findChildren<QLabel *>())
        texts << label->text();
    QVERIFY2(texts.join(u'|').contains(u"by María Quispe"_qs), qPrintable(texts.join(u'|')));
    QVERIFY(m_page->statusText().contains(u"1 paid"_qs));
}

void QrPageTest::anotherAmountGoesToASupervisor()
{
    m_stage->hub.signedIn.role = client::Role::Supervisor;
    bank().add(1'000, 600'000);
    open();
    bank().pay(bank().all[0].qrId, support::FakeQrCalls::bob(900), contract::QrSuspenseReason::AmountDiffers);
    advance(400ms);
    QCOMPARE(cell(0, "estado"), u"≠ Amount differs"_qs);
    clickRow(0);
    auto *post = find<QPushButton>("postButton1");
    QVERIFY(post);
    QTest::mouseClick(post, Qt::LeftButton);
    auto *dialog = m_page->findChild<ResolveDialog *>();
    QVERIFY(dialog);
    auto *confirm = dialog->findChild<QPushButton *>(u"resolveButton"_qs);
    QVERIFY(!confirm->isEnabled()); // not without a reason
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"resolveNoteField"_qs), u"Acordado con el cliente"_qs);
    QTest::mouseClick(confirm, Qt::LeftButton);
    QCOMPARE(bank().resolutions.size(), size_t{1});
    QVERIFY(!bank().resolutions[0].isReturned);
    QCOMPARE(bank().resolutions[0].note, u"Acordado con el cliente"_qs);
    advance(400ms);
    QVERIFY(cell(0, "estado") != u"≠ Amount differs"_qs);
}

void QrPageTest::aTellerMayNotDecide()
{
    bank().add(1'000, 600'000);
    open();
    bank().pay(bank().all[0].qrId, support::FakeQrCalls::bob(900), contract::QrSuspenseReason::AmountDiffers);
    advance(400ms);
    clickRow(0);
    QVERIFY(!find<QPushButton>("postButton1"));
    QStringList texts;
    for (const QLabel *label : m_page->detail()->findChildren<QLabel *>())
        texts << label->text();
    QVERIFY(texts.contains(u"A supervisor decides about this money."_qs));
}

void QrPageTest::aQrMadeElsewhereAppears()
{
    open();
    QCOMPARE(m_page->model()->total(), 0);
    contract::Qr &made = bank().add(4'000, 600'000, u"De otra caja"_qs);
    bank().feed(bank().newsOf(made, contract::QrNews::What::Created));
    advance(400ms);
    QCOMPARE(m_page->model()->total(), 1);
    QCOMPARE(cell(0, "description"), u"De otra caja"_qs);
}

void QrPageTest::manyEventsReadTheListOnce()
{
    open();
    for (int i = 0; i < 60; ++i) {
        contract::Qr &made = bank().add(4'000, 600'000);
        bank().feed(bank().newsOf(made, contract::QrNews::What::Created));
    }
    advance(400ms);
    QCOMPARE(m_page->model()->total(), 60);
    QCOMPARE(bank().calls.count(u"qr"_qs), 0);
    QCOMPARE(bank().calls.count(u"qrs"_qs), 2);
}

void QrPageTest::cancelAsksFirst()
{
    bank().add(1'000, 600'000);
    open();
    clickRow(0);
    m_page->actions()->cancel->trigger();
    auto *yes = find<QPushButton>("cancelQrButton");
    QVERIFY(yes);
    QVERIFY(!bank().calls.contains(u"cancelQr"_qs));
    QTest::mouseClick(yes, Qt::LeftButton);
    advance(400ms);
    QCOMPARE(bank().calls.count(u"cancelQr"_qs), 1);
    QCOMPARE(cell(0, "estado"), u"✖ Cancelled"_qs);
    QVERIFY(!m_page->actions()->cancel->isEnabled());
    QVERIFY(!m_page->actions()->show->isEnabled());
}

void QrPageTest::showToCustomerFollowsThePayment()
{
    bank().add(1'000, 600'000);
    open();
    QVERIFY(!m_page->customer().isOpen());
    clickRow(0);
    QTest::mouseClick(find<QPushButton>("showToCustomerButton"), Qt::LeftButton);
    QVERIFY(m_page->customer().isOpen());
    QCOMPARE(m_page->customer().screen()->stage(), u"waiting"_qs);
    bank().pay(bank().all[0].qrId, bank().all[0].amount);
    advance(400ms);
    QCOMPARE(m_page->customer().screen()->stage(), u"paid"_qs);
    m_page->actions()->closeCustomer->trigger();
    QVERIFY(!m_page->customer().isOpen());
}

void QrPageTest::theBellRingsByDayAndOnce_data()
{
    QTest::addColumn<int>("hour");
    QTest::addColumn<bool>("on");
    QTest::addColumn<bool>("rings");
    QTest::newRow("by day") << 12 << true << true;
    QTest::newRow("at the end of the day") << 20 << true << true;
    QTest::newRow("at night") << 21 << true << false;
    QTest::newRow("before the morning") << 6 << true << false;
    QTest::newRow("switched off") << 12 << false << false;
}

void QrPageTest::theBellRingsByDayAndOnce()
{
    QFETCH(int, hour);
    QFETCH(bool, on);
    QFETCH(bool, rings);
    const DisplayFormat format(m_stage->context);
    const QTime now = format.branchTime(m_stage->clock.utcNow()).time();
    m_stage->clock.advance(std::chrono::seconds(
        (QTime(hour, 30).msecsSinceStartOfDay() + 86'400'000 - now.msecsSinceStartOfDay()) % 86'400'000 / 1000));
    int rang = 0;
    PaymentBell bell(m_stage->context, [&rang] { ++rang; });
    bell.setOn(on);
    QCOMPARE(bell.ring(), rings);
    QCOMPARE(bell.ring(), false); // at once again: no
    m_stage->clock.advance(3s);
    QCOMPARE(bell.ring(), rings);
    QCOMPARE(rang, rings ? 2 : 0);
}

void QrPageTest::copiesPictureAndText()
{
    bank().add(1'000, 600'000);
    open();
    clickRow(0);
    m_page->actions()->copyText->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), bank().all[0].content);
    m_page->actions()->copyImage->trigger();
    QVERIFY(!QGuiApplication::clipboard()->image().isNull());
}

void QrPageTest::repeatFillsTheForm()
{
    bank().add(1'250, 600'000, u"Mensualidad"_qs);
    bank().all[0].amount = support::FakeHubClient::usd(1'250);
    bank().all[0].isSingleUse = false;
    open();
    clickRow(0);
    m_page->actions()->repeat->trigger();
    QCOMPARE(find<QLineEdit>("cedulaField")->text(), u"1350509525"_qs);
    QCOMPARE(find<QLineEdit>("amountField")->text(), u"12.50"_qs);
    QCOMPARE(find<QLineEdit>("descriptionField")->text(), u"Mensualidad"_qs);
    QVERIFY(!find<QCheckBox>("singleUseBox")->isChecked());
    press(Qt::Key_Return);
    QCOMPARE(bank().requests.size(), size_t{1});
    QVERIFY(bank().requests[0].transactionId != bank().all[0].transactionId);
}

void QrPageTest::fillWithSamples()
{
    m_stage->hub.feeds = false;
    static constexpr const char16_t *things[] = {u"Factura 001-002-000123", u"Pensión de noviembre", u"Almuerzo",
                                                 u"Entrada al museo", u"Reparación de celular"};
    const base::UtcMs end = m_stage->clock.utcNow();
    for (int i = 0; i < 24; ++i) {
        bank().now = {end.value - (24 - i) * 130'000};
        const qint64 due = i < 18 ? 900'000 : end.value - bank().now.value + (i == 23 ? 48'000 : i * 60'000);
        contract::Qr &qr = bank().add(i % 9 == 4 ? 0 : 2'500 + i * 735, due, QString::fromUtf16(things[i % 5]));
        const QString qrId = qr.qrId;
        const base::Money amount = qr.amount;
        bank().now.value += 60'000;
        if (i == 3)
            bank().setStatus(qrId, contract::QrStatus::Cancelled, contract::QrChangeSource::Operator);
        else if (i == 7)
            bank().pay(qrId, support::FakeQrCalls::bob(2'000), contract::QrSuspenseReason::AmountDiffers);
        else if (i == 9)
            bank().setStatus(qrId, contract::QrStatus::Expired, contract::QrChangeSource::Expiry);
        else if (i == 11)
            bank().pay(qrId, amount, contract::QrSuspenseReason::Late);
        else if (i == 20)
            bank().find(qrId)->isUncertain = true;
        else if (i < 18)
            bank().pay(qrId, amount.isZero() ? support::FakeQrCalls::bob(5'000) : amount);
    }
    bank().now = end;
    m_stage->hub.feeds = true;
}

void QrPageTest::chipsCountAndWiden()
{
    fillWithSamples();
    open();
    m_stage->pass(300ms);
    m_page->model()->setChipActive(u"vencido"_qs, true);
    QCOMPARE(m_page->model()->rowCount(), 1);
    m_page->model()->setChipActive(u"cancelado"_qs, true);
    QCOMPARE(m_page->model()->rowCount(), 2); // either
    m_page->model()->setChipActive(u"yesterday"_qs, true);
    QCOMPARE(m_page->model()->rowCount(), 0); // and the other group
    QVERIFY(m_page->statusText().startsWith(u"Filter"_qs));
}

void QrPageTest::filesAlwaysHaveStatusAndPayer()
{
    fillWithSamples();
    open();
    m_page->model()->setChipActive(u"pagado"_qs, true);
    QBuffer file;
    file.open(QIODevice::WriteOnly);
    QSignalSpy done(m_page->list(), &ListPage::exportFinished);
    m_page->list()->exportTo(file, {});
    m_stage->pass(1s);
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, 30'000);
    const QList<QByteArray> lines = file.data().split('\n');
    for (const char *column : {"State", "Status", "Payer", "Document", "Bank", "Account"})
        QVERIFY2(lines[0].contains(column), column);
    QVERIFY(lines[1].contains("pagado;"));
    QVERIFY(lines[1].contains("4567890"));
    QCOMPARE(lines.size(), m_page->model()->rowCount() + 2); // heading and the last line's end
}

void QrPageTest::printsOnAnyPaper()
{
    const contract::Qr qr = bank().add(10'050, 600'000, u"Factura 7"_qs);
    const QrPrint::Sheet sheet{qr, QImage::fromData(support::FakeQrCalls::pictureOf(qr.qrId)), u"Sucursal Centro"_qs};
    const DisplayFormat format(m_stage->context);
    QTemporaryDir folder;
    for (const QSizeF size : {QSizeF(210, 297), QSizeF(58, 120)}) {
        const QString path = folder.filePath(u"qr-%1.pdf"_qs.arg(size.width()));
        QPdfWriter pdf(path);
        pdf.setPageSize(QPageSize(size, QPageSize::Millimeter));
        QVERIFY(QrPrint::print(sheet, format, pdf));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("%PDF"));
    }
}

void QrPageTest::readsAPictureThatIsDropped()
{
    const contract::Qr known = bank().add(1'000, 600'000);
    open();
    bank().reading.text = u"00020101021226"_qs;
    bank().reading.format = u"emvco"_qs;
    bank().reading.isSound = true;
    bank().reading.tags = {
        {u"26"_qs, u"Merchant account"_qs, {}, {{u"00"_qs, u"Identifier"_qs, u"bo.ventanilla"_qs, {}}}}};
    bank().reading.qrId = known.qrId;
    m_page->actions()->read->trigger();
    auto *dialog = m_page->findChild<QrReaderDialog *>();
    QVERIFY(dialog);
    QMimeData data;
    data.setImageData(QImage(8, 8, QImage::Format_RGB32));
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(dialog, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(dialog, &drop);
    QCOMPARE(bank().read.size(), 1);
    QVERIFY(bank().read[0].startsWith("\x89PNG"));
    QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(),
             u"00020101021226\n\n26 Merchant account\n    00 Identifier: bo.ventanilla"_qs);
    QGuiApplication::clipboard()->setImage(QImage(8, 8, QImage::Format_RGB32));
    QTest::keyClick(dialog, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(bank().read.size(), 2);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"showReadQrButton"_qs), Qt::LeftButton);
    advance(200ms);
    QCOMPARE(m_page->list()->view()->selectedIds(), QStringList{QString::number(known.number)});
}

void QrPageTest::readersMayNotAct()
{
    m_stage->hub.signedIn.role = client::Role::Auditor;
    bank().add(1'000, 600'000);
    open();
    clickRow(0);
    QVERIFY(!m_page->form()->isVisible());
    QVERIFY(!m_page->actions()->create->isEnabled());
    QVERIFY(!m_page->actions()->cancel->isEnabled());
    QVERIFY(m_page->actions()->show->isEnabled()); // looking is allowed
}

void QrPageTest::disabledActionsSayWhy()
{
    open();
    QCOMPARE(m_page->actions()->print->toolTip(), u"Choose a QR in the list first."_qs);
    bank().add(1'000, -1'000);
    m_page->reload();
    advance(200ms);
    clickRow(0);
    QCOMPARE(m_page->actions()->cancel->toolTip(), u"It can no longer be paid."_qs);
}

void QrPageTest::emptyAndErrorStates()
{
    open();
    auto *empty = m_page->findChild<EmptyState *>();
    QCOMPARE(empty->sentence(), u"No QR yet"_qs);
    QTest::mouseClick(empty->button(), Qt::LeftButton);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"cedulaField"_qs);
    bank().refusal = base::Error(base::ErrorCode::Unavailable, u"gone"_qs);
    bank().rail.isUp = true;
    bank().calls.clear();
    m_page->reload();
    advance(200ms);
    QVERIFY(bank().calls.contains(u"qrs"_qs));
}

void QrPageTest::everyFieldHasAName()
{
    fillWithSamples();
    open();
    clickRow(0);
    for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || qobject_cast<const QLabel *>(widget))
            continue;
        if (widget->objectName().startsWith(u"qt_"_qs) || widget->inherits("QScrollArea"))
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(),
                 qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()));
    }
}

void QrPageTest::screenshots_data()
{
    QTest::addColumn<Language::Code>("language");
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("qr-es-light") << Language::Code::Spanish << Theme::Mode::Light;
    QTest::newRow("qr-es-dark") << Language::Code::Spanish << Theme::Mode::Dark;
    QTest::newRow("qr-en-light") << Language::Code::English << Theme::Mode::Light;
    QTest::newRow("qr-en-dark") << Language::Code::English << Theme::Mode::Dark;
}

void QrPageTest::screenshots()
{
    QFETCH(Language::Code, language);
    QFETCH(Theme::Mode, mode);
    m_stage->hub.signedIn.role = client::Role::Supervisor;
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    open(language, mode);
    QVERIFY(support::saveScreenshot(*m_page, name + u"-empty"));
    fillWithSamples();
    m_page->reload();
    advance(400ms);
    QVERIFY(support::saveScreenshot(*m_page, name + u"-start"));
    m_page->startQr(u"1350509525"_qs);
    type(u"100,5"_qs);
    clickRow(16);
    advance(300ms);
    QVERIFY(support::saveScreenshot(*m_page, name));
}

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_BACKEND", "software");
    QApplication app(argc, argv);
    QrPageTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_qrpage.moc"
