// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>

class QApplication;

namespace console {

/// Colours by meaning. Text colours have a contrast of at least 4.5:1 on Window, Surface and SurfaceAlt.
enum class ColorRole {
    Window,     ///< behind everything
    Surface,    ///< cards, tables, fields
    SurfaceAlt, ///< every second row, headers
    Border,
    Text,
    TextMuted,  ///< secondary text
    Accent,     ///< buttons, selection, focus
    OnAccent,   ///< text on Accent
    AccentSoft, ///< tinted background of what is selected
    Deposit,    ///< ▲, text
    Withdrawal, ///< ▼, text
    Error,      ///< ✖, text
    Warning,    ///< text
    Success,    ///< text
    DepositSoft,
    WithdrawalSoft,
    ErrorSoft,
    WarningSoft,
    SuccessSoft, ///< backgrounds of pills and strips
    Glow,        ///< background of a cell that has just changed
};

/// The window's looks: Fusion with our palette and one style sheet, light or dark. Widgets are told by Qt's
/// PaletteChange and StyleChange; who keeps an icon or colour asks again on changed(). GUI thread.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    explicit Theme(QObject *parent = nullptr);

    static std::optional<Mode> parse(QStringView text); ///< "system", "light", "dark"
    static QString word(Mode mode);

    Mode mode() const { return m_mode; }
    bool isDark() const { return m_dark; }
    /// Applies style, palette, style sheet and fonts to the whole application.
    void set(Mode mode);

    /// Size of all text in per cent of the system's, 80 to 200.
    int textPercent() const { return m_percent; }
    void setTextPercent(int percent);

    QColor color(ColorRole role) const;
    /// resources/icons/<name>.svg tinted with `role` (disabled: muted), sharp at every scale.
    QIcon icon(const QString &name, ColorRole role = ColorRole::Text) const;
    /// Muted, and in the accent colour for the selected tab.
    QIcon tabIcon(const QString &name) const;
    /// The program's own mark, in its colours.
    static QIcon appIcon();
    /// `base` with figures of one width, for money and clocks.
    static QFont figures(const QFont &base);

Q_SIGNALS:
    void changed();

private:
    Mode m_mode = Mode::System;
    void apply();
    int m_percent = 100;
    bool m_dark = false;
    bool m_systemDark = false;
};

} // namespace console
