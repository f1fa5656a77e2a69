// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/errortext.h"
#include <QCoreApplication>

namespace console {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(console::ErrorText)
};

} // namespace

QString errorText(const base::Error &error)
{
    switch (error.code()) {
    case base::ErrorCode::InvalidArgument:
        return Words::tr("The hub refused a value: %1").arg(error.message());
    case base::ErrorCode::Malformed:
        return Words::tr("The hub and this window do not understand each other.");
    case base::ErrorCode::Unauthenticated:
        return Words::tr("The session has ended. Sign in again.");
    case base::ErrorCode::PermissionDenied:
        return Words::tr("Your role may not do this.");
    case base::ErrorCode::NotFound:
        return Words::tr("There is no such record.");
    case base::ErrorCode::AlreadyExists:
        return Words::tr("It exists already.");
    case base::ErrorCode::Conflict:
        return Words::tr("It does not fit the present state: %1").arg(error.message());
    case base::ErrorCode::InsufficientFunds:
        return Words::tr("The balance does not cover this amount.");
    case base::ErrorCode::LimitExceeded:
        return Words::tr("A limit was reached. Wait a moment and try again.");
    case base::ErrorCode::TooLarge:
        return Words::tr("That is larger than the hub accepts.");
    case base::ErrorCode::Unsupported:
        return Words::tr("This hub does not offer it.");
    case base::ErrorCode::Busy:
        return Words::tr("The hub is busy. Try again in a moment.");
    case base::ErrorCode::Unavailable:
        return Words::tr("The hub could not be reached. Nothing was changed.");
    case base::ErrorCode::Timeout:
        return Words::tr("The hub did not answer: it is not known whether this was done.");
    case base::ErrorCode::Io:
        return Words::tr("The hub could not read or write its files.");
    case base::ErrorCode::Corrupt:
        return Words::tr("The hub found stored data that contradict themselves.");
    case base::ErrorCode::Internal:
        return Words::tr("Something failed inside the hub. Its log knows more.");
    }
    Q_UNREACHABLE();
}

QString loginErrorText(const base::Error &error)
{
    switch (error.code()) {
    case base::ErrorCode::Unauthenticated:
        return Words::tr("User or password is wrong.");
    case base::ErrorCode::PermissionDenied:
        return Words::tr("This user may not sign in here.");
    case base::ErrorCode::LimitExceeded:
        return Words::tr("Too many attempts. Wait a moment and try again.");
    case base::ErrorCode::Unavailable:
    case base::ErrorCode::Timeout:
        return Words::tr("The hub could not be reached.");
    default:
        return errorText(error);
    }
}

} // namespace console
