// SPDX-License-Identifier: GPL-3.0-or-later
#include "global_keys.h"

#include <QGuiApplication>

#ifdef KEMAI_XCB
#include <xcb/xcb.h>

#include <cstdlib>
#endif

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

Failure refused(Error::Code code, const QString &id, const QKeySequence &keys)
{
    return fail(code, id, {}, {keys.toString(QKeySequence::NativeText)});
}

#ifdef KEMAI_XCB
// The keysym (X11/keysymdef.h) of the keys a person may choose: letters, digits, F1 to F12, and the block above the arrows.
quint32 keysymOf(Qt::Key key)
{
    if (key >= Qt::Key_A && key <= Qt::Key_Z)
        return quint32(key) - Qt::Key_A + 'a';
    if (key >= Qt::Key_0 && key <= Qt::Key_9)
        return quint32(key);
    if (key >= Qt::Key_F1 && key <= Qt::Key_F12)
        return 0xffbe + quint32(key - Qt::Key_F1);
    switch (key) {
    case Qt::Key_Home: return 0xff50;
    case Qt::Key_End: return 0xff57;
    case Qt::Key_PageUp: return 0xff55;
    case Qt::Key_PageDown: return 0xff56;
    case Qt::Key_Insert: return 0xff63;
    case Qt::Key_Space: return 0x20;
    case Qt::Key_Pause: return 0xff13;
    default: return 0;
    }
}

xcb_connection_t *connectionToX()
{
    const auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    return x11 ? x11->connection() : nullptr;
}

xcb_window_t rootOf(xcb_connection_t *x)
{
    return xcb_setup_roots_iterator(xcb_get_setup(x)).data->root;
}

quint8 keycodeOf(xcb_connection_t *x, quint32 keysym)
{
    const xcb_setup_t *setup = xcb_get_setup(x);
    const int count = setup->max_keycode - setup->min_keycode + 1;
    const std::unique_ptr<xcb_get_keyboard_mapping_reply_t, decltype(&std::free)> map(
        xcb_get_keyboard_mapping_reply(x, xcb_get_keyboard_mapping(x, setup->min_keycode, quint8(count)), nullptr), &std::free);
    if (!map)
        return 0;
    const xcb_keysym_t *symbols = xcb_get_keyboard_mapping_keysyms(map.get());
    for (int code = 0; code < count; ++code)
        for (int column = 0; column < std::min<int>(map->keysyms_per_keycode, 2); ++column)
            if (symbols[code * map->keysyms_per_keycode + column] == keysym)
                return quint8(setup->min_keycode + code);
    return 0;
}

constexpr quint16 locks[] = {0, XCB_MOD_MASK_LOCK, XCB_MOD_MASK_2, XCB_MOD_MASK_LOCK | XCB_MOD_MASK_2};
constexpr quint16 chosen = XCB_MOD_MASK_SHIFT | XCB_MOD_MASK_CONTROL | XCB_MOD_MASK_1 | XCB_MOD_MASK_4;
#endif

} // namespace

GlobalKeys::GlobalKeys(QObject *parent) : QObject(parent)
{
    qGuiApp->installNativeEventFilter(this);
}

GlobalKeys::~GlobalKeys()
{
    releaseAll();
    if (qGuiApp)
        qGuiApp->removeNativeEventFilter(this);
}

#ifdef KEMAI_XCB

Result<> GlobalKeys::grab(const QString &name, const QKeySequence &keys)
{
    xcb_connection_t *x = connectionToX();
    if (!x)
        return refused(Error::Code::Io, u"keys.platform"_s, keys);
    const QKeyCombination wanted = keys.isEmpty() ? QKeyCombination() : keys[0];
    const quint32 keysym = keys.count() == 1 ? keysymOf(wanted.key()) : 0;
    const quint8 keycode = keysym == 0 ? quint8(0) : keycodeOf(x, keysym);
    if (keycode == 0)
        return refused(Error::Code::Invalid, u"keys.unknown"_s, keys);
    quint16 modifiers = 0;
    const Qt::KeyboardModifiers held = wanted.keyboardModifiers();
    for (const auto &[qt, mask] : {std::pair{Qt::ShiftModifier, XCB_MOD_MASK_SHIFT}, std::pair{Qt::ControlModifier, XCB_MOD_MASK_CONTROL},
                                   std::pair{Qt::AltModifier, XCB_MOD_MASK_1}, std::pair{Qt::MetaModifier, XCB_MOD_MASK_4}})
        if (held & qt)
            modifiers |= quint16(mask);
    for (const quint16 lock : locks) {
        const auto cookie = xcb_grab_key_checked(x, 0, rootOf(x), quint16(modifiers | lock), keycode, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC);
        if (xcb_generic_error_t *error = xcb_request_check(x, cookie)) {
            std::free(error);
            for (const quint16 given : locks)
                xcb_ungrab_key(x, keycode, rootOf(x), quint16(modifiers | given));
            return refused(Error::Code::Busy, u"keys.taken"_s, keys);
        }
    }
    m_grabs.append({name, keycode, modifiers});
    return {};
}

void GlobalKeys::releaseAll()
{
    xcb_connection_t *x = qGuiApp ? connectionToX() : nullptr;
    for (const Grab &grab : std::as_const(m_grabs))
        for (const quint16 lock : locks)
            if (x)
                xcb_ungrab_key(x, grab.keycode, rootOf(x), quint16(grab.modifiers | lock));
    if (x)
        xcb_flush(x);
    m_grabs.clear();
}

bool GlobalKeys::nativeEventFilter(const QByteArray &type, void *message, qintptr *)
{
    if (m_grabs.isEmpty() || type != "xcb_generic_event_t")
        return false;
    const auto *event = static_cast<const xcb_generic_event_t *>(message);
    if ((event->response_type & 0x7f) != XCB_KEY_PRESS)
        return false;
    const auto *key = reinterpret_cast<const xcb_key_press_event_t *>(event);
    for (const Grab &grab : std::as_const(m_grabs))
        if (grab.keycode == key->detail && grab.modifiers == (key->state & chosen)) {
            emit pressed(QString(grab.name));
            return true;
        }
    return false;
}

#else

Result<> GlobalKeys::grab(const QString &, const QKeySequence &keys)
{
    return refused(Error::Code::Io, u"keys.platform"_s, keys);
}

void GlobalKeys::releaseAll() { }

bool GlobalKeys::nativeEventFilter(const QByteArray &, void *, qintptr *)
{
    return false;
}

#endif

} // namespace kemai
