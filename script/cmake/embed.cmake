# What is built into the program besides code: the migrations and the client.

# storage/migrations/{sqlite,postgres}/NNNN_name.sql become one generated source.
function(folkmoot_embed_migrations result)
    file(GLOB sql CONFIGURE_DEPENDS
        "${CMAKE_SOURCE_DIR}/storage/migrations/sqlite/*.sql"
        "${CMAKE_SOURCE_DIR}/storage/migrations/postgres/*.sql")
    set(script "${CMAKE_SOURCE_DIR}/script/cmake/migrations.cmake")
    set(output "${CMAKE_BINARY_DIR}/generated/migrations.cpp")
    # Changes when a file comes or goes, which time stamps alone would not show.
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/migrations.txt" CONTENT "${sql}\n")
    add_custom_command(OUTPUT "${output}"
        COMMAND ${CMAKE_COMMAND} -D "SOURCE=${CMAKE_SOURCE_DIR}" -D "OUTPUT=${output}" -P "${script}"
        DEPENDS ${sql} "${script}" "${CMAKE_BINARY_DIR}/generated/migrations.txt"
        COMMENT "Embedding the migrations" VERBATIM)
    set(${result} "${output}" PARENT_SCOPE)
endfunction()

# client/ is bundled by client/build.mjs and becomes a table of files. While there is no
# client/src/main.tsx the table is empty.
function(folkmoot_embed_client result)
    find_program(NODE NAMES node nodejs REQUIRED)
    set(client "${CMAKE_SOURCE_DIR}/client")
    set(bundle "${CMAKE_BINARY_DIR}/client")
    set(generated "${CMAKE_BINARY_DIR}/generated")
    set(generate "${CMAKE_SOURCE_DIR}/server/embed/generate.mjs")

    file(GLOB_RECURSE files CONFIGURE_DEPENDS "${client}/static/*")
    file(GLOB entries CONFIGURE_DEPENDS "${client}/src/main.tsx" "${client}/src/style.css")
    file(CONFIGURE OUTPUT "${generated}/client.txt" CONTENT "${files};${entries}\n")
    add_custom_command(OUTPUT "${bundle}/manifest.json"
        COMMAND ${NODE} "${client}/build.mjs" "${bundle}" "${generated}/client.d"
        DEPENDS ${files} ${entries} "${client}/build.mjs" "${client}/package-lock.json"
            "${generated}/client.txt"
        DEPFILE "${generated}/client.d" # every file that the bundler read
        COMMENT "Building the client" VERBATIM)
    add_custom_command(OUTPUT "${generated}/client_files.cpp" "${generated}/client_files.S"
        COMMAND ${NODE} "${generate}" "${bundle}" "${generated}"
        DEPENDS "${bundle}/manifest.json" "${generate}"
        COMMENT "Embedding the client" VERBATIM)
    set(${result} "${generated}/client_files.cpp" "${generated}/client_files.S" PARENT_SCOPE)
endfunction()

# The texts of the server's own pages and mails become rows of the table in server/texts.hpp.
function(folkmoot_embed_texts result)
    find_program(NODE NAMES node nodejs REQUIRED)
    set(catalogue "${CMAKE_SOURCE_DIR}/client/texts.json")
    set(generate "${CMAKE_SOURCE_DIR}/server/embed/texts.mjs")
    set(output "${CMAKE_BINARY_DIR}/generated/texts.inc")
    add_custom_command(OUTPUT "${output}"
        COMMAND ${NODE} "${generate}" "${catalogue}" "${output}"
        DEPENDS "${catalogue}" "${generate}"
        COMMENT "Embedding the texts" VERBATIM)
    set(${result} "${output}" PARENT_SCOPE)
endfunction()
