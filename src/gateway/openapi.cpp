// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/openapi.h"
#include "gateway/apischema.h"
#include "gateway/problemresponse.h"
#include "gateway/routetexts.h"
#include "gateway/webfiles.h"
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace gateway {
namespace {

constexpr auth::Role roles[] = {auth::Role::Teller,     auth::Role::Supervisor,    auth::Role::Operator,
                                auth::Role::Technician, auth::Role::Administrator, auth::Role::Auditor,
                                auth::Role::Client};

/// "value: rest; text" taken apart.
struct Described
{
    QByteArray what;
    QString text;
};

Described split(const QByteArray &line)
{
    const qsizetype semicolon = line.indexOf(';');
    if (semicolon < 0)
        return {line.trimmed(), {}};
    return {line.first(semicolon).trimmed(), QString::fromUtf8(line.sliced(semicolon + 1).trimmed())};
}

/// "query limit?: integer; text". Null for what is none.
Result<QJsonObject> parameter(const QByteArray &line)
{
    const Described parts = split(line);
    const qsizetype blank = parts.what.indexOf(' ');
    const qsizetype colon = parts.what.indexOf(':');
    if (blank < 0 || colon < blank)
        return {ErrorCode::Malformed, QString::fromUtf8(line)};
    const QByteArray in = parts.what.first(blank);
    QByteArray name = parts.what.sliced(blank, colon - blank).trimmed();
    const bool isOptional = name.endsWith('?');
    if (isOptional)
        name.chop(1);
    auto schema = parseSchema(QByteArrayView(parts.what).sliced(colon + 1));
    if (!schema)
        return schema;
    QJsonObject json{{u"in"_s, QString::fromUtf8(in)},
                     {u"name"_s, QString::fromUtf8(name)},
                     {u"schema"_s, *schema},
                     {u"required"_s, !isOptional}};
    if (!parts.text.isEmpty())
        json.insert(u"description"_s, parts.text);
    return json;
}

QString errorSchema(ErrorShape shape)
{
    switch (shape) {
    case ErrorShape::Success:
        return u"ErrorSuccess"_s;
    case ErrorShape::Django:
        return u"ErrorDjango"_s;
    case ErrorShape::QrSimple:
        return u"ErrorQrSimple"_s;
    case ErrorShape::Problem:
        break;
    }
    return u"Problem"_s;
}

QJsonObject content(const QString &type, const QJsonObject &schema)
{
    QJsonObject media;
    if (!schema.isEmpty())
        media.insert(u"schema"_s, schema);
    return {{type, media}};
}

/// "201 $Thing; text", "204", "200 text/html", "101".
Result<> addAnswer(const QByteArray &line, QJsonObject &answers)
{
    const Described parts = split(line);
    const QString status = QString::fromUtf8(parts.what.first(qMin<qsizetype>(3, parts.what.size())));
    const QByteArray form = parts.what.sliced(status.size()).trimmed();
    const QString phrase = QString::fromLatin1(web::reasonPhrase(status.toInt()));
    QJsonObject answer{{u"description"_s, parts.text.isEmpty() ? phrase : parts.text}};
    const bool isMedia = !form.isEmpty() && form.indexOf('/') > 0 && !form.startsWith('{') && !form.startsWith('\'');
    if (isMedia) {
        answer.insert(u"content"_s, content(QString::fromUtf8(form), {}));
    } else if (!form.isEmpty()) {
        const auto schema = parseSchema(form);
        if (!schema)
            return schema.error();
        answer.insert(u"content"_s, content(u"application/json"_s, *schema));
    }
    answers.insert(status, answer);
    return {};
}

QJsonObject errorAnswer(ErrorShape shape)
{
    const QJsonObject schema{{u"$ref"_s, QString(u"#/components/schemas/" + errorSchema(shape))}};
    const bool isProblem = shape == ErrorShape::Problem;
    return {{u"description"_s, u"refused, or failed"_s},
            {u"content"_s, content(isProblem ? u"application/problem+json"_s : u"application/json"_s, schema)}};
}

void addSecurity(std::optional<auth::Permission> needs, QJsonObject &operation)
{
    if (!needs)
        return;
    QJsonArray may;
    for (const auth::Role role : roles) {
        if (auth::allows(role, *needs))
            may.append(QString(auth::word(role)));
    }
    operation.insert(u"x-roles"_s, may);
    operation.insert(u"security"_s,
                     QJsonArray{QJsonObject{{u"bearer"_s, QJsonArray()}}, QJsonObject{{u"apiKey"_s, QJsonArray()}}});
}

/// What routes and upgrades have in common.
Result<QJsonObject> operationOf(const RouteDoc &doc, std::optional<auth::Permission> needs, ErrorShape shape)
{
    QJsonObject operation{{u"summary"_s, QString::fromUtf8(doc.summary)},
                          {u"tags"_s, QJsonArray{QString::fromUtf8(doc.group)}}};
    QJsonArray parameters;
    for (const QByteArray &line : doc.parameters) {
        const auto one = parameter(line);
        if (!one)
            return one;
        parameters.append(*one);
    }
    if (!parameters.isEmpty())
        operation.insert(u"parameters"_s, parameters);
    if (!doc.body.isEmpty()) {
        const auto schema = parseSchema(doc.body);
        if (!schema)
            return schema;
        operation.insert(u"requestBody"_s,
                         QJsonObject{{u"required"_s, true}, {u"content"_s, content(u"application/json"_s, *schema)}});
    }
    QJsonObject answers;
    for (const QByteArray &line : doc.answers) {
        if (const auto added = addAnswer(line, answers); !added)
            return added.error();
    }
    answers.insert(u"default"_s, errorAnswer(shape));
    operation.insert(u"responses"_s, answers);
    addSecurity(needs, operation);
    return operation;
}

/// "/a/{}" with the names of its path parameters.
QString namedPath(const QString &pattern, const RouteDoc &doc)
{
    QString path = pattern;
    for (const QByteArray &line : doc.parameters) {
        if (line.startsWith("path "))
            path.replace(path.indexOf(u"{}"), 2,
                         u'{' % QString::fromUtf8(line.sliced(5, line.indexOf(':') - 5)) % u'}');
    }
    return path;
}

QString operationId(const QByteArray &method, const QString &path)
{
    QString id = QString::fromLatin1(method.toLower()) + path;
    for (QChar &c : id) {
        if (!c.isLetterOrNumber())
            c = u'_';
    }
    return id;
}

Result<QJsonObject> schemas()
{
    QJsonObject all;
    const RouteTexts &texts = routeTexts();
    for (auto it = texts.schemas.begin(); it != texts.schemas.end(); ++it) {
        const auto schema = parseSchema(it.value());
        if (!schema)
            return schema.error().with(QString::fromUtf8(it.key()));
        all.insert(QString::fromUtf8(it.key()), *schema);
    }
    return all;
}

void addOperation(QJsonObject &paths, const QString &path, const QString &name, const QJsonObject &operation)
{
    QJsonObject item = paths.value(path).toObject();
    item.insert(name, operation);
    paths.insert(path, item);
}

Result<QJsonObject> pathsOf(const Router &router)
{
    QJsonObject paths;
    for (const Route *route : router.routes()) {
        const QString path = namedPath(route->pattern, route->doc);
        auto operation = operationOf(route->doc, route->needs, router.errorShape(route->pattern.toUtf8()));
        if (!operation)
            return operation.error().with(path);
        operation->insert(u"operationId"_s, operationId(route->method, path));
        addOperation(paths, path, QString::fromLatin1(route->method.toLower()), *operation);
    }
    for (const UpgradeRoute &route : router.upgrades()) {
        RouteDoc doc = route.doc;
        if (doc.answers.isEmpty())
            doc.answers = {"101"};
        const auto operation = operationOf(doc, route.needs, router.errorShape(route.pattern.toUtf8()));
        if (!operation)
            return operation.error().with(route.pattern);
        addOperation(paths, namedPath(route.pattern, route.doc), u"x-upgrade"_s, *operation);
    }
    return paths;
}

RouteDoc textFor(const QByteArray &method, const QString &pattern)
{
    return routeTexts().routes.value(method + ' ' + pattern.toUtf8());
}

} // namespace

void describeRoutes(Router &router)
{
    router.describe(textFor);
}

Result<QByteArray> openApiDocument(const Router &router, const QString &version)
{
    const auto paths = pathsOf(router);
    if (!paths)
        return paths.error();
    const auto components = schemas();
    if (!components)
        return components.error();
    const QJsonObject security{
        {u"bearer"_s, QJsonObject{{u"type"_s, u"http"_s}, {u"scheme"_s, u"bearer"_s}, {u"bearerFormat"_s, u"JWT"_s}}},
        {u"apiKey"_s, QJsonObject{{u"type"_s, u"apiKey"_s}, {u"in"_s, u"header"_s}, {u"name"_s, u"X-API-Key"_s}}}};
    const QJsonObject document{
        {u"openapi"_s, u"3.1.0"_s},
        {u"info"_s, QJsonObject{{u"title"_s, u"Ventanilla"_s},
                                {u"version"_s, version},
                                {u"license"_s, QJsonObject{{u"name"_s, u"GPL-3.0-or-later"_s},
                                                           {u"identifier"_s, u"GPL-3.0-or-later"_s}}}}},
        {u"paths"_s, *paths},
        {u"components"_s, QJsonObject{{u"schemas"_s, *components}, {u"securitySchemes"_s, security}}}};
    return QJsonDocument(document).toJson(QJsonDocument::Compact);
}

void DocsController::addRoutes(Router &router)
{
    const QByteArray policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                              "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    router.add({"GET",
                u"/openapi.json"_s,
                {},
                [this, &router](Exchange &) { return document(router); },
                {},
                Pace::Ordinary,
                true});
    addWebFile(router, {u"/docs"_s, u"docs.html"_s, "text/html; charset=utf-8", policy, "en", {}});
    addWebFile(router, {u"/docs.js"_s, u"docs.js"_s, "text/javascript; charset=utf-8", {}, {}, {}});
    addWebFile(router, {u"/docs.css"_s, u"docs.css"_s, "text/css; charset=utf-8", {}, {}, {}});
}

web::HttpResponse DocsController::document(const Router &router)
{
    if (m_document.isEmpty()) {
        const auto made = openApiDocument(router, m_version);
        if (!made)
            return problemResponse(made.error(), {});
        m_document = *made;
    }
    web::HttpResponse response = jsonResponse(200, m_document);
    response.set("Cache-Control", "no-cache");
    return response;
}

} // namespace gateway
