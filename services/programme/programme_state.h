// ProgrammeState: what the records of one programme amount to, ready for
// ranking: the taxonomy, the index of projects, the facts of each unit and the
// weights in force.
//
//   ProgrammeState state("hubei");
//   state.SetProgramme(programme);
//   state.Put({.collection = "projects", .id = "p-1", .value = bytes, …});
//   state.Settle();               // now the index is what the records say
//   RankProjects(state.index(), *prepared, query);
//
// Records come in any order and may refer to what is not there (yet): a project
// whose area or sector does not exist stays out of the index until it does, a
// commitment to, or interest in, a project that is gone counts for its
// supporter alone. What cannot be read at all is left out. `flaws` counts them.
//
// A changed project or unit costs what it costs alone; a changed area, sector
// or fund kind rebuilds the index at the next Settle().
#ifndef DUIKOU_SERVICES_PROGRAMME_PROGRAMME_STATE_H_
#define DUIKOU_SERVICES_PROGRAMME_PROGRAMME_STATE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "matcher/index/project_index.h"
#include "matcher/scorer/weights.h"
#include "services/programme/named_taxonomy.h"
#include "services/programme/unit_facts.h"
#include "services/store/store.h"

namespace duikou {

// A programme's record and the revision that wrote it.
struct ProgrammeRecord {
  catalogue::v1::Programme programme;
  Revision revision = 0;
};

struct ProjectFacts {
  std::string id;
  // Without what no ranking shows or asks for: contacts, texts but the name.
  catalogue::v1::Project record;
  // Its texts, folded for searching.
  std::string text;
  absl::Time publish_time;
  // Whether it is in the index.
  bool indexed = false;
};

// The weights in force.
struct EffectiveWeights {
  // The version's record; empty where the defaults are in force.
  matching::v1::WeightVersion version;
  Weights weights = DefaultWeights();
};

// Thread-compatible: const calls may run side by side, changes need the
// caller's lock.
class ProgrammeState {
 public:
  explicit ProgrammeState(absl::string_view programme_id);
  ProgrammeState(ProgrammeState&&) = default;
  ProgrammeState& operator=(ProgrammeState&&) = default;

  // The collections that Take() knows.
  static std::vector<std::string> Collections();

  // Takes over one record, new, changed or deleted. Others' collections are
  // ignored.
  void Take(const Change& change);
  // Shared with the directory of programmes, where a newer one replaces it.
  // Nothing where it is not newer.
  void SetProgramme(std::shared_ptr<const ProgrammeRecord> programme);
  // Makes the index and the weights follow what was taken.
  void Settle();

  const std::string& id() const { return id_; }
  // Null until it is set.
  const ProgrammeRecord* programme() const { return programme_.get(); }
  const std::shared_ptr<const ProgrammeRecord>& shared_programme() const {
    return programme_;
  }

  // REQUIRES of all below: settled.
  const NamedTaxonomy& taxonomy() const { return *taxonomy_; }
  const std::shared_ptr<const NamedTaxonomy>& shared_taxonomy() const {
    return taxonomy_;
  }
  const ProjectIndex& index() const { return *index_; }
  // nullptr where there is none. Those outside of the index too.
  const ProjectFacts* FindProject(absl::string_view id) const;
  // REQUIRES: the handle of a project in the index.
  const ProjectFacts& project(int32_t handle) const {
    return *projects_[handle];
  }
  // nullptr where there is no such unit.
  const UnitFacts* FindUnit(absl::string_view id) const;
  // Also those that only other records speak of, by id.
  const absl::btree_map<std::string, std::unique_ptr<UnitFacts>>& units()
      const {
    return units_;
  }
  const EffectiveWeights& weights() const { return weights_; }
  // The projects by the time of publishing, newest last.
  const absl::btree_set<std::pair<absl::Time, int32_t>>& by_publish_time()
      const {
    return by_publish_time_;
  }
  // All projects, those outside of the index too.
  int project_count() const { return static_cast<int>(handles_.size()); }
  // Projects left out of the index, unreadable records, and flaws of the
  // taxonomy.
  int flaws() const;

 private:
  // Who promises something to what.
  struct Pair {
    std::string unit;
    std::string project;
  };
  struct WeightFacts {
    matching::v1::WeightVersion version;
    Weights weights;
    Revision revision = 0;
  };
  // Which unit a record, by its id, belongs to.
  using Owners = absl::flat_hash_map<std::string, std::string>;

  void TakeArea(const Change& change);
  void TakeSector(const Change& change);
  void TakeProject(const Change& change);
  void TakeUnit(const Change& change);
  void TakeProfile(const Change& change);
  void TakePairing(const Change& change);
  void TakeQuota(const Change& change);
  void TakeCommitment(const Change& change);
  void TakeCooperation(const Change& change);
  void TakeInterest(const Change& change);
  void TakeShare(const Change& change);
  void TakeShortlistEntry(const Change& change);
  void TakeDismissal(const Change& change);
  void TakeSeenMark(const Change& change);
  void TakeWeights(const Change& change);

  // The unit's facts, to be changed: its prepared tables are dropped.
  UnitFacts& Touch(absl::string_view unit_id);
  // What is promised in the pair, to be changed, and then FollowPromises().
  Promises& TouchPromises(const Pair& pair);
  void FollowPromises(const Pair& pair);
  template <typename Record>
  bool Read(const Change& change, Record& record);
  void DropProject(absl::string_view id);
  void IndexProject(int32_t handle);
  void ReindexProject(absl::string_view id);
  void ReplaceWeights();

  std::string id_;
  std::shared_ptr<const ProgrammeRecord> programme_;
  AreaRecords areas_;
  SectorRecords sectors_;
  bool taxonomy_changed_ = true;
  std::shared_ptr<const NamedTaxonomy> taxonomy_;
  std::unique_ptr<ProjectIndex> index_;

  std::vector<std::unique_ptr<ProjectFacts>> projects_;  // by handle
  std::vector<int32_t> free_handles_;
  absl::flat_hash_map<std::string, int32_t> handles_;
  absl::btree_set<std::pair<absl::Time, int32_t>> by_publish_time_;

  absl::btree_map<std::string, std::unique_ptr<UnitFacts>> units_;
  // By the ids of their records.
  absl::flat_hash_map<std::string, Pair> commitments_;
  absl::flat_hash_map<std::string, Pair> interests_;
  // Ids of the units that promise something, by project id.
  absl::flat_hash_map<std::string, absl::btree_set<std::string>>
      promisers_of_project_;
  Owners pairing_owners_;
  Owners quota_owners_;
  Owners cooperation_owners_;
  Owners declined_share_owners_;

  absl::btree_map<std::string, WeightFacts> weight_versions_;
  bool weights_changed_ = false;
  EffectiveWeights weights_;
  // Collections and ids.
  absl::btree_set<std::pair<std::string, std::string>> unreadable_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_PROGRAMME_STATE_H_
