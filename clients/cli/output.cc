#include "clients/cli/output.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/type_resolver_util.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/display_width.h"
#include "clients/cli/labels.h"
#include "clients/cli/message_fields.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/cli/value_text.h"

namespace duikou::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Titles tell more than what stands beside them.
constexpr int kLeastTitle = 20;
constexpr int kLeastList = 14;
constexpr int kLeastCell = 8;

constexpr char kUrlPrefix[] = "type.googleapis.com";

std::string ProgrammeIdOf(const Message& resource) {
  return IdIn(NameOf(resource), "programmes");
}

bool IsFlexible(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE ||
         (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
          field.name() != "name" && field.name() != "fund_kind");
}

int LeastWidth(const FieldDescriptor& field) {
  if (IsLocalizedText(field)) return kLeastTitle;
  return field.is_repeated() ? kLeastList : kLeastCell;
}

// A field for programs: whole names, enum names, fen; messages as JSON, but
// what people call things in `language`.
std::string RawText(const Message& message, const FieldDescriptor& field,
                    Language language) {
  const auto* r = message.GetReflection();
  if (IsLocalizedText(field) && !field.is_repeated()) {
    return In(dynamic_cast<const type::v1::LocalizedText&>(
                  r->GetMessage(message, &field)),
              language);
  }
  if (!field.is_repeated() && !field.has_presence() &&
      !r->HasField(message, &field)) {
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return "false";
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING ||
        field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      return "";
    }
    return "0";
  }
  // The JSON of the field alone, without its braces, name and quotes.
  std::unique_ptr<Message> alone(message.New());
  std::vector<const FieldDescriptor*> fields;
  alone->CopyFrom(message);
  r->ListFields(*alone, &fields);
  for (const FieldDescriptor* other : fields) {
    if (other != &field) r->ClearField(alone.get(), other);
  }
  std::string json;
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  (void)google::protobuf::util::MessageToJsonString(*alone, &json, options);
  const size_t colon = json.find(':');
  if (colon == std::string::npos) return "";
  json = json.substr(colon + 1, json.size() - colon - 2);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
      !field.is_repeated()) {
    return r->GetString(message, &field);
  }
  if (json.size() >= 2 && json.front() == '"') {
    json = json.substr(1, json.size() - 2);
  }
  return json;
}

void PrintCsv(const ResourceKind& kind,
              const std::vector<const Message*>& resources, Session& session) {
  std::vector<std::string> cells;
  for (const char* column : kind.columns) cells.emplace_back(column);
  session.terminal().out << CsvLine(cells);
  for (const Message* resource : resources) {
    cells.clear();
    for (const char* column : kind.columns) {
      cells.push_back(RawText(
          *resource, *resource->GetDescriptor()->FindFieldByName(column),
          session.language()));
    }
    session.terminal().out << CsvLine(cells);
  }
}

void PrintTable(const ResourceKind& kind,
                const std::vector<const Message*>& resources,
                Session& session) {
  session.display_names().Fetch(resources);
  std::vector<TableColumn> columns;
  for (const char* name : kind.columns) {
    const FieldDescriptor& field = *kind.descriptor().FindFieldByName(name);
    const bool id = field.name() == "name";
    columns.push_back({id ? session.Say({"编号", "Id"})
                          : FieldLabel(field, session.language()),
                       IsAmount(field), IsFlexible(field), LeastWidth(field)});
  }
  Table table(columns);
  for (const Message* resource : resources) {
    const std::string programme = ProgrammeIdOf(*resource);
    std::vector<std::string> cells;
    for (const char* name : kind.columns) {
      const FieldDescriptor& field = *kind.descriptor().FindFieldByName(name);
      std::string cell =
          field.name() == "name"
              ? LastId(NameOf(*resource))
              : FieldText(*resource, field, programme, Detail::kBrief, session);
      cells.push_back(std::move(cell));
    }
    table.AddRow(std::move(cells));
  }
  Terminal& terminal = session.terminal();
  terminal.out << table.Render(terminal.columns, terminal.Colour());
}

}  // namespace

std::string ToJson(const Message& message) {
  // By way of the deterministic encoding, which orders maps.
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  const std::unique_ptr<google::protobuf::util::TypeResolver> resolver(
      google::protobuf::util::NewTypeResolverForDescriptorPool(
          kUrlPrefix, google::protobuf::DescriptorPool::generated_pool()));
  std::string json;
  (void)google::protobuf::util::BinaryToJsonString(
      resolver.get(),
      absl::StrCat(kUrlPrefix, "/", message.GetDescriptor()->full_name()),
      bytes, &json, options);
  return json;
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::vector<std::string> quoted;
  quoted.reserve(cells.size());
  for (const std::string& cell : cells) {
    quoted.push_back(
        cell.find_first_of(",\"\r\n") == std::string::npos
            ? cell
            : absl::StrCat("\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}),
                           "\""));
  }
  return absl::StrJoin(quoted, ",") + "\r\n";
}

void PrintList(const ResourceKind& kind, const Message& response,
               const std::vector<const Message*>& resources,
               const std::string& empty, Session& session) {
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(response);
  } else if (session.output() == OutputFormat::kCsv) {
    PrintCsv(kind, resources, session);
  } else if (resources.empty()) {
    session.terminal().out << empty << "\n";
  } else {
    PrintTable(kind, resources, session);
  }
}

void PrintResource(const ResourceKind& kind, const Message& resource,
                   Session& session) {
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(resource);
    return;
  }
  if (session.output() == OutputFormat::kCsv) {
    PrintCsv(kind, {&resource}, session);
    return;
  }
  session.display_names().Fetch(resource);
  const std::string programme = ProgrammeIdOf(resource);
  std::vector<std::pair<std::string, std::string>> lines;
  std::vector<const FieldDescriptor*> fields;
  const auto* r = resource.GetReflection();
  r->ListFields(resource, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string label = FieldLabel(*field, session.language());
    if (field->is_repeated() &&
        field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      for (int i = 0; i < r->FieldSize(resource, field); ++i) {
        lines.emplace_back(
            i == 0 ? label : "",
            ValueText(resource, *field, i, programme, Detail::kFull, session));
      }
      continue;
    }
    lines.emplace_back(
        label, FieldText(resource, *field, programme, Detail::kFull, session));
  }
  PrintCard(lines, session);
}

void PrintCard(const std::vector<std::pair<std::string, std::string>>& lines,
               Session& session) {
  Terminal& terminal = session.terminal();
  int label_width = 0;
  for (const auto& [label, value] : lines) {
    label_width = std::max(label_width, DisplayWidth(label));
  }
  const int value_width =
      terminal.columns == 0 ? 1'000'000
                            : std::max(20, terminal.columns - label_width - 2);
  for (const auto& [label, value] : lines) {
    std::string head = PadRight(label, label_width);
    if (terminal.Colour() && !label.empty()) {
      head = absl::StrCat("\033[1m", head, "\033[0m");
    }
    for (const absl::string_view paragraph : absl::StrSplit(value, '\n')) {
      for (const std::string& line : WrapToWidth(paragraph, value_width)) {
        terminal.out << head << "  " << line << "\n";
        head = std::string(label_width, ' ');
      }
    }
  }
}

}  // namespace duikou::cli
