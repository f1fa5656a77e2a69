// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <QString>
#include <atomic>
#include <chrono>
#include <memory>
#include <variant>

namespace links {

struct HttpCall
{
    QByteArray method = "GET";
    QByteArray url;            ///< https, or http where HttpOptions allows it
    QList<QByteArray> headers; ///< "Name: value"
    QByteArray body;           ///< sent when it is not empty
};

struct HttpReply
{
    int status = 0;
    QByteArray body;
};

/// No answer came.
struct HttpFailure
{
    bool isSurelyUnsent = false; ///< not a byte of the request went out: it cannot have been carried out
    QString message;             ///< one English sentence, without the URL's query, headers or body
};

struct HttpOptions
{
    std::chrono::milliseconds connectTimeout{5'000};
    std::chrono::milliseconds timeout{15'000}; ///< of a call in all
    QString caFile;                            ///< PEM with the issuers to trust; empty: the system's
    bool allowsPlain = false;                  ///< http as well: for a server on this machine
};

/// HTTP by libcurl: one call at a time, which blocks. A connection of its own for each call (libcurl sends a request
/// again when a kept one turns out to be dead, and nobody would know whether it was carried out twice). TLS 1.2 at
/// least, the server's certificate and name are checked; redirects are not followed; answers beyond 4 MiB are cut off
/// as a failure.
class HttpClient
{
public:
    explicit HttpClient(HttpOptions options);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    std::variant<HttpReply, HttpFailure> send(const HttpCall &call);
    /// Ends the present call and fails every later one. From any thread.
    void abort() { m_aborted.store(true); }
    bool isAborted() const { return m_aborted.load(); }

private:
    struct Transfer;
    void prepare(Transfer &transfer, const HttpCall &call);

    const HttpOptions m_options;
    std::atomic<bool> m_aborted{false};
};

} // namespace links
