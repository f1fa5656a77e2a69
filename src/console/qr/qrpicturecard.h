// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/qr/qrmodel.h"
#include <QFrame>
#include <QImage>

class QLabel;
class QPushButton;

namespace console {

/// The code of the chosen QR, beneath the form: its picture while it can be paid, its state, and what is done with it
/// first of all. A code that can no longer be paid is crossed out. GUI thread.
class QrPictureCard : public QFrame
{
    Q_OBJECT
public:
    explicit QrPictureCard(AppContext &context, QWidget *parent = nullptr);
    void fillWith(const QrRow &row);
    void setPicture(const QString &qrId, const QImage &picture);
    void setFailed(const QString &qrId, const QString &sentence);
    void clear();
    /// A second has passed.
    void tick();

Q_SIGNALS:
    void showWanted();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    void paintPicture();
    void retranslate();
    void dress();

    AppContext &m_context;
    DisplayFormat m_format;
    std::optional<QrRow> m_row;
    QImage m_image;
    QString m_failure;
    QLabel *m_picture;
    QLabel *m_state;
    QPushButton *m_show;
};

} // namespace console
