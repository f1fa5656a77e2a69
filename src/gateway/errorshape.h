// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "web/httpresponse.h"

namespace gateway {

/// The form in which a path's clients expect errors. Handlers always answer problems (problemresponse.h); the server
/// rewrites them, so that whatever is refused on the way to a handler (401, 403, 404, 413, 429, …) has the same form.
enum class ErrorShape {
    Problem,  ///< RFC 9457, ours
    Success,  ///< `{"success":false,"message":…}` and the problem's members beside (S2-51, S4-33)
    QrSimple, ///< `{"responseCode":404,"message":…}`: the status, which is never 0, and the problem's members
              ///< (SPEC 2.6)
    Django,   ///< Django REST (S1-46): `{"detail":…}`; what is wrong with one field is 400 `{"field":["…"]}`
};

/// Rewrites a problem response into another shape; everything else stays as it is. An InvalidArgument's 422 becomes a
/// 400 in the Django shape, its field what stands before the first colon of the detail ("monto: …").
void applyErrorShape(web::HttpResponse &response, ErrorShape shape);

} // namespace gateway
