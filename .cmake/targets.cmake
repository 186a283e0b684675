# How libraries and tests are declared.

# duikou_unite(TARGET): compiles its sources some at a time, as reading the same
# headers is most of the work. What one source keeps to itself therefore has a
# name of its own in its folder.
function(duikou_unite target)
  set_target_properties(${target} PROPERTIES
    UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
endfunction()

# duikou_library(NAME SOURCES… DEPS…): target duikou_NAME, alias duikou::NAME.
function(duikou_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;PRIVATE_DEPS" ${ARGN})
  add_library(duikou_${name} STATIC ${ARG_SOURCES})
  add_library(duikou::${name} ALIAS duikou_${name})
  duikou_unite(duikou_${name})
  target_link_libraries(duikou_${name} PUBLIC duikou_flags ${ARG_DEPS}
                                       PRIVATE ${ARG_PRIVATE_DEPS})
endfunction()

# duikou_test(NAME SOURCES… DEPS… [SANITIZE asan tsan] [LABELS redis]): one
# GoogleTest binary, run as a whole. SANITIZE names the builds that also run it.
function(duikou_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;SANITIZE;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  duikou_unite(${name})
  target_link_libraries(${name} PRIVATE duikou_flags ${ARG_DEPS}
                        GTest::gmock GTest::gtest_main)
  add_test(NAME ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} COMMAND ${name}
    --gtest_output=json:${CMAKE_BINARY_DIR}/results/${name}.json)
  set_tests_properties(${name} PROPERTIES
    LABELS "all;${ARG_SANITIZE};${ARG_LABELS}" TIMEOUT 600)
  foreach(kind ${ARG_SANITIZE})
    if(NOT TARGET tests_${kind})
      add_custom_target(tests_${kind})
    endif()
    add_dependencies(tests_${kind} ${name})
  endforeach()
endfunction()

# duikou_precompile(FOLDER…): the generated headers are most of what these
# folders read, so they are compiled once; and once more for programs, tests
# above all, where those are compiled with options of their own.
function(duikou_precompile)
  foreach(folder ${ARGN})
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    # These know no messages.
    list(REMOVE_ITEM targets duikou_gateway_http
         duikou_gateway_testing gateway_http_test)
    foreach(target ${targets})
      get_target_property(type ${target} TYPE)
      if(NOT type MATCHES "LIBRARY|EXECUTABLE")
        continue()
      endif()
      set(headers duikou_proto_headers)
      if(DUIKOU_QUICK AND (type STREQUAL EXECUTABLE OR target MATCHES
         "_testing$" OR folder MATCHES "^tests"))
        target_compile_options(${target} PRIVATE ${DUIKOU_QUICK})
        set(headers duikou_proto_headers_quick)
      endif()
      target_precompile_headers(${target} REUSE_FROM ${headers})
    endforeach()
  endforeach()
endfunction()
