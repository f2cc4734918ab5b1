// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * QuickCreate: a new customer in three fields and one Enter (R073): name, phone, source. A small window of its own that any
 * other window may be in front of: it comes prefilled, says at once who of ours this may be (duplicate_banner.h), saves, and
 * offers the way back.
 *
 * It reports what the person meant and knows no store. Escape puts it away and keeps what was typed. GUI thread only.
 */
#pragma once

#include "customers/customer_view.h"
#include "customers/duplicate_check.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLineEdit;

namespace kemai {

class Banner;
class Button;
class DuplicateBanner;
class TextLabel;

// What a clipboard holds, if it is a person: "张敏 13800138000", a number alone, a short name alone. Nothing is taken from long texts.
struct QuickGuess {
    QString name;
    QString phone;
};
QuickGuess quickGuess(const QString &clipboard);

class QuickCreate : public QWidget
{
    Q_OBJECT

public:
    explicit QuickCreate(QWidget *parent = nullptr);

    // Shows the window with the keyboard in the first empty field. Fields that hold something keep it.
    void open(const QuickGuess &guess);
    void prefill(const QuickGuess &guess); // later, where nothing was typed meanwhile
    NewCustomer typed() const;
    DuplicateQuestion question() const;
    void showCandidates(const QList<DuplicateCandidate> &candidates, qint64 nowMs);
    void refuse(const Error &error);
    void saved(const QString &name); // clears the fields and offers the undo
    QLineEdit *field(int number) const { return m_fields[number].edit; } // name, phone, source

signals:
    void saveRequested(const kemai::NewCustomer &typed);
    void questionTyped(const kemai::DuplicateQuestion &question); // once typing rests
    void attachRequested(const kemai::Id &customer, const QString &numbers);
    void openRequested(const kemai::Id &customer);
    void undoRequested();
    void ready(qint64 microseconds); // from open() to the keyboard in a field

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Line {
        TextLabel *label = nullptr;
        QLineEdit *edit = nullptr;
        const char *code = "";
    };
    void retranslate();
    void save();
    void awaitReason();
    void clearErrors();
    void fit();
    void fill(const QuickGuess &guess);

    Line m_fields[3];
    TextLabel *m_title;
    TextLabel *m_remark;
    DuplicateBanner *m_known;
    Banner *m_done;
    Button *m_save;
    Button *m_leave;
    QTimer m_askSoon;
    QTimer m_leaveSoon;
    QElapsedTimer m_since;
    bool m_saving = false;
    bool m_reasonAwaited = false;
};

} // namespace kemai
