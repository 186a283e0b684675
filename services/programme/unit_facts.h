// UnitFacts: what the records of a programme say of one unit, and the tables
// that ranking for it needs, prepared when first asked for.
#ifndef DUIKOU_SERVICES_PROGRAMME_UNIT_FACTS_H_
#define DUIKOU_SERVICES_PROGRAMME_UNIT_FACTS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/scorer/prepared_supporter.h"
#include "services/programme/matcher_records.h"

namespace duikou {

// A prepared supporter a year, with or without its dismissals. Thread-safe.
class PreparedCache {
 public:
  struct Key {
    int32_t year = 0;
    bool with_dismissals = true;

    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Key& key) {
      return H::combine(std::move(h), key.year, key.with_dismissals);
    }
  };
  using Prepared = std::shared_ptr<const PreparedSupporter>;

  // Calls `make` where there is none yet.
  Prepared Get(Key key, absl::FunctionRef<Prepared()> make)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Clear() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // More years than a programme has are not asked for in earnest.
  static constexpr int kMostKept = 64;

  absl::Mutex mutex_;
  // Shared, as a ranking may go on with what a change has replaced.
  absl::flat_hash_map<Key, Prepared> kept_ ABSL_GUARDED_BY(mutex_);
};

// An amount in a year and of a kind.
struct AmountFact {
  YearAndKind of;
  int64_t fen = 0;
};

// What a supporter has promised to one project.
struct Promises {
  // By the ids of their records.
  absl::btree_map<std::string, AmountFact> commitments;
  matching::v1::Interest::State interest_state =
      matching::v1::Interest::STATE_UNSPECIFIED;
  // What its interest offers; it counts once that is accepted.
  absl::btree_map<YearAndKind, int64_t> offers;

  // How much counts, of each year and kind: all commitments together or the
  // accepted interest, whichever is more.
  absl::btree_map<YearAndKind, int64_t> Amounts() const;
};

// Thread-compatible. Whoever changes a fact clears `prepared`.
struct UnitFacts {
  std::string id;
  // programmes/{programme}/units/{unit}
  std::string name;
  std::optional<profiles::v1::Unit> unit;
  std::optional<profiles::v1::CapabilityProfile> profile;
  // By the ids of their records.
  absl::btree_map<std::string, std::string> paired_areas;
  absl::btree_map<std::string, AmountFact> quotas;
  absl::btree_map<std::string, profiles::v1::Cooperation> cooperations;
  // Shares of annual plans that it declined: by the ids of their records, the
  // ids of projects.
  absl::btree_map<std::string, std::string> declined_shares;
  // By the ids of projects.
  absl::btree_map<std::string, Promises> promises;
  // Ids of projects.
  absl::flat_hash_set<std::string> shortlist;
  absl::flat_hash_set<std::string> dismissed;
  absl::btree_set<std::string> own_projects;
  // When its recommendations were last marked as seen.
  std::optional<absl::Time> seen;

  mutable PreparedCache prepared;

  bool is_supporter() const;
  // STATE_UNSPECIFIED where it has said of none.
  matching::v1::Interest::State InterestIn(absl::string_view project_id) const;
  // nullptr where there is no unit or no profile.
  PreparedCache::Prepared Prepare(const NamedTaxonomy& taxonomy,
                                  PreparedCache::Key key) const;
  // As if this were its profile; made anew each time. REQUIRES: the unit is
  // there.
  PreparedCache::Prepared PrepareAs(
      const profiles::v1::CapabilityProfile& stated,
      const NamedTaxonomy& taxonomy, PreparedCache::Key key) const;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_UNIT_FACTS_H_
