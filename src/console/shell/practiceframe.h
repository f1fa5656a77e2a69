// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QLabel;

namespace console {

/// The strip above a window that is for practice alone: it says so in a word, and its green goes round the window. GUI
/// thread.
class PracticeFrame : public QFrame
{
    Q_OBJECT
public:
    /// `centre`: what the frame goes round; the strip becomes its first line.
    explicit PracticeFrame(QWidget *centre);

    /// The word, in the present language.
    static QString word() { return tr("PRACTICE"); }

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    QLabel *m_text;
};

} // namespace console
