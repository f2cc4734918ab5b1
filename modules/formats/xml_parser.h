// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * XML that nobody vouches for, as a stream of events (expat). No document type, so no entities but the five of XML; nesting
 * and the length of a single tag are limited. Text comes in pieces. Names come without their namespace prefix:
 * the formats read here do not use one name in two namespaces side by side.
 *
 * Memory: what one tag takes, at most maxTagBytes. One thread at a time.
 */
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

struct XML_ParserStruct;

namespace kemai {

// Of one tag; valid during the event.
class XmlAttributes
{
public:
    explicit XmlAttributes(const char **pairs) : m_pairs(pairs) { }
    // By its name without prefix; null if it is not there.
    QByteArrayView value(QByteArrayView name) const;

private:
    const char **m_pairs;
};

class XmlEvents
{
public:
    virtual ~XmlEvents() = default;
    virtual void opened(QByteArrayView name, const XmlAttributes &attributes) = 0;
    virtual void closed(QByteArrayView name) = 0;
    virtual void text(QByteArrayView utf8) = 0;
};

class XmlParser
{
public:
    static constexpr int maxDepth = 64;
    static constexpr qsizetype maxTagBytes = 1024 * 1024;

    // document: what errors call it.
    XmlParser(XmlEvents &events, QByteArray document);
    ~XmlParser();
    XmlParser(const XmlParser &) = delete;
    XmlParser &operator=(const XmlParser &) = delete;

    // Errors: Invalid formats.xmlDamaged (details: document, line, why), formats.xmlForbidden (details: document, what); also
    // what an event refused. After an error nothing more is read.
    Result<> feed(QByteArrayView bytes);
    Result<> finish();
    // From an event: reading ends here with this error.
    void refuse(Error error);

private:
    struct Calls;
    Result<> parsed(int status);

    XmlEvents &m_events;
    QByteArray m_document;
    XML_ParserStruct *m_parser;
    int m_depth = 0;
    qsizetype m_sinceEvent = 0;
    std::optional<Error> m_error;
};

} // namespace kemai
