// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/qr/qrmodel.h"
#include "console/shell/appcontext.h"
#include <QKeySequence>

class QAction;

namespace console {

/// The actions of the tab Pagos QR: made once, enabled by what is chosen and who is signed in; a disabled one says why
/// in its tip. GUI thread.
class QrActions : public QObject
{
    Q_OBJECT
public:
    QrActions(AppContext &context, QWidget *page);

    QAction *create;
    QAction *show;
    QAction *closeCustomer;
    QAction *print;
    QAction *copyImage;
    QAction *copyText;
    QAction *cancel;
    QAction *verify;
    QAction *repeat;
    QAction *read;
    QAction *sound;
    QAction *pause;
    QAction *columns;
    QAction *exportList;

    QList<QAction *> all() const;
    QList<QAction *> ofRow() const { return {show, print, copyImage, copyText, verify, repeat, cancel}; }
    /// `row`: what is chosen, if anything. `hasPicture`: its code is here.
    void enableFor(const QrRow *row, bool hasPicture, bool mayAct);
    void retranslate();

private:
    QAction *make(const QString &icon, const QKeySequence &key = {});
    void dress();

    AppContext &m_context;
    QWidget *m_page;
    QAction *m_separator;
    QList<std::pair<QAction *, QString>> m_icons;
};

} // namespace console
