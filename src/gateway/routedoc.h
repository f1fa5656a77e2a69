// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayList>

namespace gateway {

/// What the API's description (`/openapi.json`, `/docs`) tells of a route. Texts are English, UTF-8.
///
/// Schemas are written short (apischema.h): `{id:integer, nombre?:string, monto:money, tags:[string], at:utc_ms|null,
/// dropped:{*:integer}, kind:'a'|'b', cuenta:$Account}`; `?` marks a member that may be missing, `$Name` a schema of
/// apischemas.cpp, `any` whatever.
struct RouteDoc
{
    QByteArray group;   ///< "Bank"; how the page sorts routes
    QByteArray summary; ///< one line; empty: not described (a test refuses that)
    /// "path cedula: string", "query limit?: integer; 1–500, default 100", "header Idempotency-Key: string; …".
    /// Those of the path in the order of its {}.
    QByteArrayList parameters;
    QByteArray body; ///< schema of the JSON body; empty: none
    /// "201 $Transaction; booked", "204", "200 text/html". Errors every route may answer are not named.
    QByteArrayList answers;
};

} // namespace gateway
