#include "services/catalogue/project_issues.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/china_time.h"
#include "services/base/violation.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using catalogue::v1::Project;
using catalogue::v1::ProjectIssue;

namespace {

constexpr ProjectIssue::Kind kKinds[] = {
    ProjectIssue::KIND_STALE, ProjectIssue::KIND_INCOMPLETE,
    ProjectIssue::KIND_DUPLICATE, ProjectIssue::KIND_EXPIRED};

bool IsLooked(const Project& project) {
  return project.state() == Project::STATE_OPEN ||
         project.state() == Project::STATE_DRAFT;
}

bool IsEmpty(const type::v1::LocalizedText& text) {
  return text.zh().empty() && text.en().empty();
}

// The fields that a supporter asks for, in the order of the proto.
std::vector<std::string> MissingFields(const Project& project) {
  std::vector<std::string> missing;
  if (IsEmpty(project.description())) missing.push_back("description");
  if (project.recipient().empty()) missing.push_back("recipient");
  if (project.fund_needs().empty() && project.other_needs().empty()) {
    missing.push_back("fund_needs");
  }
  if (project.readiness() == Project::READINESS_UNSPECIFIED) {
    missing.push_back("readiness");
  }
  if (project.responsible_leader().display_name().empty()) {
    missing.push_back("responsible_leader");
  }
  const type::v1::Contact& contact = project.contact();
  if (contact.display_name().empty()) {
    missing.push_back("contact");
  } else if (contact.phone().empty() && contact.email().empty()) {
    missing.push_back("contact.phone");
  }
  return missing;
}

// One call of FindIssues.
class IssueFinder {
 public:
  IssueFinder(absl::Span<const TitledProject> projects,
              const IssuesQuery& query)
      : projects_(projects),
        query_(query),
        stale_before_(query.now - query.stale_days * absl::Hours(24)),
        year_(ChinaYear(query.now)) {}

  IssuesPage Run() && {
    FindTwins();
    for (const TitledProject& titled : projects_) Look(titled);
    for (const ProjectIssue::Kind kind : kKinds) {
      catalogue::v1::ProjectIssueCount& count = *page_.response.add_counts();
      count.set_kind(kind);
      count.set_count(counts_[kind]);
    }
    return std::move(page_);
  }

 private:
  // Title, area and sector.
  using Likeness =
      std::tuple<absl::string_view, absl::string_view, absl::string_view>;
  // The first two that are alike.
  struct Twins {
    const Project* first = nullptr;
    const Project* second = nullptr;
  };

  static Likeness LikenessOf(const TitledProject& titled) {
    return {titled.title, titled.project->area(), titled.project->sector()};
  }

  bool IsShown(const Project& project) const {
    return !query_.shown.has_value() ||
           query_.shown->contains(project.recipient());
  }

  void FindTwins() {
    for (const TitledProject& titled : projects_) {
      const Project& project = *titled.project;
      if (!IsLooked(project) || titled.title.empty()) continue;
      if (project.state() == Project::STATE_DRAFT && !IsShown(project))
        continue;
      Twins& twins = twins_[LikenessOf(titled)];
      if (twins.first == nullptr) {
        twins.first = titled.project;
      } else if (twins.second == nullptr) {
        twins.second = titled.project;
      }
    }
  }

  void Look(const TitledProject& titled) {
    const Project& project = *titled.project;
    if (!IsLooked(project) || !IsShown(project)) return;
    if (!query_.recipient.empty() && query_.recipient != project.recipient()) {
      return;
    }
    const absl::Time written = ToTime(project.update_time());
    if (written < stale_before_) {
      ProjectIssue issue;
      *issue.mutable_update_time() = project.update_time();
      Add(project, ProjectIssue::KIND_STALE, std::move(issue));
    }
    const std::vector<std::string> missing = MissingFields(project);
    if (!missing.empty()) {
      ProjectIssue issue;
      issue.mutable_fields()->Assign(missing.begin(), missing.end());
      Add(project, ProjectIssue::KIND_INCOMPLETE, std::move(issue));
    }
    const auto twins = twins_.find(LikenessOf(titled));
    if (twins != twins_.end() && twins->second.second != nullptr) {
      ProjectIssue issue;
      const bool is_first = twins->second.first == &project;
      issue.set_duplicate_of(is_first ? twins->second.second->name()
                                      : twins->second.first->name());
      Add(project, ProjectIssue::KIND_DUPLICATE, std::move(issue));
    }
    if (project.state() == Project::STATE_OPEN && project.last_year() < year_) {
      Add(project, ProjectIssue::KIND_EXPIRED, {});
    }
  }

  // Counts it, and puts it on the page where it belongs there.
  void Add(const Project& project, ProjectIssue::Kind kind,
           ProjectIssue issue) {
    ++counts_[kind];
    if (!query_.kinds.empty() &&
        std::find(query_.kinds.begin(), query_.kinds.end(), kind) ==
            query_.kinds.end()) {
      return;
    }
    IssuePosition here{std::string(LastId(project.name())), kind};
    if (here <= query_.after) return;
    if (page_.response.issues_size() == query_.page_size) {
      page_.next = last_.Encode();
      return;
    }
    issue.set_project(project.name());
    *issue.mutable_display_name() = project.display_name();
    issue.set_recipient(project.recipient());
    issue.set_kind(kind);
    *page_.response.add_issues() = std::move(issue);
    last_ = std::move(here);
  }

  const absl::Span<const TitledProject> projects_;
  const IssuesQuery& query_;
  const absl::Time stale_before_;
  const int32_t year_;
  absl::flat_hash_map<Likeness, Twins> twins_;
  std::array<int32_t, catalogue::v1::ProjectIssue::Kind_ARRAYSIZE> counts_ = {};
  IssuePosition last_;
  IssuesPage page_;
};

}  // namespace

std::string IssuePosition::Encode() const {
  return absl::StrCat(project, "/", kind);
}

absl::StatusOr<IssuePosition> IssuePosition::Decode(absl::string_view text) {
  IssuePosition position;
  const size_t slash = text.find('/');
  if (slash == absl::string_view::npos ||
      !absl::SimpleAtoi(text.substr(slash + 1), &position.kind)) {
    return Refused(absl::StatusCode::kInvalidArgument, "page_token",
                   "不是此列表给出的", "not one of this method's");
  }
  position.project = std::string(text.substr(0, slash));
  return position;
}

IssuesPage FindIssues(absl::Span<const TitledProject> projects,
                      const IssuesQuery& query) {
  return IssueFinder(projects, query).Run();
}

}  // namespace duikou
