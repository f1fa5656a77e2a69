// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wstest.h"
#include "app/channeltester.h"
#include "app/headless.h"
#include "app/quitsignals.h"
#include "app/startup.h"
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <iostream>

using namespace Qt::StringLiterals;
using base::Result;

namespace app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds seedsSpan{300}; // S3-48
constexpr seconds seedsInterval{5};

/// One run of the command: what was asked for, and the tester.
class WsTest
{
public:
    WsTest(const CommandLine &line, const QUrl &address, const QString &token)
        : m_options(line.tester)
        , m_tester(address, token)
        , m_channel(m_options.value(u"channel"_s, u"general"_s))
    {
        QObject::connect(&m_signals, &QuitSignals::quitRequested, &m_signals, [this] { m_tester.cancel(); });
    }
    int choose(const QString &choice);
    int menu();

private:
    static QString asked(const QString &question, const QString &fallback);
    int fail(const base::Error &error) const;
    int single();
    int continuous(seconds span, seconds interval);
    int custom();
    int sendEvent();
    int statistics();
    QString option(const QString &name, const QString &question, const QString &fallback) const;
    static void tell(std::vector<milliseconds> times, int failed);

    const QHash<QString, QString> m_options;
    QuitSignals m_signals;
    ChannelTester m_tester;
    QString m_channel;
    bool m_interactive = false;
};

QString WsTest::asked(const QString &question, const QString &fallback)
{
    printOut(fallback.isEmpty() ? question + u": "_s : u"%1 [%2]: "_s.arg(question, fallback));
    std::string line;
    if (!std::getline(std::cin, line))
        return fallback;
    const QString text = QString::fromLocal8Bit(line.c_str()).trimmed();
    return text.isEmpty() ? fallback : text;
}

/// What an option says, or else, in the menu, what the user answers.
QString WsTest::option(const QString &name, const QString &question, const QString &fallback) const
{
    if (m_options.contains(name))
        return m_options.value(name);
    return m_interactive ? asked(question, fallback) : fallback;
}

int WsTest::fail(const base::Error &error) const
{
    if (m_tester.isCancelled())
        return 0;
    printError(error.message());
    return 1;
}

/// S3-47
int WsTest::single()
{
    const auto connected = m_tester.connect(m_channel);
    if (!connected)
        return fail(connected.error());
    printOut(
        QCoreApplication::translate("app", "Connected to %1 after %2 ms.\n").arg(m_channel).arg(connected->count()));
    const auto took = m_tester.roundTrip(m_channel, u"ws-test"_s);
    m_tester.disconnect();
    if (!took)
        return fail(took.error());
    printOut(QCoreApplication::translate("app", "The test event came after %1 ms. The test has passed.\n")
                 .arg(took->count()));
    return 0;
}

void WsTest::tell(std::vector<milliseconds> times, int failed)
{
    std::sort(times.begin(), times.end());
    printOut(QCoreApplication::translate("app", "%1 test events came, %2 did not.\n").arg(times.size()).arg(failed));
    if (!times.empty())
        printOut(QCoreApplication::translate("app", "Half of them within %1 ms, the slowest after %2 ms.\n")
                     .arg(times[times.size() / 2].count())
                     .arg(times.back().count()));
}

/// S3-48, S3-49: a test event every so often, on a connection that is opened again when it is lost.
int WsTest::continuous(seconds span, seconds interval)
{
    printOut(QCoreApplication::translate("app", "A test event every %1 s for %2 s; Ctrl+C ends it.\n")
                 .arg(interval.count())
                 .arg(span.count()));
    std::vector<milliseconds> times;
    int failed = 0;
    QElapsedTimer timer;
    timer.start();
    for (int round = 1; !m_tester.isCancelled() && milliseconds(timer.elapsed()) < span; ++round) {
        Result<milliseconds> took = milliseconds(0);
        if (!m_tester.isConnected())
            took = m_tester.connect(m_channel);
        if (took)
            took = m_tester.roundTrip(m_channel, u"ws-test %1"_s.arg(round));
        if (m_tester.isCancelled())
            break;
        if (took)
            times.push_back(*took);
        else
            ++failed;
        printOut(u"%1  %2\n"_s.arg(round, 5).arg(took ? u"%1 ms"_s.arg(took->count()) : took.error().message()));
        m_tester.pause(interval);
    }
    m_tester.disconnect();
    tell(std::move(times), failed);
    return failed == 0 ? 0 : 1;
}

int WsTest::custom()
{
    const QString span = option(u"seconds"_s, QCoreApplication::translate("app", "For how many seconds"), u"60"_s);
    const QString interval =
        option(u"interval"_s, QCoreApplication::translate("app", "Seconds between two test events"), u"5"_s);
    bool isSpan = false;
    bool isInterval = false;
    const seconds wanted(span.toInt(&isSpan));
    const seconds between(interval.toInt(&isInterval));
    if (!isSpan || !isInterval || wanted.count() < 1 || between.count() < 1) {
        printError(QCoreApplication::translate("app", "whole numbers of seconds are expected"));
        return 2;
    }
    return continuous(wanted, between);
}

/// S3-50
int WsTest::sendEvent()
{
    const QString message = option(u"message"_s, QCoreApplication::translate("app", "Message"), u"Prueba"_s);
    const auto reached = m_tester.sendTestEvent(m_channel, message);
    if (!reached)
        return fail(reached.error());
    printOut(QCoreApplication::translate("app", "Sent to %1; clients that got it: %2.\n").arg(m_channel).arg(*reached));
    return 0;
}

/// S3-51
int WsTest::statistics()
{
    const auto text = m_tester.statistics(m_options.value(u"channel"_s));
    if (!text)
        return fail(text.error());
    printOut(*text);
    return 0;
}

int WsTest::choose(const QString &choice)
{
    if (choice == u"1")
        return single();
    if (choice == u"2")
        return continuous(seedsSpan, seedsInterval);
    if (choice == u"3")
        return custom();
    if (choice == u"4")
        return sendEvent();
    if (choice == u"5")
        return statistics();
    printError(QCoreApplication::translate("app", "a choice from 1 to 5 is expected"));
    return 2;
}

int WsTest::menu()
{
    m_interactive = true;
    int status = 0;
    while (!m_tester.isCancelled()) {
        printOut(u'\n' + QCoreApplication::translate("app", "1. Single test\n"
                                                            "2. Continuous tests (5 minutes)\n"
                                                            "3. Continuous tests of your own\n"
                                                            "4. Send a test event\n"
                                                            "5. Show statistics\n"
                                                            "0. End\n"));
        const QString choice = asked(QCoreApplication::translate("app", "Choice"), {});
        if (choice.isEmpty() || choice == u"0")
            break;
        if (choice != u"5" && !m_options.contains(u"channel"_s))
            m_channel = asked(QCoreApplication::translate("app", "Channel"), m_channel);
        status = choose(choice);
    }
    return status;
}

/// What --url says, else the hub that runs on the data folder, else the seed's place.
QString addressText(const CommandLine &line, const QHash<QString, QString> &environment)
{
    if (line.tester.contains(u"url"_s))
        return line.tester.value(u"url"_s);
    QFile file(QDir(dataDirOf(line, environment)).filePath(u"hub.json"_s));
    int port = 0;
    if (file.open(QIODevice::ReadOnly))
        port = QJsonDocument::fromJson(file.readAll()).object().value(u"http"_s).toInt();
    return u"ws://localhost:%1/api/v1/ws"_s.arg(port > 0 ? port : 8000);
}

} // namespace

int runWsTest(const CommandLine &line, const QHash<QString, QString> &environment)
{
    const auto address = ChannelTester::addressOf(addressText(line, environment));
    if (!address) {
        printError(address.error().message());
        return 2;
    }
    const QString token = line.tester.value(u"token"_s, environment.value(u"VENTANILLA_TOKEN"_s));
    printOut(u"%1\n"_s.arg(address->toString()));
    WsTest test(line, *address, token);
    const QString choice = line.tester.value(u"choice"_s);
    return choice.isEmpty() ? test.menu() : test.choose(choice);
}

} // namespace app
