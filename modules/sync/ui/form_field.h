// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * FormField: one line of a form: its label above, a hint or the reason of a refusal below. A secret one is typed hidden and shown on
 * demand, and never enters an undo history that outlives it.
 */
#pragma once

#include <QWidget>

class QLineEdit;

namespace kemai {
class IconButton;
class TextLabel;
}

namespace kemai::sync {

class FormField : public QWidget
{
    Q_OBJECT

public:
    enum class Kind : quint8 { Plain, Secret };
    explicit FormField(Kind kind = Kind::Plain, QWidget *parent = nullptr);

    void setLabel(const QString &label, const QString &hint = {});
    QString text() const;
    void setText(const QString &text);
    void refuse(const QString &why); // empty: all is well again
    bool isRefused() const;
    QLineEdit *editor() const { return m_edit; }

signals:
    void submitted();

private:
    void retranslate();
    void sayBelow();

    TextLabel *m_label;
    QLineEdit *m_edit;
    IconButton *m_show = nullptr;
    TextLabel *m_below;
    QString m_hint;
    QString m_refusal;
};

} // namespace kemai::sync
