// Instance: a small matching problem as a text table, for tests.
//
//   kinds policy grant
//   sector industry
//   sector tea parent=industry
//   area zigui group=reservoir prefecture=yichang
//   project p1 area=zigui sector=tea years=2014-2020 grant=open:300w,least:50w
//   supporter s1 strengths=tea:90 paired=zigui grant=usual:200w,left:900w
//   year 2015
//   weights 3 2 2 1 1 1
//   curve region 4000 7000 9000
//   expect s1 p1:8765 p2:7000
//
// One entry a line, `#` starts a comment; names are letters, digits, `-` and
// `_`, and are defined before use. Amounts: `300w` 万元, `5y` yuan, `7f` fen.
//   area       parent= group= prefecture=
//   project    area= sector= years=A-B (one may be missing), KIND= with open,
//              total, least (amounts), alone (not shareable), whole (all or
//              nothing), needs=a,b readiness=0…5 people= jobs= training=,
//              and the words closed, demonstration, resettlement
//   supporter  kind= strengths=sector:0…100,… prefers=area:0…100,… paired=a,b
//              home=prefecture KIND= with least, usual, most, left, or the word
//              gives alone; offers=a,b record=SECTOR@AREA:count:amount,… (each
//              of the two may be `-`) dismissed=p1,p2
//   curve      sector, region, fund-size, capability, standing or record, and
//              what values of 2,500, 5,000 and 7,500 count as; else straight
//   expect     SUPPORTER [PROJECT:SCORE …]: the whole list, best first
// Needs are named at will and get bits in the order in which they appear.
#ifndef DUIKOU_MATCHER_TESTING_INSTANCE_H_
#define DUIKOU_MATCHER_TESTING_INSTANCE_H_

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matcher/base/project.h"
#include "matcher/base/score.h"
#include "matcher/base/supporter.h"
#include "matcher/base/taxonomy.h"
#include "matcher/index/project_index.h"
#include "matcher/scorer/prepared_supporter.h"
#include "matcher/scorer/weights.h"

namespace duikou::testing {

// As a `curve` names them, in the order of Criterion.
inline constexpr std::array<absl::string_view, kCriterionCount>
    kCriterionNames = {"sector",     "region",   "fund-size",
                       "capability", "standing", "record"};

struct Expectation {
  std::string supporter;
  std::vector<std::pair<std::string, Score>> projects;
};

// Names stand at the index of what they name.
struct Instance {
  std::vector<std::string> kind_names;
  std::vector<std::string> sector_names;
  std::vector<SectorNode> sectors;
  std::vector<std::string> area_names;
  std::vector<AreaNode> areas;
  std::vector<std::string> group_names;
  std::vector<std::string> prefecture_names;
  std::vector<std::string> need_names;
  std::vector<Project> projects;
  std::vector<Supporter> supporters;
  int32_t year = 0;
  Weights weights = DefaultWeights();
  std::vector<Expectation> expectations;

  // REQUIRES (all three): the instance is valid.
  std::shared_ptr<const Taxonomy> MakeTaxonomy() const;
  ProjectIndex MakeIndex(std::shared_ptr<const Taxonomy> taxonomy,
                         const IndexOptions& options = {}) const;
  std::vector<PreparedSupporter> Prepare(
      std::shared_ptr<const Taxonomy> taxonomy) const;
};

// INVALID_ARGUMENT naming the line. What is parsed is also valid.
absl::StatusOr<Instance> ParseInstance(absl::string_view text);
// REQUIRES: `text` parses.
Instance InstanceOf(absl::string_view text);

// The table that parses to `instance`; weights as basis points.
std::string ToText(const Instance& instance);

}  // namespace duikou::testing

#endif  // DUIKOU_MATCHER_TESTING_INSTANCE_H_
