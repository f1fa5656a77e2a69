// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/passwordfield.h"
#include <QAction>
#include <QLineEdit>

namespace console {

PasswordField::PasswordField(const Theme &theme, QLineEdit *field)
    : QObject(field)
    , m_theme(theme)
    , m_field(field)
    , m_eye(field->addAction(theme.icon(u"eye"_qs, ColorRole::TextMuted), QLineEdit::TrailingPosition))
{
    m_eye->setCheckable(true);
    connect(m_eye, &QAction::toggled, this, &PasswordField::refresh);
    connect(&theme, &Theme::changed, this, &PasswordField::refresh);
    retranslate();
}

void PasswordField::refresh()
{
    const bool shown = m_eye->isChecked();
    m_field->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    m_eye->setIcon(m_theme.icon(shown ? u"eye-off"_qs : u"eye"_qs, ColorRole::TextMuted));
    m_eye->setToolTip(shown ? tr("Hide the password") : tr("Show the password"));
}

void PasswordField::retranslate()
{
    m_eye->setText(tr("Show the password"));
    refresh();
}

} // namespace console
