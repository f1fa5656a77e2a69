// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/approvals/approvalinbox.h"
#include "client/whendone.h"
#include "console/approvals/approvalsmodel.h"
#include "console/approvals/approvalwords.h"
#include "console/listpage/listview.h"
#include "console/listpage/teardown.h"
#include "console/shell/errortext.h"
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace console {
namespace {

ListPage::Setup setupOf(const DelayFactory &delays)
{
    ListPage::Setup setup;
    setup.key = u"approvals"_qs;
    setup.name = [] { return ApprovalInbox::tr("Approvals"); };
    setup.emptySentence = [] { return ApprovalInbox::tr("Nothing waits for a second person"); };
    setup.delays = delays;
    setup.standStillWhenChosen = false;
    return setup;
}

} // namespace

ApprovalInbox::ApprovalInbox(AppContext &context, ApprovalWatch &watch, const DelayFactory &delays, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_format(context)
    , m_watch(watch)
    , m_second(delays())
    , m_model(new ApprovalsModel(m_format, this))
    , m_list(new ListPage(*m_model, context, setupOf(delays), this))
    , m_what(new QLabel(this))
    , m_message(new QLabel(this))
    , m_reason(new QLineEdit(this))
    , m_approve(new QPushButton(tr("Approve"), this))
    , m_reject(new QPushButton(tr("Reject"), this))
{
    setWindowTitle(tr("Approvals"));
    setObjectName(u"approvalInbox"_qs);
    m_model->setParent(m_list); // goes after the view that shows it
    build();
    connect(m_list, &ListPage::currentIdChanged, this, [this] {
        say(ColorRole::TextMuted, {});
        refresh();
    });
    connect(m_list, &ListPage::retryRequested, &watch, &ApprovalWatch::read);
    connect(m_reason, &QLineEdit::textChanged, this, &ApprovalInbox::refresh);
    connect(m_approve, &QPushButton::clicked, this, &ApprovalInbox::approve);
    connect(m_reject, &QPushButton::clicked, this, &ApprovalInbox::rejectRequest);
    connect(&watch, &ApprovalWatch::reset, this, &ApprovalInbox::fill);
    connect(&watch, &ApprovalWatch::failed, this, [this](const base::Error &error) {
        m_list->setFailed(tr("The approvals could not be read."), error.toString());
    });
    connect(&watch, &ApprovalWatch::changed, this, [this](const contract::Approval &approval) {
        m_model->stage(approval);
        m_list->rowsStaged();
        refresh();
    });
    m_list->restoreState();
    fill();
    watch.read();
    tick();
}

ApprovalInbox::~ApprovalInbox()
{
    silenceChildren(this);
    m_list->saveState();
}

void ApprovalInbox::build()
{
    m_what->setObjectName(u"inboxWhat"_qs);
    m_what->setProperty("look", u"heading"_qs);
    m_message->setObjectName(u"inboxMessage"_qs);
    m_message->setWordWrap(true);
    m_reason->setObjectName(u"rejectReasonField"_qs);
    m_reason->setMaxLength(140);
    m_reason->setPlaceholderText(tr("Reason, for a rejection"));
    m_reason->setAccessibleName(tr("Reason, for a rejection"));
    m_approve->setObjectName(u"inboxApproveButton"_qs);
    m_approve->setProperty("look", u"primary"_qs);
    m_reject->setObjectName(u"inboxRejectButton"_qs);
    auto *decide = new QHBoxLayout;
    decide->addWidget(m_reason, 1);
    decide->addWidget(m_reject);
    decide->addWidget(m_approve);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    column->addWidget(m_list, 1);
    column->addWidget(m_what);
    column->addLayout(decide);
    column->addWidget(m_message);
    for (QPushButton *button : {m_approve, m_reject})
        button->setAutoDefault(false);
    resize(980, 520);
}

void ApprovalInbox::fill()
{
    m_model->replaceAll(m_watch.all());
    m_list->setLoaded(ListPage::Older::None);
    if (m_model->rowCount() > 0 && !chosen())
        m_list->view()->selectId(m_model->idAt(0));
    refresh();
}

const contract::Approval *ApprovalInbox::chosen() const
{
    const QString id = m_model->idAt(m_list->view()->currentIndex().row());
    return id.isEmpty() ? nullptr : m_watch.find(id.toLongLong());
}

void ApprovalInbox::tick()
{
    refresh();
    m_second->start(std::chrono::seconds(1), [this] { tick(); });
}

void ApprovalInbox::approve()
{
    const contract::Approval *approval = chosen();
    if (!approval || !m_watch.mayDecide(*approval))
        return;
    m_busy = true;
    refresh();
    client::whenDone(m_context.hub.approvals().approve(approval->id, approval->hash, {}), this,
                     [this](const base::Result<contract::Approval> &answer) { answered(answer); });
}

void ApprovalInbox::rejectRequest()
{
    const contract::Approval *approval = chosen();
    if (!approval || !m_watch.mayDecide(*approval))
        return;
    m_busy = true;
    refresh();
    client::whenDone(m_context.hub.approvals().reject(approval->id, m_reason->text().trimmed(), {}), this,
                     [this](const base::Result<contract::Approval> &answer) { answered(answer); });
}

void ApprovalInbox::answered(const base::Result<contract::Approval> &answer)
{
    m_busy = false;
    if (!answer) {
        refresh();
        return say(ColorRole::Error, ApprovalWords::refusal(answer.error()));
    }
    m_reason->clear();
    m_watch.take(*answer);
    refresh();
    say(ApprovalWords::color(answer->state),
        ApprovalWords::state(answer->state) + u" · "_qs + ApprovalWords::sentence(*answer, m_format));
}

void ApprovalInbox::refresh()
{
    const contract::Approval *approval = chosen();
    QString text;
    if (approval) {
        text = ApprovalWords::sentence(*approval, m_format);
        if (approval->state == contract::ApprovalState::Pending)
            text += u" · "_qs + tr("%1 left").arg(ApprovalWords::left(*approval, m_context.clock.utcNow()));
        if (m_watch.isOwn(*approval))
            text += u" · "_qs + tr("your own: another person has to approve it");
    }
    m_what->setText(text);
    const bool may = approval && m_watch.mayDecide(*approval) && !m_busy;
    m_approve->setEnabled(may);
    m_reject->setEnabled(may && !m_reason->text().trimmed().isEmpty());
}

void ApprovalInbox::say(ColorRole role, const QString &text)
{
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.color(role));
    m_message->setPalette(palette);
    m_message->setText(text);
}

} // namespace console
