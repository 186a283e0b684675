// `duikou reminder add`: reminds a unit of something.
#ifndef DUIKOU_CLIENTS_CLI_REMINDER_COMMAND_H_
#define DUIKOU_CLIENTS_CLI_REMINDER_COMMAND_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds it to the noun `reminder`. `session` outlives `reminder`.
void AddReminderAdd(Session& session, CLI::App& reminder);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_REMINDER_COMMAND_H_
