// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/till/tillopening.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace console {

TillOpening::TillOpening(AppContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_format(context)
    , m_till(new QComboBox(this))
    , m_proposed(new QLabel(this))
    , m_grid(new CountGrid(m_format, this))
    , m_reason(new QLineEdit(this))
    , m_reasonName(new QLabel(tr("&Reason of the difference"), this))
    , m_message(new QLabel(this))
    , m_open(new QPushButton(tr("Open the till"), this))
{
    build();
    connect(m_till, &QComboBox::currentIndexChanged, this, &TillOpening::refresh);
    connect(m_grid, &CountGrid::edited, this, &TillOpening::refresh);
    connect(m_grid, &CountGrid::finished, this,
            [this] { differs() ? m_reason->setFocus(Qt::TabFocusReason) : m_open->setFocus(Qt::TabFocusReason); });
    connect(m_reason, &QLineEdit::textChanged, this, &TillOpening::refresh);
    connect(m_open, &QPushButton::clicked, this, &TillOpening::open);
}

void TillOpening::build()
{
    m_till->setObjectName(u"tillChoice"_qs);
    m_reason->setObjectName(u"openingReasonField"_qs);
    m_reason->setMaxLength(140);
    m_reasonName->setBuddy(m_reason);
    m_open->setObjectName(u"openTillButton"_qs);
    m_open->setProperty("look", u"primary"_qs);
    m_open->setAutoDefault(true);
    m_message->setObjectName(u"openingMessage"_qs);
    m_message->setWordWrap(true);
    m_proposed->setProperty("look", u"muted"_qs);
    m_proposed->setWordWrap(true);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(10);
    form->addRow(tr("&Till"), m_till);
    form->addRow(m_proposed);
    form->addRow(m_grid);
    form->addRow(m_reasonName, m_reason);
    form->addRow(m_message);
    form->addRow(m_open);
}

void TillOpening::start(const std::vector<contract::Denominations> &denominations)
{
    m_key = client::IdempotencyKey::random();
    m_grid->setDenominations(denominations);
    m_reason->clear();
    refresh();
    client::whenDone(m_context.hub.tills().tills(), this,
                     [this](const base::Result<std::vector<contract::Till>> &answer) { tillsRead(answer); });
}

void TillOpening::tillsRead(const base::Result<std::vector<contract::Till>> &answer)
{
    if (!answer)
        return say(ColorRole::Error, errorText(answer.error()));
    m_tills.clear();
    m_till->clear();
    for (const contract::Till &till : *answer) {
        if (till.session)
            continue; // somebody sits at it
        m_tills.push_back(till);
        m_till->addItem(till.name, till.id);
    }
    if (m_tills.empty())
        say(ColorRole::Warning, tr("Every till is in use. A supervisor can add another."));
    refresh();
    m_till->setFocus(Qt::OtherFocusReason);
    if (m_tills.size() == 1)
        m_grid->focusFirst();
}

const contract::Till *TillOpening::chosen() const
{
    const auto index = static_cast<size_t>(m_till->currentIndex());
    return m_till->currentIndex() >= 0 && index < m_tills.size() ? &m_tills[index] : nullptr;
}

bool TillOpening::differs() const
{
    const contract::Till *till = chosen();
    if (!till)
        return false;
    const std::vector<base::Money> counted = m_grid->totals();
    // A settled drawer is filled from the vault: whatever is counted is right. Only what was carried can be missing.
    return std::any_of(till->proposed.begin(), till->proposed.end(), [&counted](const base::Money &left) {
        const auto same = std::find_if(counted.begin(), counted.end(),
                                       [&left](const base::Money &sum) { return sum.currency() == left.currency(); });
        return left.isPositive() && (same == counted.end() || !(*same == left));
    });
}

void TillOpening::refresh()
{
    const contract::Till *till = chosen();
    QStringList parts;
    if (till) {
        for (const base::Money &each : till->proposed)
            parts << m_format.money(each);
    }
    m_proposed->setText(parts.isEmpty()
                            ? tr("The last close left nothing in this drawer. Count what is in it now.")
                            : tr("The last close left %1. Count what is in it now.").arg(parts.join(u" + "_qs)));
    const bool wanted = differs();
    m_reason->setVisible(wanted);
    m_reasonName->setVisible(wanted);
    m_open->setEnabled(till && !m_busy && (!wanted || !m_reason->text().trimmed().isEmpty()));
    if (till && wanted && m_reason->text().trimmed().isEmpty())
        say(ColorRole::Warning, tr("What was counted differs from what the last close left: say why."));
    else if (till)
        say(ColorRole::TextMuted, {});
}

void TillOpening::open()
{
    const contract::Till *till = chosen();
    if (!till || !m_open->isEnabled())
        return;
    m_busy = true;
    refresh();
    client::whenDone(m_context.hub.tills().openTill(till->id, {m_grid->lines(), m_reason->text().trimmed()}, m_key),
                     this, [this](const base::Result<client::OrApproval<contract::TillSession>> &answer) {
                         m_busy = false;
                         refresh();
                         if (!answer) {
                             say(ColorRole::Error, errorText(answer.error()));
                             if (answer.error().code() != base::ErrorCode::Timeout)
                                 m_key = client::IdempotencyKey::random();
                         } else if (answer->done) {
                             Q_EMIT opened(*answer->done);
                         } else if (answer->waits) {
                             say(ColorRole::Warning, tr("The difference needs a supervisor's approval."));
                             Q_EMIT waits(*answer->waits);
                         }
                     });
}

void TillOpening::say(ColorRole role, const QString &text)
{
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.color(role));
    m_message->setPalette(palette);
    m_message->setText(text);
}

} // namespace console
