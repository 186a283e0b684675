#include "clients/cli/changed_resource.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/labels.h"
#include "clients/cli/message_fields.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"

namespace duikou::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string TitleOf(const Message& resource, Language language) {
  const FieldDescriptor* field =
      resource.GetDescriptor()->FindFieldByName("display_name");
  if (field == nullptr) return "";
  return In(dynamic_cast<const type::v1::LocalizedText&>(
                resource.GetReflection()->GetMessage(resource, field)),
            language);
}

}  // namespace

void AddChangeOptions(CLI::App& command, ChangeOptions& options) {
  command
      .add_option("--etag", options.etag,
                  "Only if it still has this etag 版本未变才执行")
      ->type_name("ETAG");
  command.add_flag("--validate-only", options.validate_only,
                   "Check everything, write nothing 只检查，不写入");
}

void PrintChanged(const Words& done, const Message& resource,
                  const std::string& state_field, const ChangeOptions& options,
                  Session& session) {
  const std::string name = NameOf(resource);
  if (session.output() != OutputFormat::kTable) {
    PrintResource(*KindOfName(name), resource, session);
    return;
  }
  std::ostream& out = session.terminal().out;
  if (options.validate_only) {
    out << session.Say(
        {"检查通过，未写入任何内容\n", "All is well; nothing was written\n"});
    return;
  }
  const FieldDescriptor* field =
      resource.GetDescriptor()->FindFieldByName(state_field);
  const std::string state = EnumLabel(
      *resource.GetReflection()->GetEnum(resource, field), session.language());
  const std::string title = TitleOf(resource, session.language());
  out << session.Say(done) << session.Say({"：", ": "}) << LastId(name)
      << (title.empty() ? "" : absl::StrCat("  ", title))
      << session.Say({"（", " ("}) << state << session.Say({"）", ")"}) << "\n";
}

}  // namespace duikou::cli
