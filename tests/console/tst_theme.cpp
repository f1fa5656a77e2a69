// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/palettes.h"
#include "console/shell/svgiconengine.h"
#include "console/shell/theme.h"
#include <QApplication>
#include <QDirIterator>
#include <QFontMetricsF>
#include <QPainter>
#include <QSvgRenderer>
#include <QtTest>
#include <cmath>

using console::ColorRole;
using console::Theme;

namespace {

double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &c)
{
    return 0.2126 * channel(double(c.redF())) + 0.7152 * channel(double(c.greenF())) +
           0.0722 * channel(double(c.blueF()));
}

/// WCAG 2.1 contrast ratio.
double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textIsReadable_data();
    void textIsReadable();
    void everyModeIsApplied_data();
    void everyModeIsApplied();
    void sheetKeepsNoUnknownWord();
    void everyIconIsDrawnInTheColourAskedFor();
    void figuresHaveOneWidth();
};

void ThemeTest::textIsReadable_data()
{
    QTest::addColumn<ColorRole>("text");
    QTest::addColumn<ColorRole>("ground");
    const std::pair<ColorRole, const char *> texts[] = {
        {ColorRole::Text, "text"},       {ColorRole::TextMuted, "muted text"},  {ColorRole::Accent, "accent"},
        {ColorRole::Deposit, "deposit"}, {ColorRole::Withdrawal, "withdrawal"}, {ColorRole::Error, "error"},
        {ColorRole::Warning, "warning"}, {ColorRole::Success, "success"}};
    const std::pair<ColorRole, const char *> grounds[] = {
        {ColorRole::Window, "window"}, {ColorRole::Surface, "surface"}, {ColorRole::SurfaceAlt, "alternate rows"}};
    for (const auto &[text, textName] : texts) {
        for (const auto &[ground, groundName] : grounds)
            QTest::addRow("%s on %s", textName, groundName) << text << ground;
    }
    QTest::newRow("text on a selected row") << ColorRole::Text << ColorRole::AccentSoft;
    QTest::newRow("text on a changed cell") << ColorRole::Text << ColorRole::Glow;
    QTest::newRow("text on the warning strip") << ColorRole::Text << ColorRole::WarningSoft;
    QTest::newRow("primary button") << ColorRole::OnAccent << ColorRole::Accent;
    QTest::newRow("deposit pill") << ColorRole::Deposit << ColorRole::DepositSoft;
    QTest::newRow("withdrawal pill") << ColorRole::Withdrawal << ColorRole::WithdrawalSoft;
    QTest::newRow("error pill") << ColorRole::Error << ColorRole::ErrorSoft;
    QTest::newRow("warning pill") << ColorRole::Warning << ColorRole::WarningSoft;
    QTest::newRow("deposit on a selected row") << ColorRole::Deposit << ColorRole::AccentSoft;
    QTest::newRow("withdrawal on a selected row") << ColorRole::Withdrawal << ColorRole::AccentSoft;
}

void ThemeTest::textIsReadable()
{
    QFETCH(const ColorRole, text);
    QFETCH(const ColorRole, ground);
    for (const bool dark : {false, true}) {
        const double ratio = contrast(console::paletteColor(text, dark), console::paletteColor(ground, dark));
        QVERIFY2(ratio >= 4.5, qPrintable(u"%1 theme: %2"_qs.arg(dark ? u"dark"_qs : u"light"_qs).arg(ratio)));
    }
}

void ThemeTest::everyModeIsApplied_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("dark");
    QTest::newRow("the system's, which is light here") << u"system"_qs << false;
    QTest::newRow("light") << u"light"_qs << false;
    QTest::newRow("dark, whatever the system says") << u"dark"_qs << true;
}

void ThemeTest::everyModeIsApplied()
{
    QFETCH(const QString, word);
    QFETCH(const bool, dark);
    Theme theme;
    QSignalSpy changed(&theme, &Theme::changed);
    const auto mode = Theme::parse(word);
    QVERIFY(mode);
    QCOMPARE(Theme::word(*mode), word);
    theme.set(*mode);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(theme.isDark(), dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), console::paletteColor(ColorRole::Window, dark));
    theme.set(Theme::Mode::System); // leave the next row a light system
    QVERIFY(!Theme::parse(u"purple"));
}

void ThemeTest::sheetKeepsNoUnknownWord()
{
    Theme theme;
    theme.set(Theme::Mode::Dark);
    QVERIFY(qApp->styleSheet().contains(u"#tabHeader"));
    const QRegularExpressionMatch left = QRegularExpression(u"@[a-z]+@"_qs).match(qApp->styleSheet());
    QVERIFY2(!left.hasMatch(), qPrintable(left.captured(0)));
    theme.set(Theme::Mode::System);
}

void ThemeTest::everyIconIsDrawnInTheColourAskedFor()
{
    Theme theme;
    int seen = 0;
    QDirIterator files(u":/icons"_qs);
    while (files.hasNext()) {
        const QString path = files.next();
        QVERIFY2(QSvgRenderer(path).isValid(), qPrintable(path));
        console::SvgIconEngine engine(path, Qt::red, Qt::gray);
        const QImage image = engine.pixmap(QSize(24, 24), QIcon::Normal, QIcon::Off).toImage();
        bool drawn = false;
        for (int y = 0; y < 24; ++y) {
            for (int x = 0; x < 24; ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.alpha() > 200) {
                    QVERIFY2(pixel.red() > 240 && pixel.green() < 20, qPrintable(path));
                    drawn = true;
                }
            }
        }
        QVERIFY2(drawn, qPrintable(path + u" is blank"_qs));
        ++seen;
    }
    QVERIFY(seen > 40);
    QVERIFY(!theme.icon(u"transactions"_qs).pixmap(16, 16).isNull());
}

void ThemeTest::figuresHaveOneWidth()
{
    const QFontMetricsF metrics(Theme::figures(QApplication::font()));
    for (const char16_t digit : u"23456789"_qs.toStdU16String())
        QCOMPARE(metrics.horizontalAdvance(QChar(digit)), metrics.horizontalAdvance(u'1'));
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
