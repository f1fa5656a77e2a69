// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "client/qrcalls.h"
#include <QBuffer>
#include <QImage>
#include <map>

namespace support {

/// QR payments in memory for tests of the console. Answers at once. pay(), expire() and cancel() are what happens
/// elsewhere: they come by `feed` as a hub would tell them.
class FakeQrCalls final : public client::QrCalls
{
public:
    std::vector<contract::Qr> all;                               ///< oldest first
    std::map<qint64, std::vector<contract::QrPayment>> payments; ///< by the QR's number
    contract::QrRail rail{u"local"_qs, true, {}, {}, 0};
    contract::QrReading reading;
    QStringList calls; ///< names, in order
    std::vector<contract::QrRequest> requests;
    std::vector<contract::QrResolution> resolutions;
    std::optional<base::Error> refusal; ///< set: the next call fails with it
    bool losesAnswers = false;          ///< created QR codes are uncertain
    base::UtcMs now{1'705'347'000'000};
    std::function<qint64()> nextSeq = [] { return 1; };
    std::function<qint64()> presentSeq = [] { return 0; };
    std::function<void(const contract::QrNews &)> feed = [](const contract::QrNews &) {};

    static base::Money bob(qint64 minor) { return *base::Money::fromMinor(minor, base::Currency::bob()); }

    // --- script ---
    contract::Qr &add(qint64 minor, qint64 dueInMs, const QString &description = {})
    {
        contract::Qr qr;
        qr.number = static_cast<qint64>(all.size()) + 1;
        qr.qrId = u"260906010160000"_qs + QString::number(qr.number).rightJustified(5, u'0');
        qr.transactionId = u"TXN_"_qs + QString::number(qr.number);
        qr.accountId = 7;
        qr.cedula = u"1350509525"_qs;
        qr.holderName = u"Ana Torres"_qs;
        qr.amount = bob(minor);
        qr.mayModifyAmount = minor == 0;
        qr.description = description;
        qr.dueDate = {now.value + dueInMs};
        qr.provider = u"local"_qs;
        qr.content = u"00020101021226"_qs;
        qr.createdAt = qr.changedAt = now;
        qr.createdBy = u"ana"_qs;
        qr.seq = nextSeq();
        all.push_back(qr);
        return all.back();
    }
    contract::Qr *find(const QString &qrId)
    {
        for (contract::Qr &qr : all) {
            if (qr.qrId == qrId)
                return &qr;
        }
        return nullptr;
    }
    /// Somebody pays: booked, or in suspense for `why`.
    void pay(const QString &qrId, const base::Money &amount,
             contract::QrSuspenseReason why = contract::QrSuspenseReason::None)
    {
        contract::Qr &qr = *find(qrId);
        contract::QrPayment payment;
        payment.number = ++m_payment;
        payment.qrId = qrId;
        payment.transactionId = u"PAY_"_qs + QString::number(payment.number);
        payment.amount = amount;
        payment.sender = {u"María Quispe"_qs, u"4567890"_qs, u"******1913"_qs, u"1016"_qs, u"Banco Económico"_qs};
        payment.paidAt = payment.receivedAt = now;
        payment.reason = why;
        payment.cedula = qr.cedula;
        payment.holderName = qr.holderName;
        const bool booked = why == contract::QrSuspenseReason::None;
        payment.outcome = booked ? contract::QrOutcome::Booked : contract::QrOutcome::Suspense;
        payments[qr.number].insert(payments[qr.number].begin(), payment);
        ++qr.payments;
        qr.sender = payment.sender;
        qr.paidAt = now;
        if (booked) {
            qr.paid = *qr.paid.plus(amount);
            qr.status = qr.isSingleUse ? contract::QrStatus::Used : qr.status;
        } else {
            ++qr.inSuspense;
            qr.suspenseReason = why;
        }
        contract::QrNews news = newsOf(qr, contract::QrNews::What::Paid);
        news.transactionId = payment.transactionId;
        news.amount = amount;
        news.sender = payment.sender;
        news.at = now;
        if (booked)
            news.newBalance = bob(100'000);
        feed(news);
    }
    void setStatus(const QString &qrId, contract::QrStatus status, contract::QrChangeSource source)
    {
        contract::Qr &qr = *find(qrId);
        qr.status = status;
        qr.syncSource = source;
        contract::QrNews news = newsOf(qr, contract::QrNews::What::StatusChanged);
        news.source = source;
        feed(news);
    }
    contract::QrNews newsOf(contract::Qr &qr, contract::QrNews::What what)
    {
        qr.seq = nextSeq();
        contract::QrNews news;
        news.what = what;
        news.seq = qr.seq;
        news.qrId = qr.qrId;
        news.amount = qr.amount;
        news.description = qr.description;
        news.status = qr.status;
        return news;
    }

    // --- QrCalls ---
    client::Reply<contract::Page<contract::Qr>> qrs(client::QrQuery query) override
    {
        contract::Page<contract::Qr> page;
        const qsizetype skip = query.cursor.toInt();
        const auto size = static_cast<qsizetype>(all.size());
        for (qsizetype i = skip; i < std::min<qsizetype>(size, skip + query.limit); ++i)
            page.items.push_back(all[static_cast<size_t>(size - 1 - i)]);
        page.nextCursor = skip + query.limit < size ? QString::number(skip + query.limit) : QString();
        page.epoch = u"e1"_qs;
        page.seq = presentSeq();
        co_return did(u"qrs"_qs, page);
    }
    client::Reply<contract::QrDetail> qr(QString qrId) override
    {
        const contract::Qr *found = find(qrId);
        if (!found)
            co_return base::Error(base::ErrorCode::NotFound, u"no such QR"_qs);
        contract::QrDetail detail;
        detail.qr = *found;
        detail.payments = payments[found->number];
        detail.timeline.push_back({contract::QrTimelineEntry::What::Created,
                                   1,
                                   found->createdAt,
                                   contract::QrStatus::Active,
                                   {},
                                   {},
                                   {},
                                   found->createdBy});
        for (auto it = detail.payments.rbegin(); it != detail.payments.rend(); ++it)
            detail.timeline.push_back({contract::QrTimelineEntry::What::Paid,
                                       2,
                                       it->paidAt,
                                       {},
                                       {},
                                       it->amount,
                                       it->transactionId,
                                       it->sender.name});
        if (found->status != contract::QrStatus::Active)
            detail.timeline.push_back({contract::QrTimelineEntry::What::StatusChanged,
                                       3,
                                       found->changedAt,
                                       found->status,
                                       found->syncSource,
                                       {},
                                       {},
                                       {}});
        co_return did(u"qr"_qs, detail);
    }
    client::Reply<contract::Qr> createQr(contract::QrRequest request) override
    {
        requests.push_back(request);
        if (refusal)
            co_return did(u"createQr"_qs, contract::Qr());
        for (contract::Qr &known : all) {
            if (known.transactionId == request.transactionId) {
                known.isUncertain = losesAnswers;
                co_return did(u"createQr"_qs, known);
            }
        }
        contract::Qr &made = add(request.amount.minor(), request.dueDate.value - now.value, request.description);
        made.amount = request.amount;
        made.transactionId = request.transactionId;
        made.cedula = request.cedula;
        made.isSingleUse = request.isSingleUse;
        made.mayModifyAmount = request.mayModifyAmount;
        made.isUncertain = losesAnswers;
        const contract::Qr copy = made;
        if (!losesAnswers)
            feed(newsOf(made, contract::QrNews::What::Created));
        co_return did(u"createQr"_qs, losesAnswers ? copy : made);
    }
    client::Reply<contract::Qr> cancelQr(QString qrId) override
    {
        if (!refusal)
            setStatus(qrId, contract::QrStatus::Cancelled, contract::QrChangeSource::Operator);
        co_return did(u"cancelQr"_qs, *find(qrId));
    }
    client::Reply<contract::Qr> verifyQr(QString qrId) override { co_return did(u"verifyQr"_qs, *find(qrId)); }
    client::Reply<contract::QrPayment> payQr(QString, contract::QrPayRequest, client::IdempotencyKey) override
    {
        co_return did(u"payQr"_qs, contract::QrPayment());
    }
    client::Reply<QByteArray> qrImage(QString qrId, client::QrImageFormat, int) override
    {
        co_return did(u"qrImage"_qs, pictureOf(qrId));
    }
    client::Reply<contract::QrReading> readQr(QByteArray picture) override
    {
        read << picture;
        co_return did(u"readQr"_qs, reading);
    }
    client::Reply<contract::QrRail> qrRail() override { co_return did(u"qrRail"_qs, rail); }
    client::Reply<contract::Page<contract::QrPayment>> qrSuspense(client::QrSuspenseQuery) override
    {
        co_return did(u"qrSuspense"_qs, contract::Page<contract::QrPayment>());
    }
    client::Reply<contract::QrPayment> resolveQrSuspense(qint64 number, contract::QrResolution resolution,
                                                         client::IdempotencyKey) override
    {
        contract::QrPayment answer;
        for (auto &[qrNumber, list] : payments) {
            for (contract::QrPayment &payment : list) {
                if (payment.number != number || refusal)
                    continue;
                payment.outcome = resolution.isReturned ? contract::QrOutcome::Returned : contract::QrOutcome::Adjusted;
                payment.resolvedBy = u"jefa"_qs;
                payment.resolutionNote = resolution.note;
                --all[static_cast<size_t>(qrNumber - 1)].inSuspense;
                answer = payment;
            }
        }
        resolutions.push_back(resolution);
        co_return did(u"resolveQrSuspense"_qs, answer);
    }
    QList<QByteArray> read; ///< pictures that were to be read

    /// A stand-in with the three finder marks; each number has another.
    static QByteArray pictureOf(const QString &qrId)
    {
        constexpr int modules = 33;
        QImage image(modules * 20, modules * 20, QImage::Format_RGB32);
        const auto finder = [](int x, int y) {
            const int ring = std::max(std::abs(x - 3), std::abs(y - 3));
            return ring <= 3 && ring != 2;
        };
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const int column = x / 20 - 2;
                const int row = y / 20 - 2;
                constexpr int last = modules - 5;
                bool dark = false;
                if (column >= 0 && row >= 0 && column <= last && row <= last) {
                    if (column < 8 && row < 8)
                        dark = finder(column, row);
                    else if (column > last - 8 && row < 8)
                        dark = finder(last - column, row);
                    else if (column < 8 && row > last - 8)
                        dark = finder(column, last - row);
                    else
                        dark = qHash(qrId + QString::number(column * 64 + row)) % 2 == 0;
                }
                image.setPixel(x, y, dark ? 0xff000000 : 0xffffffff);
            }
        }
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return png;
    }

private:
    template <typename T>
    base::Result<T> did(const QString &call, const T &value)
    {
        calls << call;
        if (refusal)
            return *std::exchange(refusal, std::nullopt);
        return value;
    }
    qint64 m_payment = 0;
};

} // namespace support
