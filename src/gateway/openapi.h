// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/router.h"

namespace gateway {

/// Gives every route that has no description of its own that of resources/api/routes.txt. Call it when all are added.
void describeRoutes(Router &router);

/// The OpenAPI 3.1 document of a router's routes, compact JSON. Paths of WebSockets stand under `x-upgrade` of theirs,
/// who may call what under `x-roles`. Malformed when a description is (a test sees to it that none is).
base::Result<QByteArray> openApiDocument(const Router &router, const QString &version);

/// GET /openapi.json and the page GET /docs with its script and its style.
class DocsController
{
public:
    explicit DocsController(QString version)
        : m_version(std::move(version))
    {
    }
    /// The router must outlive this; the document is made when it is asked for first.
    void addRoutes(Router &router);

private:
    web::HttpResponse document(const Router &router);
    QString m_version;
    QByteArray m_document;
};

} // namespace gateway
