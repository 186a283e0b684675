// The standard commands that write: create, update, delete and state changes.
#ifndef DUIKOU_CLIENTS_CLI_RESOURCE_WRITE_H_
#define DUIKOU_CLIENTS_CLI_RESOURCE_WRITE_H_

#include <CLI/CLI.hpp>

#include "clients/cli/resource_kinds.h"
#include "clients/cli/session.h"

namespace duikou::cli {

// Each adds one command to `noun`. `kind`, `verb` and `session` outlive it.
void AddCreate(const ResourceKind& kind, Session& session, CLI::App& noun);
void AddUpdate(const ResourceKind& kind, Session& session, CLI::App& noun);
void AddDelete(const ResourceKind& kind, Session& session, CLI::App& noun);
void AddVerb(const ResourceKind& kind, const CustomVerb& verb, Session& session,
             CLI::App& noun);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_RESOURCE_WRITE_H_
