// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * FactList: what is known of the customer (R110), each with who learned it and when; and to whom it is related.
 *
 * A row takes the focus: Enter goes to the event a fact came from, or opens the related customer; F2 edits a fact, Delete takes
 * a row away (undo brings it back). The plus opens a line: for a fact its words, for a relation a search among customers and what the
 * other one is. Reports only.
 */
#pragma once

#include "customers/ui/customer_words.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QListWidget;
class QVBoxLayout;

namespace kemai {

class IconButton;
class SectionHeading;

// A row of two lines that takes the focus and the keys.
class SideRow : public QWidget
{
    Q_OBJECT

public:
    SideRow(const QString &text, const QString &below, QWidget *parent = nullptr);

signals:
    void opened();
    void editRequested();
    void removeRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

class FactList : public QWidget
{
    Q_OBJECT

public:
    explicit FactList(QWidget *parent = nullptr);

    void show(const QList<Record> &facts, const QHash<Id, QString> &writersEn, qint64 nowMs);
    void add();
    void forget();
    void keepTyped(const QString &text);
    QLineEdit *line() const { return m_line; }

signals:
    void added(const QString &text);
    void edited(const kemai::Record &fact, const QString &text);
    void removed(const kemai::Record &fact);
    void sourceRequested(const kemai::Record &fact);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void fill();
    void submit();

    QList<Record> m_facts;
    QHash<Id, QString> m_writersEn;
    qint64 m_nowMs = 0;
    SectionHeading *m_heading;
    IconButton *m_plus;
    QLineEdit *m_line;
    QVBoxLayout *m_rows;
    std::optional<Record> m_edited;
};

class RelationList : public QWidget
{
    Q_OBJECT

public:
    explicit RelationList(QWidget *parent = nullptr);

    void show(const QList<Related> &relations, const QList<Record> &merged);
    void showFound(const QList<std::pair<Id, QString>> &customers); // answers searched()
    void forget();
    QLineEdit *line() const { return m_line; }

signals:
    void searched(const QString &text);
    void related(const kemai::Id &other, const QString &kind);
    void opened(const kemai::Id &customer);
    void removed(const kemai::Record &relation);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void fill();
    void submit();

    QList<Related> m_relations;
    QList<Record> m_merged;
    SectionHeading *m_heading;
    IconButton *m_plus;
    QWidget *m_form;
    QLineEdit *m_line;
    QComboBox *m_kind;
    QListWidget *m_found;
    QVBoxLayout *m_rows;
};

} // namespace kemai
