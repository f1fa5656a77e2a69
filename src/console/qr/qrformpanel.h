// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/qrcalls.h"
#include "console/listpage/delay.h"
#include "console/qr/qrform.h"
#include <QFrame>
#include <memory>

namespace Ui {
class QrFormPanel;
}

namespace console {

/// The form of a new QR (UX 3.5, F6): account with its holder, amount or none, currency, description, until when, for
/// how many. Enter goes on from field to field. What is wrong is said beneath; a lost answer is asked for again under
/// the same name, never a second QR. GUI thread.
class QrFormPanel : public QFrame
{
    Q_OBJECT
public:
    QrFormPanel(AppContext &context, const DelayFactory &delays, QWidget *parent = nullptr);
    ~QrFormPanel() override;

    /// Focus in the first field that is empty; with a cédula: that account.
    void open(const QString &cedula = {});
    /// Fields as this QR had them: repeat.
    void repeat(const contract::Qr &qr);
    /// F6 inside the form, Enter on the button.
    void create();
    /// Why no QR can be made just now (the bank cannot be reached); empty: they can.
    void setUnavailable(const QString &reason);
    void setMayCreate(bool may);
    bool isAsking() const { return m_isAsking; }

Q_SIGNALS:
    void created(const contract::Qr &qr);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectFields();
    void fillChoices();
    void cedulaEdited(const QString &text);
    void lookUp(bool anyCurrency);
    void lookedUp(const QString &cedula, const base::Result<contract::Account> &answer);
    void answered(const base::Result<contract::Qr> &answer);
    void clearFields();
    void refresh();
    void refreshHolder();
    void say(ColorRole role, const QString &text);
    QString obstacleText(QrForm::Obstacle obstacle) const;
    void retranslate();
    void focusNext(const QWidget *after);

    AppContext &m_context;
    DisplayFormat m_format;
    std::unique_ptr<Ui::QrFormPanel> m_ui;
    std::unique_ptr<Delay> m_lookUpLater;
    QrForm m_form;
    QString m_unavailable;
    bool m_isAsking = false;
    bool m_wasTried = false; ///< Create was pressed: what is missing may be said
    bool m_mayCreate = true;
    bool m_currencyChosen = false; ///< by the person, for this account
    std::optional<base::Error> m_refusal;
};

} // namespace console
