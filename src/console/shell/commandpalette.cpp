// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/commandpalette.h"
#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

namespace console {

namespace {

/// The text at the left, the key at the right.
class KeyDelegate final : public QStyledItemDelegate
{
public:
    KeyDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        painter->save();
        painter->setPen(m_theme.color(ColorRole::TextMuted));
        painter->drawText(option.rect.adjusted(0, 0, -12, 0), Qt::AlignRight | Qt::AlignVCenter,
                          index.data(Qt::UserRole).toString());
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

CommandPalette::CommandPalette(AppContext &context, QList<ActionGroup> groups, QWidget *parent)
    : QDialog(parent, Qt::Popup)
    , m_context(context)
    , m_groups(std::move(groups))
    , m_pattern(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"palette"_qs);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    m_pattern->setPlaceholderText(tr("What do you want to do?"));
    m_pattern->setAccessibleName(tr("Find an action"));
    m_pattern->addAction(context.theme.icon(u"search"_qs, ColorRole::TextMuted), QLineEdit::LeadingPosition);
    m_pattern->installEventFilter(this);
    m_list->setAccessibleName(tr("Actions found"));
    m_list->setIconSize(QSize(18, 18));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new KeyDelegate(context.theme, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_pattern);
    column->addWidget(m_list);
    connect(m_pattern, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_pattern, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    fill({});
    resize(560, 420);
    move(parent->mapToGlobal(QPoint((parent->width() - width()) / 2, 72)));
    m_pattern->setFocus();
}

void CommandPalette::fill(const QString &pattern)
{
    struct Hit
    {
        int score;
        QAction *action;
        QString text;
    };
    std::vector<Hit> hits;
    for (const ActionGroup &group : std::as_const(m_groups)) {
        for (QAction *action : group.actions) {
            if (action->isSeparator() || !action->isEnabled() || !action->isVisible())
                continue;
            const QString text = group.title + u" › "_qs + plainText(*action);
            if (const auto score = fuzzyScore(pattern, text))
                hits.push_back({*score, action, text});
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.score > b.score; });
    m_list->clear();
    m_shown.clear();
    for (const Hit &hit : hits) {
        const QString keys = hit.action->shortcut().toString(QKeySequence::NativeText);
        auto *item = new QListWidgetItem(hit.action->icon(), hit.text, m_list);
        item->setData(Qt::UserRole, keys);
        item->setData(Qt::AccessibleTextRole, keys.isEmpty() ? hit.text : hit.text + u", "_qs + keys);
        item->setSizeHint(QSize(0, 34));
        m_shown.append(hit.action);
    }
    m_list->setCurrentRow(0);
}

QStringList CommandPalette::rows() const
{
    QStringList texts;
    for (int i = 0; i < m_list->count(); ++i)
        texts.append(m_list->item(i)->text());
    return texts;
}

void CommandPalette::run()
{
    const int row = m_list->currentRow();
    QPointer<QAction> action = row >= 0 ? m_shown.value(row) : nullptr;
    close();
    if (action) // after we are gone: it may open a dialog or move the focus
        QTimer::singleShot(0, action, [action] { action->trigger(); });
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && m_list->count() > 0) {
            m_list->setCurrentRow((m_list->currentRow() + step + m_list->count()) % m_list->count());
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace console
