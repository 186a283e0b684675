#include "services/base/json_log.h"

#include <memory>
#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "spdlog/sinks/ostream_sink.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class JsonLogTest : public ::testing::Test {
 protected:
  std::ostringstream lines_;
  std::shared_ptr<spdlog::logger> logger_ =
      MakeJsonLogger(std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_));
};

TEST_F(JsonLogTest, ALineIsAnObjectOfItsFields) {
  Log(*logger_, spdlog::level::info, "serving",
      {{"port", 7100}, {"share", 0.5}, {"ready", true}, {"name", "宜昌"}});
  EXPECT_THAT(lines_.str(),
              MatchesRegex(R"(\{"time":"[-0-9]+T[:0-9]+\.[0-9]+Z",)"
                           R"("level":"info","event":"serving","port":7100,)"
                           R"("share":0\.5,"ready":true,"name":"宜昌"\})"
                           "\n"));
}

TEST_F(JsonLogTest, NothingBreaksALine) {
  Log(*logger_, spdlog::level::info, "x", {{"text", "a\"b\\c\nd\x01\xFF"}});
  EXPECT_THAT(lines_.str(),
              HasSubstr("\"text\":\"a\\\"b\\\\c\\u000ad\\u0001\xEF\xBF\xBD\""));
}

TEST_F(JsonLogTest, LinesBelowTheLevelAreNotWritten) {
  Log(*logger_, spdlog::level::debug, "x", {});
  EXPECT_EQ(lines_.str(), "");
}

}  // namespace
}  // namespace duikou
