// The catalogue's own rules: what programmes, areas, sectors and projects must
// hold beyond the annotations of their protos.
//
//   AreaSet areas;
//   for (const Area& area : stored) areas.Put(area);
//   areas.Put(changed);
//   RETURN_IF_ERROR(ToStatus(areas.Check(changed), "area"));
//
// Pure: they see what they are given, so that one call and a file of 10,000
// rows are judged alike.
#ifndef DUIKOU_SERVICES_CATALOGUE_RULES_H_
#define DUIKOU_SERVICES_CATALOGUE_RULES_H_

#include <optional>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "services/base/violation.h"
#include "services/catalogue/containment.h"

namespace duikou {

// Years in order, targets with a value and within the programme's years, no
// giver kind or distribution twice.
std::optional<Violation> CheckProgramme(
    const catalogue::v1::Programme& programme);

// Years in order and within the programme's, fund kinds of the programme, open
// need and least share at most the total, sums over the kinds that fit.
std::optional<Violation> CheckProject(
    const catalogue::v1::Project& project,
    const catalogue::v1::Programme& programme);

// Whether supporters can be offered it: it needs funds or something else.
// REQUIRES: CheckProject() found nothing.
std::optional<Violation> CheckPublishable(
    const catalogue::v1::Project& project);

// OK where the state may become `to`: DRAFT or WITHDRAWN → OPEN, DRAFT or OPEN
// → WITHDRAWN, OPEN → COMPLETED. Else FAILED_PRECONDITION naming both.
absl::Status CheckTransition(absl::string_view name,
                             catalogue::v1::Project::State from,
                             catalogue::v1::Project::State to);

// "STATE_DRAFT" → "DRAFT".
absl::string_view StateWord(catalogue::v1::Project::State state);

// All areas of a programme. Thread-compatible.
class AreaSet {
 public:
  // Adds the area, or replaces the one of its name.
  void Put(const catalogue::v1::Area& area);
  // nullptr where there is none.
  const catalogue::v1::Area* Find(absl::string_view name) const;

  // Parent and group are areas of the set, the group a KIND_GROUP and the
  // parent none, no cycle, a code of six digits that no other area has, and the
  // kind fits those that name it as their group or parent.
  // REQUIRES: the area is in the set.
  std::optional<Violation> Check(const catalogue::v1::Area& area) const;

 private:
  std::optional<Violation> CheckCode(const catalogue::v1::Area& area) const;
  std::optional<Violation> CheckContainers(
      const catalogue::v1::Area& area) const;
  std::optional<Violation> CheckKind(const catalogue::v1::Area& area) const;

  absl::btree_map<std::string, catalogue::v1::Area> areas_;  // by name
  // Names by code.
  absl::flat_hash_map<std::string, absl::flat_hash_set<std::string>> codes_;
  // How many areas name an area as their group, or as their parent.
  absl::flat_hash_map<std::string, int> members_;
  absl::flat_hash_map<std::string, int> children_;
  Containment containment_;
};

// All sectors of a programme. Thread-compatible.
class SectorSet {
 public:
  void Put(const catalogue::v1::Sector& sector);
  const catalogue::v1::Sector* Find(absl::string_view name) const;

  // The parent is another sector of the set without a parent, and a sector
  // with a parent has no sectors below it.
  // REQUIRES: the sector is in the set.
  std::optional<Violation> Check(const catalogue::v1::Sector& sector) const;

 private:
  absl::btree_map<std::string, catalogue::v1::Sector> sectors_;  // by name
  // Names of sectors by their parent's.
  absl::flat_hash_map<std::string, absl::flat_hash_set<std::string>> below_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_RULES_H_
