// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "console/listpage/displayformat.h"
#include "console/listpage/rowsmodel.h"
#include "contract/approvalvalues.h"

namespace console {

/// The list of approvals: columns (ids are the wire's words) and chips.
class ApprovalsModel : public RowsModel<contract::Approval>
{
    Q_OBJECT
public:
    explicit ApprovalsModel(const DisplayFormat &format, QObject *parent = nullptr);
};

} // namespace console
