// SPDX-License-Identifier: GPL-3.0-or-later
// UX 4.1: the delivery trace of a movement, from "queued" to the time of its acknowledgement.
#include "console/transactions/deliverytrace.h"
#include "support/fakeclock.h"
#include "support/fakehubclient.h"
#include "support/screenshot.h"
#include <QLabel>
#include <QToolButton>
#include <QtTest>

using namespace console;

namespace {

contract::BrokerTraceDelivery delivery(const QString &client, const QString &step, int qos = 1)
{
    contract::BrokerTraceDelivery one;
    one.clientId = client;
    one.qos = qos;
    one.step = step;
    one.queued = base::UtcMs{1'705'347'000'012};
    return one;
}

contract::BrokerTrace trace(const QString &topic, std::vector<contract::BrokerTraceDelivery> list)
{
    contract::BrokerTrace one;
    one.topic = topic;
    one.at = base::UtcMs{1'705'347'000'012};
    one.deliveries = static_cast<qint64>(list.size());
    one.list = std::move(list);
    return one;
}

} // namespace

class TestDeliveryTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSubscriberThatWasAwayAcknowledgesLater()
    {
        support::FakeHubClient hub;
        support::FakeClock clock;
        MemoryUiSettings settings;
        Language language;
        language.set(Language::Code::Spanish);
        Theme theme;
        theme.set(Theme::Mode::Light);
        AppContext context{hub, settings, clock, language, theme};
        DeliveryTrace pane(context);
        pane.resize(420, 300);
        QWidget &widget = pane;
        widget.show();
        hub.traced.topics = {trace(u"banco/transacciones"_qs, {delivery(u"app-contable"_qs, u"queued"_qs),
                                                               delivery(u"monitor"_qs, u"sent"_qs, 0)}),
                             trace(u"banco/saldo/1350509525"_qs, {delivery(u"lento"_qs, u"dropped"_qs)})};
        pane.show(17);
        QCOMPARE(pane.text(), u"banco/transacciones\n  app-contable: en cola\n  monitor: entregado\n"
                              "banco/saldo/1350509525\n  lento: descartado ()\n"_qs);
        QVERIFY(support::saveScreenshot(pane, u"deliverytrace-es-light"_qs));
        hub.traced.topics.front().list.front() = delivery(u"app-contable"_qs, u"acknowledged"_qs);
        QTest::mouseClick(pane.findChild<QToolButton *>(), Qt::LeftButton); // it would look by itself in two seconds
        QVERIFY(pane.text().contains(u"app-contable: confirmado"_qs));
        const auto asked = hub.calls.count(u"deliveries"_qs);
        language.set(Language::Code::English);
        theme.set(Theme::Mode::Dark);
        QTRY_VERIFY(pane.text().contains(u"app-contable: acknowledged"_qs));
        QVERIFY(support::saveScreenshot(pane, u"deliverytrace-en-dark"_qs));
        QCOMPARE(hub.calls.count(u"deliveries"_qs), asked); // nothing is still to come: nobody asks any more
    }

    void anAnswerForAnotherMovementIsNotShown()
    {
        support::FakeHubClient hub;
        support::FakeClock clock;
        MemoryUiSettings settings;
        Language language;
        Theme theme;
        AppContext context{hub, settings, clock, language, theme};
        DeliveryTrace pane(context);
        QWidget &widget = pane;
        widget.show();
        hub.held = true;
        hub.traced.topics = {trace(u"t"_qs, {})};
        pane.show(1);
        pane.show(0); // nothing is chosen any more
        hub.release();
        QCOMPARE(pane.text(), QString());
    }
};

QTEST_MAIN(TestDeliveryTrace)
#include "tst_deliverytrace.moc"
