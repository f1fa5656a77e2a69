// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/user.h"

namespace auth {
namespace {

constexpr qsizetype maxUsername = 64;
constexpr qsizetype minPassword = 8;
constexpr qsizetype maxPassword = 256;
constexpr qsizetype maxPasswordBytes = 1024;

bool isNameChar(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'_' || c == u'-' || c == u'@';
}

} // namespace

base::Result<QString> normalUsername(const QString &typed)
{
    const QString name = typed.trimmed().toLower();
    const bool good = !name.isEmpty() && name.size() <= maxUsername &&
                      std::all_of(name.begin(), name.end(), isNameChar) && name.at(0).isLetterOrNumber();
    if (!good) {
        return base::Error(
            base::ErrorCode::InvalidArgument,
            u"a user name has 1 to %1 of the characters a-z 0-9 . _ - @ and begins with a letter or digit"_qs.arg(
                maxUsername));
    }
    return name;
}

base::Result<> checkNewPassword(const QString &password, const QString &username)
{
    using base::ErrorCode;
    if (password.size() < minPassword)
        return {ErrorCode::InvalidArgument, u"a password needs at least %1 characters"_qs.arg(minPassword)};
    if (password.size() > maxPassword || passwordBytes(password).size() > maxPasswordBytes)
        return {ErrorCode::InvalidArgument, u"a password has at most %1 characters"_qs.arg(maxPassword)};
    if (password.compare(username, Qt::CaseInsensitive) == 0)
        return {ErrorCode::InvalidArgument, u"the password must not be the user name"_qs};
    return {};
}

QByteArray passwordBytes(const QString &password)
{
    return password.normalized(QString::NormalizationForm_C).toUtf8();
}

} // namespace auth
