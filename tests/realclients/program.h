// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

namespace realclients {

constexpr int patienceMs = 30'000;

/// Another program whose lines we read.
class Program
{
public:
    Program(const QString &program, const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, arguments);
    }
    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    const QStringList &lines()
    {
        m_output += m_process.readAll();
        for (qsizetype end = m_output.indexOf('\n'); end >= 0; end = m_output.indexOf('\n')) {
            m_lines << QString::fromUtf8(m_output.left(end));
            m_output.remove(0, end + 1);
        }
        return m_lines;
    }
    bool says(const QString &part)
    {
        return QTest::qWaitFor(
                   [&] { return !lines().filter(part).isEmpty() || m_process.state() == QProcess::NotRunning; },
                   patienceMs) &&
               !lines().filter(part).isEmpty();
    }
    bool endsWell()
    {
        m_process.state() == QProcess::NotRunning || m_process.waitForFinished(2 * patienceMs);
        return m_process.state() == QProcess::NotRunning && m_process.exitStatus() == QProcess::NormalExit &&
               m_process.exitCode() == 0;
    }
    QString said() { return lines().join(u'\n'); }

private:
    QProcess m_process;
    QByteArray m_output;
    QStringList m_lines;
};

} // namespace realclients
