// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/permessagedeflate.h"

namespace gateway {

/// One message in the forms in which clients want it, each built once, when the first one wants it.
class ChannelFrame
{
public:
    explicit ChannelFrame(QByteArray message)
        : m_message(std::move(message))
    {
    }
    /// `windowBits`: 0 for a plain frame, else 9 to 15 for a compressed one.
    const base::Bytes &form(int windowBits)
    {
        base::Bytes &form = m_forms[static_cast<size_t>(windowBits)];
        if (form.isEmpty())
            form = windowBits == 0 ? web::encodeFrame(web::Opcode::Text, m_message)
                                   : web::encodeDeflated(web::Opcode::Text, m_message, windowBits);
        return form;
    }

private:
    const QByteArray m_message;
    std::array<base::Bytes, 16> m_forms;
};

} // namespace gateway
