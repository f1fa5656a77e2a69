// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlskeeper.h"
#include <QFileInfo>

namespace net {

namespace {

QList<QDateTime> changeTimes(const TlsFiles &files)
{
    QList<QDateTime> times;
    for (const QString &file : {files.certificate, files.key, files.clientCa, files.revoked})
        times << (file.isEmpty() ? QDateTime() : QFileInfo(file).lastModified());
    return times;
}

} // namespace

base::Result<std::shared_ptr<TlsKeeper>> TlsKeeper::open(const TlsFiles &files)
{
    const QList<QDateTime> changed = changeTimes(files); // before reading: what is written meanwhile is seen next time
    auto context = TlsContext::load(files);
    if (!context)
        return context.error();
    return std::make_shared<TlsKeeper>(files, *context, changed);
}

TlsKeeper::TlsKeeper(TlsFiles files, TlsContextPtr context, QList<QDateTime> changed)
    : m_files(std::move(files))
    , m_context(std::move(context))
    , m_changed(std::move(changed))
{
}

TlsContextPtr TlsKeeper::context() const
{
    const std::scoped_lock lock(m_mutex);
    return m_context;
}

base::Result<> TlsKeeper::reload()
{
    const QList<QDateTime> changed = changeTimes(m_files);
    auto context = TlsContext::load(m_files); // outside the lock: it reads files
    const std::scoped_lock lock(m_mutex);
    m_changed = changed;
    if (!context)
        return context.error().with(u"the certificate in use stays"_qs);
    m_context = std::move(*context);
    return {};
}

base::Result<bool> TlsKeeper::reloadIfChanged()
{
    {
        const QList<QDateTime> changed = changeTimes(m_files);
        const std::scoped_lock lock(m_mutex);
        if (changed == m_changed)
            return false;
    }
    if (const auto reloaded = reload(); !reloaded)
        return reloaded.error();
    return true;
}

} // namespace net
