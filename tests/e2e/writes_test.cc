// What a caller may rely on when it writes: repeated requests, etags, and
// nothing half done.
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

using catalogue::v1::Area;
using ::testing::HasSubstr;

constexpr char kProgramme[] = "programmes/writes";

class WritesTest : public LayoutTest {
 protected:
  void SetUp() override {
    catalogue::v1::CreateProgrammeRequest request;
    request.set_programme_id("writes");
    request.set_request_id("the-programme");
    catalogue::v1::Programme& programme = *request.mutable_programme();
    programme.mutable_display_name()->set_zh("规划");
    programme.set_first_year(2014);
    programme.set_last_year(2020);
    programme.add_fund_kinds()->set_id("grant");
    programme.mutable_fund_kinds(0)->mutable_display_name()->set_zh("援助");
    const auto created =
        Do(catalogue(), &CatalogueStub::CreateProgramme, request);
    ASSERT_TRUE(created.ok()) << created;
  }

  CatalogueStub& catalogue() { return deployment().catalogue(); }

  catalogue::v1::CreateAreaRequest Creation(const std::string& id,
                                            const std::string& request_id) {
    catalogue::v1::CreateAreaRequest request;
    request.set_parent(kProgramme);
    request.set_area_id(id);
    request.set_request_id(request_id);
    request.mutable_area()->mutable_display_name()->set_zh("地区");
    request.mutable_area()->set_kind(Area::KIND_COUNTY);
    return request;
  }
};
DUIKOU_ON_BOTH_LAYOUTS(WritesTest);

TEST_P(WritesTest, ARepeatedRequestGetsTheFirstAnswer) {
  const auto request = Creation("repeated", "repeat-1");
  const auto first = Do(catalogue(), &CatalogueStub::CreateArea, request);
  ASSERT_TRUE(first.ok()) << first;
  catalogue::v1::UpdateAreaRequest update;
  *update.mutable_area() = first.response;
  update.mutable_area()->mutable_display_name()->set_zh("改名");
  const auto updated = Do(catalogue(), &CatalogueStub::UpdateArea, update);
  ASSERT_TRUE(updated.ok()) << updated;
  const auto again = Do(catalogue(), &CatalogueStub::CreateArea, request);
  ASSERT_TRUE(again.ok()) << again;
  EXPECT_EQ(again.response.SerializeAsString(),
            first.response.SerializeAsString());
}

TEST_P(WritesTest, ARequestIdIsForOneRequestOnly) {
  ASSERT_TRUE(
      Do(catalogue(), &CatalogueStub::CreateArea, Creation("other-1", "reuse"))
          .ok());
  const auto reused =
      Do(catalogue(), &CatalogueStub::CreateArea, Creation("other-2", "reuse"));
  EXPECT_EQ(reused.status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(reused.status.error_message(), HasSubstr("reuse"));
}

TEST_P(WritesTest, OfConcurrentUpdatesWithOneEtagOneWins) {
  const auto area =
      Do(catalogue(), &CatalogueStub::CreateArea, Creation("contested", ""));
  ASSERT_TRUE(area.ok()) << area;
  constexpr int kWriters = 8;
  std::vector<Answer<Area>> answers(kWriters);
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      catalogue::v1::UpdateAreaRequest update;
      *update.mutable_area() = area.response;
      update.mutable_area()->mutable_display_name()->set_zh(
          absl::StrCat("第", writer, "名"));
      answers[writer] = Do(catalogue(), &CatalogueStub::UpdateArea, update);
    });
  }
  for (std::thread& writer : writers) writer.join();
  int winners = 0;
  Area winner;
  for (const Answer<Area>& answer : answers) {
    if (answer.ok()) {
      ++winners;
      winner = answer.response;
    } else {
      EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::ABORTED)
          << answer;
    }
  }
  EXPECT_EQ(winners, 1);
  catalogue::v1::GetAreaRequest get;
  get.set_name(area.response.name());
  const auto stored = Do(catalogue(), &CatalogueStub::GetArea, get);
  ASSERT_TRUE(stored.ok()) << stored;
  EXPECT_EQ(stored.response.SerializeAsString(), winner.SerializeAsString());
}

TEST_P(WritesTest, ConcurrentUpdatesWithoutEtagAllCount) {
  const auto area =
      Do(catalogue(), &CatalogueStub::CreateArea, Creation("shared", ""));
  ASSERT_TRUE(area.ok()) << area;
  std::thread zh([&] {
    for (int i = 0; i < 10; ++i) {
      catalogue::v1::UpdateAreaRequest update;
      update.mutable_area()->set_name(area.response.name());
      update.mutable_area()->mutable_display_name()->set_zh(
          absl::StrCat("名", i));
      update.mutable_update_mask()->add_paths("display_name.zh");
      const auto updated = Do(catalogue(), &CatalogueStub::UpdateArea, update);
      EXPECT_TRUE(updated.ok()) << updated;
    }
  });
  std::thread en([&] {
    for (int i = 0; i < 10; ++i) {
      catalogue::v1::UpdateAreaRequest update;
      update.mutable_area()->set_name(area.response.name());
      update.mutable_area()->mutable_display_name()->set_en(
          absl::StrCat("Name ", i));
      update.mutable_update_mask()->add_paths("display_name.en");
      const auto updated = Do(catalogue(), &CatalogueStub::UpdateArea, update);
      EXPECT_TRUE(updated.ok()) << updated;
    }
  });
  zh.join();
  en.join();
  catalogue::v1::GetAreaRequest get;
  get.set_name(area.response.name());
  const auto stored = Do(catalogue(), &CatalogueStub::GetArea, get);
  ASSERT_TRUE(stored.ok()) << stored;
  EXPECT_EQ(stored.response.display_name().zh(), "名9");
  EXPECT_EQ(stored.response.display_name().en(), "Name 9");
}

TEST_P(WritesTest, ABatchIsAllOrNothing) {
  catalogue::v1::BatchCreateAreasRequest batch;
  batch.set_parent(kProgramme);
  for (const char* id : {"batch-1", "batch-2"}) {
    *batch.add_requests() = Creation(id, "");
  }
  batch.mutable_requests(1)->mutable_area()->set_parent_area(
      "programmes/writes/areas/nowhere");
  const auto refused = Do(catalogue(), &CatalogueStub::BatchCreateAreas, batch);
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(refused.status.error_message(),
              HasSubstr("requests[1].area.parent_area"));
  catalogue::v1::GetAreaRequest get;
  get.set_name("programmes/writes/areas/batch-1");
  EXPECT_EQ(Do(catalogue(), &CatalogueStub::GetArea, get).status.error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_P(WritesTest, ValidateOnlyWritesNothing) {
  auto request = Creation("only-checked", "");
  request.set_validate_only(true);
  const auto checked = Do(catalogue(), &CatalogueStub::CreateArea, request);
  ASSERT_TRUE(checked.ok()) << checked;
  EXPECT_EQ(checked.response.name(), "programmes/writes/areas/only-checked");
  EXPECT_EQ(checked.revision, "");
  catalogue::v1::GetAreaRequest get;
  get.set_name(checked.response.name());
  EXPECT_EQ(Do(catalogue(), &CatalogueStub::GetArea, get).status.error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_P(WritesTest, TheHistoryTellsEachChange) {
  const auto area =
      Do(catalogue(), &CatalogueStub::CreateArea, Creation("told", ""));
  ASSERT_TRUE(area.ok()) << area;
  catalogue::v1::UpdateAreaRequest update;
  *update.mutable_area() = area.response;
  update.mutable_area()->set_code("420527");
  ASSERT_TRUE(Do(catalogue(), &CatalogueStub::UpdateArea, update).ok());
  type::v1::ListHistoryRequest list;
  list.set_name(area.response.name());
  const auto history = Do(catalogue(), &CatalogueStub::ListHistory, list);
  ASSERT_TRUE(history.ok()) << history;
  ASSERT_EQ(history.response.entries_size(), 2);
  bool told = false;
  for (const auto& entry : history.response.entries()) {
    for (const auto& change : entry.changes()) {
      told = told || (change.path() == "code" &&
                      change.after().find("420527") != std::string::npos);
    }
  }
  EXPECT_TRUE(told) << history.response.DebugString();
}

}  // namespace
}  // namespace duikou::e2e
