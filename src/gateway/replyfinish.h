// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gateway/connection.h"

namespace gateway {

/// Last touches of a whole answer: an entity tag and 304 for what the client has already (routes that are `tagged`),
/// then gzip for texts above 1 KiB where the client takes it. Streams do not come here.
void finishReply(web::HttpResponse &response, const ReplyContext &context);

} // namespace gateway
