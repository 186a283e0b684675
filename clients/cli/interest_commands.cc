#include "clients/cli/interest_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "clients/cli/errors.h"
#include "clients/cli/field_options.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using matching::v1::AnswerInterestRequest;
using matching::v1::CreateInterestRequest;
using matching::v1::GetInterestRequest;
using matching::v1::Interest;
using matching::v1::InterestMessage;
using matching::v1::SendInterestMessageRequest;
using matching::v1::UpdateInterestRequest;
using matching::v1::WithdrawInterestRequest;
using MatchingStub = matching::v1::MatchingService::StubInterface;

// What the commands have in common, as typed.
struct InterestOptions {
  std::string unit;
  std::string project;
  std::string message;
  std::string side;
  std::string etag;
  bool validate_only = false;
  std::shared_ptr<FieldOptions> fields;
};

absl::StatusOr<std::string> InterestName(const InterestOptions& options,
                                         Session& session) {
  ASSIGN_OR_RETURN(const std::string unit, session.UnitName(options.unit));
  ASSIGN_OR_RETURN(const std::string project,
                   session.ProjectName(options.project));
  return session.Name(
      "programmes/{programme}/interests/{interest}",
      absl::StrCat("programmes/", IdIn(unit, "programmes"), "/interests/",
                   LastId(unit), "--", LastId(project)));
}

std::string StateLabel(Interest::State state, Session& session) {
  return EnumLabel(*Interest::State_descriptor(), state, session.language());
}

// One message, the author first: `支援方 people/li 05-13 16:53 [已接受] …`.
void PrintMessage(const InterestMessage& message, Session& session) {
  const std::string state = StateLabel(message.state(), session);
  session.terminal().out
      << absl::FormatTime(
             "%Y-%m-%d %H:%M",
             absl::FromUnixSeconds(message.create_time().seconds()),
             absl::LocalTimeZone())
      << "  "
      << EnumLabel(*profiles::v1::Side_descriptor(), message.side(),
                   session.language())
      << "  " << message.author()
      << (state.empty() ? "" : absl::StrCat("  [", state, "]"))
      << (message.text().empty() ? "" : absl::StrCat("  ", message.text()))
      << "\n";
}

void PrintInterest(const Interest& interest, Session& session) {
  const ResourceKind& kind = *KindOfCollection("interests");
  if (session.output() != OutputFormat::kTable) {
    PrintResource(kind, interest, session);
    return;
  }
  Interest without_thread = interest;
  without_thread.clear_messages();
  PrintResource(kind, without_thread, session);
  session.terminal().out << "\n";
  for (const InterestMessage& message : interest.messages()) {
    PrintMessage(message, session);
  }
}

// Tells what was done, or prints the interest where programs read.
void PrintDone(const Words& done, const Interest& interest,
               const InterestOptions& options, Session& session) {
  if (session.output() != OutputFormat::kTable) {
    PrintInterest(interest, session);
    return;
  }
  std::ostream& out = session.terminal().out;
  if (options.validate_only) {
    out << session.Say(
        {"检查通过，未写入任何内容\n", "All is well; nothing was written\n"});
    return;
  }
  session.display_names().Fetch(interest);
  out << session.Say(done) << session.Say({"：", ": "})
      << session.display_names().TextOf(interest.supporter(),
                                        session.language())
      << " → "
      << session.display_names().TextOf(interest.project(), session.language())
      << session.Say({"（", " ("}) << StateLabel(interest.state(), session)
      << session.Say({"）", ")"}) << "\n";
}

absl::Status RunShow(const InterestOptions& options, Session& session) {
  GetInterestRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), InterestName(options, session));
  ASSIGN_OR_RETURN(const Interest interest,
                   session.client().Call(&MatchingStub::GetInterest, request));
  PrintInterest(interest, session);
  return absl::OkStatus();
}

absl::Status RunExpress(const InterestOptions& options, Session& session) {
  CreateInterestRequest request;
  Interest& interest = *request.mutable_interest();
  ASSIGN_OR_RETURN(*interest.mutable_supporter(),
                   session.UnitName(options.unit));
  ASSIGN_OR_RETURN(*interest.mutable_project(),
                   session.ProjectName(options.project));
  request.set_parent(
      absl::StrCat("programmes/", IdIn(interest.supporter(), "programmes")));
  RETURN_IF_ERROR(options.fields->Apply(interest, session.names()));
  request.set_message(options.message);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const Interest made,
      session.client().Call(&MatchingStub::CreateInterest, request));
  PrintDone({"已表达意向", "Interest expressed"}, made, options, session);
  return absl::OkStatus();
}

absl::Status RunChange(const InterestOptions& options, Session& session) {
  UpdateInterestRequest request;
  Interest& interest = *request.mutable_interest();
  ASSIGN_OR_RETURN(*interest.mutable_name(), InterestName(options, session));
  std::vector<std::string> paths;
  RETURN_IF_ERROR(options.fields->Apply(interest, session.names(), &paths));
  if (paths.empty()) {
    return UsageError(
        "nothing to change: give --year, --offer or --other-offer");
  }
  for (const std::string& path : paths) {
    request.mutable_update_mask()->add_paths(path);
  }
  interest.set_etag(options.etag);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const Interest changed,
      session.client().Call(&MatchingStub::UpdateInterest, request));
  PrintDone({"已修改意向", "Interest changed"}, changed, options, session);
  return absl::OkStatus();
}

absl::Status RunWithdraw(const InterestOptions& options, Session& session) {
  WithdrawInterestRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), InterestName(options, session));
  request.set_etag(options.etag);
  request.set_message(options.message);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const Interest withdrawn,
      session.client().Call(&MatchingStub::WithdrawInterest, request));
  PrintDone({"已撤回意向", "Interest withdrawn"}, withdrawn, options, session);
  return absl::OkStatus();
}

absl::Status RunAnswer(AnswerInterestRequest::Answer answer,
                       const InterestOptions& options, Session& session) {
  AnswerInterestRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), InterestName(options, session));
  request.set_etag(options.etag);
  request.set_answer(answer);
  request.set_message(options.message);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const Interest answered,
      session.client().Call(&MatchingStub::AnswerInterest, request));
  PrintDone(answer == AnswerInterestRequest::ANSWER_ACCEPT
                ? Words{"已接受意向", "Interest accepted"}
                : Words{"已谢绝意向", "Interest declined"},
            answered, options, session);
  return absl::OkStatus();
}

absl::Status RunMessage(const InterestOptions& options, Session& session) {
  SendInterestMessageRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), InterestName(options, session));
  request.set_message(options.message);
  if (!options.side.empty()) {
    const auto side = ParseEnum(*profiles::v1::Side_descriptor(), options.side);
    RETURN_IF_ERROR(InOption("--side", side.status()));
    request.set_side(static_cast<profiles::v1::Side>((*side)->number()));
  }
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const Interest interest,
      session.client().Call(&MatchingStub::SendInterestMessage, request));
  PrintDone({"已留言", "Message sent"}, interest, options, session);
  return absl::OkStatus();
}

using Runner = absl::Status (*)(const InterestOptions&, Session&);

// A command on the interest of a unit in a project.
CLI::App* Add(Session& session, CLI::App& noun, const std::string& name,
              const Words& help, const std::string& examples,
              const std::shared_ptr<InterestOptions>& options, Runner run) {
  CLI::App* command = AddCommand(noun, name, help, examples);
  command->add_option("UNIT", options->unit, "The supporter 支援方")
      ->required();
  command->add_option("PROJECT", options->project, "The project 项目")
      ->required();
  command->callback([&session, options, run] {
    session.Select([&session, options, run] { return run(*options, session); });
  });
  return command;
}

void AddFields(CLI::App& command, InterestOptions& options, bool for_update) {
  options.fields = FieldOptions::Add(
      command, *Interest::descriptor(),
      {.skipped = {"supporter", "project"}, .for_update = for_update});
}

void AddMessage(CLI::App& command, InterestOptions& options) {
  command
      .add_option("--message", options.message,
                  "A message to the other side 给对方的留言")
      ->type_name("TEXT");
}

void AddEtag(CLI::App& command, InterestOptions& options) {
  command
      .add_option("--etag", options.etag,
                  "Only if it still has this etag 版本未变才执行")
      ->type_name("ETAG");
}

void AddValidateOnly(CLI::App& command, InterestOptions& options) {
  command.add_flag("--validate-only", options.validate_only,
                   "Check everything, write nothing 只检查，不写入");
}

void AddSupportersCommands(Session& session, CLI::App& noun) {
  auto options = std::make_shared<InterestOptions>();
  CLI::App* command =
      Add(session, noun, "express",
          {"表达意向", "Say that a supporter is interested in a project"},
          "duikou interest express hzau p-001 --year 2015 --offer "
          "grant=50万元\n"
          "duikou interest express hzau p-001 --year 2015 --other-offer "
          "experts=5\n      --message 拟于三月实地考察",
          options, RunExpress);
  AddFields(*command, *options, /*for_update=*/false);
  AddMessage(*command, *options);
  AddValidateOnly(*command, *options);

  options = std::make_shared<InterestOptions>();
  command = Add(session, noun, "change",
                {"修改意向，重新等待答复",
                 "Change what is offered, which opens it again"},
                "duikou interest change hzau p-001 --offer grant=80万元",
                options, RunChange);
  AddFields(*command, *options, /*for_update=*/true);
  AddEtag(*command, *options);
  AddValidateOnly(*command, *options);

  options = std::make_shared<InterestOptions>();
  command = Add(session, noun, "withdraw", {"撤回意向", "Take it back"},
                "duikou interest withdraw hzau p-001 --message 资金已另作安排",
                options, RunWithdraw);
  AddMessage(*command, *options);
  AddEtag(*command, *options);
  AddValidateOnly(*command, *options);
}

void AddAnswer(Session& session, CLI::App& noun, const std::string& name,
               const Words& help, Runner run) {
  auto options = std::make_shared<InterestOptions>();
  CLI::App* command = Add(
      session, noun, name, help,
      absl::StrCat("duikou interest ", name, " hzau p-001 --message 欢迎来访"),
      options, run);
  AddMessage(*command, *options);
  AddEtag(*command, *options);
  AddValidateOnly(*command, *options);
}

}  // namespace

void AddInterestCommands(Session& session, CLI::App& interest) {
  auto options = std::make_shared<InterestOptions>();
  Add(session, interest, "show",
      {"显示一个及往来留言", "Show one with its thread"},
      "duikou interest show hzau p-001", options, RunShow);
  AddSupportersCommands(session, interest);
  AddAnswer(session, interest, "accept",
            {"（受援方）接受", "Accept it, for the county"},
            [](const InterestOptions& options, Session& session) {
              return RunAnswer(AnswerInterestRequest::ANSWER_ACCEPT, options,
                               session);
            });
  AddAnswer(session, interest, "decline",
            {"（受援方）谢绝", "Decline it, for the county"},
            [](const InterestOptions& options, Session& session) {
              return RunAnswer(AnswerInterestRequest::ANSWER_DECLINE, options,
                               session);
            });
  options = std::make_shared<InterestOptions>();
  CLI::App* command =
      Add(session, interest, "message", {"留言", "Add to its thread"},
          "duikou interest message hzau p-001 何时可以考察？\n"
          "duikou interest message hzau p-001 下周二 --side recipient",
          options, RunMessage);
  command->add_option("TEXT", options->message, "What to say 内容")->required();
  command
      ->add_option("--side", options->side,
                   "For which side, where you speak for both 代表哪一方")
      ->type_name("supporter|recipient");
  AddValidateOnly(*command, *options);
}

}  // namespace duikou::cli
