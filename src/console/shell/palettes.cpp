// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/palettes.h"
#include <iterator>

namespace console {

namespace {

struct Pair
{
    QRgb light;
    QRgb dark;
};

// In the order of ColorRole. tests/console/tst_theme computes the contrast of every text on every ground.
constexpr Pair colors[] = {
    {0xfff4f6f8, 0xff14181d}, // Window
    {0xffffffff, 0xff1c2128}, // Surface
    {0xfff8fafb, 0xff20262e}, // SurfaceAlt
    {0xffd5dbe1, 0xff363e49}, // Border
    {0xff17212b, 0xffe6eaee}, // Text
    {0xff566372, 0xffa0acb9}, // TextMuted
    {0xff0b6e63, 0xff4fc3b0}, // Accent
    {0xffffffff, 0xff08211d}, // OnAccent
    {0xffdcefec, 0xff1d3a38}, // AccentSoft
    {0xff0c6b3a, 0xff5fd08e}, // Deposit
    {0xff8f4a00, 0xfff0b35a}, // Withdrawal
    {0xffb3261e, 0xffff8f87}, // Error
    {0xff7a5200, 0xfff3c969}, // Warning
    {0xff0c6b3a, 0xff5fd08e}, // Success
    {0xffe0f3e8, 0xff18362a}, // DepositSoft
    {0xfffcebd6, 0xff3b2d18}, // WithdrawalSoft
    {0xfffde7e5, 0xff43211f}, // ErrorSoft
    {0xfffff3d1, 0xff3a3116}, // WarningSoft
    {0xffe0f3e8, 0xff18362a}, // SuccessSoft
    {0xfffff0b8, 0xff4a4220}, // Glow
};
static_assert(std::size(colors) == static_cast<size_t>(ColorRole::Glow) + 1);

} // namespace

QColor paletteColor(ColorRole role, bool dark)
{
    const Pair &pair = colors[static_cast<size_t>(role)];
    return QColor::fromRgb(dark ? pair.dark : pair.light);
}

QPalette widgetPalette(bool dark)
{
    const auto c = [dark](ColorRole role) { return paletteColor(role, dark); };
    QPalette p;
    p.setColor(QPalette::Window, c(ColorRole::Window));
    p.setColor(QPalette::WindowText, c(ColorRole::Text));
    p.setColor(QPalette::Base, c(ColorRole::Surface));
    p.setColor(QPalette::AlternateBase, c(ColorRole::SurfaceAlt));
    p.setColor(QPalette::Text, c(ColorRole::Text));
    p.setColor(QPalette::PlaceholderText, c(ColorRole::TextMuted));
    p.setColor(QPalette::Button, c(ColorRole::Surface));
    p.setColor(QPalette::ButtonText, c(ColorRole::Text));
    p.setColor(QPalette::BrightText, c(ColorRole::Error));
    p.setColor(QPalette::Highlight, c(ColorRole::Accent));
    p.setColor(QPalette::HighlightedText, c(ColorRole::OnAccent));
    p.setColor(QPalette::Link, c(ColorRole::Accent));
    p.setColor(QPalette::LinkVisited, c(ColorRole::Accent));
    p.setColor(QPalette::ToolTipBase, c(ColorRole::Surface));
    p.setColor(QPalette::ToolTipText, c(ColorRole::Text));
    p.setColor(QPalette::Light, c(ColorRole::Surface));
    p.setColor(QPalette::Midlight, c(ColorRole::SurfaceAlt));
    p.setColor(QPalette::Mid, c(ColorRole::Border));
    p.setColor(QPalette::Dark, c(ColorRole::TextMuted));
    p.setColor(QPalette::Shadow, QColor(0, 0, 0));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        QColor faded = c(ColorRole::TextMuted);
        faded.setAlpha(150);
        p.setColor(QPalette::Disabled, role, faded);
    }
    p.setColor(QPalette::Disabled, QPalette::Highlight, c(ColorRole::Border));
    p.setColor(QPalette::Disabled, QPalette::Base, c(ColorRole::Window));
    return p;
}

} // namespace console
