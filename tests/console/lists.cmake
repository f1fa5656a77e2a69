# SPDX-License-Identifier: GPL-3.0-or-later
# The list page and the pages on it.
house_test(tst_searchtext ROOMS console)
house_test(tst_exporttext ROOMS console)
house_test(tst_listmodel ROOMS console)
