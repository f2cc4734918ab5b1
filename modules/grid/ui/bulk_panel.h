// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * BulkPanel: one value into a column of many rows, or rows taken out of use with a reason. First what would change, for how
 * many, with examples; then, from highRiskRecords on only after the number has been typed (R058), the act.
 */
#pragma once

#include "grid/bulk_edit.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace kemai {

class Button;
class TextLabel;

class BulkPanel : public QWidget
{
    Q_OBJECT

public:
    explicit BulkPanel(std::shared_ptr<const GridSubject> subject, QWidget *parent = nullptr);

    void begin(std::vector<Id> records, int column); // that one is at
    void beginRetirement(std::vector<Id> records);
    void showPreview(const BulkEdit::Counts &counts);
    const std::vector<Id> &records() const { return m_records; }

signals:
    void previewWanted(const QList<kemai::BulkEdit::Value> &values);
    void bulkWanted(const QList<kemai::BulkEdit::Value> &values);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void touched(); // what was looked at is not what would be done now
    void refresh();
    void go();
    QList<BulkEdit::Value> values() const;

    std::shared_ptr<const GridSubject> m_subject;
    std::vector<Id> m_records;
    bool m_retiring = false;
    std::optional<BulkEdit::Counts> m_counts;
    TextLabel *m_title;
    QComboBox *m_column;
    QLineEdit *m_value;
    Button *m_preview;
    TextLabel *m_summary;
    TextLabel *m_examples;
    TextLabel *m_confirmLabel;
    QLineEdit *m_confirm;
    Button *m_go;
    Button *m_close;
};

} // namespace kemai
