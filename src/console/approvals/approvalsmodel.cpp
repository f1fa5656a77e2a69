// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/approvals/approvalsmodel.h"
#include "console/approvals/approvalwords.h"

namespace console {
namespace {

using Row = contract::Approval;
using State = contract::ApprovalState;

Column<Row> text(const char *id, std::function<QString()> title, int width, std::function<QString(const Row &)> value)
{
    return Column<Row>{{QString::fromLatin1(id), std::move(title), Qt::AlignLeft, false, width}, std::move(value)};
}

Tone toneOf(State state)
{
    if (state == State::Pending)
        return Tone::Warn;
    return state == State::Approved ? Tone::Good : Tone::Muted;
}

std::vector<Column<Row>> columnsOf(const DisplayFormat &format)
{
    Column<Row> state = text(
        "estado", [] { return ApprovalsModel::tr("State"); }, 170,
        [](const Row &row) { return ApprovalWords::state(row.state); });
    state.tone = [](const Row &row) { return toneOf(row.state); };
    state.exportValue = [](const Row &row) { return ExportValue(QString(contract::word(row.state))); };
    Column<Row> operation = text(
        "operacion", [] { return ApprovalsModel::tr("Operation"); }, 110,
        [](const Row &row) { return ApprovalWords::operation(row.operation); });
    Column<Row> cedula = text(
        "cedula", [] { return ApprovalsModel::tr("Cédula"); }, 105,
        [format](const Row &row) { return format.cedula(row.cedula); });
    cedula.search = [](const Row &row) { return row.cedula; };
    cedula.exportValue = [](const Row &row) { return ExportValue(row.cedula); };
    Column<Row> amount = text(
        "monto", [] { return ApprovalsModel::tr("Amount"); }, 125,
        [format](const Row &row) { return row.amount ? format.money(*row.amount) : QString(); });
    amount.alignment = Qt::AlignRight;
    amount.sortKey = [](const Row &row) { return SortKey{row.amount ? row.amount->minor() : 0, {}}; };
    amount.exportValue = [](const Row &row) { return row.amount ? ExportValue(*row.amount) : ExportValue(); };
    Column<Row> maker = text(
        "creador", [] { return ApprovalsModel::tr("Asked by"); }, 80, [](const Row &row) { return row.maker; });
    Column<Row> approvers = text(
        "aprobadores", [] { return ApprovalsModel::tr("Signed by"); }, 90,
        [](const Row &row) { return row.approvers.join(u", "_qs); });
    Column<Row> reason = text(
        "motivo", [] { return ApprovalsModel::tr("Reason"); }, 150, [](const Row &row) { return row.reason; });
    Column<Row> created = text(
        "creado", [] { return ApprovalsModel::tr("Since"); }, 80,
        [format](const Row &row) { return format.moment(row.createdAt); });
    created.sortKey = [](const Row &row) { return SortKey{row.createdAt.value, {}}; };
    return {state, operation, cedula, amount, maker, approvers, reason, created};
}

} // namespace

ApprovalsModel::ApprovalsModel(const DisplayFormat &format, QObject *parent)
    : RowsModel<Row>(
          columnsOf(format), [](const Row &row) { return QString::number(row.id); }, {}, parent)
{
    setRank([](const Row &row) { return -row.id; });
    setChips({{{u"pending"_qs, u"state"_qs, [] { return tr("Pending"); }},
               [](const Row &row) { return row.state == State::Pending; }},
              {{u"decided"_qs, u"state"_qs, [] { return tr("Decided"); }},
               [](const Row &row) { return row.state != State::Pending; }}});
}

} // namespace console
