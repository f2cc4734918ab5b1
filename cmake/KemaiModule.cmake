# SPDX-License-Identifier: GPL-3.0-or-later
#
# kemai_module(<path> FLOOR <n> [DEPENDS <module path> ...] [LINKS <library> ...])
#   Declares modules/<path> as one static library, kemai::<path with _ for />, from every .cpp in that
#   folder (not below it). A dependency must stand on a lower floor, or be a lower floor of the same
#   feature; anything else stops the configure step. The floors are written to floors.txt in the build
#   folder, so that the test of the include lines reads the same truth.
#
# kemai_tests(MODULES <module path> ... [LINKS <library> ...])
#   Declares every tst_*.cpp of the current folder as a Qt Test program named after the file. Each includes its own
#   "<name>.moc" at its end; a header of the tests declares no Q_OBJECT.
#
# kemai_program(<name> [GUI] [DEPENDS ...] [LINKS ...])
#   Declares a program of app/ from the .cpp files of the current folder (floor 6).

add_library(kemai_warnings INTERFACE)
target_compile_options(kemai_warnings INTERFACE -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Wold-style-cast
    -Wno-missing-field-initializers) # designated initializers leave out what has a default
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>) # lets ccache keep what was compiled with a precompiled header
endif()
option(KEMAI_WERROR "Warnings are errors" OFF)
if(KEMAI_WERROR)
    target_compile_options(kemai_warnings INTERFACE -Werror)
endif()
target_compile_definitions(kemai_warnings INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_USE_QSTRINGBUILDER
    KEMAI_VERSION="${PROJECT_VERSION}")

set(KEMAI_SANITIZE "" CACHE STRING "Sanitizers: address,undefined or thread")
if(KEMAI_SANITIZE)
    add_compile_options(-fsanitize=${KEMAI_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${KEMAI_SANITIZE})
endif()

find_program(KEMAI_MOLD mold)
if(KEMAI_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

file(WRITE "${CMAKE_BINARY_DIR}/floors.txt" "")

function(kemai_target_name path out)
    string(REPLACE "/" "_" name "${path}")
    set(${out} "kemai_${name}" PARENT_SCOPE)
endfunction()

# Two precompiled headers for the whole build: with QtCore, and with QtWidgets on top.
foreach(kind IN ITEMS core widgets)
    add_library(kemai_precompiled_${kind} STATIC "${CMAKE_SOURCE_DIR}/cmake/precompiled/empty.cpp")
    target_link_libraries(kemai_precompiled_${kind} PRIVATE kemai_warnings Qt6::Core)
    set_target_properties(kemai_precompiled_${kind} PROPERTIES AUTOMOC OFF AUTORCC OFF)
    target_precompile_headers(kemai_precompiled_${kind} PRIVATE "${CMAKE_SOURCE_DIR}/cmake/precompiled/${kind}.h")
endforeach()
target_link_libraries(kemai_precompiled_widgets PRIVATE Qt6::Widgets)

function(kemai_precompile target)
    get_target_property(links ${target} LINK_LIBRARIES)
    if("Qt6::Widgets" IN_LIST links)
        target_precompile_headers(${target} REUSE_FROM kemai_precompiled_widgets)
    else()
        target_precompile_headers(${target} REUSE_FROM kemai_precompiled_core)
    endif()
endfunction()

function(kemai_module path)
    cmake_parse_arguments(arg "" "FLOOR" "DEPENDS;LINKS" ${ARGN})
    kemai_target_name(${path} target)
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/modules/${path}/*.cpp"
        "${CMAKE_SOURCE_DIR}/modules/${path}/*.h" "${CMAKE_SOURCE_DIR}/modules/${path}/*.qrc")
    add_library(${target} STATIC ${sources})
    set_target_properties(${target} PROPERTIES KEMAI_FLOOR ${arg_FLOOR} LINKER_LANGUAGE CXX)
    target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}/modules")
    target_link_libraries(${target} PRIVATE kemai_warnings PUBLIC Qt6::Core ${arg_LINKS})
    foreach(dependency IN LISTS arg_DEPENDS)
        kemai_target_name(${dependency} lower)
        if(NOT TARGET ${lower})
            message(FATAL_ERROR "${path} (floor ${arg_FLOOR}) depends on ${dependency}, which no lower floor declares.")
        endif()
        get_target_property(floor ${lower} KEMAI_FLOOR)
        if(NOT floor LESS arg_FLOOR)
            message(FATAL_ERROR "${path} stands on floor ${arg_FLOOR} and may not depend on ${dependency} on floor ${floor}: "
                "only a lower floor may be included.")
        endif()
        target_link_libraries(${target} PUBLIC ${lower})
    endforeach()
    file(APPEND "${CMAKE_BINARY_DIR}/floors.txt" "${path} ${arg_FLOOR} ${arg_DEPENDS}\n")
    kemai_precompile(${target})
endfunction()

function(kemai_program name)
    cmake_parse_arguments(arg "GUI" "" "DEPENDS;LINKS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
    add_executable(${name} ${sources})
    foreach(dependency IN LISTS arg_DEPENDS)
        kemai_target_name(${dependency} lower)
        target_link_libraries(${name} PRIVATE ${lower})
    endforeach()
    target_link_libraries(${name} PRIVATE kemai_warnings Qt6::Core ${arg_LINKS})
    if(arg_GUI)
        set_target_properties(${name} PROPERTIES WIN32_EXECUTABLE ON MACOSX_BUNDLE ON)
    endif()
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
    kemai_precompile(${name})
endfunction()

add_custom_target(kemai_core_tests)
add_custom_target(kemai_sanitized_tests)

function(kemai_tests)
    cmake_parse_arguments(arg "" "" "MODULES;LINKS" ${ARGN})
    file(GLOB tests CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/tst_*.cpp")
    foreach(source IN LISTS tests)
        get_filename_component(name "${source}" NAME_WE)
        add_executable(${name} "${source}")
        # A test has its one Q_OBJECT in its own source and includes "tst_name.moc". AUTOMOC would compile an empty
        # file and run two more steps for each test.
        set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTORCC OFF)
        set(moc "${CMAKE_CURRENT_BINARY_DIR}/${name}.moc")
        qt6_generate_moc("${source}" "${moc}" TARGET ${name})
        target_sources(${name} PRIVATE "${moc}")
        target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
        foreach(module IN LISTS arg_MODULES)
            kemai_target_name(${module} target)
            target_link_libraries(${name} PRIVATE ${target})
        endforeach()
        target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
        # Only for who reads files of the tree, so that ccache shares the other tests between checkouts.
        file(STRINGS "${source}" paths REGEX "KEMAI_(SOURCE|BINARY)_DIR|support/golden.h" LIMIT_COUNT 1)
        if(paths)
            target_compile_definitions(${name} PRIVATE KEMAI_SOURCE_DIR="${CMAKE_SOURCE_DIR}" KEMAI_BINARY_DIR="${CMAKE_BINARY_DIR}")
        endif()
        target_link_libraries(${name} PRIVATE kemai_warnings Qt6::Core Qt6::Test ${arg_LINKS})
        add_test(NAME ${name} COMMAND ${name})
        set_tests_properties(${name} PROPERTIES TIMEOUT 600
            ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;ASAN_OPTIONS=detect_leaks=0")
        # Short in every other run, as long as it takes in ./dev soak.
        file(STRINGS "${source}" soaked REGEX "KEMAI_SOAK" LIMIT_COUNT 1)
        if(soaked)
            set_tests_properties(${name} PROPERTIES TIMEOUT 21600)
            set_property(TEST ${name} APPEND PROPERTY LABELS soak)
        endif()
        kemai_precompile(${name})
        # What has no widgets: target and label "core".
        if(NOT "Qt6::Widgets" IN_LIST arg_LINKS AND NOT arg_MODULES MATCHES "widgets|/ui")
            add_dependencies(kemai_core_tests ${name})
            set_property(TEST ${name} APPEND PROPERTY LABELS core)
            # Of these, the sanitizers run in CI what handles bytes, files and pages: the floors below the features, the
            # readers' fuzzers, history, the protocol and the ledger. The rest takes longer to compile than the time for it allows.
            if(NOT arg_MODULES MATCHES "/desk|demo|timeline|calls|server" AND NOT CMAKE_CURRENT_SOURCE_DIR MATCHES "/(ctl|office)$")
                add_dependencies(kemai_sanitized_tests ${name})
                set_property(TEST ${name} APPEND PROPERTY LABELS sanitized)
            endif()
        endif()
    endforeach()
endfunction()
