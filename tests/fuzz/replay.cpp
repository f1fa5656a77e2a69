// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds every file of a folder to a fuzz target, whole and as each of its prefixes: an ordinary test.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

std::vector<std::uint8_t> contents(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s <corpus folder>\n", argv[0]);
        return 2;
    }
    int files = 0;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(argv[1])) {
        if (!entry.is_regular_file())
            continue;
        const std::vector<std::uint8_t> whole = contents(entry.path());
        const std::size_t step = whole.size() > 2000 ? whole.size() / 1000 : 1;
        for (std::size_t size = 0; size < whole.size(); size += step) {
            // A copy of its own, so that a read behind the end is seen by the sanitizer.
            const std::vector<std::uint8_t> part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            LLVMFuzzerTestOneInput(part.data(), part.size());
        }
        LLVMFuzzerTestOneInput(whole.data(), whole.size());
        ++files;
    }
    std::printf("%d inputs replayed\n", files);
    return files > 0 ? 0 : 1; // an empty corpus proves nothing
}
