#include "storage/change.hpp"

#include <sys/random.h>

#include <cerrno>
#include <chrono>
#include <system_error>

namespace folkmoot::storage {
namespace {

Instant clock_now()
{
    using namespace std::chrono;
    auto const since = system_clock::now().time_since_epoch();
    return Instant{duration_cast<microseconds>(since).count()};
}

void fill_with_random(std::span<std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        auto const got = ::getrandom(bytes.data(), bytes.size(), 0);
        if (got < 0 && errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "getrandom");
        }
        bytes = bytes.subspan(got < 0 ? 0 : static_cast<std::size_t>(got));
    }
}

} // namespace

Surroundings Surroundings::of_this_machine()
{
    return {clock_now, fill_with_random};
}

} // namespace folkmoot::storage
