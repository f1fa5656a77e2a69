// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrpage.h"
#include "console/listpage/filterbar.h"
#include "console/listpage/listview.h"
#include "console/listpage/teardown.h"
#include "console/qr/qractions.h"
#include "console/qr/qrcommands.h"
#include "console/qr/qrdetailpanel.h"
#include "console/qr/qrformpanel.h"
#include "console/qr/qrpicturecard.h"
#include "console/qr/qrprint.h"
#include "console/qr/qrreaderdialog.h"
#include "console/qr/qrtotalstext.h"
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPrintDialog>
#include <QPrinter>
#include <QSplitter>
#include <QVBoxLayout>

namespace console {
namespace {

const QString splitterKey = u"qr/splitter"_qs;

ListPage::Setup listSetup(const DelayFactory &delays)
{
    ListPage::Setup setup;
    setup.key = u"qr"_qs;
    setup.name = [] { return QrPage::tr("QR payments"); };
    setup.emptySentence = [] { return QrPage::tr("No QR yet"); };
    setup.emptyButton = [] { return QrPage::tr("New QR (F6)"); };
    setup.emptyIcon = u"qr"_qs;
    setup.delays = delays;
    setup.standStillWhenChosen = false; // the newest one is chosen while it is waited for
    setup.alwaysExported = QrModel::alwaysExported();
    return setup;
}

} // namespace

QrPage::QrPage(AppContext &context, DelayFactory delays, QWidget *parent)
    : Page(context, parent)
    , m_delays(std::move(delays))
    , m_format(context)
    , m_model(new QrModel(m_format, context.clock, this))
    , m_form(new QrFormPanel(context, m_delays, this))
    , m_card(new QrPictureCard(context, this))
    , m_list(new ListPage(*m_model, context, listSetup(m_delays), this))
    , m_detail(new QrDetailPanel(context, this))
    , m_splitter(new QSplitter(this))
    , m_actions(new QrActions(context, this))
    , m_commands(new QrCommands(context, this))
    , m_loader(context, *m_model, *m_list, m_delays)
    , m_pictures(context.hub)
    , m_bell(context)
    , m_customer(context, m_delays())
    , m_everySecond(m_delays())
{
    build();
    connectHub();
    connectParts();
    connectActions();
    showPermissions();
    beat();
}

QrPage::~QrPage()
{
    silenceChildren(this);
}

void QrPage::build()
{
    m_model->setParent(m_list); // goes after the view that shows it
    auto *left = new QWidget(this);
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(12);
    leftColumn->addWidget(m_form);
    leftColumn->addWidget(m_card, 1);
    left->setMinimumWidth(250);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->addWidget(m_splitter);
    m_splitter->addWidget(left);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(12);
    m_splitter->setSizes({270, 700, 290});
    m_list->view()->setSelectionMode(QAbstractItemView::SingleSelection);
    m_detail->hide();
}

void QrPage::connectHub()
{
    client::HubClient &hub = context().hub;
    connect(&hub, &client::HubClient::eventsArrived, &m_loader, &QrLoader::eventsArrived);
    connect(&hub, &client::HubClient::resyncNeeded, &m_loader, &QrLoader::forget); // the shell asks for reload()
    connect(&hub, &client::HubClient::userChanged, this, &QrPage::showPermissions);
    connect(&hub, &client::HubClient::linkChanged, this,
            [this] { m_list->setCut(context().hub.link().state == client::LinkState::Lost); });
}

void QrPage::connectParts()
{
    connect(m_list, &ListPage::olderWanted, &m_loader, &QrLoader::readOlder);
    connect(m_list, &ListPage::reloadWanted, &m_loader, &QrLoader::load);
    connect(m_list, &ListPage::retryRequested, this, &QrPage::reload);
    connect(m_list, &ListPage::emptyButtonClicked, this, [this] { startQr(); });
    connect(m_list, &ListPage::currentIdChanged, this, &QrPage::choose);
    connect(m_list, &ListPage::rowActivated, this, &QrPage::showDetail);
    connect(m_list->view(), &QAbstractItemView::clicked, this,
            [this](const QModelIndex &index) { showDetail(m_model->idAt(index.row())); });
    connect(m_list, &ListPage::wentLive, m_detail, &QWidget::hide);
    connect(m_list, &ListPage::exportFinished, this, [this](bool ok, const QString &sentence) {
        Q_EMIT toastRequested(ok ? ToastKind::Done : ToastKind::Error, sentence);
    });
    connect(m_model, &ListModel::countsChanged, this, &QrPage::refreshChosen);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &QrPage::refreshChosen);
    connect(m_form, &QrFormPanel::created, this, &QrPage::created);
    connect(m_card, &QrPictureCard::showWanted, this, &QrPage::showToCustomer);
    connect(m_detail, &QrDetailPanel::closed, m_detail, &QWidget::hide);
    connect(m_detail, &QrDetailPanel::accountWanted, this, &QrPage::accountWanted);
    connect(m_detail, &QrDetailPanel::resolveWanted, m_commands, &QrCommands::resolve);
    connect(m_commands, &QrCommands::changed, &m_loader, &QrLoader::take);
    connect(m_commands, &QrCommands::resolved, &m_loader, &QrLoader::readOne);
    connect(m_commands, &QrCommands::said, this, &QrPage::toastRequested);
    connect(&m_loader, &QrLoader::paid, this, &QrPage::paid);
    connect(&m_loader, &QrLoader::detailRead, this, [this](const contract::QrDetail &detail) {
        m_detail->fillWith(detail);
        m_customer.screen()->update(detail.qr);
    });
    connect(&m_loader, &QrLoader::detailFailed, this, [this](const QString &qrId, const QString &sentence) {
        if (const QrRow *row = chosen(); row && row->qr.qrId == qrId)
            m_detail->setFailed(sentence);
    });
    connect(&m_loader, &QrLoader::railChanged, this, [this] {
        const contract::QrRail &rail = m_loader.rail();
        m_form->setUnavailable(rail.isUp ? QString() : tr("No QR can be made now: %1").arg(rail.reason));
    });
    connect(&m_pictures, &QrPictures::arrived, this, [this](const QString &qrId, const QImage &picture) {
        m_card->setPicture(qrId, picture);
        m_customer.screen()->setPicture(qrId, picture);
        refreshChosen();
    });
    connect(&m_pictures, &QrPictures::failed, m_card, &QrPictureCard::setFailed);
    connect(&m_customer, &CustomerWindow::openChanged, m_actions->closeCustomer, &QAction::setEnabled);
}

void QrPage::connectActions()
{
    const auto on = [this](QAction *action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    const auto withChosen = [this](auto doing) {
        return [this, doing] {
            if (const QrRow *row = chosen())
                doing(row->qr);
        };
    };
    on(m_actions->create, [this] {
        if (isVisible() && m_form->isAncestorOf(focusWidget()))
            m_form->create();
        else
            startQr();
    });
    on(m_actions->show, &QrPage::showToCustomer);
    on(m_actions->closeCustomer, [this] { m_customer.close(); });
    on(m_actions->print, &QrPage::print);
    on(m_actions->copyImage, withChosen([this](const contract::Qr &qr) {
           QGuiApplication::clipboard()->setImage(m_pictures.find(qr.qrId));
           Q_EMIT toastRequested(ToastKind::Done, tr("The picture is in the clipboard"));
       }));
    on(m_actions->copyText, withChosen([this](const contract::Qr &qr) {
           QGuiApplication::clipboard()->setText(qr.content);
           Q_EMIT toastRequested(ToastKind::Done, tr("The text of the code is in the clipboard"));
       }));
    on(m_actions->cancel, withChosen([this](const contract::Qr &qr) { m_commands->cancel(qr); }));
    on(m_actions->verify, withChosen([this](const contract::Qr &qr) { m_commands->verify(qr); }));
    on(m_actions->repeat, withChosen([this](const contract::Qr &qr) { m_form->repeat(qr); }));
    on(m_actions->read, &QrPage::readPicture);
    on(m_actions->pause, [this] { m_list->togglePause(); });
    on(m_actions->columns, [this] { m_list->popUpColumns(); });
    on(m_actions->exportList, [this] { m_list->askExport(); });
    connect(m_actions->sound, &QAction::toggled, this, [this](bool isOn) { m_bell.setOn(isOn); });
    connect(m_list, &ListPage::pausedChanged, m_actions->pause, &QAction::setChecked);
    m_actions->closeCustomer->setEnabled(false);
    m_list->setRowActions(m_actions->ofRow());
}

// --- reading ---------------------------------------------------------------------------------------------------------

void QrPage::activated()
{
    if (!m_loader.wasAsked())
        reload();
}

void QrPage::reload()
{
    m_loader.load();
    if (const QrRow *row = chosen())
        m_loader.readOne(row->qr.qrId);
}

void QrPage::beat()
{
    if (m_model->beat())
        m_list->rowsStaged();
    m_card->tick();
    m_detail->tick();
    m_everySecond->start(std::chrono::seconds(1), [this] { beat(); });
}

// --- the chosen one --------------------------------------------------------------------------------------------------

void QrPage::choose(const QString &id)
{
    if (id.isEmpty())
        return; // filtered out: it stays on the left and the right
    m_chosenId = id;
    const QrRow *row = chosen();
    if (!row)
        return;
    if (m_detail->isVisible())
        showDetail(id);
    m_card->fillWith(*row);
    if (!row->qr.isUncertain)
        m_pictures.want(row->qr.qrId);
    refreshChosen();
}

void QrPage::refreshChosen()
{
    const QrRow *wanted = m_wantedQrId.isEmpty() ? nullptr : m_model->byQrId(m_wantedQrId);
    if (wanted && m_model->rowOf(wanted->id()) >= 0) {
        m_wantedQrId.clear();
        m_list->view()->selectId(wanted->id());
    }
    const QrRow *row = chosen();
    const auto user = context().hub.user();
    m_actions->enableFor(row, row && !m_pictures.find(row->qr.qrId).isNull(), user && user->mayPost());
    if (row) {
        m_card->fillWith(*row);
        m_customer.screen()->update(row->qr);
        if (m_detail->isVisible())
            m_detail->fillWith(*row);
    }
    Q_EMIT statusTextChanged();
}

void QrPage::showDetail(const QString &id)
{
    const QrRow *row = m_model->find(id);
    if (!row)
        return;
    m_detail->fillWith(*row);
    m_detail->show();
    if (!row->qr.qrId.isEmpty())
        m_loader.readOne(row->qr.qrId);
}

// --- doing -----------------------------------------------------------------------------------------------------------

void QrPage::startQr(const QString &cedula)
{
    Q_EMIT activationRequested();
    m_form->open(cedula);
}

void QrPage::created(const contract::Qr &qr)
{
    m_loader.take(qr);
    m_card->fillWith({qr, shownOf(qr, context().clock.utcNow()), false});
    if (qr.isUncertain) {
        Q_EMIT toastRequested(ToastKind::Error, tr("It is not known whether the bank made the QR"));
        return;
    }
    m_wantedQrId = qr.qrId;
    m_pictures.want(qr.qrId);
    if (m_customer.isOpen())
        m_customer.open(qr, m_pictures.find(qr.qrId), window()->windowHandle());
    Q_EMIT toastRequested(ToastKind::Done, tr("QR made, waiting for the payment"));
}

void QrPage::showToCustomer()
{
    const QrRow *row = chosen();
    if (!row || !isPayable(row->qr, context().clock.utcNow()))
        return;
    if (!m_customer.open(row->qr, m_pictures.find(row->qr.qrId), window()->windowHandle()))
        Q_EMIT toastRequested(ToastKind::Error,
                              tr("The customer's window could not be opened: %1").arg(m_customer.errorText()));
}

void QrPage::paid(const contract::QrNews &news)
{
    m_bell.ring();
    const QString amount = m_format.money(news.amount);
    const QString who = news.sender && !news.sender->name.isEmpty() ? news.sender->name : tr("somebody");
    const bool isBooked = news.newBalance.has_value();
    const QString text = isBooked ? tr("%1 paid by %2").arg(amount, who)
                                  : tr("%1 of %2 wait in suspense for a supervisor").arg(amount, who);
    Q_EMIT toastRequested(isBooked ? ToastKind::Done : ToastKind::Warning, text);
    Q_EMIT notificationRequested(NoticeKind::QrPaid, tr("QR payment"), text);
}

void QrPage::print()
{
    const QrRow *row = chosen();
    if (!row)
        return;
    const QrPrint::Sheet sheet{row->qr, m_pictures.find(row->qr.qrId), context().hub.hub().name};
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(u"QR "_qs + row->qr.qrId);
    auto *dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, sheet, printer] {
        if (const auto printed = QrPrint::print(sheet, m_format, *printer); !printed)
            Q_EMIT toastRequested(ToastKind::Error, tr("It could not be printed: %1").arg(printed.error().message()));
    });
    dialog->open();
}

void QrPage::readPicture()
{
    auto *dialog = new QrReaderDialog(context(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QrReaderDialog::qrWanted, this, [this](const QString &qrId) {
        m_list->filterBar()->clear();
        m_wantedQrId = qrId;
        m_loader.readOne(qrId); // brings it into the list when it is not there
        refreshChosen();
    });
    dialog->open();
}

void QrPage::showPermissions()
{
    const auto user = context().hub.user();
    m_form->setVisible(user && user->mayPost());
    m_detail->setMayResolve(user &&
                            (user->role == client::Role::Supervisor || user->role == client::Role::Administrator));
    refreshChosen();
}

void QrPage::focusFilter()
{
    m_list->focusFilter();
}

QString QrPage::statusText() const
{
    return m_model->isFiltered() ? QrTotalsText::shown(*m_model, m_format)
                                 : QrTotalsText::today(*m_model, m_format, m_loader.isComplete());
}

QList<QAction *> QrPage::pageActions() const
{
    return m_actions->all();
}

QList<QAction *> QrPage::windowActions() const
{
    return {m_actions->create};
}

void QrPage::saveState()
{
    m_list->saveState();
    context().settings.setValue(splitterKey, m_splitter->saveState());
}

void QrPage::restoreState()
{
    m_list->restoreState();
    m_actions->sound->setChecked(m_bell.isOn());
    if (const auto state = context().settings.value(splitterKey))
        m_splitter->restoreState(*state);
}

void QrPage::changeEvent(QEvent *event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_actions->retranslate();
        refreshChosen();
    }
}

} // namespace console
