// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/foreigntokens.h"
#include "hub/settings.h"

namespace hub {

/// Reads the files that `auth.foreign.*` names, and again when one of them has changed: an issuer that rotates its keys
/// needs no restart. Lives where it is asked: the hash pool's thread.
class ForeignKeyFiles
{
public:
    static constexpr std::chrono::minutes interval{1};

    explicit ForeignKeyFiles(ForeignOptions options)
        : m_options(std::move(options))
    {
    }
    /// At start: whatever is wrong with a file is an error that names its setting. Without files there are no tokens.
    base::Result<> read();
    /// Looks at most once an interval whether a file has changed; true when there are new keys. A file that has become
    /// bad is logged, and the keys that were good stay.
    bool lookAgain(base::Monotonic now);
    /// Null: no foreign token is taken.
    std::shared_ptr<const auth::ForeignTokens> tokens() const { return m_tokens; }

private:
    QByteArray stamp() const;

    const ForeignOptions m_options;
    std::shared_ptr<const auth::ForeignTokens> m_tokens;
    QByteArray m_stamp; ///< when and how big the files were
    base::Monotonic m_lookedAt{};
};

} // namespace hub
