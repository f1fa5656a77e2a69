// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/role.h"
#include <QString>
#include <array>

namespace auth {
namespace {

struct Word
{
    Role role;
    QLatin1StringView text;
};

constexpr std::array<Word, 7> words{{
    {Role::Teller, QLatin1StringView("cajero")},
    {Role::Supervisor, QLatin1StringView("supervisor")},
    {Role::Operator, QLatin1StringView("operador")},
    {Role::Technician, QLatin1StringView("tecnico")},
    {Role::Administrator, QLatin1StringView("administrador")},
    {Role::Auditor, QLatin1StringView("auditor")},
    {Role::Client, QLatin1StringView("cliente")},
}};

} // namespace

QLatin1StringView word(Role role)
{
    for (const Word &w : words) {
        if (w.role == role)
            return w.text;
    }
    Q_UNREACHABLE();
}

std::optional<Role> parseRole(QStringView text)
{
    for (const Word &w : words) {
        if (text == w.text)
            return w.role;
    }
    return {};
}

} // namespace auth
