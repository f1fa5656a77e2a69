// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QWidget>

class QAction;

namespace console {

enum class ToastKind { Done, Info, Warning, Error };

/// What a desktop notification is about: each kind can be switched off by itself.
enum class NoticeKind { QrPaid, Alert };

/// A tab of the main window. The shell owns it, shows it, and asks it for words, icon and actions; a page never
/// reaches into the shell. Texts are asked for again after each change of language: answer with tr() each time, and
/// retranslate your own widgets in changeEvent(QEvent::LanguageChange); re-fetch icons on Theme::changed.
/// GUI thread.
class Page : public QWidget
{
    Q_OBJECT
public:
    explicit Page(AppContext &context, QWidget *parent = nullptr)
        : QWidget(parent)
        , m_context(context)
    {
    }

    /// Stable word for settings ("transactions"), never shown.
    virtual QString key() const = 0;
    /// The tab's text in the present language.
    virtual QString title() const = 0;
    /// Name of an icon of resources/icons (Theme::icon).
    virtual QString iconName() const = 0;
    /// What this page can do, in order; shown in the toolbar and in a menu of the page's title while it is current,
    /// always in the F1 sheet. Owned by the page. A separator action divides groups. Shortcuts of the page's actions
    /// need no context: the shell enables the actions of the current page alone.
    virtual QList<QAction *> pageActions() const { return {}; }

    /// Whether this role sees the tab at all. The hub refuses anyway what it may not do.
    virtual bool visibleTo(client::Role role) const
    {
        Q_UNUSED(role)
        return true;
    }

    /// Those of pageActions() that work from any tab (F2, F3, F4): they bring the page to the front by themselves, so
    /// the shell leaves them enabled.
    virtual QList<QAction *> windowActions() const { return {}; }

    /// The tab was shown (load or refresh what was marked dirty) or left.
    virtual void activated() {}
    virtual void deactivated() {}
    /// Ctrl+F.
    virtual void focusFilter() {}
    /// F5, and after a resync or another user's login: read everything again from the hub.
    virtual void reload() {}
    /// Left part of the status bar while this page is current.
    virtual QString statusText() const { return {}; }
    /// The user's state (splitters, columns, filter) under keys "<key>/…" of context().settings.
    virtual void saveState() {}
    virtual void restoreState() {}

Q_SIGNALS:
    void statusTextChanged();
    /// A short notice at the lower edge that goes by itself ("Deposit applied, folio 000127").
    void toastRequested(console::ToastKind kind, const QString &text);
    /// A notification of the desktop, for who has the window behind others or minimised; clicked, it brings this page
    /// to the front. Switched off by the person, or nothing on this desktop shows notifications: it is not shown, so
    /// what must be seen is on the page or a toast as well. Not while the window is locked.
    void notificationRequested(console::NoticeKind kind, const QString &title, const QString &text);
    /// Bring this page to the front (another page's "go to this cédula").
    void activationRequested();

protected:
    AppContext &context() const { return m_context; }

private:
    AppContext &m_context;
};

} // namespace console
