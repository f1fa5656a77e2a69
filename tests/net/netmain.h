// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "net/thread.h"
#include <QCoreApplication>
#include <QtTest>

/// main() of a test whose event loop is the hub's: our dispatcher, or Qt's with VENTANILLA_DISPATCHER=default in the
/// environment. tests/net/CMakeLists.txt runs such tests once with each.
#define NET_TEST_MAIN(TestClass)                                                                                       \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        if (auto dispatcher = net::makeDispatcher())                                                                   \
            QCoreApplication::setEventDispatcher(dispatcher.release());                                                \
        QCoreApplication app(argc, argv);                                                                              \
        TestClass test;                                                                                                \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }
