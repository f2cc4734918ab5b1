// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OfficePage: this desk and its office. A desk that is on its own fills in what the administrator gave: the server, its certificate (a
 * file, or pasted), login, password, one-time code, token; what happens to the data here is said before. A desk of an office sees who,
 * where, since when and until when, and what still moves. It knows no office: it reports what the person meant, a refusal stands at its
 * field, and what was typed stays.
 */
#pragma once

#include "sync/desk/office.h"

#include <QWidget>

class QGridLayout;
class QPlainTextEdit;
class QProgressBar;
class QStackedWidget;

namespace kemai {
class Banner;
class Button;
class TextLabel;
}

namespace kemai::sync {

class FormField;

class OfficePage : public QWidget
{
    Q_OBJECT

public:
    explicit OfficePage(QWidget *parent = nullptr);

    void setStatus(const OfficeStatus &status, const OfficePlace &place, qint64 nowMs);
    void setHere(qint64 customers); // in this store, to be uploaded
    void setDemo(bool demo);        // a demo company enrolls nowhere
    void showFailure(const Error &error); // of enrollRequested()
    bool isWorking() const { return m_working; }

    void fill(const QString &server, const QString &login); // what is known already
    void setCertificate(const QByteArray &pem);
    void readCertificate(const QString &file);
    void submit();

signals:
    void enrollRequested(const kemai::sync::OfficeAddress &address, const kemai::sync::Enrolment::Form &form);
    void hurryRequested();
    void queueRequested();
    void conflictsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override; // no password stays in sight

private:
    QWidget *makeForm();
    QWidget *makeEnrolled();
    void retranslate();
    void sayHere();
    void sayCertificate();
    void sayEnrolled();
    void setWorking(bool working);
    void chooseCertificate();

    OfficeStatus m_status;
    OfficePlace m_place;
    qint64 m_nowMs = 0;
    qint64 m_here = -1;
    bool m_demo = false;
    bool m_working = false;
    QString m_unreadable; // of the certificate

    QStackedWidget *m_whole;
    TextLabel *m_title;
    TextLabel *m_about;
    Banner *m_hereBanner;
    Banner *m_failure;
    FormField *m_server;
    TextLabel *m_certificateLabel;
    QPlainTextEdit *m_certificate;
    TextLabel *m_certificateSays;
    Button *m_choose;
    FormField *m_login;
    FormField *m_password;
    FormField *m_code;
    FormField *m_token;
    FormField *m_device;
    Button *m_enroll;
    TextLabel *m_progressSays;

    TextLabel *m_enrolledTitle;
    TextLabel *m_enrolledSays;
    Banner *m_trouble;
    QProgressBar *m_progress;
    TextLabel *m_moving;
    QGridLayout *m_facts;
    QList<std::pair<TextLabel *, TextLabel *>> m_rows;
    Button *m_hurry;
    Button *m_queue;
    Button *m_conflicts;
};

} // namespace kemai::sync
