// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/pinkeeper.h"
#include "auth/principal.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

bool isPin(const QString &text)
{
    const bool isDigits = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isDigits && text.size() >= 4 && text.size() <= 8;
}

Error wrong()
{
    return {ErrorCode::PermissionDenied, u"the name or the PIN is wrong"_s};
}

} // namespace

Attempt<QString> PinKeeper::set(const Principal &who, const QString &password, const QString &pin,
                                const QString &address)
{
    if (!isPin(pin))
        return {Error(ErrorCode::InvalidArgument, u"a PIN has 4 to 8 digits"_s)};
    const Attempt<User> verified = m_parts.authenticator.verify(who.username, password, address);
    if (!verified.result) {
        if (verified.result.error().code() == ErrorCode::Unauthenticated) // the session is good, so this is no 401
            return {Error(ErrorCode::PermissionDenied, u"the current password is wrong"_s)};
        return {verified.result.error(), verified.retryAfter};
    }
    auto hash = m_hasher.hash(pin.toUtf8());
    if (!hash)
        return {hash.error()};
    if (auto saved = m_parts.pins.savePin({verified.result->id, std::move(*hash), 0, m_parts.clock.utcNow()}); !saved)
        return {saved.error()};
    if (auto told = m_parts.authenticator.reload(); !told)
        return {told.error()};
    return {who.username};
}

Result<User> PinKeeper::check(const QString &username, const QString &pin)
{
    const auto name = normalUsername(username);
    auto user = name ? m_parts.users.findUser(*name) : Result<std::optional<User>>(std::optional<User>());
    if (!user)
        return user.error();
    std::optional<PinRecord> record;
    if (*user) {
        auto found = m_parts.pins.findPin((*user)->id);
        if (!found)
            return found.error();
        record = std::move(*found);
    }
    if (!record || !isPin(pin)) {
        m_hasher.pretend(pin.left(8).toUtf8()); // as long as for one that exists
        return wrong();
    }
    return compare(**user, std::move(*record), pin);
}

Result<User> PinKeeper::compare(const User &user, PinRecord record, const QString &pin)
{
    if (record.failures >= maxFailures)
        return Error(ErrorCode::PermissionDenied,
                     u"this PIN is locked after too many tries: its owner must set it anew with his password"_s);
    // Counted before it is known to be wrong: whoever cuts the power gets no further try.
    ++record.failures;
    if (auto saved = m_parts.pins.savePin(record); !saved)
        return saved.error();
    if (!m_hasher.verify(record.hash, pin.toUtf8()))
        return wrong();
    record.failures = 0;
    if (auto saved = m_parts.pins.savePin(record); !saved)
        return saved.error();
    if (!user.enabled || user.mustChangePassword)
        return wrong();
    return user;
}

} // namespace auth
