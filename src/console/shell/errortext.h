// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/error.h"

namespace console {

/// One translated sentence for a person, by the error's code: what happened and what to do. The hub's own English words
/// belong beneath it or in a tooltip (Error::toString()).
QString errorText(const base::Error &error);
/// The same for signing in, where Unauthenticated means the password.
QString loginErrorText(const base::Error &error);

} // namespace console
