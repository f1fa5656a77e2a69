// SPDX-License-Identifier: GPL-3.0-or-later
#define ZX_USE_UTF8 // zxing 1.4: texts as UTF-8, as in all later ones
#include "payments/qrreader.h"
#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QStringDecoder>
#include <ZXing/ReadBarcode.h>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace payments {
namespace {

#if __has_include(<ZXing/ReaderOptions.h>)
using ReaderOptions = ZXing::ReaderOptions;
#else
using ReaderOptions = ZXing::DecodeHints; // before zxing 2.2
#endif

constexpr qint64 maxPixels = 60'000'000;
constexpr int enoughPixels = 2'400; ///< a side: a photograph has more than a QR needs, and each costs time

Result<QImage> decode(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    if (!buffer.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Internal, u"the picture's bytes cannot be read"_s);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    // Formats of pixels alone: what else Qt's plugins take (SVG, PDF) is a language, and not for strangers to speak.
    static const QList<QByteArray> taken{"png", "jpeg", "jpg", "bmp", "gif", "webp"};
    if (!taken.contains(reader.format()))
        return Error(ErrorCode::Unsupported, u"this is no picture that can be read (PNG, JPEG, BMP, GIF, WebP)"_s);
    const QSize size = reader.size();
    if (size.isValid() && qint64(size.width()) * size.height() > maxPixels)
        return Error(ErrorCode::TooLarge, u"the picture has more than 60 million pixels"_s);
    if (size.width() > enoughPixels || size.height() > enoughPixels)
        reader.setScaledSize(size.scaled(enoughPixels, enoughPixels, Qt::KeepAspectRatio).expandedTo({1, 1}));
    const QImage image = reader.read();
    if (image.isNull())
        return Error(ErrorCode::Unsupported, u"the picture is broken: "_s + reader.errorString());
    return image.convertToFormat(QImage::Format_ARGB32);
}

/// Brightness, a byte a pixel; what is transparent lies on white paper.
QByteArray luminance(const QImage &image)
{
    QByteArray bytes(qsizetype(image.width()) * image.height(), Qt::Uninitialized);
    char *to = bytes.data();
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int alpha = qAlpha(line[x]);
            *to++ = static_cast<char>((qGray(line[x]) * alpha + 255 * (255 - alpha)) / 255);
        }
    }
    return bytes;
}

/// What is UTF-8 is taken as such: zxing would guess at a character set.
QString textOf(const ZXing::Result &code)
{
    const auto &bytes = code.bytes();
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text =
        utf8(QByteArrayView(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())));
    return utf8.hasError() || code.hasECI() ? QString::fromStdString(code.text()) : text;
}

QStringList textsIn(const QByteArray &pixels, QSize size)
{
    const ZXing::ImageView view(reinterpret_cast<const uint8_t *>(pixels.constData()), size.width(), size.height(),
                                ZXing::ImageFormat::Lum);
    ReaderOptions options;
    options.setFormats(ZXing::BarcodeFormat::QRCode);
    options.setTryHarder(true);
    options.setTryRotate(true);
    options.setTryDownscale(true);
    QStringList texts;
    for (const ZXing::Result &code : ZXing::ReadBarcodes(view, options)) {
        if (code.isValid() && !texts.contains(textOf(code)))
            texts << textOf(code);
    }
    return texts;
}

} // namespace

Result<QString> readQr(const QByteArray &image)
{
    const auto picture = decode(image);
    if (!picture)
        return picture.error();
    QByteArray pixels = luminance(*picture);
    QStringList texts = textsIn(pixels, picture->size());
    if (texts.isEmpty()) { // perhaps white on black
        for (char &pixel : pixels)
            pixel = static_cast<char>(~pixel);
        texts = textsIn(pixels, picture->size());
    }
    if (texts.isEmpty())
        return Error(ErrorCode::NotFound, u"there is no readable QR in the picture"_s);
    if (texts.size() > 1)
        return Error(ErrorCode::Conflict, u"there are %1 different QR codes in the picture"_s.arg(texts.size()));
    return texts.first();
}

} // namespace payments
