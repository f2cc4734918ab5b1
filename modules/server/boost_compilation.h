// SPDX-License-Identifier: GPL-3.0-or-later
// Before any header of Boost, in the two files that include one.
#pragma once

#define BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_BEAST_SEPARATE_COMPILATION

// Beast 1.74 asserts that a read which waits behind a close ends with operation_aborted; where the close runs into its time limit it
// ends with timeout (websocket/impl/read.hpp, websocket/impl/stream_impl.hpp), and goes on correctly.
#define BOOST_DISABLE_ASSERTS

#include <utility> // Asio 1.74 uses std::exchange in C++20 without including it
