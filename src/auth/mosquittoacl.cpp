// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/mosquittoacl.h"
#include "mqtt/topic.h"
#include <QMap>

namespace auth {
namespace {

using Kind = ImportNote::Kind;
using Effect = AclRule::Effect;
using Action = AclRule::Action;

/// Denials and permits of one user, of anonymous clients, or of the patterns.
struct Section
{
    AclWho who;
    std::vector<AclRule> denials;
    std::vector<AclRule> permits;
};

/// Reads line by line, and remembers whose lines they are.
class Reader
{
public:
    AclFile read(const QByteArray &text);

private:
    void readLine(QByteArrayView line);
    void readUser(QByteArrayView rest);
    void readTopic(QByteArrayView rest, bool isPattern);
    void note(Kind kind, const QString &text = {}) { m_report.push_back({m_line, kind, text}); }
    Section &sectionOf(const AclWho &who);

    std::vector<Section> m_sections;
    Section m_patterns{{AclWho::Kind::All, {}, {}}, {}, {}};
    AclWho m_who{AclWho::Kind::Anonymous, {}, {}};
    ImportReport m_report;
    int m_line = 0;
};

/// The first word; `rest` becomes what follows it, without blanks around.
QByteArrayView takeWord(QByteArrayView &rest)
{
    const qsizetype blank = rest.indexOf(' ');
    const QByteArrayView word = blank < 0 ? rest : rest.first(blank);
    rest = blank < 0 ? QByteArrayView() : rest.sliced(blank).trimmed();
    return word;
}

AclFile Reader::read(const QByteArray &text)
{
    for (const QByteArray &line : text.split('\n')) {
        ++m_line;
        const QByteArrayView content = QByteArrayView(line).trimmed();
        if (!content.isEmpty() && !content.startsWith('#'))
            readLine(content);
    }
    AclFile file;
    m_sections.push_back(std::move(m_patterns)); // tried after a client's own lines
    for (Section &section : m_sections) {
        file.rules.insert(file.rules.end(), section.denials.begin(), section.denials.end());
        file.rules.insert(file.rules.end(), section.permits.begin(), section.permits.end());
    }
    file.report = std::move(m_report);
    return file;
}

void Reader::readLine(QByteArrayView line)
{
    QByteArrayView rest = line;
    const QByteArrayView word = takeWord(rest);
    if (word == "user")
        readUser(rest);
    else if (word == "topic" || word == "pattern")
        readTopic(rest, word == "pattern");
    else
        note(Kind::NotTaken,
             u"\"%1\" is not understood"_qs.arg(QString::fromUtf8(word.first(std::min(word.size(), qsizetype{40})))));
}

void Reader::readUser(QByteArrayView rest)
{
    if (rest.isEmpty() || !mqtt::isValidUtf8(rest)) {
        // The lines that follow are somebody's, and not the former user's.
        m_who = {AclWho::Kind::User, {}, {}};
        note(Kind::NotTaken, u"a user name is missing"_qs);
        return;
    }
    m_who = {AclWho::Kind::User, QString::fromUtf8(rest), {}};
    note(Kind::Taken);
}

Section &Reader::sectionOf(const AclWho &who)
{
    for (Section &section : m_sections) {
        if (section.who == who)
            return section;
    }
    return m_sections.emplace_back(Section{who, {}, {}});
}

void Reader::readTopic(QByteArrayView rest, bool isPattern)
{
    AclRule rule;
    rule.effect = Effect::Permit;
    rule.who = isPattern ? AclWho() : m_who;
    QByteArrayView topic = rest;
    const QByteArrayView access = takeWord(topic);
    if (topic.isEmpty())
        topic = access; // `topic F`: readwrite
    else if (access == "read")
        rule.action = Action::Subscribe;
    else if (access == "write")
        rule.action = Action::Publish;
    else if (access == "deny")
        rule.effect = Effect::Deny;
    else if (access != "readwrite") {
        note(Kind::NotTaken, u"read, write, readwrite or deny is expected before the topic"_qs);
        return;
    }
    const bool hasPlaceholder = topic.contains("%c") || topic.contains("%u");
    if (!isPattern && hasPlaceholder && mqtt::hasWildcard(topic)) {
        note(Kind::NotTaken, u"in a topic line %c and %u are plain text, which cannot be said beside a wildcard; "
                             "perhaps \"pattern\" was meant"_qs);
        return;
    }
    rule.topics = {{topic.toByteArray(), !isPattern && hasPlaceholder}};
    if (const auto good = checkRule(rule); !good) {
        note(Kind::NotTaken, good.error().message());
        return;
    }
    Section &section = isPattern ? m_patterns : sectionOf(m_who);
    const bool writesBank = (topic == "banco" || topic.startsWith("banco/")) && rule.effect == Effect::Permit &&
                            rule.action != Action::Subscribe;
    (rule.effect == Effect::Deny ? section.denials : section.permits).push_back(std::move(rule));
    if (writesBank)
        note(Kind::Changed, u"the hub alone writes the bank's topics: only the reading counts"_qs);
    else
        note(Kind::Taken);
}

/// Writes rules section by section, as the file wants them.
class Writer
{
public:
    AclText write(const std::vector<AclRule> &rules);

private:
    void add(const AclRule &rule);
    void warnOfOrder(const AclRule &rule);
    QString whyNot(const AclRule &rule) const;
    void note(Kind kind, const QString &text = {}) { m_text.report.push_back({m_number, kind, text}); }
    static QByteArray access(const AclRule &rule);

    AclText m_text;
    QByteArray m_anonymous;
    QMap<QString, QByteArray> m_users;
    QByteArray m_patterns;
    std::vector<const AclRule *> m_written;
    int m_number = 0;
};

QString Writer::whyNot(const AclRule &rule) const
{
    using Who = AclWho::Kind;
    if (rule.who.kind != Who::User && rule.who.kind != Who::Anonymous && rule.who.kind != Who::All)
        return u"mosquitto's file knows users, anonymous clients and all, and no other condition"_qs;
    if (rule.who.text.contains(u'\n'))
        return u"a user name with a line's end cannot be written"_qs;
    if (rule.qos != AclRule::anyQos || rule.retain != AclRule::Retain::Any)
        return u"mosquitto's file knows neither QoS nor RETAIN"_qs;
    if (rule.effect == Effect::Deny && rule.action != Action::All)
        return u"mosquitto denies reading and writing together"_qs;
    for (const AclTopic &topic : rule.topics) {
        if (topic.isLiteral && (mqtt::hasWildcard(topic.filter) || rule.who.kind == Who::All))
            return u"a literal topic cannot be said"_qs;
        if (topic.filter.contains("${cert_common_name}") || topic.filter.contains('\n'))
            return u"a topic cannot be said"_qs;
        const bool placeholder = topic.filter.contains('%') || topic.filter.contains("${");
        if (!topic.isLiteral && placeholder && rule.who.kind != Who::All)
            return u"mosquitto has placeholders in lines for all alone"_qs;
    }
    return {};
}

void Writer::warnOfOrder(const AclRule &rule)
{
    for (const AclRule *earlier : m_written) {
        if (earlier->effect == rule.effect)
            continue;
        const bool sameSection = earlier->who == rule.who;
        const bool allFirst = earlier->who.kind == AclWho::Kind::All && rule.who.kind != AclWho::Kind::All;
        if ((sameSection && rule.effect == Effect::Deny) || allFirst) {
            note(Kind::Changed,
                 u"mosquitto tries a client's own lines first, and denials before permits: this one goes "
                 "before an earlier rule"_qs);
            return;
        }
    }
    note(Kind::Taken);
}

QByteArray Writer::access(const AclRule &rule)
{
    if (rule.effect == Effect::Deny)
        return "deny ";
    return rule.action == Action::Publish ? "write " : rule.action == Action::Subscribe ? "read " : "readwrite ";
}

void Writer::add(const AclRule &rule)
{
    if (const QString why = whyNot(rule); !why.isEmpty()) {
        note(Kind::NotTaken, why);
        return;
    }
    const bool all = rule.who.kind == AclWho::Kind::All;
    QByteArray &section = all                                        ? m_patterns
                          : rule.who.kind == AclWho::Kind::Anonymous ? m_anonymous
                                                                     : m_users[rule.who.text];
    const std::vector<AclTopic> every{{"#", false}, {"$SYS/#", false}};
    for (const AclTopic &topic : rule.topics.empty() ? every : rule.topics) {
        QByteArray filter = topic.filter;
        filter.replace("${clientid}", "%c").replace("${username}", "%u");
        section += (all ? "pattern " : "topic ") + access(rule) + filter + '\n';
    }
    warnOfOrder(rule);
    m_written.push_back(&rule);
}

AclText Writer::write(const std::vector<AclRule> &rules)
{
    for (const AclRule &rule : rules) {
        ++m_number;
        add(rule);
    }
    m_text.text = "# mosquitto acl_file, written by Ventanilla\n" + m_anonymous;
    for (auto user = m_users.cbegin(); user != m_users.cend(); ++user)
        m_text.text += "\nuser " + user.key().toUtf8() + '\n' + user.value();
    if (!m_patterns.isEmpty())
        m_text.text += '\n' + m_patterns;
    return std::move(m_text);
}

} // namespace

AclFile readMosquittoAcl(const QByteArray &text)
{
    return Reader().read(text);
}

AclText writeMosquittoAcl(const std::vector<AclRule> &rules)
{
    return Writer().write(rules);
}

} // namespace auth
