// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/typedsecret.h"
#include <cstdio>
#include <iostream>
#include <string>
#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace app {
namespace {

#ifdef Q_OS_UNIX
/// The terminal does not show what is typed while this lives.
class SilentTerminal
{
public:
    SilentTerminal()
        : m_isTerminal(tcgetattr(STDIN_FILENO, &m_before) == 0)
    {
        if (!m_isTerminal)
            return;
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~SilentTerminal()
    {
        if (m_isTerminal)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    SilentTerminal(const SilentTerminal &) = delete;
    SilentTerminal &operator=(const SilentTerminal &) = delete;
    bool isTerminal() const { return m_isTerminal; }

private:
    termios m_before{};
    const bool m_isTerminal;
};
#else
/// Without termios nothing can be hidden, so nothing is asked.
class SilentTerminal
{
public:
    bool isTerminal() const { return false; }
};
#endif

} // namespace

base::Result<QString> typedSecret(const QString &question)
{
    const SilentTerminal terminal;
    if (!terminal.isTerminal())
        return {base::ErrorCode::Unavailable, u"a password is needed: set VENTANILLA_PASSWORD, there is no terminal"_s};
    std::fprintf(stderr, "%s", question.toLocal8Bit().constData());
    std::string typed;
    std::getline(std::cin, typed);
    std::fprintf(stderr, "\n");
    return QString::fromLocal8Bit(typed.data(), static_cast<qsizetype>(typed.size()));
}

} // namespace app
