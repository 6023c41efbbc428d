# Writes OUT, the C++ source of viz/core/catalogues.h, with the bytes of the files CATALOGUES (sv.mo …).
set(cases "")
foreach(file ${CATALOGUES})
  get_filename_component(language ${file} NAME_WE)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  string(LENGTH "${bytes}" length)
  math(EXPR length "${length} / 4")
  string(APPEND cases "  if (language == \"${language}\") return {\"${bytes}\", ${length}};\n")
endforeach()
file(WRITE ${OUT} "#include \"viz/core/catalogues.h\"\n\nnamespace viz {\n\n"
     "std::string_view catalogue_bytes(std::string_view language) {\n${cases}  return {};\n}\n\n}  // namespace viz\n")
