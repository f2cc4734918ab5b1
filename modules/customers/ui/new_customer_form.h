// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * NewCustomerForm: a new customer in the place of the page, not in a dialog. Enter moves on, Ctrl+Enter saves, Escape goes
 * back at once and loses nothing: the draft is there when the form is opened again, with a shelf after a crash too (R076). What is read of numbers is shown while
 * they are typed, and who of ours this may be (duplicate_banner.h): a customer very much like one we have is saved with
 * the reason why it is somebody else. An address completes from those of our own customers. An error stands at its
 * field.
 */
#pragma once

#include "customers/customer_view.h"
#include "customers/duplicate_check.h"
#include "widgets/draft_shelf.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QCompleter;
class QGridLayout;
class QLineEdit;
class QPlainTextEdit;
class QStringListModel;

namespace kemai {

class Button;
class DuplicateBanner;
class TextLabel;

class NewCustomerForm : public QWidget
{
    Q_OBJECT

public:
    explicit NewCustomerForm(QWidget *parent = nullptr);

    void setShelf(DraftShelf *shelf); // where the draft is kept; null: in memory
    NewCustomer typed() const;
    bool isEmpty() const;
    void begin();                       // focus to where it was left
    void refuse(const Error &error);    // at the field it names
    void saved();                       // the draft has become a customer
    bool isSaving() const { return m_saving; }
    void showAddresses(const QStringList &learned); // below the address field, to be chosen with the arrow keys
    void showCandidates(const QList<DuplicateCandidate> &candidates, qint64 nowMs);
    DuplicateQuestion question() const;

signals:
    void saveRequested(const kemai::NewCustomer &typed);
    void left();
    void addressTyped(const QString &text); // once typing rests
    void questionTyped(const kemai::DuplicateQuestion &question); // once typing rests
    void attachRequested(const kemai::Id &customer, const QString &numbers);
    void openRequested(const kemai::Id &customer);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Line {
        TextLabel *label;
        QLineEdit *edit;
        TextLabel *remark;
        const char *code;
    };
    void addLine(Line &line, const char *code, QGridLayout *grid, int row, int column, int columns = 1);
    void retranslate();
    void save();
    void readNumbers();
    void restoreDraft();
    void awaitReason();
    void clearErrors();
    void showError(Line &line, const QString &sentence);
    QList<Line *> lines();

    Line m_name;
    Line m_company;
    Line m_phone;
    Line m_email;
    Line m_city;
    Line m_source;
    Line m_address;
    TextLabel *m_title;
    TextLabel *m_hint;
    TextLabel *m_noteLabel;
    QPlainTextEdit *m_note;
    Button *m_save;
    Button *m_leave;
    DuplicateBanner *m_known;
    QTimer m_askSoon;
    QTimer m_completeSoon;
    QCompleter *m_completer;
    QStringListModel *m_addresses;
    QPointer<DraftShelf> m_shelf;
    bool m_saving = false;
    bool m_reasonAwaited = false;
};

} // namespace kemai
