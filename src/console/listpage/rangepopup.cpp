// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/rangepopup.h"
#include <QDateEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace console {

RangePopup::RangePopup(AppContext &context, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_context(context)
    , m_form(new QFormLayout(this))
    , m_problem(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setProperty("look", u"card"_qs);
    m_form->setContentsMargins(16, 14, 16, 14);
    m_form->setVerticalSpacing(10);
    m_problem->setProperty("look", u"error"_qs);
    m_problem->hide();
}

void RangePopup::addButtons()
{
    m_form->addRow(m_problem);
    auto *buttons = new QHBoxLayout;
    auto *remove = new QPushButton(tr("Remove filter"), this);
    auto *applies = new QPushButton(tr("Apply"), this);
    remove->setObjectName(u"removeRangeButton"_qs);
    applies->setObjectName(u"applyRangeButton"_qs);
    remove->setProperty("look", u"flat"_qs);
    applies->setProperty("look", u"primary"_qs);
    buttons->addWidget(remove);
    buttons->addStretch(1);
    buttons->addWidget(applies);
    m_form->addRow(buttons);
    connect(applies, &QPushButton::clicked, this, [this] { apply(); });
    connect(remove, &QPushButton::clicked, this, [this] {
        Q_EMIT removed();
        close();
    });
}

void RangePopup::openBelow(QWidget *anchor)
{
    adjustSize();
    move(anchor->mapToGlobal(QPoint(0, anchor->height() + 4)));
    QWidget *first = nextInFocusChain();
    while (first != this && (first->focusPolicy() & Qt::TabFocus) == 0)
        first = first->nextInFocusChain();
    first->setFocus(Qt::PopupFocusReason); // a popup that is shown takes the keys for it
    show();
    first->setFocus(Qt::PopupFocusReason);
}

void RangePopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (auto *button = qobject_cast<QPushButton *>(focusWidget()))
            button->click();
        else
            apply();
    } else {
        QFrame::keyPressEvent(event);
    }
}

void RangePopup::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    adjustSize();
}

// --- days ------------------------------------------------------------------------------------------------------------

DayRangePopup::DayRangePopup(const DayRange &proposed, const QDate &today, AppContext &context, QWidget *parent)
    : RangePopup(context, parent)
    , m_from(new QDateEdit(proposed.from.value_or(today), this))
    , m_to(new QDateEdit(proposed.to.value_or(today), this))
{
    m_from->setObjectName(u"fromDayField"_qs);
    m_to->setObjectName(u"toDayField"_qs);
    for (QDateEdit *field : {m_from, m_to}) {
        field->setCalendarPopup(true);
        field->setLocale(context.locale());
        field->setDisplayFormat(u"dd/MM/yyyy"_qs);
    }
    m_from->setAccessibleName(tr("From the day"));
    m_to->setAccessibleName(tr("To the day"));
    form()->addRow(tr("&From"), m_from);
    form()->addRow(tr("&To"), m_to);
    addButtons();
}

void DayRangePopup::apply()
{
    m_from->interpretText();
    m_to->interpretText();
    const QDate from = std::min(m_from->date(), m_to->date());
    const QDate to = std::max(m_from->date(), m_to->date());
    Q_EMIT chosen({from, to});
    close();
}

// --- amounts ---------------------------------------------------------------------------------------------------------

AmountRangePopup::AmountRangePopup(const AmountRange &proposed, AppContext &context, QWidget *parent)
    : RangePopup(context, parent)
    , m_least(new QLineEdit(this))
    , m_most(new QLineEdit(this))
{
    m_least->setObjectName(u"leastAmountField"_qs);
    m_most->setObjectName(u"mostAmountField"_qs);
    const auto fill = [&context](QLineEdit *field, const std::optional<qint64> &minor) {
        field->setAlignment(Qt::AlignRight);
        field->setMaxLength(20);
        if (minor)
            field->setText(AmountRange{minor, minor}.text(context.locale()));
    };
    fill(m_least, proposed.least);
    fill(m_most, proposed.most);
    m_least->setAccessibleName(tr("Amount at least"));
    m_most->setAccessibleName(tr("Amount at most"));
    form()->addRow(tr("At &least (≥)"), m_least);
    form()->addRow(tr("At &most (≤)"), m_most);
    addButtons();
}

std::optional<std::optional<qint64>> AmountRangePopup::read(const QLineEdit *field) const
{
    const QString typed = field->text().trimmed();
    if (typed.isEmpty())
        return std::optional<qint64>();
    const auto amount =
        base::Money::parseTyped(typed, base::Currency::usd(), context().locale().decimalPoint().front());
    if (!amount)
        return std::nullopt;
    return std::optional<qint64>(amount->minor());
}

void AmountRangePopup::apply()
{
    const auto least = read(m_least);
    const auto most = read(m_most);
    if (!least || !most) {
        (least ? m_most : m_least)->setFocus();
        return say(tr("This is not an amount."));
    }
    AmountRange range{*least, *most};
    if (range.least && range.most && *range.least > *range.most)
        std::swap(range.least, range.most);
    if (range.isEmpty())
        Q_EMIT removed();
    else
        Q_EMIT chosen(range);
    close();
}

} // namespace console
