// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/attachment_panel.h"

#include "base/deliver.h"
#include "customers/ui/record_list.h"
#include "formats/encoding.h"
#include "formats/text_decoder.h"
#include "widgets/button.h"
#include "widgets/text_label.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDateTime>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QImageReader>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int largestPicture = 2000;          // px of a side kept for the preview
constexpr qsizetype longestText = 200'000;    // characters shown
constexpr int mostMegabytesOfPicture = 256;   // unpacked; a picture that claims more is not decoded

struct Preview {
    QImage picture;
    QString text;
};

bool isText(const QString &mediaType)
{
    return mediaType.startsWith("text/"_L1) || mediaType == "application/json"_L1 || mediaType == "application/xml"_L1
        || mediaType == "application/x-yaml"_L1 || mediaType == "message/rfc822"_L1;
}

Preview decoded(QByteArray content, const QString &mediaType)
{
    Preview preview;
    QBuffer buffer(&content);
    buffer.open(QIODevice::ReadOnly);
    if (mediaType.startsWith("image/"_L1)) {
        QImageReader::setAllocationLimit(mostMegabytesOfPicture);
        QImageReader reader(&buffer);
        reader.setAutoTransform(true);
        if (const QSize size = reader.size(); size.width() > largestPicture || size.height() > largestPicture)
            reader.setScaledSize(size.scaled(largestPicture, largestPicture, Qt::KeepAspectRatio));
        preview.picture = reader.read();
        if (preview.picture.width() > largestPicture || preview.picture.height() > largestPicture)
            preview.picture = preview.picture.scaled(largestPicture, largestPicture, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        return preview;
    }
    const auto encoding = detectEncoding(buffer);
    auto decoder = TextDecoder::forEncoding(encoding ? encoding->name : u"UTF-8"_s);
    if (!decoder)
        return preview;
    const QByteArrayView text = QByteArrayView(content).sliced(encoding ? encoding->markBytes : 0);
    decoder->decode(text.first(std::min<qsizetype>(text.size(), 4 * longestText)), preview.text, TextDecoder::Piece::Last);
    preview.text.truncate(longestText);
    preview.text.replace(QChar(damageMark), QChar(QChar::ReplacementCharacter));
    return preview;
}

} // namespace

AttachmentPanel::AttachmentPanel(QWidget *parent)
    : QWidget(parent), m_files(new RecordList(Glyph::Attachment)), m_add(new Button), m_open(new Button(ButtonKind::Quiet)), m_save(new Button(ButtonKind::Quiet)),
      m_remove(new Button(ButtonKind::Quiet)), m_cancel(new Button(ButtonKind::Quiet)), m_hint(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)),
      m_working(new TextLabel(TextSize::Secondary)), m_progress(new QProgressBar), m_work(new QWidget), m_preview(new QStackedWidget), m_beside(new Rule(Qt::Vertical)), m_picture(new QLabel),
      m_text(new QPlainTextEdit), m_nothing(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text3))
{
    setObjectName(u"attachmentPanel"_s);
    m_files->setObjectName(u"attachments"_s);
    m_add->setObjectName(u"attachmentAdd"_s);
    m_open->setObjectName(u"attachmentOpen"_s);
    m_save->setObjectName(u"attachmentSave"_s);
    m_remove->setObjectName(u"attachmentRemove"_s);
    m_cancel->setObjectName(u"attachmentCancel"_s);
    m_picture->setObjectName(u"attachmentPicture"_s);
    m_text->setObjectName(u"attachmentText"_s);
    m_add->setGlyph(Glyph::Plus);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setMinimumSize(1, 1);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(24, 24, 24, 24);
    m_hint->setElided(true);
    m_working->setElided(true);
    m_progress->setTextVisible(false);
    setAcceptDrops(true);
    setFocusProxy(m_files);

    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(24, 12, 24, 8);
    tools->setSpacing(8);
    tools->addWidget(m_add);
    tools->addWidget(m_hint, 1);
    tools->addStretch(); // without the hint the buttons stay where they are
    tools->addWidget(m_open);
    tools->addWidget(m_save);
    tools->addWidget(m_remove);
    auto *work = new QHBoxLayout(m_work);
    work->setContentsMargins(16, 0, 16, 8);
    work->setSpacing(8);
    work->addWidget(m_working, 1);
    work->addWidget(m_progress, 1);
    work->addWidget(m_cancel);
    m_work->hide();
    for (QWidget *page : std::initializer_list<QWidget *>{m_nothing, m_picture, m_text})
        m_preview->addWidget(page);
    auto *both = new QHBoxLayout;
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(0);
    both->addWidget(m_files, 1);
    both->addWidget(m_beside);
    both->addWidget(m_preview, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_work);
    column->addWidget(new Rule);
    column->addLayout(both, 1);

    const auto key = [this](const QKeySequence &keys, auto act) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    const auto remove = [this] {
        if (const Record *record = current())
            emit removeWanted(*record);
    };
    key(QKeySequence::Open, [this] { choose(); });
    key(QKeySequence::Paste, [this] { paste(); });
    key(QKeySequence::Save, [this] { saveCopy(); });
    key(QKeySequence::Delete, remove);
    connect(m_add, &QAbstractButton::clicked, this, &AttachmentPanel::choose);
    connect(m_save, &QAbstractButton::clicked, this, &AttachmentPanel::saveCopy);
    connect(m_remove, &QAbstractButton::clicked, this, remove);
    connect(m_cancel, &QAbstractButton::clicked, this, &AttachmentPanel::cancelWanted);
    const auto open = [this] {
        if (const Record *record = current())
            emit openWanted(*record);
    };
    connect(m_open, &QAbstractButton::clicked, this, open);
    connect(m_files, &RecordList::activated, this, open);
    connect(m_files, &RecordList::currentChanged, this, &AttachmentPanel::look);
    whenTranslated(this, [this] { retranslate(); });
}

void AttachmentPanel::retranslate()
{
    m_files->setLabel(tr("Attachments"));
    m_files->setEmptyText(tr("No attachment yet"), tr("Drop files here, paste a picture, or add them with Ctrl+O."));
    m_add->setText(tr("Add files"));
    m_open->setText(tr("Open"));
    m_save->setText(tr("Save a copy"));
    m_remove->setText(tr("Remove"));
    m_cancel->setText(tr("Cancel"));
    m_hint->setText(tr("Or drop files here, or paste a picture. Kept encrypted."));
    m_progress->setAccessibleName(tr("Progress"));
    m_text->setAccessibleName(tr("Preview"));
    m_picture->setAccessibleName(tr("Preview"));
    fill();
}

void AttachmentPanel::setAttachments(const QList<Record> &attachments, qint64 nowMs)
{
    const Id before = current() ? current()->id : Id();
    m_attachments = attachments;
    m_nowMs = nowMs;
    fill();
    for (qsizetype i = 0; i < m_attachments.size(); ++i)
        if (m_attachments.at(i).id == before)
            m_files->list()->setCurrentIndex(m_files->list()->model()->index(int(i), 0));
    look(m_files->currentRow());
}

void AttachmentPanel::setSources(const QHash<Id, QString> &words)
{
    m_sources = words;
    fill();
}

void AttachmentPanel::fill()
{
    const Human human = Human::now();
    QList<RecordList::Row> rows;
    for (const Record &record : std::as_const(m_attachments)) {
        RecordList::Row row;
        // An id made here holds its time; one made from a channel's does not.
        const qint64 when = uchar(record.id.bytes().at(6)) >> 4 == 7 ? record.id.timeMs() : 0;
        row.content.title = record[attachment::file_name];
        row.content.secondary = CustomerWords::joined({record[attachment::media_type], record.isNull(attachment::size) ? QString() : human.bytes(record[attachment::size]),
                                                       m_sources.value(record.id)});
        row.content.time = human.shortTime(when, m_nowMs);
        row.content.exactTime = human.exactTime(when);
        switch (m_places.value(record.id)) {
        case FilePlace::Here: break;
        case FilePlace::Elsewhere: row.content.tags.append({tr("Not on this computer")}); break;
        case FilePlace::Nowhere: row.content.tags.append({tr("No file")}); break;
        }
        rows.append(row);
    }
    m_files->setRows(rows);
    m_beside->setVisible(!rows.isEmpty()); // nothing to look at: the words have the whole width
    m_preview->setVisible(!rows.isEmpty());
    const bool chosen = current();
    for (Button *button : {m_open, m_save, m_remove})
        button->setVisible(chosen);
    m_hint->setVisible(!chosen);
    if (!chosen)
        m_nothing->setText(m_attachments.isEmpty() ? QString() : tr("Choose a file to see it here."));
}

const Record *AttachmentPanel::current() const
{
    const int row = m_files->currentRow();
    return row >= 0 && row < m_attachments.size() ? &m_attachments.at(row) : nullptr;
}

void AttachmentPanel::look(int)
{
    const Record *record = current();
    for (Button *button : {m_open, m_save, m_remove})
        button->setVisible(record);
    m_hint->setVisible(!record);
    if (!record) {
        m_previewed = Id();
        m_nothing->setText(m_attachments.isEmpty() ? QString() : tr("Choose a file to see it here."));
        m_preview->setCurrentWidget(m_nothing);
        return;
    }
    if (record->id == m_previewed)
        return;
    m_previewed = record->id;
    const QString type = (*record)[attachment::media_type];
    m_nothing->setText(tr("No preview of this kind of file. Enter opens it."));
    m_preview->setCurrentWidget(m_nothing);
    sayPlace();
    if ((type.startsWith("image/"_L1) || isText(type)) && m_places.value(record->id) != FilePlace::Nowhere)
        emit previewWanted(*record);
}

// In place of a preview, of the file that is chosen.
void AttachmentPanel::sayPlace()
{
    switch (m_places.value(m_previewed)) {
    case FilePlace::Here: break;
    case FilePlace::Elsewhere: m_nothing->setText(tr("Not on this computer yet. Enter fetches it from the office and opens it.")); break;
    case FilePlace::Nowhere: m_nothing->setText(tr("There is no file to this entry, or your role does not include it.")); break;
    }
}

void AttachmentPanel::setPlaces(const QHash<Id, FilePlace> &places)
{
    bool moved = false;
    const FilePlace chosen = m_places.value(m_previewed);
    for (auto it = places.cbegin(); it != places.cend(); ++it)
        moved = std::exchange(m_places[it.key()], *it) != *it || moved;
    if (!moved)
        return;
    if (!m_fetching.isNull() && m_places.value(m_fetching) == FilePlace::Here)
        endFetching();
    fill();
    if (m_places.value(m_previewed) == chosen || !current())
        return;
    if (chosen == FilePlace::Elsewhere) { // it came: looked at as one that is here
        m_previewed = Id();
        look(m_files->currentRow());
    } else if (m_preview->currentWidget() == m_nothing) {
        sayPlace();
    }
}

void AttachmentPanel::showFetching(const Id &attachment, qint64 done, qint64 total)
{
    const auto which = std::find_if(m_attachments.cbegin(), m_attachments.cend(), [&](const Record &one) { return one.id == attachment; });
    if (which == m_attachments.cend() || m_places.value(attachment) == FilePlace::Here)
        return;
    m_fetching = attachment;
    m_working->setText(tr("Fetching %1").arg((*which)[attachment::file_name]));
    m_progress->setRange(0, total > 0 ? 1000 : 0);
    m_progress->setValue(total > 0 ? int(done * 1000 / total) : 0);
    m_work->show();
}

void AttachmentPanel::endFetching()
{
    m_fetching = Id();
    m_work->hide();
}

void AttachmentPanel::showMissing(const Id &attachment, const Error &error)
{
    if (attachment == m_fetching)
        endFetching();
    if (attachment != m_previewed)
        return;
    m_preview->setCurrentWidget(m_nothing);
    switch (error.code) {
    case Error::Code::Offline:
        m_nothing->setText(tr("Not on this computer yet, and the office cannot be reached just now. It can be opened once there is a connection."));
        break;
    case Error::Code::NotFound:
        m_nothing->setText(tr("Not on this computer yet: the computer it was added on has still to send it to the office."));
        break;
    case Error::Code::Corrupt:
        m_nothing->setText(tr("The file came damaged and was not kept. Enter fetches it once more."));
        break;
    case Error::Code::Busy:
        m_nothing->setText(tr("Stopped. Enter fetches the rest of it."));
        break;
    default:
        m_nothing->setText(tr("The file could not be kept on this computer: is there room on the disk? Enter fetches it once more."));
        break;
    }
}

void AttachmentPanel::showPreview(const Id &attachment, const QByteArray &content)
{
    if (attachment != m_previewed || !current())
        return;
    const QString type = (*current())[attachment::media_type];
    deliver(QtConcurrent::run([content, type] { return decoded(content, type); }), this, [this, attachment, type](const Preview &preview) {
        if (attachment != m_previewed)
            return;
        if (!preview.picture.isNull()) {
            m_image = preview.picture;
            m_preview->setCurrentWidget(m_picture);
            fitPicture();
        } else if (type.startsWith("image/"_L1)) {
            m_nothing->setText(tr("This picture cannot be read. Enter opens it with another program."));
        } else {
            m_text->setPlainText(preview.text);
            m_preview->setCurrentWidget(m_text);
        }
    });
}

void AttachmentPanel::fitPicture()
{
    if (m_image.isNull() || m_preview->currentWidget() != m_picture)
        return;
    const qreal ratio = devicePixelRatioF();
    const QSize room = (m_preview->size() - QSize(32, 32)) * ratio;
    QPixmap shown = QPixmap::fromImage(m_image.width() > room.width() || m_image.height() > room.height()
                                           ? m_image.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                                           : m_image);
    shown.setDevicePixelRatio(ratio);
    m_picture->setPixmap(shown);
}

void AttachmentPanel::showProgress(const QString &fileName, qint64 done, qint64 total)
{
    m_working->setText(tr("Adding %1").arg(fileName));
    m_progress->setRange(0, total > 0 ? 1000 : 0);
    m_progress->setValue(total > 0 ? int(done * 1000 / total) : 0);
    m_work->show();
}

void AttachmentPanel::showIdle() { m_work->hide(); }

void AttachmentPanel::showFile(const Id &attachment)
{
    for (qsizetype i = 0; i < m_attachments.size(); ++i)
        if (m_attachments.at(i).id == attachment)
            m_files->list()->setCurrentIndex(m_files->list()->model()->index(int(i), 0));
    m_files->setFocus(Qt::OtherFocusReason);
}

void AttachmentPanel::choose()
{
    const QStringList files = QFileDialog::getOpenFileNames(this, tr("Add files"));
    if (!files.isEmpty())
        emit filesGiven(files);
}

void AttachmentPanel::saveCopy()
{
    const Record *record = current();
    if (!record)
        return;
    const Record chosen = *record;
    const QString file = QFileDialog::getSaveFileName(this, tr("Save a copy"), chosen[attachment::file_name]);
    if (!file.isEmpty())
        emit saveWanted(chosen, file);
}

void AttachmentPanel::paste()
{
    if (const QMimeData *copied = QApplication::clipboard()->mimeData())
        take(*copied);
}

void AttachmentPanel::take(const QMimeData &given)
{
    QStringList files;
    for (const QUrl &url : given.urls())
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    if (!files.isEmpty()) {
        emit filesGiven(files);
    } else if (given.hasImage()) {
        const auto picture = given.imageData().value<QImage>();
        const QString name = tr("Picture %1").arg(QDateTime::currentDateTime().toString(u"yyyy-MM-dd HHmmss"_s)) + u".png"_s;
        deliver(QtConcurrent::run([picture] {
                    QByteArray png;
                    QBuffer buffer(&png);
                    buffer.open(QIODevice::WriteOnly);
                    picture.save(&buffer, "PNG");
                    return png;
                }),
                this, [this, name](const QByteArray &png) {
                    if (!png.isEmpty())
                        emit contentGiven(png, name, u"image/png"_s);
                });
    } else if (given.hasText() && !given.text().trimmed().isEmpty()) {
        const QString name = tr("Text %1").arg(QDateTime::currentDateTime().toString(u"yyyy-MM-dd HHmmss"_s)) + u".txt"_s;
        emit contentGiven(given.text().toUtf8(), name, u"text/plain"_s);
    }
}

void AttachmentPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (!event->mimeData()->hasUrls() && !event->mimeData()->hasImage() && !event->mimeData()->hasText())
        return;
    event->acceptProposedAction();
    m_dropping = true;
    update();
}

void AttachmentPanel::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropping = false;
    update();
}

void AttachmentPanel::dropEvent(QDropEvent *event)
{
    m_dropping = false;
    update();
    take(*event->mimeData());
    event->acceptProposedAction();
}

void AttachmentPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitPicture();
}

void AttachmentPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(m_dropping ? ColorToken::AccentWeak : ColorToken::Surface));
    if (m_dropping)
        paintFocusRing(&painter, rect().adjusted(2, 2, -2, -2), radius::control);
}

} // namespace kemai
