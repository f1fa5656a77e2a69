// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <vector>

namespace auth {

/// What became of a line of a foreign file, or of a rule of ours on its way into one.
struct ImportNote
{
    enum class Kind : quint8 {
        Taken,    ///< as it stands
        Changed,  ///< taken, but it does not say quite the same here (or there)
        NotTaken, ///< not understood, or it cannot be said
    };
    int line = 0; ///< from 1; on export: the number of the rule
    Kind kind = Kind::Taken;
    QString text; ///< one English sentence; empty for Taken
    friend bool operator==(const ImportNote &, const ImportNote &) = default;
};

/// The notes of one import or export, in the order of the lines.
using ImportReport = std::vector<ImportNote>;

/// Whether every line was taken, changed or not. What is half understood must not be applied unseen: a denial that is
/// lost opens a topic.
inline bool isComplete(const ImportReport &report)
{
    for (const ImportNote &note : report) {
        if (note.kind == ImportNote::Kind::NotTaken)
            return false;
    }
    return true;
}

} // namespace auth
