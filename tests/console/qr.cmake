# SPDX-License-Identifier: GPL-3.0-or-later
# QR payments and the customer's window.
house_test(tst_qrshown ROOMS console)
house_test(tst_customerwindow ROOMS console QT Quick LABELS screenshots)
target_compile_definitions(tst_customerwindow PRIVATE SCREENSHOT_DIR="${CMAKE_BINARY_DIR}/screenshots")
house_test(tst_qrpage ROOMS console QT Quick LABELS screenshots)
target_compile_definitions(tst_qrpage PRIVATE SCREENSHOT_DIR="${CMAKE_BINARY_DIR}/screenshots")
