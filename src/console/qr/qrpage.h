// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/customer/customerwindow.h"
#include "console/listpage/listpage.h"
#include "console/qr/paymentbell.h"
#include "console/qr/qrloader.h"
#include "console/qr/qrpictures.h"
#include "console/shell/page.h"

class QSplitter;

namespace console {

class QrActions;
class QrCommands;
class QrDetailPanel;
class QrFormPanel;
class QrPictureCard;

/// The tab Pagos QR (UX 3.5): form and code at the left, the live list, one QR in full at the right, and the window for
/// the customer. GUI thread.
class QrPage : public Page
{
    Q_OBJECT
public:
    explicit QrPage(AppContext &context, DelayFactory delays = timerDelays(), QWidget *parent = nullptr);
    ~QrPage() override;

    QString key() const override { return u"qr"_qs; }
    QString title() const override { return tr("QR payments"); }
    QString iconName() const override { return u"qr"_qs; }
    bool visibleTo(client::Role role) const override { return role != client::Role::Technician; }
    QList<QAction *> pageActions() const override;
    QList<QAction *> windowActions() const override;
    void activated() override;
    void focusFilter() override;
    void reload() override;
    QString statusText() const override;
    void saveState() override;
    void restoreState() override;

    /// Brings the page to the front with the form open: F6, or another page's "new QR to this account".
    void startQr(const QString &cedula = {});

    ListPage *list() const { return m_list; }
    QrModel *model() const { return m_model; }
    QrFormPanel *form() const { return m_form; }
    QrDetailPanel *detail() const { return m_detail; }
    QrActions *actions() const { return m_actions; }
    CustomerWindow &customer() { return m_customer; }
    PaymentBell &bell() { return m_bell; }

Q_SIGNALS:
    void accountWanted(const QString &cedula);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectHub();
    void connectParts();
    void connectActions();
    void showPermissions();
    void beat();
    void created(const contract::Qr &qr);
    void choose(const QString &id);
    void refreshChosen();
    void showDetail(const QString &id);
    void showToCustomer();
    void paid(const contract::QrNews &news);
    void print();
    void readPicture();
    const QrRow *chosen() const { return m_model->find(m_chosenId); }

    DelayFactory m_delays;
    DisplayFormat m_format;
    QrModel *m_model;
    QrFormPanel *m_form;
    QrPictureCard *m_card;
    ListPage *m_list;
    QrDetailPanel *m_detail;
    QSplitter *m_splitter;
    QrActions *m_actions;
    QrCommands *m_commands;
    QrLoader m_loader;
    QrPictures m_pictures;
    PaymentBell m_bell;
    CustomerWindow m_customer;
    std::unique_ptr<Delay> m_everySecond;
    QString m_chosenId;
    QString m_wantedQrId; ///< just created: to be chosen as soon as it is in the list
};

} // namespace console
