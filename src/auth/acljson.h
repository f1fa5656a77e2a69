// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "auth/acl.h"
#include <QJsonObject>

namespace auth {

/// A rule as the API and the store write it (docs/api.md "Access"): `{"effect":"permit","who":{"user":"device_001"},
/// "action":"publish","qos":[0,1],"retain":true,"topics":["iot/sensors/ESP32_001/#",{"eq":"#"}],"note":""}`, with `id`
/// when it has one. Members that hold for everything (`who` "all", `action` "all", any QoS, any RETAIN, every topic)
/// are left out, and may be.
QJsonObject ruleToJson(const AclRule &rule);

/// The other way, and checkRule(). InvalidArgument names the member; an unknown member is refused, since a rule that is
/// half understood permits or denies what nobody meant.
base::Result<AclRule> ruleFromJson(const QJsonObject &json);

} // namespace auth
