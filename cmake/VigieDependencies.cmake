# SPDX-License-Identifier: Apache-2.0
# Third-party libraries, each under one imported name (`ext::…`); why each is here: docs/decisions/.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# vigie_external(NAME PACKAGE…): an imported target ext::NAME from pkg-config, headers treated as the system's.
function(vigie_external name)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${ARGN})
  add_library(ext::${name} ALIAS PkgConfig::${name})
endfunction()

vigie_external(fmt fmt)
vigie_external(spdlog spdlog)
vigie_external(sqlite sqlite3)
vigie_external(sodium libsodium)
vigie_external(expat expat)
vigie_external(simdjson simdjson)
if(NOT VIGIE_FUZZ)
  vigie_external(openssl openssl)
  vigie_external(zlib zlib)
  vigie_external(mosquitto libmosquitto)
  vigie_external(oath liboath)
  vigie_external(tomlpp tomlplusplus)
  vigie_external(eigen eigen3)
  find_package(prometheus-cpp CONFIG REQUIRED)
  find_package(CLI11 CONFIG REQUIRED)
  find_package(GTest REQUIRED)
endif()
find_package(nlohmann_json CONFIG REQUIRED)
