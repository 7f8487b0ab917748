# One doctest program for each folder of tests/ that has .cpp files.

find_package(doctest REQUIRED)

function(folkmoot_test_program target library)
    add_executable(${target} ${ARGN})
    target_link_libraries(${target} PRIVATE ${library} doctest::doctest fmt::fmt)
    folkmoot_warnings(${target})
    folkmoot_broken(${target})
endfunction()

# Where a test's network is, on either engine: for every folder that has a store.
add_library(folkmoot_fixture STATIC "${CMAKE_SOURCE_DIR}/tests/storage/fresh_place.cpp"
    "${CMAKE_SOURCE_DIR}/tests/storage/postgres_fixture.cpp")
target_link_libraries(folkmoot_fixture PUBLIC folkmoot_storage)
folkmoot_warnings(folkmoot_fixture)

file(GLOB folders CONFIGURE_DEPENDS LIST_DIRECTORIES true RELATIVE "${CMAKE_SOURCE_DIR}/tests"
    "${CMAKE_SOURCE_DIR}/tests/*")
foreach(folder IN LISTS folders)
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/${folder}/*.cpp")
    file(GLOB programs CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/${folder}/programs/*.cpp")

    # A layer's tests see that layer and what is below it, no more.
    set(library folkmoot_server)
    if(folder MATCHES "^(protocol|storage)$")
        set(library folkmoot_${folder})
    endif()

    if(sources)
        if(folder STREQUAL "storage")
            list(FILTER sources EXCLUDE REGEX "/(fresh_place|postgres_fixture)\\.cpp$")
            # With TSan, only the tests that start threads of their own, and what those are made of.
            if(FOLKMOOT_SANITIZE STREQUAL "thread")
                set(threads ${sources})
                list(FILTER threads INCLUDE REGEX
                    "/(store|store_folder|writer|sqlite|postgres_connection|postgres_news)_test\\.cpp$")
                list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
                list(APPEND sources ${threads})
            endif()
        endif()
        if(NOT folder STREQUAL "protocol")
            set(library folkmoot_fixture ${library})
        endif()
        folkmoot_test_program(${folder}_tests "${library}" "${CMAKE_SOURCE_DIR}/tests/main.cpp"
            ${sources})
        # With sanitizers the tests themselves need not be fast, only quick to compile.
        target_compile_options(${folder}_tests PRIVATE $<$<CONFIG:Debug>:-O0>)
        add_test(NAME ${folder} COMMAND ${folder}_tests WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    endif()
    foreach(program IN LISTS programs)
        get_filename_component(name "${program}" NAME_WE)
        folkmoot_test_program(${folder}_${name} ${library} "${program}")
    endforeach()
endforeach()
