// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * InlineField: a label over a value that is edited where it stands (Enter, F2 or a click opens it, Enter or
 * leaving it commits, Escape goes back). What was typed is never lost: after Escape or a refusal the draft is
 * kept, marked, and comes back with the next edit. A masked value shows a lock and cannot be opened.
 *
 * The field reports committed(); the page writes and answers with setValue() or refuse().
 */
#pragma once

#include "widgets/tokens.h"

#include <QWidget>

class QLineEdit;

namespace kemai {

class InlineField : public QWidget
{
    Q_OBJECT

public:
    explicit InlineField(const QString &label = {}, QWidget *parent = nullptr);

    void setLabel(const QString &label);
    void setValue(const QString &value); // also ends an edit and forgets the draft
    QString value() const { return m_value; }
    void setPlaceholder(const QString &text); // where there is no value yet
    void setEditable(bool editable);
    void setMasked(const QString &reason); // "已授权": shown with a lock instead of the value
    void setToneOfValue(Tone tone);        // a date that has passed

    void edit();
    // What was typed in an earlier run and not committed: marked, and in the editor with the next edit. Empty: nothing was.
    void setDraft(const QString &draft);
    bool isEditing() const;
    void refuse(const QString &why); // the edit stays open, the reason stands below
    QLineEdit *editor() const { return m_editor; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void committed(const QString &value);
    void typed(const QString &draft); // by a person; empty: it is the value again

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void commit();
    void leave();
    void place();

    QString m_label;
    QString m_value;
    QString m_placeholder;
    QString m_masked;
    QString m_draft;
    QString m_refusal;
    Tone m_tone = Tone::Neutral;
    bool m_editable = true;
    bool m_waiting = false; // for the page's answer to committed()
    QLineEdit *m_editor;
};

} // namespace kemai
