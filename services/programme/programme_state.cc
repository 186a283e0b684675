#include "services/programme/programme_state.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "matcher/base/check.h"
#include "services/programme/search_text.h"
#include "services/programme/weights_record.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace apb = ::duikou::assignment::v1;
namespace cpb = ::duikou::catalogue::v1;
namespace ppb = ::duikou::profiles::v1;
namespace pb = ::duikou::matching::v1;

// The texts of a project that a saved search looks in, but its area's and
// sector's.
std::string TextOf(const cpb::Project& project, absl::string_view id) {
  return FoldText(absl::StrCat(
      id, "\n", project.display_name().zh(), "\n", project.display_name().en(),
      "\n", project.description().zh(), "\n", project.description().en(), "\n",
      project.village()));
}

void KeepWhatRankingNeeds(cpb::Project& project) {
  project.clear_description();
  project.clear_village();
  project.clear_responsible_leader();
  project.clear_contact();
  project.clear_source();
  for (type::v1::NonMonetary& need : *project.mutable_other_needs()) {
    need.clear_note();
  }
}

// The two ids of a record under a unit: `yichang/p-1`.
std::pair<absl::string_view, absl::string_view> SplitId(absl::string_view id) {
  const size_t slash = id.find('/');
  if (slash == absl::string_view::npos) return {id, ""};
  return {id.substr(0, slash), id.substr(slash + 1)};
}

}  // namespace

ProgrammeState::ProgrammeState(absl::string_view programme_id)
    : id_(programme_id) {
  Settle();
}

std::vector<std::string> ProgrammeState::Collections() {
  return {"areas",    "commitments", "cooperations", "dismissals", "interests",
          "pairings", "profiles",    "projects",     "quotas",     "sectors",
          "seen",     "shares",      "shortlist",    "units",      "weights"};
}

void ProgrammeState::Take(const Change& change) {
  struct Taker {
    absl::string_view collection;
    void (ProgrammeState::*take)(const Change&);
  };
  static constexpr std::array<Taker, 15> kTakers = {{
      {"areas", &ProgrammeState::TakeArea},
      {"commitments", &ProgrammeState::TakeCommitment},
      {"cooperations", &ProgrammeState::TakeCooperation},
      {"dismissals", &ProgrammeState::TakeDismissal},
      {"interests", &ProgrammeState::TakeInterest},
      {"pairings", &ProgrammeState::TakePairing},
      {"profiles", &ProgrammeState::TakeProfile},
      {"projects", &ProgrammeState::TakeProject},
      {"quotas", &ProgrammeState::TakeQuota},
      {"sectors", &ProgrammeState::TakeSector},
      {"seen", &ProgrammeState::TakeSeenMark},
      {"shares", &ProgrammeState::TakeShare},
      {"shortlist", &ProgrammeState::TakeShortlistEntry},
      {"units", &ProgrammeState::TakeUnit},
      {"weights", &ProgrammeState::TakeWeights},
  }};
  for (const Taker& taker : kTakers) {
    if (taker.collection != change.collection) continue;
    unreadable_.erase({change.collection, change.id});
    (this->*taker.take)(change);
    return;
  }
}

template <typename Record>
bool ProgrammeState::Read(const Change& change, Record& record) {
  if (change.deleted) return false;
  if (record.ParseFromString(change.value)) return true;
  unreadable_.insert({change.collection, change.id});
  return false;
}

void ProgrammeState::SetProgramme(
    std::shared_ptr<const ProgrammeRecord> programme) {
  if (programme == nullptr) return;
  if (programme_ != nullptr && programme->revision <= programme_->revision) {
    return;
  }
  programme_ = std::move(programme);
  taxonomy_changed_ = true;
}

void ProgrammeState::Settle() {
  if (weights_changed_) {
    weights_changed_ = false;
    ReplaceWeights();
  }
  if (!taxonomy_changed_) return;
  taxonomy_changed_ = false;
  taxonomy_ = NamedTaxonomy::Make(
      id_, programme_ == nullptr ? nullptr : &programme_->programme, areas_,
      sectors_);
  index_ = std::make_unique<ProjectIndex>(taxonomy_->matcher());
  for (const auto& [id, handle] : handles_) IndexProject(handle);
  for (const auto& [id, unit] : units_) unit->prepared.Clear();
}

void ProgrammeState::TakeArea(const Change& change) {
  taxonomy_changed_ = true;
  cpb::Area area;
  if (Read(change, area)) {
    areas_[change.id] = std::move(area);
  } else {
    areas_.erase(change.id);
  }
}

void ProgrammeState::TakeSector(const Change& change) {
  taxonomy_changed_ = true;
  cpb::Sector sector;
  if (Read(change, sector)) {
    sectors_[change.id] = std::move(sector);
  } else {
    sectors_.erase(change.id);
  }
}

void ProgrammeState::TakeProject(const Change& change) {
  DropProject(change.id);
  auto facts = std::make_unique<ProjectFacts>();
  cpb::Project& record = facts->record;
  if (!Read(change, record)) return;
  facts->id = change.id;
  record.set_name(absl::StrCat("programmes/", id_, "/projects/", change.id));
  facts->text = TextOf(record, change.id);
  facts->publish_time = ToTime(record.publish_time());
  KeepWhatRankingNeeds(record);
  int32_t handle = static_cast<int32_t>(projects_.size());
  if (free_handles_.empty()) {
    projects_.push_back(nullptr);
  } else {
    handle = free_handles_.back();
    free_handles_.pop_back();
  }
  handles_.emplace(change.id, handle);
  by_publish_time_.insert({facts->publish_time, handle});
  if (!record.recipient().empty()) {
    Touch(LastId(record.recipient())).own_projects.insert(change.id);
  }
  projects_[handle] = std::move(facts);
  if (!taxonomy_changed_) IndexProject(handle);
}

void ProgrammeState::DropProject(absl::string_view id) {
  const auto it = handles_.find(id);
  if (it == handles_.end()) return;
  const int32_t handle = it->second;
  const ProjectFacts& facts = *projects_[handle];
  by_publish_time_.erase({facts.publish_time, handle});
  if (!facts.record.recipient().empty()) {
    Touch(LastId(facts.record.recipient())).own_projects.erase(std::string(id));
  }
  index_->Erase(id);
  projects_[handle] = nullptr;
  free_handles_.push_back(handle);
  handles_.erase(it);
}

void ProgrammeState::IndexProject(int32_t handle) {
  ProjectFacts& facts = *projects_[handle];
  const std::string& id = facts.id;
  FenByKind committed;
  const auto promisers = promisers_of_project_.find(id);
  if (promisers != promisers_of_project_.end()) {
    for (const std::string& unit : promisers->second) {
      for (const auto& [of, fen] : units_.at(unit)->promises.at(id).Amounts()) {
        int64_t& sum = committed[of.fund_kind];
        sum = SaturatingAdd(sum, fen);
      }
    }
  }
  std::optional<Project> project =
      ToMatcher(facts.record, committed, *taxonomy_, handle);
  facts.indexed = project.has_value();
  if (!project.has_value()) {
    index_->Erase(id);
    return;
  }
  const absl::Status put = index_->Upsert(*std::move(project));
  DUIKOU_CHECK(put.ok()) << facts.record.name() << ": " << put.ToString();
}

void ProgrammeState::ReindexProject(absl::string_view id) {
  const auto it = handles_.find(id);
  if (it != handles_.end() && !taxonomy_changed_) IndexProject(it->second);
}

UnitFacts& ProgrammeState::Touch(absl::string_view unit_id) {
  std::unique_ptr<UnitFacts>& unit = units_[std::string(unit_id)];
  if (unit == nullptr) {
    unit = std::make_unique<UnitFacts>();
    unit->id = std::string(unit_id);
    unit->name = absl::StrCat("programmes/", id_, "/units/", unit_id);
  }
  unit->prepared.Clear();
  return *unit;
}

void ProgrammeState::TakeUnit(const Change& change) {
  UnitFacts& facts = Touch(change.id);
  ppb::Unit unit;
  facts.unit.reset();
  if (!Read(change, unit)) return;
  unit.set_name(facts.name);
  unit.clear_contacts();
  unit.clear_source();
  facts.unit = std::move(unit);
}

void ProgrammeState::TakeProfile(const Change& change) {
  UnitFacts& facts = Touch(change.id);
  ppb::CapabilityProfile profile;
  facts.profile.reset();
  if (!Read(change, profile)) return;
  profile.clear_statement();
  facts.profile = std::move(profile);
}

void ProgrammeState::TakePairing(const Change& change) {
  if (const auto it = pairing_owners_.find(change.id);
      it != pairing_owners_.end()) {
    Touch(it->second).paired_areas.erase(change.id);
    pairing_owners_.erase(it);
  }
  ppb::Pairing pairing;
  if (!Read(change, pairing)) return;
  const std::string unit(LastId(pairing.supporter()));
  Touch(unit).paired_areas[change.id] = std::string(LastId(pairing.area()));
  pairing_owners_[change.id] = unit;
}

void ProgrammeState::TakeQuota(const Change& change) {
  if (const auto it = quota_owners_.find(change.id);
      it != quota_owners_.end()) {
    Touch(it->second).quotas.erase(change.id);
    quota_owners_.erase(it);
  }
  ppb::Quota quota;
  if (!Read(change, quota)) return;
  const std::string unit(LastId(quota.unit()));
  Touch(unit).quotas[change.id] = {
      .of = {.year = quota.year(), .fund_kind = quota.fund_kind()},
      .fen = quota.amount_fen()};
  quota_owners_[change.id] = unit;
}

Promises& ProgrammeState::TouchPromises(const Pair& pair) {
  promisers_of_project_[pair.project].insert(pair.unit);
  return Touch(pair.unit).promises[pair.project];
}

void ProgrammeState::FollowPromises(const Pair& pair) {
  const auto promisers = promisers_of_project_.find(pair.project);
  auto& of_unit = units_.at(pair.unit)->promises;
  const auto promises = of_unit.find(pair.project);
  if (promises->second.commitments.empty() &&
      promises->second.interest_state == pb::Interest::STATE_UNSPECIFIED) {
    of_unit.erase(promises);
    promisers->second.erase(pair.unit);
    if (promisers->second.empty()) promisers_of_project_.erase(promisers);
  }
  ReindexProject(pair.project);
}

void ProgrammeState::TakeCommitment(const Change& change) {
  if (const auto it = commitments_.find(change.id); it != commitments_.end()) {
    const Pair before = std::move(it->second);
    commitments_.erase(it);
    TouchPromises(before).commitments.erase(change.id);
    FollowPromises(before);
  }
  ppb::Commitment record;
  if (!Read(change, record)) return;
  const Pair pair{.unit = std::string(LastId(record.supporter())),
                  .project = std::string(LastId(record.project()))};
  TouchPromises(pair).commitments[change.id] = {
      .of = {.year = record.year(), .fund_kind = record.fund_kind()},
      .fen = std::max<int64_t>(record.amount_fen(), 0)};
  commitments_[change.id] = pair;
  FollowPromises(pair);
}

void ProgrammeState::TakeInterest(const Change& change) {
  if (const auto it = interests_.find(change.id); it != interests_.end()) {
    const Pair before = std::move(it->second);
    interests_.erase(it);
    Promises& promises = TouchPromises(before);
    promises.interest_state = pb::Interest::STATE_UNSPECIFIED;
    promises.offers.clear();
    FollowPromises(before);
  }
  pb::Interest record;
  if (!Read(change, record)) return;
  const Pair pair{.unit = std::string(LastId(record.supporter())),
                  .project = std::string(LastId(record.project()))};
  Promises& promises = TouchPromises(pair);
  promises.interest_state = record.state();
  for (const pb::InterestOffer& offer : record.offers()) {
    promises.offers[{.year = record.year(), .fund_kind = offer.fund_kind()}] =
        std::max<int64_t>(offer.amount_fen(), 0);
  }
  interests_[change.id] = pair;
  FollowPromises(pair);
}

void ProgrammeState::TakeCooperation(const Change& change) {
  if (const auto it = cooperation_owners_.find(change.id);
      it != cooperation_owners_.end()) {
    Touch(it->second).cooperations.erase(change.id);
    cooperation_owners_.erase(it);
  }
  ppb::Cooperation finished;
  if (!Read(change, finished)) return;
  finished.clear_source();
  finished.clear_display_name();
  const std::string unit(LastId(finished.supporter()));
  Touch(unit).cooperations[change.id] = std::move(finished);
  cooperation_owners_[change.id] = unit;
}

void ProgrammeState::TakeShare(const Change& change) {
  if (const auto it = declined_share_owners_.find(change.id);
      it != declined_share_owners_.end()) {
    Touch(it->second).declined_shares.erase(change.id);
    declined_share_owners_.erase(it);
  }
  apb::PlanShare share;
  if (!Read(change, share) ||
      share.supporter_answer().answer() != apb::ANSWER_DECLINE) {
    return;
  }
  const std::string unit(LastId(share.supporter()));
  Touch(unit).declined_shares[change.id] = std::string(LastId(share.project()));
  declined_share_owners_[change.id] = unit;
}

void ProgrammeState::TakeShortlistEntry(const Change& change) {
  const auto [unit, project] = SplitId(change.id);
  if (change.deleted) {
    Touch(unit).shortlist.erase(project);
  } else {
    Touch(unit).shortlist.insert(std::string(project));
  }
}

void ProgrammeState::TakeDismissal(const Change& change) {
  const auto [unit, project] = SplitId(change.id);
  if (change.deleted) {
    Touch(unit).dismissed.erase(project);
  } else {
    Touch(unit).dismissed.insert(std::string(project));
  }
}

void ProgrammeState::TakeSeenMark(const Change& change) {
  UnitFacts& facts = Touch(change.id);
  pb::SeenMark mark;
  facts.seen.reset();
  if (Read(change, mark)) facts.seen = ToTime(mark.seen_time());
}

void ProgrammeState::TakeWeights(const Change& change) {
  weights_changed_ = true;
  weight_versions_.erase(change.id);
  WeightFacts facts;
  if (!Read(change, facts.version)) return;
  auto weights = WeightsOf(facts.version.weights(), "weights");
  if (!weights.ok()) {
    unreadable_.insert({change.collection, change.id});
    return;
  }
  facts.weights = *weights;
  facts.revision = change.revision;
  weight_versions_[change.id] = std::move(facts);
}

void ProgrammeState::ReplaceWeights() {
  const WeightFacts* newest = nullptr;
  for (const auto& [id, facts] : weight_versions_) {
    if (newest == nullptr || facts.revision >= newest->revision) {
      newest = &facts;
    }
  }
  weights_ = EffectiveWeights();
  if (newest == nullptr) return;
  weights_.version = newest->version;
  weights_.weights = newest->weights;
}

const ProjectFacts* ProgrammeState::FindProject(absl::string_view id) const {
  const auto it = handles_.find(id);
  return it == handles_.end() ? nullptr : projects_[it->second].get();
}

const UnitFacts* ProgrammeState::FindUnit(absl::string_view id) const {
  const auto it = units_.find(id);
  if (it == units_.end() || !it->second->unit.has_value()) return nullptr;
  return it->second.get();
}

int ProgrammeState::flaws() const {
  return static_cast<int>(unreadable_.size()) + taxonomy_->flaws() +
         project_count() - index_->size();
}

}  // namespace duikou
