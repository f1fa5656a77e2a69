// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/result.h"
#include <QString>

namespace base {

/// What the check of an identity number says. Anything but Valid is a warning for a person to judge: wire input is
/// never refused for it (UX 3.1), and Valid does not mean that the number exists (2222222222 passes the sum).
enum class CedulaVerdict { Valid, NotDigits, WrongLength, UnknownProvince, WrongThirdDigit, WrongCheckDigit };

/// Which country's rule applies. `None`: no check at all (QR senders, BO CI).
enum class CedulaProfile { Ecuador, None };

/// Ecuador's cédula, módulo 10 (SPEC 2.1).
CedulaVerdict checkCedula(QStringView text, CedulaProfile profile = CedulaProfile::Ecuador);

/// A holder's identity number as text (leading zeros count). Safe as an MQTT topic level and in a path.
class Cedula
{
public:
    /// 1–32 of `A–Z a–z 0–9 -`, else InvalidArgument: what is no topic level would break `banco/saldo/{cedula}`.
    static Result<Cedula> fromWire(const QString &text);
    const QString &toString() const { return m_text; }
    friend bool operator==(const Cedula &, const Cedula &) = default;
    friend bool operator<(const Cedula &a, const Cedula &b) { return a.m_text < b.m_text; }
    friend size_t qHash(const Cedula &c, size_t seed = 0) { return ::qHash(c.m_text, seed); }

private:
    explicit Cedula(QString text)
        : m_text(std::move(text))
    {
    }
    QString m_text;
};

} // namespace base
