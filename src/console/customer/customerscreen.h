// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "contract/qrvalues.h"
#include <QColor>
#include <QImage>
#include <QObject>
#include <QUrl>

namespace console {

/// What the customer window shows, as properties for QML (qml/customer): one QR from its creation to the ✔. No window,
/// no hub. GUI thread.
class CustomerScreen : public QObject
{
    Q_OBJECT
    /// welcome, waiting, paid, expired, cancelled, attention, checking
    Q_PROPERTY(QString stage READ stage NOTIFY changed)
    Q_PROPERTY(QString amount READ amount NOTIFY changed)
    Q_PROPERTY(bool isOpenAmount READ isOpenAmount NOTIFY changed)
    Q_PROPERTY(QString payee READ payee NOTIFY changed)
    Q_PROPERTY(QString description READ description NOTIFY changed)
    Q_PROPERTY(QString countdown READ countdown NOTIFY changed)
    Q_PROPERTY(bool isUrgent READ isUrgent NOTIFY changed)
    Q_PROPERTY(QString hubName READ hubName NOTIFY changed)
    Q_PROPERTY(QUrl pictureUrl READ pictureUrl NOTIFY pictureChanged)
    Q_PROPERTY(qreal pixelsPerMillimetre READ pixelsPerMillimetre NOTIFY looksChanged)
    Q_PROPERTY(bool reducedMotion READ reducedMotion NOTIFY looksChanged)
    Q_PROPERTY(QColor background READ background NOTIFY looksChanged)
    Q_PROPERTY(QColor textColor READ textColor NOTIFY looksChanged)
    Q_PROPERTY(QColor mutedColor READ mutedColor NOTIFY looksChanged)
    Q_PROPERTY(QColor warningColor READ warningColor NOTIFY looksChanged)
    Q_PROPERTY(QColor successColor READ successColor NOTIFY looksChanged)
public:
    /// How long the outcome stays before the window says welcome again.
    static constexpr std::chrono::seconds outcomeStays{20};
    static constexpr const char *pictureProvider = "qr";

    explicit CustomerScreen(AppContext &context, QObject *parent = nullptr);

    /// This QR from now on; `picture` may come later.
    void show(const contract::Qr &qr, const QImage &picture);
    void setPicture(const QString &qrId, const QImage &picture);
    /// A newer state of a QR; ignored unless it is the one shown.
    void update(const contract::Qr &qr);
    /// Welcome.
    void clear();
    /// A second has passed.
    void tick();
    /// Of the screen that it stands on; what a screen claims is kept within what screens are (2 to 20).
    void setPixelsPerMillimetre(qreal density);

    /// Empty: welcome.
    QString qrId() const { return m_qr ? m_qr->qrId : QString(); }
    const QImage &picture() const { return m_picture; }

    QString stage() const;
    QString amount() const;
    bool isOpenAmount() const;
    QString payee() const { return m_qr ? m_qr->holderName : QString(); }
    QString description() const { return m_qr ? m_qr->description : QString(); }
    QString countdown() const;
    bool isUrgent() const;
    QString hubName() const { return m_context.hub.hub().name; }
    QUrl pictureUrl() const;
    qreal pixelsPerMillimetre() const { return m_density; }
    bool reducedMotion() const { return m_context.settings.flag(u"shell/reduced_motion"_qs); }
    QColor background() const { return color(ColorRole::Surface); }
    QColor textColor() const { return color(ColorRole::Text); }
    QColor mutedColor() const { return color(ColorRole::TextMuted); }
    QColor warningColor() const { return color(ColorRole::Warning); }
    QColor successColor() const { return color(ColorRole::Success); }

Q_SIGNALS:
    void changed();
    void pictureChanged();
    void looksChanged();

private:
    QColor color(ColorRole role) const { return m_context.theme.color(role); }
    bool isOver() const;
    bool isPaidSinceShown() const;

    AppContext &m_context;
    DisplayFormat m_format;
    std::optional<contract::Qr> m_qr;
    /// What had been paid when it was shown: a code for many is paid again and again, and each sees his own ✔.
    std::optional<contract::Qr> m_before;
    base::Monotonic m_overSince{0}; ///< when the outcome came; 0: not over
    QImage m_picture;
    int m_pictureNumber = 0;
    qreal m_density = 4;
};

} // namespace console
