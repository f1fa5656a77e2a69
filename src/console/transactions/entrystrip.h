// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/delay.h"
#include "console/listpage/displayformat.h"
#include "console/shell/page.h"
#include "console/transactions/entrymessage.h"
#include <QFrame>

class QValidator;

namespace Ui {
class EntryStrip;
}

namespace console {

/// The teller's line: cédula, type, amount, concept, confirm, each left with Enter. Shows holder, words and the balance
/// to come before anything is posted; keeps one idempotency key for one operation and never loses an uncertain outcome.
/// GUI thread.
class EntryStrip : public QFrame
{
    Q_OBJECT
public:
    EntryStrip(AppContext &context, const DelayFactory &delays, QWidget *parent = nullptr);
    ~EntryStrip() override;

    /// F2, F3, or another page's "deposit here": fields empty but for `cedula`, focus in the first that is empty. Does
    /// nothing but focus while an operation is open.
    void open(EntryForm::Kind kind, const QString &cedula = {});
    /// A movement from the feed.
    void note(const contract::Transaction &transaction);
    /// The account that was missing exists now.
    void accountOpened(const contract::Account &account);
    /// False while a posting's outcome is awaited or unknown.
    bool isIdle() const { return m_phase != EntryPhase::Posting && m_phase != EntryPhase::Uncertain; }

Q_SIGNALS:
    /// The hub has it; also when it had it already.
    void applied(const client::Posted &posted);
    /// Nothing is booked yet: a second person has to approve it.
    void awaiting(const contract::Approval &approval);
    void createAccountWanted(const QString &cedula);
    void toastRequested(console::ToastKind kind, const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectFields();
    void cedulaEdited(const QString &text);
    void lookUp();
    void lookedUp(const QString &cedula, const base::Result<contract::Account> &answer);
    void goOnFromCedula();
    void confirm();
    void post();
    void answered(const base::Result<client::Posted> &answer);
    void succeeded(const client::Posted &posted);
    void discardUncertain();
    void firstButtonClicked();
    void secondButtonClicked();
    void clearFields();
    void setPhase(EntryPhase phase);
    bool isCut() const;

    void refresh();
    void refreshHolder();
    void refreshAmount();
    void refreshMessage();
    void dress();
    void retranslate();
    void setCedulaText(const QString &cedula);

    AppContext &m_context;
    DisplayFormat m_format;
    std::unique_ptr<Ui::EntryStrip> m_ui;
    QValidator *m_digits;
    std::unique_ptr<Delay> m_lookUpLater;
    std::unique_ptr<Delay> m_tryAgain;
    EntryForm m_form;
    EntryPhase m_phase = EntryPhase::Editing;
    bool m_cedulaLeft = false;            ///< Enter or Tab: what is wrong with it may be said
    int m_tries = 0;                      ///< of the present operation
    std::optional<base::Error> m_refusal; ///< the hub's answer to the last try, until something is edited
};

} // namespace console
