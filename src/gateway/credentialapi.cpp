// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/credentialapi.h"
#include "auth/mosquittopasswords.h"
#include "gateway/accessjson.h"

using namespace Qt::StringLiterals;
using base::ErrorCode;
using base::Result;
using Reply = gateway::AccessReply;

namespace gateway {
namespace {

constexpr qint64 pageSize = 100;
constexpr qint64 maxPage = 500;

/// With the secret that was just made, which nobody will see again.
QJsonObject issuedJson(const auth::IssuedCredential &issued)
{
    QJsonObject json = credentialJson(issued.credential);
    if (!issued.secret.isEmpty())
        json.insert(u"secret"_s, QString::fromLatin1(issued.secret));
    return json;
}

} // namespace

Result<Reply> CredentialApi::call(const AccessCall &call)
{
    const bool reads = call.method == "GET";
    if (call.path.value(0) == u"credentials-file")
        return reads ? exportPasswords() : importPasswords(call);
    if (call.path.size() == 1)
        return reads ? list(call) : add(call);
    if (call.path.size() == 3)
        return rotate(call);
    return call.method == "PATCH" ? change(call) : one(call);
}

Result<Reply> CredentialApi::one(const AccessCall &call)
{
    const auto found = m_registry.find(call.path.at(1));
    if (!found)
        return {ErrorCode::NotFound, u"there is no device credential \"%1\""_s.arg(call.path.at(1))};
    if (call.method == "GET")
        return Reply{200, credentialJson(*found)};
    if (const auto removed = m_registry.remove(found->username, call.by); !removed)
        return removed.error();
    return Reply{204, {}};
}

Result<Reply> CredentialApi::list(const AccessCall &call) const
{
    BodyReader body(call.body);
    const qint64 limit = body.number(u"limit"_s).value_or(pageSize);
    const QString after = body.text(u"cursor"_s).value_or(QString());
    if (const auto read = body.result(); !read)
        return read.error();
    if (limit < 1 || limit > maxPage)
        return {ErrorCode::InvalidArgument, u"limit: 1 to %1 is expected"_s.arg(maxPage)};
    QJsonArray items;
    QJsonValue next;
    for (const auth::DeviceCredential &credential : m_registry.credentials()) {
        if (!after.isEmpty() && credential.username <= after)
            continue;
        if (items.size() == limit) {
            next = items.last().toObject().value(u"username");
            break;
        }
        items.append(credentialJson(credential));
    }
    return Reply{200, {{u"items"_s, items}, {u"next_cursor"_s, next}}};
}

Result<Reply> CredentialApi::add(const AccessCall &call)
{
    BodyReader body(call.body);
    auth::NewCredential wanted;
    wanted.username = body.required(u"username"_s);
    wanted.clientIds = body.texts(u"client_ids"_s).value_or(QStringList());
    wanted.deviceId = body.text(u"device_id"_s).value_or(QString());
    wanted.cedula = body.text(u"cedula"_s).value_or(QString());
    wanted.note = body.text(u"note"_s).value_or(QString());
    wanted.secret = body.text(u"secret"_s).value_or(QString()).toUtf8();
    wanted.isExportable = body.flag(u"exportable"_s).value_or(false);
    wanted.certificateOnly = body.flag(u"certificate_only"_s).value_or(false);
    if (const auto read = body.result(); !read)
        return read.error();
    if (wanted.certificateOnly && !wanted.secret.isEmpty())
        return {ErrorCode::InvalidArgument, u"a credential for certificates alone has no secret"_s};
    const auto issued = m_registry.add(wanted, call.by);
    return issued ? Result<Reply>(Reply{201, issuedJson(*issued)}) : issued.error();
}

Result<Reply> CredentialApi::change(const AccessCall &call)
{
    BodyReader body(call.body);
    auth::CredentialEdit edit;
    edit.clientIds = body.texts(u"client_ids"_s);
    edit.deviceId = body.text(u"device_id"_s);
    edit.cedula = body.text(u"cedula"_s);
    edit.note = body.text(u"note"_s);
    edit.enabled = body.flag(u"enabled"_s);
    if (const auto read = body.result(); !read)
        return read.error();
    const auto changed = m_registry.edit(call.path.at(1), edit, call.by);
    return changed ? Result<Reply>(Reply{200, credentialJson(*changed)}) : changed.error();
}

Result<Reply> CredentialApi::rotate(const AccessCall &call)
{
    BodyReader body(call.body);
    const QByteArray secret = body.text(u"secret"_s).value_or(QString()).toUtf8();
    const std::chrono::seconds grace(body.number(u"grace_s"_s).value_or(0));
    if (const auto read = body.result(); !read)
        return read.error();
    const auto issued = m_registry.rotate(call.path.at(1), secret, grace, call.by);
    return issued ? Result<Reply>(Reply{200, issuedJson(*issued)}) : issued.error();
}

Result<Reply> CredentialApi::importPasswords(const AccessCall &call)
{
    BodyReader body(call.body);
    const QString text = body.required(u"text"_s);
    const bool apply = body.flag(u"apply"_s).value_or(false);
    const bool partial = body.flag(u"partial"_s).value_or(false);
    if (const auto read = body.result(); !read)
        return read.error();
    auth::PasswordFile file = auth::readMosquittoPasswords(text.toUtf8());
    const bool complete = auth::isComplete(file.report);
    const bool goes = apply && (complete || partial);
    QJsonArray names;
    for (const auth::DeviceCredential &credential : file.credentials)
        names.append(credential.username);
    if (goes) {
        if (const auto done = m_registry.import(std::move(file.credentials), call.by); !done)
            return done.error();
    }
    return Reply{200,
                 {{u"applied"_s, goes},
                  {u"complete"_s, complete},
                  {u"report"_s, reportJson(file.report)},
                  {u"usernames"_s, names}}};
}

Result<Reply> CredentialApi::exportPasswords() const
{
    const auth::PasswordText out = auth::writeMosquittoPasswords(m_registry.credentials());
    return Reply{200,
                 {{u"text"_s, QString::fromUtf8(out.text)},
                  {u"complete"_s, out.left.isEmpty()},
                  {u"not_exportable"_s, QJsonArray::fromStringList(out.left)}}};
}

} // namespace gateway
