// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/qrcalls.h"
#include "console/shell/page.h"

namespace console {

/// What a person does with a QR beside making it: cancel, ask the bank, decide about money in suspense. Asks before
/// what cannot be taken back, says what became of it. GUI thread.
class QrCommands : public QObject
{
    Q_OBJECT
public:
    /// Dialogs stand over `window`.
    QrCommands(AppContext &context, QWidget *window);
    void cancel(const contract::Qr &qr);
    void verify(const contract::Qr &qr);
    /// Asks for the reason.
    void resolve(const contract::QrPayment &payment, bool isReturned);

Q_SIGNALS:
    /// The QR as it is now.
    void changed(const contract::Qr &qr);
    /// A payment was decided about: its QR is to be read again.
    void resolved(const QString &qrId);
    void said(console::ToastKind kind, const QString &text);

private:
    void answered(const base::Result<contract::Qr> &answer, const QString &done);
    void sendResolution(const contract::QrPayment &payment, const contract::QrResolution &resolution,
                        const client::IdempotencyKey &key);

    AppContext &m_context;
    QWidget *m_window;
};

} // namespace console
