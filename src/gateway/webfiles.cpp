// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/webfiles.h"
#include <QFile>

namespace gateway {
namespace {

using namespace Qt::StringLiterals;

/// A page with a script and a style of its own and nothing from elsewhere; it may open WebSockets to any hub, since
/// their address can be typed in (S3-39).
const QByteArray clientPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
                                "connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; "
                                "frame-ancestors 'none'";

QByteArray contentOf(const QString &name)
{
    QFile file(u":/web/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the program lacks its resource %s", qUtf8Printable(name)); // a fault of the build
    return file.readAll();
}

} // namespace

void addWebFile(Router &router, const WebFile &file)
{
    const auto serve = [content = contentOf(file.name), file](Exchange &) {
        web::HttpResponse response;
        response.set("Content-Type", file.type);
        if (!file.policy.isEmpty())
            response.set("Content-Security-Policy", file.policy);
        if (!file.language.isEmpty())
            response.set("Content-Language", file.language);
        response.set("Cache-Control", "no-cache"); // asked anew each time; the ETag answers with 304
        response.body = content;
        return Outcome(std::move(response));
    };
    router.add({"GET", file.path, {}, serve, file.doc, Pace::Ordinary, true});
}

void addWebSocketClient(Router &router)
{
    const auto doc = [](const QByteArray &summary, const QByteArray &type) {
        return RouteDoc{"WebSocket channels", summary, {}, {}, {"200 " + type}};
    };
    addWebFile(router, {u"/websocket_client.html"_s, u"websocket_client.html"_s, "text/html; charset=utf-8",
                        clientPolicy, "es, en", doc("A page to try the channels with", "text/html")});
    addWebFile(router, {u"/websocket_client.js"_s,
                        u"websocket_client.js"_s,
                        "text/javascript; charset=utf-8",
                        {},
                        {},
                        doc("Its script", "text/javascript")});
    addWebFile(router, {u"/websocket_client.css"_s,
                        u"websocket_client.css"_s,
                        "text/css; charset=utf-8",
                        {},
                        {},
                        doc("Its style", "text/css")});
}

} // namespace gateway
