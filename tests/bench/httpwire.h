// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace bench {

/// A connected, non-blocking TCP socket to 127.0.0.1; -1 with a word on stderr.
int connectTo(quint16 port);
/// Sends all of it: at most some KiB to a peer that reads. False: the connection is broken.
bool sendAll(int descriptor, QByteArrayView bytes);

/// What the head of an HTTP answer says that is complete in `bytes`. Reads Content-Length alone, as all servers send it
/// that are measured here.
struct HttpHead
{
    qsizetype size = 0; ///< with its empty line; 0: not complete yet
    qsizetype body = 0; ///< Content-Length
    int status = 0;
};
HttpHead readHead(QByteArrayView bytes);

/// One keep-alive connection with one request under way.
class HttpWire
{
public:
    HttpWire() = default;
    ~HttpWire();
    HttpWire(HttpWire &&other) noexcept;
    HttpWire &operator=(HttpWire &&) = delete;

    bool open(quint16 port);
    int descriptor() const { return m_descriptor; }
    /// Sends a request. Not before the answer to the one before has come.
    bool ask(QByteArrayView request);
    bool isWaiting() const { return m_waiting; }
    /// Reads what has come. True when it completes the answer: then status() and body() tell of it.
    bool receive();
    /// The same, waiting for it, at most 10 s.
    bool wait();
    int status() const { return m_head.status; }
    QByteArrayView body() const { return QByteArrayView(m_input).sliced(m_head.size, m_head.body); }
    bool isBroken() const { return m_broken; }

private:
    int m_descriptor = -1;
    QByteArray m_input;
    HttpHead m_head;
    bool m_waiting = false;
    bool m_broken = false;
};

/// An HTTP/1.1 request as bytes. `headers`: whole lines; a Content-Length is added where there is a body or a POST.
QByteArray httpRequest(const QByteArray &method, const QByteArray &target, const QByteArray &headers = {},
                       const QByteArray &body = {});

} // namespace bench
