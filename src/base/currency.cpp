// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/currency.h"

using namespace Qt::StringLiterals;

namespace base {
namespace {
struct Known
{
    char code[4];
    char number[4];
};
constexpr Known known[] = {
    {"USD", "840"}, {"BOB", "068"}, {"PEN", "604"}, {"COP", "170"}, {"ARS", "032"}, {"BRL", "986"},
    {"MXN", "484"}, {"EUR", "978"}, {"UYU", "858"}, {"GTQ", "320"}, {"DOP", "214"}, {"PAB", "590"},
};
} // namespace

Result<Currency> Currency::parse(QByteArrayView code)
{
    for (const Known &k : known) {
        if (code == QByteArrayView(k.code, 3))
            return Currency(k.code);
    }
    return Error(ErrorCode::InvalidArgument,
                 u"unknown currency \"%1\" (an ISO 4217 code such as USD is expected)"_s.arg(
                     QString::fromUtf8(code.first(std::min<qsizetype>(code.size(), 16)))));
}

std::optional<Currency> Currency::fromNumber(QByteArrayView number)
{
    for (const Known &k : known) {
        if (number == QByteArrayView(k.number, 3))
            return Currency(k.code);
    }
    return {};
}

QByteArrayView Currency::numericCode() const
{
    for (const Known &k : known) {
        if (code() == QByteArrayView(k.code, 3))
            return QByteArrayView(k.number, 3);
    }
    Q_UNREACHABLE();
}

} // namespace base
