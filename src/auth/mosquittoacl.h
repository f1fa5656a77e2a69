// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/acl.h"
#include "auth/importreport.h"

namespace auth {

/// Rules from or for a file, with what became of each line.
struct AclFile
{
    std::vector<AclRule> rules;
    ImportReport report;
};
/// A file's text, with what could not be said in it.
struct AclText
{
    QByteArray text;
    ImportReport report;
};

/// Mosquitto's `acl_file` (S0-54, S0-55; SPEC 3, measured on 2.0.11): `user U`, `topic [read|write|readwrite|deny] F`,
/// `pattern … F` with `%c` and `%u`. Lines before the first `user` are for anonymous clients, patterns for all. For a
/// client his own lines are tried first, then the patterns, in each the denials before the rest; and nothing else is
/// allowed. Rules in that order say the same here, where the first match decides.
AclFile readMosquittoAcl(const QByteArray &text);

/// The other way, for rules that a mosquitto file can say: of a user, of anonymous clients or of all, without QoS and
/// RETAIN. Notes tell which it cannot, and where mosquitto's order of trying makes a difference.
AclText writeMosquittoAcl(const std::vector<AclRule> &rules);

} // namespace auth
