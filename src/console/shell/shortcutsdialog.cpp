// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/shortcutsdialog.h"
#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace console {

namespace {

QWidget *keyCaps(const QAction &action, QWidget *parent)
{
    auto *caps = new QWidget(parent);
    auto *row = new QHBoxLayout(caps);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addStretch();
    for (const QKeySequence &keys : action.shortcuts()) {
        auto *cap = new QLabel(keys.toString(QKeySequence::NativeText), caps);
        cap->setObjectName(u"keycap"_qs);
        row->addWidget(cap);
    }
    return caps;
}

/// Heading and one row an action; null when none has a key.
QWidget *groupSheet(const ActionGroup &group, QWidget *parent)
{
    auto *sheet = new QWidget(parent);
    auto *grid = new QGridLayout(sheet);
    grid->setContentsMargins(0, 0, 0, 16);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    auto *title = new QLabel(group.title, sheet);
    title->setProperty("look", u"heading"_qs);
    grid->addWidget(title, 0, 0, 1, 2);
    int line = 1;
    for (const QAction *action : group.actions) {
        if (action->shortcuts().isEmpty() || !action->isVisible())
            continue;
        auto *text = new QLabel(plainText(*action), sheet);
        grid->addWidget(text, line, 0);
        grid->addWidget(keyCaps(*action, sheet), line, 1);
        ++line;
    }
    if (line > 1)
        return sheet;
    delete sheet;
    return nullptr;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<ActionGroup> &groups, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *page = new QWidget(scroll);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(28, 24, 28, 16);
    for (const ActionGroup &group : groups) {
        if (QWidget *sheet = groupSheet(group, page))
            column->addWidget(sheet);
    }
    column->addStretch();
    scroll->setWidget(page);
    outer->addWidget(scroll);
    resize(460, 560);
}

} // namespace console
