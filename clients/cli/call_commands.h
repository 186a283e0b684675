// `duikou call show|close|cancel|apply|change|withdraw|submit`: a call and the
// applications to it.
#ifndef DUIKOU_CLIENTS_CLI_CALL_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_CALL_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

void AddCallCommands(Session& session, CLI::App& call);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_CALL_COMMANDS_H_
