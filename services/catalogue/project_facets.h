// ProjectFacets: how found projects are spread over the values of a field.
//
//   ASSIGN_OR_RETURN(ProjectFacets facets, ProjectFacets::Parse(request));
//   for (…) facets.Count(project, failed, labels);
//   facets.Write(labels, response);
//
// A facet leaves the condition on its own field out: with "sector = tea" asked
// for, the counts by sector still say how many there are of each. A condition
// on the open need stays one on the fund kinds asked for, also in the facet of
// fund kinds.
#ifndef DUIKOU_SERVICES_CATALOGUE_PROJECT_FACETS_H_
#define DUIKOU_SERVICES_CATALOGUE_PROJECT_FACETS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/type/v1/text.pb.h"
#include "services/catalogue/containment.h"

namespace duikou {

// What the areas, sectors and units that projects name are.
struct ProjectSurroundings {
  absl::btree_map<std::string, catalogue::v1::Area> areas;      // by name
  absl::btree_map<std::string, catalogue::v1::Sector> sectors;  // by name
  // Display names of units by name.
  absl::btree_map<std::string, type::v1::LocalizedText> units;
  Containment area_containment;
  Containment sector_containment;
};

// Thread-compatible.
class ProjectFacets {
 public:
  // INVALID_ARGUMENT naming `facets[i]` where a field is unknown or comes
  // twice.
  static absl::StatusOr<ProjectFacets> Parse(
      const catalogue::v1::SearchProjectsRequest& request);

  // Counts a project whose text matches, given the conditions that fail.
  void Count(const catalogue::v1::Project& project, uint32_t failed,
             const ProjectSurroundings& surroundings);

  void Write(const ProjectSurroundings& surroundings,
             catalogue::v1::SearchProjectsResponse& response) const;

 private:
  struct Facet {
    int field = 0;  // index into the table of fields
    absl::flat_hash_map<std::string, int> counts;
  };
  std::vector<Facet> facets_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_PROJECT_FACETS_H_
