// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bytes.h"
#include <QtTest>
#include <thread>

using base::Block;
using base::Bytes;

class BytesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void slicesShareTheBlock();
    void theLastHolderFreesTheBlock();
    void compactedCopiesOnlyWhatWouldPinMuch();
    void staticBytesHoldNoBlock();
    void emptyIsEmpty();
    void handlesMayCrossThreads();
};

void BytesTest::slicesShareTheBlock()
{
    const Bytes whole = Bytes::copyOf("hello world");
    const Bytes part = whole.slice(6);
    QCOMPARE(part.toByteArray(), QByteArray("world"));
    QVERIFY(part.data() == whole.data() + 6); // the address: QCOMPARE would compare as strings
    QCOMPARE(whole.slice(0, 5).toByteArray(), QByteArray("hello"));
    QCOMPARE(whole.slice(11).size(), 0);
}

void BytesTest::theLastHolderFreesTheBlock()
{
    Block::Ref block = Block::allocate(16);
    QVERIFY(block.unique());
    {
        const Bytes held(block, 0, 4);
        QVERIFY(!block.unique());
    }
    QVERIFY(block.unique());
    Bytes survivor(block, 2, 3);
    std::memcpy(block->data(), "abcdef", 6);
    block = Block::Ref();
    QCOMPARE(survivor.toByteArray(), QByteArray("cde")); // under ASan: the block still lives
}

void BytesTest::compactedCopiesOnlyWhatWouldPinMuch()
{
    const Bytes big(Block::allocate(65536), 0, 65536);
    QCOMPARE(big.slice(0, 10).compacted().pinned(), 10);
    QVERIFY(big.compacted().data() == big.data());
    QVERIFY(big.slice(0, 65000).compacted().data() == big.data());
}

void BytesTest::staticBytesHoldNoBlock()
{
    static const char text[] = "PINGRESP";
    const Bytes bytes = Bytes::fromStatic(QByteArrayView(text, 8));
    QVERIFY(bytes.data() == text);
    QCOMPARE(bytes.pinned(), 0);
    QCOMPARE(bytes.slice(4).toByteArray(), QByteArray("RESP"));
}

void BytesTest::emptyIsEmpty()
{
    QVERIFY(Bytes().isEmpty());
    QVERIFY(Bytes::copyOf({}).isEmpty());
    QCOMPARE(Bytes(), Bytes::copyOf({}));
    QVERIFY(Bytes::copyOf("a") == Bytes::fromStatic("a"));
}

void BytesTest::handlesMayCrossThreads()
{
    const Bytes shared = Bytes::copyOf(QByteArray(1000, 'x'));
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([shared] {
            for (int i = 0; i < 10000; ++i) {
                const Bytes copy = shared.slice(i % 1000);
                QCOMPARE(copy.view().front(), i % 1000 < 1000 ? 'x' : 0);
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(shared.size(), 1000);
}

QTEST_APPLESS_MAIN(BytesTest)
#include "tst_bytes.moc"
