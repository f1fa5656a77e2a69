// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace bank {

/// What the rules must know of whoever gives a command. `Service` is a program: an API key that stands for nobody, or
/// the hub itself.
enum class Rank { Service, Teller, Supervisor, Administrator, Other };

/// Who gives a command. `user`: user name, or "key:<id>".
struct Actor
{
    QString user;
    Rank rank = Rank::Service;

    /// Whether he may be the second person (SPEC 2.4).
    bool mayApprove() const { return rank == Rank::Supervisor || rank == Rank::Administrator; }
    friend bool operator==(const Actor &, const Actor &) = default;
};

} // namespace bank
