#include "services/catalogue/project_search.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/base/money_text.h"
#include "services/base/violation.h"
#include "services/catalogue/project_filter.h"
#include "services/catalogue/search_terms.h"
#include "services/rpc/etag.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using catalogue::v1::Area;
using catalogue::v1::Project;
using catalogue::v1::ProjectFilter;
using catalogue::v1::SearchProjectsRequest;
using catalogue::v1::SearchProjectsResponse;
using catalogue::v1::Sector;

namespace {

void AddLine(absl::string_view line, std::string& text) {
  if (!line.empty()) absl::StrAppend(&text, line, "\n");
}

void AddText(const type::v1::LocalizedText& line, std::string& text) {
  AddLine(line.zh(), text);
  AddLine(line.en(), text);
}

void AddContact(const type::v1::Contact& contact, std::string& text) {
  AddLine(contact.display_name(), text);
  AddLine(contact.title(), text);
  AddLine(contact.phone(), text);
  AddLine(contact.email(), text);
}

// Adds the project to the sums over all matches.
void Tally(const Project& project, SearchProjectsResponse& response) {
  response.set_total_size(response.total_size() + 1);
  for (const catalogue::v1::FundNeed& need : project.fund_needs()) {
    int64_t& open = (*response.mutable_open_fen())[need.fund_kind()];
    open = SaturatingSum(open, OpenFen(need));
  }
}

template <typename Message>
absl::Status Decode(const Change& change, Message& message) {
  if (message.ParseFromString(change.value)) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(change.collection, "/", change.id,
                                          ": the record cannot be read"));
}

}  // namespace

namespace {

bool IsDraft(const catalogue::v1::Project& project) {
  return project.state() == catalogue::v1::Project::STATE_DRAFT;
}

}  // namespace

ProjectSearch::ProjectSearch(absl::string_view programme)
    : prefix_(absl::StrCat("programmes/", programme, "/")) {
  absl::StatusOr<std::unique_ptr<TextIndex>> text = TextIndex::Create();
  absl::MutexLock lock(&mutex_);
  status_ = text.status();
  if (text.ok()) text_ = *std::move(text);
}

std::vector<std::string> ProjectSearch::collections() const {
  return {"areas", "projects", "sectors", "units"};
}

std::string ProjectSearch::NameOf(absl::string_view collection,
                                  absl::string_view id) const {
  return absl::StrCat(prefix_, collection, "/", id);
}

void ProjectSearch::Load(std::vector<Record> records, Revision) {
  std::vector<Change> changes;
  changes.reserve(records.size());
  for (Record& record : records) {
    changes.push_back({.revision = record.revision,
                       .collection = std::move(record.collection),
                       .id = std::move(record.id),
                       .value = std::move(record.value)});
  }
  absl::MutexLock lock(&mutex_);
  if (text_ == nullptr) return;
  entries_.clear();
  around_ = ProjectSurroundings();
  status_ = text_->Clear();
  if (status_.ok()) status_ = TakeAll(changes);
}

void ProjectSearch::Apply(absl::Span<const Change> changes, Revision) {
  absl::MutexLock lock(&mutex_);
  if (status_.ok()) status_ = TakeAll(changes);
}

absl::Status ProjectSearch::TakeAll(absl::Span<const Change> changes) {
  Touched touched;
  for (const Change& change : changes) {
    RETURN_IF_ERROR(Take(change, touched));
  }
  return Reindex(std::move(touched));
}

absl::Status ProjectSearch::Take(const Change& change, Touched& touched) {
  if (change.collection == "projects") return TakeProject(change, touched);
  if (change.collection == "areas" || change.collection == "sectors" ||
      change.collection == "units") {
    return TakeSurrounding(change, touched);
  }
  return absl::OkStatus();
}

absl::Status ProjectSearch::TakeProject(const Change& change,
                                        Touched& touched) {
  auto found = entries_.find(change.id);
  if (change.deleted) {
    if (found == entries_.end()) return absl::OkStatus();
    touched.removed.push_back({found->second->key, std::nullopt});
    entries_.erase(found);
    return absl::OkStatus();
  }
  Project project;
  RETURN_IF_ERROR(Decode(change, project));
  project.set_name(NameOf(change.collection, change.id));
  project.set_etag(EtagOf(change.revision));
  if (found == entries_.end()) {
    found = entries_.emplace(change.id, std::make_unique<Entry>()).first;
    found->second->key = ++last_key_;
  }
  Entry& entry = *found->second;
  entry.project = std::move(project);
  entry.collation_key = CollationKey(entry.project.display_name().zh());
  entry.title = TitleLetters(entry.project.display_name().zh());
  touched.projects.insert(change.id);
  return absl::OkStatus();
}

absl::Status ProjectSearch::TakeSurrounding(const Change& change,
                                            Touched& touched) {
  std::string name = NameOf(change.collection, change.id);
  touched.surroundings.insert(name);
  if (change.collection == "areas") {
    around_.areas.erase(name);
    around_.area_containment.Remove(name);
    if (change.deleted) return absl::OkStatus();
    Area& area = around_.areas[name];
    RETURN_IF_ERROR(Decode(change, area));
    around_.area_containment.Put(name, {area.parent_area(), area.group()});
  } else if (change.collection == "sectors") {
    around_.sectors.erase(name);
    around_.sector_containment.Remove(name);
    if (change.deleted) return absl::OkStatus();
    Sector& sector = around_.sectors[name];
    RETURN_IF_ERROR(Decode(change, sector));
    around_.sector_containment.Put(name, {sector.parent_sector()});
  } else {
    around_.units.erase(name);
    if (change.deleted) return absl::OkStatus();
    profiles::v1::Unit unit;
    RETURN_IF_ERROR(Decode(change, unit));
    around_.units[name] = std::move(*unit.mutable_display_name());
  }
  return absl::OkStatus();
}

absl::Status ProjectSearch::Reindex(Touched touched) {
  std::vector<TextUpdate> updates = std::move(touched.removed);
  auto index = [&](Entry& entry) ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    TextDocument document = DocumentOf(entry.project);
    if (document == entry.text) return;
    entry.text = document;
    updates.push_back({entry.key, std::move(document)});
  };
  for (const std::string& id : touched.projects) {
    auto entry = entries_.find(id);
    if (entry != entries_.end()) index(*entry->second);
  }
  if (!touched.surroundings.empty()) {
    // What lies in something touched may have a new text. Whatever the edges
    // were before, the way to the first thing touched is the same as now.
    std::vector<std::string> names(touched.surroundings.begin(),
                                   touched.surroundings.end());
    auto areas = around_.area_containment.Within(names);
    auto sectors = around_.sector_containment.Within(names);
    for (auto& [id, entry] : entries_) {
      const Project& project = entry->project;
      if (areas.contains(project.area()) ||
          sectors.contains(project.sector()) ||
          touched.surroundings.contains(project.recipient())) {
        index(*entry);
      }
    }
  }
  return text_->Apply(updates);
}

TextDocument ProjectSearch::DocumentOf(const Project& project) const {
  TextDocument document{.id = std::string(LastId(project.name()))};
  AddText(project.display_name(), document.title);
  AddText(project.description(), document.description);
  AddLine(project.village(), document.place);
  for (const std::string& name :
       around_.area_containment.Containers(project.area())) {
    auto area = around_.areas.find(name);
    if (area == around_.areas.end()) continue;
    AddText(area->second.display_name(), document.place);
    AddLine(area->second.code(), document.place);
  }
  for (const std::string& name :
       around_.sector_containment.Containers(project.sector())) {
    auto sector = around_.sectors.find(name);
    if (sector == around_.sectors.end()) continue;
    AddText(sector->second.display_name(), document.place);
  }
  AddLine(LastId(project.recipient()), document.people);
  auto unit = around_.units.find(project.recipient());
  if (unit != around_.units.end()) AddText(unit->second, document.people);
  AddContact(project.responsible_leader(), document.people);
  AddContact(project.contact(), document.people);
  return document;
}

absl::Status ProjectSearch::CheckFilter(const ProjectFilter& filter) const {
  for (int i = 0; i < filter.areas_size(); ++i) {
    if (around_.areas.contains(filter.areas(i))) continue;
    return Refused(absl::StatusCode::kInvalidArgument,
                   absl::StrCat("filter.areas[", i, "]"),
                   absl::StrCat("没有地区 ", filter.areas(i)),
                   absl::StrCat("there is no area ", filter.areas(i)));
  }
  for (int i = 0; i < filter.sectors_size(); ++i) {
    if (around_.sectors.contains(filter.sectors(i))) continue;
    return Refused(absl::StatusCode::kInvalidArgument,
                   absl::StrCat("filter.sectors[", i, "]"),
                   absl::StrCat("没有行业 ", filter.sectors(i)),
                   absl::StrCat("there is no sector ", filter.sectors(i)));
  }
  if (filter.most_open_fen() != 0 &&
      filter.most_open_fen() < filter.least_open_fen()) {
    return Refused(
        absl::StatusCode::kInvalidArgument, "filter.most_open_fen",
        absl::StrCat(MoneyZh(filter.most_open_fen()), "少于下限 ",
                     MoneyZh(filter.least_open_fen())),
        absl::StrCat(filter.most_open_fen(), " is less than least_open_fen ",
                     filter.least_open_fen()));
  }
  return absl::OkStatus();
}

std::vector<std::string> ProjectSearch::DraftRecipients() const {
  absl::ReaderMutexLock lock(&mutex_);
  absl::flat_hash_set<std::string> recipients;
  for (const auto& [id, entry] : entries_) {
    if (IsDraft(entry->project)) recipients.insert(entry->project.recipient());
  }
  return {recipients.begin(), recipients.end()};
}

std::vector<std::string> ProjectSearch::Recipients() const {
  absl::ReaderMutexLock lock(&mutex_);
  absl::flat_hash_set<std::string> recipients;
  for (const auto& [id, entry] : entries_) {
    recipients.insert(entry->project.recipient());
  }
  return {recipients.begin(), recipients.end()};
}

absl::StatusOr<ProjectSearch::Page> ProjectSearch::Search(
    const SearchProjectsRequest& request, int page_size,
    absl::string_view after, const ShownDrafts& shown_drafts) const {
  DUIKOU_CHECK(page_size > 0);
  absl::ReaderMutexLock lock(&mutex_);
  RETURN_IF_ERROR(status_);
  RETURN_IF_ERROR(CheckFilter(request.filter()));
  ASSIGN_OR_RETURN(ProjectFacets facets, ProjectFacets::Parse(request));
  ASSIGN_OR_RETURN(TextMatches texts, text_->Find(request.query()));
  ASSIGN_OR_RETURN(ProjectOrder order,
                   ProjectOrder::Parse(request.order_by(), !texts.all));
  std::optional<OrderKey> start;
  if (!after.empty()) {
    ASSIGN_OR_RETURN(start, OrderKey::Decode(after));
  }
  ProjectMatcher matcher(request.filter(), around_.area_containment,
                         around_.sector_containment);
  Page page;
  std::vector<Found> rest;  // what stands behind `after`
  for (const Match& match : Scan(texts, matcher, shown_drafts, facets)) {
    Tally(match.entry->project, page.response);
    OrderKey key = order.KeyOf(match.entry->project, match.entry->collation_key,
                               match.relevance);
    if (!start.has_value() || order.Before(*start, key)) {
      rest.push_back({match.entry, std::move(key)});
    }
  }
  facets.Write(around_, page.response);
  auto size = std::min<size_t>(rest.size(), page_size);
  std::partial_sort(rest.begin(), rest.begin() + size, rest.end(),
                    [&order](const Found& a, const Found& b) {
                      return order.Before(a.key, b.key);
                    });
  for (size_t i = 0; i < size; ++i) {
    *page.response.add_projects() = rest[i].entry->project;
  }
  if (size < rest.size()) page.next = rest[size - 1].key.Encode();
  return page;
}

std::vector<ProjectSearch::Match> ProjectSearch::Scan(
    const TextMatches& texts, const ProjectMatcher& matcher,
    const ShownDrafts& shown_drafts, ProjectFacets& facets) const {
  std::vector<Match> matches;
  for (const auto& [id, entry] : entries_) {
    if (shown_drafts && IsDraft(entry->project) &&
        !shown_drafts->contains(entry->project.recipient())) {
      continue;
    }
    int relevance = 0;
    if (!texts.all) {
      auto text = texts.relevance.find(entry->key);
      if (text == texts.relevance.end()) continue;
      relevance = text->second;
    }
    uint32_t failed = matcher.Failed(entry->project);
    facets.Count(entry->project, failed, around_);
    if (failed == 0) matches.push_back({entry.get(), relevance});
  }
  return matches;
}

absl::StatusOr<IssuesPage> ProjectSearch::Issues(
    const IssuesQuery& query) const {
  absl::ReaderMutexLock lock(&mutex_);
  RETURN_IF_ERROR(status_);
  if (!query.recipient.empty() && !around_.units.contains(query.recipient)) {
    return Refused(absl::StatusCode::kInvalidArgument, "recipient",
                   absl::StrCat("没有单位 ", query.recipient),
                   absl::StrCat("there is no unit ", query.recipient));
  }
  std::vector<TitledProject> projects;
  projects.reserve(entries_.size());
  for (const auto& [id, entry] : entries_) {
    projects.push_back({&entry->project, entry->title});
  }
  return FindIssues(projects, query);
}

int ProjectSearch::size() const {
  absl::ReaderMutexLock lock(&mutex_);
  return static_cast<int>(entries_.size());
}

}  // namespace duikou
