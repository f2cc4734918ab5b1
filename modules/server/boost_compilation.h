// SPDX-License-Identifier: GPL-3.0-or-later
// Before any header of Boost, in the two files that include one.
#pragma once

#define BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_BEAST_SEPARATE_COMPILATION

#include <utility> // Asio 1.74 uses std::exchange in C++20 without including it
