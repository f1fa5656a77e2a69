// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/devicecredential.h"
#include "auth/importreport.h"

namespace auth {

/// Credentials from a file, with what became of each line.
struct PasswordFile
{
    std::vector<DeviceCredential> credentials; ///< user name and hash; exportHash is the same
    ImportReport report;
};
/// A file's text, with the names that could not be written.
struct PasswordText
{
    QByteArray text;
    QStringList left; ///< user names whose secrets no mosquitto can check
};

/// Mosquitto's `password_file` (S0-51, S0-52): `name:hash` a line, `$7$` and `$6$`. Passwords that are not hashed are
/// not taken.
PasswordFile readMosquittoPasswords(const QByteArray &text);

/// Those that have a hash which mosquitto knows: imported ones, and those made to be exported. Disabled ones and those
/// of certificates are left out without a word: there they would be let in, or could not be.
PasswordText writeMosquittoPasswords(const std::vector<DeviceCredential> &credentials);

} // namespace auth
