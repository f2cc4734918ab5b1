// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * PassphraseField: typed hidden, shown on demand, with the reason of a refusal below it. The text never enters
 * the clipboard or an undo history.
 */
#pragma once

#include <QWidget>

class QLineEdit;

namespace kemai {

class IconButton;
class TextLabel;

class PassphraseField : public QWidget
{
    Q_OBJECT

public:
    explicit PassphraseField(QWidget *parent = nullptr);

    void setLabel(const QString &label);
    QString text() const;
    void clear();
    void refuse(const QString &why); // empty: all is well again
    void hint(const QString &text);
    QLineEdit *editor() const { return m_edit; }
    // Tab goes from field to field and then to what shows them: nobody means the eye between a passphrase and its repetition.
    static void tabTogether(const QList<PassphraseField *> &fields);

signals:
    void edited();
    void submitted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    TextLabel *m_label;
    QLineEdit *m_edit;
    IconButton *m_show;
    TextLabel *m_below;
};

} // namespace kemai
