// SmallFair: an open fair `spring` of the small programme, with a server, for
// tests.
//
//   slots  s1 … s4, half an hour each from 09:00 on 2015-05-20, s1 and s2 in
//          the session `morning`; Asia/Shanghai
//   halls  a: a1 (a screen, four seats), a2; b: b1
//   units  fund, city supporters; county (hotel, garden), town (orchard)
//          recipients, all take part; fund and county have a leader each
#ifndef DUIKOU_SERVICES_FAIR_TESTING_SMALL_FAIR_H_
#define DUIKOU_SERVICES_FAIR_TESTING_SMALL_FAIR_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "duikou/fair/v1/fair_service.grpc.pb.h"
#include "duikou/fair/v1/timetable_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/fair/testing/fair_server.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/testing/parse_text.h"
#include "services/store/memory/memory_store.h"

namespace duikou::testing {

inline constexpr char kSpring[] = "programmes/hubei/fairs/spring";

class SmallFairTest : public ::testing::Test {
 protected:
  using Fairs = fair::v1::FairService::Stub;
  using Timetables = fair::v1::TimetableService::Stub;

  SmallFairTest() {
    WriteSmallProgramme(store_);
    PutText(store_, "units", "town",
            "display_name { zh: '兴山县' } kind: UNIT_KIND_COUNTY "
            "sides: SIDE_RECIPIENT");
    PutProject("garden", "county", 300'000'000);
    PutProject("orchard", "town", 200'000'000);
    server_ = std::make_unique<FairServer>(store_);
    Ok(Do(&Fairs::CreateFair, absl::StrCat(R"(
        parent: 'programmes/hubei' fair_id: 'spring'
        fair { display_name { zh: "春季洽谈会" } venue: "宜昌"
               time_zone: "Asia/Shanghai" walk_minutes: 5
               halls { id: "a" display_name { zh: "A馆" }
                       tables { id: "a1" capacity: 4 equipment: "screen" }
                       tables { id: "a2" } }
               halls { id: "b" display_name { zh: "B馆" }
                       tables { id: "b1" } } )",
                                           Slots(), "}")));
    Ok(Do(&Fairs::OpenFair, "name: '@'"));
    Register("fund", "SUPPORTER",
             "delegates { id: 'p1' display_name: '张三' leader: true }");
    Register("city", "SUPPORTER", "");
    Register("county", "RECIPIENT",
             "delegates { id: 'p1' display_name: '李四' leader: true }");
    Register("town", "RECIPIENT", "");
  }

  static std::string Slots() {
    std::string slots;
    for (int i = 0; i < 4; ++i) {
      const int from = 9 * 60 + 30 * i;
      const auto time = [](int minutes) {
        return absl::StrCat(minutes / 60 < 10 ? "0" : "", minutes / 60, ":",
                            minutes % 60 == 0 ? "00" : "30");
      };
      absl::StrAppend(&slots, "slots { id: 's", i + 1,
                      "' date: '2015-05-20' start_time: '", time(from),
                      "' end_time: '", time(from + 30), "' session: '",
                      i < 2 ? "morning" : "noon", "' } ");
    }
    return slots;
  }

  void PutProject(const std::string& id, const std::string& recipient,
                  int64_t fen) {
    PutText(
        store_, "projects", id,
        absl::StrCat("display_name { zh: '", id, "' } area: '@areas/zigui'",
                     " sector: '@sectors/tea' recipient: '@units/", recipient,
                     "' fund_needs { fund_kind: 'grant' total_fen: ", fen,
                     " } shareable: true first_year: 2014 last_year: 2020 "
                     "state: STATE_OPEN"));
  }

  void Register(const std::string& unit, const std::string& side,
                const std::string& more) {
    Ok(Do(&Fairs::CreateParticipant,
          absl::StrCat("parent: '@' participant { unit: "
                       "'programmes/hubei/units/",
                       unit, "' side: SIDE_", side, " ", more, " }")));
  }

  // `@` at the beginning of a text stands for the fair.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Do(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const std::string& text) {
    return server_->Do(method,
                       Parse<Request>(absl::StrReplaceAll(
                           text, {{"'@", absl::StrCat("'", kSpring)}})));
  }
  template <typename T>
  static T Ok(absl::StatusOr<T> result) {
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? *std::move(result) : T();
  }
  template <typename T>
  static std::string Error(const absl::StatusOr<T>& result) {
    return result.status().ToString();
  }

  // The supporter asks the recipient: a wish, unless `more` says another kind.
  absl::StatusOr<fair::v1::MeetingRequest> Ask(const std::string& supporter,
                                               const std::string& recipient,
                                               const std::string& more = "") {
    return Do(&Fairs::CreateMeetingRequest,
              absl::StrCat("parent: '@' meeting_request { supporter: "
                           "'programmes/hubei/units/",
                           supporter, "' recipient: 'programmes/hubei/units/",
                           recipient, "' ",
                           absl::StrContains(more, "kind:") ? "" : kWish, more,
                           " }"));
  }
  absl::StatusOr<fair::v1::MeetingRequest> Accept(const std::string& id) {
    return Do(&Fairs::AnswerMeetingRequest,
              absl::StrCat("name: '@/requests/", id, "' accept: true"));
  }
  // Both want to meet.
  void Agree(const std::string& supporter, const std::string& recipient,
             const std::string& more = "") {
    Ok(Ask(supporter, recipient, more));
    Ok(Accept(absl::StrCat(supporter, "--", recipient)));
  }

  static constexpr char kWish[] = "kind: KIND_WISH ";

  MemoryStore store_;
  std::unique_ptr<FairServer> server_;
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_FAIR_TESTING_SMALL_FAIR_H_
