#include "clients/cli/reminder_command.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/errors.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using profiles::v1::CreateReminderRequest;
using profiles::v1::Reminder;
using ProfilesStub = profiles::v1::ProfilesService::StubInterface;

struct ReminderOptions {
  std::string unit;
  std::string text;
  std::string subject;
  std::string id;
  bool validate_only = false;
};

absl::Status RunAdd(const ReminderOptions& options, Session& session) {
  CreateReminderRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.UnitName(options.unit));
  request.mutable_reminder()->set_text(options.text);
  if (!options.subject.empty()) {
    const ResourceKind* kind = KindOfName(options.subject);
    if (kind == nullptr) {
      return UsageError(absl::StrCat(
          "--subject: \"", options.subject,
          "\" does not say of what kind: write projects/", options.subject));
    }
    ASSIGN_OR_RETURN(*request.mutable_reminder()->mutable_subject(),
                     session.Name(kind->pattern, options.subject));
  }
  request.set_reminder_id(options.id);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const Reminder made,
      session.client().Call(&ProfilesStub::CreateReminder, request));
  if (session.output() != OutputFormat::kTable) {
    PrintResource(*KindOfCollection("reminders"), made, session);
  } else if (options.validate_only) {
    session.terminal().out << session.Say(
        {"检查通过，未写入任何内容\n", "All is well; nothing was written\n"});
  } else {
    session.terminal().out << session.Say({"已提醒 ", "Reminded "})
                           << LastId(request.parent())
                           << session.Say({"，编号 ", ", id "})
                           << LastId(made.name()) << "\n";
  }
  return absl::OkStatus();
}

}  // namespace

void AddReminderAdd(Session& session, CLI::App& reminder) {
  auto options = std::make_shared<ReminderOptions>();
  CLI::App* command = AddCommand(
      reminder, "add", {"提醒一个单位", "Remind a unit"},
      "duikou reminder add hzau 请于月底前更新支援能力 --subject "
      "profiles/hzau\nduikou reminder add zigui 请补充联系人 --subject "
      "projects/p-001");
  command->add_option("UNIT", options->unit, "The unit 单位")->required();
  command->add_option("TEXT", options->text, "Of what 提醒内容")->required();
  command
      ->add_option("--subject", options->subject,
                   "What it is about: projects/ID, quotas/ID or profiles/ID "
                   "事由")
      ->type_name("NAME");
  command->add_option("--id", options->id, "An id of one's own 编号")
      ->type_name("ID");
  command->add_flag("--validate-only", options->validate_only,
                    "Check everything, write nothing 只检查，不写入");
  command->callback([&session, options] {
    session.Select([&, options] { return RunAdd(*options, session); });
  });
}

}  // namespace duikou::cli
