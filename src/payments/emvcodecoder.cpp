// SPDX-License-Identifier: GPL-3.0-or-later
#include "payments/emvcodecoder.h"
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace payments {
namespace {

/// Characters are what lengths count: code points, or bytes (each in the place of a code point).
using Text = std::u32string_view;

struct Tlv
{
    int tag = 0;
    Text value;
};

struct Meaning
{
    int first;
    int last;
    QLatin1StringView word;
};

constexpr Meaning rootMeanings[] = {
    {0, 0, "payload_format"_L1},
    {1, 1, "initiation_method"_L1},
    {2, 25, "card_account"_L1},
    {26, 51, "merchant_account"_L1},
    {52, 52, "merchant_category"_L1},
    {53, 53, "currency"_L1},
    {54, 54, "amount"_L1},
    {55, 55, "tip_indicator"_L1},
    {56, 56, "fee_fixed"_L1},
    {57, 57, "fee_percentage"_L1},
    {58, 58, "country"_L1},
    {59, 59, "merchant_name"_L1},
    {60, 60, "merchant_city"_L1},
    {61, 61, "postal_code"_L1},
    {62, 62, "additional_data"_L1},
    {63, 63, "checksum"_L1},
    {64, 64, "merchant_information_language"_L1},
    {80, 99, "unreserved"_L1},
};
constexpr Meaning accountMeanings[] = {{0, 0, "account_system"_L1}, {1, 99, "account_detail"_L1}};
constexpr Meaning additionalMeanings[] = {
    {1, 1, "bill_number"_L1},      {2, 2, "mobile_number"_L1},   {3, 3, "store_label"_L1},
    {4, 4, "loyalty_number"_L1},   {5, 5, "reference_label"_L1}, {6, 6, "customer_label"_L1},
    {7, 7, "terminal_label"_L1},   {8, 8, "purpose"_L1},         {9, 9, "consumer_data_request"_L1},
    {50, 99, "payment_system"_L1},
};
constexpr Meaning languageMeanings[] = {
    {0, 0, "language"_L1}, {1, 1, "merchant_name_own_letters"_L1}, {2, 2, "merchant_city_own_letters"_L1}};

template <size_t N>
QString meaningIn(const Meaning (&meanings)[N], int tag)
{
    for (const Meaning &meaning : meanings) {
        if (tag >= meaning.first && tag <= meaning.last)
            return meaning.word;
    }
    return u"unknown"_s;
}

bool isAccount(int tag)
{
    return (tag >= 26 && tag <= 51) || tag >= 80;
}

bool isTemplate(int tag)
{
    return isAccount(tag) || tag == 62 || tag == 64;
}

QString meaningInside(int parent, int tag)
{
    if (parent == 62)
        return meaningIn(additionalMeanings, tag);
    return parent == 64 ? meaningIn(languageMeanings, tag) : meaningIn(accountMeanings, tag);
}

QString tagText(int tag)
{
    return u"%1"_s.arg(tag, 2, 10, QChar(u'0'));
}

Error malformed(const QString &what)
{
    return Error(ErrorCode::Malformed, what);
}

/// Two decimal digits at a place; -1 for anything else.
int twoDigits(Text text, size_t at)
{
    const auto digit = [&](size_t i) { return i < text.size() && text[i] >= U'0' && text[i] <= U'9'; };
    return digit(at) && digit(at + 1) ? static_cast<int>((text[at] - U'0') * 10 + (text[at + 1] - U'0')) : -1;
}

/// `inside`: of which template, for the error; empty at the root.
Result<std::vector<Tlv>> split(Text text, const QString &inside)
{
    const QString where = inside.isEmpty() ? QString() : u" in tag "_s + inside;
    std::vector<Tlv> parts;
    QSet<int> seen;
    for (size_t at = 0; at < text.size();) {
        const int tag = twoDigits(text, at);
        const int length = twoDigits(text, at + 2);
        if (tag < 0 || length < 0)
            return malformed(u"no tag and length at character %1%2"_s.arg(at + 1).arg(where));
        if (length == 0)
            return malformed(u"tag %1%2 has length zero"_s.arg(tagText(tag), where));
        if (static_cast<size_t>(length) > text.size() - at - 4) {
            return malformed(u"tag %1%2 is to have %3 characters, but only %4 are there"_s.arg(tagText(tag), where)
                                 .arg(length)
                                 .arg(text.size() - at - 4));
        }
        if (seen.contains(tag))
            return malformed(u"tag %1%2 is there twice"_s.arg(tagText(tag), where));
        seen.insert(tag);
        parts.push_back({tag, text.substr(at + 4, static_cast<size_t>(length))});
        at += 4 + static_cast<size_t>(length);
    }
    return parts;
}

/// Takes a whole text apart, by one way of counting.
class Decoder
{
public:
    Decoder(Text text, bool countsBytes)
        : m_text(text)
        , m_countsBytes(countsBytes)
    {
    }

    Result<EmvcoContent> decode()
    {
        const auto parts = split(m_text, {});
        if (!parts)
            return parts.error();
        if (const auto framed = checkFrame(*parts); !framed)
            return framed.error();
        for (const Tlv &part : *parts) {
            m_content.fields.push_back({tagText(part.tag), meaningIn(rootMeanings, part.tag), toText(part.value)});
            if (!isTemplate(part.tag))
                continue;
            if (const auto taken = takeTemplate(part); !taken)
                return taken.error();
        }
        if (const auto understood = understand(*parts); !understood)
            return understood.error();
        return std::move(m_content);
    }

private:
    QString toText(Text value) const
    {
        if (!m_countsBytes)
            return QString::fromUcs4(value.data(), static_cast<qsizetype>(value.size()));
        QByteArray bytes;
        for (const char32_t byte : value)
            bytes += static_cast<char>(static_cast<quint8>(byte));
        return QString::fromUtf8(bytes);
    }

    static Result<> checkFrame(const std::vector<Tlv> &parts)
    {
        if (parts.empty() || parts.front().tag != 0 || parts.front().value != U"01")
            return malformed(u"it does not begin with 000201, as EMVCo's codes do"_s);
        if (parts.back().tag != 63 || parts.back().value.size() != 4)
            return malformed(u"it does not end with tag 63, the checksum of four characters"_s);
        return {};
    }

    Result<> takeTemplate(const Tlv &part)
    {
        const auto inner = split(part.value, tagText(part.tag));
        if (!inner)
            return inner.error();
        if (isAccount(part.tag) && (inner->empty() || inner->front().tag != 0))
            return malformed(u"tag %1 does not begin with 00, whose account it is"_s.arg(tagText(part.tag)));
        for (const Tlv &field : *inner) {
            m_content.fields.push_back({tagText(part.tag) + u'.' + tagText(field.tag),
                                        meaningInside(part.tag, field.tag), toText(field.value)});
        }
        return {};
    }

    Result<> understand(const std::vector<Tlv> &parts)
    {
        for (const int tag : {52, 53, 58, 59, 60}) {
            if (std::none_of(parts.begin(), parts.end(), [tag](const Tlv &part) { return part.tag == tag; }))
                return malformed(u"tag %1 (%2) is missing"_s.arg(tagText(tag), meaningIn(rootMeanings, tag)));
        }
        if (std::none_of(parts.begin(), parts.end(), [](const Tlv &part) { return part.tag >= 2 && part.tag <= 51; }))
            return malformed(u"there is no merchant account (tags 02 to 51)"_s);
        if (const auto checked = checkShapes(); !checked)
            return checked.error();
        const auto &c = m_content;
        m_content.isSingleUse = c.value(u"01") == u"12";
        m_content.merchantName = c.value(c.value(u"64.01").isEmpty() ? u"59" : u"64.01");
        m_content.city = c.value(c.value(u"64.02").isEmpty() ? u"60" : u"64.02");
        m_content.reference = c.value(u"62.05");
        if (c.value(u"26.00") == MerchantQr::houseAccountSystem())
            m_content.qrId = c.value(u"26.01");
        return readAmount();
    }

    Result<> checkShapes() const
    {
        const auto &c = m_content;
        const QString method = c.value(u"01");
        if (!method.isEmpty() && method != u"11" && method != u"12")
            return malformed(u"tag 01 is neither 11 (for many payments) nor 12 (for one)"_s);
        if (!isDigits(c.value(u"52"), 4))
            return malformed(u"tag 52 is not the four digits of a merchant category"_s);
        if (!isDigits(c.value(u"53"), 3))
            return malformed(u"tag 53 is not the three digits of a currency"_s);
        const QString country = c.value(u"58");
        if (country.size() != 2 || country[0] < u'A' || country[0] > u'Z' || country[1] < u'A' || country[1] > u'Z')
            return malformed(u"tag 58 is not the two capitals of a country"_s);
        if (c.value(u"59").size() > 25 || c.value(u"60").size() > 15)
            return malformed(u"a merchant's name has at most 25 characters, its city 15"_s);
        return {};
    }

    static bool isDigits(const QString &text, qsizetype size)
    {
        return text.size() == size &&
               std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    }

    Result<> readAmount()
    {
        m_content.currency = base::Currency::fromNumber(m_content.value(u"53").toLatin1());
        const QString amount = m_content.value(u"54");
        if (amount.isEmpty())
            return {};
        // The grammar of 54 knows no currency; a stand-in with two decimals checks it where ours is not known.
        const auto money = base::Money::parse(amount.toUtf8(), m_content.currency.value_or(base::Currency::usd()));
        if (!money || money->isNegative() || amount.size() > 13)
            return malformed(u"tag 54 is not an amount such as 100.50"_s);
        if (m_content.currency)
            m_content.amount = *money;
        return {};
    }

    const Text m_text;
    const bool m_countsBytes;
    EmvcoContent m_content;
};

Result<> checkChecksum(const QString &text)
{
    const QString said = text.right(4);
    const QString sum = QString::number(emvcoChecksum(text.chopped(4).toUtf8()), 16).toUpper().rightJustified(4, u'0');
    if (said.compare(sum, Qt::CaseInsensitive) != 0) // some write it small, against the letter but without harm
        return malformed(u"the checksum is %1 and should be %2: a character is wrong or missing"_s.arg(said, sum));
    return {};
}

} // namespace

QString EmvcoContent::value(QStringView tag) const
{
    const auto it = std::find_if(fields.begin(), fields.end(), [tag](const auto &field) { return field.tag == tag; });
    return it != fields.end() ? it->value : QString();
}

Result<EmvcoContent> decodeEmvco(const QString &text)
{
    if (text.size() > maxEmvcoLength)
        return malformed(u"it has more than 512 characters"_s);
    const std::u32string points = text.toStdU32String();
    auto content = Decoder(points, false).decode();
    const QByteArray utf8 = text.toUtf8();
    if (!content && utf8.size() != text.size()) {
        std::u32string bytes;
        for (const char byte : utf8)
            bytes += static_cast<char32_t>(static_cast<quint8>(byte));
        if (auto counted = Decoder(bytes, true).decode(); counted)
            content = std::move(counted);
    }
    if (!content)
        return content;
    if (const auto checked = checkChecksum(text); !checked)
        return checked.error();
    return content;
}

} // namespace payments
