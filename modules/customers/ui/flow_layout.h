// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * FlowLayout: items beside each other at the size they ask for, going on in the next line where the width ends.
 */
#pragma once

#include <QLayout>

namespace kemai {

class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    FlowLayout(int between, int lines, QWidget *parent = nullptr) : QLayout(parent), m_between(between), m_lines(lines)
    {
        setContentsMargins(0, 0, 0, 0);
    }
    ~FlowLayout() override { qDeleteAll(m_items); }

    void addItem(QLayoutItem *item) override { m_items.append(item); }
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override { return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr; }
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return const_cast<FlowLayout *>(this)->place(QRect(0, 0, width, 0), Move::Nothing); }
    QSize sizeHint() const override
    {
        QSize size(0, 0);
        for (const QLayoutItem *item : m_items)
            if (!item->isEmpty())
                size = QSize(size.width() + item->sizeHint().width() + m_between, std::max(size.height(), item->sizeHint().height()));
        return size;
    }
    QSize minimumSize() const override
    {
        QSize size(0, 0);
        for (const QLayoutItem *item : m_items)
            if (!item->isEmpty())
                size = size.expandedTo(QSize(item->minimumSize().width(), item->sizeHint().height()));
        return size;
    }
    void setGeometry(const QRect &box) override
    {
        QLayout::setGeometry(box);
        place(box, Move::Items);
    }

private:
    enum class Move : quint8 { Nothing, Items };

    int place(const QRect &box, Move move)
    {
        int x = box.x();
        int y = box.y();
        int line = 0;
        for (QLayoutItem *item : std::as_const(m_items)) {
            if (item->isEmpty())
                continue;
            const QSize wanted(std::min(item->sizeHint().width(), box.width()), item->sizeHint().height());
            if (x > box.x() && x + wanted.width() > box.x() + box.width()) {
                x = box.x();
                y += line + m_lines;
                line = 0;
            }
            if (move == Move::Items)
                item->setGeometry(QRect(QPoint(x, y), wanted));
            x += wanted.width() + m_between;
            line = std::max(line, wanted.height());
        }
        return y + line - box.y();
    }

    QList<QLayoutItem *> m_items;
    int m_between;
    int m_lines;
};

} // namespace kemai
