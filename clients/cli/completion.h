// Shell completion, generated from the tree of commands.
#ifndef DUIKOU_CLIENTS_CLI_COMPLETION_H_
#define DUIKOU_CLIENTS_CLI_COMPLETION_H_

#include <CLI/CLI.hpp>
#include <string>

namespace duikou::cli {

enum class Shell { kBash, kZsh, kFish };

// A script that completes subcommands, options and the values of options that
// have a few; file names elsewhere. An option has such values where its type's
// name reads a|b|c.
std::string CompletionScript(const CLI::App& app, Shell shell);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_COMPLETION_H_
