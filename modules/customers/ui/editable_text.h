// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * EditableText: text without a label that is edited where it stands: a title (one line) or a note (several). Double click,
 * F2 or Enter opens it; Enter (in a note Ctrl+Enter) or leaving commits; Escape goes back and keeps the draft for next time.
 * The page answers committed() with setValue() or refuse(). The counterpart with a label is widgets/inline_field.h.
 */
#pragma once

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;

namespace kemai {

class TextLabel;

class EditableText : public QWidget
{
    Q_OBJECT

public:
    enum class Shape : quint8 { Title, Note };

    explicit EditableText(Shape shape, QWidget *parent = nullptr);

    void setLabel(const QString &label); // for screen readers
    void setPlaceholder(const QString &text);
    void setValue(const QString &value); // ends an edit and forgets the draft
    QString value() const { return m_value; }
    void edit();
    void setDraft(const QString &draft); // typed in an earlier run and not committed; empty: nothing was
    bool isEditing() const;
    void refuse(const QString &why);
    void setTyped(const QString &text); // into the open editor
    QString typed() const;              // what stands in the editor
    QWidget *editor() const;

signals:
    void committed(const QString &value);
    void drafted(const QString &draft); // by a person; empty: it is the value again

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void commit();
    void leave();
    void show();

    Shape m_shape;
    QString m_value;
    QString m_draft;
    QString m_placeholder;
    bool m_filling = false; // the editor changes by program
    bool m_waiting = false;
    bool m_refused = false;
    TextLabel *m_text;
    TextLabel *m_refusal;
    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_lines = nullptr;
};

} // namespace kemai
