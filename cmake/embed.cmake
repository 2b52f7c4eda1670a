# Writes a C source that holds the text of files: cmake -DOUTPUT=x.c -DFILES=name=path;... -P embed.cmake
# Each becomes a NUL-terminated array view_asset_NAME.
set(source "/* Generated from web/. */\n")
foreach(entry ${FILES})
  string(REGEX REPLACE "=.*" "" name "${entry}")
  string(REGEX REPLACE "^[^=]*=" "" path "${entry}")
  file(READ "${path}" hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(................................................................................)" "\\1\n" bytes "${bytes}")
  string(APPEND source "extern const unsigned char view_asset_${name}[];\nconst unsigned char view_asset_${name}[] = {\n${bytes}0};\n")
endforeach()
file(WRITE "${OUTPUT}" "${source}")
