// SPDX-License-Identifier: GPL-3.0-or-later
#include "links/httpclient.h"
#include <curl/curl.h>
#include <mutex>

using namespace Qt::StringLiterals;

namespace links {
namespace {

constexpr qsizetype maxAnswer = 4 * 1024 * 1024;

struct EasyFree
{
    void operator()(CURL *easy) const { curl_easy_cleanup(easy); }
};
struct ListFree
{
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};

/// libcurl wants this once a process, before its first use in any thread.
void initialiseOnce()
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

} // namespace

struct HttpClient::Transfer
{
    std::unique_ptr<CURL, EasyFree> easy{curl_easy_init()};
    std::unique_ptr<curl_slist, ListFree> headers;
    QByteArray answer;
    const std::atomic<bool> *aborted = nullptr;
    bool isTooLong = false;

    static size_t onBytes(char *bytes, size_t size, size_t count, void *self)
    {
        auto &transfer = *static_cast<Transfer *>(self);
        const auto length = static_cast<qsizetype>(size * count);
        if (transfer.answer.size() + length > maxAnswer) {
            transfer.isTooLong = true;
            return 0; // ends the transfer
        }
        transfer.answer.append(bytes, length);
        return size * count;
    }
    static int onProgress(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
    {
        return static_cast<Transfer *>(self)->aborted->load() ? 1 : 0;
    }
    HttpFailure failure(CURLcode code) const;
};

/// libcurl knows how many bytes of the request went out; before the first one nothing can have happened.
HttpFailure HttpClient::Transfer::failure(CURLcode code) const
{
    long sent = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_REQUEST_SIZE, &sent);
    curl_off_t uploaded = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_SIZE_UPLOAD_T, &uploaded);
    const bool unsent = sent == 0 && uploaded == 0;
    QString what = isTooLong ? u"the answer is too long"_s : QString::fromLatin1(curl_easy_strerror(code));
    if (code == CURLE_ABORTED_BY_CALLBACK)
        what = u"the hub is stopping"_s;
    return {unsent, what};
}

HttpClient::HttpClient(HttpOptions options)
    : m_options(std::move(options))
{
    initialiseOnce();
}

HttpClient::~HttpClient() = default;

void HttpClient::prepare(Transfer &transfer, const HttpCall &call)
{
    CURL *easy = transfer.easy.get();
    curl_easy_setopt(easy, CURLOPT_URL, call.url.constData());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, m_options.allowsPlain ? "http,https" : "https");
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, call.method.constData());
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_options.connectTimeout.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(m_options.timeout.count()));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    if (!m_options.caFile.isEmpty())
        curl_easy_setopt(easy, CURLOPT_CAINFO, m_options.caFile.toLocal8Bit().constData());
    if (!call.body.isEmpty()) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(call.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call.body.constData()); // kept by reference: `call` outlives it
    }
    curl_slist *list = nullptr;
    for (const QByteArray &header : call.headers + QList<QByteArray>{"Expect:"}) // no waiting for 100 Continue
        list = curl_slist_append(list, header.constData());
    transfer.headers.reset(list);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Transfer::onBytes);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &Transfer::onProgress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &transfer);
}

std::variant<HttpReply, HttpFailure> HttpClient::send(const HttpCall &call)
{
    Transfer transfer;
    transfer.aborted = &m_aborted;
    if (!transfer.easy)
        return HttpFailure{true, u"there is no memory for a connection"_s};
    prepare(transfer, call);
    const CURLcode code = curl_easy_perform(transfer.easy.get());
    if (code != CURLE_OK)
        return transfer.failure(code);
    long status = 0;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    return HttpReply{static_cast<int>(status), std::move(transfer.answer)};
}

} // namespace links
