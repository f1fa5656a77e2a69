// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/delay.h"
#include "console/listpage/displayformat.h"
#include <QFrame>

class QLabel;
class QToolButton;
class QPushButton;

namespace console {

class Theme;

/// The yellow strip above a list: what failed, since when and how old the data are, [Retry], [Details]. A background
/// failure is never a modal. GUI thread.
class NoticeStrip : public QFrame
{
    Q_OBJECT
public:
    NoticeStrip(const Theme &theme, const DisplayFormat &format, const base::Clock &clock,
                std::unique_ptr<Delay> everySecond, QWidget *parent = nullptr);
    /// `dataFrom`: when what is still shown was read; empty: nothing is shown.
    void report(const QString &what, const QString &details, std::optional<base::UtcMs> dataFrom);
    void clear();
    bool isActive() const { return m_active; }
    QString text() const;
    void retranslate();

Q_SIGNALS:
    void retryRequested();

private:
    void refresh();
    void showDetails();

    const Theme &m_theme;
    const DisplayFormat &m_format;
    const base::Clock &m_clock;
    std::unique_ptr<Delay> m_everySecond;
    QLabel *m_icon;
    QLabel *m_label;
    QPushButton *m_retry;
    QPushButton *m_details;
    QString m_what;
    QString m_more;
    base::UtcMs m_since;
    std::optional<base::UtcMs> m_dataFrom;
    bool m_active = false;
};

} // namespace console
