// SPDX-License-Identifier: GPL-3.0-or-later
// What waits for a second person (M11): at the maker's desk with a PIN, from the inbox of another window, by time.
#include "console/approvals/approvalinbox.h"
#include "console/approvals/approvalsmodel.h"
#include "console/approvals/approvalwait.h"
#include "console/approvals/approvalwatch.h"
#include "console/approvals/approvalwords.h"
#include "console/approvals/pindialog.h"
#include "console/listpage/listview.h"
#include "console/transactions/counteractions.h"
#include "console/transactions/entrystrip.h"
#include "console/transactions/reversedialog.h"
#include "console/transactions/transactionsmodel.h"
#include "console/transactions/transactionspage.h"
#include "support/consolestage.h"
#include "support/screenshot.h"
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace console;
using namespace std::chrono_literals;
using State = contract::ApprovalState;

class ApprovalsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aboveTheLimitASupervisorSignsHere();
    void aWrongPinIsSaidAndForgotten();
    void oneselfIsRefused();
    void anotherWindowDecidesAndThisOneIsTold();
    void timeRunsOut();
    void takenBackByTheMaker();
    void theInboxApprovesAndRejectsWithAReason();
    void ownRequestsAreShownAsNotApprovable();
    void aReversalWantsAReasonAndWaits();
    void aPinIsSetWithThePassword();
    void screenshots_data();
    void screenshots();

private:
    void open(client::Role role = client::Role::Teller, const QString &name = u"ana"_qs);
    void deposit(const QString &amount);
    support::FakeApprovalCalls &calls() { return m_stage->hub.approvalCalls; }
    CounterActions *counter() const { return m_page->counter(); }
    /// As the hub's feed tells it.
    void feed(const contract::Approval &approval)
    {
        Q_EMIT m_stage->hub.eventsArrived({client::FeedEvent{++m_stage->hub.seq, approval}});
    }
    template <typename T>
    static T *child(QWidget *of, const char *name)
    {
        return of->findChild<T *>(QString::fromLatin1(name));
    }

    std::unique_ptr<support::ConsoleStage> m_stage;
    std::unique_ptr<TransactionsPage> m_page;
};

void ApprovalsTest::init()
{
    m_stage = std::make_unique<support::ConsoleStage>();
    m_stage->hub.addAccount(u"1350509525"_qs, u"Ana Torres"_qs, 100'000);
    m_stage->hub.approvalAbove = support::FakeHubClient::usd(1'000'00);
    calls().pins[u"eva"_qs] = u"2468"_qs;
    calls().pins[u"ana"_qs] = u"1111"_qs;
}

void ApprovalsTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

void ApprovalsTest::open(client::Role role, const QString &name)
{
    m_stage->hub.signedIn.role = role;
    m_stage->hub.signedIn.username = name;
    calls().me = name;
    m_page = std::make_unique<TransactionsPage>(m_stage->context, m_stage->delays.factory());
    m_page->restoreState();
    m_page->resize(1280, 800);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->activated();
}

void ApprovalsTest::deposit(const QString &amount)
{
    QTest::keyClick(m_page.get(), Qt::Key_F2);
    QTest::keyClicks(m_page->focusWidget(), u"1350509525"_qs);
    QTest::keyClick(m_page->focusWidget(), Qt::Key_Return);
    QTest::keyClicks(m_page->focusWidget(), amount);
    QTest::keyClick(m_page->focusWidget(), Qt::Key_Return);
    QTest::keyClick(m_page->focusWidget(), Qt::Key_Return);
}

void ApprovalsTest::aboveTheLimitASupervisorSignsHere()
{
    open();
    deposit(u"1000"_qs); // at the limit: no question
    QVERIFY(!counter()->waiting());
    QCOMPARE(m_stage->hub.posted.size(), size_t(1));
    deposit(u"1000,01"_qs);
    QVERIFY(counter()->waiting());
    QCOMPARE(m_stage->hub.posted.size(), size_t(1)); // nothing is booked
    ApprovalWait *wait = counter()->waiting();
    QSignalSpy settled(wait, &ApprovalWait::settled);
    QVERIFY(child<QLabel>(wait, "approvalState")->text().contains(u"2:00"));
    m_stage->pass(1s);
    QVERIFY(child<QLabel>(wait, "approvalState")->text().contains(u"1:59")); // counts down
    QTest::keyClicks(child<QLineEdit>(wait, "approverField"), u"eva"_qs);
    QVERIFY(!child<QPushButton>(wait, "approveButton")->isEnabled());
    QTest::keyClicks(child<QLineEdit>(wait, "pinField"), u"24a68"_qs); // digits alone
    QTest::keyClick(child<QLineEdit>(wait, "pinField"), Qt::Key_Return);
    QCOMPARE(settled.size(), 1);
    QCOMPARE(calls().requests.front().state, State::Approved);
    QCOMPARE(calls().requests.front().approvers, QStringList{u"eva"_qs});
}

void ApprovalsTest::aWrongPinIsSaidAndForgotten()
{
    open();
    deposit(u"2000"_qs);
    ApprovalWait *wait = counter()->waiting();
    QVERIFY(wait);
    child<QLineEdit>(wait, "approverField")->setText(u"eva"_qs);
    QTest::keyClicks(child<QLineEdit>(wait, "pinField"), u"9999"_qs);
    QTest::keyClick(child<QLineEdit>(wait, "pinField"), Qt::Key_Return);
    QVERIFY(child<QLabel>(wait, "approvalMessage")->text().startsWith(u"Not approved"));
    QVERIFY(child<QLineEdit>(wait, "pinField")->text().isEmpty());
    QCOMPARE(child<QLineEdit>(wait, "pinField")->echoMode(), QLineEdit::Password);
    QCOMPARE(calls().requests.front().state, State::Pending);
}

void ApprovalsTest::oneselfIsRefused()
{
    open();
    deposit(u"2000"_qs);
    ApprovalWait *wait = counter()->waiting();
    QVERIFY(wait);
    child<QLineEdit>(wait, "approverField")->setText(u"ana"_qs); // M11: with the right PIN all the same
    QTest::keyClicks(child<QLineEdit>(wait, "pinField"), u"1111"_qs);
    QTest::keyClick(child<QLineEdit>(wait, "pinField"), Qt::Key_Return);
    QVERIFY(child<QLabel>(wait, "approvalMessage")->text().startsWith(u"Not approved"));
    QCOMPARE(calls().requests.front().state, State::Pending);
}

void ApprovalsTest::anotherWindowDecidesAndThisOneIsTold()
{
    open();
    QSignalSpy toasts(m_page.get(), &Page::toastRequested);
    deposit(u"2000"_qs);
    QPointer<ApprovalWait> wait = counter()->waiting();
    QVERIFY(wait);
    contract::Approval decided = calls().requests.front();
    decided.state = State::Approved;
    decided.approvers = {u"eva"_qs};
    decided.folio = u"000042"_qs;
    decided.seq = 500;
    feed(decided);
    QTRY_VERIFY_WITH_TIMEOUT(!wait || !wait->isVisible(), 30'000);
    QVERIFY(toasts.back().at(1).toString().endsWith(u"folio 000042"));
}

void ApprovalsTest::timeRunsOut()
{
    open();
    QSignalSpy toasts(m_page.get(), &Page::toastRequested);
    deposit(u"2000"_qs);
    ApprovalWait *wait = counter()->waiting();
    m_stage->pass(121s);
    QVERIFY(child<QLabel>(wait, "approvalState")->text().contains(u"0:00"));
    contract::Approval over = calls().requests.front();
    over.state = State::Expired;
    over.seq = 500;
    feed(over);
    QVERIFY(toasts.back().at(1).toString().contains(u"Expired"));
}

void ApprovalsTest::takenBackByTheMaker()
{
    open();
    deposit(u"2000"_qs);
    QTest::mouseClick(child<QPushButton>(counter()->waiting(), "withdrawButton"), Qt::LeftButton);
    QCOMPARE(calls().requests.front().state, State::Cancelled);
}

void ApprovalsTest::theInboxApprovesAndRejectsWithAReason()
{
    calls().addRequest(u"luis"_qs, u"RETIRO"_qs, support::FakeHubClient::usd(150'000));
    calls().addRequest(u"luis"_qs, u"REVERSO"_qs, support::FakeHubClient::usd(2'000));
    open(client::Role::Supervisor, u"eva"_qs);
    QAction *inbox = counter()->all().at(1);
    QCOMPARE(inbox->text(), u"Approvals (2)"_qs);
    QTest::keyClick(m_page.get(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    ApprovalInbox *box = counter()->inbox();
    QVERIFY(box);
    QCOMPARE(box->model()->rowCount(), 2);
    box->list()->view()->selectId(u"1"_qs);
    QTest::mouseClick(child<QPushButton>(box, "inboxApproveButton"), Qt::LeftButton);
    QCOMPARE(calls().requests[0].state, State::Approved);
    QCOMPARE(calls().requests[0].approvers, QStringList{u"eva"_qs});
    box->list()->view()->selectId(u"2"_qs);
    QVERIFY(!child<QPushButton>(box, "inboxRejectButton")->isEnabled()); // a reason is needed
    QTest::keyClicks(child<QLineEdit>(box, "rejectReasonField"), u"wrong client"_qs);
    QTest::mouseClick(child<QPushButton>(box, "inboxRejectButton"), Qt::LeftButton);
    QCOMPARE(calls().requests[1].state, State::Rejected);
    QCOMPARE(calls().requests[1].note, u"wrong client"_qs);
    QCOMPARE(inbox->text(), u"Approvals"_qs);
    m_stage->hub.signedIn.username = u"eva"_qs;
    feed(calls().addRequest(u"luis"_qs, u"RETIRO"_qs, support::FakeHubClient::usd(300'000))); // live
    m_stage->pass(300ms);
    QCOMPARE(box->model()->rowCount(), 3);
    QCOMPARE(inbox->text(), u"Approvals (1)"_qs);
}

void ApprovalsTest::ownRequestsAreShownAsNotApprovable()
{
    calls().addRequest(u"eva"_qs, u"RETIRO"_qs, support::FakeHubClient::usd(150'000));
    open(client::Role::Supervisor, u"eva"_qs);
    QTest::keyClick(m_page.get(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    ApprovalInbox *box = counter()->inbox();
    box->list()->view()->selectId(u"1"_qs);
    QVERIFY(!child<QPushButton>(box, "inboxApproveButton")->isEnabled());
    QVERIFY(child<QLabel>(box, "inboxWhat")->text().contains(u"your own"));
}

void ApprovalsTest::aReversalWantsAReasonAndWaits()
{
    m_stage->hub.move(u"1350509525"_qs, contract::TransactionKind::Deposit, 15'000);
    open();
    m_page->list()->view()->selectId(u"1"_qs);
    QAction *reverse = counter()->rowActions().back();
    QVERIFY(reverse->isEnabled());
    reverse->trigger();
    auto *dialog = m_page->findChild<ReverseDialog *>();
    QVERIFY(dialog);
    QVERIFY(!child<QPushButton>(dialog, "reverseButton")->isEnabled());
    QTest::keyClicks(child<QLineEdit>(dialog, "reverseReasonField"), u"typed twice"_qs);
    QTest::keyClick(child<QLineEdit>(dialog, "reverseReasonField"), Qt::Key_Return);
    QVERIFY(counter()->waiting());
    QCOMPARE(calls().requests.front().operation, u"REVERSO"_qs);
    QCOMPARE(calls().requests.front().reason, u"typed twice"_qs);
}

void ApprovalsTest::aPinIsSetWithThePassword()
{
    open(client::Role::Supervisor, u"eva"_qs);
    PinDialog dialog(m_stage->context);
    dialog.show();
    child<QLineEdit>(&dialog, "pinPasswordField")->setText(u"wrong"_qs);
    child<QLineEdit>(&dialog, "newPinField")->setText(u"1357"_qs);
    child<QLineEdit>(&dialog, "pinAgainField")->setText(u"1358"_qs);
    QVERIFY(!child<QPushButton>(&dialog, "setPinButton")->isEnabled());
    child<QLineEdit>(&dialog, "pinAgainField")->setText(u"1357"_qs);
    QTest::mouseClick(child<QPushButton>(&dialog, "setPinButton"), Qt::LeftButton);
    QCOMPARE(child<QLabel>(&dialog, "pinMessage")->text(), u"The password is wrong."_qs);
    child<QLineEdit>(&dialog, "pinPasswordField")->setText(u"secreto"_qs);
    QTest::mouseClick(child<QPushButton>(&dialog, "setPinButton"), Qt::LeftButton);
    QCOMPARE(calls().pins[u"eva"_qs], u"1357"_qs);
}

void ApprovalsTest::screenshots_data()
{
    QTest::addColumn<Language::Code>("language");
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("approvals-es-light") << Language::Code::Spanish << Theme::Mode::Light;
    QTest::newRow("approvals-en-dark") << Language::Code::English << Theme::Mode::Dark;
}

void ApprovalsTest::screenshots()
{
    QFETCH(Language::Code, language);
    QFETCH(Theme::Mode, mode);
    m_stage->language.set(language);
    m_stage->theme.set(mode);
    const QString tag = QString::fromLatin1(QTest::currentDataTag());
    open();
    deposit(u"2000"_qs);
    QVERIFY(support::saveScreenshot(*counter()->waiting(), tag + u"-wait"_qs));
    m_page.reset();
    for (const auto &[maker, operation, cents] :
         std::initializer_list<std::tuple<QString, QString, qint64>>{{u"luis"_qs, u"RETIRO"_qs, 150'000},
                                                                     {u"luis"_qs, u"REVERSO"_qs, 2'000},
                                                                     {u"eva"_qs, u"DEPOSITO"_qs, 1'250'000}}) {
        contract::Approval &asked = calls().addRequest(maker, operation, support::FakeHubClient::usd(cents));
        asked.cedula = u"1350509525"_qs;
        asked.createdAt = m_stage->clock.utcNow();
        asked.expiresAt = {m_stage->clock.utcNow().value + 95'000};
    }
    open(client::Role::Supervisor, u"eva"_qs);
    QTest::keyClick(m_page.get(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    counter()->inbox()->list()->view()->selectId(u"2"_qs);
    QVERIFY(support::saveScreenshot(*counter()->inbox(), tag + u"-inbox"_qs));
    QVERIFY(support::saveScreenshot(*m_page, tag + u"-page"_qs));
}

QTEST_MAIN(ApprovalsTest)
#include "tst_approvalwindow.moc"
