// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace console {

/// The yellow strip under the tabs while the feed is cut: since when, how old the data are, what is being done. Never a
/// box in the way. GUI thread.
class ConnectionStrip : public QFrame
{
    Q_OBJECT
public:
    explicit ConnectionStrip(AppContext &context, QWidget *parent = nullptr);
    QString text() const;

Q_SIGNALS:
    void detailsRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void retranslate();
    QString sentence(const client::HubLink &link) const;

    AppContext &m_context;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_retry;
    QPushButton *m_details;
    QTimer m_tick;
};

} // namespace console
