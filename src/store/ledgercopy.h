// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QString>

namespace store {

/// A copy of a ledger to practise on, made while a hub may be writing to it (VACUUM INTO on a read-only connection):
/// the file at `source` is not changed. In the copy there is nothing that reaches out or lets in: no stored settings,
/// keys, device credentials, logins. `target` must not exist; readable by its owner alone.
/// NotFound: there is no ledger at `source`.
base::Result<> copyForPractice(const QString &source, const QString &target);

} // namespace store
