// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/icon.h"

#include "widgets/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

static void registerIcons() // a static library's resources are registered by hand, and outside any namespace
{
    Q_INIT_RESOURCE(icons);
}

namespace kemai {

namespace {

QByteArray source(Glyph glyph)
{
    static const bool registered = (registerIcons(), true);
    Q_UNUSED(registered)
    QFile file(u":/icons/%1.svg"_s.arg(QLatin1String(glyphFiles[size_t(glyph)])));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class TokenIconEngine : public QIconEngine
{
public:
    TokenIconEngine(Glyph glyph, ColorToken color) : m_glyph(glyph), m_color(color) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(painter, rect, m_glyph, colorFor(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        // Qt asks in device pixels: the stroke follows the size a person sees.
        const int side = std::min(size.width(), size.height());
        return iconPixmap(m_glyph, colorFor(mode), qRound(side / scale), scale);
    }
    QIconEngine *clone() const override { return new TokenIconEngine(m_glyph, m_color); }
    bool isNull() override { return false; }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        if (mode == QIcon::Disabled)
            return theme().mixed(ColorToken::Text3, ColorToken::Surface, 0.4);
        return theme().color(m_color);
    }

    Glyph m_glyph;
    ColorToken m_color;
};

} // namespace

QIcon icon(Glyph glyph, ColorToken color)
{
    return QIcon(new TokenIconEngine(glyph, color));
}

QPixmap iconPixmap(Glyph glyph, const QColor &color, int size, qreal pixelRatio)
{
    const QString key = u"kemai-icon/%1/%2/%3/%4"_s.arg(int(glyph)).arg(color.rgba()).arg(size).arg(pixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;

    QByteArray svg = source(glyph);
    const double stroke = (size <= 16 ? 1.35 : 1.5) * 24.0 / std::max(size, 1);
    const QByteArray width = QByteArrayLiteral("stroke-width=\"") + QByteArray::number(std::clamp(stroke, 0.75, 2.2)) + '"';
    svg.replace(QByteArrayView("stroke-width=\"1.5\""), width);
    QSvgRenderer renderer(svg);

    pixmap = QPixmap(QSize(size, size) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(0, 0, size, size));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRectF(0, 0, size, size), color);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter *painter, const QRect &box, Glyph glyph, const QColor &color, int size)
{
    const int side = size > 0 ? size : std::min(box.width(), box.height());
    // What a widget is rendered into (a picture, a page of paper) may be finer than the widget's own screen.
    const qreal ratio = std::clamp(std::max(painter->device()->devicePixelRatioF(), painter->deviceTransform().m11()), 1.0, 4.0);
    const QPixmap pixmap = iconPixmap(glyph, color, side, ratio);
    painter->drawPixmap(QRect(box.x() + (box.width() - side) / 2, box.y() + (box.height() - side) / 2, side, side), pixmap);
}

void paintIcon(QPainter *painter, const QRect &box, Glyph glyph, ColorToken color, int size)
{
    paintIcon(painter, box, glyph, theme().color(color), size);
}

} // namespace kemai
