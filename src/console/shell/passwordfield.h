// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/theme.h"

class QAction;
class QLineEdit;

namespace console {

/// Gives a password field its eye: shows what was typed while it is on. Owned by the field; call retranslate() after a
/// change of language. GUI thread.
class PasswordField : public QObject
{
    Q_OBJECT
public:
    PasswordField(const Theme &theme, QLineEdit *field);
    void retranslate();

private:
    void refresh();
    const Theme &m_theme;
    QLineEdit *m_field;
    QAction *m_eye;
};

} // namespace console
