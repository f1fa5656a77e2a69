// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrformpanel.h"
#include "client/whendone.h"
#include "console/listpage/teardown.h"
#include "console/shell/errortext.h"
#include "console/transactions/digitsvalidator.h"
#include "qr/ui_qrformpanel.h"
#include <QEvent>
#include <QKeyEvent>

namespace console {

namespace {

constexpr std::chrono::milliseconds lookUpAfter{200};
constexpr qsizetype shortestCedula = 3;

/// Whether, after this answer, the same request may still have made a QR.
bool isOutcomeUnknown(const base::Error &error)
{
    return error.code() == base::ErrorCode::Timeout || error.code() == base::ErrorCode::Unavailable ||
           error.code() == base::ErrorCode::Busy;
}

} // namespace

QrFormPanel::QrFormPanel(AppContext &context, const DelayFactory &delays, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_format(context)
    , m_ui(std::make_unique<Ui::QrFormPanel>())
    , m_lookUpLater(delays())
{
    m_ui->setupUi(this);
    setProperty("look", u"card"_qs);
    m_ui->createButton->setProperty("look", u"primary"_qs);
    m_ui->holderLabel->setProperty("look", u"muted"_qs);
    m_ui->cedulaField->setValidator(new DigitsValidator(m_ui->cedulaField));
    m_ui->amountField->setFont(Theme::figures(m_ui->amountField->font()));
    fillChoices();
    connectFields();
    retranslate();
}

QrFormPanel::~QrFormPanel()
{
    silenceChildren(this);
}

void QrFormPanel::fillChoices()
{
    for (const base::Currency currency : {base::Currency::bob(), base::Currency::usd()})
        m_ui->currencyField->addItem(currency.toString());
    for (int i = 0; i < 4; ++i)
        m_ui->dueField->addItem(QString());
    m_form.setCurrency(base::Currency::bob());
    const QDateTime tomorrow = m_format.branchTime(m_context.clock.utcNow()).addDays(1);
    m_ui->customDueField->setDateTime(QDateTime(tomorrow.date(), QTime(18, 0)));
    m_form.setCustomDue(m_format.momentAtBranch(tomorrow.date(), QTime(18, 0)));
}

void QrFormPanel::connectFields()
{
    connect(m_ui->cedulaField, &QLineEdit::textChanged, this, &QrFormPanel::cedulaEdited);
    connect(m_ui->amountField, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_form.setAmount(text, m_context.locale().decimalPoint().front());
        m_refusal.reset();
        refresh();
    });
    connect(m_ui->currencyField, &QComboBox::activated, this, [this] {
        const auto chosen = base::Currency::parse(m_ui->currencyField->currentText().toLatin1());
        m_currencyChosen = true;
        if (chosen && *chosen != m_form.currency()) {
            m_form.setCurrency(*chosen);
            lookUp(false);
        }
    });
    connect(m_ui->openAmountBox, &QCheckBox::toggled, this, [this](bool open) {
        m_form.setOpenAmount(open);
        refresh();
    });
    connect(m_ui->descriptionField, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_form.setDescription(text); });
    connect(m_ui->dueField, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_form.setDue(static_cast<QrForm::Due>(std::max(0, index)));
        refresh();
    });
    connect(m_ui->customDueField, &QDateTimeEdit::dateTimeChanged, this, [this](const QDateTime &at) {
        m_form.setCustomDue(m_format.momentAtBranch(at.date(), at.time()));
        refresh();
    });
    connect(m_ui->singleUseBox, &QCheckBox::toggled, this, [this](bool on) { m_form.setSingleUse(on); });
    connect(m_ui->createButton, &QPushButton::clicked, this, &QrFormPanel::create);
    for (QLineEdit *field : {m_ui->cedulaField, m_ui->amountField, m_ui->descriptionField})
        connect(field, &QLineEdit::returnPressed, this, [this, field] { focusNext(field); });
    m_ui->createButton->installEventFilter(this);
    connect(&m_context.hub, &client::HubClient::linkChanged, this, &QrFormPanel::refresh);
    connect(&m_context.theme, &Theme::changed, this, &QrFormPanel::refresh);
}

// --- filling in ------------------------------------------------------------------------------------------------------

void QrFormPanel::open(const QString &cedula)
{
    if (!cedula.isEmpty()) {
        clearFields();
        m_ui->cedulaField->setText(cedula);
        lookUp(true);
    }
    QLineEdit *first = m_ui->cedulaField->text().isEmpty() ? m_ui->cedulaField : m_ui->amountField;
    if (first == m_ui->amountField && (!first->text().isEmpty() || !first->isEnabled()))
        first = m_ui->descriptionField;
    first->setFocus(Qt::ShortcutFocusReason);
    first->selectAll();
}

void QrFormPanel::repeat(const contract::Qr &qr)
{
    clearFields();
    m_form.setCurrency(qr.amount.currency());
    m_ui->currencyField->setCurrentText(qr.amount.currency().toString());
    m_currencyChosen = true;
    m_ui->cedulaField->setText(qr.cedula);
    m_ui->openAmountBox->setChecked(qr.mayModifyAmount && qr.amount.isZero());
    m_ui->amountField->setText(qr.amount.isZero() ? QString() : m_format.amount(qr.amount));
    m_ui->descriptionField->setText(qr.description);
    m_ui->singleUseBox->setChecked(qr.isSingleUse);
    lookUp(false);
    m_ui->createButton->setFocus(Qt::ShortcutFocusReason);
}

void QrFormPanel::cedulaEdited(const QString &text)
{
    m_form.setCedula(text);
    m_currencyChosen = false;
    m_refusal.reset();
    m_lookUpLater->cancel();
    if (text.size() >= shortestCedula)
        m_lookUpLater->start(lookUpAfter, [this] { lookUp(!m_currencyChosen); });
    refresh();
}

void QrFormPanel::lookUp(bool anyCurrency)
{
    m_lookUpLater->cancel();
    if (m_form.cedula().isEmpty())
        return refresh();
    m_form.lookupStarted();
    refresh();
    const QString cedula = m_form.cedula();
    const auto currency = anyCurrency ? std::nullopt : std::optional(m_form.currency());
    client::whenDone(m_context.hub.account(cedula, currency), this,
                     [this, cedula, currency](const base::Result<contract::Account> &answer) {
                         if (!currency || *currency == m_form.currency())
                             lookedUp(cedula, answer);
                     });
}

void QrFormPanel::lookedUp(const QString &cedula, const base::Result<contract::Account> &answer)
{
    if (cedula != m_form.cedula())
        return;
    if (answer) {
        m_form.found(*answer);
        m_ui->currencyField->setCurrentText(m_form.currency().toString());
    } else if (answer.error().code() == base::ErrorCode::NotFound) {
        m_form.notFound();
    } else {
        m_form.lookupFailed();
    }
    refresh();
}

void QrFormPanel::focusNext(const QWidget *after)
{
    if (after == m_ui->cedulaField) {
        if (m_form.lookup() == QrForm::Lookup::None)
            lookUp(!m_currencyChosen);
        QLineEdit *next = m_form.isOpenAmount() ? m_ui->descriptionField : m_ui->amountField;
        return next->setFocus(Qt::TabFocusReason);
    }
    if (after == m_ui->amountField)
        return m_ui->descriptionField->setFocus(Qt::TabFocusReason);
    m_ui->createButton->setFocus(Qt::TabFocusReason);
}

void QrFormPanel::clearFields()
{
    m_ui->cedulaField->clear();
    m_ui->amountField->clear();
    m_ui->descriptionField->clear();
    m_ui->openAmountBox->setChecked(false);
    m_form.settled();
    m_refusal.reset();
    m_wasTried = false;
    refresh();
}

// --- creating --------------------------------------------------------------------------------------------------------

void QrFormPanel::create()
{
    m_wasTried = true;
    m_refusal.reset();
    const base::UtcMs now = m_context.clock.utcNow();
    if (m_isAsking || !m_mayCreate || !m_unavailable.isEmpty() ||
        m_form.obstacle(m_format, now) != QrForm::Obstacle::None)
        return refresh();
    m_isAsking = true;
    refresh();
    client::whenDone(m_context.hub.qrs().createQr(m_form.requestForTry(m_format, now)), this,
                     [this](const base::Result<contract::Qr> &answer) { answered(answer); });
}

void QrFormPanel::answered(const base::Result<contract::Qr> &answer)
{
    m_isAsking = false;
    if (!answer) {
        m_refusal = answer.error();
        if (!isOutcomeUnknown(answer.error()))
            m_form.settled();
        return refresh();
    }
    if (!answer->isUncertain) { // else the same form asks again
        m_ui->amountField->clear();
        m_ui->descriptionField->clear();
        m_form.settled();
        m_wasTried = false;
    }
    refresh();
    Q_EMIT created(*answer);
    if (answer->isUncertain)
        say(ColorRole::Error,
            tr("The bank's answer was lost. Create asks again for this same QR; do not make another."));
}

void QrFormPanel::setUnavailable(const QString &reason)
{
    m_unavailable = reason;
    refresh();
}

void QrFormPanel::setMayCreate(bool may)
{
    m_mayCreate = may;
    refresh();
}

// --- what is shown ---------------------------------------------------------------------------------------------------

QString QrFormPanel::obstacleText(QrForm::Obstacle obstacle) const
{
    switch (obstacle) {
    case QrForm::Obstacle::None:
        return {};
    case QrForm::Obstacle::NoCedula:
        return tr("Whose account is it for?");
    case QrForm::Obstacle::LookupRunning:
        return tr("The account is being looked up.");
    case QrForm::Obstacle::LookupFailed:
        return tr("The account could not be looked up. Try again.");
    case QrForm::Obstacle::UnknownAccount:
        return tr("There is no such account in %1.").arg(m_form.currency().toString());
    case QrForm::Obstacle::BlockedAccount:
        return tr("This account is blocked.");
    case QrForm::Obstacle::Amount:
        switch (m_form.amountProblem()) {
        case QrForm::AmountProblem::NotAnAmount:
            return tr("This is not an amount with at most two decimals.");
        case QrForm::AmountProblem::NotPositive:
            return tr("The amount must be more than zero.");
        default:
            return tr("How much is to be paid?");
        }
    case QrForm::Obstacle::PastDue:
        return tr("It would expire before it can be paid.");
    }
    Q_UNREACHABLE();
}

void QrFormPanel::refresh()
{
    refreshHolder();
    const QrForm::Obstacle obstacle = m_form.obstacle(m_format, m_context.clock.utcNow());
    const bool isCut = m_context.hub.link().state == client::LinkState::Lost;
    m_ui->amountField->setEnabled(!m_form.isOpenAmount());
    m_ui->customDueField->setVisible(m_form.due() == QrForm::Due::Custom);
    m_ui->createButton->setEnabled(m_mayCreate && !m_isAsking && !isCut && m_unavailable.isEmpty());
    const bool isLoud = m_wasTried || obstacle == QrForm::Obstacle::UnknownAccount ||
                        obstacle == QrForm::Obstacle::BlockedAccount || obstacle == QrForm::Obstacle::PastDue;
    if (!m_unavailable.isEmpty())
        say(ColorRole::Warning, m_unavailable);
    else if (isCut)
        say(ColorRole::Warning, tr("No connection to the hub: no QR can be made now."));
    else if (m_isAsking)
        say(ColorRole::TextMuted, tr("Asking for the QR…"));
    else if (m_refusal)
        say(ColorRole::Error, errorText(*m_refusal));
    else if (isLoud && obstacle != QrForm::Obstacle::LookupRunning)
        say(ColorRole::Error, obstacleText(obstacle));
    else
        say(ColorRole::TextMuted, {});
    m_ui->createButton->setToolTip(m_ui->createButton->isEnabled() ? QString() : m_ui->messageLabel->text());
}

void QrFormPanel::refreshHolder()
{
    QString text;
    if (m_form.lookup() == QrForm::Lookup::Running)
        text = tr("Looking up…");
    else if (m_form.account())
        text = m_form.account()->holderName.isEmpty() ? tr("(no name)") : m_form.account()->holderName;
    m_ui->holderLabel->setText(text);
    m_ui->holderLabel->setVisible(!text.isEmpty());
}

void QrFormPanel::say(ColorRole role, const QString &text)
{
    QPalette palette = m_ui->messageLabel->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.color(role));
    m_ui->messageLabel->setPalette(palette);
    m_ui->messageLabel->setText(text);
    m_ui->messageLabel->setVisible(!text.isEmpty());
}

void QrFormPanel::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->createButton->setText(tr("Create (F6)"));
    const QStringList dues{tr("In 15 minutes"), tr("In 1 hour"), tr("Today at midnight"), tr("At a moment…")};
    for (int i = 0; i < dues.size(); ++i)
        m_ui->dueField->setItemText(i, dues[i]);
    m_ui->customDueField->setLocale(m_context.locale());
    m_ui->customDueField->setDisplayFormat(
        m_context.language.code() == Language::Code::Spanish ? u"dd/MM/yyyy HH:mm"_qs : u"MM/dd/yyyy HH:mm"_qs);
    m_ui->customDueField->setAccessibleName(tr("Expires at"));
    m_ui->descriptionField->setPlaceholderText(tr("What the payer will read"));
    refresh();
}

void QrFormPanel::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

bool QrFormPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->createButton && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            create();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace console
