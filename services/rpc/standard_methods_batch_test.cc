#include <string>
#include <vector>

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/rpc/standard_methods.h"
#include "services/rpc/testing/parse_text.h"
#include "services/rpc/testing/standard_methods_fixture.h"

namespace duikou {
namespace {

using catalogue::v1::Area;
using catalogue::v1::BatchCreateAreasRequest;
using catalogue::v1::BatchCreateAreasResponse;
using catalogue::v1::BatchGetAreasRequest;
using catalogue::v1::BatchGetAreasResponse;
using catalogue::v1::CreateAreaRequest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Parse;
using testing::StandardMethodsTest;
using testing::Text;

std::vector<Area> Rows(const std::vector<std::string>& texts) {
  std::vector<Area> rows;
  for (const std::string& text : texts) {
    rows.push_back(
        Parse<Area>("display_name { zh: 'x' } kind: KIND_COUNTY " + text));
  }
  return rows;
}

TEST_F(StandardMethodsTest, BatchGetKeepsTheOrderAsked) {
  CreateArea("a");
  CreateArea("b");
  const auto request = Parse<BatchGetAreasRequest>(R"pb(
    parent: "programmes/hubei"
    names: "programmes/hubei/areas/b"
    names: "programmes/hubei/areas/a")pb");
  const auto response =
      areas_.BatchGet<BatchGetAreasResponse>(Call(), request).value();
  EXPECT_EQ(response.areas(0).name(), "programmes/hubei/areas/b");
  EXPECT_EQ(response.areas(1).name(), "programmes/hubei/areas/a");
}

TEST_F(StandardMethodsTest, BatchGetNamesWhatIsMissing) {
  CreateArea("a");
  auto request = Parse<BatchGetAreasRequest>(R"pb(
    parent: "programmes/hubei"
    names: "programmes/hubei/areas/a"
    names: "programmes/hubei/areas/x")pb");
  EXPECT_EQ(Text(areas_.BatchGet<BatchGetAreasResponse>(Call(), request)),
            "NOT_FOUND: names[1]: programmes/hubei/areas/x does not exist");
  request.set_names(1, "programmes/henan/areas/x");
  EXPECT_EQ(Text(areas_.BatchGet<BatchGetAreasResponse>(Call(), request)),
            "INVALID_ARGUMENT: names[1]: programmes/henan/areas/x is not in "
            "programmes/hubei");
}

TEST_F(StandardMethodsTest, ABatchMayReferToItself) {
  BatchCreateAreasRequest request;
  request.set_parent("programmes/hubei");
  *request.add_requests() =
      NewArea("child", "parent_area: 'programmes/hubei/areas/parent'");
  *request.add_requests() = NewArea("parent", "");
  const auto response =
      areas_.BatchCreate<BatchCreateAreasResponse>(Call(), request).value();
  EXPECT_EQ(response.areas(0).name(), "programmes/hubei/areas/child");
  EXPECT_EQ(response.areas(0).etag(), response.areas(1).etag());
  EXPECT_THAT(AreaIds(), ElementsAre("child", "parent"));
}

TEST_F(StandardMethodsTest, ABatchIsAllOrNothingAndNamesTheEntry) {
  CreateArea("taken");
  BatchCreateAreasRequest request;
  request.set_parent("programmes/hubei");
  *request.add_requests() = NewArea("new", "");
  const auto refused = [&](const CreateAreaRequest& second) {
    BatchCreateAreasRequest batch = request;
    *batch.add_requests() = second;
    return Text(areas_.BatchCreate<BatchCreateAreasResponse>(Call(), batch));
  };
  EXPECT_EQ(refused(NewArea("taken", "")),
            "ALREADY_EXISTS: requests[1].area: programmes/hubei/areas/taken "
            "exists already");
  EXPECT_EQ(refused(NewArea("new", "")),
            "INVALID_ARGUMENT: requests[1].area_id: \"new\" is that of "
            "requests[0].area too");
  EXPECT_EQ(refused(NewArea("other", "code: 'bad'")),
            "INVALID_ARGUMENT: requests[1].area.code: is bad");
  CreateAreaRequest elsewhere = NewArea("other", "");
  elsewhere.set_parent("programmes/henan");
  EXPECT_EQ(refused(elsewhere),
            "INVALID_ARGUMENT: requests[1].parent: must be that of the batch, "
            "programmes/hubei");
  EXPECT_THAT(AreaIds(), ElementsAre("taken"));
}

TEST_F(StandardMethodsTest, AnImportCreatesUpdatesAndLeavesAlone) {
  CreateArea("same", "display_name { zh: 'x' }");
  CreateArea("changed", "display_name { zh: 'x' }");
  const auto rows =
      Rows({"name: 'new'", "name: 'same'", "name: 'changed' code: '7'", ""});
  const auto done =
      areas_.BatchUpsert(Call(), "programmes/hubei", rows, {}).value();
  EXPECT_EQ(done.created, 2);
  EXPECT_EQ(done.updated, 1);
  EXPECT_EQ(done.unchanged, 1);
  EXPECT_TRUE(done.committed);
  EXPECT_EQ(areas_.GetByName(Call(), "programmes/hubei/areas/changed")->code(),
            "7");
  const auto again = areas_
                         .BatchUpsert(Call(), "programmes/hubei",
                                      {rows.begin(), rows.begin() + 3}, {})
                         .value();
  EXPECT_EQ(again.unchanged, 3);
  EXPECT_FALSE(again.committed);
}

TEST_F(StandardMethodsTest, OneBadRowKeepsAllOut) {
  const auto done =
      areas_
          .BatchUpsert(Call(), "programmes/hubei",
                       Rows({"name: 'a'", "name: 'b' code: 'bad'"}), {})
          .value();
  EXPECT_EQ(done.refused, 1);
  EXPECT_EQ(
      done.rows[1].status.ToString(absl::StatusToStringMode::kWithNoExtraData),
      "INVALID_ARGUMENT: code: is bad");
  EXPECT_FALSE(done.committed);
  EXPECT_THAT(AreaIds(), IsEmpty());
}

TEST_F(StandardMethodsTest, GoodRowsGoInWithoutBadOnesAndTheirDependents) {
  const auto done =
      areas_
          .BatchUpsert(
              Call(), "programmes/hubei",
              Rows({"name: 'child' parent_area: 'programmes/hubei/areas/bad'",
                    "name: 'good'", "name: 'bad' code: 'bad'",
                    "name: 'good' code: '2'"}),
              {.all_or_nothing = false})
          .value();
  EXPECT_EQ(done.created, 1);
  EXPECT_EQ(done.refused, 3);
  EXPECT_EQ(
      done.rows[0].status.ToString(absl::StatusToStringMode::kWithNoExtraData),
      "INVALID_ARGUMENT: parent_area: programmes/hubei/areas/bad does "
      "not exist");
  EXPECT_EQ(
      done.rows[3].status.ToString(absl::StatusToStringMode::kWithNoExtraData),
      "ALREADY_EXISTS: name: \"good\" is that of an earlier row");
  EXPECT_THAT(AreaIds(), ElementsAre("good"));
}

TEST_F(StandardMethodsTest, AnImportMayRefuseTakenIds) {
  CreateArea("a");
  const auto done = areas_
                        .BatchUpsert(Call(), "programmes/hubei",
                                     Rows({"name: 'a'", "name: 'b'"}),
                                     {.refuse_existing = true})
                        .value();
  EXPECT_EQ(done.rows[0].status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(AreaIds(), ElementsAre("a"));
}

TEST_F(StandardMethodsTest, ARepeatedImportGetsTheFirstAnswer) {
  UpsertOptions options;
  options.request_id = "r";
  options.fingerprint = "f";
  options.answer = [](const UpsertSummary& summary) {
    return absl::StrCat(summary.created, " created");
  };
  const auto rows = Rows({"name: 'a'", "name: 'b'"});
  ASSERT_TRUE(
      areas_.BatchUpsert(Call(), "programmes/hubei", rows, options).ok());
  const auto again =
      areas_.BatchUpsert(Call(), "programmes/hubei", rows, options).value();
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.answer, "2 created");
}

TEST_F(StandardMethodsTest, ALargeImportTellsItsProgress) {
  std::vector<std::string> texts;
  for (int i = 0; i < 12'000; ++i) {
    texts.push_back(absl::StrCat("name: 'a", i, "'"));
  }
  std::vector<int> progress;
  UpsertOptions options;
  options.all_or_nothing = false;
  options.progress = [&](int rows) {
    progress.push_back(rows);
    return absl::OkStatus();
  };
  const auto done =
      areas_.BatchUpsert(Call(), "programmes/hubei", Rows(texts), options)
          .value();
  EXPECT_EQ(done.created, 12'000);
  EXPECT_THAT(progress, ElementsAre(5'000, 10'000, 12'000));
}

TEST_F(StandardMethodsTest, AnImportThatIsOnlyValidatedWritesNothing) {
  const auto done =
      areas_
          .BatchUpsert(Call(), "programmes/hubei", Rows({"name: 'a'"}),
                       {.validate_only = true})
          .value();
  EXPECT_EQ(done.created, 1);
  EXPECT_FALSE(done.committed);
  EXPECT_THAT(AreaIds(), IsEmpty());
}

}  // namespace
}  // namespace duikou
