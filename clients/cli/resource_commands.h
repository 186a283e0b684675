// The standard commands of a kind of resources: list, get, create, update,
// delete and its state changes, all made from its row and its descriptors.
#ifndef DUIKOU_CLIENTS_CLI_RESOURCE_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_RESOURCE_COMMANDS_H_

#include <google/protobuf/message.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/session.h"

namespace duikou::cli {

// Adds `NOUN list|get|…` to `app` and returns the noun's own command, for
// further verbs. `session` outlives `app`.
CLI::App* AddResourceCommands(const ResourceKind& kind, Session& session,
                              CLI::App& app);

// A command that prints its examples in its help. REQUIRES: `examples` has a
// command a line, without indentation.
CLI::App* AddCommand(CLI::App& parent, const std::string& name,
                     const Words& help, const std::string& examples);

// A message of the type, empty.
std::unique_ptr<google::protobuf::Message> NewMessage(
    const google::protobuf::Descriptor& type);

// The text of a file; of standard input for `-`. A usage error naming `option`.
absl::StatusOr<std::string> ReadFile(const std::string& file,
                                     const std::string& option,
                                     Session& session);

// Reads protobuf JSON into `message`. A usage error naming `option`.
absl::Status ParseJson(const std::string& json, const std::string& option,
                       google::protobuf::Message& message);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_RESOURCE_COMMANDS_H_
