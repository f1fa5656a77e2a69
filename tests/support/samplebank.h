// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/consolestage.h"

namespace support {

/// A branch at work, for screenshots and page tests: twelve people, a morning of movements.
inline void fillWithSamples(ConsoleStage &stage, int movements = 60)
{
    struct Person
    {
        const char16_t *cedula;
        const char16_t *name;
        qint64 cents;
    };
    static constexpr Person people[] = {
        {u"1350509525", u"María Fernanda Núñez", 245'000}, {u"0102030400", u"José Luis Andrade", 8'250},
        {u"0912345675", u"Ana Lucía Torres", 1'250'075},   {u"1712345675", u"Pedro Vera Zambrano", 99'900},
        {u"1804567891", u"Carmen Quishpe", 4'000},         {u"0601234560", u"Diego Ordóñez", 3'420'000},
        {u"1103456780", u"Rosa Elena Guamán", 51'025},     {u"0503216547", u"Luis Alberto Cevallos", 780'000},
        {u"1309876543", u"Gabriela Mendoza", 15'350},      {u"0204567893", u"Jorge Chicaiza", 660'010},
        {u"1002345678", u"Patricia Yépez", 120'000},       {u"0805678901", u"Segundo Caicedo", 2'575},
    };
    stage.hub.feeds = false;
    for (const Person &p : people)
        stage.hub.addAccount(QString::fromUtf16(p.cedula), QString::fromUtf16(p.name), p.cents);
    static constexpr const char16_t *concepts[] = {u"Depósito en efectivo",  u"Pago de arriendo", u"Remesa", u"",
                                                   u"Retiro por ventanilla", u"Pago QR, farmacia"};
    static constexpr contract::Channel channels[] = {contract::Channel::Till, contract::Channel::Till,
                                                     contract::Channel::Rest, contract::Channel::Qr,
                                                     contract::Channel::Socket};
    static constexpr const char16_t *users[] = {u"ana", u"ana", u"api-erp", u"qr", u"luis"};
    const qint64 end = stage.clock.utcNow().value;
    for (int i = 0; i < movements; ++i) {
        stage.hub.now = {end - qint64(movements - i) * 47'000};
        const Person &p = people[static_cast<size_t>(i * 7 % 12)];
        const qint64 cents = (i * 3'571 % 48'000) + 525;
        const bool out = i % 3 == 1 && stage.hub.accountsByCedula[QString::fromUtf16(p.cedula)].balance.minor() > cents;
        stage.hub.move(QString::fromUtf16(p.cedula),
                       out ? contract::TransactionKind::Withdrawal : contract::TransactionKind::Deposit, cents,
                       channels[i % 5]);
        stage.hub.posted.back().description = QString::fromUtf16(concepts[i % 6]);
        stage.hub.posted.back().user = QString::fromUtf16(users[i % 5]);
    }
    stage.hub.now = stage.clock.utcNow();
    stage.hub.feeds = true;
}

} // namespace support
