// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/ranges.h"
#include "console/shell/appcontext.h"
#include <QFrame>

class QDateEdit;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace console {

/// The small editor below a chip that asks: two fields, [Apply] (Enter) and [Remove filter]; Escape leaves things as
/// they are. Deletes itself when closed. GUI thread.
class RangePopup : public QFrame
{
    Q_OBJECT
public:
    /// Below `anchor`, focus in the first field.
    void openBelow(QWidget *anchor);

Q_SIGNALS:
    void removed();

protected:
    RangePopup(AppContext &context, QWidget *parent);
    void addButtons();
    void keyPressEvent(QKeyEvent *event) override;
    virtual void apply() = 0;
    void say(const QString &problem);
    QFormLayout *form() const { return m_form; }
    AppContext &context() const { return m_context; }

private:
    AppContext &m_context;
    QFormLayout *m_form;
    QLabel *m_problem;
};

/// From a day to a day.
class DayRangePopup : public RangePopup
{
    Q_OBJECT
public:
    /// `proposed` fills the fields; open ends show `today`.
    DayRangePopup(const DayRange &proposed, const QDate &today, AppContext &context, QWidget *parent);

Q_SIGNALS:
    void chosen(const console::DayRange &range);

private:
    void apply() override;
    QDateEdit *m_from;
    QDateEdit *m_to;
};

/// Amounts ≥ and ≤, either may stay empty; 1.234,50 and 1234.50 are read alike.
class AmountRangePopup : public RangePopup
{
    Q_OBJECT
public:
    AmountRangePopup(const AmountRange &proposed, AppContext &context, QWidget *parent);

Q_SIGNALS:
    void chosen(const console::AmountRange &range);

private:
    void apply() override;
    std::optional<std::optional<qint64>> read(const QLineEdit *field) const;
    QLineEdit *m_least;
    QLineEdit *m_most;
};

} // namespace console
