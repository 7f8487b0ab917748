#include "server/log.hpp"

#include "protocol/json.hpp"
#include "protocol/values.hpp"

#include <spdlog/formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace folkmoot::server {
namespace {

class JsonLines final : public spdlog::formatter {
public:
    void format(spdlog::details::log_msg const& line, spdlog::memory_buf_t& into) override
    {
        auto const since =
            std::chrono::duration_cast<std::chrono::microseconds>(line.time.time_since_epoch());
        auto const level = spdlog::level::to_string_view(line.level);
        std::string text = "{\"at\":\"" + to_string(protocol::Instant{since.count()}) +
                           "\",\"level\":\"" + std::string{level.data(), level.size()} +
                           "\",\"message\":";
        protocol::encode_string(text, {line.payload.data(), line.payload.size()});
        text += "}\n";
        into.append(text.data(), text.data() + text.size());
    }
    std::unique_ptr<spdlog::formatter> clone() const override
    {
        return std::make_unique<JsonLines>();
    }
};

} // namespace

void start_log(std::string_view level, std::string_view format)
{
    spdlog::set_default_logger(spdlog::stderr_color_mt("folkmoot"));
    spdlog::set_level(spdlog::level::from_str(std::string{level}));
    if (format == "json")
        spdlog::set_formatter(std::make_unique<JsonLines>());
    else
        spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
}

} // namespace folkmoot::server
