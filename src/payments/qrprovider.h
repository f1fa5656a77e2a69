// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/clock.h"
#include "base/money.h"
#include <QByteArray>
#include <QDate>
#include <QString>
#include <functional>
#include <variant>
#include <vector>

namespace payments {

/// What an outside bank is asked to issue.
struct QrOrder
{
    QString transactionId; ///< ours, ≤ 30 characters; the same again for a retry
    QString accountCredit; ///< our account at that bank is the adapter's; this is the client's number with us
    base::Money amount{base::Currency::bob()}; ///< 0: open
    QString description;                       ///< ≤ 100 characters
    base::UtcMs dueDate;
    bool isSingleUse = true;
    bool mayModifyAmount = false;
    QString branchCode;
    friend bool operator==(const QrOrder &, const QrOrder &) = default;
};

struct IssuedQr
{
    QString qrId;
    QByteArray image; ///< PNG; may be empty when there is `content`
    QString content;  ///< opaque text of the code, if the bank gives it
    friend bool operator==(const IssuedQr &, const IssuedQr &) = default;
};

/// A payment as the bank confirms it (`payment[]` of statusQR and paidQR, SPEC 2.6).
struct BankPayment
{
    QString qrId;
    QString transactionId; ///< the bank's name of the payment: what makes a second one a replay
    base::Money amount{base::Currency::bob()};
    QString senderName;
    QString senderDocumentId;
    QString senderAccount;
    QString senderBankCode;
    QString description;
    base::UtcMs paidAt;
    friend bool operator==(const BankPayment &, const BankPayment &) = default;
};

/// `statusQrCode` 0, 1, 9.
enum class BankQrState { Active, Paid, Cancelled };

struct BankQrStatus
{
    BankQrState state = BankQrState::Active;
    std::vector<BankPayment> payments;
    friend bool operator==(const BankQrStatus &, const BankQrStatus &) = default;
};

/// Why an outside bank did not do what it was asked.
struct ProviderFailure
{
    enum class Kind {
        Refused,        ///< it answered, and said no: nothing was done
        NotFound,       ///< it knows no such QR
        Unreachable,    ///< the request surely was not carried out: may be tried again
        OutcomeUnknown, ///< it may have been carried out: ask for the status before anything else
        BadAnswer,      ///< it answered what its API does not say; as unknown as OutcomeUnknown for a change
    };
    Kind kind = Kind::Unreachable;
    QString message;      ///< one English sentence, without secrets
    int responseCode = 0; ///< the bank's, when it answered
    bool isUnknown() const { return kind == Kind::OutcomeUnknown || kind == Kind::BadAnswer; }
    friend bool operator==(const ProviderFailure &, const ProviderFailure &) = default;
};

template <typename T>
using ProviderAnswer = std::variant<T, ProviderFailure>;

/// Port: an outside bank that issues QR codes. Calls return at once; each answer comes exactly once, later or at once,
/// on the thread that the implementation names. Nothing is retried inside.
class QrProvider
{
public:
    struct Nothing
    {
        friend bool operator==(const Nothing &, const Nothing &) = default;
    };
    template <typename T>
    using Done = std::function<void(ProviderAnswer<T>)>;

    virtual ~QrProvider() = default;
    /// The word of payments::Qr::provider.
    virtual QString name() const = 0;
    virtual void create(QrOrder order, Done<IssuedQr> done) = 0;
    virtual void cancel(QString qrId, Done<Nothing> done) = 0;
    virtual void status(QString qrId, Done<BankQrStatus> done) = 0;
    /// Payments of one day (of La Paz), to all our QR codes.
    virtual void paid(QDate day, Done<std::vector<BankPayment>> done) = 0;
};

} // namespace payments
