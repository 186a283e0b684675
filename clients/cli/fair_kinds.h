// The kinds of what belongs to trade fairs; resource_kinds.h has all.
#ifndef DUIKOU_CLIENTS_CLI_FAIR_KINDS_H_
#define DUIKOU_CLIENTS_CLI_FAIR_KINDS_H_

#include <vector>

#include "clients/cli/resource_kinds.h"

namespace duikou::cli {

// Fairs and all that is within one.
std::vector<ResourceKind> FairKinds();

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FAIR_KINDS_H_
