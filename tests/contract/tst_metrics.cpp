// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/metrics.h"
#include "support/prometheus.h"
#include "support/verify.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class MetricsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesFamilies();
    void joinsSamplesOfAFamily();
    void escapesLabelsAndHelp();
    void numbers_data();
    void numbers();
    void histogramsAddUp();
    void theReaderSeesWhatIsWrong_data();
    void theReaderSeesWhatIsWrong();
};

void MetricsTest::writesFamilies()
{
    contract::MetricsPage page;
    page.counter("ventanilla_x_total"_L1, "What x is."_L1, 3, {{"kind"_L1, u"a"_s}});
    page.gauge("ventanilla_y_bytes"_L1, "What y is."_L1, 1.5);
    QCOMPARE(page.text(), QByteArray("# HELP ventanilla_x_total What x is.\n"
                                     "# TYPE ventanilla_x_total counter\n"
                                     "ventanilla_x_total{kind=\"a\"} 3\n"
                                     "# HELP ventanilla_y_bytes What y is.\n"
                                     "# TYPE ventanilla_y_bytes gauge\n"
                                     "ventanilla_y_bytes 1.5\n"));
}

void MetricsTest::joinsSamplesOfAFamily()
{
    contract::MetricsPage page;
    page.gauge("ventanilla_a"_L1, "A."_L1, 1, {{"part"_L1, u"one"_s}});
    page.gauge("ventanilla_b"_L1, "B."_L1, 1);
    page.gauge("ventanilla_a"_L1, "A."_L1, 2, {{"part"_L1, u"two"_s}});
    const support::PrometheusText read(page.text());
    QCOMPARE(read.problems, QStringList());
    QCOMPARE(read.families.size(), 2);
    QCOMPARE(read.value(u"ventanilla_a"_s, {{u"part"_s, u"two"_s}}), std::optional(2.0));
}

void MetricsTest::escapesLabelsAndHelp()
{
    contract::MetricsPage page;
    const QString nasty = u"a\\b\"c\nd,e={}ñ"_s;
    page.gauge("ventanilla_a"_L1, "back\\slash\nand line"_L1, 1, {{"name"_L1, nasty}, {"other"_L1, u"x"_s}});
    const support::PrometheusText read(page.text());
    QCOMPARE(read.problems, QStringList());
    QCOMPARE(read.families.first().samples.first().labels.value(u"name"_s), nasty);
}

void MetricsTest::numbers_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a count") << 4'294'967'296.0 << QByteArray("4294967296");
    QTest::newRow("the largest exact count") << 9'007'199'254'740'992.0 << QByteArray("9007199254740992");
    QTest::newRow("a fraction") << 0.25 << QByteArray("0.25");
    QTest::newRow("a small fraction") << 1e-7 << QByteArray("1e-07");
    QTest::newRow("below zero") << -2.0 << QByteArray("-2");
    QTest::newRow("not a number") << std::nan("") << QByteArray("NaN");
    QTest::newRow("without end") << HUGE_VAL << QByteArray("+Inf");
}

void MetricsTest::numbers()
{
    QFETCH(double, value);
    QFETCH(QByteArray, text);
    contract::MetricsPage page;
    page.gauge("g"_L1, "G."_L1, value);
    QCOMPARE(page.text().split('\n')[2], "g " + text);
}

void MetricsTest::histogramsAddUp()
{
    contract::LatencyHistogram histogram;
    for (const std::chrono::nanoseconds took :
         {std::chrono::nanoseconds(0), std::chrono::nanoseconds(500us), std::chrono::nanoseconds(501us),
          std::chrono::nanoseconds(3s), std::chrono::nanoseconds(1h)})
        histogram.add(took);
    contract::MetricsPage page;
    page.histogram("ventanilla_t_seconds"_L1, "T."_L1, histogram, {{"kind"_L1, u"x"_s}});
    const support::PrometheusText read(page.text());
    QCOMPARE(read.problems, QStringList());
    const auto below = [&](const QString &bound) {
        return read.value(u"ventanilla_t_seconds_bucket"_s, {{u"le"_s, bound}});
    };
    QCOMPARE(below(u"0.0005"_s), std::optional(2.0)); // a bound belongs to its class
    QCOMPARE(below(u"0.001"_s), std::optional(3.0));
    QCOMPARE(below(u"2.5"_s), std::optional(3.0));
    QCOMPARE(below(u"5"_s), std::optional(4.0));
    QCOMPARE(below(u"10"_s), std::optional(4.0));
    QCOMPARE(below(u"+Inf"_s), std::optional(5.0));
    QCOMPARE(read.value(u"ventanilla_t_seconds_count"_s), std::optional(5.0));
    QVERIFY(std::abs(*read.value(u"ventanilla_t_seconds_sum"_s) - 3603.001001) < 1e-9);
}

void MetricsTest::theReaderSeesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray head = "# HELP a_total A.\n# TYPE a_total counter\n";
    QTest::newRow("no end of line") << QByteArray(head + "a_total 1");
    QTest::newRow("a sample twice") << QByteArray(head + "a_total 1\na_total 1\n");
    QTest::newRow("a family twice") << QByteArray(head + "a_total 1\n" + head);
    QTest::newRow("a counter without _total") << QByteArray("# HELP a A.\n# TYPE a counter\na 1\n");
    QTest::newRow("a gauge with _total") << QByteArray("# HELP a_total A.\n# TYPE a_total gauge\na_total 1\n");
    QTest::newRow("milliseconds") << QByteArray("# HELP a_ms A.\n# TYPE a_ms gauge\na_ms 1\n");
    QTest::newRow("an open quote") << QByteArray(head + "a_total{b=\"c} 1\n");
    QTest::newRow("two spaces") << QByteArray(head + "a_total  1\n");
    QTest::newRow("no help") << QByteArray("a_total 1\n");
    QTest::newRow("shrinking buckets") << QByteArray("# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"1\"} 2\n"
                                                     "h_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n");
}

void MetricsTest::theReaderSeesWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QVERIFY(!support::PrometheusText(text).problems.isEmpty());
}

QTEST_APPLESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
