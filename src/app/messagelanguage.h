// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTranslator>

namespace app {

/// The language of what the program prints without a window: "es", "en", or (empty) the system's. One object a program,
/// after the application object; ends with it.
class MessageLanguage
{
public:
    explicit MessageLanguage(const QString &wanted);
    ~MessageLanguage();
    MessageLanguage(const MessageLanguage &) = delete;
    MessageLanguage &operator=(const MessageLanguage &) = delete;

private:
    QTranslator m_translator;
};

} // namespace app
