// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/settingsdialog.h"
#include "console/listpage/searchtext.h"
#include "console/shell/notifier.h"
#include "console/shell/preferences.h"
#include "console/shell/windowactions.h"
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace console {

SettingsDialog::SettingsDialog(AppContext &context, Preferences &preferences, WindowActions &actions, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_preferences(preferences)
    , m_actions(actions)
    , m_search(new QLineEdit(this))
    , m_form(new QFormLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Settings of this window"));
    m_search->setObjectName(u"settingsSearch"_qs);
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(10);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addWidget(m_search);
    column->addLayout(m_form);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsDialog::search);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    fill();
    setMinimumWidth(460);
}

void SettingsDialog::fill()
{
    addChoice(tr("&Language"), m_actions.languages());
    addChoice(tr("&Theme"), m_actions.themes());
    auto *scale = new QSpinBox(this);
    scale->setObjectName(u"settingsScale"_qs);
    scale->setRange(80, 200);
    scale->setSingleStep(10);
    scale->setSuffix(u" %"_qs);
    scale->setValue(m_context.theme.textPercent());
    connect(scale, &QSpinBox::valueChanged, &m_preferences, &Preferences::setScale);
    addRow(tr("Te&xt size"), scale);
    auto *discreet = new QCheckBox(tr("Mask amounts and cédulas"), this);
    discreet->setObjectName(u"settingsDiscreet"_qs);
    discreet->setChecked(m_actions.discreet->isChecked());
    connect(discreet, &QCheckBox::clicked, m_actions.discreet, &QAction::trigger);
    addRow(tr("&Discreet mode"), discreet, tr("Ctrl+Shift+D privacy hide"));
    auto *minutes = new QSpinBox(this);
    minutes->setObjectName(u"settingsLock"_qs);
    minutes->setRange(0, 240);
    minutes->setSuffix(tr(" min"));
    minutes->setSpecialValueText(tr("Never"));
    minutes->setValue(m_preferences.lockMinutes());
    connect(minutes, &QSpinBox::valueChanged, &m_preferences, &Preferences::setLockMinutes);
    addRow(tr("Lock by &itself after"), minutes, tr("unattended idle"));
    addFlag(tr("&Print the receipt when a movement is applied"), u"receipts/print_on_apply"_qs, false);
    addFlag(tr("&Sound when a QR is paid"), u"qr/sound"_qs, true);
    addFlag(tr("Notify when a &QR is paid"), Notifier::keyOf(NoticeKind::QrPaid), true);
    addFlag(tr("Notify of &alerts"), Notifier::keyOf(NoticeKind::Alert), true);
    if (Notifier::hasTray())
        addFlag(tr("Stay in the t&ray when the window is closed"), Notifier::trayKey, false);
}

void SettingsDialog::addRow(const QString &label, QWidget *field, const QString &more)
{
    auto *words = new QLabel(label, this);
    words->setBuddy(field);
    const QString plain = QString(label).remove(u'&');
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(plain);
    m_form->addRow(words, field);
    m_rows.push_back({words, field, folded(QString(plain + u' ' + more))});
}

/// The same actions as in the menu, so that there is one way to change it.
void SettingsDialog::addChoice(const QString &label, const QList<QAction *> &actions)
{
    auto *box = new QComboBox(this);
    QStringList words;
    for (QAction *action : actions) {
        words << action->text().remove(u'&');
        box->addItem(words.last());
        if (action->isChecked())
            box->setCurrentIndex(box->count() - 1);
    }
    connect(box, &QComboBox::activated, this, [actions](int index) { actions[index]->trigger(); });
    addRow(label, box, words.join(u' '));
}

void SettingsDialog::addFlag(const QString &label, const QString &key, bool byDefault, const QString &more)
{
    auto *box = new QCheckBox(label, this);
    box->setObjectName(QString(key).replace(u'/', u'_'));
    box->setChecked(m_context.settings.flag(key, byDefault));
    connect(box, &QCheckBox::toggled, &m_preferences, [this, key](bool on) { m_preferences.setFlag(key, on); });
    auto *none = new QLabel(this);
    m_form->addRow(none, box);
    m_rows.push_back({none, box, folded(QString(QString(label).remove(u'&') + u' ' + more))});
}

void SettingsDialog::search(const QString &text)
{
    const QString wanted = folded(text.simplified());
    for (const Row &row : m_rows) {
        const bool isFound = row.words.contains(wanted);
        row.label->setVisible(isFound);
        row.field->setVisible(isFound);
    }
}

} // namespace console
