// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/practiceframe.h"
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>

namespace console {

PracticeFrame::PracticeFrame(QWidget *centre)
    : QFrame(centre)
    , m_text(new QLabel(this))
{
    setObjectName(u"practiceFrame"_qs);
    centre->setObjectName(u"practiceCentre"_qs);
    // The same green in light and dark: white on it has a contrast of 5.1:1.
    centre->setStyleSheet(u"QWidget#practiceCentre { border: 5px solid #1b7f4b; }"
                          "QFrame#practiceFrame { background: #1b7f4b; border: none; }"
                          "QFrame#practiceFrame QLabel { color: #ffffff; font-weight: 700; }"_qs);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(12, 6, 12, 6);
    line->addWidget(m_text);
    if (auto *column = qobject_cast<QBoxLayout *>(centre->layout())) {
        column->setContentsMargins(5, 5, 5, 5);
        column->insertWidget(0, this);
    }
    retranslate();
}

void PracticeFrame::retranslate()
{
    m_text->setText(tr("%1: a copy of the data. Nothing done here is real, and all of it is thrown away.").arg(word()));
}

void PracticeFrame::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace console
