// The kinds of projects that the plan's chapters speak of, from which samples
// are made.
#ifndef DUIKOU_DEPLOY_SAMPLE_PROJECT_KINDS_H_
#define DUIKOU_DEPLOY_SAMPLE_PROJECT_KINDS_H_

#include <vector>

#include "duikou/type/v1/needs.pb.h"

namespace duikou::sample {

struct ProjectKind {
  const char* sector;
  const char* zh;       // put behind the town's name
  const char* en;       // put before "in <town>"
  const char* content;  // what is done, in Chinese
  int usual_wan_yuan;   // the typical need, before scaling to the totals
  // How the need is spread over policy funds, grants and cooperation, in %.
  int policy, grant, cooperation;
  std::vector<type::v1::NeedKind> needs;
};

// At least two for every sector.
const std::vector<ProjectKind>& ProjectKinds();

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_PROJECT_KINDS_H_
