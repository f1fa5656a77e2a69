# SPDX-License-Identifier: GPL-3.0-or-later
# The list page and the pages on it.
house_test(tst_searchtext ROOMS console)
house_test(tst_exporttext ROOMS console)
house_test(tst_listmodel ROOMS console)
house_test(tst_listpage ROOMS console)
house_test(tst_feedjoin ROOMS console)
house_test(tst_livetick ROOMS console)
house_test(tst_displayformat ROOMS console)
house_test(tst_amountwords ROOMS console)
house_test(tst_entryform ROOMS console)
house_test(tst_entrystrip ROOMS console)
house_test(tst_transactionspage ROOMS console)
target_compile_definitions(tst_transactionspage PRIVATE SCREENSHOT_DIR="${CMAKE_BINARY_DIR}/screenshots")
