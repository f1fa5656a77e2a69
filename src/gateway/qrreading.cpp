// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/qrreading.h"
#include "payments/emvcodecoder.h"
#include "payments/qrreader.h"

namespace gateway {

using namespace Qt::StringLiterals;

base::Result<contract::QrReading> readPicture(const QByteArray &picture)
{
    const auto text = payments::readQr(picture);
    if (!text)
        return text.error();
    return readText(*text);
}

contract::QrReading readText(const QString &text)
{
    contract::QrReading reading;
    reading.text = text;
    const auto content = payments::decodeEmvco(text);
    // EMVCo's begin with the payload format; anything else is a bank's own secret, and no fault.
    reading.format = content || text.startsWith(u"000201"_s) ? u"emvco"_s : u"opaque"_s;
    reading.isSound = content.ok();
    if (!content) {
        reading.problem = content.error().message();
        return reading;
    }
    reading.qrId = content->qrId;
    for (const payments::EmvcoField &field : content->fields) {
        const qsizetype dot = field.tag.indexOf(u'.');
        contract::QrTag tag{dot < 0 ? field.tag : field.tag.mid(dot + 1), field.meaning, field.value, {}};
        if (dot >= 0 && !reading.tags.empty())
            reading.tags.back().children.push_back(std::move(tag));
        else
            reading.tags.push_back(std::move(tag));
    }
    return reading;
}

} // namespace gateway
