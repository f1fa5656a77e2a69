// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/qr/qrreaderdialog.h"
#include "client/qrcalls.h"
#include "client/whendone.h"
#include "console/shell/errortext.h"
#include <QBuffer>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImage>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace console {

namespace {

void appendTags(QString &text, const std::vector<contract::QrTag> &tags, int depth)
{
    for (const contract::QrTag &tag : tags) {
        text += QString(depth * 4, u' ') + tag.id;
        if (!tag.name.isEmpty())
            text += u' ' + tag.name;
        if (tag.children.empty())
            text += u": "_qs + tag.value;
        text += u'\n';
        appendTags(text, tag.children, depth + 1);
    }
}

QByteArray pngOf(const QImage &image)
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return png;
}

} // namespace

QrReaderDialog::QrReaderDialog(AppContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_hint(new QLabel(this))
    , m_verdict(new QLabel(this))
    , m_text(new QPlainTextEdit(this))
    , m_open(new QPushButton(this))
    , m_paste(new QPushButton(this))
    , m_show(new QPushButton(this))
{
    setAcceptDrops(true);
    build();
    connect(m_open, &QPushButton::clicked, this, &QrReaderDialog::askFile);
    connect(m_paste, &QPushButton::clicked, this, &QrReaderDialog::paste);
    connect(m_show, &QPushButton::clicked, this, [this] {
        Q_EMIT qrWanted(m_qrId);
        accept();
    });
}

void QrReaderDialog::build()
{
    setWindowTitle(tr("Read a QR"));
    m_hint->setText(tr("Drop a picture with a QR code here, open a file, or paste one (Ctrl+V)."));
    m_hint->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->hide();
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setAcceptDrops(false);
    m_text->setAccessibleName(tr("What the code holds"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_open->setText(tr("&Open a file…"));
    m_open->setObjectName(u"openPictureButton"_qs);
    m_paste->setText(tr("&Paste"));
    m_paste->setObjectName(u"pastePictureButton"_qs);
    m_show->setText(tr("&Show in the list"));
    m_show->setObjectName(u"showReadQrButton"_qs);
    m_show->setProperty("look", u"primary"_qs);
    m_show->hide();
    auto *close = new QPushButton(tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addWidget(m_paste);
    buttons->addStretch(1);
    buttons->addWidget(m_show);
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(m_hint);
    column->addWidget(m_verdict);
    column->addWidget(m_text, 1);
    column->addLayout(buttons);
    resize(560, 420);
}

void QrReaderDialog::askFile()
{
    auto *files =
        new QFileDialog(this, tr("Open a picture"), {}, tr("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp)"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setFileMode(QFileDialog::ExistingFile);
    connect(files, &QFileDialog::fileSelected, this, &QrReaderDialog::readFile);
    files->open();
}

void QrReaderDialog::readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return say(ColorRole::Error, tr("The file could not be read: %1").arg(file.errorString()));
    if (file.size() > largestPicture)
        return say(ColorRole::Error, tr("The file is too large for a picture of a QR code."));
    read(file.readAll());
}

void QrReaderDialog::paste()
{
    const QMimeData *pasted = QGuiApplication::clipboard()->mimeData();
    if (!pasted || !take(*pasted))
        say(ColorRole::Warning, tr("There is no picture in the clipboard."));
}

bool QrReaderDialog::take(const QMimeData &given)
{
    if (given.hasImage()) {
        read(pngOf(qvariant_cast<QImage>(given.imageData())));
        return true;
    }
    for (const QUrl &url : given.urls()) {
        if (url.isLocalFile()) {
            readFile(url.toLocalFile());
            return true;
        }
    }
    return false;
}

void QrReaderDialog::read(const QByteArray &picture)
{
    const int reading = ++m_reading;
    m_text->clear();
    m_show->hide();
    say(ColorRole::TextMuted, tr("Reading…"));
    client::whenDone(m_context.hub.qrs().readQr(picture), this,
                     [this, reading](const base::Result<contract::QrReading> &answer) {
                         if (reading == m_reading)
                             answered(answer);
                     });
}

void QrReaderDialog::answered(const base::Result<contract::QrReading> &answer)
{
    if (!answer) {
        const bool none = answer.error().code() == base::ErrorCode::NotFound ||
                          answer.error().code() == base::ErrorCode::InvalidArgument;
        return say(ColorRole::Error, none ? tr("No QR code was found in this picture.") : errorText(answer.error()));
    }
    m_qrId = answer->qrId;
    m_text->setPlainText(explained(*answer));
    m_show->setVisible(!m_qrId.isEmpty());
    if (!m_qrId.isEmpty())
        say(ColorRole::Success, u"✔ "_qs + tr("This is QR %1 of this house.").arg(m_qrId));
    else if (answer->format == u"emvco" && answer->isSound)
        say(ColorRole::Success, u"✔ "_qs + tr("An EMVCo code; its checksum is right."));
    else if (answer->format == u"emvco")
        say(ColorRole::Warning, u"! "_qs + tr("An EMVCo code that is not sound: %1").arg(answer->problem));
    else
        say(ColorRole::TextMuted, tr("Not an EMVCo code: only who made it can say what it means."));
}

QString QrReaderDialog::explained(const contract::QrReading &reading)
{
    QString text = reading.text + u"\n\n"_qs;
    appendTags(text, reading.tags, 0);
    return text.trimmed();
}

void QrReaderDialog::say(ColorRole role, const QString &text)
{
    QPalette palette = m_verdict->palette();
    palette.setColor(QPalette::WindowText, m_context.theme.color(role));
    m_verdict->setPalette(palette);
    m_verdict->setText(text);
    m_verdict->show();
}

void QrReaderDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasImage() || event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void QrReaderDialog::dropEvent(QDropEvent *event)
{
    if (take(*event->mimeData()))
        event->acceptProposedAction();
}

void QrReaderDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste))
        return paste();
    QDialog::keyPressEvent(event);
}

} // namespace console
