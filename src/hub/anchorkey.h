// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/ed25519.h"
#include "bank/dayclose.h"
#include "bank/policy.h"

namespace hub {

/// The hub's key for the anchors of closed days: made at its first use, in a file of its own (hub/signingkey.h).
/// Const: any thread.
class AnchorKey final : public bank::Signer
{
public:
    /// The key in `path`, or a new one there.
    static base::Result<std::shared_ptr<const AnchorKey>> load(const QString &path);
    QByteArray keyId() const override { return m_pair.id(); }
    QByteArray sign(const QByteArray &bytes) const override { return m_pair.sign(bytes); }
    /// Whether the anchor bears this key's signature.
    bool hasSigned(const events::DayClosed &close) const
    {
        return m_pair.verifies(bank::anchorBytes(close), close.signature);
    }

    explicit AnchorKey(auth::Ed25519 pair)
        : m_pair(std::move(pair))
    {
    }

private:
    const auth::Ed25519 m_pair;
};

/// The file's name in the data folder.
inline constexpr QLatin1StringView anchorKeyFile{"anchor.key"};

} // namespace hub
