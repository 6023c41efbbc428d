# What nearly every file includes is read once and kept by the compiler: a build from nothing takes much less time.
# The preset `dev` goes without (CMAKE_DISABLE_PRECOMPILE_HEADERS), so that a header that a file forgets is found there.

set(RURBAN_OFTEN_INCLUDED <algorithm> <array> <cassert> <cmath> <cstdint> <filesystem> <fmt/format.h> <fstream>
    <functional> <limits> <map> <memory> <numeric> <optional> <set> <span> <string> <string_view> <utility> <vector>)

# An empty library that owns a precompiled header: rurban_precompiled(name LIBRARIES … HEADERS … OPTIONS …).
function(rurban_precompiled name)
  cmake_parse_arguments(ARG "" "" "LIBRARIES;HEADERS;OPTIONS" ${ARGN})
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp "")
  add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE rurban_flags fmt::fmt ${ARG_LIBRARIES})
  target_compile_options(${name} PRIVATE ${ARG_OPTIONS})
  target_precompile_headers(${name} PRIVATE ${RURBAN_OFTEN_INCLUDED} ${ARG_HEADERS})
endfunction()

# All targets of this folder begin with that header, but for files with options of their own: it would not fit them.
function(rurban_begin_with name)
  get_property(targets DIRECTORY PROPERTY BUILDSYSTEM_TARGETS)
  list(REMOVE_ITEM targets ${name})
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(NOT type MATCHES "^(STATIC_LIBRARY|EXECUTABLE)$")
      continue()
    endif()
    target_precompile_headers(${target} REUSE_FROM ${name})
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
      get_source_file_property(options ${source} COMPILE_OPTIONS)
      if(options)
        set_source_files_properties(${source} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
      endif()
    endforeach()
  endforeach()
endfunction()
