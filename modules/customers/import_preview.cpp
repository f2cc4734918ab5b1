// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/import_preview.h"

namespace kemai {

Result<ImportPreview> previewImport(QIODevice &device, const CustomerImport::Options &options)
{
    Result<OpenTable> table = openTable(device, {options.encoding, options.delimiter, options.sheet,
                                                 headingTest(options.mapping, options.customFields)});
    if (!table)
        return fail(table.error());
    ImportPreview preview;
    preview.form = table->form;
    preview.headings = table->reader->headings();
    QJsonObject given = options.mapping;
    if (given.isEmpty() && options.remembered) {
        given = options.remembered(preview.headings);
        preview.isRemembered = !given.isEmpty();
    }
    Result<CustomerMapping> mapping = mapCustomerColumns(preview.headings, given, options.customFields);
    if (mapping) {
        preview.mapping = std::move(*mapping);
    } else if (mapping.error().id == QLatin1StringView("customers.noKnownHeading")) {
        preview.isMapped = false;
        preview.mapping.columns.resize(preview.headings.size());
        preview.mapping.customFields = options.customFields;
    } else {
        return fail(mapping.error());
    }
    TableRow row;
    while (preview.samples.size() < ImportPreview::sampleRows) {
        const Result<bool> any = table->reader->next(row);
        if (!any || !*any)
            break; // what is wrong with the rest is told when it is read
        if (!row.error)
            preview.samples.append(row.cells);
    }
    return preview;
}

} // namespace kemai
