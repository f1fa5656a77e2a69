// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/commandline.h"
#include "hub/hub.h"
#include <QTemporaryDir>

namespace app {

/// A second hub in this process, to practise on (UX 4.13): over a throw-away copy of the ledger in a folder of its own,
/// on free ports of loopback, with settings and environment of nobody, so that no link, mail or bank rail exists. What
/// is done in it reaches neither the real hub nor its files. The folder goes with the object. One thread.
class PracticeRun
{
public:
    /// `ledger`: the file to copy; one that does not exist (or an empty name) gives an empty bank. `clock` outlives it.
    static base::Result<std::unique_ptr<PracticeRun>> start(const QString &ledger, const base::Clock &clock);
    ~PracticeRun();
    PracticeRun(const PracticeRun &) = delete;
    PracticeRun &operator=(const PracticeRun &) = delete;

    const hub::Hub &hub() const { return *m_hub; }
    /// Who practises: a supervisor of the copy alone.
    const QString &user() const { return m_user; }
    const QString &password() const { return m_password; }
    QString folder() const { return m_folder.path(); }

private:
    PracticeRun() = default;
    base::Result<> open(const QString &ledger, const base::Clock &clock);

    QTemporaryDir m_folder; ///< first: it goes last
    QString m_user;
    QString m_password;
    std::unique_ptr<hub::Hub> m_hub;
};

} // namespace app
