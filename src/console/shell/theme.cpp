// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/theme.h"
#include "console/shell/palettes.h"
#include "console/shell/svgiconengine.h"
#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QStyleFactory>

namespace console {

Theme::Theme(QObject *parent)
    : QObject(parent)
{
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
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_qs));
    QApplication::setPalette(widgetPalette(m_dark));
    Q_EMIT changed();
}

QColor Theme::color(ColorRole role) const
{
    return paletteColor(role, m_dark);
}

QIcon Theme::icon(const QString &name, ColorRole role) const
{
    QColor disabled = color(ColorRole::TextMuted);
    disabled.setAlpha(130);
    return QIcon(new SvgIconEngine(u":/icons/"_qs + name + u".svg"_qs, color(role), disabled));
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
