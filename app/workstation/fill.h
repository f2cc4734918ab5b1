// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Fills a new store as the first run asked: the demo company, or nothing. The work runs on the store's writer.
 */
#pragma once

#include "main_window.h"

namespace kemai {

// demoCustomers: how large the demo company is; 20 interactions for each customer.
MainWindow::Fill storeFill(QObject *context, int demoCustomers);

} // namespace kemai
