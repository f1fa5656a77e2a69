// SPDX-License-Identifier: GPL-3.0-or-later
#include "bank/commands.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;

class CommandsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theBodyIsWhatTheKeyStandsFor_data();
    void theBodyIsWhatTheKeyStandsFor();
};

namespace {

bank::Post post()
{
    return {.cedula = base::Cedula::fromWire(u"1350509525"_s).value(),
            .amount = base::Money::fromMinor(150'00, base::Currency::usd()).value(),
            .user = u"ana"_s,
            .description = u"sueldo"_s,
            .idempotencyKey = "k1"};
}

using Change = void (*)(bank::Post &);

} // namespace
void CommandsTest::theBodyIsWhatTheKeyStandsFor_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *name, bool same, Change change) { QTest::addRow("%s", name) << change << same; };
    row("the same again", true, [](bank::Post &) {});
    row("by another channel", true, [](bank::Post &p) { p.channel = events::Channel::Till; });
    row("under another key", true, [](bank::Post &p) { p.idempotencyKey = "k2"; });
    row("another amount", false,
        [](bank::Post &p) { p.amount = base::Money::fromMinor(151'00, base::Currency::usd()).value(); });
    row("another currency", false,
        [](bank::Post &p) { p.amount = base::Money::fromMinor(150'00, base::Currency::bob()).value(); });
    row("another kind", false, [](bank::Post &p) { p.kind = events::MovementKind::Withdrawal; });
    row("another cédula", false, [](bank::Post &p) { p.cedula = base::Cedula::fromWire(u"1710034065"_s).value(); });
    row("another user", false, [](bank::Post &p) { p.user = u"eva"_s; });
    row("another description", false, [](bank::Post &p) { p.description = u"Sueldo"_s; });
}

void CommandsTest::theBodyIsWhatTheKeyStandsFor()
{
    QFETCH(Change, change);
    QFETCH(bool, same);
    bank::Post changed = post();
    change(changed);
    QCOMPARE(bank::bodyHash(changed) == bank::bodyHash(post()), same);
    QCOMPARE(bank::bodyHash(changed).size(), 32);
}

QTEST_APPLESS_MAIN(CommandsTest)
#include "tst_commands.moc"
