#include "services/rpc/standard_methods.h"

#include <string>
#include <vector>

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/rpc/testing/parse_text.h"
#include "services/rpc/testing/standard_methods_fixture.h"

namespace duikou {
namespace {

using catalogue::v1::Area;
using catalogue::v1::CreateAreaRequest;
using catalogue::v1::DeleteAreaRequest;
using catalogue::v1::GetAreaRequest;
using catalogue::v1::ListAreasRequest;
using catalogue::v1::ListAreasResponse;
using catalogue::v1::UpdateAreaRequest;
using matching::v1::CreateShortlistEntryRequest;
using matching::v1::ListShortlistEntriesRequest;
using matching::v1::ListShortlistEntriesResponse;
using profiles::v1::CreateQuotaRequest;
using profiles::v1::Quota;
using testing::AreaResource;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Parse;
using testing::StandardMethodsTest;
using testing::Text;

TEST_F(StandardMethodsTest, WhatIsCreatedIsGot) {
  const Area created = CreateArea("420527", "code: '420527'");
  EXPECT_EQ(created.name(), "programmes/hubei/areas/420527");
  EXPECT_EQ(created.create_time().seconds(), 1'400'000'000);
  EXPECT_EQ(created.update_time().seconds(), 1'400'000'000);
  EXPECT_NE(created.etag(), "");
  EXPECT_EQ(areas_.GetByName(Call(), created.name())->DebugString(),
            created.DebugString());
}

TEST_F(StandardMethodsTest, AnIdIsMadeUpWhereNoneIsGiven) {
  EXPECT_THAT(CreateArea("").name(), HasSubstr("programmes/hubei/areas/a-"));
}

TEST_F(StandardMethodsTest, ATakenIdIsRefused) {
  CreateArea("420527");
  EXPECT_EQ(Text(areas_.Create(Call(), NewArea("420527", ""))),
            "ALREADY_EXISTS: area: programmes/hubei/areas/420527 exists "
            "already");
}

TEST_F(StandardMethodsTest, WhatIsAbsentIsNotFound) {
  GetAreaRequest request;
  request.set_name("programmes/hubei/areas/x");
  EXPECT_EQ(Text(areas_.Get(Call(), request)),
            "NOT_FOUND: programmes/hubei/areas/x does not exist");
}

TEST_F(StandardMethodsTest, AProgrammeThatIsAbsentIsNotFound) {
  CreateAreaRequest request = NewArea("x", "");
  request.set_parent("programmes/henan");
  EXPECT_EQ(Text(areas_.Create(Call(), request)),
            "NOT_FOUND: programmes/henan does not exist");
  ListAreasRequest list;
  list.set_parent("programmes/henan");
  EXPECT_EQ(Text(areas_.List<ListAreasResponse>(Call(), list)),
            "NOT_FOUND: programmes/henan does not exist");
}

TEST_F(StandardMethodsTest, WhatANameRefersToExists) {
  EXPECT_EQ(
      Text(areas_.Create(
          Call(), NewArea("x", "parent_area: 'programmes/hubei/areas/y'"))),
      "INVALID_ARGUMENT: area.parent_area: programmes/hubei/areas/y does not "
      "exist");
  EXPECT_EQ(
      Text(areas_.Create(
          Call(), NewArea("x", "parent_area: 'programmes/henan/areas/y'"))),
      "INVALID_ARGUMENT: area.parent_area: programmes/henan/areas/y is of "
      "another programme");
}

TEST_F(StandardMethodsTest, TheRolesRulesNameTheField) {
  EXPECT_EQ(Text(areas_.Create(Call(), NewArea("x", "code: 'bad'"))),
            "INVALID_ARGUMENT: area.code: is bad");
}

TEST_F(StandardMethodsTest, ServerFieldsThatAreSentAreIgnored) {
  const Area area =
      CreateArea("x", "name: 'y' etag: 'z' create_time { seconds: 1 }");
  EXPECT_EQ(area.name(), "programmes/hubei/areas/x");
  EXPECT_EQ(area.create_time().seconds(), 1'400'000'000);
}

TEST_F(StandardMethodsTest, AnUpdateChangesWhatItsMaskNames) {
  const Area created = CreateArea("x", "code: '1'");
  clock_.Advance(absl::Seconds(5));
  UpdateAreaRequest request;
  *request.mutable_area() = created;
  request.mutable_area()->set_code("2");
  request.mutable_area()->set_kind(Area::KIND_PLACE);
  request.mutable_update_mask()->add_paths("code");
  const Area updated = areas_.Update(Call(), request).value();
  EXPECT_EQ(updated.code(), "2");
  EXPECT_EQ(updated.kind(), Area::KIND_COUNTY);
  EXPECT_EQ(updated.create_time().seconds(), 1'400'000'000);
  EXPECT_EQ(updated.update_time().seconds(), 1'400'000'005);
  EXPECT_NE(updated.etag(), created.etag());
}

TEST_F(StandardMethodsTest, AStaleEtagIsAborted) {
  UpdateAreaRequest request;
  *request.mutable_area() = CreateArea("x", "code: '1'");
  request.mutable_area()->set_code("2");
  ASSERT_TRUE(areas_.Update(Call(), request).ok());
  request.mutable_area()->set_code("3");
  EXPECT_EQ(areas_.Update(Call(), request).status().code(),
            absl::StatusCode::kAborted);
  DeleteAreaRequest remove;
  remove.set_name(request.area().name());
  remove.set_etag(request.area().etag());
  EXPECT_EQ(areas_.Delete(Call(), remove).status().code(),
            absl::StatusCode::kAborted);
}

TEST_F(StandardMethodsTest, TheMergedResourceIsCheckedWhole) {
  CreateArea("x");
  const auto request = Parse<UpdateAreaRequest>(R"pb(
    area { name: "programmes/hubei/areas/x" }
    update_mask { paths: "display_name" })pb");
  EXPECT_EQ(Text(areas_.Update(Call(), request)),
            "INVALID_ARGUMENT: area.display_name: is required");
}

TEST_F(StandardMethodsTest, ImmutableFieldsStay) {
  ASSERT_TRUE(units_
                  .Create(Call(), Parse<profiles::v1::CreateUnitRequest>(R"pb(
                            parent: "programmes/hubei"
                            unit_id: "u"
                            unit {
                              display_name { zh: "宜昌" }
                              kind: UNIT_KIND_MUNICIPALITY
                            })pb"))
                  .ok());
  Quota quota = quotas_
                    .Create(Call(), Parse<CreateQuotaRequest>(R"pb(
                              parent: "programmes/hubei"
                              quota {
                                unit: "programmes/hubei/units/u"
                                year: 2015
                                fund_kind: "grant"
                                amount_fen: 5
                              })pb"))
                    .value();
  EXPECT_EQ(quota.name(), "programmes/hubei/quotas/u--2015--grant");
  profiles::v1::UpdateQuotaRequest request;
  *request.mutable_quota() = quota;
  request.mutable_quota()->set_year(2016);
  EXPECT_EQ(Text(quotas_.Update(Call(), request)),
            "INVALID_ARGUMENT: quota.year: is immutable and would change");
}

TEST_F(StandardMethodsTest, ADerivedIdIsTheOnlyOneAllowed) {
  const auto request =
      Parse<CreateQuotaRequest>(
          R"pb(
            parent: "programmes/hubei"
            quota_id: "mine"
            quota {
              unit: "programmes/hubei/units/u"
              year: 2015
              fund_kind: "grant"
            })pb");
  EXPECT_EQ(Text(quotas_.Create(Call(), request)),
            "INVALID_ARGUMENT: quota_id: \"mine\" must be \"u--2015--grant\" "
            "or empty");
}

TEST_F(StandardMethodsTest, WhatIsDeletedIsGone) {
  const Area area = CreateArea("x");
  DeleteAreaRequest request;
  request.set_name(area.name());
  ASSERT_TRUE(areas_.Delete(Call(), request).ok());
  EXPECT_EQ(areas_.Delete(Call(), request).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(StandardMethodsTest, WhatIsInUseIsNotDeleted) {
  DeleteAreaRequest request;
  request.set_name(CreateArea("x", "code: 'used'").name());
  EXPECT_EQ(Text(areas_.Delete(Call(), request)),
            "FAILED_PRECONDITION: is used");
}

TEST_F(StandardMethodsTest, WhatCameInUseMeanwhileIsNotDeleted) {
  const Area area = CreateArea("x", "code: '1'");
  int looks = 0;
  Resource<Area> resource = AreaResource();
  resource.may_delete = [&](WriteContext&, const Area&) {
    return ++looks == 1 ? absl::OkStatus()
                        : absl::FailedPreconditionError("is used");
  };
  StandardMethods<Area> racing(store_, clock_, ids_, resource);
  DeleteAreaRequest request;
  request.set_name(area.name());
  EXPECT_EQ(Text(racing.Delete(Call(), request)),
            "FAILED_PRECONDITION: is used");
  EXPECT_EQ(areas_.GetByName(Call(), area.name())->code(), "1");
}

TEST_F(StandardMethodsTest, ARepeatedCreateGetsTheFirstAnswer) {
  CreateAreaRequest request = NewArea("", "");
  request.set_request_id("r-1");
  const Area first = areas_.Create(Call(), request).value();
  UpdateAreaRequest update;
  *update.mutable_area() = first;
  update.mutable_area()->set_code("2");
  ASSERT_TRUE(areas_.Update(Call(), update).ok());
  EXPECT_EQ(areas_.Create(Call(), request)->DebugString(), first.DebugString());
  DeleteAreaRequest remove;
  remove.set_name(first.name());
  ASSERT_TRUE(areas_.Delete(Call(), remove).ok());
  EXPECT_EQ(areas_.Create(Call(), request)->DebugString(), first.DebugString());
}

TEST_F(StandardMethodsTest, ARequestIdIsOfOneRequest) {
  CreateAreaRequest request = NewArea("x", "");
  request.set_request_id("r-1");
  ASSERT_TRUE(areas_.Create(Call(), request).ok());
  request.set_area_id("y");
  EXPECT_EQ(areas_.Create(Call(), request).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(StandardMethodsTest, RepeatedUpdatesAndDeletesGetTheFirstAnswer) {
  UpdateAreaRequest update;
  *update.mutable_area() = CreateArea("x", "code: '1'");
  update.mutable_area()->set_code("2");
  update.set_request_id("r-1");
  const Area first = areas_.Update(Call(), update).value();
  EXPECT_EQ(areas_.Update(Call(), update)->DebugString(), first.DebugString());
  DeleteAreaRequest remove;
  remove.set_name(first.name());
  remove.set_request_id("r-2");
  ASSERT_TRUE(areas_.Delete(Call(), remove).ok());
  EXPECT_TRUE(areas_.Delete(Call(), remove).ok());
}

TEST_F(StandardMethodsTest, ValidateOnlyChecksAndWritesNothing) {
  CreateAreaRequest request = NewArea("x", "");
  request.set_validate_only(true);
  EXPECT_EQ(areas_.Create(Call(), request)->name(), "programmes/hubei/areas/x");
  EXPECT_THAT(AreaIds(), IsEmpty());
  const Area area = CreateArea("x", "code: '1'");
  EXPECT_EQ(areas_.Create(Call(), request).status().code(),
            absl::StatusCode::kAlreadyExists);
  UpdateAreaRequest update;
  *update.mutable_area() = area;
  update.mutable_area()->set_code("2");
  update.set_validate_only(true);
  EXPECT_EQ(areas_.Update(Call(), update)->code(), "2");
  EXPECT_EQ(areas_.GetByName(Call(), area.name())->code(), "1");
}

TEST_F(StandardMethodsTest, PagesJoinToTheWholeList) {
  for (const char* id : {"c", "a", "e", "b", "d"}) CreateArea(id);
  ListAreasRequest request;
  request.set_parent("programmes/hubei");
  request.set_page_size(2);
  std::vector<std::vector<std::string>> pages;
  do {
    const auto page = areas_.List<ListAreasResponse>(Call(), request).value();
    pages.emplace_back();
    for (const Area& area : page.areas()) {
      pages.back().emplace_back(LastId(area.name()));
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(pages, ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d"),
                                 ElementsAre("e")));
}

TEST_F(StandardMethodsTest, AFilteredListGoesOnWhereItStopped) {
  for (const char* id : {"a", "b", "c", "d"}) {
    CreateArea(id, *id == 'b' || *id == 'd' ? "code: 'x'" : "");
  }
  ListAreasRequest request;
  request.set_parent("programmes/hubei");
  request.set_page_size(1);
  const auto keep = [](const Area& area) { return area.code() == "x"; };
  const auto first =
      areas_.List<ListAreasResponse>(Call(), request, keep).value();
  ASSERT_EQ(first.areas_size(), 1);
  EXPECT_EQ(first.areas(0).name(), "programmes/hubei/areas/b");
  request.set_page_token(first.next_page_token());
  const auto second =
      areas_.List<ListAreasResponse>(Call(), request, keep).value();
  ASSERT_EQ(second.areas_size(), 1);
  EXPECT_EQ(second.areas(0).name(), "programmes/hubei/areas/d");
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(StandardMethodsTest, NestedResourcesLiveBelowTheirParent) {
  auto create = Parse<CreateShortlistEntryRequest>(R"pb(
    parent: "programmes/hubei/units/u"
    shortlist_entry_id: "p"
    shortlist_entry { project: "programmes/hubei/projects/p" })pb");
  EXPECT_EQ(Text(shortlist_.Create(Call(), create)),
            "NOT_FOUND: programmes/hubei/units/u does not exist");
  for (const char* id : {"u", "u2"}) {
    auto unit = Parse<profiles::v1::CreateUnitRequest>(R"pb(
      parent: "programmes/hubei"
      unit {
        display_name { zh: "宜昌" }
        kind: UNIT_KIND_MUNICIPALITY
      })pb");
    unit.set_unit_id(id);
    ASSERT_TRUE(units_.Create(Call(), unit).ok());
    create.set_parent(absl::StrCat("programmes/hubei/units/", id));
    ASSERT_TRUE(shortlist_.Create(Call(), create).ok());
  }
  ListShortlistEntriesRequest list;
  list.set_parent("programmes/hubei/units/u");
  const auto listed =
      shortlist_.List<ListShortlistEntriesResponse>(Call(), list).value();
  ASSERT_EQ(listed.shortlist_entries_size(), 1);
  EXPECT_EQ(listed.shortlist_entries(0).name(),
            "programmes/hubei/units/u/shortlist/p");
}

TEST_F(StandardMethodsTest, AChangeRunsOnTheStoredResource) {
  const Area area = CreateArea("x", "code: '1'");
  GetAreaRequest name;
  DeleteAreaRequest request;  // has the fields of a custom verb's request
  request.set_name(area.name());
  const auto change = [](WriteContext&, Area& changed) {
    if (changed.code() == "2") {
      return absl::FailedPreconditionError("is 2 already");
    }
    changed.set_code("2");
    return absl::OkStatus();
  };
  EXPECT_EQ(areas_.Change(Call(), request, change)->code(), "2");
  EXPECT_EQ(Text(areas_.Change(Call(), request, change)),
            "FAILED_PRECONDITION: is 2 already");
  request.set_etag(area.etag());
  EXPECT_EQ(areas_.Change(Call(), request, change).status().code(),
            absl::StatusCode::kAborted);
}

TEST_F(StandardMethodsTest, AWriteThatMeetsAnotherIsTriedAnew) {
  const Area area = CreateArea("x", "code: '1'");
  DeleteAreaRequest request;
  request.set_name(area.name());
  int runs = 0;
  const auto changed =
      areas_.Change(Call(), request, [&](WriteContext&, Area& resource) {
        if (++runs == 1) {
          UpdateAreaRequest other;
          *other.mutable_area() = area;
          other.mutable_area()->set_kind(Area::KIND_PLACE);
          EXPECT_TRUE(areas_.Update(Call(), other).ok());
        }
        resource.set_code("2");
        return absl::OkStatus();
      });
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(changed->kind(), Area::KIND_PLACE);
  EXPECT_EQ(changed->code(), "2");
}

TEST_F(StandardMethodsTest, WhatWasReadForADecisionIsChecked) {
  CreateArea("parent");
  bool deleted = false;
  Resource<Area> resource = AreaResource();
  resource.prepare = [&](WriteContext& context, const Area*, Area&) {
    if (!deleted) {
      deleted = true;
      DeleteAreaRequest request;
      request.set_name("programmes/hubei/areas/parent");
      EXPECT_TRUE(areas_.Delete(Call(), request).ok());
    }
    return context.Exists("areas", "parent").status();
  };
  StandardMethods<Area> racing(store_, clock_, ids_, resource);
  EXPECT_EQ(
      Text(racing.Create(
          Call(),
          NewArea("x", "parent_area: 'programmes/hubei/areas/parent'"))),
      "INVALID_ARGUMENT: area.parent_area: programmes/hubei/areas/parent does "
      "not exist");
}

TEST_F(StandardMethodsTest, WritesReportTheirRevision) {
  CallContext& call = Call();
  const Area area = areas_.Create(call, NewArea("x", "")).value();
  ASSERT_EQ(call.reported().size(), 1);
  EXPECT_EQ(absl::StrCat("\"", call.reported()[0].second, "\""), area.etag());
  EXPECT_EQ(call.reported()[0].first, "hubei");
}

TEST_F(StandardMethodsTest, AVanishedStoreIsUnavailable) {
  store_.SetUnavailable(true);
  EXPECT_EQ(areas_.Create(Call(), NewArea("x", "")).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(StandardMethodsTest, AMethodMayAddToWhatIsCreatedBeforeTheRules) {
  const auto code = [](const char* code) {
    return [code](WriteContext&, Area& area) {
      area.set_code(code);
      return absl::OkStatus();
    };
  };
  const Area area =
      areas_.Create(Call(), NewArea("zigui", ""), code("420527")).value();
  EXPECT_EQ(area.code(), "420527");
  EXPECT_EQ(Text(areas_.Create(Call(), NewArea("badong", ""), code("bad"))),
            "INVALID_ARGUMENT: area.code: is bad");
  EXPECT_THAT(AreaIds(), ElementsAre("zigui"));
}

TEST_F(StandardMethodsTest, AMethodMayAddToWhatIsUpdatedAndSeesWhatItWas) {
  CreateArea("zigui", "code: '1'");
  const auto update = Parse<UpdateAreaRequest>(R"pb(
    area { name: "programmes/hubei/areas/zigui" code: "2" })pb");
  const Area area =
      areas_
          .Update(Call(), update,
                  [](WriteContext&, const Area& before, Area& area) {
                    area.mutable_display_name()->set_en(before.code() + " to " +
                                                        area.code());
                    return absl::OkStatus();
                  })
          .value();
  EXPECT_EQ(area.display_name().en(), "1 to 2");
  EXPECT_EQ(
      Text(areas_.Update(Call(), update,
                         [](WriteContext&, const Area&, Area&) -> absl::Status {
                           return absl::FailedPreconditionError("not now");
                         })),
      "FAILED_PRECONDITION: not now");
}

}  // namespace
}  // namespace duikou
