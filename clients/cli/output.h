// Printing answers: tables and cards for people, protobuf JSON and CSV for
// programs.
#ifndef DUIKOU_CLIENTS_CLI_OUTPUT_H_
#define DUIKOU_CLIENTS_CLI_OUTPUT_H_

#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <vector>

#include "clients/cli/resource_kinds.h"
#include "clients/cli/session.h"

namespace duikou::cli {

// Protobuf JSON with the protos' field names, indented, ending in a line
// break; maps are in the order of their keys.
std::string ToJson(const google::protobuf::Message& message);

// One line of RFC 4180 CSV.
std::string CsvLine(const std::vector<std::string>& cells);

// A list of resources as the session's format asks for: a table of the kind's
// columns, CSV of the same with whole names and amounts in fen, or `response`
// as JSON. `empty` is what people read where there is none.
void PrintList(const ResourceKind& kind,
               const google::protobuf::Message& response,
               const std::vector<const google::protobuf::Message*>& resources,
               const std::string& empty, Session& session);

// One resource: all of its fields, a line each.
void PrintResource(const ResourceKind& kind,
                   const google::protobuf::Message& resource, Session& session);

// A list of labelled values for people, aligned and wrapped.
void PrintCard(const std::vector<std::pair<std::string, std::string>>& lines,
               Session& session);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_OUTPUT_H_
