// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/customer/customerscreen.h"
#include "console/listpage/delay.h"
#include <memory>

class QQuickView;
class QScreen;

namespace console {

/// The window for the customer: in Qt Quick, made when it is first wanted and gone when it is closed, so that who needs
/// none pays nothing. On the second screen, filling it, where there is one; else an ordinary window. GUI thread.
class CustomerWindow : public QObject
{
    Q_OBJECT
public:
    CustomerWindow(AppContext &context, std::unique_ptr<Delay> everySecond, QObject *parent = nullptr);
    ~CustomerWindow() override;

    /// Opens it, and shows this QR in it. `beside`: the window that it must not cover. False: Qt Quick has said why not
    /// (errorText()).
    bool open(const contract::Qr &qr, const QImage &picture, const QWindow *beside);
    bool isOpen() const;
    void close();
    CustomerScreen *screen() { return &m_screen; }
    QQuickView *view() const { return m_view.get(); }
    QString errorText() const { return m_error; }

    /// The first screen that is not `taken`; null when there is no other.
    static QScreen *otherScreen(const QScreen *taken);

Q_SIGNALS:
    void openChanged(bool open);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool make();
    void place(const QWindow *beside);
    void measure();
    void beat();
    void retranslate();

    AppContext &m_context;
    std::unique_ptr<Delay> m_everySecond;
    CustomerScreen m_screen;
    std::unique_ptr<QQuickView> m_view;
    std::unique_ptr<QQuickView> m_leaving; ///< closed, until the event that closed it is over
    QString m_error;
};

} // namespace console
