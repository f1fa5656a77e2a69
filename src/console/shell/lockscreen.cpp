// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/lockscreen.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"
#include "console/shell/passwordfield.h"
#include "shell/ui_lockscreen.h"
#include <QEvent>
#include <QKeyEvent>

namespace console {

LockScreen::LockScreen(AppContext &context, QWidget *window)
    : QWidget(window)
    , m_context(context)
    , m_ui(std::make_unique<Ui::LockScreen>())
{
    m_ui->setupUi(this);
    setObjectName(u"lockScreen"_qs);
    setAttribute(Qt::WA_StyledBackground);
    setAutoFillBackground(true);
    m_eye = new PasswordField(context.theme, m_ui->password);
    connect(m_ui->unlock, &QPushButton::clicked, this, &LockScreen::submit);
    connect(m_ui->password, &QLineEdit::returnPressed, this, &LockScreen::submit);
    connect(m_ui->password, &QLineEdit::textEdited, m_ui->message, &QLabel::clear);
    connect(m_ui->other, &QPushButton::clicked, this, &LockScreen::otherPersonRequested);
    connect(&context.theme, &Theme::changed, this, &LockScreen::retranslate);
    window->installEventFilter(this);
    hide();
    retranslate();
}

LockScreen::~LockScreen() = default;

void LockScreen::lock(const client::User &user)
{
    m_username = user.username;
    m_displayName = user.displayName;
    m_ui->password->clear();
    m_ui->message->clear();
    retranslate();
    setGeometry(parentWidget()->rect());
    show();
    raise();
    m_ui->password->setFocus();
}

void LockScreen::submit()
{
    if (!m_ui->unlock->isEnabled())
        return;
    if (m_ui->password->text().isEmpty()) {
        m_ui->message->setText(tr("Type your password."));
        return;
    }
    m_ui->unlock->setEnabled(false);
    client::whenDone<client::User>(m_context.hub.login(m_username, m_ui->password->text()), this,
                                   [this](const base::Result<client::User> &user) {
                                       m_ui->unlock->setEnabled(true);
                                       m_ui->password->clear();
                                       m_ui->password->setFocus();
                                       if (!isLocked())
                                           return; // the session ended meanwhile
                                       if (!user) {
                                           m_ui->message->setText(loginErrorText(user.error()));
                                           return;
                                       }
                                       hide();
                                       Q_EMIT unlocked();
                                   });
}

void LockScreen::retranslate()
{
    m_ui->picture->setPixmap(m_context.theme.icon(u"lock"_qs, ColorRole::Accent).pixmap(QSize(40, 40)));
    m_ui->who->setText(m_displayName);
    m_eye->retranslate();
}

void LockScreen::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_ui->retranslateUi(this);
        retranslate();
    }
    QWidget::changeEvent(event);
}

void LockScreen::keyPressEvent(QKeyEvent *event)
{
    event->accept(); // no key passes to the window beneath
}

bool LockScreen::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isLocked())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace console
