// SPDX-License-Identifier: GPL-3.0-or-later
// The controls of KemaiStyle: what has a label, a menu, a thumb or a tab.
#include "widgets/icon.h"
#include "widgets/kemai_style.h"
#include "widgets/painting.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
QColor color(ColorToken token)
{
    return theme().color(token);
}

QColor faint()
{
    return theme().mixed(ColorToken::Text3, ColorToken::Surface, 0.35);
}

QColor buttonText(const QStyleOption *option, ButtonKind kind)
{
    if (kind == ButtonKind::Primary)
        return color(ColorToken::OnAccent);
    if (!(option->state & QStyle::State_Enabled))
        return faint();
    return color(kind == ButtonKind::Danger ? ColorToken::Danger : ColorToken::Text);
}

QString withoutAmpersand(const QString &text)
{
    QString plain = text;
    plain.replace("&&"_L1, u"\x01"_s).remove(u'&').replace(u'\x01', u'&');
    return plain;
}

void paintButtonLabel(QPainter *painter, const QStyleOptionButton *option, ButtonKind kind)
{
    const QFont font = theme().font(TextSize::Body);
    const QString text = withoutAmpersand(option->text);
    const QColor ink = buttonText(option, kind);
    const int side = option->icon.isNull() ? 0 : option->iconSize.height();
    const int gap = side && !text.isEmpty() ? 6 : 0;
    const int total = side + gap + textWidth(text, font);
    int x = option->rect.x() + std::max(0, (option->rect.width() - total) / 2);
    if (side) {
        const auto mode = option->state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled;
        option->icon.paint(painter, QRect(x, option->rect.y() + (option->rect.height() - side) / 2, side, side),
                           Qt::AlignCenter, mode);
        x += side + gap;
    }
    paintText(painter, QRect(x, option->rect.y(), option->rect.right() + 1 - x, option->rect.height()), text, font, ink);
}

void paintMenuItem(QPainter *painter, const QStyleOptionMenuItem *item)
{
    const QRect box = item->rect;
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(QRect(box.x() + 8, box.center().y(), box.width() - 16, 1), color(ColorToken::Border));
        return;
    }
    const bool usable = item->state & QStyle::State_Enabled;
    const bool chosen = (item->state & QStyle::State_Selected) && usable;
    if (chosen)
        paintRounded(painter, box, radius::control, color(ColorToken::AccentWeak));
    const QRect lead(box.x() + 8, box.y(), 20, box.height());
    const ColorToken ink = chosen ? ColorToken::Accent : ColorToken::Text;
    if (item->checkType != QStyleOptionMenuItem::NotCheckable) {
        if (item->checked)
            paintIcon(painter, lead, Glyph::Check, ColorToken::Accent, 16);
    } else if (!item->icon.isNull()) {
        item->icon.paint(painter, QRect(lead.x() + 1, lead.center().y() - 8, 18, 18), Qt::AlignCenter,
                         usable ? QIcon::Normal : QIcon::Disabled);
    }
    const QStringList parts = item->text.split(u'\t');
    const QRect text(lead.right() + 9, box.y(), box.right() - lead.right() - 17, box.height());
    paintText(painter, text, withoutAmpersand(parts[0]), theme().font(), usable ? color(ink) : faint());
    if (parts.size() > 1) {
        QString keys = parts[1];
        keys.replace(u'+', u' ');
        paintText(painter, text, keys, theme().font(TextSize::Small), usable ? color(ColorToken::Text2) : faint(),
                  Qt::AlignRight | Qt::AlignVCenter);
    }
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(painter, QRect(box.right() - 24, box.y(), 20, box.height()), Glyph::ChevronRight, ColorToken::Text2, 14);
}

void paintTab(QPainter *painter, const QStyleOptionTab *tab)
{
    const bool selected = tab->state & QStyle::State_Selected;
    const bool over = tab->state & QStyle::State_MouseOver;
    const QRect box = tab->rect;
    const ColorToken ink = selected ? ColorToken::Accent : over ? ColorToken::Text : ColorToken::Text2;
    const QFont font = theme().font(TextSize::Body, selected ? TextWeight::Medium : TextWeight::Regular);
    const QString text = withoutAmpersand(tab->text);
    const int width = paintText(painter, box.adjusted(0, 0, 0, -2), text, font, ink);
    if (selected)
        painter->fillRect(QRect(box.x(), box.bottom() - 1, width, 2), color(ColorToken::Accent));
    if ((tab->state & QStyle::State_HasFocus) && (tab->state & QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, QRect(box.x() - 4, box.y() + 4, width + 8, box.height() - 10), radius::tag);
}

void paintHeader(QPainter *painter, const QStyleOptionHeader *header)
{
    const QRect box = header->rect;
    painter->fillRect(box, color(ColorToken::Surface));
    painter->fillRect(QRect(box.x(), box.bottom(), box.width(), 1), color(ColorToken::Border));
}

void paintScrollBar(QPainter *painter, const QStyleOptionSlider *bar, const QRect &thumb)
{
    const bool upright = bar->orientation == Qt::Vertical;
    if (bar->maximum <= bar->minimum)
        return;
    const bool active = bar->state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const int inset = active ? 2 : 3;
    const QRect shape = upright ? thumb.adjusted(inset, 2, -inset, -2) : thumb.adjusted(2, inset, -2, -inset);
    const int corner = (upright ? shape.width() : shape.height()) / 2;
    paintRounded(painter, shape, corner, theme().mixed(ColorToken::Text3, ColorToken::Surface, active ? 0.35 : 0.62));
}
} // namespace

QSize KemaiStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                   const QWidget *widget) const
{
    const int control = theme().controlHeight();
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            break;
        const int icon = button->icon.isNull() ? 0 : button->iconSize.width() + (button->text.isEmpty() ? 0 : 6);
        const int text = textWidth(withoutAmpersand(button->text), theme().font(TextSize::Body));
        return {std::max(text + icon + (button->text.isEmpty() ? 12 : 24), control), control};
    }
    case CT_ToolButton:
        return {std::max(size.width() + 12, control), control};
    case CT_LineEdit:
        return {size.width() + 8, std::max(control, size.height())};
    case CT_ComboBox:
        return {size.width() + 40, control};
    case CT_SpinBox:
        return {size.width() + 44, control};
    case CT_CheckBox:
    case CT_RadioButton:
        return {QProxyStyle::sizeFromContents(type, option, size, widget).width(), std::max(size.height(), theme().scaled(24))};
    case CT_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item)
            break;
        if (item->menuItemType == QStyleOptionMenuItem::Separator)
            return {size.width(), 9};
        const QStringList parts = item->text.split(u'\t');
        int width = 44 + textWidth(withoutAmpersand(parts[0]), theme().font()) + 16;
        if (parts.size() > 1)
            width += 24 + textWidth(parts[1], theme().font(TextSize::Small));
        if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
            width += 20;
        return {std::max(width, 160), control};
    }
    case CT_TabBarTab: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        const int text = tab ? textWidth(withoutAmpersand(tab->text), theme().font(TextSize::Body, TextWeight::Medium))
                             : size.width();
        return {text + 20, theme().scaled(36)};
    }
    case CT_HeaderSection:
        return {QProxyStyle::sizeFromContents(type, option, size, widget).width() + 16, control};
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), std::max(base.height(), control)};
    }
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect KemaiStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                 const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            return {};
        const bool upright = bar->orientation == Qt::Vertical;
        const int length = upright ? bar->rect.height() : bar->rect.width();
        const int range = bar->maximum - bar->minimum;
        int thumb = length;
        if (range > 0) {
            thumb = int(qint64(bar->pageStep) * length / std::max<qint64>(qint64(range) + bar->pageStep, 1));
            thumb = std::clamp(thumb, std::min(32, length), length);
        }
        const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb,
                                                  bar->upsideDown);
        const auto along = [&](int from, int extent) {
            return upright ? QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), extent)
                           : QRect(bar->rect.x() + from, bar->rect.y(), extent, bar->rect.height());
        };
        switch (part) {
        case SC_ScrollBarSlider:
            return along(start, thumb);
        case SC_ScrollBarGroove:
            return bar->rect;
        case SC_ScrollBarSubPage:
            return along(0, start);
        case SC_ScrollBarAddPage:
            return along(start + thumb, length - start - thumb);
        default:
            return {}; // no arrows
        }
    }
    if (control == CC_ComboBox) {
        if (part == SC_ComboBoxArrow)
            return {option->rect.right() - 28, option->rect.y(), 28, option->rect.height()};
        if (part == SC_ComboBoxEditField)
            return option->rect.adjusted(8, 1, -28, -1);
    }
    if (control == CC_SpinBox) {
        const QRect box = option->rect;
        const int half = box.height() / 2;
        switch (part) {
        case SC_SpinBoxUp:
            return {box.right() - 24, box.y() + 2, 22, half - 2};
        case SC_SpinBoxDown:
            return {box.right() - 24, box.y() + half, 22, half - 2};
        case SC_SpinBoxEditField:
            return box.adjusted(8, 1, -26, -1);
        default:
            return box;
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect KemaiStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        return frame && frame->lineWidth <= 0 ? option->rect : option->rect.adjusted(6, 1, -6, -1);
    }
    case SE_PushButtonContents:
    case SE_PushButtonFocusRect:
        return option->rect;
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

void KemaiStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                             const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        drawPrimitive(PE_PanelButtonCommand, option, painter, widget);
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            paintButtonLabel(painter, button, buttonKind(widget));
            return;
        }
        break;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            paintMenuItem(painter, item);
            return;
        }
        break;
    case CE_MenuEmptyArea:
    case CE_MenuHMargin:
    case CE_MenuVMargin:
    case CE_MenuTearoff:
        return;
    case CE_TabBarTabShape:
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            paintTab(painter, tab);
            return;
        }
        break;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            paintHeader(painter, header);
            return;
        }
        break;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            paintText(painter, header->rect.adjusted(8, 0, -8, 0), header->text, theme().font(TextSize::Secondary),
                      ColorToken::Text2, Qt::AlignVCenter | (header->textAlignment & Qt::AlignRight ? Qt::AlignRight : Qt::AlignLeft));
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, color(ColorToken::Surface));
        return;
    case CE_ItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem quiet(*item); // on the weak accent the text stays text
            quiet.palette.setColor(QPalette::HighlightedText, color(ColorToken::Text));
            quiet.state &= ~State_HasFocus;
            QProxyStyle::drawControl(element, &quiet, painter, widget);
            if ((item->state & State_HasFocus) && (item->state & State_KeyboardFocusChange))
                paintFocusRing(painter, item->rect.adjusted(1, 1, -1, -1), radius::tag);
            return;
        }
        break;
    case CE_Splitter:
        painter->fillRect(option->rect, color(ColorToken::Border));
        return;
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            const QRect groove(bar->rect.x(), bar->rect.center().y() - 2, bar->rect.width(), 4);
            paintRounded(painter, groove, 2, color(ColorToken::Surface2));
            const qint64 range = qint64(bar->maximum) - bar->minimum;
            QRect done = groove;
            if (range > 0)
                done.setWidth(int(groove.width() * (qint64(bar->progress) - bar->minimum) / range));
            else
                done.setWidth(groove.width() / 3); // how long is not known
            if (done.width() > 0)
                paintRounded(painter, done, 2, color(ColorToken::Accent));
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void KemaiStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                    const QWidget *widget) const
{
    const bool focus = (option->state & State_HasFocus) && (option->state & State_Enabled);
    const bool over = option->state & State_MouseOver;
    switch (control) {
    case CC_ScrollBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            paintScrollBar(painter, bar, subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget));
            return;
        }
        break;
    case CC_ComboBox:
        paintRounded(painter, option->rect, radius::control,
                     color(option->state & State_Enabled ? ColorToken::Surface : ColorToken::Surface2),
                     color(over ? ColorToken::Text3 : ColorToken::Border));
        if (focus)
            paintFocusRing(painter, option->rect, radius::control);
        paintIcon(painter, subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget), Glyph::ChevronDown,
                  ColorToken::Text2, theme().scaled(16));
        return;
    case CC_SpinBox:
        paintRounded(painter, option->rect, radius::control, color(ColorToken::Surface),
                     color(over ? ColorToken::Text3 : ColorToken::Border));
        if (focus)
            paintFocusRing(painter, option->rect, radius::control);
        paintIcon(painter, subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget), Glyph::ChevronUp, ColorToken::Text2, theme().scaled(12));
        paintIcon(painter, subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget), Glyph::ChevronDown, ColorToken::Text2, theme().scaled(12));
        return;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace kemai
