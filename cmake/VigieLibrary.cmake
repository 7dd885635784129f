# SPDX-License-Identifier: Apache-2.0
# vigie_library: one folder of src/ as one library, with its header self-check and its tests.
#
# vigie_library(NAME
#   [USES   vigie libraries below it …]   edges of the layer table; tests/tidy compares them with the #includes
#   [PUBLIC external libraries …]         seen in its headers
#   [PRIVATE external libraries …])       seen in its .cpp files only
#
# Sources are every *.cpp of the folder (and its sub-folders) except *_test.cpp; tests are every *_test.cpp, in one
# program NAME_test, run whole as one ctest entry.
function(vigie_library name)
  cmake_parse_arguments(arg "" "" "USES;PUBLIC;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")

  if(sources)
    set(scope PUBLIC)
    add_library(vigie_${name} STATIC ${sources})
    target_link_libraries(vigie_${name} PRIVATE ${arg_PRIVATE})
  else()
    set(scope INTERFACE)
    add_library(vigie_${name} INTERFACE)
  endif()
  list(TRANSFORM arg_USES PREPEND vigie_)
  target_link_libraries(vigie_${name} ${scope} ${arg_USES} ${arg_PUBLIC})
  target_include_directories(vigie_${name} ${scope} ${PROJECT_SOURCE_DIR}/src)
  target_sources(vigie_${name} ${scope} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${headers})
  if(NOT VIGIE_SANITIZE)
    set_target_properties(vigie_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  endif()

  if(tests AND NOT VIGIE_FUZZ)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE vigie_${name} vigie_test_support ${arg_PRIVATE} GTest::gtest_main)
    add_dependencies(unit_tests ${name}_test)
    add_test(NAME ${name} COMMAND ${name}_test --gtest_brief=1 WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 1200)
  endif()
endfunction()
