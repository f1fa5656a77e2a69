// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include "console/till/countgrid.h"
#include <deque>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace console {

/// Arqueo and close: counted by denomination without seeing what should be there, each keystroke kept by the hub, in
/// order; after [Counted] what is over or short; then Z, or handing over by name. GUI thread.
class TillCounting : public QWidget
{
    Q_OBJECT
public:
    TillCounting(AppContext &context, QWidget *parent = nullptr);
    void start(const contract::TillSession &session, const std::vector<contract::Denominations> &denominations);
    /// The approval that the close waits for was given: asks again with the same key.
    void goOn();
    /// Keystrokes that the hub has not confirmed yet.
    bool isSaved() const { return m_unsent.empty(); }

Q_SIGNALS:
    void counted(const contract::TillSession &session);
    void closed(const contract::TillClosing &closing);
    void waits(const client::AwaitsApproval &approval);

private:
    enum class Way { Close, HandOver };
    void build();
    void connectParts();
    void edited(const contract::CashLine &line);
    void sendNext();
    void submit();
    void submitted(const base::Result<contract::TillSession> &answer);
    void finish(Way way);
    void finished(const base::Result<client::OrApproval<contract::TillClosing>> &answer);
    bool differs() const;
    void refresh();
    void say(ColorRole role, const QString &text);

    AppContext &m_context;
    DisplayFormat m_format;
    contract::TillSession m_session;
    std::deque<contract::CashLine> m_unsent; ///< the first is on its way while m_sending
    bool m_sending = false;
    bool m_submitWhenSaved = false;
    bool m_busy = false;
    Way m_way = Way::Close;
    client::IdempotencyKey m_key = client::IdempotencyKey::random();
    CountGrid *m_grid;
    QLabel *m_saved;
    QPushButton *m_submit;
    QWidget *m_result;
    QLabel *m_figures;
    QLabel *m_reasonName;
    QLineEdit *m_reason;
    QComboBox *m_destination;
    QPushButton *m_close;
    QLineEdit *m_to;
    QPushButton *m_handOver;
    QLabel *m_message;
};

} // namespace console
