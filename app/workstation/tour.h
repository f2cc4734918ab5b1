// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Tour: renders every page as PNG, in both languages and both themes, the main pages also at 200 % and with text of twice the size:
 * DIR/<number>-<page>-<zh_CN|en>-<light|dark>[@2x].png, 1440 x 900. For the eyes of whoever works on a page,
 * and for the product's own pictures. Needs no display (QT_QPA_PLATFORM=offscreen).
 */
#pragma once

#include "base/result.h"

#include <QString>

namespace kemai {

class CallDesk;
class MainWindow;
class Session;

// Blocks, running the event loop; gives the number of pictures. `only`: those with this word in their name; empty: all. Errors: Io.
Result<int> renderTour(MainWindow &window, Session &session, CallDesk &calls, const QString &folder, const QString &only = {});

} // namespace kemai
