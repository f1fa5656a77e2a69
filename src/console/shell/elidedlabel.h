// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

namespace console {

/// A line of text that takes what room is left and ends in "…" where it does not fit; the whole is in the tooltip and
/// read by screen readers. GUI thread.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    void setFullText(const QString &text);
    const QString &fullText() const { return m_full; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void elide();
    QString m_full;
};

} // namespace console
