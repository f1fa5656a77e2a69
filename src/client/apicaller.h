// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/restcaller.h"
#include "contract/json.h"

namespace client {

/// One request as the person who is signed in: what groups of calls with a file of their own (tills, approvals, …) are
/// made of. HttpHubClient is it; a group refers to it and lives no longer. One thread.
class ApiCaller
{
public:
    virtual ~ApiCaller() = default;
    /// With the session's token, once more with a new one after 401; the hub's refusals become errors.
    virtual Reply<RestAnswer> call(RestRequest request) = 0;
    /// call() again while the outcome is unknown: only for what may be asked twice (an idempotency key, a PUT, a state
    /// that is reached once). Timeout when it stays unknown.
    virtual Reply<RestAnswer> change(RestRequest request) = 0;
};

/// The largest answer that is decoded: a page of 500 rows with long names.
constexpr qsizetype largestAnswer = 8 * 1024 * 1024;

template <typename T>
using Decoder = base::Result<T> (*)(const contract::JsonValue &);

template <typename T>
base::Result<T> decodeBody(const QByteArray &body, Decoder<T> decode)
{
    contract::JsonLimits limits;
    limits.maxBytes = largestAnswer;
    const auto json = contract::JsonValue::parse(body, limits);
    if (!json)
        return json.error().with(u"the hub's answer"_qs);
    base::Result<T> value = decode(*json);
    if (!value)
        return value.error().with(u"the hub's answer"_qs);
    return value;
}

/// A question: GET, or what changes nothing.
template <typename T>
Reply<T> ask(ApiCaller &api, RestRequest request, Decoder<T> decode)
{
    const base::Result<RestAnswer> answer = co_await api.call(std::move(request));
    if (!answer)
        co_return answer.error();
    co_return decodeBody(answer->body, decode);
}

/// A change that answers with the object as it is now. When the answer cannot be read it was carried out all the same:
/// Timeout, "the outcome is unknown".
template <typename T>
Reply<T> change(ApiCaller &api, RestRequest request, Decoder<T> decode)
{
    const base::Result<RestAnswer> answer = co_await api.change(std::move(request));
    if (!answer)
        co_return answer.error();
    const base::Result<T> value = decodeBody(answer->body, decode);
    if (!value)
        co_return base::Error(base::ErrorCode::Timeout, value.error().toString());
    co_return base::Result<T>(value); // a bare lvalue would be moved from
}

/// A change that answers with nothing that counts.
inline Reply<> changeOnly(ApiCaller &api, RestRequest request)
{
    const base::Result<RestAnswer> answer = co_await api.change(std::move(request));
    if (!answer)
        co_return answer.error();
    co_return base::Result<>();
}

} // namespace client
