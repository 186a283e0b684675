// What makes projects of the catalogue doubtful: stale, incomplete, duplicate
// and expired ones, of those that are open or drafts. The kinds are told in the
// proto, beside ProjectIssue.Kind.
//
//   IssuesPage page = FindIssues(projects, {.now = clock.Now(),
//                                           .page_size = 50});
//
// Pure. Complexity: looks once at every project, and keeps one entry of a hash
// table for each.
#ifndef DUIKOU_SERVICES_CATALOGUE_PROJECT_ISSUES_H_
#define DUIKOU_SERVICES_CATALOGUE_PROJECT_ISSUES_H_

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"

namespace duikou {

inline constexpr int kDefaultStaleDays = 180;

// A project and its title as TitleLetters() gives it.
struct TitledProject {
  const catalogue::v1::Project* project = nullptr;
  absl::string_view title;
};

// The issues stand by project, then by kind.
struct IssuePosition {
  std::string project;  // the id
  int kind = 0;

  // Letters, digits, hyphens and a slash.
  std::string Encode() const;
  // INVALID_ARGUMENT naming page_token where Encode() did not make it.
  static absl::StatusOr<IssuePosition> Decode(absl::string_view text);

  friend auto operator<=>(const IssuePosition&, const IssuePosition&) = default;
};

struct IssuesQuery {
  absl::Time now;
  int stale_days = kDefaultStaleDays;
  // None: all.
  std::vector<catalogue::v1::ProjectIssue::Kind> kinds;
  // The name of the unit that put them forward; empty: any.
  std::string recipient;
  // Only what these put forward, names of units, and of others' drafts nothing
  // at all; none: everything is shown.
  std::optional<absl::flat_hash_set<std::string>> shown = std::nullopt;
  // Where the page before ended; the default: at the start.
  IssuePosition after = {};
  int page_size = 50;
};

struct IssuesPage {
  catalogue::v1::ListProjectIssuesResponse response;  // without page token
  std::string next;  // the position of the next page; empty at the end
};

// REQUIRES: projects by id.
IssuesPage FindIssues(absl::Span<const TitledProject> projects,
                      const IssuesQuery& query);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_PROJECT_ISSUES_H_
