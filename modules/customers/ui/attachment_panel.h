// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * AttachmentPanel: a customer's files with type, size, who and when; beside them a preview of pictures and texts.
 *
 * Added by the button (Ctrl+O), by dropping files, by pasting a picture or files. Enter opens a file in a program outside,
 * Ctrl+S saves a copy, Delete removes it (and can be undone). A file of another desk that is not here is marked, and is fetched when it is looked at,
 * opened or saved. Pictures and texts are decoded on another thread. It reports what was
 * meant and is told what came of it.
 */
#pragma once

#include "customers/desk/attachment_box.h"
#include "customers/ui/customer_words.h"

#include <QImage>
#include <QWidget>

class QLabel;
class QMimeData;
class QPlainTextEdit;
class QProgressBar;
class QStackedWidget;

namespace kemai {

class Button;
class RecordList;
class TextLabel;

class AttachmentPanel : public QWidget
{
    Q_OBJECT

public:
    explicit AttachmentPanel(QWidget *parent = nullptr);

    void setAttachments(const QList<Record> &attachments, qint64 nowMs);
    void setSources(const QHash<Id, QString> &words); // who added which, and when
    void showProgress(const QString &fileName, qint64 done, qint64 total);
    void showIdle();
    void setPlaces(const QHash<Id, FilePlace> &places); // those that are known; the others stay as they were
    void showFetching(const Id &attachment, qint64 done, qint64 total);
    void showMissing(const Id &attachment, const Error &error); // it did not come
    void showFile(const Id &attachment); // chosen, with its preview
    void showPreview(const Id &attachment, const QByteArray &content);
    void take(const QMimeData &data); // files, a picture, a text; dropped or pasted
    RecordList *files() const { return m_files; }

signals:
    void filesGiven(const QStringList &files);
    void contentGiven(const QByteArray &content, const QString &fileName, const QString &mediaType);
    void previewWanted(const kemai::Record &attachment);
    void openWanted(const kemai::Record &attachment);
    void saveWanted(const kemai::Record &attachment, const QString &file);
    void removeWanted(const kemai::Record &attachment);
    void cancelWanted();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void fill();
    void choose();
    void paste();
    void saveCopy();
    void look(int row);
    void sayPlace();
    void endFetching();
    void fitPicture();
    const Record *current() const;

    QList<Record> m_attachments;
    QHash<Id, QString> m_sources;
    QHash<Id, FilePlace> m_places;
    Id m_fetching;
    qint64 m_nowMs = 0;
    RecordList *m_files;
    Button *m_add;
    Button *m_open;
    Button *m_save;
    Button *m_remove;
    Button *m_cancel;
    TextLabel *m_hint;
    TextLabel *m_working;
    QProgressBar *m_progress;
    QWidget *m_work;
    QStackedWidget *m_preview;
    QWidget *m_beside; // files, and what one of them holds
    QLabel *m_picture;
    QPlainTextEdit *m_text;
    TextLabel *m_nothing;
    QImage m_image;
    Id m_previewed;
    bool m_dropping = false;
};

} // namespace kemai
