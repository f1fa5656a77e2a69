// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bank/policy.h"
#include "base/money.h"
#include "base/result.h"
#include "gateway/channelsettings.h"
#include "gateway/socketiosettings.h"
#include "gateway/ssesettings.h"
#include "hub/banksocketsettings.h"
#include "hub/httpsettings.h"
#include "hub/logsettings.h"
#include "hub/qrsettings.h"
#include "hub/tillsettings.h"
#include <QHash>
#include <QStringList>
#include <optional>

namespace hub {

/// What the hub lets in without credentials (docs/architecture.md, "Security profiles").
enum class Profile {
    Branch, ///< credentials everywhere
    Lab,    ///< the seeds' clients work without; only while every listener is on loopback
};

/// Where a listener stands: empty = switched off, 0 = any free port.
using Port = std::optional<quint16>;

/// Where the keys of another issuer's tokens are; empty paths: there are none.
struct ForeignOptions
{
    QString issuer;
    QString audience;
    QString secretFile;
    QString jwksFile;
    QString pemFile;
};

/// MQTT over REST and Socket.IO (S4-18 … S4-26).
struct MessagingSettings
{
    QString clientPrefix;
    QString host; ///< as MQTT_HOST says
    gateway::SocketIoSettings socketIo;
};

/// Approvals, large and unusual transactions (approvalsettings.h).
struct ApprovalSettings
{
    bank::ApprovalPolicy policy;
    qint64 largeMinor = 0; ///< minor units of any currency; 0: never
    qint64 unusualMinor = 0;
    int unusualDays = 30;
};

/// All that a hub is started with, checked. Values, any thread.
struct Settings
{
    QString dataDir;
    Profile profile = Profile::Branch;
    QString hubName;
    QString bind;                   ///< "loopback" (127.0.0.1 and ::1), "any", or addresses with commas
    std::vector<MqttListener> mqtt; ///< those that are on
    broker::FlappingLimits flapping;
    bool mqttPersistence = true;        ///< sessions and retained messages outlive the process
    QByteArrayList mqttPersistentDoors; ///< only for these listeners; empty: for all
    bool mqttSyncEach = true;           ///< each commit is on the disk, not only past this process
    quint32 mqttShards = 1;             ///< of the broker, 1 to 64
    Port httpPort;
    Port httpAliasPort;
    HttpOptions http;
    BankSocketSetting bankSocket;
    ForeignOptions foreign;
    LogSettings log;
    base::Currency currency = base::Currency::usd();
    QByteArray timeZone; ///< IANA id of the branch
    base::Money lowBalanceThreshold{base::Currency::usd()};
    TillSettings tills;
    bool publishPerCedula = true; ///< S0-17
    gateway::SseSettings events;  ///< limits of the event stream
    QrSettings qr;                ///< payments by QR
    ApprovalSettings approvals;
    MessagingSettings messaging;
    gateway::ChannelSettings channels; ///< of the WebSocket channels (S3-70 … S3-72)

    /// Every listener of the hub, the broker's too.
    bool onLoopback() const;
    const MqttListener *mqttListener(QByteArrayView name) const; ///< null: off
};

/// One setting: its name in the database (`mqtt.port`), on the command line (`--mqtt-port`) and in the environment.
struct SettingDefinition
{
    QString key;
    QString option;        ///< without the dashes; empty: not on the command line
    QStringList variables; ///< environment, first wins; the seeds' names stay as they are
    QString defaultValue;
    QString description;   ///< English; for --help and `config list`
    bool isDetail = false; ///< left out of --help, which would be too long
    bool isSecret = false; ///< stored sealed (hub/settingsecrets.h), shown to nobody
};

/// Every setting that there is, in the order of `--help`. `data_dir` is not among them: it says where the rest is.
const QList<SettingDefinition> &settingDefinitions();

/// Raw texts by key.
using SettingTexts = QHash<QString, QString>;

/// Whether a host name means this machine (empty, localhost, a loopback address).
bool isOwnHost(const QString &host);

/// Those variables of `environment` ("NAME=value") that name a setting.
SettingTexts settingsFromEnvironment(const QHash<QString, QString> &environment);

/// Lines `NAME=value` of an .env file; `#` comments, blank lines, `export ` and quotes are allowed. Malformed with the
/// line's number otherwise.
base::Result<QHash<QString, QString>> parseEnvFile(const QByteArray &text);

/// Merges layers, the first that has a key wins, then the default. InvalidArgument names the key, the value and what
/// would be right; a lab profile that listens beyond loopback is refused.
base::Result<Settings> resolveSettings(const QList<SettingTexts> &layers, const QString &dataDir);

} // namespace hub
