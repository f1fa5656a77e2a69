// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/anchorkey.h"
#include "hub/signingkey.h"

namespace hub {

base::Result<std::shared_ptr<const AnchorKey>> AnchorKey::load(const QString &path)
{
    const auto seed = loadSigningKey(path);
    if (!seed)
        return seed.error();
    auto pair = auth::Ed25519::fromSeed(*seed);
    if (!pair)
        return pair.error();
    return std::shared_ptr<const AnchorKey>(std::make_shared<AnchorKey>(std::move(pair).value()));
}

} // namespace hub
