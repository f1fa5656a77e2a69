// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace payments {

/// The text in printable ASCII: accents go (ñ → n, á → a), letters without a decomposition by custom (ß → ss, ø → o),
/// quotes and dashes become their plain forms, everything else is left out; runs of blanks become one, none at the
/// ends.
QString plainText(const QString &text);

} // namespace payments
