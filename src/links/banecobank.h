// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "links/httpclient.h"
#include "payments/qrprovider.h"
#include <optional>

namespace links {

/// How to reach BANECO. The last three are secrets or nearly so: they are in no error and no log.
struct BanecoSettings
{
    QString url; ///< such as https://apimktdesa.baneco.com.bo/ApiGateway, without a slash at the end
    QString userName;
    QString password;
    QByteArray aesKey; ///< 32 characters
    QString account;   ///< ours at that bank: where the money goes
    HttpOptions http;
};

/// BANECO's API Market v1.3 (SPEC 2.6): blocking calls, one thread at a time. Logs in by itself, keeps the token for 25
/// of its 30 minutes, and once more when the bank refuses it. Repeats nothing else: a refused token is the one case in
/// which the bank says that it did nothing.
///
/// How failures are told apart: no byte went out, or the bank says that it is too busy (429): Unreachable. For a
/// question (status, paid) every lost answer and every 5xx is Unreachable too, since asking again harms nobody. For a
/// change (create, cancel) they are OutcomeUnknown. An answer with a responseCode, or another 4xx: Refused; a status
/// with 404: NotFound. What its API does not say: BadAnswer.
class BanecoBank
{
public:
    /// `clock` outlives it.
    BanecoBank(BanecoSettings settings, const base::Clock &clock);

    payments::ProviderAnswer<payments::IssuedQr> create(const payments::QrOrder &order);
    payments::ProviderAnswer<payments::QrProvider::Nothing> cancel(const QString &qrId);
    payments::ProviderAnswer<payments::BankQrStatus> status(const QString &qrId);
    payments::ProviderAnswer<std::vector<payments::BankPayment>> paid(QDate day);

    /// Ends the present call and fails every later one. From any thread.
    void abort() { m_http.abort(); }

private:
    enum class Effect { Question, Change };
    using Body = payments::ProviderAnswer<QByteArray>;
    Body ask(const HttpCall &call, Effect effect);
    Body askOnce(HttpCall call, Effect effect, bool &tokenRefused);
    std::optional<payments::ProviderFailure> logIn();
    HttpCall callTo(const QByteArray &method, const QByteArray &path, const QByteArray &body = {}) const;

    const BanecoSettings m_settings;
    const base::Clock &m_clock;
    HttpClient m_http;
    QByteArray m_token;
    base::Monotonic m_tokenUntil{0};
};

} // namespace links
