// Made-up projects that could be in the annex: plausible in every field.
#ifndef DUIKOU_DEPLOY_SAMPLE_PROJECTS_H_
#define DUIKOU_DEPLOY_SAMPLE_PROJECTS_H_

#include <string>
#include <vector>

#include "deploy/sample/places.h"
#include "deploy/sample/programme.h"
#include "deploy/sample/random.h"

namespace duikou::sample {

struct ProjectPlan {
  int count;
  const std::vector<County>* counties;
  // The id of the recipient unit of a county is this followed by its area id.
  std::string recipient_prefix;
  // What the needs of all projects add up to, by fund kind, in 万元. The kinds
  // are "policy", "grant" and "cooperation"; one left out is not used.
  struct Total {
    std::string fund_kind;
    int64_t wan_yuan;
  };
  std::vector<Total> totals;
};

// Fills in `projects`. REQUIRES: areas and sectors are there; the totals allow
// at least 1 万元 a need.
void AddProjects(const ProjectPlan& plan, Random& random, Programme& programme);

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_PROJECTS_H_
