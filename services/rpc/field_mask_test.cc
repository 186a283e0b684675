#include "services/rpc/field_mask.h"

#include <string>
#include <vector>

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "services/rpc/testing/parse_text.h"

namespace duikou {
namespace {

using catalogue::v1::Project;
using catalogue::v1::Target;
using google::protobuf::FieldMask;
using profiles::v1::Quota;
using testing::Parse;

FieldMask Mask(const std::vector<std::string>& paths) {
  FieldMask mask;
  for (const std::string& path : paths) mask.add_paths(path);
  return mask;
}

// What `stored` becomes, as text; or the error.
template <typename T>
std::string Merged(const std::vector<std::string>& paths,
                   const std::string& sent, const std::string& stored) {
  const auto mask = UpdateMask::Make(*T::descriptor(), Mask(paths));
  if (!mask.ok()) return std::string(mask.status().message());
  T resource = Parse<T>(stored);
  const absl::Status status = mask->Merge(Parse<T>(sent), resource, "it");
  return status.ok() ? resource.ShortDebugString()
                     : std::string(status.message());
}

TEST(FieldMaskTest, PathsChangeWhatTheyName) {
  EXPECT_EQ(Merged<Project>({"village"}, "village: 'a' first_year: 1",
                            "village: 'b' last_year: 2"),
            "village: \"a\" last_year: 2");
}

TEST(FieldMaskTest, APathToWhatIsNotSetClears) {
  EXPECT_EQ(Merged<Project>({"village", "standing"}, "",
                            "village: 'b' last_year: 2 standing { jobs: 1 }"),
            "last_year: 2");
}

TEST(FieldMaskTest, PathsReachIntoMessages) {
  EXPECT_EQ(Merged<Project>({"standing.jobs"}, "standing { jobs: 5 }",
                            "standing { jobs: 1 people_helped: 9 }"),
            "standing { people_helped: 9 jobs: 5 }");
  EXPECT_EQ(Merged<Project>({"standing.jobs"}, "",
                            "standing { jobs: 1 people_helped: 9 }"),
            "standing { people_helped: 9 }");
}

TEST(FieldMaskTest, AClearedChildMakesNoParent) {
  EXPECT_EQ(Merged<Project>({"standing.jobs"}, "", "last_year: 2"),
            "last_year: 2");
}

TEST(FieldMaskTest, ListsAreReplacedWhole) {
  EXPECT_EQ(Merged<Project>({"fund_needs"}, "fund_needs { fund_kind: 'a' }",
                            "fund_needs { fund_kind: 'b' } "
                            "fund_needs { fund_kind: 'c' }"),
            "fund_needs { fund_kind: \"a\" }");
}

TEST(FieldMaskTest, AnEmptyMaskChangesWhatIsSet) {
  EXPECT_EQ(Merged<Project>({},
                            "village: 'a' standing { jobs: 5 } state: "
                            "STATE_OPEN etag: 'x'",
                            "village: 'b' last_year: 2 "
                            "standing { jobs: 1 people_helped: 9 } "
                            "state: STATE_DRAFT etag: 'y'"),
            "village: \"a\" last_year: 2 state: STATE_DRAFT "
            "standing { jobs: 5 } etag: \"y\"");
}

TEST(FieldMaskTest, AStarReplacesAllButWhatTheServerWrites) {
  EXPECT_EQ(Merged<Project>({"*"}, "village: 'a' state: STATE_OPEN",
                            "name: 'n' village: 'b' last_year: 2 "
                            "state: STATE_DRAFT"),
            "name: \"n\" village: \"a\" state: STATE_DRAFT");
}

TEST(FieldMaskTest, ImmutableFieldsMayBeSentAsTheyAre) {
  for (const std::vector<std::string>& paths :
       {std::vector<std::string>{}, std::vector<std::string>{"*"}}) {
    EXPECT_EQ(Merged<Quota>(paths, "year: 2015 amount_fen: 5",
                            "year: 2015 unit: 'u' amount_fen: 3"),
              "unit: \"u\" year: 2015 amount_fen: 5");
    EXPECT_EQ(Merged<Quota>(paths, "year: 2016", "year: 2015"),
              "it.year: is immutable and would change");
  }
}

TEST(FieldMaskTest, OneOfSeveralValuesIsExchanged) {
  EXPECT_EQ(Merged<Target>({}, "count: 5", "amount_fen: 3 year: 1"),
            "count: 5 year: 1");
  EXPECT_EQ(Merged<Target>({"count"}, "count: 5", "amount_fen: 3 year: 1"),
            "count: 5 year: 1");
}

TEST(FieldMaskTest, MasksThatAreNoneAreRefused) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"colour"}, "update_mask: \"colour\" is not a field"},
      {{"standing.colour"}, "update_mask: \"standing.colour\" is not a field"},
      {{"village.x"}, "update_mask: \"village.x\" is not a field"},
      {{""}, "update_mask: \"\" is not a field"},
      {{"standing."}, "update_mask: \"standing.\" is not a field"},
      {{"name"}, "update_mask: \"name\" is immutable"},
      {{"state"}, "update_mask: \"state\" is output only"},
      {{"etag"}, "update_mask: \"etag\" is output only"},
      {{"create_time"}, "update_mask: \"create_time\" is output only"},
      {{"village", "*"}, "update_mask: \"*\" must stand alone"},
      {{"fund_needs.total_fen"},
       "update_mask: \"fund_needs.total_fen\" reaches into a list; name the "
       "whole list"},
  };
  for (const auto& [paths, expected] : cases) {
    EXPECT_EQ(Merged<Project>(paths, "", ""), expected);
  }
}

}  // namespace
}  // namespace duikou
