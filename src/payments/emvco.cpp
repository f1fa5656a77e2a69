// SPDX-License-Identifier: GPL-3.0-or-later
#include "payments/emvco.h"
#include "payments/plaintext.h"
#include <algorithm>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace payments {
namespace {

constexpr qsizetype maxValue = 99;
constexpr qsizetype maxName = 25;
constexpr qsizetype maxCity = 15;
constexpr qsizetype maxAmount = 13;
constexpr qsizetype maxQrId = 32;

/// Cut to so many code points, which is what lengths count.
QString cut(const QString &text, qsizetype most)
{
    const auto points = text.toUcs4();
    if (points.size() <= most)
        return text;
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), most).trimmed();
}

bool isPrintableAscii(const QString &text, qsizetype least, qsizetype most)
{
    return text.size() >= least && text.size() <= most &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7F; });
}

bool isOf(const QString &text, qsizetype size, char16_t first, char16_t last)
{
    return text.size() == size &&
           std::all_of(text.begin(), text.end(), [=](QChar c) { return c.unicode() >= first && c.unicode() <= last; });
}

/// No value in this file exceeds 99 characters: check() and cut() see to it.
QString field(QLatin1StringView tag, const QString &value)
{
    const qsizetype length = value.toUcs4().size();
    Q_ASSERT(length > 0 && length <= maxValue);
    return u"%1%2%3"_s.arg(tag).arg(length, 2, 10, QChar(u'0')).arg(value);
}

Error wrong(const QString &what)
{
    return Error(ErrorCode::InvalidArgument, what);
}

Result<> check(const MerchantQr &qr)
{
    // 26 holds both with four digits of tag and length each: 2 × 4 + 59 + 32 = 99.
    if (!isPrintableAscii(qr.accountSystem, 1, 32))
        return wrong(u"the account system of a QR is 1 to 32 plain letters"_s);
    if (!isPrintableAscii(qr.qrId, 1, maxQrId))
        return wrong(u"the number of a QR is 1 to 32 plain characters"_s);
    if (!isOf(qr.categoryCode, 4, u'0', u'9'))
        return wrong(u"the merchant's category is four digits, such as 6012"_s);
    if (!isOf(qr.countryCode, 2, u'A', u'Z'))
        return wrong(u"the merchant's country is two capitals, such as BO"_s);
    if (!isOf(qr.language, 2, u'a', u'z'))
        return wrong(u"the language of the merchant's name is two small letters, such as es"_s);
    if (qr.reference.size() > 0 && !isPrintableAscii(qr.reference, 1, 25))
        return wrong(u"the reference of a QR is at most 25 plain characters"_s);
    if (!qr.amount)
        return {};
    if (qr.amount->currency() != qr.currency)
        return wrong(u"the amount of a QR is in another currency than the QR"_s);
    if (!qr.amount->isPositive() || qr.amount->toWire().size() > maxAmount)
        return wrong(u"the amount of a QR is above zero and has at most 13 characters"_s);
    return {};
}

/// Template 64, for what 59 and 60 could not hold; empty when they hold everything.
QString namesInOwnLetters(const MerchantQr &qr, const QString &name, const QString &city)
{
    const QString ownName = cut(qr.merchantName.simplified(), maxName);
    const QString ownCity = cut(qr.city.simplified(), maxCity);
    if (ownName == name && ownCity == city)
        return {};
    return field("64"_L1, field("00"_L1, qr.language) + field("01"_L1, ownName) + field("02"_L1, ownCity));
}

} // namespace

quint16 emvcoChecksum(QByteArrayView bytes)
{
    quint32 crc = 0xFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<quint32>(static_cast<quint8>(byte)) << 8;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 0x8000U) != 0 ? (crc << 1) ^ 0x1021U : crc << 1;
        crc &= 0xFFFFU;
    }
    return static_cast<quint16>(crc);
}

Result<QString> encodeEmvco(const MerchantQr &qr)
{
    if (const auto checked = check(qr); !checked)
        return checked.error();
    const QString name = cut(plainText(qr.merchantName), maxName);
    const QString city = cut(plainText(qr.city), maxCity);
    if (name.isEmpty() || city.isEmpty())
        return wrong(u"the merchant's name and city need Latin letters: that is all that a QR can hold"_s);
    QString text = field("00"_L1, u"01"_s) + field("01"_L1, qr.isSingleUse ? u"12"_s : u"11"_s);
    text += field("26"_L1, field("00"_L1, qr.accountSystem) + field("01"_L1, qr.qrId));
    text += field("52"_L1, qr.categoryCode);
    text += field("53"_L1, QString::fromLatin1(qr.currency.numericCode()));
    if (qr.amount)
        text += field("54"_L1, QString::fromLatin1(qr.amount->toWire()));
    text += field("58"_L1, qr.countryCode) + field("59"_L1, name) + field("60"_L1, city);
    if (!qr.reference.isEmpty())
        text += field("62"_L1, field("05"_L1, qr.reference));
    text += namesInOwnLetters(qr, name, city);
    text += u"6304"_s;
    const QString checksum = QString::number(emvcoChecksum(text.toUtf8()), 16).toUpper();
    return QString(text + checksum.rightJustified(4, u'0'));
}

} // namespace payments
