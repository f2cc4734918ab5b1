// SPDX-License-Identifier: GPL-3.0-or-later
// Measures, polish and the small parts of KemaiStyle; controls are in kemai_style_controls.cpp.
#include "widgets/kemai_style.h"

#include "widgets/icon.h"
#include "widgets/painting.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr auto kindProperty = "kemaiButtonKind";

QColor color(ColorToken token)
{
    return theme().color(token);
}

bool enabled(const QStyleOption *option)
{
    return option->state & QStyle::State_Enabled;
}

bool keyboardFocus(const QStyleOption *option)
{
    return (option->state & QStyle::State_HasFocus) && (option->state & QStyle::State_KeyboardFocusChange);
}

void paintCheckMark(QPainter *painter, const QStyleOption *option, bool round)
{
    const int side = std::min({option->rect.width(), option->rect.height(), theme().scaled(16)});
    const QRect box(option->rect.x() + (option->rect.width() - side) / 2,
                    option->rect.y() + (option->rect.height() - side) / 2, side, side);
    const int corner = round ? side / 2 : radius::tag;
    const bool on = option->state & QStyle::State_On;
    const bool partly = option->state & QStyle::State_NoChange;
    const bool over = option->state & QStyle::State_MouseOver;
    if (on || partly) {
        const QColor fill = enabled(option) ? color(ColorToken::Accent) : theme().mixed(ColorToken::Text3, ColorToken::Surface, 0.5);
        paintRounded(painter, box, corner, fill);
        if (round)
            paintRounded(painter, box.adjusted(5, 5, -5, -5), side / 2, color(ColorToken::OnAccent));
        else
            paintIcon(painter, box, partly ? Glyph::Minus : Glyph::Check, ColorToken::OnAccent, side - 2);
    } else {
        paintRounded(painter, box, corner, color(ColorToken::Surface), over ? color(ColorToken::Accent) : color(ColorToken::Text3));
    }
    if (keyboardFocus(option))
        paintFocusRing(painter, box.adjusted(-3, -3, 3, 3), corner + 3);
}

void paintButtonPanel(QPainter *painter, const QStyleOption *option, ButtonKind kind)
{
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool over = option->state & QStyle::State_MouseOver;
    const bool ring = keyboardFocus(option);
    const QRect box = option->rect;
    if (kind == ButtonKind::Primary) {
        QColor fill = color(ColorToken::Accent);
        if (!enabled(option))
            fill = theme().mixed(ColorToken::Accent, ColorToken::Surface, 0.55);
        else if (down)
            fill = theme().mixed(ColorToken::Accent, ColorToken::Text, 0.24);
        else if (over)
            fill = theme().mixed(ColorToken::Accent, ColorToken::Text, 0.12);
        if (ring) { // the ring needs a gap to stand off from a ground of its own colour
            paintFocusRing(painter, box, radius::control);
            paintRounded(painter, box.adjusted(3, 3, -3, -3), radius::control - 2, fill);
        } else {
            paintRounded(painter, box, radius::control, fill);
        }
        return;
    }
    QColor fill = color(ColorToken::Surface);
    if (kind == ButtonKind::Quiet)
        fill = QColor();
    if (enabled(option) && down)
        fill = kind == ButtonKind::Danger ? color(ColorToken::DangerWeak) : theme().mixed(ColorToken::Surface2, ColorToken::Border, 0.5);
    else if (enabled(option) && over)
        fill = kind == ButtonKind::Danger ? color(ColorToken::DangerWeak) : color(ColorToken::Surface2);
    paintRounded(painter, box, radius::control, fill, kind == ButtonKind::Quiet ? QColor() : color(ColorToken::Border));
    if (ring)
        paintFocusRing(painter, box, radius::control);
}
} // namespace

void setButtonKind(QAbstractButton *button, ButtonKind kind)
{
    button->setProperty(kindProperty, int(kind));
    button->update();
}

ButtonKind buttonKind(const QWidget *button)
{
    const QVariant kind = button ? button->property(kindProperty) : QVariant();
    return kind.isValid() ? ButtonKind(kind.toInt()) : ButtonKind::Secondary;
}

KemaiStyle::KemaiStyle() : QProxyStyle(QStyleFactory::create(u"Fusion"_s)) { }

void KemaiStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QScrollBar *>(widget) || qobject_cast<QTabBar *>(widget) || qobject_cast<QLineEdit *>(widget)
        || qobject_cast<QAbstractSpinBox *>(widget) || qobject_cast<QHeaderView *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *tabs = qobject_cast<QTabBar *>(widget)) {
        tabs->setExpanding(false);
        tabs->setDrawBase(false);
    }
    // The frame paints the ground with round corners, so the viewport must not paint square ones over it.
    if (widget->inherits("QTextEdit") || widget->inherits("QPlainTextEdit"))
        static_cast<QAbstractScrollArea *>(widget)->viewport()->setAutoFillBackground(false);
    // Without a compositor the corners of a translucent menu would be black; a bare X server has none.
    if (qobject_cast<QMenu *>(widget) && QGuiApplication::platformName() != "xcb"_L1)
        widget->setAttribute(Qt::WA_TranslucentBackground);
}

void KemaiStyle::unpolish(QWidget *widget)
{
    QProxyStyle::unpolish(widget);
}

int KemaiStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonMargin:
        return 24;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabOverlap:
    case PM_MenuBarPanelWidth:
        return 0;
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
    case PM_ToolTipLabelFrameWidth:
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return metric == PM_ToolTipLabelFrameWidth ? 6 : 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return 4;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return theme().scaled(16);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
        return 16;
    case PM_ButtonIconSize:
        return 18;
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
        return 20;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_TabBarTabHSpace:
        return 20;
    case PM_TabBarTabVSpace:
        return 16;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return 12;
    case PM_HeaderMargin:
        return 8;
    case PM_TextCursorWidth:
        return 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int KemaiStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_ComboBox_Popup: // below the field, not over it: nothing moves under the pointer
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut:
    case SH_Menu_SupportsSections:
        return 0;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_Menu_MouseTracking:
    case SH_ComboBox_ListMouseTracking:
        return 1;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_Widget_Animation_Duration:
        return qEnvironmentVariableIsSet("KEMAI_NO_MOTION") ? 0 : QProxyStyle::styleHint(hint, option, widget, returned);
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QIcon KemaiStyle::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    switch (which) {
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
        return icon(Glyph::Close, ColorToken::Text3);
    case SP_MessageBoxWarning:
    case SP_MessageBoxCritical:
        return icon(Glyph::Warning, ColorToken::Warning);
    case SP_MessageBoxInformation:
        return icon(Glyph::Info, ColorToken::Info);
    case SP_MessageBoxQuestion:
        return icon(Glyph::Question, ColorToken::Info);
    case SP_DirIcon:
    case SP_DirClosedIcon:
    case SP_DirOpenIcon:
        return icon(Glyph::Folder, ColorToken::Accent);
    case SP_FileIcon:
        return icon(Glyph::File, ColorToken::Text2);
    case SP_ArrowBack:
    case SP_FileDialogBack:
        return icon(Glyph::ArrowLeft, ColorToken::Text2);
    case SP_ArrowForward:
        return icon(Glyph::ArrowRight, ColorToken::Text2);
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

void KemaiStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    const QRect box = option->rect;
    switch (element) {
    case PE_PanelButtonCommand:
        paintButtonPanel(painter, option, buttonKind(widget));
        return;
    case PE_PanelButtonTool:
        paintButtonPanel(painter, option,
                         widget && widget->property(kindProperty).isValid() ? buttonKind(widget) : ButtonKind::Quiet);
        return;
    case PE_FrameDefaultButton:
    case PE_FrameFocusRect: // the controls paint their own ring
    case PE_FrameButtonTool:
    case PE_FrameTabBarBase:
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
        return;
    case PE_PanelLineEdit: {
        const auto *panel = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (panel && panel->lineWidth <= 0)
            return; // inside a combo or spin box, which paints the frame
        drawPrimitive(PE_FrameLineEdit, option, painter, widget);
        return;
    }
    case PE_FrameLineEdit: {
        const bool readOnly = option->state & State_ReadOnly;
        const bool focus = (option->state & State_HasFocus) && enabled(option);
        const bool over = (option->state & State_MouseOver) && !readOnly;
        const QVariant invalid = widget ? widget->property("kemaiInvalid") : QVariant();
        QColor border = over ? color(ColorToken::Text3) : color(ColorToken::Border);
        if (invalid.toBool())
            border = color(ColorToken::Danger);
        paintRounded(painter, box, radius::control,
                     color(readOnly || !enabled(option) ? ColorToken::Surface2 : ColorToken::Surface), border);
        if (focus)
            paintRounded(painter, box, radius::control, QColor(), invalid.toBool() ? border : color(ColorToken::Accent), 2);
        return;
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheckMark(painter, option, false);
        return;
    case PE_IndicatorRadioButton:
        paintCheckMark(painter, option, true);
        return;
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown:
    case PE_IndicatorHeaderArrow:
        paintIcon(painter, box, Glyph::ChevronDown, ColorToken::Text2, theme().scaled(14));
        return;
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        paintIcon(painter, box, Glyph::ChevronUp, ColorToken::Text2, theme().scaled(14));
        return;
    case PE_IndicatorArrowLeft:
        paintIcon(painter, box, Glyph::ChevronLeft, ColorToken::Text2, 16);
        return;
    case PE_IndicatorArrowRight:
        paintIcon(painter, box, Glyph::ChevronRight, ColorToken::Text2, 16);
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            paintIcon(painter, box, option->state & State_Open ? Glyph::ChevronDown : Glyph::ChevronRight,
                      ColorToken::Text2, 14);
        return;
    case PE_PanelMenu:
        if (QGuiApplication::platformName() == "xcb"_L1)
            paintRounded(painter, box, 0, color(ColorToken::Surface), color(ColorToken::Border));
        else
            paintRounded(painter, box, radius::bubble, color(ColorToken::Surface), color(ColorToken::Border));
        return;
    case PE_FrameMenu:
        return;
    case PE_PanelTipLabel:
        painter->fillRect(box, color(ColorToken::Text));
        return;
    case PE_Frame:
        if (widget && (widget->inherits("QTextEdit") || widget->inherits("QPlainTextEdit"))) {
            const bool focus = option->state & State_HasFocus;
            paintRounded(painter, box, radius::control, color(ColorToken::Surface),
                         color(focus ? ColorToken::Accent : ColorToken::Border), focus ? 2 : 1);
            return;
        }
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            paintRounded(painter, box, 0, QColor(), color(ColorToken::Border));
        return;
    case PE_FrameGroupBox:
        paintRounded(painter, box, radius::bubble, color(ColorToken::Surface), color(ColorToken::Border));
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(box, color(ColorToken::Surface));
        return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
        if (option->state & State_Selected)
            painter->fillRect(box, color(ColorToken::AccentWeak));
        else if (option->state & State_MouseOver)
            painter->fillRect(box, theme().mixed(ColorToken::Surface, ColorToken::Surface2, 0.6));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

} // namespace kemai
