// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include "console/till/countgrid.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace console {

/// Opening a till: which drawer, what is in it by denomination; what the last close left is proposed, and a difference
/// to it wants a reason. GUI thread.
class TillOpening : public QWidget
{
    Q_OBJECT
public:
    TillOpening(AppContext &context, QWidget *parent = nullptr);
    void start(const std::vector<contract::Denominations> &denominations);
    /// The approval that the opening waits for was given: asks again with the same key.
    void goOn() { open(); }

Q_SIGNALS:
    void opened(const contract::TillSession &session);
    void waits(const client::AwaitsApproval &approval);

private:
    void build();
    void tillsRead(const base::Result<std::vector<contract::Till>> &answer);
    const contract::Till *chosen() const;
    bool differs() const;
    void refresh();
    void open();
    void say(ColorRole role, const QString &text);

    AppContext &m_context;
    DisplayFormat m_format;
    std::vector<contract::Till> m_tills;
    client::IdempotencyKey m_key = client::IdempotencyKey::random();
    QComboBox *m_till;
    QLabel *m_proposed;
    CountGrid *m_grid;
    QLineEdit *m_reason;
    QLabel *m_reasonName;
    QLabel *m_message;
    QPushButton *m_open;
    bool m_busy = false;
};

} // namespace console
