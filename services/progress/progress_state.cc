#include "services/progress/progress_state.h"

#include "absl/strings/str_cat.h"

namespace duikou {

using catalogue::v1::Area;
using catalogue::v1::Project;
using profiles::v1::Commitment;
using progress::v1::Agreement;
using progress::v1::Assessment;
using progress::v1::LedgerEntry;

namespace {

// Puts what the change says into the map, by id: what `make` makes of the
// record. What is deleted or cannot be read goes.
template <typename T, typename V, typename Make>
void Follow(const Change& change, absl::btree_map<std::string, V>& map,
            Make make) {
  T record;
  if (change.deleted || !record.ParseFromString(change.value)) {
    map.erase(change.id);
    return;
  }
  map[change.id] = make(std::move(record));
}

template <typename T>
void Follow(const Change& change, absl::btree_map<std::string, T>& map) {
  Follow<T>(change, map, [](T record) { return record; });
}

}  // namespace

std::vector<std::string> ProgressState::Collections() {
  return {"agreements",  "areas",         "assessments",
          "commitments", "ledgerEntries", "projects"};
}

void ProgressState::Take(const Change& change) {
  if (change.collection == "agreements") {
    TakeAgreement(change);
  } else if (change.collection == "ledgerEntries") {
    TakeEntry(change);
  } else if (change.collection == "areas") {
    Follow<Area>(change, areas_,
                 [](const Area& area) { return PlaceOf(area); });
  } else if (change.collection == "assessments") {
    Follow(change, assessments_);
  } else if (change.collection == "commitments") {
    Follow(change, commitments_);
  } else if (change.collection == "projects") {
    Follow<Project>(change, recipients_,
                    [](const Project& project) { return project.recipient(); });
  }
}

void ProgressState::TakeAgreement(const Change& change) {
  Agreement agreement;
  const bool is_there =
      !change.deleted && agreement.ParseFromString(change.value);
  const auto old = agreements_.find(change.id);
  if (old != agreements_.end()) {
    for (const std::string& name : old->second.commitments()) {
      by_commitment_.erase(name);
    }
    by_project_.erase(
        {{old->second.supporter(), old->second.project()}, change.id});
  }
  if (!is_there) {
    agreements_.erase(change.id);
    return;
  }
  for (const std::string& name : agreement.commitments()) {
    by_commitment_[name] = change.id;
  }
  if (agreement.stage() != Agreement::STAGE_TERMINATED) {
    by_project_.insert(
        {{agreement.supporter(), agreement.project()}, change.id});
  }
  agreements_[change.id] = std::move(agreement);
}

void ProgressState::TakeEntry(const Change& change) {
  // Entries are not deleted.
  LedgerEntry entry;
  if (!change.deleted && entry.ParseFromString(change.value)) {
    ledger_.Put(entry);
  }
}

const Agreement* ProgressState::FindAgreement(absl::string_view name) const {
  const auto found = agreements_.find(name.substr(name.rfind('/') + 1));
  return found == agreements_.end() ? nullptr : &found->second;
}

const Agreement* ProgressState::CarriesOut(const Commitment& commitment) const {
  const auto named = by_commitment_.find(commitment.name());
  if (named != by_commitment_.end()) return FindAgreement(named->second);
  const std::pair<std::string, std::string> pair(commitment.supporter(),
                                                 commitment.project());
  const auto found = by_project_.lower_bound({pair, ""});
  if (found == by_project_.end() || found->first != pair) return nullptr;
  return FindAgreement(found->second);
}

const std::string& ProgressState::RecipientOf(
    const std::string& project) const {
  static const auto* const kNobody = new std::string();
  const auto found = recipients_.find(project.substr(project.rfind('/') + 1));
  return found == recipients_.end() ? *kNobody : found->second;
}

std::vector<Place> ProgressState::Areas() const {
  std::vector<Place> areas;
  for (const auto& [id, area] : areas_) areas.push_back(area);
  return areas;
}

const Assessment& ProgressState::AssessmentOf(int year) const {
  const auto found = assessments_.find(absl::StrCat(year));
  return found == assessments_.end() ? Assessment::default_instance()
                                     : found->second;
}

absl::btree_set<Parties> ProgressState::AllParties() const {
  absl::btree_set<Parties> all;
  for (const auto& [id, agreement] : agreements_) {
    all.emplace(agreement.supporter(), agreement.recipient());
  }
  for (const auto& [id, commitment] : commitments_) {
    all.emplace(commitment.supporter(), RecipientOf(commitment.project()));
  }
  const auto name = [this](NameNumber number) {
    return number == kNoName ? std::string() : ledger_.NameOf(number);
  };
  for (const auto& [supporter, recipient] : ledger_.parties()) {
    all.emplace(name(supporter), name(recipient));
  }
  return all;
}

}  // namespace duikou
