// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The product's own line icons: one SVG a file in resources/icons, 24 px grid, round strokes.
 *
 * icon() gives a QIcon that looks up its token's colour each time it is painted, so it follows the theme and
 * the screen's pixel ratio by itself. Strokes keep their 1.5 px at every size (1.35 px at 16 px and below).
 * A Glyph that has no file, or a file that has no Glyph, fails tst_icons. GUI thread only.
 */
#pragma once

#include "widgets/tokens.h"

#include <QIcon>
#include <QPixmap>

#include <array>

class QPainter;

namespace kemai {

#define KEMAI_GLYPHS(X)                                                                                               \
    X(Admin, "admin")                                                                                                 \
    X(Archive, "archive")                                                                                             \
    X(ArrowLeft, "arrow-left")                                                                                        \
    X(ArrowRight, "arrow-right")                                                                                      \
    X(At, "at")                                                                                                       \
    X(Attachment, "attachment")                                                                                       \
    X(Bell, "bell")                                                                                                   \
    X(Calendar, "calendar")                                                                                           \
    X(Chat, "chat")                                                                                                   \
    X(Check, "check")                                                                                                 \
    X(CheckCircle, "check-circle")                                                                                    \
    X(ChevronDown, "chevron-down")                                                                                    \
    X(ChevronLeft, "chevron-left")                                                                                    \
    X(ChevronRight, "chevron-right")                                                                                  \
    X(ChevronUp, "chevron-up")                                                                                        \
    X(Clock, "clock")                                                                                                 \
    X(Close, "close")                                                                                                 \
    X(Cloud, "cloud")                                                                                                 \
    X(Command, "command")                                                                                             \
    X(Company, "company")                                                                                             \
    X(Copy, "copy")                                                                                                   \
    X(Customers, "customers")                                                                                         \
    X(Database, "database")                                                                                           \
    X(Density, "density")                                                                                             \
    X(Download, "download")                                                                                           \
    X(Edit, "edit")                                                                                                   \
    X(Export, "export")                                                                                               \
    X(External, "external")                                                                                           \
    X(Eye, "eye")                                                                                                     \
    X(EyeOff, "eye-off")                                                                                              \
    X(File, "file")                                                                                                   \
    X(Filter, "filter")                                                                                               \
    X(Flag, "flag")                                                                                                   \
    X(Folder, "folder")                                                                                               \
    X(Gauge, "gauge")                                                                                                 \
    X(Hash, "hash")                                                                                                   \
    X(History, "history")                                                                                             \
    X(Home, "home")                                                                                                   \
    X(Idea, "idea")                                                                                                   \
    X(Image, "image")                                                                                                 \
    X(Import, "import")                                                                                               \
    X(Info, "info")                                                                                                   \
    X(Insight, "insight")                                                                                             \
    X(Key, "key")                                                                                                     \
    X(Keyboard, "keyboard")                                                                                           \
    X(Language, "language")                                                                                           \
    X(Link, "link")                                                                                                   \
    X(List, "list")                                                                                                   \
    X(Lock, "lock")                                                                                                   \
    X(Mail, "mail")                                                                                                   \
    X(Merge, "merge")                                                                                                 \
    X(Minus, "minus")                                                                                                 \
    X(Moon, "moon")                                                                                                   \
    X(More, "more")                                                                                                   \
    X(Note, "note")                                                                                                   \
    X(Offline, "offline")                                                                                             \
    X(Pause, "pause")                                                                                                 \
    X(Phone, "phone")                                                                                                 \
    X(PhoneIn, "phone-in")                                                                                            \
    X(PhoneOut, "phone-out")                                                                                          \
    X(Pin, "pin")                                                                                                     \
    X(Pipeline, "pipeline")                                                                                           \
    X(Play, "play")                                                                                                   \
    X(Plus, "plus")                                                                                                   \
    X(Printer, "printer")                                                                                             \
    X(Question, "question")                                                                                           \
    X(Redo, "redo")                                                                                                   \
    X(Refresh, "refresh")                                                                                             \
    X(Search, "search")                                                                                               \
    X(Send, "send")                                                                                                   \
    X(Settings, "settings")                                                                                           \
    X(Shield, "shield")                                                                                               \
    X(Sort, "sort")                                                                                                   \
    X(Star, "star")                                                                                                   \
    X(Stop, "stop")                                                                                                   \
    X(Sun, "sun")                                                                                                     \
    X(Tag, "tag")                                                                                                     \
    X(Task, "task")                                                                                                   \
    X(Team, "team")                                                                                                   \
    X(TextSize, "text-size")                                                                                          \
    X(Ticket, "ticket")                                                                                               \
    X(Undo, "undo")                                                                                                   \
    X(Unlock, "unlock")                                                                                               \
    X(Upload, "upload")                                                                                               \
    X(User, "user")                                                                                                   \
    X(Visit, "visit")                                                                                                 \
    X(Warning, "warning")                                                                                             \
    X(Webform, "webform")                                                                                             \
    X(Wechat, "wechat")                                                                                               \
    X(Window, "window")

enum class Glyph : quint8 {
#define KEMAI_GLYPH(name, file) name,
    KEMAI_GLYPHS(KEMAI_GLYPH)
#undef KEMAI_GLYPH
};

inline constexpr const char *glyphFiles[] = {
#define KEMAI_GLYPH(name, file) file,
    KEMAI_GLYPHS(KEMAI_GLYPH)
#undef KEMAI_GLYPH
};

QIcon icon(Glyph glyph, ColorToken color = ColorToken::Text2);

// A picture of size x size device-independent pixels.
QPixmap iconPixmap(Glyph glyph, const QColor &color, int size, qreal pixelRatio);

// Paints the icon centred in the box, at the box's shorter side or at `size` if given.
void paintIcon(QPainter *painter, const QRect &box, Glyph glyph, const QColor &color, int size = 0);
void paintIcon(QPainter *painter, const QRect &box, Glyph glyph, ColorToken color, int size = 0);

} // namespace kemai
