// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/shell/appcontext.h"
#include "contract/qrvalues.h"
#include <QDialog>

class QLabel;
class QMimeData;
class QPlainTextEdit;
class QPushButton;

namespace console {

/// Reads a QR code out of a picture: a file that is opened or dropped, or a picture that is pasted. Says what the code
/// holds, tag by tag, and whether it is one of the house's. GUI thread.
class QrReaderDialog : public QDialog
{
    Q_OBJECT
public:
    static constexpr qint64 largestPicture = 8 * 1024 * 1024;
    explicit QrReaderDialog(AppContext &context, QWidget *parent = nullptr);
    void read(const QByteArray &picture);
    void readFile(const QString &path);
    void paste();
    /// "26 Merchant account information\n   00 …": for people and for tests.
    static QString explained(const contract::QrReading &reading);

Q_SIGNALS:
    /// It is one of ours, and the person wants to see it.
    void qrWanted(const QString &qrId);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void askFile();
    bool take(const QMimeData &given);
    void answered(const base::Result<contract::QrReading> &answer);
    void say(ColorRole role, const QString &text);

    AppContext &m_context;
    QLabel *m_hint;
    QLabel *m_verdict;
    QPlainTextEdit *m_text;
    QPushButton *m_open;
    QPushButton *m_paste;
    QPushButton *m_show;
    QString m_qrId;
    int m_reading = 0;
};

} // namespace console
