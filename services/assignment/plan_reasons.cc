#include "services/assignment/plan_reasons.h"

#include <iterator>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/assignment/explain.h"
#include "services/assignment/plan_names.h"
#include "services/assignment/plan_problem.h"
#include "services/assignment/plan_words.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

constexpr int kMostReasons = 100;

struct WhyWords {
  const char* zh;
  const char* en;
};

WhyWords WordsFor(SupporterWhy why) {
  static constexpr WhyWords kWords[] = {
      {"承接：最合适", "takes it on: its share is worth it"},
      {"承接：已锁定", "takes it on: a pin says so"},
      {"不可承接", "may not take it on in any fund kind, or is banned"},
      {"其他单位已满足需求", "others meet the need"},
      {"财力已用完", "its means are used up"},
      {"项目数已满", "it has as many projects as it takes"},
      {"合作单位已满", "the project has as many partners as it takes"},
      {"余额不足一份", "what is left is less than a least share, or not whole"},
      {"另有更优安排", "it could, but what that would replace is worth more"}};
  const size_t at = static_cast<size_t>(why);
  return at < std::size(kWords) ? kWords[at] : WhyWords{"", ""};
}

pb::SupporterReason EncodeReason(absl::string_view programme,
                                 const AssignmentProblem& problem,
                                 const SupporterReason& reason) {
  pb::SupporterReason wire;
  wire.set_supporter(
      UnitNameOf(programme, problem.supporters[reason.supporter].id));
  wire.set_score(reason.score);
  wire.set_why(
      static_cast<pb::SupporterReason::Why>(static_cast<int>(reason.why) + 1));
  wire.set_loses_at_least_fen(FenDown(reason.loses_at_least));
  const WhyWords words = WordsFor(reason.why);
  const bool is_partner = reason.why == SupporterWhy::kPartner ||
                          reason.why == SupporterWhy::kPinned;
  wire.mutable_text()->set_zh(
      absl::StrCat(words.zh, "；", is_partner ? "换掉" : "强制安排",
                   "至少损失 ", AmountZh(wire.loses_at_least_fen())));
  wire.mutable_text()->set_en(
      absl::StrCat(words.en, "; ", is_partner ? "forbidding" : "forcing",
                   " it costs at least ", AmountEn(wire.loses_at_least_fen())));
  return wire;
}

}  // namespace

pb::ExplainSupporterResponse ExplainSupporterIn(const pb::PlanVersion& version,
                                                const std::string& supporter) {
  pb::ExplainSupporterResponse response;
  response.set_version(version.name());
  for (const pb::PlannedShare& share : version.shares()) {
    if (share.supporter() == supporter) *response.add_shares() = share;
  }
  for (const pb::SupporterBalance& balance : version.balances()) {
    if (balance.supporter() != supporter) continue;
    *response.add_balances() = balance;
    *response.add_reasons() = BalanceText(balance);
  }
  return response;
}

pb::ExplainProjectResponse ExplainProjectIn(absl::string_view programme,
                                            const KeptVersion& kept,
                                            const std::string& project,
                                            bool with_others) {
  pb::ExplainProjectResponse response;
  response.set_version(kept.version.name());
  for (const pb::PlannedShare& share : kept.version.shares()) {
    if (share.project() == project) *response.add_shares() = share;
  }
  if (!with_others) return response;
  const pb::PlanInput& input = kept.evidence.input();
  const int32_t place = InputPlaces(input).Project(LastId(project));
  if (place == kNone) return response;
  const AssignmentProblem problem = ToProblem(input);
  const AssignmentSolution solution = SolutionWith(
      problem, ToPlan(input, kept.version.shares()), kept.evidence);
  for (const SupporterReason& reason : ReasonsFor(problem, solution, place)) {
    if (response.supporters_size() >= kMostReasons) break;
    *response.add_supporters() = EncodeReason(programme, problem, reason);
  }
  return response;
}

}  // namespace duikou
