// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QValidator>

namespace console {

/// Lets digits through and drops everything else, also from what is pasted ("135-050952-5" becomes 1350509525).
class DigitsValidator : public QValidator
{
    Q_OBJECT
public:
    using QValidator::QValidator;
    State validate(QString &input, int &position) const override;
};

} // namespace console
