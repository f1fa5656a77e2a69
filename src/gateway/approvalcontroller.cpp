// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/approvalcontroller.h"
#include "gateway/actorof.h"
#include "gateway/approvalforms.h"
#include "gateway/bankquery.h"
#include "gateway/jsonbody.h"
#include "gateway/problemresponse.h"

namespace gateway {
namespace {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;

Outcome refused(const Error &error, const Exchange &exchange)
{
    return problemResponse(error, exchange.responder.requestId());
}

base::Result<qint64> idOf(const Exchange &exchange)
{
    bool isNumber = false;
    const qint64 id = exchange.captured.at(0).toLongLong(&isNumber);
    if (!isNumber || id < 1)
        return Error(ErrorCode::NotFound, u"there is no such request for approval"_s);
    return id;
}

/// A decision may come without a body: the caller's own session says all but the hash.
base::Result<contract::DecisionRequest> bodyOf(const Exchange &exchange)
{
    if (exchange.request.body.isEmpty())
        return contract::DecisionRequest();
    const auto json = jsonBody(exchange.request);
    if (!json)
        return json.error();
    return contract::readDecisionRequest(*json);
}

base::Result<desk::Command> commandOf(qint64 id, const contract::DecisionRequest &body, const bank::Actor &checker,
                                      bool isApproval)
{
    if (!isApproval)
        return desk::Command(bank::Reject{id, checker, body.reason, !body.user.isEmpty()});
    const QByteArray hash = QByteArray::fromHex(body.hash.toLatin1());
    if (hash.size() != 32 || body.hash.size() != 64)
        return Error(ErrorCode::InvalidArgument, u"hash: the request's 64 hexadecimal digits are needed"_s);
    return desk::Command(bank::Approve{id, hash, checker, !body.user.isEmpty()});
}

} // namespace

void ApprovalController::addRoutes(Router &router)
{
    using auth::Permission;
    const QString root = u"/api/v1/bank/approvals"_s;
    const QString single = root + u"/{}"_s;
    router.add({"GET", root, Permission::BankRead, [this](Exchange &e) { return list(e); }});
    router.add({"GET", single, Permission::BankRead, [this](Exchange &e) { return one(e); }});
    // BankPost: at the maker's window another's PIN decides. Without one the caller needs BankApprove.
    router.add({"POST",
                single + u"/approve"_s,
                Permission::BankPost,
                [this](Exchange &e) { return decide(e, true); },
                {},
                Pace::Money});
    router.add({"POST",
                single + u"/reject"_s,
                Permission::BankPost,
                [this](Exchange &e) { return decide(e, false); },
                {},
                Pace::Money});
    router.add({"DELETE", single, Permission::BankPost, [this](Exchange &e) { return cancel(e); }, {}, Pace::Money});
}

Outcome ApprovalController::list(Exchange &exchange)
{
    const auto page = pageRequest(exchange.target);
    if (!page)
        return refused(page.error(), exchange);
    std::optional<bank::ApprovalState> state;
    if (const QString word = exchange.target.queryValue(u"estado"); !word.isEmpty()) {
        const auto parsed = contract::parseApprovalState(word);
        if (!parsed)
            return refused({ErrorCode::InvalidArgument, u"estado: PENDIENTE, APROBADA, RECHAZADA, VENCIDA, CANCELADA or"
                                                        " NO_EJECUTADA is needed"_s},
                           exchange);
        state = static_cast<bank::ApprovalState>(*parsed); // the same states in the same order (a test looks)
    }
    const auto taken = m_ports.reader.read([page = *page, state, zone = m_zone, responder = exchange.responder](
                                               const base::Result<desk::Reader *> &reader) {
        const auto found = reader ? (*reader)->approvals().approvals(state, page)
                                  : base::Result<desk::Page<bank::ApprovalAnswer>>(reader.error());
        if (!found) {
            responder.fail(found.error());
            return;
        }
        contract::Page<contract::Approval> form;
        for (const bank::ApprovalAnswer &answer : found->items)
            form.items.push_back(approvalForm(answer, zone));
        form.nextCursor = found->nextCursor;
        form.epoch = found->epoch;
        form.seq = found->seq;
        responder.send(jsonResponse(200, contract::pageToJson(form)));
    });
    return taken ? Outcome() : refused(taken.error(), exchange);
}

Outcome ApprovalController::one(Exchange &exchange)
{
    const auto id = idOf(exchange);
    if (!id)
        return refused(id.error(), exchange);
    const auto taken = m_ports.reader.read(
        [id = *id, zone = m_zone, responder = exchange.responder](const base::Result<desk::Reader *> &reader) {
            const auto found = reader ? (*reader)->approvals().approval(id)
                                      : base::Result<desk::Snapshot<bank::ApprovalAnswer>>(reader.error());
            if (found)
                responder.send(jsonResponse(200, contract::toJson(approvalForm(found->value, zone))));
            else
                responder.fail(found.error());
        });
    return taken ? Outcome() : refused(taken.error(), exchange);
}

Outcome ApprovalController::decide(Exchange &exchange, bool isApproval)
{
    const auto id = idOf(exchange);
    if (!id)
        return refused(id.error(), exchange);
    const auto body = bodyOf(exchange);
    if (!body)
        return refused(body.error(), exchange);
    const auth::Principal &who = *exchange.principal;
    if (who.kind == auth::Principal::Kind::ApiKey)
        return refused({ErrorCode::PermissionDenied, u"people decide on requests, not programs"_s}, exchange);
    const Window window{isApproval ? u"approval.approve"_s : u"approval.reject"_s, *id, who.username, exchange.address,
                        exchange.responder};
    if (!body->user.isEmpty())
        return byPin(window, *body, isApproval);
    auto command = commandOf(*id, *body, actorOf(who), isApproval);
    if (!command)
        return refused(command.error(), exchange);
    const auto taken = submit(m_ports, m_zone, window, who.username, std::move(*command));
    return taken ? Outcome() : refused(taken.error(), exchange);
}

/// The checker's name and PIN at the maker's window.
Outcome ApprovalController::byPin(const Window &window, const contract::DecisionRequest &body, bool isApproval)
{
    // What is wrong with the request itself costs nobody a try.
    if (const auto command = commandOf(window.request, body, {}, isApproval); !command)
        return problemResponse(command.error(), window.responder.requestId());
    auto answer = [ports = m_ports, zone = m_zone, window, body, isApproval](const base::Result<auth::User> &checker) {
        if (!checker) {
            window.responder.fail(checker.error());
            return;
        }
        auto command = commandOf(window.request, body, {checker->username, rankOf(checker->role)}, isApproval);
        const auto taken = command ? submit(ports, zone, window, checker->username, std::move(*command))
                                   : base::Result<>(command.error());
        if (!taken)
            window.responder.fail(taken.error());
    };
    const auto taken = m_ports.auth.checkPin(body.user, body.pin, window.address, std::move(answer));
    return taken ? Outcome() : problemResponse(taken.error(), window.responder.requestId());
}

Outcome ApprovalController::cancel(Exchange &exchange)
{
    const auto id = idOf(exchange);
    if (!id)
        return refused(id.error(), exchange);
    const QString &user = exchange.principal->username;
    const Window window{u"approval.cancel"_s, *id, user, exchange.address, exchange.responder};
    const auto taken = submit(m_ports, m_zone, window, user, bank::CancelApproval{*id, user});
    return taken ? Outcome() : refused(taken.error(), exchange);
}

/// From any thread.
base::Result<> ApprovalController::submit(const Ports &ports, const QTimeZone &zone, const Window &window,
                                          const QString &checker, desk::Command command)
{
    return ports.commands.submit(std::move(command), [ports, zone, window, checker](const desk::Answer &answer) {
        note(ports, zone, window, checker, answer);
        if (!answer) {
            window.responder.fail(answer.error());
            return;
        }
        const auto &done = std::get<bank::ApprovalAnswer>(*answer);
        web::HttpResponse response = jsonResponse(200, contract::toJson(approvalForm(done, zone)));
        if (done.replayed)
            response.set("Idempotency-Hit", "true");
        window.responder.send(std::move(response));
    });
}

void ApprovalController::note(const Ports &ports, const QTimeZone &zone, const Window &window, const QString &checker,
                              const desk::Answer &answer)
{
    if (!ports.audit)
        return;
    auth::AuditEntry entry{checker, window.address, window.action, QString::number(window.request)};
    if (window.user != checker)
        entry.detail.insert(u"window"_s, window.user);
    if (!answer) {
        entry.result = auth::AuditEntry::Result::Refused;
        entry.detail.insert(u"reason"_s, shownDetail(answer.error()));
    } else {
        const contract::Approval form = approvalForm(std::get<bank::ApprovalAnswer>(*answer), zone);
        entry.detail.insert(u"estado"_s, QString(contract::word(form.state)));
        entry.detail.insert(u"operacion"_s, form.operation);
        entry.detail.insert(u"creador"_s, form.maker);
        entry.detail.insert(u"hash"_s, form.hash);
        if (form.amount)
            entry.detail.insert(u"monto"_s, QString::fromLatin1(form.amount->toWire()));
        if (!form.folio.isEmpty())
            entry.detail.insert(u"folio"_s, form.folio);
    }
    ports.audit->record(std::move(entry));
}

} // namespace gateway
