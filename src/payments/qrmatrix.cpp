// SPDX-License-Identifier: GPL-3.0-or-later
#include "payments/qrmatrix.h"
#include <cerrno>
#include <memory>
#include <qrencode.h>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace payments {

Result<QrMatrix> QrMatrix::of(const QByteArray &text)
{
    if (text.isEmpty() || text.contains('\0'))
        return Error(ErrorCode::InvalidArgument, u"a QR needs a text, and one without NUL characters"_s);
    constexpr int smallestVersion = 0;
    constexpr int caseSensitive = 1;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(text.constData(), smallestVersion, QR_ECLEVEL_M, QR_MODE_8, caseSensitive), &QRcode_free);
    if (!code && errno == ERANGE)
        return Error(ErrorCode::TooLarge, u"a text of %1 bytes does not fit into a QR"_s.arg(text.size()));
    if (!code)
        return Error(ErrorCode::Internal, u"the QR could not be made"_s);
    QByteArray dark(static_cast<qsizetype>(code->width) * code->width, '\0');
    for (qsizetype i = 0; i < dark.size(); ++i)
        dark[i] = static_cast<char>(code->data[i] & 1); // the other bits tell what a square is for
    return QrMatrix(code->width, std::move(dark));
}

} // namespace payments
