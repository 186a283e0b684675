// The duikou command: parses a command line and runs it.
//
//   Terminal terminal;
//   int code = RunCommandLine({"project", "search", "柑橘"}, terminal);
//
// Returns 0, 1 where a server refused or could not be reached (also where an
// import found bad rows), 2 where the command line is wrong. What is wrong is
// one line on the terminal's `err`.
#ifndef DUIKOU_CLIENTS_CLI_COMMAND_LINE_H_
#define DUIKOU_CLIENTS_CLI_COMMAND_LINE_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "clients/cli/session.h"
#include "clients/cli/terminal.h"

namespace duikou::cli {

int RunCommandLine(const std::vector<std::string>& arguments,
                   Terminal& terminal);

// Adds every command and option to `app`. `session` outlives `app`.
void AddAllCommands(Session& session, CLI::App& app);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_COMMAND_LINE_H_
