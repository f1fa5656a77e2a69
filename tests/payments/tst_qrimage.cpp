// SPDX-License-Identifier: GPL-3.0-or-later
// A QR goes out as a picture and comes back as the text that it was made of.
#include "payments/emvco.h"
#include "payments/qrimage.h"
#include "payments/qrmatrix.h"
#include "payments/qrreader.h"
#include "support/verify.h"
#include <QBuffer>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QRandomGenerator>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;
using base::ErrorCode;
using payments::QrMatrix;
using payments::readQr;

namespace {

QString housesContent()
{
    payments::MerchantQr qr;
    qr.qrId = u"25090601016617035877"_s;
    qr.amount = base::Money::parse("100.50", base::Currency::bob()).value();
    qr.merchantName = u"Peña & Muñoz"_s;
    qr.city = u"LA PAZ"_s;
    qr.reference = u"TXN_123456"_s;
    return payments::encodeEmvco(qr).valueOr(QString());
}

QByteArray pngOf(const QString &text, int side)
{
    const auto matrix = QrMatrix::of(text.toUtf8());
    return matrix ? payments::qrPng(*matrix, side).valueOr(QByteArray()) : QByteArray();
}

QByteArray saved(const QImage &image, const char *format = "PNG", int quality = -1)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return buffer.open(QIODevice::WriteOnly) && image.save(&buffer, format, quality) ? bytes : QByteArray();
}

QImage onPaper(const QImage &code, QSize paper, QPoint at, QColor colour = Qt::white)
{
    QImage image(paper, QImage::Format_RGB32);
    image.fill(colour);
    QPainter(&image).drawImage(at, code);
    return image;
}

QImage turned(const QImage &code, double degrees)
{
    QImage image(code.size() * 2, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(code.width(), code.height());
    painter.rotate(degrees);
    painter.drawImage(-code.width() / 2, -code.height() / 2, code);
    return image;
}

/// Every pixel is moved by up to `strength`; the same each time.
QImage noisy(QImage image, int strength)
{
    QRandomGenerator random(7);
    image = image.convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const int grey = qBound(0, qGray(image.pixel(x, y)) + random.bounded(-strength, strength + 1), 255);
            image.setPixel(x, y, qRgb(grey, grey, grey));
        }
    }
    return image;
}

QImage tilted(const QImage &code)
{
    QTransform transform;
    const QPolygonF square{{0, 0}, {400, 0}, {400, 400}, {0, 400}};
    const QPolygonF seen{{40, 30}, {360, 0}, {400, 400}, {0, 360}};
    QTransform::quadToQuad(square, seen, transform);
    QImage image(500, 500, QImage::Format_RGB32);
    image.fill(Qt::lightGray);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(40, 40);
    painter.setTransform(transform, true);
    painter.drawImage(QRect(0, 0, 400, 400), code);
    return image;
}

using Damage = QByteArray (*)(const QImage &);

} // namespace

class QrImageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void isReadAsACameraSeesIt_data();
    void isReadAsACameraSeesIt();
    void picturesHaveTheSizeAskedFor_data();
    void picturesHaveTheSizeAskedFor();
    void hasAQuietZoneOfFourModules();
    void svgShowsTheSameSquares();
    void aBanksPictureStaysAsItIs();
    void refusesWhatIsNoCode_data();
    void refusesWhatIsNoCode();
    void refusesSizesThatMakeNoSense();
    void refusesTextsThatDoNotFit();
    void aBigPhotographIsReadInTime();
};

void QrImageTest::comesBackAsItWas_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("S2-75 S2-76 an EMVCo code with names in their own letters") << housesContent();
    QTest::newRow("S2-75 S2-76 SPEC 2.6 a rail's opaque text, to the letter")
        << u"kHq2+Zc9Jw0b/5Qx8nYt1uVd==|0A1B2C3D4E5F60718293"_s;
    QTest::newRow("digits alone") << u"25090601016617035877"_s;
    QTest::newRow("one character") << u"x"_s;
    QTest::newRow("letters of many scripts") << u"Ñandú ©北京 Привет 😀"_s;
    QTest::newRow("small and capital letters are not the same") << u"aAbBcC"_s;
    QTest::newRow("line ends and blanks stay") << u" a\r\nb\t "_s;
    QTest::newRow("as long as EMVCo allows") << QString(u"Ab1-"_s.repeated(128));
}

void QrImageTest::comesBackAsItWas()
{
    QFETCH(QString, text);
    const auto read = readQr(pngOf(text, 600));
    QVERIFY_OK(read);
    QCOMPARE(*read, text);
}

void QrImageTest::isReadAsACameraSeesIt_data()
{
    QTest::addColumn<Damage>("damage");
    const auto row = [](const char *name, Damage damage) { QTest::addRow("%s", name) << damage; };
    row("S2-76 a quarter turn", [](const QImage &i) { return saved(turned(i, 90)); });
    row("S2-76 upside down", [](const QImage &i) { return saved(turned(i, 180)); });
    row("S2-76 turned by 17 degrees", [](const QImage &i) { return saved(turned(i, 17)); });
    row("S2-76 turned by 45 degrees", [](const QImage &i) { return saved(turned(i, 45)); });
    row("S2-76 tilted, on grey", [](const QImage &i) { return saved(tilted(i)); });
    row("S2-76 mirrored", [](const QImage &i) { return saved(i.mirrored(true, false)); });
    row("S2-76 scaled to a third",
        [](const QImage &i) { return saved(i.scaled(200, 200, Qt::KeepAspectRatio, Qt::SmoothTransformation)); });
    row("S2-76 scaled to what is no whole number",
        [](const QImage &i) { return saved(i.scaled(437, 437, Qt::KeepAspectRatio, Qt::SmoothTransformation)); });
    row("S2-76 noisy", [](const QImage &i) { return saved(noisy(i, 90)); });
    row("S2-76 noisy and turned", [](const QImage &i) { return saved(noisy(turned(i, 11), 60)); });
    row("S2-76 blurred", [](const QImage &i) {
        return saved(i.scaled(200, 200, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                         .scaled(700, 700, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    });
    row("S2-76 pale", [](const QImage &i) {
        QImage pale = i.convertToFormat(QImage::Format_RGB32);
        QPainter(&pale).fillRect(pale.rect(), QColor(255, 255, 255, 170));
        return saved(pale);
    });
    row("S2-76 a poor JPEG", [](const QImage &i) { return saved(i.convertToFormat(QImage::Format_RGB32), "JPG", 15); });
    row("S2-76 a BMP", [](const QImage &i) { return saved(i, "BMP"); });
    row("S2-76 white on black", [](const QImage &i) {
        QImage inverted = i.convertToFormat(QImage::Format_RGB32);
        inverted.invertPixels();
        return saved(inverted);
    });
    row("S2-76 black on transparent", [](const QImage &i) {
        QImage clear = i.convertToFormat(QImage::Format_ARGB32);
        for (int y = 0; y < clear.height(); ++y) {
            for (int x = 0; x < clear.width(); ++x)
                clear.setPixel(x, y, qGray(clear.pixel(x, y)) > 128 ? qRgba(0, 0, 0, 0) : qRgb(0, 0, 0));
        }
        return saved(clear);
    });
    row("S2-76 small in a corner of a large picture", [](const QImage &i) {
        return saved(onPaper(i.scaled(260, 260), {1900, 1300}, {1500, 950}));
    });
    row("S2-76 a coin lies on it", [](const QImage &i) { // error correction M bears 15 %
        QImage covered = i.convertToFormat(QImage::Format_RGB32);
        QPainter painter(&covered);
        painter.setBrush(Qt::gray);
        painter.drawEllipse(QPoint(330, 330), 50, 50);
        painter.end();
        return saved(covered);
    });
}

void QrImageTest::isReadAsACameraSeesIt()
{
    QFETCH(Damage, damage);
    const QString text = housesContent();
    const QImage clean = QImage::fromData(pngOf(text, 600));
    QCOMPARE(clean.size(), QSize(600, 600));
    const auto read = readQr(damage(clean));
    QVERIFY_OK(read);
    QCOMPARE(*read, text);
}

void QrImageTest::picturesHaveTheSizeAskedFor_data()
{
    QTest::addColumn<int>("side");
    for (const int side : {29, 58, 100, 313, 600, 4096})
        QTest::addRow("S2-75 %d pixels a side", side) << side;
}

void QrImageTest::picturesHaveTheSizeAskedFor()
{
    QFETCH(int, side);
    const QByteArray png = pngOf(u"x"_s, side);
    const QImage image = QImage::fromData(png, "PNG");
    QCOMPARE(image.size(), QSize(side, side));
    QCOMPARE(readQr(png).valueOr(QString()), u"x"_s);
}

void QrImageTest::hasAQuietZoneOfFourModules()
{
    const QImage image = QImage::fromData(pngOf(u"x"_s, 290)); // 21 + 8 modules of 10 pixels
    for (int i = 0; i < 290; ++i) {
        for (int edge = 0; edge < 40; ++edge) {
            QCOMPARE(image.pixel(i, edge), qRgb(255, 255, 255));
            QCOMPARE(image.pixel(edge, i), qRgb(255, 255, 255));
            QCOMPARE(image.pixel(i, 289 - edge), qRgb(255, 255, 255));
            QCOMPARE(image.pixel(289 - edge, i), qRgb(255, 255, 255));
        }
    }
    QCOMPARE(image.pixel(40, 40), qRgb(0, 0, 0)); // the finder pattern begins there
}

void QrImageTest::svgShowsTheSameSquares()
{
    const auto matrix = QrMatrix::of(housesContent().toUtf8());
    QVERIFY_OK(matrix);
    const auto svg = payments::qrSvg(*matrix, 610);
    QVERIFY_OK(svg);
    QVERIFY(svg->contains("width=\"610\" height=\"610\""));
    QSvgRenderer renderer(*svg);
    QVERIFY(renderer.isValid());
    const int modules = matrix->size() + 8;
    QImage image(modules, modules, QImage::Format_RGB32);
    image.fill(Qt::red);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    for (int y = 0; y < modules; ++y) {
        for (int x = 0; x < modules; ++x) {
            const bool inside = x >= 4 && y >= 4 && x < modules - 4 && y < modules - 4;
            const bool dark = inside && matrix->isDark(x - 4, y - 4);
            QCOMPARE(qGray(image.pixel(x, y)) < 128, dark);
        }
    }
}

void QrImageTest::aBanksPictureStaysAsItIs()
{
    const QByteArray png = pngOf(u"opaque|123"_s, 300);
    const auto svg = payments::pngInSvg(png, 300);
    QVERIFY_OK(svg);
    QVERIFY2(svg->contains(QByteArray("base64," + png.toBase64() + "\"")),
             "SPEC 2.6: rail content is painted as it came");
    QSvgRenderer renderer(*svg);
    QVERIFY(renderer.isValid());
    QImage image(300, 300, QImage::Format_RGB32);
    image.fill(Qt::red);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    QCOMPARE(image, QImage::fromData(png).convertToFormat(QImage::Format_RGB32));
    QCOMPARE(payments::pngInSvg("GIF89a", 300).error().code(), ErrorCode::Unsupported);
    QCOMPARE(payments::pngInSvg(png, 0).error().code(), ErrorCode::InvalidArgument);
}

void QrImageTest::refusesWhatIsNoCode_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const QByteArray png = pngOf(u"x"_s, 300);
    QImage two = onPaper(QImage::fromData(png), {700, 320}, {10, 10});
    QPainter(&two).drawImage(360, 10, QImage::fromData(pngOf(u"y"_s, 300)));
    const auto row = [](const char *name, const QByteArray &bytes, ErrorCode code) {
        QTest::addRow("%s", name) << bytes << int(code);
    };
    row("nothing", {}, ErrorCode::Unsupported);
    row("a text", "00020101021226410013bo.ventanilla", ErrorCode::Unsupported);
    row("an SVG is a language, not pixels", payments::qrSvg(*QrMatrix::of("x"), 300).valueOr(QByteArray()),
        ErrorCode::Unsupported);
    row("a PNG cut short", png.first(60), ErrorCode::Unsupported);
    row("a picture without a code", saved(onPaper(QImage(1, 1, QImage::Format_RGB32), {300, 300}, {0, 0})),
        ErrorCode::NotFound);
    row("a picture of one pixel", saved(QImage(1, 1, QImage::Format_RGB32)), ErrorCode::NotFound);
    row("two different codes: which one is meant?", saved(two), ErrorCode::Conflict);
}

void QrImageTest::refusesWhatIsNoCode()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    const auto read = readQr(bytes);
    QVERIFY2(!read, read.ok() ? qPrintable(*read) : "");
    QCOMPARE(int(read.error().code()), code);
}

void QrImageTest::refusesSizesThatMakeNoSense()
{
    const auto matrix = QrMatrix::of("x");
    QVERIFY_OK(matrix);
    QCOMPARE(matrix->size(), 21);
    for (const int side : {-1, 0, 28, 4'097})
        QCOMPARE(payments::qrPng(*matrix, side).error().code(), ErrorCode::InvalidArgument);
    for (const int side : {-1, 0, 4'097})
        QCOMPARE(payments::qrSvg(*matrix, side).error().code(), ErrorCode::InvalidArgument);
}

void QrImageTest::refusesTextsThatDoNotFit()
{
    QCOMPARE(QrMatrix::of({}).error().code(), ErrorCode::InvalidArgument);
    QCOMPARE(QrMatrix::of(QByteArray("a\0b", 3)).error().code(), ErrorCode::InvalidArgument);
    QVERIFY_OK(QrMatrix::of(QByteArray(2'331, 'a')));
    QCOMPARE(QrMatrix::of(QByteArray(2'332, 'a')).error().code(), ErrorCode::TooLarge);
}

void QrImageTest::aBigPhotographIsReadInTime()
{
    QImage paper(4000, 3000, QImage::Format_RGB32);
    paper.fill(QColor(200, 190, 180));
    QPainter(&paper).drawImage(QRect(1700, 900, 800, 800), QImage::fromData(pngOf(housesContent(), 600)));
    const QByteArray bytes = saved(noisy(paper, 20), "JPG", 80);
    QVERIFY(bytes.size() > 500'000);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(readQr(bytes).valueOr(QString()), housesContent());
    qInfo("a photograph of 12 million pixels: %lld ms", timer.restart());
    paper.fill(Qt::white);
    const QByteArray empty = saved(noisy(paper, 120), "JPG", 80);
    timer.restart();
    QCOMPARE(readQr(empty).error().code(), ErrorCode::NotFound);
    qInfo("one of noise alone: %lld ms", timer.elapsed());
}

QTEST_GUILESS_MAIN(QrImageTest)
#include "tst_qrimage.moc"
