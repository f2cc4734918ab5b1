// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/xml_parser.h"

#include <expat.h>

#include <cstring>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

QByteArrayView withoutPrefix(const char *name)
{
    const char *colon = std::strrchr(name, ':');
    return QByteArrayView(colon ? colon + 1 : name);
}

} // namespace

QByteArrayView XmlAttributes::value(QByteArrayView name) const
{
    for (const char **pair = m_pairs; *pair; pair += 2)
        if (withoutPrefix(pair[0]) == name)
            return QByteArrayView(pair[1]);
    return {};
}

struct XmlParser::Calls {
    static XmlParser &of(void *parser) { return *static_cast<XmlParser *>(parser); }
    static Error forbidden(const XmlParser &parser, const QString &what)
    {
        return makeError(Error::Code::Invalid, u"formats.xmlForbidden"_s, {}, {QString::fromUtf8(parser.m_document), what});
    }
    static void XMLCALL opened(void *state, const char *name, const char **attributes)
    {
        XmlParser &parser = of(state);
        parser.m_sinceEvent = 0;
        if (++parser.m_depth > maxDepth)
            parser.refuse(forbidden(parser, u"nesting"_s));
        if (!parser.m_error)
            parser.m_events.opened(withoutPrefix(name), XmlAttributes(attributes));
    }
    static void XMLCALL closed(void *state, const char *name)
    {
        XmlParser &parser = of(state);
        parser.m_sinceEvent = 0;
        --parser.m_depth;
        if (!parser.m_error)
            parser.m_events.closed(withoutPrefix(name));
    }
    static void XMLCALL text(void *state, const char *utf8, int length)
    {
        XmlParser &parser = of(state);
        parser.m_sinceEvent = 0;
        if (!parser.m_error)
            parser.m_events.text(QByteArrayView(utf8, length));
    }
    static void XMLCALL documentType(void *state, const char *, const char *, const char *, int)
    {
        XmlParser &parser = of(state);
        parser.refuse(forbidden(parser, u"DOCTYPE"_s));
    }
};

XmlParser::XmlParser(XmlEvents &events, QByteArray document)
    : m_events(events), m_document(std::move(document)), m_parser(XML_ParserCreate(nullptr))
{
    XML_SetUserData(m_parser, this);
    XML_SetElementHandler(m_parser, Calls::opened, Calls::closed);
    XML_SetCharacterDataHandler(m_parser, Calls::text);
    XML_SetStartDoctypeDeclHandler(m_parser, Calls::documentType);
}

XmlParser::~XmlParser() { XML_ParserFree(m_parser); }

void XmlParser::refuse(Error error)
{
    if (m_error)
        return;
    m_error = std::move(error);
    XML_StopParser(m_parser, XML_FALSE);
}

Result<> XmlParser::feed(QByteArrayView bytes)
{
    if (m_error)
        return fail(*m_error);
    m_sinceEvent += bytes.size();
    if (m_sinceEvent > maxTagBytes) {
        m_error = Calls::forbidden(*this, u"a tag of over 1 MiB"_s);
        return fail(*m_error);
    }
    return parsed(XML_Parse(m_parser, bytes.data(), int(bytes.size()), XML_FALSE));
}

Result<> XmlParser::finish()
{
    if (m_error)
        return fail(*m_error);
    return parsed(XML_Parse(m_parser, nullptr, 0, XML_TRUE));
}

Result<> XmlParser::parsed(int status)
{
    if (!m_error && status != XML_STATUS_OK)
        m_error = makeError(Error::Code::Invalid, u"formats.xmlDamaged"_s, {},
                            {QString::fromUtf8(m_document), QString::number(XML_GetCurrentLineNumber(m_parser)),
                             QString::fromUtf8(XML_ErrorString(XML_GetErrorCode(m_parser)))});
    if (m_error)
        return fail(*m_error);
    return {};
}

} // namespace kemai
