// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/language.h"
#include <QCoreApplication>

namespace console {

Language::Language(QObject *parent)
    : QObject(parent)
    , m_locale(QLocale::English, QLocale::UnitedStates)
{
}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

Language::Code Language::systemDefault()
{
    return QLocale::system().language() == QLocale::Spanish ? Code::Spanish : Code::English;
}

std::optional<Language::Code> Language::parse(QStringView text)
{
    if (text == u"es")
        return Code::Spanish;
    if (text == u"en")
        return Code::English;
    return std::nullopt;
}

QString Language::word(Code code)
{
    return code == Code::Spanish ? u"es"_qs : u"en"_qs;
}

void Language::set(Code code)
{
    m_code = code;
    m_locale = code == Code::Spanish ? QLocale(QLocale::Spanish, QLocale::Ecuador)
                                     : QLocale(QLocale::English, QLocale::UnitedStates);
    QLocale::setDefault(m_locale);
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    if (code == Code::Spanish && m_qt.load(u":/i18n/qtbase_es.qm"_qs)) // buttons and menus of Qt itself
        QCoreApplication::installTranslator(&m_qt);
    // English has a file too: plural forms.
    if (m_own.load(u":/i18n/ventanilla_"_qs + word(code) + u".qm"_qs))
        QCoreApplication::installTranslator(&m_own);
    Q_EMIT changed();
}

void Language::setDiscreet(bool discreet)
{
    if (discreet == m_discreet)
        return;
    m_discreet = discreet;
    set(m_code); // the same words anew
    Q_EMIT discretionChanged(discreet);
}

} // namespace console
