# SPDX-License-Identifier: GPL-3.0-or-later
# Every third-party library the product uses, found once. README.md says what each is for; vcpkg.json
# names the same ones for Windows and macOS.
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Concurrent DBus Gui Widgets PrintSupport Svg Network Sql Test WebSockets LinguistTools)
find_package(Qt6Keychain REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SQLite REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(Sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(Uchardet REQUIRED IMPORTED_TARGET uchardet)
pkg_check_modules(Zip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(Expat REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(Xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
find_package(OpenSSL REQUIRED COMPONENTS Crypto SSL)
find_package(Threads REQUIRED)
pkg_check_modules(Zstd REQUIRED IMPORTED_TARGET libzstd)

find_path(Boost_INCLUDE_DIR boost/beast/version.hpp REQUIRED) # headers alone: Asio and Beast
add_library(boost_headers INTERFACE)
target_include_directories(boost_headers SYSTEM INTERFACE "${Boost_INCLUDE_DIR}")
if(UNIX AND NOT APPLE)
    pkg_check_modules(XCB REQUIRED IMPORTED_TARGET xcb) # keys that work in every window
endif()
find_package(ZLIB REQUIRED) # tests write zip files with it

find_path(TlExpected_INCLUDE_DIR tl/expected.hpp REQUIRED)
add_library(tl_expected INTERFACE)
target_include_directories(tl_expected SYSTEM INTERFACE "${TlExpected_INCLUDE_DIR}")

find_path(PhoneNumber_INCLUDE_DIR phonenumbers/phonenumberutil.h REQUIRED)
find_library(PhoneNumber_LIBRARY phonenumber REQUIRED)
find_library(Protobuf_LIBRARY protobuf REQUIRED)
add_library(phonenumber INTERFACE)
target_include_directories(phonenumber SYSTEM INTERFACE "${PhoneNumber_INCLUDE_DIR}")
target_link_libraries(phonenumber INTERFACE "${PhoneNumber_LIBRARY}" "${Protobuf_LIBRARY}")
