# SPDX-License-Identifier: GPL-3.0-or-later
# One strict INTERFACE target that carries every flag. Rooms, tests and the program link it; nothing else sets flags.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(VENTANILLA_SANITIZE)
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")
else()
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1") # optimised, line tables; assertions kept below
endif()

add_library(house_rules INTERFACE)
target_compile_features(house_rules INTERFACE cxx_std_20)
target_compile_definitions(house_rules INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_CONTEXTLESS_CONNECT QT_NO_KEYWORDS QT_NO_FOREACH
  QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400
  VENTANILLA_VERSION="${PROJECT_VERSION}")
if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  target_compile_definitions(house_rules INTERFACE QT_FORCE_ASSERTS)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  target_compile_options(house_rules INTERFACE
    -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -Wextra-semi -Wimplicit-fallthrough -fstack-protector-strong)
  if(VENTANILLA_WERROR)
    target_compile_options(house_rules INTERFACE -Werror)
  endif()
elseif(MSVC)
  target_compile_options(house_rules INTERFACE /W4 /utf-8 /permissive- /Zc:__cplusplus)
  if(VENTANILLA_WERROR)
    target_compile_options(house_rules INTERFACE /WX)
  endif()
endif()
if(VENTANILLA_SANITIZE)
  target_compile_options(house_rules INTERFACE -fsanitize=${VENTANILLA_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(house_rules INTERFACE -fsanitize=${VENTANILLA_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC sees std::variant and std::optional "uninitialized" in instrumented code; the plain builds judge that.
    target_compile_options(house_rules INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()

find_program(VENTANILLA_MOLD mold)
if(VENTANILLA_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1)
  target_link_options(house_rules INTERFACE -fuse-ld=mold)
endif()
find_program(VENTANILLA_CCACHE ccache)
if(VENTANILLA_CCACHE)
  # pch_defines and time_macros: what ccache needs to reuse objects that were built with a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=true ${VENTANILLA_CCACHE})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(house_rules INTERFACE -fpch-preprocess)
endif()
