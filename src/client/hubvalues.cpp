// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/hubvalues.h"
#include <QUuid>
#include <utility>

namespace client {

std::optional<Role> parseRole(QStringView word)
{
    static constexpr std::pair<QLatin1StringView, Role> words[] = {
        {QLatin1StringView("cajero"), Role::Teller},
        {QLatin1StringView("supervisor"), Role::Supervisor},
        {QLatin1StringView("operador"), Role::Operator},
        {QLatin1StringView("tecnico"), Role::Technician},
        {QLatin1StringView("administrador"), Role::Administrator},
        {QLatin1StringView("auditor"), Role::Auditor},
    };
    for (const auto &[text, role] : words) {
        if (word == text)
            return role;
    }
    return std::nullopt;
}

IdempotencyKey IdempotencyKey::random()
{
    return IdempotencyKey(QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
}

} // namespace client
