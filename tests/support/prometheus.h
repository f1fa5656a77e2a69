// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QRegularExpression>
#include <QStringList>
#include <cmath>
#include <optional>

namespace support {

/// A strict reader of Prometheus' text format 0.0.4, written from its description and from `promtool check metrics`,
/// not from our writer. `problems` is empty when the text is right and keeps the naming conventions.
class PrometheusText
{
public:
    struct Sample
    {
        QString name;
        QHash<QString, QString> labels;
        double value = 0;
    };
    struct Family
    {
        QString name;
        QString type;
        QString help;
        QList<Sample> samples;
    };

    explicit PrometheusText(const QByteArray &text)
    {
        if (!text.endsWith('\n'))
            problems << QStringLiteral("the last line does not end");
        const QStringList lines = QString::fromUtf8(text).split(u'\n');
        for (qsizetype i = 0; i + 1 < lines.size(); ++i)
            readLine(lines[i]);
        for (const Family &family : std::as_const(families))
            lint(family);
    }

    QList<Family> families;
    QStringList problems;

    const Family *find(const QString &name) const
    {
        for (const Family &family : families) {
            if (family.name == name)
                return &family;
        }
        return nullptr;
    }
    /// The one sample of that name which has these labels (and perhaps more).
    std::optional<double> value(const QString &name, const QHash<QString, QString> &labels = {}) const
    {
        for (const Family &family : families) {
            for (const Sample &sample : family.samples) {
                if (sample.name == name && hasAll(sample, labels))
                    return sample.value;
            }
        }
        return {};
    }

private:
    static bool hasAll(const Sample &sample, const QHash<QString, QString> &labels)
    {
        for (auto label = labels.begin(); label != labels.end(); ++label) {
            if (sample.labels.value(label.key()) != label.value())
                return false;
        }
        return true;
    }
    void complain(const QString &what, const QString &where) { problems << what + u": " + where; }

    void readLine(const QString &line)
    {
        static const QRegularExpression help(QStringLiteral("^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$"));
        static const QRegularExpression type(
            QStringLiteral("^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)$"));
        if (line.startsWith(u'#')) {
            if (const auto match = help.match(line); match.hasMatch())
                beginFamily(match.captured(1), match.captured(2));
            else if (const auto typed = type.match(line); typed.hasMatch())
                setType(typed.captured(1), typed.captured(2));
            else
                complain(QStringLiteral("a comment that is neither HELP nor TYPE"), line);
            return;
        }
        readSample(line);
    }
    void beginFamily(const QString &name, const QString &text)
    {
        if (find(name))
            complain(QStringLiteral("a family twice"), name);
        families.append({name, {}, text, {}});
    }
    void setType(const QString &name, const QString &type)
    {
        if (families.isEmpty() || families.last().name != name || !families.last().type.isEmpty())
            complain(QStringLiteral("TYPE that does not follow its HELP"), name);
        else
            families.last().type = type;
    }
    void readSample(const QString &line)
    {
        static const QRegularExpression sample(QStringLiteral(
            "^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(.*)\\})? (NaN|[+-]?Inf|[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?)$"));
        const auto match = sample.match(line);
        if (!match.hasMatch() || families.isEmpty()) {
            complain(QStringLiteral("not a sample"), line);
            return;
        }
        Sample read;
        read.name = match.captured(1);
        readLabels(match.captured(3), read, line);
        const QString number = match.captured(4);
        read.value = number.endsWith(QStringLiteral("Inf")) ? (number.startsWith(u'-') ? -INFINITY : INFINITY)
                     : number == u"NaN"                     ? NAN
                                                            : number.toDouble();
        for (const Sample &other : std::as_const(families.last().samples)) {
            if (other.name == read.name && other.labels == read.labels)
                complain(QStringLiteral("a sample twice"), line);
        }
        families.last().samples.append(read);
    }
    void readLabels(QString text, Sample &sample, const QString &line)
    {
        static const QRegularExpression label(
            QStringLiteral("^([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\\\\\|\\\\n|\\\\\")*)\"(,|$)"));
        while (!text.isEmpty()) {
            const auto match = label.match(text);
            if (!match.hasMatch() || sample.labels.contains(match.captured(1)) ||
                match.captured(1).startsWith(QStringLiteral("__"))) {
                complain(QStringLiteral("wrong labels"), line);
                return;
            }
            sample.labels.insert(match.captured(1), unescaped(match.captured(2)));
            text = text.sliced(match.capturedLength());
        }
    }
    static QString unescaped(const QString &text)
    {
        QString plain;
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text[i] == u'\\') {
                ++i;
                plain += text[i] == u'n' ? QChar(u'\n') : text[i];
            } else {
                plain += text[i];
            }
        }
        return plain;
    }

    /// What promtool would say.
    void lint(const Family &family)
    {
        const QString &name = family.name;
        if (family.help.isEmpty() || family.type.isEmpty() || family.samples.isEmpty())
            complain(QStringLiteral("a family without HELP, TYPE or samples"), name);
        if (name != name.toLower() || name.contains(u':'))
            complain(QStringLiteral("names are snake_case"), name);
        const bool isTotal = name.endsWith(QStringLiteral("_total"));
        if (isTotal != (family.type == u"counter"))
            complain(QStringLiteral("counters, and they alone, end in _total"), name);
        for (const char *suffix : {"_count", "_sum", "_bucket"}) {
            if (name.endsWith(QLatin1String(suffix)))
                complain(QStringLiteral("a reserved suffix"), name);
        }
        static const QRegularExpression wrongUnit(
            QStringLiteral("(_ms|_millis|_milliseconds|_kb|_mb|_kilobytes|_minutes|_hours|_percent|_info_total)$"));
        if (QString(name).remove(QStringLiteral("_total")).contains(wrongUnit))
            complain(QStringLiteral("base units are seconds and bytes"), name);
        for (const QString &word :
             {QStringLiteral("_counter"), QStringLiteral("_gauge"), QStringLiteral("_histogram")}) {
            if (name.contains(word))
                complain(QStringLiteral("a type in the name"), name);
        }
        for (const Sample &sample : family.samples)
            lintSample(family, sample);
        if (family.type == u"histogram")
            lintHistogram(family);
    }
    void lintSample(const Family &family, const Sample &sample)
    {
        const QString rest = sample.name.startsWith(family.name) ? sample.name.sliced(family.name.size()) : u"?"_qs;
        const bool fits =
            family.type == u"histogram" ? (rest == u"_bucket" || rest == u"_sum" || rest == u"_count") : rest.isEmpty();
        if (!fits)
            complain(QStringLiteral("a sample of another family"), sample.name);
        if (sample.labels.contains(QStringLiteral("le")) != (rest == u"_bucket"))
            complain(QStringLiteral("le belongs to buckets alone"), sample.name);
        if (family.type == u"counter" && !(sample.value >= 0))
            complain(QStringLiteral("a counter below zero"), sample.name);
    }
    void lintHistogram(const Family &family)
    {
        QHash<QString, double> last, bound;
        for (const Sample &sample : family.samples) {
            QHash<QString, QString> labels = sample.labels;
            const QString le = labels.take(QStringLiteral("le"));
            QStringList names = labels.keys();
            names.sort();
            QString series;
            for (const QString &name : names)
                series += name + u'=' + labels[name] + u';';
            if (sample.name.endsWith(QStringLiteral("_bucket"))) {
                const double upper = le == u"+Inf" ? INFINITY : le.toDouble();
                if (last.contains(series) && (sample.value < last[series] || upper <= bound[series]))
                    complain(QStringLiteral("buckets must grow"), series);
                last[series] = sample.value;
                bound[series] = upper;
            } else if (sample.name.endsWith(QStringLiteral("_count"))) {
                if (!std::isinf(bound.value(series)) || last.value(series) != sample.value)
                    complain(QStringLiteral("the last bucket is +Inf and holds all"), series);
            }
        }
    }
};

} // namespace support
