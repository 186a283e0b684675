// ProjectSearch: finds the projects of one programme, by text and by filter,
// counts them, and tells which are doubtful.
//
// A view of the programme's records: it keeps the areas, sectors and projects
// decoded in memory and their words in a text index, follows the change feed,
// and can be thrown away and rebuilt. A renamed area, sector or recipient is
// found by its new name as soon as its change is applied.
//
// Complexity: a search looks up each word, then looks once at every project; an
// update costs what the changed records need, and a rename what the projects
// below it need.
//
//   Views<ProjectSearch> searches(store, [](absl::string_view programme) {
//     return std::make_unique<ProjectSearch>(programme);
//   });
//   ASSIGN_OR_RETURN(auto search, searches.Get("hubei", revision, deadline));
//   ASSIGN_OR_RETURN(ProjectSearch::Page page,
//                    search->Search(request, 50, /*after=*/""));
#ifndef DUIKOU_SERVICES_CATALOGUE_PROJECT_SEARCH_H_
#define DUIKOU_SERVICES_CATALOGUE_PROJECT_SEARCH_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "services/catalogue/project_facets.h"
#include "services/catalogue/project_filter.h"
#include "services/catalogue/project_issues.h"
#include "services/catalogue/project_order.h"
#include "services/catalogue/text_index.h"
#include "services/store/follower.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe. Searches run beside one another but for the text lookup; an
// update waits for them and they for it.
class ProjectSearch final : public View {
 public:
  // `programme` is the programme's id.
  explicit ProjectSearch(absl::string_view programme);

  std::vector<std::string> collections() const override;
  void Load(std::vector<Record> records, Revision through) override;
  void Apply(absl::Span<const Change> changes, Revision through) override;

  // The recipients whose drafts are shown; none: all drafts are.
  using ShownDrafts = std::optional<absl::flat_hash_set<std::string>>;

  struct Page {
    catalogue::v1::SearchProjectsResponse response;  // without page token
    std::string next;  // the position of the next page; empty at the end
  };
  // The projects behind position `after` (empty: from the start), at most
  // `page_size`, with the counts of all matches. INVALID_ARGUMENT naming the
  // field where an order, a facet, an area or a sector is unknown; DATA_LOSS
  // where a record could not be read, INTERNAL where the text index failed.
  // REQUIRES: page_size > 0 and the rules of the request's fields hold.
  absl::StatusOr<Page> Search(
      const catalogue::v1::SearchProjectsRequest& request, int page_size,
      absl::string_view after,
      const ShownDrafts& shown_drafts = std::nullopt) const;

  // The recipients that have drafts, each once; empty for drafts of nobody.
  std::vector<std::string> DraftRecipients() const;
  // The recipients that have projects, likewise.
  std::vector<std::string> Recipients() const;

  // What is doubtful in the projects. INVALID_ARGUMENT where there is no unit
  // of the recipient's name; DATA_LOSS where a record could not be read.
  absl::StatusOr<IssuesPage> Issues(const IssuesQuery& query) const;

  int size() const;

 private:
  struct Entry {
    catalogue::v1::Project project;
    int64_t key = 0;  // in the text index
    std::string collation_key;
    std::string title;  // as TitleLetters() of the Chinese one
    TextDocument text;  // as indexed
  };
  struct Match {
    const Entry* entry;
    int relevance;
  };
  struct Found {
    const Entry* entry;
    OrderKey key;
  };
  // What the records of one batch touch.
  struct Touched {
    absl::flat_hash_set<std::string> projects;      // ids
    absl::flat_hash_set<std::string> surroundings;  // names
    std::vector<TextUpdate> removed;
  };

  std::string NameOf(absl::string_view collection, absl::string_view id) const;
  absl::Status TakeAll(absl::Span<const Change> changes)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status Take(const Change& change, Touched& touched)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status TakeProject(const Change& change, Touched& touched)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status TakeSurrounding(const Change& change, Touched& touched)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status Reindex(Touched touched) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  TextDocument DocumentOf(const catalogue::v1::Project& project) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  // The projects whose text and conditions hold; counts facets on the way.
  std::vector<Match> Scan(const TextMatches& texts,
                          const ProjectMatcher& matcher,
                          const ShownDrafts& shown_drafts,
                          ProjectFacets& facets) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  absl::Status CheckFilter(const catalogue::v1::ProjectFilter& filter) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  const std::string prefix_;

  mutable absl::Mutex mutex_;
  // Why the view is not what the records say, until it is loaded anew.
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  // Null where it could not be made, as status_ says.
  std::unique_ptr<TextIndex> text_ ABSL_GUARDED_BY(mutex_);
  ProjectSurroundings around_ ABSL_GUARDED_BY(mutex_);
  // By id, which is also the order of the names.
  absl::btree_map<std::string, std::unique_ptr<Entry>> entries_
      ABSL_GUARDED_BY(mutex_);
  int64_t last_key_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_PROJECT_SEARCH_H_
