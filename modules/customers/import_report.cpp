// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/import_report.h"

#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace kemai {

using namespace Qt::StringLiterals;

QString outcomeCode(ImportRemark::Kind kind)
{
    switch (kind) {
    case ImportRemark::Kind::Rejected: return u"rejected"_s;
    case ImportRemark::Kind::Duplicate: return u"duplicate"_s;
    case ImportRemark::Kind::Warning: break;
    }
    return u"warning"_s;
}

namespace {

QString outcomeLabel(ImportRemark::Kind kind, bool chinese)
{
    if (!chinese)
        return outcomeCode(kind);
    switch (kind) {
    case ImportRemark::Kind::Rejected: return u"拒绝"_s;
    case ImportRemark::Kind::Duplicate: return u"重复"_s;
    case ImportRemark::Kind::Warning: break;
    }
    return u"提醒"_s;
}

} // namespace

ImportReport::ImportReport(QIODevice &file, Format format, bool chinese, std::function<QString(const Error &)> sentence)
    : m_file(file), m_format(format), m_chinese(chinese), m_sentence(std::move(sentence)), m_writer(file)
{
    if (format == Format::Csv)
        (void)m_writer.write(chinese ? QStringList{u"行号"_s, u"结果"_s, u"原因"_s, u"代码"_s, u"原文"_s}
                                     : QStringList{u"Line"_s, u"Outcome"_s, u"Reason"_s, u"Code"_s, u"Row"_s});
}

void ImportReport::add(const ImportRemark &remark)
{
    if (m_error)
        return;
    const QString text = m_sentence ? m_sentence(remark.reason) : remark.reason.id;
    if (m_format == Format::Csv) {
        if (const Result<> done = m_writer.write({QString::number(remark.line), outcomeLabel(remark.kind, m_chinese), text,
                                                  remark.reason.id, remark.raw});
            !done)
            m_error = done.error();
        return;
    }
    const QJsonObject line{{u"line"_s, remark.line},
                           {u"outcome"_s, outcomeCode(remark.kind)},
                           {u"reason"_s, remark.reason.id},
                           {u"details"_s, QJsonArray::fromStringList(remark.reason.details)},
                           {u"text"_s, text},
                           {u"raw"_s, remark.raw}};
    const QByteArray bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    if (m_file.write(bytes) != bytes.size())
        m_error = makeError(Error::Code::Io, u"formats.writeFailed"_s, m_file.errorString(), {m_file.errorString()});
}

Result<> ImportReport::finish()
{
    if (!m_error && m_format == Format::Csv)
        return m_writer.finish();
    if (m_error)
        return fail(*m_error);
    return {};
}

} // namespace kemai
