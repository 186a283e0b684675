// Command-line options for the fields of a message, made from its descriptor.
//
//   auto fields = FieldOptions::Add(command, *Project::descriptor(),
//                                   {.flattened = {"standing"}});
//   ... parse ...
//   std::vector<std::string> paths;
//   RETURN_IF_ERROR(fields->Apply(project, session.names(), &paths));
//
// `fund_needs` becomes the option --fund-need, given once an entry;
// `amount_fen` --amount; `display_name` --display-name and --display-name-en; a
// flattened message's fields are options by themselves.
#ifndef DUIKOU_CLIENTS_CLI_FIELD_OPTIONS_H_
#define DUIKOU_CLIENTS_CLI_FIELD_OPTIONS_H_

#include <google/protobuf/message.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/field_values.h"

namespace duikou::cli {

// Holds what was typed; the parser's options point into it, so it lives as
// long as the parser does.
class FieldOptions {
 public:
  struct Choice {
    // Messages whose own fields are options by themselves.
    std::vector<const char*> flattened;
    // Fields without an option.
    std::vector<std::string> skipped;
    // Leaves out what cannot be changed once the resource is there.
    bool for_update = false;
  };

  static std::shared_ptr<FieldOptions> Add(
      CLI::App& app, const google::protobuf::Descriptor& type, Choice choice);

  // Sets what was typed, and adds the paths set to `paths`. A usage error that
  // names the option.
  absl::Status Apply(google::protobuf::Message& message,
                     const NameSource& names,
                     std::vector<std::string>* paths = nullptr) const;

  // Whether any option was given.
  bool any() const;

 private:
  struct Entry {
    std::vector<const google::protobuf::FieldDescriptor*> path;
    std::string option;
    CLI::Option* parsed = nullptr;
    std::vector<std::string> values;  // of a list
    std::string value;                // of all else
  };

  void AddField(CLI::App& app,
                std::vector<const google::protobuf::FieldDescriptor*> path,
                const Choice& choice);

  // Pointers stay valid as entries are added.
  std::vector<std::unique_ptr<Entry>> entries_;
};

// The name of a field's option, without dashes: fund-need.
std::string OptionName(const google::protobuf::FieldDescriptor& field);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FIELD_OPTIONS_H_
