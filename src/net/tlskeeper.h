// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/tlscontext.h"
#include <QDateTime>
#include <mutex>

namespace net {

/// Holds the TlsContext of a listener (or of several that share certificates) and renews it when the files change, with
/// the listener open: new connections get the new certificate, live ones go on. Any thread (docs/threads.md
/// "TlsKeeper").
class TlsKeeper
{
public:
    /// Loads the files for the first time; errors as TlsContext::load.
    static base::Result<std::shared_ptr<TlsKeeper>> open(const TlsFiles &files);
    explicit TlsKeeper(TlsFiles files, TlsContextPtr context, QList<QDateTime> changed);

    /// Never null.
    TlsContextPtr context() const;
    const TlsFiles &files() const { return m_files; }
    /// Reads the files again. When they are no good, the old certificate stays in use and the error says why.
    base::Result<> reload();
    /// The same if one of the files has changed since the last look; otherwise false without reading. Also after a
    /// failed reload() it waits for a further change.
    base::Result<bool> reloadIfChanged();

private:
    const TlsFiles m_files;
    mutable std::mutex m_mutex; ///< guards what follows
    TlsContextPtr m_context;
    QList<QDateTime> m_changed; ///< when the files were written, as last seen
};

} // namespace net
