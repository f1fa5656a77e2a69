// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"

namespace console {

class WindowActions;

/// What a person chose for the window (language, theme, text size, when to lock) and where it is remembered: under the
/// person's name, and for the machine too, so that the next login speaks as the last person did. GUI thread.
class Preferences : public QObject
{
    Q_OBJECT
public:
    Preferences(AppContext &context, WindowActions &actions, QObject *parent);

    /// Whose values are meant from now on (empty: the machine's); applies them.
    void selectUser(const QString &username);
    const QString &username() const { return m_username; }
    /// The last person who signed in at this machine.
    QString lastUser() const;
    /// Values of the machine, whoever is signed in.
    std::optional<QByteArray> machineValue(const QString &key) const;
    void setMachineValue(const QString &key, const QByteArray &value);
    /// Minutes without a touch before the window locks; 0: never.
    int lockMinutes() const;
    void setLockMinutes(int minutes);
    void setScale(int percent);
    /// Something else that is yes or no (printing, sound, notifications); whoever obeys it reads it when it counts.
    void setFlag(const QString &key, bool on);

Q_SIGNALS:
    void lockMinutesChanged(int minutes);
    /// Another person's values, or one of setFlag().
    void flagsChanged();

private:
    void connectActions();
    void apply();
    void remember(const QString &key, const QByteArray &value);

    AppContext &m_context;
    WindowActions &m_actions;
    QString m_username;
};

} // namespace console
