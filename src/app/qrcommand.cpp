// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/qrcommand.h"
#include "app/headless.h"
#include "payments/emvcodecoder.h"
#include "payments/qrimage.h"
#include "payments/qrreader.h"
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace app {
namespace {

constexpr int defaultSide = 600;
constexpr qint64 largestPicture = 32 * 1024 * 1024;

/// Of the picture, or the word itself when it names no file.
Result<QString> textOf(const QString &word)
{
    if (!QFileInfo(word).isFile())
        return word;
    QFile file(word);
    if (!file.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, u"%1 cannot be read: %2"_s.arg(word, file.errorString()));
    if (file.size() > largestPicture)
        return Error(ErrorCode::TooLarge, u"%1 has more than 32 MiB"_s.arg(word));
    return payments::readQr(file.readAll());
}

int decode(const QString &word)
{
    const auto text = textOf(word);
    if (!text) {
        printError(text.error().toString());
        return 2;
    }
    QString problem;
    printOut(explainQr(*text, problem));
    if (!problem.isEmpty())
        printError(QCoreApplication::translate("app", "not an EMVCo code: %1").arg(problem));
    return problem.isEmpty() ? 0 : 1;
}

Result<> make(const QString &text, const QString &path, int side)
{
    const auto matrix = payments::QrMatrix::of(text.toUtf8());
    if (!matrix)
        return matrix.error();
    const bool isSvg = path.endsWith(u".svg"_s, Qt::CaseInsensitive);
    const auto picture = isSvg ? payments::qrSvg(*matrix, side) : payments::qrPng(*matrix, side);
    if (!picture)
        return picture.error();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*picture) != picture->size() || !file.commit())
        return Error(ErrorCode::Io, u"%1 cannot be written: %2"_s.arg(path, file.errorString()));
    return {};
}

} // namespace

QString explainQr(const QString &text, QString &problem)
{
    QString lines = QCoreApplication::translate("app", "Text: %1").arg(text) + u'\n';
    const auto content = payments::decodeEmvco(text);
    if (!content) {
        problem = content.error().toString();
        return lines;
    }
    for (const payments::EmvcoField &field : content->fields)
        lines += u"%1  %2  %3\n"_s.arg(field.tag, -5).arg(field.meaning, -30).arg(field.value);
    if (content->amount) {
        lines += QCoreApplication::translate("app", "Amount: %1 %2")
                     .arg(QString::fromLatin1(content->amount->toWire()), content->amount->currency().toString()) +
                 u'\n';
    }
    if (!content->qrId.isEmpty())
        lines += QCoreApplication::translate("app", "QR of this house: %1").arg(content->qrId) + u'\n';
    return lines;
}

int runQr(const CommandLine &line)
{
    const QStringList &words = line.words;
    if (words.value(0) == u"decode" && words.size() == 2)
        return decode(words[1]);
    if (words.value(0) == u"make" && (words.size() == 3 || words.size() == 4)) {
        bool isNumber = true;
        const int side = words.size() == 4 ? words[3].toInt(&isNumber) : defaultSide;
        const auto made = isNumber ? make(words[1], words[2], side)
                                   : Result<>(ErrorCode::InvalidArgument, u"the side is a number of pixels"_s);
        if (!made)
            printError(made.error().toString());
        return made ? 0 : 2;
    }
    printError(QCoreApplication::translate("app", "qr wants: decode FILE|TEXT, or make TEXT FILE [SIDE]"));
    return 2;
}

} // namespace app
