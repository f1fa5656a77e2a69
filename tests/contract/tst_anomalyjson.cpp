// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/anomalyjson.h"
#include <QTest>

using namespace Qt::StringLiterals;
using contract::Anomaly;

namespace {

Anomaly anomaly(const QString &cause)
{
    Anomaly a;
    a.id = 5;
    a.sensorId = 7;
    a.unit = u"°C"_s;
    a.cause = cause;
    a.value = 31.8;
    a.expected = 22.4;
    a.spread = 1.2;
    a.sigmas = 7.83;
    a.amount = 480;
    a.severity = u"high"_s;
    a.openedAt = {1'700'000'000'000};
    a.peakAt = {1'700'000'060'000};
    return a;
}

template <typename T>
contract::JsonValue written(const T &value)
{
    contract::JsonWriter out;
    contract::write(out, value);
    return contract::JsonValue::parse(out.take()).value();
}

} // namespace

class TestAnomalyJson final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenReadsBack();
    void predictionsReadBack();
    void whatIsMissingIsNamed();
    void theReasonIsASpanishSentence_data();
    void theReasonIsASpanishSentence();
};

void TestAnomalyJson::whatIsWrittenReadsBack()
{
    Anomaly full = anomaly(u"season"_s);
    full.also = {u"level"_s, u"pattern"_s};
    full.state = contract::AnomalyState::Resolved;
    full.resolvedAt = base::UtcMs{1'700'000'120'000};
    full.learntSince = base::UtcMs{1'690'000'000'000};
    full.note = u"se abrió la puerta"_s;
    full.seenBy = u"ana"_s;
    full.seenAt = base::UtcMs{1'700'000'130'000};
    for (const Anomaly &one : {full, anomaly(u"gap"_s)}) {
        const auto back = contract::readAnomaly(written(one));
        QVERIFY2(back, qPrintable(back ? QString() : back.error().toString()));
        QCOMPARE(*back, one);
    }
    QCOMPARE(written(full)["estado"_L1].toString(), u"resuelta"_s);
}

void TestAnomalyJson::predictionsReadBack()
{
    contract::Prediction prediction;
    prediction.id = 3;
    prediction.sensorId = 7;
    prediction.horizonMs = 3'600'000;
    prediction.bucketMs = 300'000;
    prediction.model = u"holt_winters"_s;
    prediction.mase = 0.625;
    prediction.trainedOn = 4032;
    prediction.points = {{{1'700'000'000'000}, 1.5, 1, 2, 0.5, 2.5}};
    QCOMPARE(contract::readPrediction(written(prediction)).value(), prediction);
    contract::ScoredPrediction row{7, {1'700'000'000'000}, 300'000, prediction.points.front(), 1.75};
    QCOMPARE(contract::readScoredPrediction(written(row)).value(), row);
    QCOMPARE(written(row)["error"_L1].toDouble(), std::optional(0.25));
    row.actual.reset();
    QCOMPARE(contract::readScoredPrediction(written(row)).value(), row);
}

void TestAnomalyJson::whatIsMissingIsNamed()
{
    const auto json = contract::JsonValue::parse(R"({"id":1,"sensor_id":2})");
    const auto read = contract::readAnomaly(*json);
    QVERIFY(!read);
    QVERIFY2(read.error().message().contains(u"causa"_s), qPrintable(read.error().message()));
}

void TestAnomalyJson::theReasonIsASpanishSentence_data()
{
    QTest::addColumn<QString>("cause");
    QTest::addColumn<QString>("sentence");
    QTest::addRow("level") << u"level"_s << u"31,8 °C; lo normal es 22,4 ± 1,2 °C (7,8 σ)"_s;
    QTest::addRow("season, as UX 3.6 has it")
        << u"season"_s << u"31,8 °C; lo normal a esta hora es 22,4 ± 1,2 °C (7,8 σ)"_s;
    QTest::addRow("gap") << u"gap"_s << u"Sin lecturas durante 8 min; la última fue 31,8 °C"_s;
    QTest::addRow("range") << u"range"_s << u"31,8 °C está fuera del rango físico; el límite es 22,4 °C"_s;
    QTest::addRow("flat") << u"flat_line"_s << u"31,8 °C repetido 480 veces seguidas; el sensor parece detenido"_s;
}

void TestAnomalyJson::theReasonIsASpanishSentence()
{
    QFETCH(QString, cause);
    QFETCH(QString, sentence);
    QCOMPARE(contract::reasonInSpanish(anomaly(cause)), sentence);
}

QTEST_APPLESS_MAIN(TestAnomalyJson)
#include "tst_anomalyjson.moc"
