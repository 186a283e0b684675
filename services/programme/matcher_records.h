// From the records of the catalogue and the profiles to what the matcher works
// on.
//
//   std::optional<Project> project =
//       ToMatcher(record, committed, *taxonomy, handle);
//   Supporter supporter = ToMatcher(facts, /*year=*/2015, *taxonomy, flaws);
//
// What does not hold together never fails: an entry that names an area, sector
// or fund kind that does not exist is left out and counted, amounts out of
// order are put in order.
#ifndef DUIKOU_SERVICES_PROGRAMME_MATCHER_RECORDS_H_
#define DUIKOU_SERVICES_PROGRAMME_MATCHER_RECORDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "duikou/type/v1/needs.pb.h"
#include "matcher/base/project.h"
#include "matcher/base/supporter.h"
#include "services/programme/named_taxonomy.h"

namespace duikou {

// One bit a kind of help: NEED_KIND_EXPERTS is bit 0. Zero for kinds that the
// matcher has no bit for.
NeedMask NeedBit(type::v1::NeedKind kind);
// REQUIRES: exactly one bit.
type::v1::NeedKind NeedOfBit(NeedMask bit);

// An amount in a year or to a project, per fund kind id.
using FenByKind = absl::btree_map<std::string, int64_t>;

// Adds without leaving int64.
int64_t SaturatingAdd(int64_t a, int64_t b);

// Open need: the stated open need, the total where none is stated, less what
// is committed; never below zero. All-or-nothing and shareable are the
// project's. nullopt where its area or sector does not exist; a need of an
// unknown fund kind is left out.
std::optional<Project> ToMatcher(const catalogue::v1::Project& record,
                                 const FenByKind& committed,
                                 const NamedTaxonomy& taxonomy, int32_t handle);

// What a quota or commitment is of.
struct YearAndKind {
  int32_t year = 0;
  std::string fund_kind;

  friend auto operator<=>(const YearAndKind&, const YearAndKind&) = default;
};

// What is known of a supporter. By reference: made for one conversion.
struct SupporterFacts {
  const profiles::v1::Unit& unit;
  const profiles::v1::CapabilityProfile& profile;
  // Ids of areas, each once.
  const absl::btree_set<std::string>& paired_areas;
  const absl::btree_map<YearAndKind, int64_t>& quotas;
  const absl::btree_map<YearAndKind, int64_t>& committed;
  std::vector<const profiles::v1::Cooperation*> cooperations;
  // Ids of projects to keep away.
  std::vector<std::string> dismissed;
};

// The means left of a fund kind in a year: the stated means, else the quota,
// else no ceiling; less what is committed; never below zero. A kind that the
// programme does not let this kind of unit give is not given. A pairing with,
// or preference for, a group holds for the areas in it.
Supporter ToMatcher(const SupporterFacts& facts, int32_t year,
                    const NamedTaxonomy& taxonomy, int& flaws);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_MATCHER_RECORDS_H_
