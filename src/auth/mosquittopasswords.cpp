// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/mosquittopasswords.h"
#include "auth/mosquittohash.h"
#include <QSet>

namespace auth {
namespace {

using Kind = ImportNote::Kind;

/// The credential of a line, or why there is none. No hash and no password gets into the sentence.
base::Result<DeviceCredential> credentialFrom(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || colon + 1 == line.size())
        return {base::ErrorCode::Malformed, u"name:hash is expected"_qs};
    DeviceCredential made;
    made.username = QString::fromUtf8(line.first(colon));
    if (const auto good = checkDeviceName(made.username); !good)
        return good.error();
    made.secretHash = line.sliced(colon + 1).toByteArray();
    made.exportHash = made.secretHash;
    if (!MosquittoHash::isOne(made.secretHash))
        return {base::ErrorCode::Unsupported,
                u"the password is not hashed, or not by mosquitto; \"mosquitto_passwd -U\" "
                "hashes a file"_qs};
    if (const auto parsed = MosquittoHash::parse(made.secretHash); !parsed)
        return parsed.error();
    return made;
}

} // namespace

PasswordFile readMosquittoPasswords(const QByteArray &text)
{
    PasswordFile file;
    QSet<QString> names;
    int number = 0;
    for (const QByteArray &raw : text.split('\n')) {
        ++number;
        const QByteArrayView line = QByteArrayView(raw).trimmed();
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        auto credential = credentialFrom(line);
        if (credential && names.contains(credential->username))
            credential = base::Error(base::ErrorCode::AlreadyExists, u"the name stands in the file before"_qs);
        if (!credential) {
            file.report.push_back({number, Kind::NotTaken, credential.error().message()});
            continue;
        }
        names.insert(credential->username);
        file.credentials.push_back(std::move(*credential));
        file.report.push_back({number, Kind::Taken, {}});
    }
    return file;
}

PasswordText writeMosquittoPasswords(const std::vector<DeviceCredential> &credentials)
{
    PasswordText out;
    for (const DeviceCredential &credential : credentials) {
        if (!credential.enabled || credential.secretHash.isEmpty())
            continue;
        if (credential.exportHash.isEmpty())
            out.left << credential.username;
        else
            out.text += credential.username.toUtf8() + ':' + credential.exportHash + '\n';
    }
    return out;
}

} // namespace auth
