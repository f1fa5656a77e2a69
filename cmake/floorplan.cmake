# SPDX-License-Identifier: GPL-3.0-or-later
# The floor plan: which room may include which. add_room() refuses a door that is not on the room's line here;
# each room has an include root of its own, so an unlinked room's header is not found; tests/floorplan reads the rest.
# One line a room, in the order of docs/architecture.md. tests/floorplan parses this table: keep its shape.
set(HOUSE_ROOMS
  base mqtt web events contract broker auth bank payments devices sensors notices desk
  net mqttserver gateway links store hub client console app)
set(DOORS_base "")
set(DOORS_mqtt base)
set(DOORS_web base)
set(DOORS_events base)
set(DOORS_contract base events)
set(DOORS_broker base mqtt)
set(DOORS_auth base mqtt)
set(DOORS_bank base events)
set(DOORS_payments base events bank)
set(DOORS_devices base mqtt events auth)
set(DOORS_sensors base events devices)
set(DOORS_notices base events)
set(DOORS_desk base events auth bank payments devices notices)
set(DOORS_net base web)
set(DOORS_mqttserver base mqtt web broker net contract)
set(DOORS_gateway base mqtt web net events contract auth bank payments devices sensors desk)
set(DOORS_links base mqtt events contract bank payments devices sensors notices)
set(DOORS_store base mqtt events auth bank payments devices sensors notices desk broker)
set(DOORS_hub base mqtt web events contract broker auth bank payments devices sensors notices desk
  net mqttserver gateway links store)
set(DOORS_client base contract)
set(DOORS_console base mqtt contract client)
set(DOORS_app base mqtt web events contract broker auth bank payments devices sensors notices desk
  net mqttserver gateway links store hub client console)

# Pure rooms: values and functions. No QObject, event loop, socket, file, thread, timer, clock, logging.
set(PURE_ROOMS base mqtt web events contract broker)
# Rule rooms: QtCore only, no QObject needed so far.
set(RULE_ROOMS auth bank payments devices sensors notices desk)

# Link order of static libraries follows from the doors, so `ROOMS` is enough.
function(add_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ROOMS;QT;LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
  if(ROOM_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "room '${name}': unknown words ${ROOM_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT name IN_LIST HOUSE_ROOMS)
    message(FATAL_ERROR "room '${name}' is not on the floor plan (cmake/floorplan.cmake)")
  endif()
  foreach(other IN LISTS ROOM_ROOMS)
    if(NOT other IN_LIST DOORS_${name})
      message(FATAL_ERROR "room '${name}' may not use room '${other}' (cmake/floorplan.cmake)")
    endif()
  endforeach()
  if(NOT ROOM_QT)
    set(ROOM_QT Core)
  endif()
  add_library(${name} STATIC ${ROOM_SOURCES})
  # The include root of the room: build/rooms/<room>/<room> is a link to its folder.
  set(root "${CMAKE_BINARY_DIR}/rooms/${name}")
  file(MAKE_DIRECTORY "${root}")
  if(NOT EXISTS "${root}/${name}")
    file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${root}/${name}" RESULT linked SYMBOLIC)
    if(NOT linked EQUAL 0) # no symbolic links here: the folder above is the root, and the floor-plan test remains
      set(root "${CMAKE_SOURCE_DIR}/src")
    endif()
  endif()
  target_include_directories(${name} PUBLIC "${root}" PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
  list(TRANSFORM ROOM_QT PREPEND Qt6:: OUTPUT_VARIABLE qt)
  target_link_libraries(${name} PUBLIC house_rules ${qt} ${ROOM_ROOMS} ${ROOM_LIBRARIES}
    PRIVATE ${ROOM_PRIVATE_LIBRARIES})
  if(name IN_LIST PURE_ROOMS)
    set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTOUIC OFF AUTORCC OFF)
  endif()
  target_precompile_headers(${name} REUSE_FROM house_pch)
endfunction()
