// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/qr/qrmodel.h"
#include <QFrame>

class QFormLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace console {

class QrPaymentsList;

/// The panel beside the list: one QR in full, its payments and its history. GUI thread.
class QrDetailPanel : public QFrame
{
    Q_OBJECT
public:
    explicit QrDetailPanel(AppContext &context, QWidget *parent = nullptr);
    /// What the list knows; the rest follows by fillWith(detail).
    void fillWith(const QrRow &row);
    /// Payments and history; ignored when it is another QR's.
    void fillWith(const contract::QrDetail &detail);
    /// Reading payments and history failed.
    void setFailed(const QString &sentence);
    void setMayResolve(bool may);
    /// A second has passed.
    void tick();
    const std::optional<QrRow> &row() const { return m_row; }

Q_SIGNALS:
    void closed();
    void accountWanted(const QString &cedula);
    void resolveWanted(const contract::QrPayment &payment, bool isReturned);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Line { Account, Description, Due, Uses, Number, Reference, Created, Provider, LineCount };
    void build();
    QWidget *buildLines();
    void fill();
    void fillState();
    void retranslate();
    void dress();
    QString dueText() const;

    AppContext &m_context;
    DisplayFormat m_format;
    std::optional<QrRow> m_row;
    std::optional<contract::QrDetail> m_detail;
    QString m_failure;
    QLabel *m_title;
    QToolButton *m_close;
    QLabel *m_state;
    QLabel *m_amount;
    QLabel *m_notice;
    QPushButton *m_goTo;
    QLabel *m_paymentsTitle;
    QrPaymentsList *m_payments;
    QLabel *m_timelineTitle;
    QLabel *m_timeline;
    std::array<QLabel *, LineCount> m_names{};
    std::array<QLabel *, LineCount> m_values{};
};

} // namespace console
