// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/cedula.h"
#include <algorithm>

using namespace Qt::StringLiterals;

namespace base {
namespace {

constexpr qsizetype maxLength = 32;

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

CedulaVerdict checkCedula(QStringView text, CedulaProfile profile)
{
    if (profile == CedulaProfile::None)
        return CedulaVerdict::Valid;
    if (!std::all_of(text.begin(), text.end(), isAsciiDigit))
        return CedulaVerdict::NotDigits;
    if (text.size() != 10)
        return CedulaVerdict::WrongLength;
    const auto digit = [text](qsizetype i) { return text[i].unicode() - u'0'; };
    const int province = digit(0) * 10 + digit(1);
    if (!((province >= 1 && province <= 24) || province == 30))
        return CedulaVerdict::UnknownProvince;
    if (digit(2) >= 6)
        return CedulaVerdict::WrongThirdDigit;
    int sum = 0;
    for (qsizetype i = 0; i < 9; ++i) {
        const int product = digit(i) * (i % 2 == 0 ? 2 : 1);
        sum += product > 9 ? product - 9 : product;
    }
    return (10 - sum % 10) % 10 == digit(9) ? CedulaVerdict::Valid : CedulaVerdict::WrongCheckDigit;
}

Result<Cedula> Cedula::fromWire(const QString &text)
{
    const auto allowed = [](QChar c) {
        return isAsciiDigit(c) || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || c == u'-';
    };
    if (text.isEmpty() || text.size() > maxLength || !std::all_of(text.begin(), text.end(), allowed)) {
        return Error(ErrorCode::InvalidArgument,
                     u"the cédula must be 1 to %1 letters, digits or hyphens"_s.arg(maxLength));
    }
    return Cedula(text);
}

} // namespace base
