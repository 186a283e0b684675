// ProgrammeSnapshot: what assigning needs of a programme's state, copied under
// its lock, so that scoring goes on without it.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PROGRAMME_SNAPSHOT_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PROGRAMME_SNAPSHOT_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "matcher/base/project.h"
#include "matcher/base/supporter.h"
#include "matcher/base/taxonomy.h"
#include "matcher/scorer/weights.h"
#include "services/programme/named_taxonomy.h"
#include "services/programme/programme_view.h"

namespace duikou {

struct SupporterSnapshot {
  std::string id;
  // With its stated means alone, less what is promised in the year.
  Supporter supporter;
  // By fund kind: what it owes in the year, less the same, in fen.
  std::array<int64_t, kMaxFundKinds> quotas = {};
  int32_t most_projects = 0;
  bool has_pairings = false;
  // Ids of projects.
  absl::flat_hash_set<std::string> own;
  absl::flat_hash_set<std::string> shortlisted;
  absl::flat_hash_set<std::string> interesting;
  // That it gave to in the year before.
  absl::flat_hash_set<std::string> continuing;
};

struct ProgrammeSnapshot {
  std::shared_ptr<const NamedTaxonomy> taxonomy;
  Weights weights;
  // Those open in the year with an open need, by id.
  std::vector<Project> projects;
  // Units on the supporters' side with a profile, by id.
  std::vector<SupporterSnapshot> supporters;
};

ProgrammeSnapshot TakeSnapshot(const ProgrammeView& view, int32_t year);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PROGRAMME_SNAPSHOT_H_
