// SPDX-License-Identifier: GPL-3.0-or-later
// Spanish is complete: what lupdate would collect from the sources now is in the file, finished, with every
// placeholder.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

namespace {

struct Message
{
    QString source;
    QStringList translations;
    bool finished = false;
};

/// The forms of a plural, or the one text.
QStringList readForms(QXmlStreamReader &xml)
{
    QStringList forms;
    QString text;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isEndElement() && xml.name() == u"translation")
            break;
        if (xml.isStartElement() && xml.name() == u"numerusform")
            forms.append(xml.readElementText());
        else if (xml.isCharacters())
            text += xml.text();
    }
    if (forms.isEmpty() && !text.isEmpty())
        forms.append(text);
    forms.removeAll(QString());
    return forms;
}

QHash<QString, Message> readTs(const QString &path)
{
    QHash<QString, Message> messages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context;
    Message message;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == u"message") {
            message = {};
        } else if (xml.isStartElement() && xml.name() == u"source") {
            message.source = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == u"translation") {
            message.finished = !xml.attributes().hasAttribute(QStringLiteral("type"));
            message.translations = readForms(xml);
            messages.insert(context + u'/' + message.source, message);
        }
    }
    return messages;
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("%L?[1-9n]"));
    QStringList found;
    for (const QRegularExpressionMatch &match : pattern.globalMatch(text))
        found.append(match.captured(0));
    found.sort();
    return found;
}

const QString top = QStringLiteral(VENTANILLA_SOURCE_DIR);

} // namespace

class TranslationsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyEntryIsFinished_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("Spanish") << QStringLiteral("ventanilla_es.ts");
        QTest::newRow("English plurals") << QStringLiteral("ventanilla_en.ts");
        QTest::newRow("Qt's own words") << QStringLiteral("qtbase_es.ts");
    }
    void everyEntryIsFinished()
    {
        QFETCH(const QString, file);
        const auto messages = readTs(top + QStringLiteral("/translations/") + file);
        QVERIFY(!messages.isEmpty());
        for (const Message &message : messages) {
            QVERIFY2(message.finished, qPrintable(QStringLiteral("unfinished: ") + message.source));
            QVERIFY2(!message.translations.isEmpty(), qPrintable(QStringLiteral("empty: ") + message.source));
            for (const QString &translation : message.translations)
                QVERIFY2(placeholders(translation) == placeholders(message.source), qPrintable(message.source));
        }
    }
    void theSourcesHaveNoOtherWords()
    {
        const QString lupdate = QStringLiteral(LUPDATE);
        if (!QFile::exists(lupdate))
            QSKIP("lupdate is not installed");
        QTemporaryDir folder;
        const QString fresh = folder.filePath(QStringLiteral("fresh.ts"));
        QProcess process;
        process.start(lupdate, {QStringLiteral("-silent"), top + QStringLiteral("/src"), top + QStringLiteral("/ui"),
                                top + QStringLiteral("/qml"), QStringLiteral("-ts"), fresh});
        QVERIFY(process.waitForFinished(60'000));
        const auto wanted = readTs(fresh);
        QVERIFY(wanted.size() > 100);
        const auto known = readTs(top + QStringLiteral("/translations/ventanilla_es.ts"));
        QStringList missing;
        for (auto it = wanted.begin(); it != wanted.end(); ++it) {
            if (!known.contains(it.key()))
                missing.append(it.key());
        }
        QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("run the target update_translations and translate: ") +
                                               missing.join(QStringLiteral(" | "))));
    }
};

QTEST_APPLESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
