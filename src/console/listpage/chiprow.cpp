// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/chiprow.h"
#include "console/listpage/flowlayout.h"
#include "console/listpage/listmodel.h"
#include <QKeyEvent>
#include <QMenu>
#include <QToolButton>

namespace console {
namespace {

/// Several may be ticked before it closes: blank and mouse tick, Enter ticks and closes, Escape closes.
class TickMenu : public QMenu
{
public:
    using QMenu::QMenu;

protected:
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        QAction *action = actionAt(event->position().toPoint());
        if (action && action->isCheckable())
            action->trigger();
        else
            QMenu::mouseReleaseEvent(event);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Space && activeAction())
            activeAction()->trigger();
        else
            QMenu::keyPressEvent(event);
    }
};

} // namespace

ChipRow::ChipRow(ListModel &model, AppContext &context, std::unique_ptr<Delay> countLater, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_context(context)
    , m_countLater(std::move(countLater))
    , m_row(new FlowLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(4);
    rebuild();
    dress();
    connect(&model, &ListModel::countsChanged, this, [this] { m_countLater->start(countTime, [this] { count(); }); });
    connect(&model, &ListModel::chipsChanged, this, [this] { m_countLater->start(countTime, [this] { count(); }); });
    connect(&context.theme, &Theme::changed, this, &ChipRow::dress);
}

// --- building --------------------------------------------------------------------------------------------------------

void ChipRow::rebuild()
{
    const QString focused = focusWidget() && focusWidget()->hasFocus() ? focusWidget()->objectName() : QString();
    for (const Button &each : std::exchange(m_buttons, {}))
        delete each.button;
    while (QLayoutItem *left = m_row->takeAt(0)) // what is between the groups
        delete left;
    QString group;
    for (int i = 0; i < m_model.chipCount(); ++i) {
        const ChipInfo &info = m_model.chip(i);
        if (info.group != group && !group.isEmpty())
            m_row->addGap(8);
        if (!info.menu)
            addSingle(i);
        else if (info.group == group)
            addToMenu(i);
        else {
            addSingle(i);
            fillMenu(m_buttons.size() - 1);
        }
        group = info.group;
    }
    setVisible(!m_buttons.empty());
    sync();
    if (auto *button = focused.isEmpty() ? nullptr : findChild<QToolButton *>(focused))
        button->setFocus();
}

void ChipRow::addSingle(int chip)
{
    const ChipInfo &info = m_model.chip(chip);
    auto *button = new QToolButton(this);
    button->setObjectName(u"chip_"_qs + (info.menu ? info.group : info.id));
    button->setProperty("look", u"chip"_qs);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    if (!info.menu)
        connect(button, &QToolButton::clicked, this, [this, chip] { pressed(chip); });
    m_buttons.push_back({button, {chip}});
    m_row->addWidget(button);
    button->setVisible(true); // the row may be on the screen already
}

void ChipRow::addToMenu(int chip)
{
    m_buttons.back().chips.push_back(chip);
}

void ChipRow::fillMenu(size_t index)
{
    QToolButton *button = m_buttons[index].button;
    auto *menu = new TickMenu(button);
    connect(menu, &QMenu::aboutToShow, this, [this, index, menu] {
        count(); // as exact as can be while somebody looks
        menu->clear();
        for (const int chip : m_buttons[index].chips) {
            QAction *action = menu->addAction(labelOf(chip));
            action->setCheckable(true);
            action->setChecked(m_model.isChipActive(m_model.chip(chip).id));
            connect(action, &QAction::toggled, this,
                    [this, id = m_model.chip(chip).id](bool on) { setActive(id, on); });
        }
    });
    connect(button, &QToolButton::clicked, this, [this, button, menu] {
        sync(); // the press itself ticks nothing
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
        menu->setActiveAction(menu->actions().value(0));
    });
}

// --- doing -----------------------------------------------------------------------------------------------------------

void ChipRow::pressed(int chip)
{
    const ChipInfo &info = m_model.chip(chip);
    if (!info.asks)
        return setActive(info.id, !m_model.isChipActive(info.id));
    sync();
    if (const Editor editor = m_editors.value(info.id)) {
        for (const Button &each : m_buttons) {
            if (each.chips.front() == chip)
                editor(each.button);
        }
    }
}

void ChipRow::setActive(const QString &id, bool active)
{
    m_model.setChipActive(id, active);
    sync();
    Q_EMIT chipToggled();
}

void ChipRow::setMoreUnread(bool more)
{
    if (std::exchange(m_more, more) != more)
        sync();
}

void ChipRow::count()
{
    m_countLater->cancel();
    size_t present = 0;
    for (const Button &each : m_buttons)
        present += each.chips.size();
    m_counts = m_model.chipMatches();
    if (present != m_counts.size())
        rebuild();
    else
        sync();
}

// --- what it says ----------------------------------------------------------------------------------------------------

QString ChipRow::labelOf(int chip) const
{
    const ChipInfo &info = m_model.chip(chip);
    const auto index = static_cast<size_t>(chip);
    if (index >= m_counts.size() || (info.asks && !m_model.isChipActive(info.id)))
        return info.title();
    const QString count = m_context.locale().toString(m_counts[index]) + (m_more ? u"+"_qs : QString());
    return info.title() + u"  " + count;
}

QString ChipRow::menuLabel(const Button &button) const
{
    QStringList chosen;
    for (const int chip : button.chips) {
        if (m_model.isChipActive(m_model.chip(chip).id))
            chosen << m_model.chip(chip).title();
    }
    QString label = m_model.chip(button.chips.front()).menu();
    if (chosen.size() > 2)
        chosen = {chosen[0], tr("%1 more").arg(chosen.size() - 1)};
    if (!chosen.isEmpty())
        label += u": " + chosen.join(u", "_qs);
    return label + u" ▾";
}

void ChipRow::sync()
{
    const int before = sizeHint().width();
    for (const Button &each : m_buttons) {
        const auto isActive = [this](int chip) { return m_model.isChipActive(m_model.chip(chip).id); };
        const ChipInfo &first = m_model.chip(each.chips.front());
        const QString text = first.menu ? menuLabel(each) : labelOf(each.chips.front());
        each.button->setChecked(std::any_of(each.chips.begin(), each.chips.end(), isActive));
        if (each.button->text() == text)
            continue;
        each.button->setText(text);
        each.button->setAccessibleName(tr("Filter: %1").arg(text));
    }
    if (sizeHint().width() != before)
        Q_EMIT resized();
}

void ChipRow::retranslate()
{
    sync();
}

void ChipRow::dress()
{
    const QString sheet =
        u"QToolButton[look=\"chip\"] { border: 1px solid %1; border-radius: 12px; padding: 2px 9px; background: %2; }"
        "QToolButton[look=\"chip\"]:checked { border-color: %3; background: %4; color: %3; }"
        "QToolButton[look=\"chip\"]:focus { border: 2px solid %3; padding: 1px 8px; }"_qs;
    const auto name = [this](ColorRole role) { return m_context.theme.color(role).name(); };
    setStyleSheet(sheet.arg(name(ColorRole::Border), name(ColorRole::Surface), name(ColorRole::Accent),
                            name(ColorRole::AccentSoft)));
}

} // namespace console
