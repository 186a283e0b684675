// `duikou project attention|issues`: who looks at a project, and what makes
// projects of the catalogue doubtful.
#ifndef DUIKOU_CLIENTS_CLI_PROJECT_REPORTS_H_
#define DUIKOU_CLIENTS_CLI_PROJECT_REPORTS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds both to the noun `project`. `session` outlives `project`.
void AddProjectReports(Session& session, CLI::App& project);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_PROJECT_REPORTS_H_
