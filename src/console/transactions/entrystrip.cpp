// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/entrystrip.h"
#include "client/whendone.h"
#include "console/listpage/teardown.h"
#include "console/transactions/amountwords.h"
#include "console/transactions/digitsvalidator.h"
#include "transactions/ui_entrystrip.h"
#include <QKeyEvent>
#include <QStyle>

namespace console {
namespace {

constexpr std::chrono::milliseconds lookUpAfter{200};
constexpr qsizetype shortestCedula = 3;

/// An answer that leaves open whether an earlier try with the same key was applied.
bool settlesNothing(base::ErrorCode code)
{
    switch (code) {
    case base::ErrorCode::InvalidArgument:
    case base::ErrorCode::Malformed:
    case base::ErrorCode::NotFound:
    case base::ErrorCode::Conflict:
    case base::ErrorCode::InsufficientFunds:
        return false;
    default:
        return true;
    }
}

} // namespace

EntryStrip::EntryStrip(AppContext &context, const DelayFactory &delays, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_format(context)
    , m_ui(std::make_unique<Ui::EntryStrip>())
    , m_digits(new DigitsValidator(this))
    , m_lookUpLater(delays())
    , m_tryAgain(delays())
{
    m_ui->setupUi(this);
    setProperty("look", u"card"_qs);
    m_ui->confirmButton->setProperty("look", u"primary"_qs);
    m_ui->firstButton->setProperty("look", u"flat"_qs);
    m_ui->secondButton->setProperty("look", u"flat"_qs);
    setCedulaText({});
    m_ui->amountField->setFont(Theme::figures(m_ui->amountField->font()));
    connectFields();
    dress();
    retranslate();
}

EntryStrip::~EntryStrip()
{
    silenceChildren(this);
}

void EntryStrip::connectFields()
{
    connect(m_ui->cedulaField, &QLineEdit::textChanged, this, &EntryStrip::cedulaEdited);
    connect(m_ui->cedulaField, &QLineEdit::returnPressed, this, &EntryStrip::goOnFromCedula);
    connect(m_ui->cedulaField, &QLineEdit::editingFinished, this, [this] {
        m_cedulaLeft = !m_form.cedula().isEmpty();
        if (m_form.lookup() == EntryForm::Lookup::None)
            lookUp();
        refresh();
    });
    connect(m_ui->depositButton, &QPushButton::toggled, this, [this](bool deposit) {
        m_form.setKind(deposit ? EntryForm::Kind::Deposit : EntryForm::Kind::Withdrawal);
        m_refusal.reset();
        refresh();
    });
    connect(m_ui->amountField, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_form.setAmount(text, m_context.locale().decimalPoint().front());
        m_refusal.reset();
        setPhase(EntryPhase::Editing);
    });
    connect(m_ui->amountField, &QLineEdit::returnPressed, m_ui->descriptionField,
            [this] { m_ui->descriptionField->setFocus(Qt::TabFocusReason); });
    connect(m_ui->descriptionField, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_form.setDescription(text);
        m_refusal.reset();
    });
    connect(m_ui->descriptionField, &QLineEdit::returnPressed, this, &EntryStrip::confirm);
    connect(m_ui->confirmButton, &QPushButton::clicked, this, &EntryStrip::confirm);
    connect(m_ui->firstButton, &QPushButton::clicked, this, &EntryStrip::firstButtonClicked);
    connect(m_ui->secondButton, &QPushButton::clicked, this, &EntryStrip::secondButtonClicked);
    for (QPushButton *button : findChildren<QPushButton *>())
        button->installEventFilter(this);
    connect(&m_context.hub, &client::HubClient::linkChanged, this, &EntryStrip::refresh);
    connect(&m_context.theme, &Theme::changed, this, [this] {
        dress();
        refresh();
    });
}

// --- filling in ------------------------------------------------------------------------------------------------------

void EntryStrip::open(EntryForm::Kind kind, const QString &cedula)
{
    if (!isIdle())
        return m_ui->firstButton->setFocus();
    (kind == EntryForm::Kind::Deposit ? m_ui->depositButton : m_ui->withdrawalButton)->setChecked(true);
    if (!cedula.isEmpty()) {
        clearFields();
        setCedulaText(cedula);
        m_cedulaLeft = true;
        lookUp();
    }
    QLineEdit *first = m_ui->cedulaField->text().isEmpty() || cedula.isEmpty() ? m_ui->cedulaField : m_ui->amountField;
    first->setFocus(Qt::ShortcutFocusReason);
    first->selectAll();
    refresh();
}

void EntryStrip::setCedulaText(const QString &cedula)
{
    // Identities of other kinds hold letters; they are not typed here but come from the list of balances.
    const bool digits = std::all_of(cedula.begin(), cedula.end(), [](QChar c) { return c.isDigit(); });
    m_ui->cedulaField->setValidator(digits ? m_digits : nullptr);
    m_ui->cedulaField->setText(cedula);
}

void EntryStrip::cedulaEdited(const QString &text)
{
    m_form.setCedula(text);
    m_cedulaLeft = false;
    m_refusal.reset();
    m_lookUpLater->cancel();
    if (text.size() >= shortestCedula)
        m_lookUpLater->start(lookUpAfter, [this] { lookUp(); });
    setPhase(EntryPhase::Editing);
}

void EntryStrip::lookUp()
{
    m_lookUpLater->cancel();
    const QString cedula = m_form.cedula();
    if (cedula.isEmpty())
        return;
    m_form.lookupStarted();
    refresh();
    client::whenDone(m_context.hub.account(cedula, std::nullopt), this,
                     [this, cedula](const base::Result<contract::Account> &answer) { lookedUp(cedula, answer); });
}

void EntryStrip::lookedUp(const QString &cedula, const base::Result<contract::Account> &answer)
{
    if (answer)
        m_form.found(*answer);
    else if (answer.error().code() == base::ErrorCode::NotFound)
        m_form.notFound(cedula);
    else
        m_form.lookupFailed(cedula);
    refresh();
    if (m_phase != EntryPhase::AwaitingAccount || cedula != m_form.cedula())
        return;
    setPhase(EntryPhase::Editing);
    confirm(); // the teller had confirmed already and was only waiting for the account
}

void EntryStrip::goOnFromCedula()
{
    if (m_form.cedula().isEmpty())
        return;
    if (m_form.lookup() == EntryForm::Lookup::Unknown)
        m_ui->firstButton->setFocus(Qt::TabFocusReason); // create it
    else
        m_ui->amountField->setFocus(Qt::TabFocusReason);
}

void EntryStrip::note(const contract::Transaction &transaction)
{
    m_form.note(transaction);
    refresh();
}

void EntryStrip::accountOpened(const contract::Account &account)
{
    m_form.found(account);
    refresh();
    if (m_form.account() && m_phase == EntryPhase::Editing)
        m_ui->amountField->setFocus(Qt::OtherFocusReason);
}

void EntryStrip::clearFields()
{
    m_form.clear();
    setCedulaText({});
    m_ui->amountField->clear();
    m_ui->descriptionField->clear();
    m_cedulaLeft = false;
    m_refusal.reset();
    m_tries = 0;
}

// --- posting ---------------------------------------------------------------------------------------------------------

bool EntryStrip::isCut() const
{
    return m_context.hub.link().state == client::LinkState::Lost;
}

void EntryStrip::confirm()
{
    if (m_phase == EntryPhase::Posting || m_phase == EntryPhase::Uncertain || m_phase == EntryPhase::AskingAgain ||
        isCut())
        return refresh();
    m_cedulaLeft = true;
    switch (m_form.obstacle()) {
    case EntryForm::Obstacle::None:
        break;
    case EntryForm::Obstacle::LookupRunning:
        setPhase(EntryPhase::AwaitingAccount);
        if (m_form.lookup() == EntryForm::Lookup::None)
            lookUp();
        return;
    case EntryForm::Obstacle::NoCedula:
        m_ui->cedulaField->setFocus();
        return;
    case EntryForm::Obstacle::LookupFailed:
        lookUp();
        return;
    case EntryForm::Obstacle::UnknownAccount:
        m_ui->firstButton->setFocus();
        return refresh();
    case EntryForm::Obstacle::BlockedAccount:
    case EntryForm::Obstacle::Amount:
    case EntryForm::Obstacle::Shortfall:
        m_ui->amountField->setFocus();
        m_ui->amountField->selectAll();
        return refresh();
    }
    if (m_form.sameAgain(m_context.clock.utcNow())) {
        setPhase(EntryPhase::AskingAgain);
        m_ui->secondButton->setFocus(); // "No": a second Enter must not repeat it
        return;
    }
    post();
}

void EntryStrip::post()
{
    m_tryAgain->cancel();
    ++m_tries;
    if (m_phase != EntryPhase::Uncertain)
        setPhase(EntryPhase::Posting);
    client::whenDone(m_context.hub.postTransaction(m_form.operation(), m_form.keyForTry()), this,
                     [this](const base::Result<client::Posted> &answer) { answered(answer); });
}

void EntryStrip::answered(const base::Result<client::Posted> &answer)
{
    if (answer)
        return succeeded(*answer);
    const base::ErrorCode code = answer.error().code();
    const bool unknown = code == base::ErrorCode::Timeout || (m_phase == EntryPhase::Uncertain && settlesNothing(code));
    if (unknown) {
        setPhase(EntryPhase::Uncertain);
        const int seconds = std::min(30, 1 << std::min(m_tries, 5));
        m_tryAgain->start(std::chrono::seconds(seconds), [this] { post(); });
        return;
    }
    m_refusal = answer.error();
    setPhase(EntryPhase::Editing);
    if (code == base::ErrorCode::InsufficientFunds || code == base::ErrorCode::NotFound)
        lookUp(); // what we knew of the account is old
    m_ui->amountField->setFocus();
}

void EntryStrip::succeeded(const client::Posted &posted)
{
    if (posted.awaiting) {
        clearFields();
        setPhase(EntryPhase::Editing);
        m_ui->cedulaField->setFocus(Qt::OtherFocusReason);
        return Q_EMIT awaiting(*posted.awaiting);
    }
    const contract::Transaction &t = posted.transaction;
    const QString amount = m_format.money(t.amount);
    m_form.note(t);
    clearFields();
    setPhase(EntryPhase::Editing);
    m_ui->cedulaField->setFocus(Qt::OtherFocusReason);
    if (posted.alreadyApplied)
        Q_EMIT toastRequested(ToastKind::Info, tr("Already applied with folio %1").arg(t.folio));
    else if (t.kind == EntryForm::Kind::Deposit)
        Q_EMIT toastRequested(ToastKind::Done, tr("Deposit of %1 applied, folio %2").arg(amount, t.folio));
    else
        Q_EMIT toastRequested(ToastKind::Done, tr("Withdrawal of %1 applied, folio %2").arg(amount, t.folio));
    Q_EMIT applied(posted);
}

void EntryStrip::discardUncertain()
{
    m_tryAgain->cancel();
    clearFields();
    setPhase(EntryPhase::Editing);
    m_ui->cedulaField->setFocus();
    Q_EMIT toastRequested(ToastKind::Warning, tr("Set aside. Look for it in the list before you repeat it."));
}

void EntryStrip::firstButtonClicked()
{
    if (m_phase == EntryPhase::AskingAgain || m_phase == EntryPhase::Uncertain)
        post();
    else if (m_form.lookup() == EntryForm::Lookup::Unknown)
        Q_EMIT createAccountWanted(m_form.cedula());
    else if (m_form.lookup() == EntryForm::Lookup::Failed)
        lookUp();
}

void EntryStrip::secondButtonClicked()
{
    if (m_phase == EntryPhase::Uncertain)
        return discardUncertain();
    setPhase(EntryPhase::Editing);
    m_ui->amountField->setFocus();
    m_ui->amountField->selectAll();
}

void EntryStrip::setPhase(EntryPhase phase)
{
    m_phase = phase;
    const bool locked = !isIdle() || phase == EntryPhase::AskingAgain;
    for (QWidget *field : std::initializer_list<QWidget *>{m_ui->cedulaField, m_ui->amountField, m_ui->descriptionField,
                                                           m_ui->depositButton, m_ui->withdrawalButton})
        field->setEnabled(!locked);
    refresh();
}

bool EntryStrip::eventFilter(QObject *watched, QEvent *event)
{
    // Outside dialogs Qt leaves Enter on a button to us. Not in keyPressEvent: an Enter that a field has used arrives
    // there too, when the focus is on a button already.
    auto *button = qobject_cast<QPushButton *>(watched);
    if (!button || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Return && key != Qt::Key_Enter)
        return false;
    button->click();
    return true;
}

void EntryStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QFrame::keyPressEvent(event);
    if (m_phase == EntryPhase::AskingAgain)
        return secondButtonClicked();
    if (!isIdle())
        return;
    clearFields();
    setPhase(EntryPhase::Editing);
    m_ui->cedulaField->setFocus();
}

// --- what it says ----------------------------------------------------------------------------------------------------

void EntryStrip::refresh()
{
    refreshHolder();
    refreshAmount();
    refreshMessage();
    const EntryForm::Obstacle obstacle = m_form.obstacle();
    const bool possible = obstacle == EntryForm::Obstacle::None || obstacle == EntryForm::Obstacle::LookupRunning;
    m_ui->confirmButton->setEnabled(possible && m_phase == EntryPhase::Editing && !isCut() &&
                                    m_form.amountProblem() == EntryForm::AmountProblem::None);
}

void EntryStrip::refreshHolder()
{
    QString text;
    if (const auto &account = m_form.account()) {
        const QString name = account->holderName.isEmpty() ? tr("(no name)") : account->holderName;
        text = name + u" · " + m_format.money(account->balance);
    } else if (m_form.lookup() == EntryForm::Lookup::Running) {
        text = tr("Looking up…");
    }
    m_ui->holderLabel->setText(text);
    m_ui->currencyLabel->setText(m_form.currency().toString());
}

void EntryStrip::refreshAmount()
{
    const auto amount = m_form.amount();
    m_ui->wordsLabel->setText(amount ? amountInWords(*amount, m_context.locale().language()) : QString());
    m_ui->wordsLabel->setToolTip(m_ui->wordsLabel->text());
    const bool wrong = m_form.shortfall() || (m_form.amountProblem() != EntryForm::AmountProblem::None &&
                                              m_form.amountProblem() != EntryForm::AmountProblem::Empty);
    if (m_ui->amountField->property("invalid").toBool() != wrong) {
        m_ui->amountField->setProperty("invalid", wrong);
        m_ui->amountField->style()->unpolish(m_ui->amountField);
        m_ui->amountField->style()->polish(m_ui->amountField);
    }
    const auto after = m_form.balanceAfter();
    const bool shown = after && !after->isNegative();
    m_ui->changeLabel->setText(
        shown ? tr("Balance %1 → %2").arg(m_format.amount(m_form.account()->balance), m_format.money(*after))
              : QString());
}

void EntryStrip::refreshMessage()
{
    const EntryMessage message =
        EntryMessages::of(m_form, {m_phase, m_cedulaLeft, isCut(), m_refusal, m_context.clock.utcNow()}, m_format);
    m_ui->messageLabel->setText(message.text);
    m_ui->firstButton->setText(message.firstButton);
    m_ui->secondButton->setText(message.secondButton);
    m_ui->firstButton->setVisible(!message.firstButton.isEmpty());
    m_ui->secondButton->setVisible(!message.secondButton.isEmpty());
    ColorRole role = ColorRole::TextMuted;
    QString icon;
    if (message.look == EntryMessage::Look::Warning) {
        role = ColorRole::Warning;
        icon = u"alert"_qs;
    } else if (message.look == EntryMessage::Look::Error) {
        role = ColorRole::Error;
        icon = u"error"_qs;
    }
    m_ui->messageIcon->setVisible(!icon.isEmpty());
    if (!icon.isEmpty())
        m_ui->messageIcon->setPixmap(m_context.theme.icon(icon, role).pixmap(16, 16));
    QPalette palette = m_ui->messageLabel->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.color(role));
    m_ui->messageLabel->setPalette(palette);
}

void EntryStrip::dress()
{
    const Theme &theme = m_context.theme;
    const auto name = [&theme](ColorRole role) { return theme.color(role).name(); };
    m_ui->depositButton->setIcon(theme.icon(u"deposit"_qs, ColorRole::Deposit));
    m_ui->withdrawalButton->setIcon(theme.icon(u"withdrawal"_qs, ColorRole::Withdrawal));
    setStyleSheet(
        u"#depositButton, #withdrawalButton { font-weight: 600; }"
        "#depositButton { border-top-right-radius: 0; border-bottom-right-radius: 0; }"
        "#withdrawalButton { border-top-left-radius: 0; border-bottom-left-radius: 0; border-left: none; }"
        "#depositButton:checked { background: %1; color: %2; border: 1px solid %2; }"
        "#withdrawalButton:checked { background: %3; color: %4; border: 1px solid %4; }"
        "#amountField { font-size: 15px; font-weight: 600; }"
        "#firstButton, #secondButton { padding: 0 10px; min-height: 18px; } #messageLabel { min-height: 22px; }"
        "#holderLabel, #changeLabel { font-weight: 600; } #wordsLabel, #currencyLabel { color: %5; }"_qs.arg(
            name(ColorRole::DepositSoft), name(ColorRole::Deposit), name(ColorRole::WithdrawalSoft),
            name(ColorRole::Withdrawal), name(ColorRole::TextMuted)));
}

void EntryStrip::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->cedulaField->setPlaceholderText(tr("Digits only"));
    m_ui->amountField->setPlaceholderText(m_format.amount(base::Money(base::Currency::usd())));
    m_ui->descriptionField->setPlaceholderText(tr("Optional"));
    m_ui->cedulaField->setAccessibleName(tr("Cédula"));
    m_ui->amountField->setAccessibleName(tr("Amount"));
    m_ui->descriptionField->setAccessibleName(tr("Concept"));
    m_ui->messageLabel->setAccessibleName(tr("Notice"));
    m_form.setAmount(m_ui->amountField->text(), m_context.locale().decimalPoint().front()); // marks changed
    refresh();
}

void EntryStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace console
