// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub/logging.h"

Q_LOGGING_CATEGORY(lcHub, "ventanilla.hub", QtInfoMsg)
Q_LOGGING_CATEGORY(lcMqtt, "ventanilla.mqtt", QtInfoMsg)
Q_LOGGING_CATEGORY(lcAuth, "ventanilla.auth", QtInfoMsg)
Q_LOGGING_CATEGORY(lcDesk, "ventanilla.desk", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "ventanilla.store", QtInfoMsg)
