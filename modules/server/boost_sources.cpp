// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Asio and Beast that is no template, compiled once (BOOST_*_SEPARATE_COMPILATION), so that a change of
// http_server.cpp does not compile it again.
#include "server/boost_compilation.h"

#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
