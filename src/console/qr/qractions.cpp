// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qractions.h"
#include <QAction>
#include <QWidget>

namespace console {

QrActions::QrActions(AppContext &context, QWidget *page)
    : QObject(page)
    , create(nullptr)
    , m_context(context)
    , m_page(page)
{
    create = make(u"plus"_qs, Qt::Key_F6);
    show = make(u"eye"_qs);
    closeCustomer = make(u"eye-off"_qs);
    print = make(u"print"_qs, QKeySequence::Print);
    copyImage = make(u"copy"_qs);
    copyText = make(u"text"_qs);
    cancel = make(u"close"_qs);
    verify = make(u"reload"_qs);
    repeat = make(u"qr"_qs);
    read = make(u"search"_qs);
    sound = make(u"bell"_qs);
    pause = make(u"pause"_qs, Qt::Key_F9);
    columns = make(u"columns"_qs);
    exportList = make(u"export"_qs, Qt::CTRL | Qt::Key_E);
    sound->setCheckable(true);
    pause->setCheckable(true);
    m_separator = new QAction(this);
    m_separator->setSeparator(true);
    // The list has buttons for some beside its filter; the rest is for the menu.
    for (QAction *action : {m_separator, closeCustomer, copyImage, copyText, sound, pause, columns, exportList})
        action->setPriority(QAction::LowPriority);
    connect(&context.theme, &Theme::changed, this, &QrActions::dress);
    dress();
    retranslate();
}

QAction *QrActions::make(const QString &icon, const QKeySequence &key)
{
    auto *action = new QAction(this);
    action->setShortcut(key);
    m_page->addAction(action);
    m_icons.append({action, icon});
    return action;
}

QList<QAction *> QrActions::all() const
{
    return {create,      show,      closeCustomer, print, verify, repeat,  cancel,    read,
            m_separator, copyImage, copyText,      sound, pause,  columns, exportList};
}

void QrActions::enableFor(const QrRow *row, bool hasPicture, bool mayAct)
{
    const bool payable = row && isPayable(row->qr, m_context.clock.utcNow());
    const auto set = [](QAction *action, bool enabled, const QString &why) {
        action->setEnabled(enabled);
        action->setToolTip(enabled ? QString() : why); // empty: the text itself
    };
    const QString nothing = tr("Choose a QR in the list first.");
    const QString over = row ? tr("It can no longer be paid.") : nothing;
    const QString role = tr("Your role may only look.");
    set(create, mayAct, role);
    set(show, payable && hasPicture, payable ? tr("Its picture is still being read.") : over);
    set(print, payable && hasPicture, payable ? tr("Its picture is still being read.") : over);
    set(copyImage, payable && hasPicture, payable ? tr("Its picture is still being read.") : over);
    set(copyText, row && !row->qr.content.isEmpty(), row ? tr("Only the bank knows the text of this code.") : nothing);
    set(cancel, mayAct && payable, mayAct ? over : role);
    set(verify, mayAct && row && !row->qr.qrId.isEmpty(), mayAct ? nothing : role);
    set(repeat, mayAct && row, mayAct ? nothing : role);
    set(read, true, {});
}

void QrActions::retranslate()
{
    create->setText(tr("New QR"));
    show->setText(tr("Show to the customer"));
    closeCustomer->setText(tr("Close the customer's window"));
    print->setText(tr("Print"));
    copyImage->setText(tr("Copy the picture"));
    copyText->setText(tr("Copy the text"));
    cancel->setText(tr("Cancel…"));
    verify->setText(tr("Verify now"));
    repeat->setText(tr("Repeat"));
    read->setText(tr("Read a QR…"));
    sound->setText(tr("Sound when paid (silent at night)"));
    pause->setText(tr("Pause"));
    columns->setText(tr("Columns"));
    exportList->setText(tr("Export…"));
}

void QrActions::dress()
{
    for (const auto &[action, icon] : m_icons)
        action->setIcon(m_context.theme.icon(icon));
}

} // namespace console
