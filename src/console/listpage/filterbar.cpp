// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/filterbar.h"
#include "console/listpage/listmodel.h"
#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace console {

FilterBar::FilterBar(ListModel &model, AppContext &context, std::unique_ptr<Delay> delay, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_context(context)
    , m_delay(std::move(delay))
    , m_lines(new QVBoxLayout(this))
    , m_row(new QHBoxLayout)
    , m_chipRow(new QWidget(this))
    , m_field(new QLineEdit(this))
    , m_searchIcon(m_field->addAction(QIcon(), QLineEdit::LeadingPosition))
    , m_count(new QLabel(this))
{
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(6);
    m_lines->addLayout(m_row);
    m_row->setSpacing(8);
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(170);
    m_field->setMaximumWidth(360);
    m_field->installEventFilter(this);
    m_count->setProperty("look", u"muted"_qs);
    m_row->addWidget(m_field, 3);
    m_row->addWidget(m_count);
    addChips();
    m_row->addWidget(m_chipRow);
    m_row->addStretch(1);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty()) {
            m_delay->cancel();
            applyText(); // back to everything at once
        } else {
            m_delay->start(settleTime, [this] { applyText(); });
        }
    });
    connect(&model, &ListModel::countsChanged, this, &FilterBar::showCount);
    connect(&context.theme, &Theme::changed, this, &FilterBar::redrawIcons);
    redrawIcons();
    retranslate();
}

void FilterBar::addChips()
{
    auto *row = new QHBoxLayout(m_chipRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    QString group;
    for (int i = 0; i < m_model.chipCount(); ++i) {
        const ChipInfo &info = m_model.chip(i);
        if (info.group != group && !group.isEmpty())
            row->addSpacing(8);
        group = info.group;
        auto *chip = new QToolButton(m_chipRow);
        chip->setObjectName(u"chip_"_qs + info.id);
        chip->setProperty("look", u"chip"_qs);
        chip->setCheckable(true);
        chip->setFocusPolicy(Qt::TabFocus);
        connect(chip, &QToolButton::toggled, this, [this, id = info.id](bool on) {
            m_model.setChipActive(id, on);
            Q_EMIT filterChanged();
        });
        m_chips.push_back(chip);
        row->addWidget(chip);
    }
    row->addStretch(1);
    m_chipRow->setVisible(!m_chips.empty());
}

void FilterBar::placeChips()
{
    const bool below = m_lines->count() > 1;
    const int oneLine = m_row->minimumSize().width() + (below ? m_chipRow->minimumSizeHint().width() + 8 : 0);
    if (m_chips.empty() || below == (width() < oneLine))
        return;
    if (below)
        m_row->insertWidget(2, m_chipRow);
    else
        m_lines->addWidget(m_chipRow);
    m_lines->activate(); // the height is another now
    updateGeometry();
}

void FilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeChips();
}

QSize FilterBar::minimumSizeHint() const
{
    // As if the chips stood below: else the line could never become too narrow for them.
    const bool below = m_lines->count() > 1;
    const int line =
        m_row->minimumSize().width() - (below || m_chips.empty() ? 0 : m_chipRow->minimumSizeHint().width() + 8);
    return {std::max(line, m_chips.empty() ? 0 : m_chipRow->minimumSizeHint().width()),
            QWidget::minimumSizeHint().height()};
}

void FilterBar::redrawIcons()
{
    m_searchIcon->setIcon(m_context.theme.icon(u"filter"_qs, ColorRole::TextMuted));
    const QString sheet =
        u"QToolButton[look=\"chip\"] { border: 1px solid %1; border-radius: 12px; padding: 2px 9px; background: %2; }"
        "QToolButton[look=\"chip\"]:checked { border-color: %3; background: %4; color: %3; }"
        "QToolButton[look=\"chip\"]:focus { border: 2px solid %3; padding: 1px 8px; }"_qs;
    const auto name = [this](ColorRole role) { return m_context.theme.color(role).name(); };
    setStyleSheet(sheet.arg(name(ColorRole::Border), name(ColorRole::Surface), name(ColorRole::Accent),
                            name(ColorRole::AccentSoft)));
}

void FilterBar::retranslate()
{
    m_field->setPlaceholderText(tr("Filter (Ctrl+F)"));
    m_field->setAccessibleName(tr("Filter"));
    m_count->setAccessibleName(tr("Rows shown"));
    for (size_t i = 0; i < m_chips.size(); ++i) {
        const ChipInfo &info = m_model.chip(static_cast<int>(i));
        m_chips[i]->setText(info.title());
        m_chips[i]->setAccessibleName(tr("Filter: %1").arg(info.title()));
    }
    showCount();
    placeChips();
}

void FilterBar::setPlaceholder(const QString &text)
{
    m_field->setPlaceholderText(text);
}

QString FilterBar::countText() const
{
    return m_count->text();
}

void FilterBar::showCount()
{
    const QLocale locale = m_context.locale();
    m_count->setText(m_model.isFiltered()
                         ? tr("%1 of %2").arg(locale.toString(m_model.rowCount()), locale.toString(m_model.total()))
                         : tr("%Ln row(s)", nullptr, m_model.total()));
}

void FilterBar::applyText()
{
    m_model.setFilter(m_field->text());
    showCount();
    Q_EMIT filterChanged();
}

void FilterBar::setText(const QString &text)
{
    m_field->setText(text);
    m_delay->cancel();
    applyText();
}

void FilterBar::clear()
{
    m_model.clearFilters();
    syncChips();
    setText({});
}

void FilterBar::syncChips()
{
    for (size_t i = 0; i < m_chips.size(); ++i)
        m_chips[i]->setChecked(m_model.isChipActive(m_model.chip(static_cast<int>(i)).id));
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape && (!m_field->text().isEmpty() || m_model.isFiltered())) {
            clear();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            setText(m_field->text()); // does not wait
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace console
