// The sample fair, entered by a client on both layouts: everything is taken,
// and what it asks for can be held.
#include <string>

#include "deploy/sample/fair_loader.h"
#include "deploy/sample/programme.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/command_run.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

using ::testing::HasSubstr;

class SampleFairTest : public SampleTest {};
DUIKOU_ON_BOTH_LAYOUTS(SampleFairTest);

TEST_P(SampleFairTest, IsEnteredOnceSolvedAndPublished) {
  const sample::Programme programme = sample::MakeHubei(2014);
  sample::FairLoader loader(deployment().channel("fair"), "");
  EXPECT_FALSE(loader.IsLoaded(programme));
  const grpc::Status loaded = loader.Load(programme);
  ASSERT_TRUE(loaded.ok()) << loaded.error_message();
  EXPECT_TRUE(loader.IsLoaded(programme));
  EXPECT_TRUE(loader.Load(programme).ok());

  Command command(deployment(), "hubei");
  EXPECT_THAT(command.Must({"fair", "participants", "2016"}),
              HasSubstr("华中农业大学"));
  EXPECT_THAT(command.Must({"fair", "review", "2016"}),
              HasSubstr("参会单位 60"));
  EXPECT_THAT(command.Must({"fair", "partners", "2016", "county-420527"}),
              HasSubstr("hzau"));
  EXPECT_THAT(command.Must({"fair", "solve", "2016", "--most-steps", "300000"}),
              HasSubstr("已完成"));
  EXPECT_THAT(command.Must({"fair", "check", "2016"}),
              HasSubstr("不可行 0 处"));
  EXPECT_THAT(command.Must({"fair", "publish", "2016"}),
              HasSubstr("已发布。版本 0001"));
  const Told absent =
      command.Run({"fair", "no-show", "2016", "hzau", "--first-open-slot",
                   "d1-0900", "--validate-only"});
  EXPECT_EQ(absent.code, 0) << absent.err;
  EXPECT_THAT(absent.out, HasSubstr("未写入"));
}

}  // namespace
}  // namespace duikou::e2e
