// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/transactions/entrymessage.h"
#include "console/shell/errortext.h"

namespace console {

using Look = EntryMessage::Look;

EntryMessage EntryMessages::of(const EntryForm &form, const Situation &situation, const DisplayFormat &format)
{
    if (const auto message = phase(form, situation))
        return *message;
    if (situation.cut)
        return {Look::Warning, tr("No connection to the hub: operations are possible again when it is back.")};
    if (situation.refusal)
        return {Look::Error, errorText(*situation.refusal)};
    if (const auto message = obstacle(form, situation, format))
        return *message;
    if (const auto message = cedula(form, situation))
        return *message;
    return {Look::Muted, tr("F2 deposit · F3 withdrawal · Enter goes on to the next field")};
}

std::optional<EntryMessage> EntryMessages::phase(const EntryForm &form, const Situation &situation)
{
    switch (situation.phase) {
    case EntryPhase::Editing:
        return std::nullopt;
    case EntryPhase::AwaitingAccount:
        return EntryMessage{Look::Muted, tr("Waiting for the account…")};
    case EntryPhase::Posting:
        return EntryMessage{Look::Muted, tr("Posting…")};
    case EntryPhase::Uncertain:
        return EntryMessage{Look::Warning,
                            tr("No answer came: it is not known whether this was applied. It is tried again with the "
                               "same key, so it cannot be applied twice."),
                            tr("Try now"), tr("Set aside")};
    case EntryPhase::AskingAgain:
        break;
    }
    const auto same = form.sameAgain(situation.now);
    if (!same)
        return std::nullopt;
    const qint64 seconds = std::max<qint64>(0, (situation.now.value - same->at.value) / 1000);
    return EntryMessage{
        Look::Warning,
        tr("The same operation was applied %1 s ago (folio %2). Once more?").arg(seconds).arg(same->folio),
        tr("Yes, once more"), tr("No")};
}

std::optional<EntryMessage> EntryMessages::obstacle(const EntryForm &form, const Situation &situation,
                                                    const DisplayFormat &format)
{
    switch (form.obstacle()) {
    case EntryForm::Obstacle::UnknownAccount:
        if (situation.cedulaLeft || form.cedula().size() >= 10)
            return EntryMessage{Look::Warning, tr("There is no account %1.").arg(form.cedula()), tr("Create account")};
        return std::nullopt;
    case EntryForm::Obstacle::LookupFailed:
        return EntryMessage{Look::Warning, tr("The account could not be looked up."), tr("Retry")};
    case EntryForm::Obstacle::BlockedAccount:
        return EntryMessage{Look::Error, tr("This account is blocked: no operations on it.")};
    case EntryForm::Obstacle::Shortfall:
        return EntryMessage{Look::Error,
                            tr("The balance does not cover it: %1 are missing.").arg(format.money(*form.shortfall()))};
    default:
        break;
    }
    if (form.amountProblem() != EntryForm::AmountProblem::None &&
        form.amountProblem() != EntryForm::AmountProblem::Empty)
        return EntryMessage{Look::Error, amountProblem(form.amountProblem(), format)};
    return std::nullopt;
}

QString EntryMessages::amountProblem(EntryForm::AmountProblem problem, const DisplayFormat &format)
{
    const QString example = format.amount(*base::Money::fromMinor(123'450, base::Currency::usd()));
    switch (problem) {
    case EntryForm::AmountProblem::TooManyDecimals:
        return tr("Two decimals at most, as in %1.").arg(example);
    case EntryForm::AmountProblem::NotPositive:
        return tr("The amount must be above zero.");
    default:
        return tr("This is not an amount. Write it as %1.").arg(example);
    }
}

std::optional<EntryMessage> EntryMessages::cedula(const EntryForm &form, const Situation &situation)
{
    if (form.cedula().isEmpty() || !(situation.cedulaLeft || form.cedula().size() >= 10))
        return std::nullopt;
    const auto warning = [](const QString &text) { return EntryMessage{Look::Warning, text}; };
    switch (form.cedulaVerdict()) {
    case base::CedulaVerdict::Valid:
        return std::nullopt;
    case base::CedulaVerdict::NotDigits:
    case base::CedulaVerdict::WrongLength:
        return warning(tr("A cédula has ten digits. Is this one right?"));
    case base::CedulaVerdict::UnknownProvince:
        return warning(tr("No province has the first two digits of this cédula. Is it right?"));
    case base::CedulaVerdict::WrongThirdDigit:
        return warning(tr("The third digit is not a person's. Is this cédula right?"));
    case base::CedulaVerdict::WrongCheckDigit:
        return warning(tr("The last digit of this cédula does not fit the others. Is it right?"));
    }
    return std::nullopt;
}

} // namespace console
