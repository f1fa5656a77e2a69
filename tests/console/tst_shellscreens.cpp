// SPDX-License-Identifier: GPL-3.0-or-later
// Writes pictures of the shell in both languages and both themes to <build>/screenshots, to be looked at by people.
// What a program can judge it judges: nothing blank, nothing cut, no text left in the other language.
#include "console/shell/aboutdialog.h"
#include "console/shell/changepassworddialog.h"
#include "console/shell/commandpalette.h"
#include "console/shell/hubdetailsdialog.h"
#include "console/shell/logindialog.h"
#include "console/shell/mainwindow.h"
#include "console/shell/shortcutsdialog.h"
#include "console/shell/signinflow.h"
#include "demopage.h"
#include "shellhub.h"
#include "support/fakeclock.h"
#include <QAbstractButton>
#include <QDir>
#include <QLabel>
#include <QSet>
#include <QtTest>

using namespace console;
using namespace std::chrono_literals;

class ShellScreensTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyScreen_data();
    void everyScreen();

private:
    void save(QWidget &widget, const QString &name);
    void checkNothingIsCut(const QWidget &widget);
    QString m_suffix;
};

void ShellScreensTest::everyScreen_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("theme");
    for (const char *language : {"es", "en"}) {
        for (const char *theme : {"light", "dark"})
            QTest::addRow("%s %s", language, theme) << QString::fromLatin1(language) << QString::fromLatin1(theme);
    }
}

void ShellScreensTest::save(QWidget &widget, const QString &name)
{
    QTest::qWait(0); // pending layout and polish
    const QImage image = widget.grab().toImage();
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, y));
    }
    QVERIFY2(colours.size() > 20, qPrintable(name + QStringLiteral(" is blank")));
    checkNothingIsCut(widget);
    const QDir folder(QStringLiteral(SCREENSHOT_DIR));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    QVERIFY(image.save(folder.filePath(QStringLiteral("shell-%1-%2.png").arg(name, m_suffix))));
}

void ShellScreensTest::checkNothingIsCut(const QWidget &widget)
{
    for (const QAbstractButton *button : widget.findChildren<QAbstractButton *>()) {
        if (!button->isVisible() || button->text().isEmpty() || qobject_cast<QLineEdit *>(button->parentWidget()))
            continue;
        const int needed = button->fontMetrics().horizontalAdvance(button->text().remove(u'&'));
        QVERIFY2(button->width() >= needed, qPrintable(QStringLiteral("cut: ") + button->text()));
    }
    for (const QLabel *label : widget.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty() ||
            label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
            continue;
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        QVERIFY2(label->height() >= needed - 1, qPrintable(QStringLiteral("cut: ") + label->text()));
        if (!label->wordWrap())
            QVERIFY2(label->width() >= label->fontMetrics().horizontalAdvance(label->text()),
                     qPrintable(QStringLiteral("cut: ") + label->text()));
    }
}

void ShellScreensTest::everyScreen()
{
    QFETCH(const QString, language);
    QFETCH(const QString, theme);
    m_suffix = language + u'-' + theme;
    ShellHub hub;
    MemoryUiSettings settings;
    support::FakeClock clock;
    Language words;
    Theme looks;
    looks.set(*Theme::parse(theme));
    words.set(*Language::parse(language));
    AppContext context{hub, settings, clock, words, looks};
    client::HubStatus status;
    status.mqttClients = 3;
    status.httpConnections = 2;
    status.messagesInPerSecond = 12;
    status.messagesOutPerSecond = 31.5;
    status.committed = base::UtcMs{clock.utcNow().value - 200};

    FirstPasswordDialog first({QStringLiteral("admin"), QStringLiteral("Kx7-mQ2p-Wd94-rLtB")});
    first.show();
    save(first, QStringLiteral("firstpassword"));
    first.close();

    LoginDialog login(context);
    login.prefill(QStringLiteral("ana"));
    login.show();
    QTest::keyClicks(login.findChild<QLineEdit *>(QStringLiteral("password")), QStringLiteral("falso"));
    QTest::keyClick(&login, Qt::Key_Return);
    save(login, QStringLiteral("login"));
    login.close();

    MainWindow window(context);
    window.addPage(new DemoPage(context, QStringLiteral("transactions"), QStringLiteral("transactions"),
                                QKeySequence(Qt::Key_F2)));
    window.addPage(
        new DemoPage(context, QStringLiteral("balances"), QStringLiteral("balances"), QKeySequence(Qt::Key_F3)));
    window.signIn();
    auto *asked = qobject_cast<LoginDialog *>(window.signInFlow().dialog());
    QVERIFY(asked);
    asked->prefill(QStringLiteral("ana"), QStringLiteral("secreto"));
    QTest::keyClick(asked, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(window.isVisible(), 30'000);
    window.resize(1280, 800);
    hub.setLink({client::LinkState::Live, clock.monotonicNow(), {}, 0, {}});
    hub.setStatus(status);
    save(window, QStringLiteral("window"));

    clock.advance(12s);
    hub.setAge(14s);
    hub.setLink({client::LinkState::Lost, clock.monotonicNow() - 12s, clock.monotonicNow() + 4s, 3,
                 QStringLiteral("Connection refused")});
    window.showToast(ToastKind::Done, language == u"es" ? QStringLiteral("Depósito aplicado, folio 000127")
                                                        : QStringLiteral("Deposit applied, folio 000127"));
    window.showToast(ToastKind::Error, language == u"es" ? QStringLiteral("El saldo no cubre este monto")
                                                         : QStringLiteral("The balance does not cover this amount"));
    save(window, QStringLiteral("lost"));

    HubDetailsDialog details(context, &window);
    details.setAttribute(Qt::WA_DeleteOnClose, false);
    details.show();
    save(details, QStringLiteral("hub"));
    details.close();
    AboutDialog about(context, &window);
    about.show();
    save(about, QStringLiteral("about"));
    about.close();
    ShortcutsDialog sheet(window.actionGroups(), &window);
    sheet.setAttribute(Qt::WA_DeleteOnClose, false);
    sheet.show();
    save(sheet, QStringLiteral("shortcuts"));
    sheet.close();
    CommandPalette palette(context, window.actionGroups(), &window);
    palette.setAttribute(Qt::WA_DeleteOnClose, false);
    palette.show();
    save(palette, QStringLiteral("palette"));
    palette.close();
    ChangePasswordDialog change(context, QStringLiteral("secreto"), &window);
    change.show();
    save(change, QStringLiteral("changepassword"));
    change.close();
    window.lock();
    save(window, QStringLiteral("lock"));
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    ShellScreensTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_shellscreens.moc"
