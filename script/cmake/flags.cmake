# Compiler settings and the helpers that make our libraries.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

if(FOLKMOOT_SANITIZE STREQUAL "")
    set(CMAKE_BUILD_TYPE Release)
    set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
    set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
    add_compile_definitions(_FORTIFY_SOURCE=2)
    add_compile_options(-fstack-protector-strong)
elseif(FOLKMOOT_SANITIZE MATCHES "^(address|thread)$")
    set(CMAKE_BUILD_TYPE Debug)
    set(CMAKE_C_FLAGS_DEBUG "-O1 -g1 -fno-omit-frame-pointer")
    set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1 -fno-omit-frame-pointer")
    add_compile_options(-fsanitize=${FOLKMOOT_SANITIZE})
    add_link_options(-fsanitize=${FOLKMOOT_SANITIZE})
else()
    message(FATAL_ERROR "FOLKMOOT_SANITIZE is '${FOLKMOOT_SANITIZE}'; say address, thread or nothing.")
endif()
add_compile_definitions($<$<COMPILE_LANGUAGE:CXX>:_GLIBCXX_ASSERTIONS>)

# The same source gives the same program wherever its folder is, and ccache knows it again.
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
find_program(CCACHE ccache)
if(CCACHE)
    set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        ${CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

# Warnings are errors, in our own code only.
function(folkmoot_warnings target)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Werror
        -Wno-missing-field-initializers # `{.name = …}` leaves the other members at their defaults
        -Wno-restrict)                  # gcc 12 sees overlaps in std::string that are not there
    if(FOLKMOOT_SANITIZE)
        target_compile_options(${target} PRIVATE
            -Wno-maybe-uninitialized # instrumented code confuses it
            -Wno-tsan)               # Asio's fences: only a note that they are not followed
    endif()
endfunction()

# One of our libraries; with no sources yet, just the place that others link to.
function(folkmoot_library target sources)
    list(REMOVE_ITEM sources "")
    if(sources)
        add_library(${target} STATIC ${sources})
        target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}")
        target_link_libraries(${target} PUBLIC ${ARGN})
        folkmoot_warnings(${target})
    else()
        add_library(${target} INTERFACE)
        target_include_directories(${target} INTERFACE "${CMAKE_SOURCE_DIR}")
        target_link_libraries(${target} INTERFACE ${ARGN})
    endif()
endfunction()

# UBSan goes with ASan, but not where Asio and Beast are compiled: it makes those units very slow.
function(folkmoot_undefined_sanitizer target)
    get_target_property(type ${target} TYPE)
    if(FOLKMOOT_SANITIZE STREQUAL "address" AND type STREQUAL "STATIC_LIBRARY")
        target_compile_options(${target} PRIVATE -fsanitize=undefined -fno-sanitize-recover=all)
        target_link_options(${target} INTERFACE -fsanitize=undefined)
    endif()
endfunction()

# FOLKMOOT_BROKEN=acknowledge_before_commit defines FOLKMOOT_BROKEN_ACKNOWLEDGE_BEFORE_COMMIT, in the
# sources that name it: all else is as in a release, and comes from the compiler's cache.
function(folkmoot_broken target)
    if(NOT FOLKMOOT_BROKEN)
        return()
    endif()
    string(TOUPPER "${FOLKMOOT_BROKEN}" name)
    get_target_property(sources ${target} SOURCES)
    foreach(source ${sources})
        if(EXISTS "${source}")
            file(STRINGS "${source}" named REGEX "FOLKMOOT_BROKEN_${name}" LIMIT_COUNT 1)
            if(named)
                set_source_files_properties("${source}" PROPERTIES
                    COMPILE_DEFINITIONS FOLKMOOT_BROKEN_${name})
            endif()
        endif()
    endforeach()
endfunction()
