// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/customer/customerwindow.h"
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPointer>
#include <QQmlContext>
#include <QQmlEngine>
#include <QQuickImageProvider>
#include <QQuickView>
#include <QScreen>

namespace console {

namespace {

/// Hands the present picture to QML; the number in the address only makes it ask again.
class PictureProvider final : public QQuickImageProvider
{
public:
    explicit PictureProvider(const CustomerScreen *screen)
        : QQuickImageProvider(Image)
        , m_screen(screen)
    {
    }
    QImage requestImage(const QString &, QSize *size, const QSize &) override
    {
        const QImage picture = m_screen ? m_screen->picture() : QImage();
        if (size)
            *size = picture.size();
        return picture;
    }

private:
    QPointer<const CustomerScreen> m_screen; // the view may go a turn of the loop later
};

} // namespace

CustomerWindow::CustomerWindow(AppContext &context, std::unique_ptr<Delay> everySecond, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_everySecond(std::move(everySecond))
    , m_screen(context)
{
    connect(&context.language, &Language::changed, this, &CustomerWindow::retranslate);
}

CustomerWindow::~CustomerWindow() = default;

bool CustomerWindow::make()
{
    auto view = std::make_unique<QQuickView>();
    view->engine()->addImageProvider(QLatin1StringView(CustomerScreen::pictureProvider),
                                     new PictureProvider(&m_screen));
    view->rootContext()->setContextProperty(u"screen"_qs, &m_screen);
    view->setResizeMode(QQuickView::SizeRootObjectToView);
    view->setColor(m_screen.background());
    view->setSource(QUrl(u"qrc:/qml/customer/CustomerWindow.qml"_qs));
    if (view->status() != QQuickView::Ready) {
        for (const QQmlError &error : view->errors())
            m_error += error.toString() + u'\n';
        return false;
    }
    view->installEventFilter(this);
    connect(view.get(), &QWindow::screenChanged, this, &CustomerWindow::measure);
    m_view = std::move(view);
    retranslate();
    return true;
}

bool CustomerWindow::open(const contract::Qr &qr, const QImage &picture, const QWindow *beside)
{
    const bool fresh = !m_view;
    if (fresh && !make())
        return false;
    m_screen.show(qr, picture);
    if (fresh)
        place(beside);
    measure();
    beat();
    if (fresh)
        Q_EMIT openChanged(true);
    return true;
}

QScreen *CustomerWindow::otherScreen(const QScreen *taken)
{
    for (QScreen *screen : QGuiApplication::screens()) {
        if (screen != taken)
            return screen;
    }
    return nullptr;
}

void CustomerWindow::place(const QWindow *beside)
{
    if (QScreen *other = otherScreen(beside ? beside->screen() : QGuiApplication::primaryScreen())) {
        m_view->setScreen(other);
        m_view->setGeometry(other->geometry());
        m_view->showFullScreen();
        return;
    }
    m_view->resize(560, 760);
    m_view->show();
}

void CustomerWindow::measure()
{
    if (m_view && m_view->screen())
        m_screen.setPixelsPerMillimetre(m_view->screen()->physicalDotsPerInch() / 25.4);
}

void CustomerWindow::beat()
{
    if (!m_view)
        return;
    m_screen.tick();
    m_everySecond->start(std::chrono::seconds(1), [this] { beat(); });
}

bool CustomerWindow::isOpen() const
{
    return m_view != nullptr;
}

void CustomerWindow::close()
{
    if (!m_view)
        return;
    m_everySecond->cancel();
    m_view->removeEventFilter(this);
    m_view->hide();
    m_leaving = std::move(m_view); // it may be in the middle of an event
    QMetaObject::invokeMethod(
        this, [this] { m_leaving.reset(); }, Qt::QueuedConnection);
    m_screen.clear();
    Q_EMIT openChanged(false);
}

bool CustomerWindow::eventFilter(QObject *watched, QEvent *event)
{
    const bool escape = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
    if (watched == m_view.get() && (escape || event->type() == QEvent::Close)) {
        close();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

void CustomerWindow::retranslate()
{
    if (!m_view)
        return;
    m_view->setTitle(tr("QR payment"));
    m_view->engine()->retranslate();
}

} // namespace console
