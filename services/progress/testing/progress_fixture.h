// ProgressFixture: the small programme (services/programme/testing) with ways
// to call the role's methods on it and to write what other methods would have.
//
//   class WorkListTest : public testing::ProgressFixture { … };
#ifndef DUIKOU_SERVICES_PROGRESS_TESTING_PROGRESS_FIXTURE_H_
#define DUIKOU_SERVICES_PROGRESS_TESTING_PROGRESS_FIXTURE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "matcher/base/check.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/programme/testing/small_programme.h"
#include "services/progress/agreement_methods.h"
#include "services/progress/followed_progress.h"
#include "services/rpc/call_context.h"
#include "services/rpc/caller.h"
#include "services/rpc/testing/parse_text.h"
#include "services/store/memory/memory_store.h"

namespace duikou::testing {

// The day at noon in China.
inline absl::Time NoonOf(int year, int month, int day) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, 4, 0, 0),
                         absl::UTCTimeZone());
}

// It is noon of 1 June 2016.
class ProgressFixture : public ::testing::Test {
 protected:
  ProgressFixture() { WriteSmallProgramme(store_); }

  // `@` stands for `programmes/hubei/`.
  static std::string Expanded(const std::string& text) {
    return absl::StrReplaceAll(text, {{"@", "programmes/hubei/"}});
  }
  template <typename T>
  static T Text(const std::string& text) {
    return Parse<T>(Expanded(text));
  }

  // A call that sees all that was written so far, of somebody who may all.
  CallContext& Call(const std::string& actor = "people/office") {
    CallOptions options{.method = "test"};
    options.min_revisions.emplace_back("hubei", Head());
    calls_.push_back(std::make_unique<CallContext>(std::move(options), ids_));
    auto caller = std::make_shared<Caller>();
    caller->actor = actor;
    caller->signed_in = true;
    calls_.back()->SetCaller(std::move(caller));
    return *calls_.back();
  }
  // Of somebody who acts for units on these sides; empty: on none.
  CallContext& CallOf(const std::string& supporter,
                      const std::string& recipient,
                      const std::string& actor = "people/somebody") {
    CallContext& call = Call(actor);
    Reach reach;
    if (!supporter.empty()) reach.supporter.units = {supporter};
    if (!recipient.empty()) reach.recipient.units = {recipient};
    call.SetReach(std::move(reach));
    return call;
  }

  Revision Head() {
    return store_.WaitForChange("hubei", 0, CallLimits()).value();
  }

  // Writes a record as it stands.
  template <typename T>
  void Put(const std::string& collection, T resource) {
    const std::string name = resource.name();
    CommitRequest commit{.partition = "hubei"};
    commit.mutations.push_back(Mutation::Put(
        collection, name.substr(name.rfind('/') + 1),
        resource.SerializeAsString(), ::duikou::Expectation::Any()));
    DUIKOU_CHECK(store_.Commit(commit).ok());
  }

  // An agreement of `fund` and `county` in dianjun, with `more` of it.
  progress::v1::CreateAgreementRequest NewAgreement(
      const std::string& id, const std::string& more = "") {
    auto request = Text<progress::v1::CreateAgreementRequest>(
        R"pb(parent: "programmes/hubei"
             agreement {
               display_name { zh: "茶厂" en: "Tea works" }
               supporter: "@units/fund"
               recipient: "@units/county"
               placements {
                 area: "@areas/dianjun"
                 sector: "@sectors/tea"
                 parts: 10000
               }
               sign_date: "2016-01-15"
             })pb");
    DUIKOU_CHECK(google::protobuf::TextFormat::MergeFromString(
        Expanded(more), request.mutable_agreement()))
        << more;
    request.set_agreement_id(id);
    return request;
  }
  progress::v1::Agreement Create(const std::string& id,
                                 const std::string& more = "") {
    return Ok(agreements_.CreateAgreement(Call(), NewAgreement(id, more)));
  }

  // An entry of `fund`, as the ledger would have it.
  progress::v1::LedgerEntry Entry(int period, int number,
                                  const std::string& text) {
    auto entry = Text<progress::v1::LedgerEntry>(text);
    entry.set_name(absl::StrCat("programmes/hubei/ledgerEntries/fund--", period,
                                "--", absl::Dec(number, absl::kZeroPad7)));
    entry.set_supporter("programmes/hubei/units/fund");
    entry.set_number(number);
    entry.set_period(period);
    return entry;
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

  MemoryStore store_;
  SimulatedClock clock_{NoonOf(2016, 6, 1)};
  SequentialIdGenerator ids_;
  std::vector<std::unique_ptr<CallContext>> calls_;
  FollowedProgress followed_{store_};
  AgreementMethods agreements_{store_, clock_, ids_, followed_};
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_PROGRESS_TESTING_PROGRESS_FIXTURE_H_
