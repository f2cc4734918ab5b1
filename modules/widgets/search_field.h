// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SearchField: a line edit on the quiet ground with a lens before the text and, while it is empty, its key
 * after it; once there is text, a button clears it. Escape clears first and leaves the field the second time.
 */
#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace kemai {

class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(QWidget *parent = nullptr);

    void setKey(const QKeySequence &keys); // shown; the page decides what it does
    QSize sizeHint() const override;

signals:
    void movedDown(); // the arrow key: into the list of results
    void movedUp();
    void left();      // Escape in an empty field

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void place();

    QKeySequence m_keys;
    class IconButton *m_clear;
};

} // namespace kemai
