// Random programmes for tests: the records of the catalogue and the profiles
// from a seed, and beside them the matcher's instance that they amount to. Both
// are drawn together, not converted, so that comparing a service's answers with
// testing::Oracle on the instance checks the conversion too.
//
//   RandomProgramme random = MakeRandomProgramme({.seed = 7});
//   ASSERT_TRUE(WriteTo(store, random.Commits({.seed = 1, .commits =
//   5})).ok()); testing::Oracle oracle(random.instance);
//
// Values are drawn from a few each, so that scores tie often. There are
// pairings with groups, commitments, quotas, dismissals, projects of supporters
// themselves, kinds of funds that a unit may not give, and records that refer
// to what there is not.
#ifndef DUIKOU_SERVICES_PROGRAMME_TESTING_RANDOM_PROGRAMME_H_
#define DUIKOU_SERVICES_PROGRAMME_TESTING_RANDOM_PROGRAMME_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/testing/instance.h"
#include "services/store/store.h"

namespace duikou::testing {

struct RandomProgrammeOptions {
  uint64_t seed = 0;
  // The programme's id.
  std::string id = "random";
  int projects = 20;
  int supporters = 3;
};

// How the records reach the store.
struct CommitOptions {
  uint64_t seed = 0;
  // The records come in random order, in so many commits.
  int commits = 1;
};

struct RandomProgramme {
  catalogue::v1::Programme programme;
  // Names are set, etags and times are not.
  std::vector<catalogue::v1::Area> areas;
  std::vector<catalogue::v1::Sector> sectors;
  std::vector<catalogue::v1::Project> projects;
  std::vector<profiles::v1::Unit> units;
  std::vector<profiles::v1::CapabilityProfile> profiles;
  std::vector<profiles::v1::Pairing> pairings;
  std::vector<profiles::v1::Quota> quotas;
  std::vector<profiles::v1::Commitment> commitments;
  std::vector<profiles::v1::Cooperation> cooperations;
  // At most one a pair; those accepted count as commitments do.
  std::vector<matching::v1::Interest> interests;
  std::vector<matching::v1::Dismissal> dismissals;
  std::vector<matching::v1::WeightVersion> weights;

  // What they amount to in `instance.year`. Kinds, areas and sectors are named
  // by their ids; projects that cannot take part are left out.
  Instance instance;

  // Everything, the programme's record first. The versions of the weights keep
  // their order.
  std::vector<CommitRequest> Commits(const CommitOptions& options) const;
};

RandomProgramme MakeRandomProgramme(const RandomProgrammeOptions& options);

absl::Status WriteTo(Store& store, const std::vector<CommitRequest>& commits);

// One record as the standard methods would keep it.
Mutation PutRecord(const std::string& collection, const std::string& id,
                   const google::protobuf::Message& resource);

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_PROGRAMME_TESTING_RANDOM_PROGRAMME_H_
