// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/logging.h"

namespace gateway {

Q_LOGGING_CATEGORY(lcGateway, "ventanilla.gateway", QtWarningMsg)

} // namespace gateway
