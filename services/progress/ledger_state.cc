#include "services/progress/ledger_state.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

namespace cpb = ::duikou::catalogue::v1;
namespace ppb = ::duikou::profiles::v1;
namespace pb = ::duikou::progress::v1;
using type::v1::LocalizedText;

template <typename T>
const LocalizedText* TitleIn(const ById<T>& records, const std::string& id) {
  const auto found = records.find(id);
  return found == records.end() ? nullptr : &found->second.display_name();
}

// `names` with all that names one of them as a container; until nothing is
// added, as containers may lie in others.
template <typename T, typename Containers>
absl::flat_hash_set<std::string> Within(const std::string& name,
                                        const ById<T>& records,
                                        Containers containers_of) {
  absl::flat_hash_set<std::string> names = {name};
  for (size_t before = 0; before < names.size();) {
    before = names.size();
    for (const auto& [id, record] : records) {
      for (const std::string& container : containers_of(record)) {
        if (names.contains(container)) names.insert(record.name());
      }
    }
  }
  return names;
}

}  // namespace

std::vector<std::string> LedgerState::Collections() {
  return {"agreements",    "areas",    "assessments", "indicators",
          "ledgerEntries", "projects", "quotas",      "sectors",
          "statedFigures", "units"};
}

template <typename T>
bool LedgerState::Read(const Change& change, T& record) {
  unreadable_.erase(absl::StrCat(change.collection, "/", change.id));
  if (change.deleted) return false;
  if (record.ParseFromString(change.value)) {
    record.set_name(Name(change.collection, change.id));
    return true;
  }
  unreadable_.insert(absl::StrCat(change.collection, "/", change.id));
  return false;
}

template <typename T>
void LedgerState::Keep(const Change& change, ById<T>& records) {
  T record;
  if (Read(change, record)) {
    records[change.id] = std::move(record);
  } else {
    records.erase(change.id);
  }
}

void LedgerState::Take(const Change& change) {
  const std::string& collection = change.collection;
  if (collection == "ledgerEntries") return TakeEntry(change);
  if (collection == "agreements") return TakeAgreement(change);
  if (collection == "assessments") return TakeAssessment(change);
  if (collection == "projects") return TakeProject(change);
  if (collection == "units") return TakeUnit(change);
  if (collection == "indicators") return Keep(change, indicators_);
  if (collection == "statedFigures") return Keep(change, stated_figures_);
  if (collection == "quotas") return Keep(change, quotas_);
  if (collection == "areas") return Keep(change, areas_);
  if (collection == "sectors") return Keep(change, sectors_);
}

void LedgerState::TakeEntry(const Change& change) {
  pb::LedgerEntry entry;
  // Nothing is deleted from a ledger.
  if (!Read(change, entry)) return;
  if (!columns_.Take(change.id, entry)) {
    unreadable_.insert(absl::StrCat(change.collection, "/", change.id));
  }
}

void LedgerState::TakeAgreement(const Change& change) {
  pb::Agreement agreement;
  if (!Read(change, agreement)) {
    agreements_.erase(change.id);
    return;
  }
  agreement.clear_team();
  agreement.clear_news();
  agreement.clear_milestones();
  agreement.clear_promises();
  agreements_[change.id] = std::move(agreement);
}

void LedgerState::TakeAssessment(const Change& change) {
  int year = 0;
  if (!absl::SimpleAtoi(change.id, &year)) return;
  pb::Assessment assessment;
  if (!Read(change, assessment)) assessment.Clear();
  columns_.SetAssessment(year, assessment);
}

void LedgerState::TakeProject(const Change& change) {
  cpb::Project project;
  if (Read(change, project)) {
    project_titles_[change.id] = std::move(*project.mutable_display_name());
  } else {
    project_titles_.erase(change.id);
  }
}

void LedgerState::TakeUnit(const Change& change) {
  ppb::Unit unit;
  if (!Read(change, unit)) {
    units_.erase(change.id);
    return;
  }
  unit.clear_contacts();
  unit.clear_source();
  units_[change.id] = std::move(unit);
}

void LedgerState::SetProgramme(
    std::shared_ptr<const ProgrammeRecord> programme) {
  if (programme == nullptr) return;
  if (programme_ != nullptr && programme->revision <= programme_->revision) {
    return;
  }
  programme_ = std::move(programme);
}

std::string LedgerState::Name(absl::string_view collection,
                              absl::string_view of) const {
  if (of.empty()) return "";
  return absl::StrCat("programmes/", id_, "/", collection, "/", of);
}

LocalizedText LedgerState::Title(absl::string_view collection,
                                 const std::string& of) const {
  const LocalizedText* title = nullptr;
  if (collection == "units") title = TitleIn(units_, of);
  if (collection == "areas") title = TitleIn(areas_, of);
  if (collection == "sectors") title = TitleIn(sectors_, of);
  if (collection == "agreements") title = TitleIn(agreements_, of);
  if (collection == "indicators") title = TitleIn(indicators_, of);
  if (collection == "projects") {
    const auto found = project_titles_.find(of);
    if (found != project_titles_.end()) title = &found->second;
  }
  if (title != nullptr) return *title;
  LocalizedText unknown;
  unknown.set_zh(of);
  return unknown;
}

bool LedgerState::Knows(absl::string_view collection,
                        const std::string& of) const {
  const auto named = [&of](const IdNumbers& numbers) {
    return numbers.Find(of) != IdNumbers::kNone;
  };
  if (collection == "units") {
    return units_.contains(of) || named(columns_.units);
  }
  if (collection == "areas") {
    return areas_.contains(of) || named(columns_.areas);
  }
  if (collection == "sectors") {
    return sectors_.contains(of) || named(columns_.sectors);
  }
  if (collection == "agreements") {
    return agreements_.contains(of) || named(columns_.agreements);
  }
  if (collection == "projects") {
    return project_titles_.contains(of) || named(columns_.projects);
  }
  DUIKOU_CHECK(collection == "indicators") << collection;
  return indicators_.contains(of);
}

absl::flat_hash_set<std::string> LedgerState::AreasWithin(
    const std::string& name) const {
  return Within(name, areas_, [](const cpb::Area& area) {
    return std::vector<std::string>{area.parent_area(), area.group()};
  });
}

absl::flat_hash_set<std::string> LedgerState::SectorsWithin(
    const std::string& name) const {
  return Within(name, sectors_, [](const cpb::Sector& sector) {
    return std::vector<std::string>{sector.parent_sector()};
  });
}

}  // namespace duikou
