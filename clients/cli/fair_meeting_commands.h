// `duikou fair meetings|meeting|add-meeting|move|cancel-meeting|record`: the
// meetings of the timetable one by one.
#ifndef DUIKOU_CLIENTS_CLI_FAIR_MEETING_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_FAIR_MEETING_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds the verbs to the noun `fair`. `session` outlives it.
void AddFairMeetingCommands(Session& session, CLI::App& noun);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FAIR_MEETING_COMMANDS_H_
