// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/messagelanguage.h"
#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace app {

MessageLanguage::MessageLanguage(const QString &wanted)
{
    const bool spanish = wanted.isEmpty() ? QLocale::system().language() == QLocale::Spanish : wanted == u"es";
    if (m_translator.load(spanish ? u":/i18n/ventanilla_es.qm"_s : u":/i18n/ventanilla_en.qm"_s))
        QCoreApplication::installTranslator(&m_translator);
}

MessageLanguage::~MessageLanguage()
{
    QCoreApplication::removeTranslator(&m_translator);
}

} // namespace app
