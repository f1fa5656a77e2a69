// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/digitsvalidator.h"

namespace console {

QValidator::State DigitsValidator::validate(QString &input, int &position) const
{
    QString digits;
    int kept = 0;
    for (qsizetype i = 0; i < input.size(); ++i) {
        if (!input[i].isDigit() || input[i].unicode() > u'9')
            continue;
        digits += input[i];
        kept += i < position ? 1 : 0;
    }
    input = digits;
    position = kept;
    return Acceptable;
}

} // namespace console
