// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/qrreader.h"
#include "store/sqleventlog.h"
#include <unordered_map>

namespace store {

/// Tables `qr` and `qr_payment` as lists read them, each answer in one short snapshot. A part of SqlReader.
class SqlQrReader final : public desk::QrReader
{
public:
    SqlQrReader(Database &database, SqlEventLog &log);
    base::Result<desk::Page<payments::QrRow>> qrs(const payments::QrFilter &filter,
                                                  const desk::PageRequest &request) override;
    base::Result<desk::Snapshot<payments::QrHistory>> qr(const QString &qrId,
                                                         const std::optional<bank::AccountId> &only) override;
    base::Result<desk::Page<payments::QrPaymentRow>> payments(const payments::QrPaymentFilter &filter,
                                                              const desk::PageRequest &request) override;
    base::Result<std::optional<base::UtcMs>> firstDue() override;

private:
    /// The statement of a text, prepared once. Texts come from a few shapes of filters.
    Statement &prepared(const QString &sql);
    base::Result<> readHistory(payments::QrHistory &history);
    base::Result<> stamp(QString &epoch, qint64 &seq);

    Database &m_database;
    SqlEventLog &m_log;
    std::unordered_map<QString, std::unique_ptr<Statement>> m_statements;
};

} // namespace store
