// A plan's whole way through a server: solved, adjusted, proposed, answered,
// confirmed, amended, explained; and what is refused on it.
#include "services/assignment/assignment_service.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "duikou/assignment/v1/assignment_records.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/assignment/certificate.h"
#include "matcher/assignment/solver.h"
#include "services/assignment/plan_input.h"
#include "services/assignment/plan_problem.h"
#include "services/assignment/plan_versions.h"
#include "services/assignment/run_records.h"
#include "services/assignment/testing/assignment_server.h"
#include "services/base/clock.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/resource_name.h"
#include "services/store/history_store.h"
#include "services/store/memory/memory_store.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using pb::AnnualPlan;
using pb::AssignmentRun;
using pb::PlanShare;
using pb::PlanVersion;
using Stub = pb::AssignmentService::Stub;
using ::testing::AllOf;
using testing::AssignmentServer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Parse;
using testing::PutText;

constexpr char kPlan[] = "programmes/hubei/annualPlans/2015";
constexpr char kName[] = "name: 'programmes/hubei/annualPlans/2015' ";
constexpr char kFundTea1[] =
    "supporter: 'programmes/hubei/units/fund' "
    "project: 'programmes/hubei/projects/tea-1' ";
constexpr char kCityTea2[] =
    "supporter: 'programmes/hubei/units/city' "
    "project: 'programmes/hubei/projects/tea-2' ";

// Means and quotas: fund gives 4 m of grants at most and owes 3 m; city states
// no means and owes 1 m of grants, 30 m of cooperation.
class AssignmentServiceTest : public ::testing::Test {
 protected:
  AssignmentServiceTest() : store_(memory_, history_clock_) {
    testing::WriteSmallProgramme(store_);
    Quota("fund", "grant", 300'000'000);
    Quota("city", "grant", 100'000'000);
    Quota("city", "coop", 3'000'000'000);
    server_ = std::make_unique<AssignmentServer>(store_);
  }

  void Quota(const std::string& unit, const std::string& kind, int64_t fen) {
    PutText(
        store_, "quotas", absl::StrCat(unit, "--2015--", kind),
        absl::StrCat("unit: 'programmes/hubei/units/", unit,
                     "' year: 2015 fund_kind: '", kind, "' amount_fen: ", fen));
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Do(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const std::string& text) {
    return server_->Do(method, Parse<Request>(text));
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

  AnnualPlan Create(const std::string& fields = "") {
    return Ok(Do(&Stub::CreateAnnualPlan,
                 absl::StrCat("parent: 'programmes/hubei' annual_plan_id: "
                              "'2015' annual_plan { ",
                              fields, " }")));
  }
  AnnualPlan Plan() { return Ok(Do(&Stub::GetAnnualPlan, kName)); }
  PlanVersion Version(const std::string& name) {
    return Ok(Do(&Stub::GetPlanVersion, absl::StrCat("name: '", name, "'")));
  }
  PlanVersion Current() { return Version(Plan().current_version()); }

  // The run's end.
  AssignmentRun Await(const std::string& name) {
    AssignmentRun run;
    do {
      absl::SleepFor(absl::Milliseconds(2));
      run = Ok(Do(&Stub::GetAssignmentRun, absl::StrCat("name: '", name, "'")));
    } while (run.state() == AssignmentRun::STATE_RUNNING);
    return run;
  }
  AssignmentRun SolveAs(const std::string& more = "") {
    return Await(
        Ok(Do(&Stub::SolveAnnualPlan, absl::StrCat(kName, more))).name());
  }
  PlanVersion Solve(const std::string& more = "") {
    const AssignmentRun run = SolveAs(more);
    EXPECT_EQ(run.state(), AssignmentRun::STATE_SUCCEEDED)
        << run.ShortDebugString();
    return Version(run.version());
  }

  // `fund>tea-1 grant 300` in 万元.
  static std::vector<std::string> Shares(const PlanVersion& version) {
    std::vector<std::string> lines;
    for (const pb::PlannedShare& share : version.shares()) {
      lines.push_back(absl::StrCat(std::string(LastId(share.supporter())), ">",
                                   std::string(LastId(share.project())), " ",
                                   share.fund_kind(), " ",
                                   share.amount_fen() / 1'000'000));
    }
    return lines;
  }
  static int64_t AmountOf(const PlanVersion& version,
                          const std::string& supporter,
                          const std::string& project) {
    int64_t fen = 0;
    for (const pb::PlannedShare& share : version.shares()) {
      if (LastId(share.supporter()) == supporter &&
          LastId(share.project()) == project) {
        fen += share.amount_fen();
      }
    }
    return fen;
  }
  // Whatever is summed, it is the same money.
  static void ExpectTotalsAgree(const PlanVersion& version) {
    std::map<std::string, int64_t> by_share, by_kind, by_area, by_supporter;
    for (const auto& share : version.shares()) {
      by_share[share.fund_kind()] += share.amount_fen();
    }
    for (const auto& total : version.kind_totals()) {
      by_kind[total.fund_kind()] += total.amount_fen();
    }
    for (const auto& total : version.area_totals()) {
      by_area[total.fund_kind()] += total.amount_fen();
    }
    for (const auto& balance : version.balances()) {
      if (balance.given_fen() == 0) continue;
      by_supporter[balance.fund_kind()] += balance.given_fen();
    }
    EXPECT_EQ(by_kind, by_share);
    EXPECT_EQ(by_area, by_share);
    EXPECT_EQ(by_supporter, by_share);
  }

  // By what is kept with it, and with its base.
  void ExpectMadeAgain(const PlanVersion& version) {
    const auto kept = ReadKeptVersion(store_, {}, version.name());
    ASSERT_TRUE(kept.ok()) << kept.status();
    const pb::PlanInput& input = kept->evidence.input();
    EXPECT_EQ(version.input_digest(), DigestOfInput(input));
    const AssignmentProblem problem = ToProblem(input);
    AssignmentOptions options;
    options.most_steps = input.settings().most_steps();
    if (!version.base_version().empty()) {
      const auto base = ReadKeptVersion(store_, {}, version.base_version());
      ASSERT_TRUE(base.ok()) << base.status();
      options.plan = ToPlan(input, base->version.shares());
      options.prices = MapPrices(DecodePrices(base->evidence.prices()),
                                 base->evidence.input(), input);
    }
    const auto again = SolveAssignment(problem, options);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(again->plan, ToPlan(input, version.shares()));
    EXPECT_EQ(again->bound, BoundOf(kept->evidence));
    EXPECT_THAT(CheckSolution(problem, *again).faults, IsEmpty());
  }

  AnnualPlan Propose() {
    // A day later.
    return Ok(
        Do(&Stub::ProposeAnnualPlan,
           absl::StrCat(kName, "answer_due_time { seconds: 1420156800 }")));
  }
  std::vector<PlanShare> PlanShares(const std::string& more = "") {
    const auto response = Ok(Do(&Stub::ListPlanShares,
                                absl::StrCat("parent: '", kPlan, "' ", more)));
    return {response.plan_shares().begin(), response.plan_shares().end()};
  }
  absl::StatusOr<PlanShare> Answer(const std::string& name,
                                   const std::string& side,
                                   const std::string& answer) {
    return Do(&Stub::AnswerShare,
              absl::StrCat("name: '", name, "' side: SHARE_SIDE_", side,
                           " answer: ANSWER_", answer));
  }
  void AcceptAll() {
    for (const PlanShare& share : PlanShares()) {
      if (share.version() != Plan().proposed_version()) continue;
      Ok(Answer(share.name(), "SUPPORTER", "ACCEPT"));
      Ok(Answer(share.name(), "RECIPIENT", "ACCEPT"));
    }
  }
  absl::StatusOr<AnnualPlan> Confirm(const std::string& etag) {
    pb::ConfirmAnnualPlanRequest request;
    request.set_name(kPlan);
    request.set_etag(etag);
    return server_->Do(&Stub::ConfirmAnnualPlan, request);
  }
  // The commitments there are: `fund>tea-1 grant 300`.
  std::vector<std::string> Commitments() {
    std::vector<std::string> lines;
    const auto records = ListWholly(store_, "hubei", "commitments");
    for (const Record& record : *records) {
      profiles::v1::Commitment commitment;
      EXPECT_TRUE(commitment.ParseFromString(record.value));
      EXPECT_EQ(commitment.year(), 2015);
      lines.push_back(absl::StrCat(
          std::string(LastId(commitment.supporter())), ">",
          std::string(LastId(commitment.project())), " ",
          commitment.fund_kind(), " ", commitment.amount_fen() / 1'000'000));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  MemoryStore memory_;
  SystemClock history_clock_;
  HistoryStore store_;
  std::unique_ptr<AssignmentServer> server_;
};

TEST_F(AssignmentServiceTest, SolvesQuotasIntoAProvenVersion) {
  Create();
  const PlanVersion version = Solve("reason: '初稿'");
  EXPECT_EQ(version.number(), 1);
  EXPECT_EQ(version.reason(), "初稿");
  EXPECT_EQ(version.origin(), PlanVersion::ORIGIN_SOLVED);
  EXPECT_EQ(version.worth().gap_basis_points(), 0);
  EXPECT_EQ(version.worth().change_loss_fen(), 0);
  EXPECT_LE(version.worth().value_fen(), version.worth().bound_fen());
  ExpectTotalsAgree(version);
  // Both teas are met. Fund gives no more than its means, 400 万元, and no less
  // than its quota, 300; city owes 100 and gives more: a quota is no ceiling.
  const int64_t of_fund =
      AmountOf(version, "fund", "tea-1") + AmountOf(version, "fund", "tea-2");
  const int64_t of_city =
      AmountOf(version, "city", "tea-1") + AmountOf(version, "city", "tea-2");
  EXPECT_EQ(of_fund + of_city, 800'000'000);
  EXPECT_LE(of_fund, 400'000'000);
  EXPECT_GE(of_fund, 300'000'000);
  EXPECT_EQ(AmountOf(version, "city", "hotel"), 5'000'000'000);
  // Policy funds are given by departments alone, and fund gives none.
  EXPECT_EQ(AmountOf(version, "city", "clinic"), 0);
}

TEST_F(AssignmentServiceTest, AVersionIsMadeAgainFromItsInputAndCertified) {
  Create(
      "floors { area: 'programmes/hubei/areas/reservoir' "
      "amount_fen: 900000000 }");
  const PlanVersion version = Solve();
  ExpectMadeAgain(version);
  ASSERT_EQ(version.floors_size(), 1);
  // Zigui, its places and Badong: both teas, and the clinic that nobody gives.
  EXPECT_EQ(version.floors(0).given_fen(), 800'000'000);
  EXPECT_EQ(version.floors(0).short_fen(), 100'000'000);
}

TEST_F(AssignmentServiceTest, APinHoldsAndABanToo) {
  Create();
  Solve();
  Ok(Do(
      &Stub::PinShare,
      absl::StrCat(kName, kCityTea2,
                   "fund_kind: 'grant' amount_fen: 150000000 reason: '协商'")));
  const AnnualPlan plan =
      Ok(Do(&Stub::BanShare, absl::StrCat(kName, kFundTea1, "reason: '不符'")));
  EXPECT_EQ(plan.constraints_size(), 2);
  const PlanVersion version = Solve("reason: '锁定后重算'");
  EXPECT_EQ(version.number(), 2);
  EXPECT_EQ(AmountOf(version, "city", "tea-2"), 150'000'000);
  EXPECT_EQ(AmountOf(version, "fund", "tea-1"), 0);
  ExpectMadeAgain(version);
  EXPECT_EQ(version.constraints_size(), 2);
  ExpectTotalsAgree(version);
  Ok(Do(&Stub::ReleaseShare, absl::StrCat(kName, kFundTea1)));
  EXPECT_THAT(Error(Do(&Stub::ReleaseShare, absl::StrCat(kName, kFundTea1))),
              HasSubstr("NOT_FOUND"));
  EXPECT_EQ(Plan().constraints_size(), 1);
}

TEST_F(AssignmentServiceTest, APinThatCannotHoldIsAnAnswerThatSaysWhy) {
  Create();
  // Fund gives no cooperation.
  Ok(Do(&Stub::PinShare,
        absl::StrCat(kName,
                     "supporter: 'programmes/hubei/units/fund' project: "
                     "'programmes/hubei/projects/hotel' fund_kind: 'coop' "
                     "reason: 'x'")));
  const AssignmentRun run = SolveAs();
  EXPECT_EQ(run.state(), AssignmentRun::STATE_INFEASIBLE)
      << run.ShortDebugString();
  ASSERT_FALSE(run.clash().empty());
  EXPECT_THAT(run.clash(0).text().en(), HasSubstr("hotel"));
  EXPECT_EQ(Plan().current_version(), "");
}

TEST_F(AssignmentServiceTest, BadDemandsAreRefusedWithTheirReason) {
  Create();
  const auto pin = [&](const std::string& text) {
    return Error(
        Do(&Stub::PinShare, absl::StrCat(kName, "reason: 'x' ", text)));
  };
  EXPECT_THAT(
      pin(absl::StrCat(kFundTea1, "fund_kind: 'grant' amount_fen: 300000001")),
      HasSubstr("is more than the project's open need 300000000"));
  EXPECT_THAT(pin(absl::StrCat(kFundTea1, "fund_kind: 'coop'")),
              HasSubstr("the project needs no \"coop\""));
  EXPECT_THAT(pin(absl::StrCat(kFundTea1, "amount_fen: 5")),
              HasSubstr("amount_fen: is of one fund kind"));
  EXPECT_THAT(pin("supporter: 'programmes/hubei/units/county' project: "
                  "'programmes/hubei/projects/tea-1'"),
              HasSubstr("is not a supporter"));
  EXPECT_THAT(pin("supporter: 'programmes/hubei/units/none' project: "
                  "'programmes/hubei/projects/tea-1'"),
              HasSubstr("does not exist"));
  Ok(Do(&Stub::BanShare, absl::StrCat(kName, kFundTea1, "reason: 'x'")));
  EXPECT_THAT(pin(absl::StrCat(kFundTea1, "fund_kind: 'grant'")),
              HasSubstr("the pair is banned already"));
}

TEST_F(AssignmentServiceTest, AMoveTellsItsPriceBeforeItIsMade) {
  Create();
  const PlanVersion before = Solve();
  const int64_t there = AmountOf(before, "fund", "tea-1") > 0
                            ? AmountOf(before, "fund", "tea-1")
                            : AmountOf(before, "city", "tea-1");
  const bool fund = AmountOf(before, "fund", "tea-1") > 0;
  const std::string from = fund ? "fund" : "city";
  const std::string to = fund ? "city" : "fund";
  const std::string move = absl::StrCat(
      kName,
      "project: 'programmes/hubei/projects/tea-1' fund_kind: 'grant' "
      "from_supporter: 'programmes/hubei/units/",
      from, "' amount_fen: ", there / 2, " ");
  const std::string away = absl::StrCat(move, " validate_only: true");
  const auto price = Ok(Do(&Stub::MoveShare, away));
  EXPECT_GT(price.price_fen(), 0);
  EXPECT_THAT(price.breaches(), IsEmpty());
  EXPECT_EQ(Plan().version_count(), 1);
  const auto moved =
      Ok(Do(&Stub::MoveShare, absl::StrCat(move, "reason: 'x'")));
  EXPECT_EQ(moved.price_fen(), price.price_fen());
  EXPECT_EQ(moved.version().number(), 2);
  const PlanVersion after = Current();
  EXPECT_EQ(after.origin(), PlanVersion::ORIGIN_MOVED);
  EXPECT_EQ(AmountOf(after, from, "tea-1"), there - there / 2);
  // One fen of rounding at most.
  EXPECT_NEAR(before.worth().value_fen() - after.worth().value_fen(),
              price.price_fen(), 1);
  ExpectTotalsAgree(after);
  const auto difference =
      Ok(Do(&Stub::ComparePlanVersions,
            absl::StrCat("from_version: '", before.name(), "' to_version: '",
                         after.name(), "'")));
  ASSERT_EQ(difference.shares_size(), 1);
  EXPECT_EQ(difference.shares(0).from_fen(), there);
  EXPECT_EQ(difference.shares(0).to_fen(), there - there / 2);
  // Beyond the open need.
  EXPECT_THAT(
      Error(Do(&Stub::MoveShare,
               absl::StrCat(kName,
                            "project: 'programmes/hubei/projects/tea-1' "
                            "fund_kind: 'grant' to_supporter: "
                            "'programmes/hubei/units/",
                            to, "' amount_fen: 300000001"))),
      AllOf(HasSubstr("FAILED_PRECONDITION"), HasSubstr("it breaks")));
}

TEST_F(AssignmentServiceTest, ADeclinedShareComesBackNoMore) {
  Create();
  Solve();
  Propose();
  const std::vector<PlanShare> shares =
      PlanShares("supporter: 'programmes/hubei/units/fund'");
  ASSERT_FALSE(shares.empty());
  const PlanShare& first = shares[0];
  EXPECT_THAT(Error(Answer(first.name(), "SUPPORTER", "DECLINE")),
              HasSubstr("reason: is required"));
  EXPECT_THAT(Error(Answer(first.name(), "SUPPORTER", "COUNTER reason: 'x'")),
              HasSubstr("amount_fen: is required"));
  const PlanShare declined =
      Ok(Answer(first.name(), "SUPPORTER", "DECLINE reason: '资金已另作安排'"));
  EXPECT_EQ(declined.state(), PlanShare::STATE_DECLINED);
  EXPECT_THAT(Error(Confirm(Plan().etag())), HasSubstr("is declined"));
  const PlanVersion again = Solve();
  EXPECT_EQ(AmountOf(again, "fund", std::string(LastId(first.project()))), 0);
  ASSERT_EQ(again.constraints_size(), 1);
  EXPECT_EQ(again.constraints(0).kind(), pb::ShareConstraint::KIND_DECLINED);
  EXPECT_EQ(again.constraints(0).reason(), "资金已另作安排");
  // Only what is proposed is confirmed.
  EXPECT_THAT(Error(Confirm(Plan().etag())), HasSubstr("propose it first"));
}

TEST_F(AssignmentServiceTest, ACounterProposalThatIsPinnedIsAgreed) {
  Create();
  Solve();
  Propose();
  const PlanShare share = PlanShares(
      "supporter: 'programmes/hubei/units/city' project: "
      "'programmes/hubei/projects/hotel'")[0];
  Ok(Answer(share.name(), "SUPPORTER",
            "COUNTER amount_fen: 4000000000 reason: '能力所限'"));
  Ok(Answer(share.name(), "RECIPIENT", "ACCEPT"));
  EXPECT_THAT(Error(Confirm(Plan().etag())), HasSubstr("counter-proposal"));
  Ok(Do(&Stub::PinShare,
        absl::StrCat(kName,
                     "supporter: 'programmes/hubei/units/city' project: "
                     "'programmes/hubei/projects/hotel' fund_kind: 'coop' "
                     "amount_fen: 4000000000 reason: '同意'")));
  Solve();
  Propose();
  const PlanShare anew =
      Ok(Do(&Stub::GetPlanShare, absl::StrCat("name: '", share.name(), "'")));
  EXPECT_EQ(anew.amount_fen(), 4'000'000'000);
  EXPECT_EQ(anew.supporter_answer().answer(), pb::ANSWER_ACCEPT);
  EXPECT_EQ(anew.recipient_answer().answer(), pb::ANSWER_UNSPECIFIED);
  EXPECT_EQ(anew.state(), PlanShare::STATE_OFFERED);
}

TEST_F(AssignmentServiceTest, IsConfirmedOnceAndForGood) {
  Create();
  Solve();
  Propose();
  const std::string unanswered = Plan().etag();
  EXPECT_THAT(Error(Confirm(unanswered)), HasSubstr("is not answered yet"));
  AcceptAll();
  const PlanVersion version = Current();
  const std::string seen = Plan().etag();
  const AnnualPlan confirmed = Ok(Confirm(seen));
  EXPECT_EQ(confirmed.state(), AnnualPlan::STATE_CONFIRMED);
  EXPECT_EQ(confirmed.confirmed_version(), version.name());
  EXPECT_THAT(Error(Confirm(seen)),
              AllOf(HasSubstr("ABORTED"), HasSubstr("it was confirmed by"),
                    HasSubstr(version.name())));
  std::vector<std::string> planned = Shares(version);
  std::sort(planned.begin(), planned.end());
  EXPECT_EQ(Commitments(), planned);
  for (const PlanShare& share : PlanShares()) {
    EXPECT_NE(share.commitment(), "");
    EXPECT_THAT(Error(Answer(share.name(), "SUPPORTER", "ACCEPT")),
                HasSubstr("is not proposed"));
  }
  for (const std::string& error :
       {Error(Do(&Stub::SolveAnnualPlan, kName)),
        Error(
            Do(&Stub::PinShare, absl::StrCat(kName, kFundTea1, "reason: 'x'"))),
        Error(Do(&Stub::UpdateAnnualPlan,
                 absl::StrCat("annual_plan { ", kName, "note: 'x' }"))),
        Error(Do(
            &Stub::ProposeAnnualPlan,
            absl::StrCat(kName, "answer_due_time { seconds: 1520156800 }")))}) {
    EXPECT_THAT(error, AllOf(HasSubstr("FAILED_PRECONDITION"),
                             HasSubstr("is confirmed")));
  }
  EXPECT_THAT(Error(Do(&Stub::DeleteAnnualPlan, kName)),
              HasSubstr("only a draft is deleted"));
}

TEST_F(AssignmentServiceTest, WhoDoesNotAnswerInTimeAgrees) {
  Create();
  Solve();
  Propose();
  server_->clock().Advance(absl::Hours(48));
  const std::vector<PlanShare> shares = PlanShares();
  EXPECT_THAT(Error(Answer(shares[0].name(), "SUPPORTER", "ACCEPT")),
              HasSubstr("its due time has passed"));
  EXPECT_EQ(Ok(Confirm(Plan().etag())).state(), AnnualPlan::STATE_CONFIRMED);
}

TEST_F(AssignmentServiceTest, AnAmendmentIsAVersionThatCommitmentsFollow) {
  Create();
  Solve();
  EXPECT_THAT(Error(Do(&Stub::AmendAnnualPlan,
                       absl::StrCat(kName, "reason: 'x' changes { ", kFundTea1,
                                    "fund_kind: 'grant' }"))),
              HasSubstr("is not confirmed"));
  Propose();
  AcceptAll();
  Ok(Confirm(Plan().etag()));
  const PlanVersion amended =
      Ok(Do(&Stub::AmendAnnualPlan,
            absl::StrCat(kName,
                         "reason: '年中调减' changes { supporter: "
                         "'programmes/hubei/units/city' project: "
                         "'programmes/hubei/projects/hotel' fund_kind: "
                         "'coop' amount_fen: 3500000000 }")));
  EXPECT_EQ(amended.number(), 2);
  EXPECT_EQ(amended.origin(), PlanVersion::ORIGIN_AMENDED);
  EXPECT_EQ(amended.reason(), "年中调减");
  EXPECT_EQ(AmountOf(amended, "city", "hotel"), 3'500'000'000);
  ExpectTotalsAgree(amended);
  std::vector<std::string> planned = Shares(amended);
  std::sort(planned.begin(), planned.end());
  EXPECT_EQ(Commitments(), planned);
  // A share that goes takes its commitment along.
  const PlanVersion less =
      Ok(Do(&Stub::AmendAnnualPlan,
            absl::StrCat(kName,
                         "reason: '终止' changes { supporter: "
                         "'programmes/hubei/units/city' project: "
                         "'programmes/hubei/projects/hotel' fund_kind: "
                         "'coop' }")));
  planned = Shares(less);
  std::sort(planned.begin(), planned.end());
  EXPECT_EQ(Commitments(), planned);
  EXPECT_EQ(Plan().confirmed_version(),
            "programmes/hubei/annualPlans/2015/"
            "versions/0001");
  EXPECT_THAT(
      Error(Do(&Stub::AmendAnnualPlan,
               absl::StrCat(kName, "reason: 'x' changes { ", kFundTea1,
                            "fund_kind: 'grant' amount_fen: 900000000 }"))),
      HasSubstr("it breaks"));
}

TEST_F(AssignmentServiceTest, AnAmendmentDecidesAPinnedShareAnew) {
  Create();
  Solve();
  Ok(Do(
      &Stub::PinShare,
      absl::StrCat(kName, kCityTea2,
                   "fund_kind: 'grant' amount_fen: 150000000 reason: '协商'")));
  Ok(Do(&Stub::BanShare, absl::StrCat(kName, kFundTea1, "reason: '不符'")));
  Solve();
  Propose();
  AcceptAll();
  Ok(Confirm(Plan().etag()));
  const PlanVersion amended =
      Ok(Do(&Stub::AmendAnnualPlan,
            absl::StrCat(kName, "reason: '项目终止' changes { ", kCityTea2,
                         "fund_kind: 'grant' }")));
  EXPECT_EQ(AmountOf(amended, "city", "tea-2"), 0);
  ASSERT_EQ(amended.constraints_size(), 1);
  EXPECT_EQ(amended.constraints(0).kind(),
            assignment::v1::ShareConstraint::KIND_BAN);
  EXPECT_EQ(Plan().constraints_size(), 1);
  ExpectTotalsAgree(amended);
  // What the pin had ruled out counts in the bound again.
  const auto kept = ReadKeptVersion(store_, {}, amended.name());
  ASSERT_TRUE(kept.ok()) << kept.status();
  const AssignmentProblem problem = ToProblem(kept->evidence.input());
  AssignmentOptions options;
  options.most_steps = 100'000'000;
  const auto best = SolveAssignment(problem, options);
  ASSERT_TRUE(best.ok()) << best.status();
  ASSERT_EQ(best->status, AssignmentStatus::kOptimal);
  EXPECT_GE(BoundOf(kept->evidence), best->value);
}

TEST_F(AssignmentServiceTest, SaysWhy) {
  Create();
  Solve();
  const auto supporter =
      Ok(Do(&Stub::ExplainSupporter,
            absl::StrCat(kName, "supporter: 'programmes/hubei/units/fund'")));
  ASSERT_EQ(supporter.balances_size(), 1);
  EXPECT_GE(supporter.balances(0).given_fen(), 300'000'000);
  EXPECT_THAT(supporter.reasons(0).en(), HasSubstr("the quota is met"));
  const auto project =
      Ok(Do(&Stub::ExplainProject,
            absl::StrCat(kName, "project: 'programmes/hubei/projects/hotel'")));
  ASSERT_EQ(project.supporters_size(), 1);
  EXPECT_EQ(LastId(project.supporters(0).supporter()), "city");
  EXPECT_EQ(project.supporters(0).why(), pb::SupporterReason::WHY_PARTNER);
  EXPECT_THAT(project.supporters(0).text().en(), HasSubstr("takes it on"));
}

TEST_F(AssignmentServiceTest, OneRunAtATimeAndOneThatDiedIsFailed) {
  Create();
  // A run of a process that is gone.
  AssignmentRun dead;
  dead.set_name(absl::StrCat(kPlan, "/runs/r-dead"));
  dead.set_state(AssignmentRun::STATE_RUNNING);
  dead.mutable_update_time()->set_seconds(
      absl::ToUnixSeconds(server_->clock().Now()));
  AnnualPlan plan = Plan();
  plan.clear_etag();
  plan.set_last_run(dead.name());
  CommitRequest commit{.partition = "hubei"};
  commit.mutations = {
      PutRun(dead, Expectation::Absent()),
      Mutation::Put("annualPlans", "2015", plan.SerializeAsString(),
                    Expectation::Any())};
  ASSERT_TRUE(store_.Commit(commit).ok());
  EXPECT_THAT(Error(Do(&Stub::SolveAnnualPlan, kName)),
              HasSubstr("is being solved, by"));
  EXPECT_THAT(Error(Do(&Stub::DeleteAnnualPlan, kName)),
              HasSubstr("is being solved"));
  server_->clock().Advance(kRunLease);
  const AssignmentRun shown = Ok(
      Do(&Stub::GetAssignmentRun, absl::StrCat("name: '", dead.name(), "'")));
  EXPECT_EQ(shown.state(), AssignmentRun::STATE_FAILED);
  EXPECT_EQ(Solve().number(), 1);
  EXPECT_THAT(Error(Do(&Stub::CancelAssignmentRun,
                       absl::StrCat("name: '", dead.name(), "'"))),
              HasSubstr("has ended already"));
}

TEST_F(AssignmentServiceTest, NothingToDoIsAnAnswer) {
  Create();
  for (const char* project : {"tea-1", "tea-2", "hotel", "clinic"}) {
    testing::DeleteRecord(store_, "projects", project);
  }
  const PlanVersion version = Solve();
  EXPECT_THAT(Shares(version), IsEmpty());
  EXPECT_TRUE(version.nothing_to_do());
  // The quotas stay owed.
  EXPECT_EQ(version.balances(0).short_fen(), version.balances(0).quota_fen());
}

TEST_F(AssignmentServiceTest, AYearIsOneOfTheProgrammes) {
  const auto create = [&](const std::string& id) {
    return Error(Do(&Stub::CreateAnnualPlan,
                    absl::StrCat("parent: 'programmes/hubei' annual_plan_id: '",
                                 id, "' annual_plan { }")));
  };
  EXPECT_THAT(create("2013"), HasSubstr("is not one of the programme's years"));
  EXPECT_THAT(create("02015"), HasSubstr("annual_plan_id"));
  Create();
  EXPECT_THAT(create("2015"), HasSubstr("ALREADY_EXISTS"));
}

TEST_F(AssignmentServiceTest, ADraftIsDeletedWithAllBelowIt) {
  Create();
  Solve();
  Ok(Do(&Stub::DeleteAnnualPlan, kName));
  for (const char* collection :
       {"annualPlans", "versions", "runs", "planEvidence"}) {
    EXPECT_THAT(*ListWholly(store_, "hubei", collection), IsEmpty())
        << collection;
  }
}

TEST_F(AssignmentServiceTest, SplitsAnAmountByFactors) {
  const std::string targets =
      "targets { subject: 'programmes/hubei/areas/zigui' values: 30 } "
      "targets { subject: 'programmes/hubei/areas/badong' values: 20 ";
  const auto split =
      Ok(Do(&Stub::ComputeFactorMethod,
            absl::StrCat("parent: 'programmes/hubei' amount_fen: 1001 "
                         "factors { weight: 1 } ",
                         targets, "cap_fen: 300 }")));
  ASSERT_EQ(split.shares_size(), 2);
  EXPECT_EQ(split.shares(0).amount_fen(), 701);
  EXPECT_EQ(split.shares(1).amount_fen(), 300);
  EXPECT_EQ(split.shares(1).bound(), pb::SplitShare::BOUND_CAP);
  EXPECT_EQ(split.shares(0).weighted_part(), 600'000);
  EXPECT_THAT(Ok(Do(&Stub::ComputeFactorMethod,
                    absl::StrCat("parent: 'programmes/hubei' amount_fen: 1001 "
                                 "factors { weight: 1 } ",
                                 targets, "floor_fen: 2000 }")))
                  .obstacle()
                  .en(),
              HasSubstr("the floors together"));
  EXPECT_THAT(
      Error(Do(&Stub::ComputeFactorMethod,
               absl::StrCat("parent: 'programmes/hubei' amount_fen: 1001 "
                            "factors { weight: 1 inverse: true } factors { "
                            "weight: 1 } ",
                            targets, "}"))),
      HasSubstr("targets[0].values: has 1 entries"));
}

}  // namespace
}  // namespace duikou
