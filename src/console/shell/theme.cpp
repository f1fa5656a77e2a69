// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/theme.h"
#include "console/shell/palettes.h"
#include "console/shell/svgiconengine.h"
#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QRegularExpression>
#include <QStyleFactory>

static void initConsoleResources()
{
    Q_INIT_RESOURCE(console); // a static library's resources are linked in only when asked for
}

namespace console {

namespace {

QString hex(const QColor &color)
{
    return color.name(color.alpha() == 255 ? QColor::HexRgb : QColor::HexArgb);
}

QColor faded(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

/// Font sizes that the sheet names follow the person's choice.
QString scaled(const QString &sheet, int percent)
{
    static const QRegularExpression size(u"font-size: (\\d+)px"_qs);
    QString out;
    qsizetype copied = 0;
    for (const QRegularExpressionMatch &match : size.globalMatch(sheet)) {
        out += sheet.mid(copied, match.capturedStart() - copied);
        out += u"font-size: %1px"_qs.arg(match.captured(1).toInt() * percent / 100);
        copied = match.capturedEnd();
    }
    return out + sheet.mid(copied);
}

/// The sheet with every @name@ replaced.
QString styleSheet(const Theme &theme)
{
    QFile file(u":/styles/console.qss"_qs);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const auto c = [&theme](ColorRole role) { return theme.color(role); };
    const QColor accent = c(ColorRole::Accent);
    const bool dark = theme.isDark();
    const std::pair<QString, QString> words[] = {
        {u"@window@"_qs, hex(c(ColorRole::Window))},
        {u"@surface@"_qs, hex(c(ColorRole::Surface))},
        {u"@surfacealt@"_qs, hex(c(ColorRole::SurfaceAlt))},
        {u"@border@"_qs, hex(c(ColorRole::Border))},
        {u"@text@"_qs, hex(c(ColorRole::Text))},
        {u"@textmuted@"_qs, hex(c(ColorRole::TextMuted))},
        {u"@disabled@"_qs, hex(faded(c(ColorRole::TextMuted), 150))},
        {u"@accent@"_qs, hex(accent)},
        {u"@accenthover@"_qs, hex(dark ? accent.lighter(112) : accent.lighter(118))},
        {u"@accentpressed@"_qs, hex(accent.darker(115))},
        {u"@onaccent@"_qs, hex(c(ColorRole::OnAccent))},
        {u"@accentsoft@"_qs, hex(c(ColorRole::AccentSoft))},
        {u"@hover@"_qs, hex(faded(accent, dark ? 28 : 20))},
        {u"@scroll@"_qs, hex(faded(c(ColorRole::TextMuted), 110))},
        {u"@deposit@"_qs, hex(c(ColorRole::Deposit))},
        {u"@withdrawal@"_qs, hex(c(ColorRole::Withdrawal))},
        {u"@error@"_qs, hex(c(ColorRole::Error))},
        {u"@errorsoft@"_qs, hex(c(ColorRole::ErrorSoft))},
        {u"@warning@"_qs, hex(c(ColorRole::Warning))},
        {u"@warningsoft@"_qs, hex(c(ColorRole::WarningSoft))},
        {u"@toast@"_qs, dark ? u"#e6eaee"_qs : u"#1f2a35"_qs},
        {u"@ontoast@"_qs, dark ? u"#17212b"_qs : u"#f4f6f8"_qs},
        {u"@brand@"_qs, dark ? u"#0a332f"_qs : u"#095b52"_qs},
        {u"@chevron@"_qs, dark ? u":/icons/chevron-down-dark.svg"_qs : u":/icons/chevron-down-light.svg"_qs},
        {u"@check@"_qs, dark ? u":/icons/check-on-dark.svg"_qs : u":/icons/check-on-light.svg"_qs},
        {u"@chevronup@"_qs, dark ? u":/icons/chevron-up-dark.svg"_qs : u":/icons/chevron-up-light.svg"_qs},
    };
    for (const auto &[word, value] : words)
        sheet.replace(word, value);
    return scaled(sheet, theme.textPercent());
}

/// The system's font, unless there is a finer one than the bare fallback.
QFont interfaceFont(int percent)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QStringList bare{u"DejaVu Sans"_qs, u"Sans Serif"_qs, u"Bitstream Vera Sans"_qs, u"Helvetica"_qs};
    if (bare.contains(font.family()) || QGuiApplication::platformName() == u"offscreen") {
        const QStringList families = QFontDatabase::families();
        for (const QString &family : {u"Inter"_qs, u"Noto Sans"_qs}) {
            if (families.contains(family)) {
                font.setFamily(family);
                break;
            }
        }
        font.setPointSizeF(10);
    }
    const qreal points = font.pointSizeF() > 0 ? font.pointSizeF() : 10;
    font.setPointSizeF(points * percent / 100);
    return font;
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
{
    initConsoleResources();
    // Before our own palette hides it: Qt 6.4 has no QStyleHints::colorScheme.
    const QPalette system = QGuiApplication::palette();
    m_systemDark = system.color(QPalette::WindowText).lightness() > system.color(QPalette::Window).lightness();
}

std::optional<Theme::Mode> Theme::parse(QStringView text)
{
    for (const Mode mode : {Mode::System, Mode::Light, Mode::Dark}) {
        if (text == word(mode))
            return mode;
    }
    return std::nullopt;
}

QString Theme::word(Mode mode)
{
    switch (mode) {
    case Mode::System:
        return u"system"_qs;
    case Mode::Light:
        return u"light"_qs;
    case Mode::Dark:
        return u"dark"_qs;
    }
    Q_UNREACHABLE();
}

void Theme::set(Mode mode)
{
    m_mode = mode;
    m_dark = mode == Mode::Dark || (mode == Mode::System && m_systemDark);
    apply();
}

void Theme::setTextPercent(int percent)
{
    percent = std::clamp(percent, 80, 200);
    if (percent == m_percent)
        return;
    m_percent = percent;
    apply();
}

void Theme::apply()
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_qs));
    QApplication::setPalette(widgetPalette(m_dark));
    QApplication::setFont(interfaceFont(m_percent));
    qApp->setStyleSheet(styleSheet(*this));
    Q_EMIT changed();
}

QColor Theme::color(ColorRole role) const
{
    return paletteColor(role, m_dark);
}

QIcon Theme::icon(const QString &name, ColorRole role) const
{
    return QIcon(
        new SvgIconEngine(u":/icons/"_qs + name + u".svg"_qs, color(role), faded(color(ColorRole::TextMuted), 130)));
}

QIcon Theme::tabIcon(const QString &name) const
{
    const QColor muted = color(ColorRole::TextMuted);
    return QIcon(
        new SvgIconEngine(u":/icons/"_qs + name + u".svg"_qs, muted, faded(muted, 130), color(ColorRole::Accent)));
}

QIcon Theme::appIcon()
{
    initConsoleResources();
    return QIcon(u":/icons/app.svg"_qs);
}

QFont Theme::figures(const QFont &base)
{
    const QFontMetricsF metrics(base);
    // Nearly every interface font has figures of one width; QFont cannot switch the feature on before Qt 6.7.
    if (qFuzzyCompare(metrics.horizontalAdvance(u'1'), metrics.horizontalAdvance(u'8')))
        return base;
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(base.pointSizeF());
    fixed.setWeight(base.weight());
    return fixed;
}

} // namespace console
