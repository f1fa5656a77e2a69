// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtTest>

/// A Result that must be a success: on failure the error's own words are printed.
#define QVERIFY_OK(result)                                                                                             \
    do {                                                                                                               \
        const auto &verified = (result);                                                                               \
        QVERIFY2(verified.ok(), verified.ok() ? "" : qPrintable(verified.error().toString()));                         \
    } while (false)
