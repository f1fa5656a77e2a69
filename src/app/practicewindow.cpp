// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/practicewindow.h"
#include "console/bankpages.h"

using namespace Qt::StringLiterals;

namespace app {
namespace {

client::HubAddress addressOf(const hub::Hub &hub)
{
    const hub::HubAddresses &at = hub.addresses();
    return {QUrl(u"http://127.0.0.1:%1"_s.arg(at.console)), at.consoleSecret};
}

} // namespace

PracticeWindow::PracticeWindow(std::unique_ptr<PracticeRun> run, const base::Clock &clock, console::Language &language,
                               console::Theme &theme, QObject *parent)
    : QObject(parent)
    , m_run(std::move(run))
    , m_hub(addressOf(m_run->hub()), clock)
    , m_context{m_hub, m_settings, clock, language, theme}
{
    for (const QString &who : {QString(), m_run->user()}) { // as the program looks and speaks now
        m_settings.selectUser(who);
        m_settings.setText(u"shell/language"_s, console::Language::word(language.code()));
        m_settings.setText(u"shell/theme"_s, console::Theme::word(theme.mode()));
        m_settings.setNumber(u"shell/text_percent"_s, theme.textPercent());
        m_settings.setFlag(u"shell/discreet"_s, language.isDiscreet());
    }
    m_settings.selectUser({});
    m_window = std::make_unique<console::MainWindow>(m_context);
    m_window->setPractice();
    console::addBankPages(*m_window, m_context);
    connect(m_window.get(), &console::MainWindow::closed, this, &PracticeWindow::ended);
    m_window->signInAs(m_run->user(), m_run->password());
    m_window->showToast(console::ToastKind::Info,
                        tr("You practise as “%1”, password %2").arg(m_run->user(), m_run->password()));
}

PracticeWindow::~PracticeWindow()
{
    m_window.reset();
}

} // namespace app
