// StandardMethodsTest: the standard methods of a few resources over a store in
// memory, in a programme that exists.
#ifndef DUIKOU_SERVICES_RPC_TESTING_STANDARD_METHODS_FIXTURE_H_
#define DUIKOU_SERVICES_RPC_TESTING_STANDARD_METHODS_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/rpc/standard_methods.h"
#include "services/rpc/testing/parse_text.h"
#include "services/store/memory/memory_store.h"

namespace duikou::testing {

// `CODE: message`, or OK.
template <typename Answer>
std::string Text(const Answer& answer) {
  return answer.status().ToString(absl::StatusToStringMode::kWithNoExtraData);
}

inline Resource<catalogue::v1::Area> AreaResource() {
  return {.pattern = "programmes/{programme}/areas/{area}",
          .field = "area",
          .id_prefix = "a-",
          .prepare =
              [](WriteContext& context, const catalogue::v1::Area*,
                 catalogue::v1::Area& area) {
                if (area.code() == "bad") {
                  return context.Invalid("code", "is bad");
                }
                return absl::OkStatus();
              },
          .may_delete =
              [](WriteContext&, const catalogue::v1::Area& area) {
                return area.code() == "used"
                           ? absl::FailedPreconditionError("is used")
                           : absl::OkStatus();
              }};
}

inline Resource<profiles::v1::Quota> QuotaResource() {
  return {.pattern = "programmes/{programme}/quotas/{quota}",
          .field = "quota",
          .max_id_length = kMaxCompositeIdLength,
          .choose_id = [](WriteContext&, const profiles::v1::Quota& quota,
                          absl::string_view) -> absl::StatusOr<std::string> {
            return absl::StrCat(LastId(quota.unit()), "--", quota.year(), "--",
                                quota.fund_kind());
          }};
}

class StandardMethodsTest : public ::testing::Test {
 protected:
  StandardMethodsTest() {
    programmes_
        .Create(Call(), Parse<catalogue::v1::CreateProgrammeRequest>(R"pb(
                  programme_id: "hubei"
                  programme {
                    display_name { zh: "湖北" }
                    first_year: 2014
                    last_year: 2020
                    fund_kinds {
                      id: "grant"
                      display_name { zh: "无偿援助" }
                    }
                  })pb"))
        .value();
  }

  CallContext& Call() {
    calls_.push_back(
        std::make_unique<CallContext>(CallOptions{.method = "test"}, ids_));
    return *calls_.back();
  }

  catalogue::v1::CreateAreaRequest NewArea(const std::string& id,
                                           const std::string& more) {
    auto request = Parse<catalogue::v1::CreateAreaRequest>(R"pb(
      parent: "programmes/hubei"
      area {
        display_name { zh: "秭归县" }
        kind: KIND_COUNTY
      })pb");
    request.set_area_id(id);
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(
        more, request.mutable_area()));
    return request;
  }

  catalogue::v1::Area CreateArea(const std::string& id,
                                 const std::string& more = "") {
    return areas_.Create(Call(), NewArea(id, more)).value();
  }

  std::vector<std::string> AreaIds() {
    catalogue::v1::ListAreasRequest request;
    request.set_parent("programmes/hubei");
    std::vector<std::string> ids;
    const auto listed =
        areas_.List<catalogue::v1::ListAreasResponse>(Call(), request);
    for (const catalogue::v1::Area& area : listed.value().areas()) {
      ids.emplace_back(LastId(area.name()));
    }
    return ids;
  }

  MemoryStore store_;
  SimulatedClock clock_{absl::FromUnixSeconds(1'400'000'000)};
  SequentialIdGenerator ids_;
  std::vector<std::unique_ptr<CallContext>> calls_;
  StandardMethods<catalogue::v1::Programme> programmes_{
      store_, clock_, ids_,
      Resource<catalogue::v1::Programme>{.pattern = "programmes/{programme}",
                                         .field = "programme"}};
  StandardMethods<catalogue::v1::Area> areas_{store_, clock_, ids_,
                                              AreaResource()};
  StandardMethods<profiles::v1::Unit> units_{
      store_, clock_, ids_,
      Resource<profiles::v1::Unit>{
          .pattern = "programmes/{programme}/units/{unit}", .field = "unit"}};
  StandardMethods<profiles::v1::Quota> quotas_{store_, clock_, ids_,
                                               QuotaResource()};
  StandardMethods<matching::v1::ShortlistEntry> shortlist_{
      store_, clock_, ids_,
      Resource<matching::v1::ShortlistEntry>{
          .pattern = "programmes/{programme}/units/{unit}/shortlist/{project}",
          .field = "shortlist_entry",
          .unchecked_fields = {"project"}}};
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_RPC_TESTING_STANDARD_METHODS_FIXTURE_H_
