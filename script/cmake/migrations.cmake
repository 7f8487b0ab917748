# Run as a script: writes OUTPUT, a C++ source with the text of every migration below SOURCE.

set(text "// Generated from storage/migrations. Do not edit.\n")
string(APPEND text "#include \"storage/migrations.hpp\"\n\n#include <array>\n\n")
string(APPEND text "namespace folkmoot::storage {\nnamespace {\n")
set(functions "")
foreach(engine sqlite postgres)
    file(GLOB files "${SOURCE}/storage/migrations/${engine}/*.sql") # GLOB sorts them
    set(rows "")
    list(LENGTH files count)
    foreach(file IN LISTS files)
        get_filename_component(name "${file}" NAME_WE)
        if(NOT name MATCHES "^0*([1-9][0-9]*)_")
            message(FATAL_ERROR "${file}: name it NNNN_what.sql, starting at 0001.")
        endif()
        set(number ${CMAKE_MATCH_1})
        file(READ "${file}" sql)
        string(APPEND rows "    MigrationText{${number}, \"${name}\", R\"__sql__(${sql})__sql__\"},\n")
    endforeach()
    string(APPEND text
        "std::array<MigrationText, ${count}> const ${engine}_texts{{\n${rows}}};\n")
    string(APPEND functions "std::span<MigrationText const> ${engine}_migrations()\n"
        "{\n    return ${engine}_texts;\n}\n")
endforeach()
string(APPEND text "} // namespace\n\n${functions}} // namespace folkmoot::storage\n")
file(WRITE "${OUTPUT}" "${text}")
