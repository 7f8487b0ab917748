# SQLite's own amalgamation, which the npm package better-sqlite3 carries. Debian 12's library has
# the WAL-reset bug, fixed in 3.51.3.

set(sqlite_folder
    "${CMAKE_SOURCE_DIR}/storage/sqlite/node_modules/better-sqlite3/deps/sqlite3")
if(NOT EXISTS "${sqlite_folder}/sqlite3.c")
    message(FATAL_ERROR "SQLite's source is not here yet. Run script/setup first.")
endif()
file(STRINGS "${sqlite_folder}/sqlite3.h" version REGEX "^#define SQLITE_VERSION ")
string(REGEX REPLACE ".*\"(.*)\".*" "\\1" version "${version}")
if(version VERSION_LESS 3.51.3)
    message(FATAL_ERROR "SQLite ${version} can lose data; Folkmoot needs 3.51.3 or newer.")
endif()

add_library(folkmoot_sqlite3 STATIC "${sqlite_folder}/sqlite3.c")
target_include_directories(folkmoot_sqlite3 SYSTEM INTERFACE "${sqlite_folder}")
target_compile_options(folkmoot_sqlite3 PRIVATE -w)
target_compile_definitions(folkmoot_sqlite3 PRIVATE
    SQLITE_THREADSAFE=2
    SQLITE_DQS=0
    SQLITE_DEFAULT_MEMSTATUS=0
    SQLITE_ENABLE_FTS5
    SQLITE_ENABLE_STAT4
    SQLITE_OMIT_DEPRECATED
    SQLITE_OMIT_LOAD_EXTENSION
    SQLITE_OMIT_SHARED_CACHE
    SQLITE_USE_ALLOCA
    HAVE_FDATASYNC=1
    HAVE_USLEEP=1)
target_link_libraries(folkmoot_sqlite3 PRIVATE Threads::Threads m)
