// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ImportMappingPane: one line for each column of a file: its heading, the first values under it, and the field it fills, to be
 * changed. A field that only one column may fill is taken from the other one when it is chosen twice.
 */
#pragma once

#include "customers/import_preview.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QScrollArea;

namespace kemai {

class TextLabel;

class ImportMappingPane : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype shownColumns = 100; // further columns keep what was found for them

    explicit ImportMappingPane(QWidget *parent = nullptr);

    void show(const ImportPreview &preview);
    QJsonObject mapping() const; // every heading, as a mapping file says it
    bool isEnough() const;       // a name, a company or a phone is mapped

    static QString fieldWord(CustomerField field); // in the language of the moment

signals:
    void changed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void fill(QComboBox *box, qsizetype column);
    void chosen(qsizetype column, const QString &code);

    ImportPreview m_preview;
    QStringList m_codes; // of each column: "name", a custom field's key, or empty
    QList<QComboBox *> m_boxes;
    QScrollArea *m_scroll;
};

} // namespace kemai
