#include "services/base/json_log.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/base/utf8.h"
#include "spdlog/sinks/null_sink.h"

namespace duikou {
namespace {

void AppendText(absl::string_view text, std::string& line) {
  line += '"';
  while (!text.empty()) {
    size_t length = Utf8CharacterLength(text);
    const unsigned char first = text.front();
    if (length == 0) {
      line += "\xEF\xBF\xBD";
      length = 1;
    } else if (first == '"' || first == '\\') {
      line += '\\';
      line += text.front();
    } else if (first < 0x20 || first == 0x7F) {
      absl::StrAppendFormat(&line, "\\u%04x", first);
    } else {
      line.append(text.data(), length);
    }
    text.remove_prefix(length);
  }
  line += '"';
}

void AppendField(const LogField& field, std::string& line) {
  line += ',';
  AppendText(field.key, line);
  line += ':';
  std::visit(
      [&line](const auto& value) {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, absl::string_view>) {
          AppendText(value, line);
        } else if constexpr (std::is_same_v<Value, bool>) {
          line += value ? "true" : "false";
        } else {
          absl::StrAppend(&line, value);
        }
      },
      field.value);
}

}  // namespace

std::shared_ptr<spdlog::logger> MakeJsonLogger(spdlog::sink_ptr sink) {
  auto logger = std::make_shared<spdlog::logger>("duikou", std::move(sink));
  logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                      spdlog::pattern_time_type::utc);
  logger->flush_on(spdlog::level::info);
  return logger;
}

std::shared_ptr<spdlog::logger> MakeSilentLogger() {
  auto logger = std::make_shared<spdlog::logger>(
      "duikou", std::make_shared<spdlog::sinks::null_sink_mt>());
  logger->set_level(spdlog::level::off);
  return logger;
}

void Log(spdlog::logger& logger, spdlog::level::level_enum level,
         absl::string_view event, std::initializer_list<LogField> fields) {
  if (!logger.should_log(level)) return;
  std::string line = "\"event\":";
  AppendText(event, line);
  for (const LogField& field : fields) AppendField(field, line);
  logger.log(level, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace duikou
