// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/ui/office_page.h"

#include "sync/ui/form_field.h"
#include "sync/ui/sync_words.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/text_label.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QSslCertificate>
#include <QStackedWidget>
#include <QSysInfo>
#include <QVBoxLayout>

namespace kemai::sync {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestCertificate = 256 * 1024;
enum Fact { Who, Role, Server, Device, Contact, Lease, Waiting, Conflicts, Refused, factCount };

// "crm.example.com:8443" is meant as https; a scheme that is written stays, and is refused if it is another.
QUrl serverUrl(const QString &typed)
{
    const QString text = typed.trimmed();
    return QUrl(text.contains(u"://"_s) ? text : u"https://"_s + text, QUrl::StrictMode);
}

QString fingerprint(const QSslCertificate &certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(' ').toUpper().left(23));
}

QWidget *scrolling(QWidget *inside)
{
    auto *row = new QWidget;
    auto *across = new QHBoxLayout(row);
    across->setContentsMargins(0, 0, 0, 0);
    across->addWidget(inside, 1);
    across->addStretch(0);
    auto *scroll = new QScrollArea;
    scroll->setWidget(row);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    row->setAutoFillBackground(false); // the page's own ground
    scroll->viewport()->setAutoFillBackground(false);
    return scroll;
}

} // namespace

OfficePage::OfficePage(QWidget *parent)
    : QWidget(parent), m_whole(new QStackedWidget), m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold)),
      m_about(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2)), m_hereBanner(new Banner(Tone::Info)), m_failure(new Banner(Tone::Danger)),
      m_server(new FormField), m_certificateLabel(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_certificate(new QPlainTextEdit),
      m_certificateSays(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2)), m_choose(new Button), m_login(new FormField),
      m_password(new FormField(FormField::Kind::Secret)), m_code(new FormField), m_token(new FormField), m_device(new FormField),
      m_enroll(new Button(ButtonKind::Primary)), m_progressSays(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)),
      m_enrolledTitle(new TextLabel(TextSize::Title, TextWeight::SemiBold)), m_enrolledSays(new TextLabel(TextSize::Body, TextWeight::Regular, ColorToken::Text2)),
      m_trouble(new Banner(Tone::Danger)), m_progress(new QProgressBar), m_moving(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)),
      m_facts(new QGridLayout), m_hurry(new Button(ButtonKind::Primary)), m_queue(new Button), m_conflicts(new Button)
{
    setObjectName(u"officePage"_s);
    const QList<std::pair<FormField *, QString>> fields{{m_server, u"office.server"_s}, {m_login, u"office.login"_s}, {m_password, u"office.password"_s},
                                                        {m_code, u"office.code"_s},     {m_token, u"office.token"_s}, {m_device, u"office.device"_s}};
    for (const auto &[field, name] : fields) {
        field->editor()->setObjectName(name);
        connect(field, &FormField::submitted, this, &OfficePage::submit);
    }
    m_certificate->setObjectName(u"office.certificate"_s);
    m_certificateSays->setObjectName(u"office.certificateSays"_s);
    m_choose->setObjectName(u"office.choose"_s);
    m_enroll->setObjectName(u"office.enroll"_s);
    m_failure->setObjectName(u"office.failure"_s);
    m_hurry->setObjectName(u"office.hurry"_s);
    m_queue->setObjectName(u"office.queue"_s);
    m_conflicts->setObjectName(u"office.conflicts"_s);
    m_device->setText(QSysInfo::machineHostName());
    m_code->editor()->setMaxLength(32); // six digits, or a recovery code
    m_whole->addWidget(scrolling(makeForm()));
    m_whole->addWidget(scrolling(makeEnrolled()));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_whole);
    setFocusProxy(m_server);

    connect(m_certificate, &QPlainTextEdit::textChanged, this, [this] {
        m_unreadable.clear();
        sayCertificate();
    });
    connect(m_choose, &QAbstractButton::clicked, this, &OfficePage::chooseCertificate);
    connect(m_enroll, &QAbstractButton::clicked, this, &OfficePage::submit);
    connect(m_hurry, &QAbstractButton::clicked, this, &OfficePage::hurryRequested);
    connect(m_queue, &QAbstractButton::clicked, this, &OfficePage::queueRequested);
    connect(m_conflicts, &QAbstractButton::clicked, this, &OfficePage::conflictsRequested);
    whenThemed(this, [this] { m_certificate->setFixedHeight(theme().scaled(72)); });
    whenTranslated(this, [this] { retranslate(); });
}

QWidget *OfficePage::makeForm()
{
    auto *inside = new QWidget;
    inside->setMaximumWidth(720);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(24, 16, 24, 24);
    column->setSpacing(16);
    m_about->setWordWrap(true);
    m_certificateSays->setWordWrap(true);
    m_certificate->setTabChangesFocus(true);
    m_certificate->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_certificate->document()->setDocumentMargin(8);
    m_failure->hide();
    m_choose->setGlyph(Glyph::File);
    m_enroll->setGlyph(Glyph::Link);
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addWidget(m_hereBanner);
    column->addWidget(m_failure);
    column->addWidget(m_server);
    auto *certificate = new QVBoxLayout;
    certificate->setSpacing(4);
    certificate->addWidget(m_certificateLabel);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_certificate, 1);
    row->addWidget(m_choose, 0, Qt::AlignTop);
    certificate->addLayout(row);
    certificate->addWidget(m_certificateSays);
    column->addLayout(certificate);
    const auto pair = [column](QWidget *one, QWidget *other) {
        auto *both = new QHBoxLayout;
        both->setSpacing(16);
        both->addWidget(one, 1, Qt::AlignTop);
        both->addWidget(other, 1, Qt::AlignTop);
        column->addLayout(both);
    };
    pair(m_login, m_password);
    pair(m_code, m_token);
    pair(m_device, new QWidget);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addWidget(m_enroll);
    buttons->addWidget(m_progressSays);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(1);
    return inside;
}

QWidget *OfficePage::makeEnrolled()
{
    auto *inside = new QWidget;
    inside->setMaximumWidth(720);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(24, 16, 24, 24);
    column->setSpacing(12);
    m_enrolledSays->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_trouble->hide();
    m_hurry->setGlyph(Glyph::Refresh);
    column->addWidget(m_enrolledTitle);
    column->addWidget(m_enrolledSays);
    column->addWidget(m_trouble);
    column->addWidget(m_moving);
    column->addWidget(m_progress);
    m_facts->setHorizontalSpacing(24);
    m_facts->setVerticalSpacing(12);
    m_facts->setColumnStretch(1, 1);
    for (int fact = 0; fact < factCount; ++fact) {
        auto *label = new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2);
        auto *value = new TextLabel;
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_facts->addWidget(label, fact, 0, Qt::AlignTop | Qt::AlignLeft);
        m_facts->addWidget(value, fact, 1);
        m_rows.emplaceBack(label, value);
    }
    column->addSpacing(4);
    column->addLayout(m_facts);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_hurry);
    buttons->addWidget(m_queue);
    buttons->addWidget(m_conflicts);
    buttons->addStretch(1);
    column->addSpacing(8);
    column->addLayout(buttons);
    column->addStretch(1);
    return inside;
}

void OfficePage::retranslate()
{
    m_title->setText(tr("Join the company's server"));
    m_about->setText(tr("Your colleagues then see what you write, and you see theirs, as far as your role allows. Without the server you go on working as before, and it is sent when the server is back."));
    m_server->setLabel(tr("Server"), tr("As the administrator gave it, for example crm.example.com:8443"));
    m_certificateLabel->setText(tr("The server's certificate (PEM)"));
    m_certificate->setAccessibleName(m_certificateLabel->text());
    m_certificate->setPlaceholderText(tr("Paste it here, or choose the file"));
    m_choose->setText(tr("Choose the file…"));
    m_login->setLabel(tr("Login"));
    m_password->setLabel(tr("Password"));
    m_code->setLabel(tr("One-time code"), tr("Six digits from your authenticator, or a recovery code. Empty if you have none."));
    m_token->setLabel(tr("Enrolment token"), tr("The administrator makes one for each desk; it works once."));
    m_device->setLabel(tr("Name of this desk"), tr("So that the administrator recognizes it."));
    m_enroll->setText(m_working ? tr("Joining…") : tr("Join"));
    m_hurry->setText(tr("Synchronize now"));
    for (Button *button : {m_choose, m_enroll, m_hurry})
        button->updateGeometry();
    const QStringList labels{tr("Who"), tr("Role"), tr("Server"), tr("This desk"), tr("Last contact"), tr("Works without the server until"), tr("To send"), tr("Conflicts"), tr("Not accepted")};
    for (int fact = 0; fact < factCount; ++fact)
        m_rows.at(fact).first->setText(labels.at(fact));
    sayHere();
    sayCertificate();
    sayEnrolled();
}

void OfficePage::sayHere()
{
    m_enroll->setEnabled(!m_demo && !m_working);
    if (m_demo) {
        m_hereBanner->setTone(Tone::Warning);
        m_hereBanner->setText(tr("This is the demo company."), tr("It stays on this computer. Open your own store to join a server."));
        return;
    }
    m_hereBanner->setTone(Tone::Info);
    if (m_here > 0)
        m_hereBanner->setText(tr("What is here is uploaded, history included."),
                              tr("%1 customers and everything that was ever changed of them go to the server; nothing is taken away here.").arg(Human::now().count(m_here)));
    else
        m_hereBanner->setText(tr("What is here is uploaded, history included."), tr("Nothing is taken away here."));
}

void OfficePage::setHere(qint64 customers)
{
    m_here = customers;
    sayHere();
}

void OfficePage::setDemo(bool demo)
{
    m_demo = demo;
    sayHere();
}

void OfficePage::fill(const QString &server, const QString &login)
{
    m_server->setText(server);
    m_login->setText(login);
}

void OfficePage::setCertificate(const QByteArray &pem) { m_certificate->setPlainText(QString::fromLatin1(pem)); }

void OfficePage::readCertificate(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestCertificate) {
        m_unreadable = tr("\"%1\" cannot be read as a certificate.").arg(name);
        sayCertificate();
        return;
    }
    const QByteArray content = file.readAll();
    const QList<QSslCertificate> certificates = content.contains("-----BEGIN") ? QSslCertificate::fromData(content, QSsl::Pem) : QSslCertificate::fromData(content, QSsl::Der);
    if (certificates.isEmpty() || certificates.first().isNull()) {
        m_unreadable = tr("\"%1\" cannot be read as a certificate.").arg(name);
        sayCertificate();
        return;
    }
    QByteArray pem;
    for (const QSslCertificate &certificate : certificates)
        pem += certificate.toPem();
    setCertificate(pem);
}

void OfficePage::chooseCertificate()
{
    const QString name = QFileDialog::getOpenFileName(this, tr("The server's certificate"), {}, tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    if (!name.isEmpty())
        readCertificate(name);
}

void OfficePage::sayCertificate()
{
    m_certificateSays->setColor(m_unreadable.isEmpty() ? ColorToken::Text2 : ColorToken::Danger);
    if (!m_unreadable.isEmpty()) {
        m_certificateSays->setText(m_unreadable);
        return;
    }
    const QByteArray pem = m_certificate->toPlainText().toLatin1();
    if (pem.trimmed().isEmpty()) {
        m_certificateSays->setText(tr("Only a server with this certificate is believed. Empty: one that the system knows."));
        return;
    }
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(pem, QSsl::Pem);
    if (certificates.isEmpty() || certificates.first().isNull()) {
        m_certificateSays->setColor(ColorToken::Danger);
        m_certificateSays->setText(SyncWords::sentence(makeError(Error::Code::Invalid, u"sync.authorityUnreadable"_s)));
        return;
    }
    const QSslCertificate &first = certificates.first();
    const QString whose = first.subjectDisplayName();
    m_certificateSays->setText(tr("%1, valid until %2, SHA-256 begins with %3").arg(whose, first.expiryDate().date().toString(Qt::ISODate), fingerprint(first)));
}

void OfficePage::submit()
{
    if (m_working || m_demo)
        return;
    m_failure->hide();
    m_unreadable.clear();
    sayCertificate();
    const OfficeAddress address{serverUrl(m_server->text()), m_certificate->toPlainText().trimmed().toLatin1()};
    FormField *wrong = nullptr;
    const auto needs = [&wrong](FormField *field, const QString &why) {
        if (!field->text().trimmed().isEmpty())
            return;
        field->refuse(why);
        wrong = wrong ? wrong : field;
    };
    needs(m_server, tr("Type the server's address."));
    needs(m_login, tr("Type your login."));
    needs(m_password, tr("Type your password."));
    needs(m_token, tr("Type the token the administrator made for this desk."));
    needs(m_device, tr("Give this desk a name."));
    if (!m_server->text().trimmed().isEmpty()) {
        if (const auto tls = address.tls(); !tls) {
            showFailure(tls.error());
            return;
        }
    }
    if (wrong) {
        wrong->setFocus(Qt::OtherFocusReason);
        return;
    }
    setWorking(true);
    emit enrollRequested(address, {m_login->text().trimmed(), m_password->text(), m_code->text().simplified().remove(u' '), m_token->text().trimmed(), m_device->text().trimmed()});
}

void OfficePage::setWorking(bool working)
{
    m_working = working;
    for (QWidget *part : std::initializer_list<QWidget *>{m_server, m_certificate, m_choose, m_login, m_password, m_code, m_token, m_device, m_enroll})
        part->setEnabled(!working);
    m_progressSays->setText(working ? tr("Asking the server. What is here stays as it is.") : QString());
    m_enroll->setText(working ? tr("Joining…") : tr("Join"));
    m_enroll->updateGeometry();
}

void OfficePage::showFailure(const Error &error)
{
    setWorking(false);
    const QString said = SyncWords::sentence(error);
    const auto at = [&said](FormField *field) {
        field->refuse(said);
        field->setFocus(Qt::OtherFocusReason);
    };
    if (error.id == "sync.addressUnreadable"_L1 || error.id == "sync.unreachable"_L1 || error.id == "sync.notOurServer"_L1) {
        at(m_server);
    } else if (error.id == "sync.authorityUnreadable"_L1) {
        m_unreadable = said;
        sayCertificate();
        m_certificate->setFocus(Qt::OtherFocusReason);
    } else { // the server does not say which of them is wrong
        m_failure->setTone(error.code == Error::Code::Busy ? Tone::Warning : Tone::Danger);
        m_failure->setText({}, said);
        m_failure->show();
        if (error.id == "sync.loginRefused"_L1)
            m_password->setFocus(Qt::OtherFocusReason);
    }
}

void OfficePage::setStatus(const OfficeStatus &status, const OfficePlace &place, qint64 nowMs)
{
    const bool was = m_status.state != OfficeStatus::State::Standalone;
    m_status = status;
    m_place = place;
    m_nowMs = nowMs;
    const bool enrolled = status.state != OfficeStatus::State::Standalone;
    m_whole->setCurrentIndex(enrolled ? 1 : 0);
    setFocusProxy(enrolled ? static_cast<QWidget *>(m_hurry) : m_server);
    if (enrolled && !was) {
        setWorking(false);
        for (FormField *secret : {m_password, m_code, m_token})
            secret->setText({});
    }
    sayEnrolled();
}

void OfficePage::sayEnrolled()
{
    using State = OfficeStatus::State;
    const SyncWords words;
    const Human &human = words.human();
    const SyncWords::Chip chip = words.chip(m_status, m_nowMs);
    m_enrolledTitle->setText(tr("Office"));
    m_enrolledSays->setText(words.condition(m_status.state));
    const bool trouble = m_status.error.has_value() || m_status.needsUpdate || m_status.state == State::OutOfLease;
    m_trouble->setVisible(trouble);
    if (trouble) {
        const bool waits = m_status.state == State::Offline || (!m_status.error && m_status.needsUpdate);
        m_trouble->setTone(waits ? Tone::Warning : Tone::Danger);
        m_trouble->setText({}, m_status.error ? SyncWords::sentence(*m_status.error) : chip.details.section(u'\n', 0, 0));
    }
    QString moving;
    int part = -1;
    if (m_status.uploaded >= 0 && m_status.toUpload > 0) {
        moving = tr("Uploading what was here: %1 of %2 changes").arg(human.count(m_status.uploaded), human.count(m_status.toUpload));
        part = int(m_status.uploaded * 100 / m_status.toUpload);
    } else if (m_status.parts > 0 && m_status.fetchedParts < m_status.parts) {
        moving = tr("Fetching what you may see: %1 %. Customers come before what was said to them; you can work meanwhile.").arg(m_status.fetchedParts * 100 / m_status.parts);
        part = m_status.fetchedParts * 100 / m_status.parts;
    }
    m_moving->setText(moving);
    m_moving->setVisible(part >= 0);
    m_progress->setVisible(part >= 0);
    m_progress->setValue(std::max(part, 0));
    m_progress->setAccessibleName(moving.isEmpty() ? tr("Progress") : moving);

    const auto counted = [&human](qint64 count) { return count > 0 ? human.count(count) : tr("none"); };
    QStringList values(factCount);
    values[Who] = m_status.login.isEmpty() ? m_place.login : m_status.login;
    values[Role] = words.role(m_place.policy);
    values[Server] = m_status.server;
    values[Device] = m_place.deviceName;
    values[Contact] = m_status.lastContactMs > 0 ? human.recent(m_status.lastContactMs, m_nowMs) : tr("not yet");
    values[Lease] = m_status.leaseUntilMs > 0 ? human.exactTime(m_status.leaseUntilMs) : QString();
    values[Waiting] = m_status.waiting > 0 && m_status.oldestWaitingMs > 0
                          ? tr("%1, the oldest for %2").arg(human.count(m_status.waiting), words.waitedSince(m_status.oldestWaitingMs, m_nowMs))
                          : counted(m_status.waiting);
    values[Conflicts] = counted(m_status.conflicts);
    values[Refused] = counted(m_status.refused);
    for (int fact = 0; fact < factCount; ++fact) {
        m_rows.at(fact).second->setText(values.at(fact));
        m_rows.at(fact).first->setVisible(!values.at(fact).isEmpty());
        m_rows.at(fact).second->setVisible(!values.at(fact).isEmpty());
    }
    m_queue->setText(tr("What waits"));
    m_conflicts->setText(tr("Conflicts"));
    m_conflicts->setVisible(m_status.conflicts > 0);
    m_hurry->setEnabled(m_status.state != State::Wiped);
    m_queue->updateGeometry();
    m_conflicts->updateGeometry();
}

void OfficePage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!m_working)
        m_password->setText({});
}

void OfficePage::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai::sync
