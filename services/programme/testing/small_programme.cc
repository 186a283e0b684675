#include "services/programme/testing/small_programme.h"

#include <map>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"

namespace duikou::testing {
namespace {

struct Row {
  const char* collection;
  const char* id;
  const char* text;
};

// `@` stands for programmes/hubei/.
constexpr Row kRows[] = {
    {"areas", "reservoir", R"pb(display_name { zh: "三峡库区" }
                                kind: KIND_GROUP)pb"},
    {"areas", "yichang", R"pb(display_name { zh: "宜昌市" en: "Yichang" }
                              kind: KIND_PREFECTURE)pb"},
    {"areas", "zigui",
     R"pb(display_name { zh: "秭归县" en: "Zigui" }
          kind: KIND_COUNTY
          parent_area: "@areas/yichang"
          group: "@areas/reservoir")pb"},
    {"areas", "maoping",
     R"pb(display_name { zh: "茅坪镇" }
          kind: KIND_PLACE
          parent_area: "@areas/zigui")pb"},
    {"areas", "badong",
     R"pb(display_name { zh: "巴东县" }
          kind: KIND_COUNTY
          group: "@areas/reservoir")pb"},
    {"areas", "dianjun",
     R"pb(display_name { zh: "点军区" }
          kind: KIND_COUNTY
          parent_area: "@areas/yichang")pb"},
    {"sectors", "industry",
     R"pb(display_name { zh: "优势产业" en: "industry" })pb"},
    {"sectors", "tea",
     R"pb(display_name { zh: "茶叶" en: "tea" }
          parent_sector: "@sectors/industry")pb"},
    {"sectors", "tourism",
     R"pb(display_name { zh: "旅游" en: "tourism" }
          parent_sector: "@sectors/industry")pb"},
    {"sectors", "health", R"pb(display_name { zh: "卫生" en: "health" })pb"},
    {"projects", "tea-1",
     R"pb(display_name { zh: "茶叶加工园" en: "Tea park" }
          description { zh: "新建加工线" }
          area: "@areas/zigui"
          sector: "@sectors/tea"
          fund_needs { fund_kind: "grant" total_fen: 300000000 }
          shareable: true
          first_year: 2014
          last_year: 2016
          state: STATE_OPEN
          other_needs { kind: NEED_KIND_EXPERTS }
          other_needs { kind: NEED_KIND_SALES }
          publish_time { seconds: 1400000000 })pb"},
    {"projects", "tea-2",
     R"pb(display_name { zh: "高山茶园" }
          area: "@areas/maoping"
          sector: "@sectors/tea"
          fund_needs {
            fund_kind: "grant"
            total_fen: 500000000
            least_share_fen: 100000000
          }
          shareable: true
          first_year: 2014
          last_year: 2020
          state: STATE_OPEN
          publish_time { seconds: 1400000100 })pb"},
    {"projects", "clinic",
     R"pb(display_name { zh: "乡镇卫生院" en: "Township clinic" }
          area: "@areas/badong"
          sector: "@sectors/health"
          fund_needs { fund_kind: "policy" total_fen: 800000000 }
          all_or_nothing: true
          first_year: 2014
          last_year: 2020
          state: STATE_OPEN
          readiness: READINESS_APPROVED
          publish_time { seconds: 1400000200 })pb"},
    {"projects", "hotel",
     R"pb(display_name { zh: "江畔酒店" en: "Riverside hotel" }
          area: "@areas/dianjun"
          sector: "@sectors/tourism"
          recipient: "@units/county"
          fund_needs { fund_kind: "coop" total_fen: 5000000000 }
          shareable: true
          first_year: 2014
          last_year: 2020
          state: STATE_OPEN
          standing { people_helped: 1000 }
          publish_time { seconds: 1400000300 })pb"},
    {"projects", "draft",
     R"pb(display_name { zh: "未公开" }
          area: "@areas/zigui"
          sector: "@sectors/tea"
          fund_needs { fund_kind: "grant" total_fen: 200000000 }
          shareable: true
          first_year: 2014
          last_year: 2020
          state: STATE_DRAFT)pb"},
    {"units", "fund",
     R"pb(display_name { zh: "省基金" en: "Provincial fund" }
          kind: UNIT_KIND_PROVINCIAL_DEPARTMENT
          sides: SIDE_SUPPORTER)pb"},
    {"units", "city",
     R"pb(display_name { zh: "宜昌市政府" }
          kind: UNIT_KIND_MUNICIPALITY
          sides: SIDE_SUPPORTER
          sides: SIDE_RECIPIENT
          home_area: "@areas/yichang")pb"},
    {"units", "bare",
     R"pb(display_name { zh: "新单位" }
          kind: UNIT_KIND_ENTERPRISE
          sides: SIDE_SUPPORTER)pb"},
    {"units", "county",
     R"pb(display_name { zh: "点军区政府" }
          kind: UNIT_KIND_COUNTY
          sides: SIDE_RECIPIENT)pb"},
    {"profiles", "fund",
     R"pb(strengths { sector: "@sectors/tea" strength: 90 }
          givings {
            fund_kind: "grant"
            usual_fen: 300000000
            means_fen: 400000000
          }
          offers { kind: NEED_KIND_EXPERTS })pb"},
    {"profiles", "city",
     R"pb(strengths { sector: "@sectors/industry" strength: 50 }
          givings { fund_kind: "grant" usual_fen: 200000000 }
          givings { fund_kind: "coop" usual_fen: 5000000000 }
          givings { fund_kind: "policy" usual_fen: 800000000 })pb"},
    {"pairings", "pair-1",
     R"pb(supporter: "@units/city" area: "@areas/zigui")pb"},
};

std::string Expand(const std::string& text) {
  return absl::StrReplaceAll(text, {{"@", absl::StrCat(kHubei, "/")}});
}

using MakeMessage = std::unique_ptr<google::protobuf::Message> (*)();

template <typename T>
std::unique_ptr<google::protobuf::Message> New() {
  return std::make_unique<T>();
}

std::unique_ptr<google::protobuf::Message> NewOf(
    const std::string& collection) {
  static const auto* const kTypes = new std::map<std::string, MakeMessage>{
      {"areas", New<catalogue::v1::Area>},
      {"sectors", New<catalogue::v1::Sector>},
      {"projects", New<catalogue::v1::Project>},
      {"units", New<profiles::v1::Unit>},
      {"profiles", New<profiles::v1::CapabilityProfile>},
      {"pairings", New<profiles::v1::Pairing>},
      {"quotas", New<profiles::v1::Quota>},
      {"commitments", New<profiles::v1::Commitment>},
      {"cooperations", New<profiles::v1::Cooperation>},
      {"interests", New<matching::v1::Interest>},
      {"shares", New<assignment::v1::PlanShare>},
      {"shortlist", New<matching::v1::ShortlistEntry>},
      {"dismissals", New<matching::v1::Dismissal>},
      {"seen", New<matching::v1::SeenMark>},
      {"weights", New<matching::v1::WeightVersion>}};
  return kTypes->at(collection)();
}

std::string Bytes(const std::string& collection, const std::string& id,
                  const std::string& text) {
  const auto message = NewOf(collection);
  DUIKOU_CHECK(google::protobuf::TextFormat::ParseFromString(Expand(text),
                                                             message.get()))
      << text;
  message->GetReflection()->SetString(
      message.get(), message->GetDescriptor()->FindFieldByName("name"),
      absl::StrCat(kHubei, "/", collection, "/", id));
  return message->SerializeAsString();
}

Revision Commit(Store& store, const std::string& partition, Mutation mutation) {
  CommitRequest commit{.partition = partition};
  commit.mutations.push_back(std::move(mutation));
  const auto done = store.Commit(commit);
  DUIKOU_CHECK(done.ok()) << done.status().ToString();
  return done->revision;
}

}  // namespace

Revision PutText(Store& store, const std::string& collection,
                 const std::string& id, const std::string& text) {
  return Commit(store, "hubei",
                Mutation::Put(collection, id, Bytes(collection, id, text),
                              ::duikou::Expectation::Any()));
}

Revision DeleteRecord(Store& store, const std::string& collection,
                      const std::string& id) {
  return Commit(store, "hubei",
                Mutation::Delete(collection, id, ::duikou::Expectation::Any()));
}

Revision WriteSmallProgramme(Store& store) {
  Commit(store, "-", PutRecord("programmes", "hubei", SmallProgrammeRecord()));
  CommitRequest commit{.partition = "hubei"};
  for (const Row& row : kRows) {
    commit.mutations.push_back(Mutation::Put(
        row.collection, row.id, Bytes(row.collection, row.id, row.text),
        ::duikou::Expectation::Any()));
  }
  const auto done = store.Commit(commit);
  DUIKOU_CHECK(done.ok()) << done.status().ToString();
  return done->revision;
}

std::vector<Change> SmallProgrammeChanges() {
  std::vector<Change> changes;
  for (const Row& row : kRows) {
    changes.push_back({.revision = 1,
                       .collection = row.collection,
                       .id = row.id,
                       .value = Bytes(row.collection, row.id, row.text)});
  }
  return changes;
}

catalogue::v1::Programme SmallProgrammeRecord() {
  return Parse<catalogue::v1::Programme>(R"pb(
    name: "programmes/hubei"
    display_name { zh: "湖北" }
    first_year: 2014
    last_year: 2020
    fund_kinds {
      id: "policy"
      display_name { zh: "政策资金" en: "policy funds" }
      giver_kinds: UNIT_KIND_PROVINCIAL_DEPARTMENT
    }
    fund_kinds {
      id: "grant"
      display_name { zh: "无偿援助" en: "grants" }
    }
    fund_kinds {
      id: "coop"
      display_name { zh: "经济合作" en: "economic cooperation" }
    })pb");
}

}  // namespace duikou::testing
