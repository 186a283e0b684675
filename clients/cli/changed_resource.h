// What a method did to one resource, told to people; the resource itself for
// programs.
#ifndef DUIKOU_CLIENTS_CLI_CHANGED_RESOURCE_H_
#define DUIKOU_CLIENTS_CLI_CHANGED_RESOURCE_H_

#include <google/protobuf/message.h>

#include <CLI/CLI.hpp>
#include <string>

#include "clients/cli/language.h"
#include "clients/cli/session.h"

namespace duikou::cli {

// The options that such commands have, as typed.
struct ChangeOptions {
  std::string etag;
  bool validate_only = false;
};

// Adds --etag and --validate-only.
void AddChangeOptions(CLI::App& command, ChangeOptions& options);

// `done: ID  title（state）`, of which the state is what the field named says.
// REQUIRES: `resource` is of a kind of resource_kinds.h.
void PrintChanged(const Words& done, const google::protobuf::Message& resource,
                  const std::string& state_field, const ChangeOptions& options,
                  Session& session);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_CHANGED_RESOURCE_H_
