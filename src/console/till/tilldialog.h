// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/till/tillwatch.h"
#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTextBrowser;

namespace console {

class TillCounting;
class TillMovement;
class TillOpening;

/// F8: everything about the signed-in person's till. Without an open one it opens one; else movements, X, count, Z.
/// What waits for a second person is shown by whoever hears approvalWanted(); approvalGiven() goes on. GUI thread.
class TillDialog : public QDialog
{
    Q_OBJECT
public:
    TillDialog(AppContext &context, TillWatch &watch, QWidget *parent = nullptr);

    /// The approval was given: the command is asked for again with its key.
    void approvalGiven();
    /// Not while a keystroke of the count is on its way.
    void reject() override;

Q_SIGNALS:
    void approvalWanted(qint64 id, const QByteArray &hash);
    void tillOpened(const contract::TillSession &session);
    void tillClosed(const contract::TillClosing &closing);
    /// Something was booked: totals are others.
    void cashMoved();

private:
    void build();
    void connectParts();
    void showSession();
    void showReport();
    void showClosing(const contract::TillClosing &closing);
    void saveClosing();
    void printClosing();

    AppContext &m_context;
    DisplayFormat m_format;
    TillWatch &m_watch;
    QLabel *m_title;
    QStackedWidget *m_stack;
    TillOpening *m_opening;
    QTabWidget *m_tabs;
    TillMovement *m_movement;
    QTextBrowser *m_report;
    TillCounting *m_counting;
    QWidget *m_done;
    QTextBrowser *m_closingText;
    QPushButton *m_savePdf;
    QPushButton *m_print;
    std::optional<contract::TillClosing> m_closing;
    bool m_openingStarted = false;
    qint64 m_shown = -1; ///< the session that is shown; 0: none
};

} // namespace console
