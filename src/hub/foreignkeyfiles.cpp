// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/foreignkeyfiles.h"
#include "hub/logging.h"
#include <QDateTime>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace hub {
namespace {

constexpr qint64 maxFile = 256 * 1024;

Result<QByteArray> contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    if (file.size() > maxFile)
        return Error(ErrorCode::TooLarge, u"%1 is no file of keys"_s.arg(path));
    return file.readAll();
}

/// Without the line end that an editor leaves.
Result<std::vector<auth::ForeignKey>> fromSecretFile(QByteArray text)
{
    while (text.endsWith('\n') || text.endsWith('\r'))
        text.chop(1);
    auto key = auth::ForeignKey::fromSecret(text);
    if (!key)
        return key.error();
    return std::vector<auth::ForeignKey>{std::move(*key)};
}

} // namespace

QByteArray ForeignKeyFiles::stamp() const
{
    QByteArray stamp;
    for (const QString &path : {m_options.secretFile, m_options.jwksFile, m_options.pemFile}) {
        const QFileInfo file(path);
        stamp += QByteArray::number(path.isEmpty() ? 0 : file.lastModified().toMSecsSinceEpoch());
        stamp += ' ' + QByteArray::number(path.isEmpty() ? 0 : file.size()) + '\n';
    }
    return stamp;
}

Result<> ForeignKeyFiles::read()
{
    using Reader = Result<std::vector<auth::ForeignKey>> (*)(QByteArray);
    const struct
    {
        const QString &path;
        QString setting;
        Reader reader;
    } sources[] = {
        {m_options.secretFile, u"auth.foreign.hs256_secret_file"_s, fromSecretFile},
        {m_options.jwksFile, u"auth.foreign.jwks_file"_s, [](QByteArray t) { return auth::ForeignKey::fromJwks(t); }},
        {m_options.pemFile, u"auth.foreign.pem_file"_s, [](QByteArray t) { return auth::ForeignKey::fromPem(t); }},
    };
    m_stamp = stamp();
    auth::ForeignTokens::Settings settings{m_options.issuer, m_options.audience, {}};
    for (const auto &source : sources) {
        if (source.path.isEmpty())
            continue;
        const auto text = contents(source.path);
        if (!text)
            return text.error().with(source.setting);
        auto keys = source.reader(*text);
        if (!keys)
            return keys.error().with(source.setting);
        std::move(keys->begin(), keys->end(), std::back_inserter(settings.keys));
    }
    m_tokens = settings.keys.empty() ? nullptr : std::make_shared<const auth::ForeignTokens>(std::move(settings));
    return {};
}

bool ForeignKeyFiles::lookAgain(base::Monotonic now)
{
    if (now - m_lookedAt < interval)
        return false;
    m_lookedAt = now;
    if (stamp() == m_stamp)
        return false;
    const auto done = read();
    if (done)
        qCInfo(lcHub) << "the keys of foreign tokens were read anew";
    else
        qCWarning(lcHub).noquote() << "the keys of foreign tokens stay as they were:" << done.error().toString();
    return done.ok();
}

} // namespace hub
