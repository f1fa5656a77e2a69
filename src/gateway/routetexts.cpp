// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/routetexts.h"
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace gateway {
namespace {

/// "GET /a/{name}" as routes are added: "GET /a/{}".
QByteArray withoutNames(const QByteArray &route)
{
    static const QRegularExpression placeholder(u"\\{[^}]*\\}"_s);
    return QString::fromUtf8(route).replace(placeholder, u"{}"_s).toUtf8();
}

void readDetail(const QByteArray &line, RouteDoc &doc)
{
    if (line.startsWith("body "))
        doc.body = line.sliced(5).trimmed();
    else if (line.at(0) >= '1' && line.at(0) <= '5')
        doc.answers.append(line);
    else
        doc.parameters.append(line);
}

} // namespace

RouteTexts parseRouteTexts(QByteArrayView text)
{
    RouteTexts texts;
    QByteArray group;
    RouteDoc *current = nullptr;
    for (const QByteArray &raw : text.toByteArray().split('\n')) {
        const QByteArray line = raw.trimmed();
        if (line.isEmpty() || line.startsWith("//"))
            continue;
        if (raw.startsWith(' ')) {
            if (current)
                readDetail(line, *current);
        } else if (line.startsWith("# ")) {
            group = line.sliced(2);
        } else if (line.startsWith("schema ")) {
            const qsizetype equals = line.indexOf('=');
            texts.schemas.insert(line.first(equals).sliced(7).trimmed(), line.sliced(equals + 1).trimmed());
        } else if (const qsizetype colon = line.indexOf(": "); colon > 0) {
            current = &texts.routes[withoutNames(line.first(colon))];
            *current = {group, line.sliced(colon + 2), {}, {}, {}};
        }
    }
    return texts;
}

const RouteTexts &routeTexts()
{
    static const RouteTexts texts = [] {
        QFile file(u":/api/routes.txt"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the program lacks its resource routes.txt"); // a fault of the build
        return parseRouteTexts(file.readAll());
    }();
    return texts;
}

} // namespace gateway
