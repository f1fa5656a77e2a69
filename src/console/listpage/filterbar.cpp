// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/filterbar.h"
#include "console/listpage/chiprow.h"
#include "console/listpage/listmodel.h"
#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace console {

FilterBar::FilterBar(ListModel &model, AppContext &context, const DelayFactory &delays, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_context(context)
    , m_delay(delays())
    , m_lines(new QVBoxLayout(this))
    , m_row(new QHBoxLayout)
    , m_field(new QLineEdit(this))
    , m_searchIcon(m_field->addAction(QIcon(), QLineEdit::LeadingPosition))
    , m_count(new QLabel(this))
    , m_chips(new ChipRow(model, context, delays(), this))
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
    m_chips->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
    m_row->addWidget(m_chips);
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
    connect(m_chips, &ChipRow::chipToggled, this, &FilterBar::filterChanged);
    connect(m_chips, &ChipRow::resized, this, &FilterBar::placeChips);
    connect(&context.theme, &Theme::changed, this, &FilterBar::redrawIcons);
    redrawIcons();
    retranslate();
}

void FilterBar::placeChips()
{
    const bool below = m_lines->count() > 1;
    const int oneLine = m_row->minimumSize().width() + (below ? m_chips->sizeHint().width() + 8 : 0);
    if (m_chips->isEmpty() || below == (width() < oneLine))
        return;
    m_chips->setSizePolicy(below ? QSizePolicy::Minimum : QSizePolicy::Preferred, QSizePolicy::Preferred);
    if (below)
        m_row->insertWidget(2, m_chips);
    else
        m_lines->addWidget(m_chips);
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
    const int line = m_row->minimumSize().width() - (below || m_chips->isEmpty() ? 0 : m_chips->sizeHint().width() + 8);
    return {std::max(line, m_chips->isEmpty() ? 0 : m_chips->minimumSizeHint().width()),
            QWidget::minimumSizeHint().height()};
}

void FilterBar::redrawIcons()
{
    m_searchIcon->setIcon(m_context.theme.icon(u"filter"_qs, ColorRole::TextMuted));
}

void FilterBar::retranslate()
{
    m_field->setPlaceholderText(tr("Filter (Ctrl+F)"));
    m_field->setAccessibleName(tr("Filter"));
    m_count->setAccessibleName(tr("Rows shown"));
    m_chips->retranslate();
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
    m_chips->sync();
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
