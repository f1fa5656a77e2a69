// SPDX-License-Identifier: GPL-3.0-or-later
#include "links/banecobank.h"
#include "links/aes256cbc.h"
#include "links/banecoshapes.h"
#include "payments/qrreader.h"
#include <QUrl>

using namespace Qt::StringLiterals;
using payments::ProviderFailure;
using Kind = payments::ProviderFailure::Kind;

namespace links {
namespace {

constexpr std::chrono::minutes tokenLifetime{25}; // of 30: a call in flight must not outlive it

ProviderFailure badAnswer(const base::Error &error)
{
    return {Kind::BadAnswer, error.message(), 0};
}

/// The bank's answer as a value of ours.
template <typename T>
payments::ProviderAnswer<T> understood(const payments::ProviderAnswer<QByteArray> &body,
                                       base::Result<T> (*read)(const QByteArray &))
{
    if (const auto *failure = std::get_if<ProviderFailure>(&body))
        return *failure;
    auto value = read(std::get<QByteArray>(body));
    if (!value)
        return badAnswer(value.error());
    return std::move(*value);
}

} // namespace

BanecoBank::BanecoBank(BanecoSettings settings, const base::Clock &clock)
    : m_settings(std::move(settings))
    , m_clock(clock)
    , m_http(m_settings.http)
{
}

payments::ProviderAnswer<payments::IssuedQr> BanecoBank::create(const payments::QrOrder &order)
{
    const auto account = encryptForBaneco(m_settings.account.toUtf8(), m_settings.aesKey);
    if (!account)
        return ProviderFailure{Kind::Unreachable, account.error().message(), 0};
    auto answer = understood(
        ask(callTo("POST", "/api/qrsimple/generateQR", orderBody(order, *account)), Effect::Change), &readIssued);
    if (auto *issued = std::get_if<payments::IssuedQr>(&answer)) {
        // The text is the banks' secret language, but it can be copied and painted; the picture is what counts.
        issued->content = payments::readQr(issued->image).valueOr(QString());
    }
    return answer;
}

payments::ProviderAnswer<payments::QrProvider::Nothing> BanecoBank::cancel(const QString &qrId)
{
    const Body body = ask(callTo("DELETE", "/api/qrsimple/cancelQR", cancelBody(qrId)), Effect::Change);
    if (const auto *failure = std::get_if<ProviderFailure>(&body))
        return *failure;
    return payments::QrProvider::Nothing{};
}

payments::ProviderAnswer<payments::BankQrStatus> BanecoBank::status(const QString &qrId)
{
    const QByteArray path = "/api/qrsimple/v2/statusQR/" + QUrl::toPercentEncoding(qrId);
    return understood(ask(callTo("GET", path), Effect::Question), &readStatus);
}

payments::ProviderAnswer<std::vector<payments::BankPayment>> BanecoBank::paid(QDate day)
{
    const QByteArray path = "/api/qrsimple/v2/paidQR/" + day.toString(u"yyyyMMdd"_s).toLatin1();
    return understood(ask(callTo("GET", path), Effect::Question), &readPaid);
}

HttpCall BanecoBank::callTo(const QByteArray &method, const QByteArray &path, const QByteArray &body) const
{
    HttpCall call{method, m_settings.url.toUtf8() + path, {"Accept: application/json"}, body};
    if (!body.isEmpty())
        call.headers << "Content-Type: application/json";
    return call;
}

/// With a token, and once more with a new one if the bank refuses that.
BanecoBank::Body BanecoBank::ask(const HttpCall &call, Effect effect)
{
    bool tokenRefused = false;
    if (m_token.isEmpty() || m_clock.monotonicNow() >= m_tokenUntil) {
        if (auto failure = logIn())
            return *failure;
    }
    Body body = askOnce(call, effect, tokenRefused);
    if (!tokenRefused)
        return body;
    m_token.clear();
    if (auto failure = logIn())
        return *failure;
    return askOnce(call, effect, tokenRefused);
}

BanecoBank::Body BanecoBank::askOnce(HttpCall call, Effect effect, bool &tokenRefused)
{
    call.headers << QByteArray("Authorization: Bearer " + m_token);
    const auto sent = m_http.send(call);
    const Kind lost = effect == Effect::Question ? Kind::Unreachable : Kind::OutcomeUnknown;
    if (const auto *failure = std::get_if<HttpFailure>(&sent))
        return ProviderFailure{failure->isSurelyUnsent ? Kind::Unreachable : lost,
                               u"the bank did not answer: "_s + failure->message, 0};
    const HttpReply &reply = std::get<HttpReply>(sent);
    tokenRefused = reply.status == 401;
    const QString said = u"the bank answered with HTTP status %1"_s.arg(reply.status);
    if (reply.status == 429)
        return ProviderFailure{Kind::Unreachable, said, 0};
    if (reply.status == 404 && effect == Effect::Question)
        return ProviderFailure{Kind::NotFound, said, 0};
    if (reply.status >= 400 && reply.status < 500)
        return ProviderFailure{Kind::Refused, said, 0};
    if (reply.status < 200 || reply.status >= 300)
        return ProviderFailure{lost, said, 0};
    const auto verdict = readVerdict(reply.body);
    if (!verdict)
        return badAnswer(verdict.error());
    if (verdict->responseCode != 0)
        return ProviderFailure{Kind::Refused, u"the bank says: "_s + verdict->message, verdict->responseCode};
    return reply.body;
}

/// Whatever fails here, the call itself was not made: a refusal or Unreachable, never unknown.
std::optional<ProviderFailure> BanecoBank::logIn()
{
    const auto password = encryptForBaneco(m_settings.password.toUtf8(), m_settings.aesKey);
    if (!password)
        return ProviderFailure{Kind::Unreachable, password.error().message(), 0};
    const auto sent =
        m_http.send(callTo("POST", "/api/authentication/authenticate", loginBody(m_settings.userName, *password)));
    if (const auto *failure = std::get_if<HttpFailure>(&sent))
        return ProviderFailure{Kind::Unreachable, u"the bank did not answer to the login: "_s + failure->message, 0};
    const HttpReply &reply = std::get<HttpReply>(sent);
    if (reply.status == 401 || reply.status == 403)
        return ProviderFailure{Kind::Refused, u"the bank does not accept our user and password"_s, 0};
    if (reply.status != 200)
        return ProviderFailure{Kind::Unreachable, u"the bank's login answered with HTTP status %1"_s.arg(reply.status),
                               0};
    const auto verdict = readVerdict(reply.body);
    if (verdict && verdict->responseCode != 0)
        return ProviderFailure{Kind::Refused, u"the bank does not accept our user and password"_s,
                               verdict->responseCode};
    auto token = readToken(reply.body);
    if (!token)
        return ProviderFailure{Kind::Unreachable, token.error().message(), 0};
    m_token = std::move(*token);
    m_tokenUntil = m_clock.monotonicNow() + tokenLifetime;
    return {};
}

} // namespace links
