#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/amount.h"
#include "clients/cli/changed_resource.h"
#include "clients/cli/errors.h"
#include "clients/cli/fair_day_commands.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/field_options.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using fair::v1::Board;
using fair::v1::DraftAgreementRequest;
using fair::v1::DraftAgreementResponse;
using fair::v1::GetBoardRequest;
using fair::v1::SignedSum;
using progress::v1::Agreement;
using progress::v1::CreateAgreementRequest;
using ProgressStub = progress::v1::ProgressService::StubInterface;
using TimetableStub = fair::v1::TimetableService::StubInterface;

struct SigningOptions {
  std::string fair;
  std::string meeting;
  std::string project;
  std::string id;
  bool draft = false;
  ChangeOptions change;
  std::shared_ptr<FieldOptions> fields;
};

absl::StatusOr<DraftAgreementResponse> FetchDraft(const SigningOptions& options,
                                                  Session& session) {
  DraftAgreementRequest request;
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   NameInFair(name, "meetings", options.meeting, "MEETING"));
  if (!options.project.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_project(),
                     session.ProjectName(options.project));
  }
  return session.client().Call(&TimetableStub::DraftAgreement, request);
}

// What the fair knows, then what was typed.
absl::Status RunSign(const SigningOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const DraftAgreementResponse draft,
                   FetchDraft(options, session));
  CreateAgreementRequest request;
  request.set_parent(draft.parent());
  *request.mutable_agreement() = draft.agreement();
  RETURN_IF_ERROR(
      options.fields->Apply(*request.mutable_agreement(), session.names()));
  if (options.draft) {
    PrintResource(*KindOfCollection("agreements"), request.agreement(),
                  session);
    return absl::OkStatus();
  }
  request.set_agreement_id(options.id);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const Agreement agreement,
      session.client().Call(&ProgressStub::CreateAgreement, request));
  PrintChanged({"已签约", "Signed"}, agreement, "stage", options.change,
               session);
  return absl::OkStatus();
}

void PrintBoardHead(const Board& board, Session& session) {
  const SignedSum& total = board.total();
  std::vector<std::pair<std::string, std::string>> lines = {
      {session.Say({"签约项目", "Agreements"}),
       absl::StrCat(total.agreements())},
      {session.Say({"合同总额", "Contract total"}),
       FormatAmount(total.contract_fen(), session.language())},
      {session.Say({"其中民营资本", "Private capital"}),
       FormatAmount(total.private_fen(), session.language())},
      {session.Say({"参会单位", "Participants"}),
       absl::StrCat(board.participants(),
                    session.Say({"（已签到 ", " (there: "}), board.present(),
                    session.Say({"）", ")"}))},
      {session.Say({"洽谈", "Meetings"}),
       absl::StrCat(session.Say({"已洽谈 ", "held "}), board.held(),
                    session.Say({"，待洽谈 ", ", planned "}), board.planned(),
                    session.Say({"，缺席 ", ", missed "}), board.missed())}};
  PrintCard(lines, session);
}

void AddSum(const Words& by, const SignedSum& sum, Listing& listing,
            Session& session) {
  listing.Add({{session.Say(by), by.en},
               {In(sum.display_name(), session.language()), sum.subject()},
               NumberCell(sum.agreements()),
               {FormatAmount(sum.contract_fen(), session.language()),
                absl::StrCat(sum.contract_fen())},
               {FormatAmount(sum.private_fen(), session.language()),
                absl::StrCat(sum.private_fen())}});
}

absl::Status RunBoard(const SigningOptions& options, Session& session) {
  GetBoardRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(const Board board,
                   session.client().Call(&TimetableStub::GetBoard, request));
  Listing listing({{{"按", "By"}, "by"},
                   {{"名称", "Name"}, "subject", false, true},
                   {{"签约项目", "Agreements"}, "agreements", true},
                   {{"合同金额", "Contracts"}, "contract_fen", true},
                   {{"其中民营资本", "Private capital"}, "private_fen", true}});
  if (session.output() == OutputFormat::kCsv) {
    AddSum({"合计", "total"}, board.total(), listing, session);
  } else if (session.output() == OutputFormat::kTable) {
    PrintBoardHead(board, session);
    session.terminal().out << "\n";
  }
  for (const SignedSum& sum : board.areas()) {
    AddSum({"地区", "area"}, sum, listing, session);
  }
  for (const SignedSum& sum : board.sectors()) {
    AddSum({"行业", "sector"}, sum, listing, session);
  }
  listing.Print(board,
                {"还没有签约，见 duikou fair sign --help",
                 "Nothing was signed yet: duikou fair sign --help"},
                session);
  return absl::OkStatus();
}

void AddSign(Session& session, CLI::App& noun) {
  auto options = std::make_shared<SigningOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kDayGroup, "sign",
      {"由一场洽谈签约", "Sign an agreement that a meeting came to"},
      "duikou fair sign 2016 hzau--county-420527 --draft\n"
      "duikou fair sign 2016 hzau--county-420527 --project p-001 "
      "--contract-sum\n      side=supporter,fund_kind=grant,amount=50万元 "
      "--contract-sum side=recipient,fund_kind=cooperation,amount=200万元,"
      "private_capital=true",
      options, RunSign);
  command
      ->add_option("MEETING", options->meeting,
                   "Its id: supporter--recipient 洽谈编号")
      ->required();
  command
      ->add_option("--project", options->project,
                   "What it is about; the meeting's if not given 项目")
      ->type_name("PROJECT");
  command
      ->add_option("--id", options->id,
                   "Its id; made up if not given 签约项目编号")
      ->type_name("ID");
  options->fields =
      FieldOptions::Add(*command, *Agreement::descriptor(),
                        {.skipped = {"supporter", "recipient", "project"}});
  command->add_flag("--draft", options->draft,
                    "Only show what it would say 只显示草案");
  command->add_flag("--validate-only", options->change.validate_only,
                    "Check everything, write nothing 只检查，不写入");
}

}  // namespace

void AddFairSigningCommands(Session& session, CLI::App& noun) {
  AddSign(session, noun);
  auto options = std::make_shared<SigningOptions>();
  AddFairCommand(session, noun, kDayGroup, "board",
                 {"成果看板：签约金额和洽谈情况",
                  "What was signed, and how the meetings went"},
                 "duikou fair board 2016\nduikou fair board 2016 --output csv",
                 options, RunBoard);
}

}  // namespace duikou::cli
