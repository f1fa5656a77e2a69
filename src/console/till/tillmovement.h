// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "contract/tillvalues.h"
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace console {

/// Cash in, cash out, transfer to another open till: amount and reason. GUI thread.
class TillMovement : public QWidget
{
    Q_OBJECT
public:
    TillMovement(AppContext &context, QWidget *parent = nullptr);
    void start(const contract::TillSession &session);

Q_SIGNALS:
    void moved(const contract::TillMovement &movement);

private:
    void build();
    void refresh();
    void book();
    void say(ColorRole role, const QString &text);
    contract::CashMove kind() const;
    std::optional<base::Money> amount() const;

    AppContext &m_context;
    DisplayFormat m_format;
    contract::TillSession m_session;
    client::IdempotencyKey m_key = client::IdempotencyKey::random();
    QComboBox *m_kind;
    QLineEdit *m_amount;
    QComboBox *m_currency;
    QLabel *m_toName;
    QComboBox *m_to;
    QLineEdit *m_reason;
    QLabel *m_message;
    QPushButton *m_book;
    bool m_busy = false;
};

} // namespace console
