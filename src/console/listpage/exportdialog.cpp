// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/listpage/exportdialog.h"
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

namespace console {
namespace {
const QString formatKey = u"export/format"_qs;
const QString delimiterKey = u"export/delimiter"_qs;
const QString decimalKey = u"export/decimal"_qs;

void choose(QComboBox *box, const QString &data)
{
    box->setCurrentIndex(std::max(0, box->findData(data)));
}
} // namespace

ExportDialog::ExportDialog(AppContext &context, const QString &what, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_format(new QComboBox(this))
    , m_delimiter(new QComboBox(this))
    , m_decimal(new QComboBox(this))
{
    setWindowTitle(tr("Export"));
    m_format->addItem(tr("CSV, for spreadsheets"), u"csv"_qs);
    m_format->addItem(tr("JSON, for programs"), u"json"_qs);
    m_delimiter->addItem(tr("Semicolon ;"), u";"_qs);
    m_delimiter->addItem(tr("Comma ,"), u","_qs);
    m_decimal->addItem(tr("Comma 1,50"), u","_qs);
    m_decimal->addItem(tr("Point 1.50"), u"."_qs);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(24, 20, 24, 20);
    form->setVerticalSpacing(12);
    auto *sentence = new QLabel(what, this);
    sentence->setWordWrap(true);
    form->addRow(sentence);
    form->addRow(tr("&Format"), m_format);
    form->addRow(tr("&Between columns"), m_delimiter);
    form->addRow(tr("&Decimals"), m_decimal);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *ok = buttons->addButton(tr("Choose file…"), QDialogButtonBox::AcceptRole);
    ok->setProperty("look", u"primary"_qs);
    ok->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::enableFields);
    restore();
    enableFields();
}

void ExportDialog::restore()
{
    const UiSettings &settings = m_context.settings;
    const QString point(m_context.locale().decimalPoint());
    choose(m_format, settings.text(formatKey));
    choose(m_delimiter, settings.text(delimiterKey, point == u"," ? u";"_qs : u","_qs));
    choose(m_decimal, settings.text(decimalKey, point));
}

void ExportDialog::enableFields()
{
    const bool csv = m_format->currentData() == u"csv"_qs;
    m_delimiter->setEnabled(csv);
    m_decimal->setEnabled(csv);
}

ExportOptions ExportDialog::options() const
{
    ExportOptions options;
    options.format = m_format->currentData() == u"csv"_qs ? ExportOptions::Format::Csv : ExportOptions::Format::Json;
    options.delimiter = m_delimiter->currentData().toString().front();
    options.decimalPoint = m_decimal->currentData().toString().front();
    return options;
}

void ExportDialog::accept()
{
    m_context.settings.setText(formatKey, m_format->currentData().toString());
    m_context.settings.setText(delimiterKey, m_delimiter->currentData().toString());
    m_context.settings.setText(decimalKey, m_decimal->currentData().toString());
    QDialog::accept();
}

} // namespace console
