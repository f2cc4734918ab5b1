// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The pages of the product, in the order of the rail. The one place where features meet the window: it makes the
 * models over the store and the widgets over the models.
 */
#pragma once

#include "page.h"

#include <QList>

namespace kemai {

QList<Page> allPages();
const QList<Page> &pageRegistry(); // allPages(), made once

} // namespace kemai
