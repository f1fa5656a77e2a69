// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLocale>
#include <QObject>
#include <QTranslator>

namespace console {

/// The window's language, switched while it runs: installing the translator makes Qt send LanguageChange to every
/// widget. One object a program (translators belong to the application). GUI thread.
class Language : public QObject
{
    Q_OBJECT
public:
    enum class Code { Spanish, English };
    explicit Language(QObject *parent = nullptr);
    ~Language() override;

    /// The system's: Spanish when its language is Spanish, else English.
    static Code systemDefault();
    static std::optional<Code> parse(QStringView text); ///< "es", "en"
    static QString word(Code code);

    Code code() const { return m_code; }
    /// es_EC or en_US.
    QLocale locale() const { return m_locale; }
    /// Also sets QLocale's default.
    void set(Code code);

    /// Modo discreto: amounts and cédulas are not told in full, since somebody else may read the screen. It is here
    /// because every text follows it as it follows the language: all widgets get LanguageChange. Who writes amounts or
    /// cédulas does it by DisplayFormat, which asks this.
    bool isDiscreet() const { return m_discreet; }
    void setDiscreet(bool discreet);

Q_SIGNALS:
    /// After every widget has its LanguageChange event queued or delivered.
    void changed();
    void discretionChanged(bool discreet);

private:
    bool m_discreet = false;
    Code m_code = Code::English;
    QLocale m_locale;
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace console
