// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/signingkey.h"
#include "hub/keyfile.h"

using namespace Qt::StringLiterals;

namespace hub {

base::Result<QByteArray> loadSigningKey(const QString &path)
{
    return loadKeyFile(path, u"is not a signing key; delete it to get a new one (everybody then logs in again)"_s);
}

} // namespace hub
