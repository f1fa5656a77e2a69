// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/logindialog.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"
#include "console/shell/passwordfield.h"
#include "shell/ui_logindialog.h"
#include <QEvent>

namespace console {

LoginDialog::LoginDialog(AppContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_ui(std::make_unique<Ui::LoginDialog>())
{
    m_ui->setupUi(this);
    setWindowIcon(Theme::appIcon());
    m_ui->logo->setPixmap(Theme::appIcon().pixmap(QSize(80, 80)));
    QFont large = m_ui->brandName->font();
    large.setPixelSize(30);
    large.setWeight(QFont::DemiBold);
    m_ui->brandName->setFont(large);
    m_ui->version->setText(QStringLiteral(VENTANILLA_VERSION));
    for (QToolButton *button : {m_ui->languageButton, m_ui->themeButton}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize(QSize(24, 18));
    }
    m_eye = new PasswordField(context.theme, m_ui->password);
    connectFields();
    retranslate();
}

LoginDialog::~LoginDialog() = default;

void LoginDialog::connectFields()
{
    connect(m_ui->signIn, &QPushButton::clicked, this, &LoginDialog::submit);
    connect(m_ui->user, &QLineEdit::textEdited, this, [this] { setMessage({}); });
    connect(m_ui->password, &QLineEdit::textEdited, this, [this] { setMessage({}); });
    connect(m_ui->languageButton, &QToolButton::clicked, this, [this] {
        const bool spanish = m_context.language.code() == Language::Code::Spanish;
        m_context.language.set(spanish ? Language::Code::English : Language::Code::Spanish);
        m_context.settings.setText(u"shell/language"_qs, Language::word(m_context.language.code()));
    });
    connect(m_ui->themeButton, &QToolButton::clicked, this, [this] {
        m_context.theme.set(m_context.theme.isDark() ? Theme::Mode::Light : Theme::Mode::Dark);
        m_context.settings.setText(u"shell/theme"_qs, Theme::word(m_context.theme.mode()));
    });
    connect(&m_context.theme, &Theme::changed, this, &LoginDialog::refreshIcons);
}

void LoginDialog::prefill(const QString &username, const QString &password)
{
    m_ui->user->setText(username);
    m_ui->password->setText(password);
    if (username.isEmpty())
        m_ui->user->setFocus();
    else if (password.isEmpty())
        m_ui->password->setFocus();
    else
        m_ui->signIn->setFocus();
}

void LoginDialog::setMessage(const QString &message)
{
    m_ui->message->setText(message);
}

void LoginDialog::submit()
{
    if (m_busy)
        return;
    const QString username = m_ui->user->text().trimmed();
    if (username.isEmpty() || m_ui->password->text().isEmpty()) {
        setMessage(tr("Type your user and password."));
        (username.isEmpty() ? m_ui->user : m_ui->password)->setFocus();
        return;
    }
    setBusy(true);
    setMessage({});
    client::whenDone<client::User>(m_context.hub.login(username, m_ui->password->text()), this,
                                   [this](const base::Result<client::User> &user) { answered(user); });
}

void LoginDialog::answered(const base::Result<client::User> &user)
{
    setBusy(false);
    if (!user) {
        setMessage(loginErrorText(user.error()));
        m_ui->message->setToolTip(user.error().toString());
        m_ui->password->selectAll();
        m_ui->password->setFocus();
        return;
    }
    const QString password = m_ui->password->text();
    m_ui->password->clear();
    Q_EMIT signedIn(*user, password);
    accept();
}

void LoginDialog::setBusy(bool busy)
{
    m_busy = busy;
    for (QWidget *field : std::initializer_list<QWidget *>{m_ui->user, m_ui->password, m_ui->signIn})
        field->setEnabled(!busy);
    m_ui->signIn->setText(busy ? tr("Signing in…") : tr("Sign in"));
}

void LoginDialog::retranslate()
{
    const client::HubAddress address = m_context.hub.address();
    m_ui->hubLine->setText(address.embedded() ? tr("to the hub on this computer")
                                              : tr("to %1").arg(address.base.toDisplayString()));
    const bool spanish = m_context.language.code() == Language::Code::Spanish;
    m_ui->languageButton->setText(spanish ? u"English"_qs : u"Español"_qs); // each in its own tongue
    m_ui->languageButton->setAccessibleName(m_ui->languageButton->text());
    m_eye->retranslate();
    setBusy(m_busy);
    refreshIcons();
}

void LoginDialog::refreshIcons()
{
    const bool dark = m_context.theme.isDark();
    m_ui->languageButton->setIcon(m_context.theme.icon(u"globe"_qs, ColorRole::TextMuted));
    m_ui->themeButton->setIcon(m_context.theme.icon(dark ? u"sun"_qs : u"moon"_qs, ColorRole::TextMuted));
    m_ui->themeButton->setText(dark ? tr("Light") : tr("Dark"));
    m_ui->themeButton->setAccessibleName(dark ? tr("Light theme") : tr("Dark theme"));
}

void LoginDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_ui->retranslateUi(this);
        m_ui->version->setText(QStringLiteral(VENTANILLA_VERSION));
        retranslate();
    }
    QDialog::changeEvent(event);
}

} // namespace console
