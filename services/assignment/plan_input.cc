#include "services/assignment/plan_input.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/numeric/int128.h"
#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "matcher/base/money.h"
#include "matcher/base/score.h"
#include "matcher/base/status_macros.h"
#include "matcher/scorer/prepared_supporter.h"
#include "matcher/scorer/scorer.h"
#include "services/assignment/plan_names.h"
#include "services/assignment/plan_problem.h"
#include "services/assignment/plan_words.h"
#include "services/assignment/programme_snapshot.h"
#include "services/base/digest.h"
#include "services/base/violation.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

constexpr Score kBestScore = 10'000;

using PinnedPairs = absl::flat_hash_set<std::pair<std::string, std::string>>;

PinnedPairs PinnedIn(const std::vector<pb::ShareConstraint>& constraints) {
  PinnedPairs pinned;
  for (const pb::ShareConstraint& constraint : constraints) {
    if (constraint.kind() != pb::ShareConstraint::KIND_PIN) continue;
    pinned.emplace(LastId(constraint.supporter()),
                   LastId(constraint.project()));
  }
  return pinned;
}

// Scores of one supporter's pairs.
class PairScorer {
 public:
  PairScorer(const ProgrammeSnapshot& snapshot, const SupporterSnapshot& giver,
             const pb::AssignmentSettings& settings, const PinnedPairs& pinned)
      : snapshot_(snapshot),
        giver_(giver),
        settings_(settings),
        pinned_(pinned),
        prepared_(Prepared(snapshot, giver)) {}

  // 0 where they may not come together, else 1 more than the score.
  uint32_t Entry(const Project& project, FundKindIndex kind) const {
    if (project.funds[kind].open == Money() ||
        !giver_.supporter.funds[kind].gives ||
        giver_.own.contains(project.id)) {
      return 0;
    }
    const Score score =
        ScorePairInKind(prepared_, project, snapshot_.weights, kind).score;
    if (!pinned_.contains({giver_.id, project.id}) &&
        (score < settings_.least_score() || IsKeptApart(project))) {
      return 0;
    }
    return 1 + static_cast<uint32_t>(
                   std::min<int64_t>(kBestScore, score + Bonus(project)));
  }

 private:
  static PreparedSupporter Prepared(const ProgrammeSnapshot& snapshot,
                                    const SupporterSnapshot& giver) {
    auto made =
        PreparedSupporter::Make(giver.supporter, snapshot.taxonomy->matcher());
    DUIKOU_CHECK(made.ok()) << giver.id << ": " << made.status().ToString();
    return *std::move(made);
  }

  bool IsKeptApart(const Project& project) const {
    if (giver_.supporter.dismissed.contains(project.id)) return true;
    return settings_.pairing_use() == pb::PAIRING_USE_RULE &&
           giver_.has_pairings &&
           prepared_.area_tie(project.area).tie !=
               PreparedSupporter::Tie::kPaired;
  }

  int64_t Bonus(const Project& project) const {
    int64_t bonus = 0;
    if (giver_.shortlisted.contains(project.id)) {
      bonus += settings_.shortlist_bonus();
    }
    if (giver_.interesting.contains(project.id)) {
      bonus += settings_.interest_bonus();
    }
    if (giver_.continuing.contains(project.id)) {
      bonus += settings_.continuation_bonus();
    }
    return bonus;
  }

  const ProgrammeSnapshot& snapshot_;
  const SupporterSnapshot& giver_;
  const pb::AssignmentSettings& settings_;
  const PinnedPairs& pinned_;
  const PreparedSupporter prepared_;
};

void AddProject(const Project& project, const ProgrammeSnapshot& snapshot,
                int kinds, pb::PlanInput& input) {
  pb::InputProject& added = *input.add_projects();
  added.set_id(project.id);
  added.set_area(
      std::string(LastId(snapshot.taxonomy->area_name(project.area))));
  added.set_demonstration_site(project.demonstration_site);
  for (int kind = 0; kind < kinds; ++kind) {
    const FundNeed& need = project.funds[kind];
    if (need.open == Money()) continue;
    pb::InputNeed& entry = *added.add_needs();
    entry.set_fund_kind(kind);
    entry.set_open_fen(need.open.fen());
    entry.set_least_share_fen(std::min(need.least_share, need.open).fen());
    entry.set_shareable(need.shareable);
    entry.set_all_or_nothing(need.all_or_nothing);
  }
}

void AddSupporter(const SupporterSnapshot& giver,
                  const ProgrammeSnapshot& snapshot, const PairScorer& scorer,
                  int kinds, pb::PlanInput& input) {
  pb::InputSupporter& added = *input.add_supporters();
  added.set_id(giver.id);
  added.set_most_projects(giver.most_projects);
  for (int kind = 0; kind < kinds; ++kind) {
    const FundOffer& offer = giver.supporter.funds[kind];
    if (!offer.gives && giver.quotas[kind] == 0) continue;
    pb::InputOffer& entry = *added.add_offers();
    entry.set_fund_kind(kind);
    entry.set_gives(offer.gives);
    entry.set_least_fen(offer.least.fen());
    entry.set_most_fen(offer.most.fen());
    if (offer.means_left.has_value()) {
      entry.set_means_fen(offer.means_left->fen());
    }
    entry.set_quota_fen(giver.quotas[kind]);
  }
  added.mutable_scores()->Reserve(static_cast<int>(snapshot.projects.size()) *
                                  kinds);
  for (const Project& project : snapshot.projects) {
    for (int kind = 0; kind < kinds; ++kind) {
      added.add_scores(scorer.Entry(project, kind));
    }
  }
}

bool Counts(const pb::PlanFloor& floor, const Project& project,
            const ProgrammeSnapshot& snapshot) {
  if (floor.demonstration_sites()) return project.demonstration_site;
  const AreaIndex area = snapshot.taxonomy->FindArea(LastId(floor.area()));
  if (area == kNone) return false;
  for (const AreaIndex member : snapshot.taxonomy->WithMembers(area)) {
    if (snapshot.taxonomy->matcher()->Within(project.area, member)) return true;
  }
  return false;
}

void AddFloors(const pb::AnnualPlan& plan, const ProgrammeSnapshot& snapshot,
               pb::PlanInput& input) {
  for (const pb::PlanFloor& floor : plan.floors()) {
    pb::InputFloor& added = *input.add_floors();
    *added.mutable_floor() = floor;
    for (size_t p = 0; p < snapshot.projects.size(); ++p) {
      if (Counts(floor, snapshot.projects[p], snapshot)) {
        added.add_projects(static_cast<int32_t>(p));
      }
    }
  }
}

absl::Status CheckPins(const pb::PlanInput& input) {
  const InputPlaces places(input);
  for (const pb::ShareConstraint& constraint : input.constraints()) {
    if (constraint.kind() != pb::ShareConstraint::KIND_PIN) continue;
    if (places.Project(LastId(constraint.project())) == kNone) {
      return Refused(
          absl::StatusCode::kFailedPrecondition, "pinned",
          absl::StrCat(constraint.project(), " 在 ", input.year(),
                       " 年没有待落实资金，请解除锁定"),
          absl::StrCat(constraint.project(), " is not open in ", input.year(),
                       " with anything left to give: release it"));
    }
    if (places.Supporter(LastId(constraint.supporter())) == kNone) {
      return Refused(
          absl::StatusCode::kFailedPrecondition, "pinned",
          absl::StrCat(constraint.supporter(),
                       " 不是有支援能力的支援方，请解除锁定"),
          absl::StrCat(constraint.supporter(),
                       " is no supporter with a capability profile: release "
                       "it"));
    }
  }
  return absl::OkStatus();
}

// What entries of one fund kind add up to, and whose is the most.
struct KindSum {
  absl::int128 fen = 0;
  int64_t most = 0;
  std::string owner;

  void Add(const std::string& id, int64_t added) {
    fen += added;
    if (added <= most) return;
    most = added;
    owner = id;
  }
  bool fits() const { return fen <= Money::kMaxFen; }
};

struct SumWords {
  const char* what_zh;
  const char* all_zh;
  const char* does_en;
  const char* all_en;
};

absl::Status TooMuch(const pb::PlanInput& input, int kind, const KindSum& sum,
                     const std::string& owner, const SumWords& words) {
  const std::string& id = input.fund_kinds(kind);
  return Refused(absl::StatusCode::kFailedPrecondition, owner,
                 absl::StrCat(input.year(), " 年“", id, "”", words.what_zh, " ",
                              AmountZh(sum.most), "，为", words.all_zh,
                              "中最多；", words.all_zh, "合计超过 ",
                              AmountZh(Money::kMaxFen), "，无法求解"),
                 absl::StrCat(words.does_en, " ", AmountEn(sum.most), " of \"",
                              id, "\" in ", input.year(), ", the most of all ",
                              words.all_en, "; together it is over ",
                              AmountEn(Money::kMaxFen), ", too much to solve"));
}

}  // namespace

pb::AssignmentSettings EffectiveSettings(
    const pb::AssignmentSettings& settings) {
  const AssignmentSettings defaults;
  pb::AssignmentSettings filled = settings;
  if (!filled.has_quota_penalty()) {
    filled.set_quota_penalty(defaults.quota_penalty);
  }
  if (!filled.has_floor_penalty()) {
    filled.set_floor_penalty(defaults.floor_penalty);
  }
  if (!filled.has_split_penalty_fen()) {
    filled.set_split_penalty_fen(defaults.split_penalty / kBestScore);
  }
  if (!filled.has_change_penalty()) {
    filled.set_change_penalty(defaults.change_penalty);
  }
  if (filled.pairing_use() == pb::PAIRING_USE_UNSPECIFIED) {
    filled.set_pairing_use(pb::PAIRING_USE_PREFERENCE);
  }
  if (!filled.has_shortlist_bonus()) filled.set_shortlist_bonus(300);
  if (!filled.has_interest_bonus()) filled.set_interest_bonus(1'000);
  if (!filled.has_continuation_bonus()) filled.set_continuation_bonus(1'500);
  if (!filled.has_most_steps()) filled.set_most_steps(2'000'000'000);
  return filled;
}

absl::StatusOr<pb::PlanInput> MakePlanInput(
    const ProgrammeView& view, const pb::AnnualPlan& plan,
    const std::vector<pb::ShareConstraint>& constraints,
    const pb::PlanVersion* base) {
  const ProgrammeSnapshot snapshot = TakeSnapshot(view, plan.year());
  pb::PlanInput input;
  input.set_year(plan.year());
  *input.mutable_settings() = EffectiveSettings(plan.settings());
  const int kinds = snapshot.taxonomy->fund_kind_count();
  for (int kind = 0; kind < kinds; ++kind) {
    input.add_fund_kinds(snapshot.taxonomy->fund_kind(kind));
  }
  for (const Project& project : snapshot.projects) {
    AddProject(project, snapshot, kinds, input);
  }
  const PinnedPairs pinned = PinnedIn(constraints);
  for (const SupporterSnapshot& giver : snapshot.supporters) {
    const PairScorer scorer(snapshot, giver, input.settings(), pinned);
    AddSupporter(giver, snapshot, scorer, kinds, input);
  }
  AddFloors(plan, snapshot, input);
  for (const pb::ShareConstraint& constraint : constraints) {
    *input.add_constraints() = constraint;
  }
  RETURN_IF_ERROR(CheckPins(input));
  if (base != nullptr) AddPrevious(*base, input);
  return input;
}

absl::Status CheckSums(absl::string_view programme,
                       const pb::PlanInput& input) {
  std::vector<KindSum> quotas(input.fund_kinds_size());
  for (const pb::InputSupporter& unit : input.supporters()) {
    for (const pb::InputOffer& offer : unit.offers()) {
      quotas[offer.fund_kind()].Add(unit.id(), offer.quota_fen());
    }
  }
  std::vector<KindSum> needs(input.fund_kinds_size());
  for (const pb::InputProject& project : input.projects()) {
    for (const pb::InputNeed& need : project.needs()) {
      needs[need.fund_kind()].Add(project.id(), need.open_fen());
    }
  }
  for (int kind = 0; kind < input.fund_kinds_size(); ++kind) {
    if (!quotas[kind].fits()) {
      return TooMuch(input, kind, quotas[kind],
                     UnitNameOf(programme, quotas[kind].owner),
                     {"任务", "各单位", "owes", "units"});
    }
    if (!needs[kind].fits()) {
      return TooMuch(input, kind, needs[kind],
                     ProjectNameOf(programme, needs[kind].owner),
                     {"待落实资金", "各项目", "needs", "projects"});
    }
  }
  return absl::OkStatus();
}

std::string DigestOfInput(const pb::PlanInput& input) {
  return absl::BytesToHexString(ValueDigest(input.SerializeAsString()));
}

}  // namespace duikou
