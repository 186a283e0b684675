// Structured logs: one JSON object a line, read by machines.
//
//   std::shared_ptr<spdlog::logger> logger = MakeJsonLogger(sink);
//   Log(*logger, spdlog::level::info, "serving", {{"port", 7100}});
//   // {"time":"2014-08-01T02:03:04.567Z","level":"info","event":"serving",
//   //  "port":7100}
#ifndef DUIKOU_SERVICES_BASE_JSON_LOG_H_
#define DUIKOU_SERVICES_BASE_JSON_LOG_H_

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <type_traits>
#include <variant>

#include "absl/strings/string_view.h"
#include "spdlog/logger.h"

namespace duikou {

// One member of a log line. Borrows its texts until the line is written.
struct LogField {
  using Value = std::variant<absl::string_view, int64_t, double, bool>;

  LogField(absl::string_view key, absl::string_view value)
      : key(key), value(value) {}
  LogField(absl::string_view key, const char* value)
      : key(key), value(absl::string_view(value)) {}
  LogField(absl::string_view key, const std::string& value)
      : key(key), value(absl::string_view(value)) {}
  template <typename Number,
            std::enable_if_t<std::is_arithmetic_v<Number>, int> = 0>
  LogField(absl::string_view key, Number number) : key(key) {
    if constexpr (std::is_same_v<Number, bool>) {
      value = number;
    } else if constexpr (std::is_floating_point_v<Number>) {
      value = static_cast<double>(number);
    } else {
      value = static_cast<int64_t>(number);
    }
  }

  absl::string_view key;
  Value value;
};

// A logger that writes JSON lines in UTC to `sink`, from level info up.
// Thread-safe where the sink is (spdlog's _mt sinks are).
std::shared_ptr<spdlog::logger> MakeJsonLogger(spdlog::sink_ptr sink);

// A logger that writes nothing, for tests.
std::shared_ptr<spdlog::logger> MakeSilentLogger();

// Writes one line where the logger's level asks for it. Control characters and
// bytes that are not UTF-8 are escaped, so a line stays one line.
void Log(spdlog::logger& logger, spdlog::level::level_enum level,
         absl::string_view event, std::initializer_list<LogField> fields);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_BASE_JSON_LOG_H_
