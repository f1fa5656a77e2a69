// SPDX-License-Identifier: GPL-3.0-or-later
// UX 4.13, M26: what is done in practice mode reaches neither the real hub nor its files.
#include "app/hubrun.h"
#include "app/mqttclient.h"
#include "app/practicewindow.h"
#include "client/httphubclient.h"
#include "client/whendone.h"
#include "console/shell/practiceframe.h"
#include "support/screenshot.h"
#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QLabel>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000;

QByteArray hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray("missing");
}

app::CommandLine lineFor(const QString &folder)
{
    app::CommandLine line;
    line.dataDir = folder;
    line.settings = {{u"mqtt.port"_s, u"0"_s},          {u"mqtt.websocket_port"_s, u"off"_s},
                     {u"http.port"_s, u"0"_s},          {u"http.alias_port"_s, u"off"_s},
                     {u"security.profile"_s, u"lab"_s}, {u"bank.socket.port"_s, u"off"_s}};
    return line;
}

client::HubAddress consoleOf(const hub::Hub &hub)
{
    return {QUrl(u"http://127.0.0.1:%1"_s.arg(hub.addresses().console)), hub.addresses().consoleSecret};
}

} // namespace

class TestPractice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_language.set(console::Language::Code::Spanish); }

    void nothingReachesTheRealHub()
    {
        QTemporaryDir folder;
        app::HubRun real(lineFor(folder.path()), {{u"VENTANILLA_ADMIN_PASSWORD"_s, u"a long password 1"_s}}, m_clock);
        const auto started = real.start(true);
        QVERIFY2(started, qPrintable(started ? QString() : started.error().toString()));
        post(consoleOf(real.hub()), u"admin"_s, u"a long password 1"_s); // one account with one deposit
        QStringList heard;
        app::MqttClient::Options options;
        options.host = u"127.0.0.1"_s;
        options.port = real.hub().addresses().mqtt;
        options.subscriptions = {{"#", {}}};
        app::MqttClient ear(options);
        bool hears = false;
        QObject::connect(&ear, &app::MqttClient::subscribed, &ear, [&](const QList<int> &) { hears = true; });
        QObject::connect(&ear, &app::MqttClient::message, &ear,
                         [&](const QByteArray &topic, const QByteArray &payload, bool retained) {
                             if (!retained && topic != "banco/estadisticas")
                                 heard << QString::fromUtf8(topic + ' ' + payload);
                         });
        ear.start();
        QTRY_VERIFY_WITH_TIMEOUT(hears, patience);
        QHash<QString, QByteArray> before;
        for (const QString &name : {u"ledger.db"_s, u"hub.key"_s})
            before.insert(name, hashOf(folder.filePath(name)));

        auto run = app::PracticeRun::start(folder.filePath(u"ledger.db"_s), m_clock);
        QVERIFY2(run, qPrintable(run ? QString() : run.error().toString()));
        const QString copy = (*run)->folder();
        QVERIFY(copy != folder.path() && QDir(copy).exists());
        QVERIFY((*run)->hub().addresses().mqtt != real.hub().addresses().mqtt);
        const qint64 total = post(consoleOf((*run)->hub()), (*run)->user(), (*run)->password());
        QCOMPARE(total, 2); // the real one's movement was copied, and ours came after it
        QVERIFY((*run)->hub().settings().dataDir == copy);
        run->reset();
        QVERIFY(!QDir(copy).exists()); // the end of practising

        // The real hub goes on: what it says now comes after all that could have leaked.
        ear.publish("test/end", "x", {});
        QTRY_VERIFY_WITH_TIMEOUT(heard.contains(u"test/end x"_s), patience);
        QCOMPARE(heard, QStringList{u"test/end x"_s});
        for (auto it = before.cbegin(); it != before.cend(); ++it)
            QCOMPARE(hashOf(folder.filePath(it.key())), it.value());
        QCOMPARE(post(consoleOf(real.hub()), u"admin"_s, u"a long password 1"_s), 2); // one before, one now
        ear.stop();
        real.stop();
    }

    void anEmptyBankWithoutALedger()
    {
        auto run = app::PracticeRun::start({}, m_clock);
        QVERIFY2(run, qPrintable(run ? QString() : run.error().toString()));
        QCOMPARE(post(consoleOf((*run)->hub()), (*run)->user(), (*run)->password()), 1);
    }

    void theWindowSaysSo_data()
    {
        QTest::addColumn<console::Language::Code>("code");
        QTest::addColumn<console::Theme::Mode>("mode");
        using console::Language;
        using console::Theme;
        QTest::addRow("practice-es-light") << Language::Code::Spanish << Theme::Mode::Light;
        QTest::addRow("practice-en-dark") << Language::Code::English << Theme::Mode::Dark;
    }
    void theWindowSaysSo()
    {
        QFETCH(console::Language::Code, code);
        QFETCH(console::Theme::Mode, mode);
        m_language.set(code);
        m_theme.set(mode);
        auto run = app::PracticeRun::start({}, m_clock);
        QVERIFY(run);
        app::PracticeWindow practice(std::move(*run), m_clock, m_language, m_theme);
        console::MainWindow &window = practice.window();
        QTRY_VERIFY_WITH_TIMEOUT(window.isVisible(), patience);
        const QString word = code == console::Language::Code::Spanish ? u"PRÁCTICA"_s : u"PRACTICE"_s;
        QVERIFY(window.windowTitle().startsWith(word));
        const auto *frame = window.findChild<console::PracticeFrame *>();
        QVERIFY(frame && frame->isVisible());
        QVERIFY(frame->findChild<QLabel *>()->text().contains(word));
        QVERIFY(support::saveScreenshot(window, QString::fromLatin1(QTest::currentDataTag())));
        const QString copy = practice.run().folder();
        QSignalSpy ended(&practice, &app::PracticeWindow::ended);
        window.close();
        QCOMPARE(ended.count(), 1);
    }

private:
    template <typename T>
    static base::Result<T> await(client::Reply<T> reply, QObject *context)
    {
        std::optional<base::Result<T>> outcome;
        client::whenDone<T>(std::move(reply), context,
                            [&outcome](base::Result<T> result) { outcome = std::move(result); });
        if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, patience))
            return base::Error(base::ErrorCode::Timeout, u"no answer"_s);
        return *outcome;
    }
    /// Signs in, opens a till if none is, deposits 10.00 by an account that it opens if need be; how many movements
    /// there are then.
    qint64 post(const client::HubAddress &address, const QString &user, const QString &password)
    {
        client::HttpHubClient hub(address, m_clock);
        QString trouble;
        const auto good = [&trouble](const auto &result) {
            if (!result)
                trouble = result.error().toString();
            return bool(result);
        };
        qint64 total = -1;
        if (good(await(hub.login(user, password), &hub)) && good(openTill(hub, user))) {
            static_cast<void>(await(hub.openAccount({u"1350509525"_s, u"Ana"_s, base::Currency::usd()}), &hub));
            contract::PostingRequest deposit;
            deposit.cedula = u"1350509525"_s;
            deposit.amount = base::Money::fromMinor(1'000, base::Currency::usd()).value();
            if (good(await(hub.postTransaction(deposit, client::IdempotencyKey::random()), &hub))) {
                const auto page = await(hub.transactions({}), &hub);
                total = good(page) ? static_cast<qint64>(page->items.size()) : -1;
            }
        }
        if (!trouble.isEmpty())
            qWarning("%s", qPrintable(trouble));
        return total;
    }
    static base::Result<> openTill(client::HttpHubClient &hub, const QString &user)
    {
        const auto mine = await(hub.tills().myTill(), &hub);
        if (!mine)
            return mine.error();
        if (mine->session)
            return {};
        const auto till = await(hub.tills().createTill(u"Caja de "_s + user), &hub);
        if (!till)
            return till.error();
        const auto opened = await(hub.tills().openTill(till->id, {}, client::IdempotencyKey::random()), &hub);
        return opened ? base::Result<>() : base::Result<>(opened.error());
    }

    base::SystemClock m_clock;
    console::Language m_language;
    console::Theme m_theme;
};

QTEST_MAIN(TestPractice)
#include "tst_practice.moc"
