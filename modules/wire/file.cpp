// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/file.h"

#include "wire/json_reader.h"
#include "wire/messages.h"

#include <QJsonDocument>

namespace kemai::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype hashBytes = 32;

QByteArray text(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QJsonObject toJson(const FileOffer &file)
{
    return {{u"id"_s, file.attachment.toString()}, {u"size"_s, file.size},
            {u"hash"_s, QString::fromLatin1(file.hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals))}};
}

FileOffer toOffer(JsonReader &in)
{
    FileOffer file;
    file.attachment = in.id("id"_L1);
    file.size = in.number("size"_L1, 0, FileLimits::fileBytes);
    file.hash = in.bytes("hash"_L1, hashBytes);
    if (file.hash.size() != hashBytes)
        in.refuse();
    return file;
}

// Parses, reads by `fill`, and checks that all of it was there.
template <typename Message, typename Fill>
Result<Message> parsed(QByteArrayView body, Fill fill)
{
    const QJsonDocument document = body.size() <= Limits::batchBytes ? QJsonDocument::fromJson(QByteArray::fromRawData(body.data(), body.size())) : QJsonDocument();
    JsonReader in(document.isObject() ? QJsonValue(document.object()) : QJsonValue());
    Message message;
    if (in.ok())
        fill(in, message);
    if (!in.ok())
        return fail(Error::Code::Invalid, u"wire.malformed"_s, u"a message about a file cannot be read"_s);
    return message;
}

} // namespace

QByteArray write(const FileOffer &message)
{
    QJsonObject object = toJson(message);
    object.insert("v"_L1, wireVersion);
    return text(object);
}

QByteArray write(const FileState &message)
{
    QJsonArray missing;
    for (const int piece : message.missing)
        missing.append(piece);
    return text({{u"missing"_s, missing}, {u"complete"_s, message.complete}});
}

QByteArray write(const FileFind &message)
{
    QJsonArray ids;
    for (const Id &id : message.attachments)
        ids.append(id.toString());
    return text({{u"v"_s, wireVersion}, {u"ids"_s, ids}});
}

QByteArray write(const FilesFound &message)
{
    QJsonArray files;
    for (const FileOffer &file : message.files)
        files.append(toJson(file));
    return text({{u"files"_s, files}});
}

Result<FileOffer> readFileOffer(QByteArrayView body)
{
    return parsed<FileOffer>(body, [](JsonReader &in, FileOffer &message) {
        in.number("v"_L1, 1, wireVersion);
        message = toOffer(in);
    });
}

Result<FileState> readFileState(QByteArrayView body)
{
    return parsed<FileState>(body, [](JsonReader &in, FileState &message) {
        message.complete = in.flag("complete"_L1);
        for (const QJsonValue &one : in.array("missing"_L1, filePieces(FileLimits::fileBytes))) {
            const auto piece = JsonReader::wholeNumber(one);
            if (!piece || *piece < 0 || *piece >= filePieces(FileLimits::fileBytes))
                return in.refuse();
            message.missing.append(int(*piece));
        }
    });
}

Result<FileFind> readFileFind(QByteArrayView body)
{
    return parsed<FileFind>(body, [](JsonReader &in, FileFind &message) {
        in.number("v"_L1, 1, wireVersion);
        for (const QJsonValue &one : in.array("ids"_L1, FileLimits::found))
            message.attachments.append(in.toId(one));
    });
}

Result<FilesFound> readFilesFound(QByteArrayView body)
{
    return parsed<FilesFound>(body, [](JsonReader &in, FilesFound &message) {
        for (const QJsonValue &one : in.array("files"_L1, FileLimits::found)) {
            JsonReader file(one);
            message.files.append(toOffer(file));
            if (!file.ok())
                return in.refuse();
        }
    });
}

} // namespace kemai::wire
