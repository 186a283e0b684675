// The commands about other people: `person`, and the tokens and sessions of
// oneself.
#ifndef DUIKOU_CLIENTS_CLI_PERSON_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_PERSON_COMMANDS_H_

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"
#include "duikou/access/v1/access_service.pb.h"

namespace duikou::cli {

void AddPersonCommands(Session& session, CLI::App& app);
void AddTokenCommands(Session& session, CLI::App& app);
void AddSessionCommands(Session& session, CLI::App& app);

// One person, in the session's format.
void PrintPerson(const access::v1::Person& person, Session& session);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_PERSON_COMMANDS_H_
