// SPDX-License-Identifier: GPL-3.0-or-later
// Holds nothing: this target exists to build the precompiled header that every room reuses (cmake/floorplan.cmake).
