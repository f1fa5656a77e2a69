// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLatin1StringView>
#include <QStringView>
#include <optional>

namespace auth {

/// What a user is in the branch. One a user; what a role may do stands in auth/permission.h.
enum class Role {
    Teller,
    Supervisor,
    Operator,
    Technician,
    Administrator,
    Auditor,
    Client, ///< a customer: his own account's events, his own topics and nothing of the branch
};

/// The wire's and the store's word: cajero, supervisor, operador, tecnico, administrador, auditor, cliente.
QLatin1StringView word(Role role);
/// Empty for an unknown word.
std::optional<Role> parseRole(QStringView text);

} // namespace auth
