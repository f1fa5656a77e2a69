// SPDX-License-Identifier: GPL-3.0-or-later
// A QR's text: taken apart it is consistent with itself, and what we wrote is read back as it was.
#include "payments/emvcodecoder.h"
#include <cstddef>

namespace {

void checkRead(const QString &text)
{
    const auto content = payments::decodeEmvco(text);
    if (!content) {
        if (content.error().message().isEmpty())
            qFatal("an error without words");
        return;
    }
    if (content->fields.size() < 7 || content->fields.front().value != QStringLiteral("01") ||
        content->fields.back().tag != QStringLiteral("63"))
        qFatal("a code without its frame was taken");
    for (const payments::EmvcoField &field : content->fields) {
        if (field.value.isEmpty() || field.meaning.isEmpty())
            qFatal("tag %s without value or meaning", qPrintable(field.tag));
    }
    if (content->amount && content->amount->currency() != content->currency)
        qFatal("an amount in another currency than the code's");
}

/// The bytes as a merchant's name and reference.
void checkWritten(const QString &text)
{
    payments::MerchantQr qr;
    qr.qrId = QStringLiteral("25090601016617035877");
    qr.merchantName = text.section(u'\n', 0, 0);
    qr.city = text.section(u'\n', 1, 1);
    qr.reference = text.section(u'\n', 2, 2);
    const auto written = payments::encodeEmvco(qr);
    if (!written)
        return;
    const auto read = payments::decodeEmvco(*written);
    if (!read)
        qFatal("we do not read what we wrote: %s: %s", qPrintable(*written), qPrintable(read.error().toString()));
    if (read->qrId != qr.qrId || read->reference != qr.reference)
        qFatal("read back differently: %s", qPrintable(*written));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, size_t size)
{
    if (size > 4096)
        return 0;
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    checkRead(text);
    checkWritten(text);
    return 0;
}
