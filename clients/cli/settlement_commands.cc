#include "clients/cli/settlement_commands.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/changed_resource.h"
#include "clients/cli/confirm.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using progress::v1::GetSettlementRequest;
using progress::v1::Settlement;
using progress::v1::SettleYearRequest;
using progress::v1::SignSettlementRequest;
using progress::v1::WithdrawSignatureRequest;
using SettlementStub = progress::v1::SettlementService::StubInterface;

struct SettlementOptions {
  std::string unit;
  std::string year;
  std::string digest;
  bool yes = false;
  ChangeOptions change;
};

absl::StatusOr<std::string> SettlementName(const SettlementOptions& options,
                                           Session& session) {
  ASSIGN_OR_RETURN(const std::string unit, session.UnitName(options.unit));
  return absl::StrCat("programmes/", IdIn(unit, "programmes"), "/settlements/",
                      LastId(unit), "--", options.year);
}

// The digest of the figures that are meant: as given, else of those that are
// shown now, which whoever is asked says yes to. Empty: not meant.
absl::StatusOr<std::string> MeantFigures(const std::string& name,
                                         const Words& what,
                                         const SettlementOptions& options,
                                         Session& session) {
  if (!options.digest.empty()) return options.digest;
  GetSettlementRequest request;
  request.set_name(name);
  ASSIGN_OR_RETURN(
      const Settlement seen,
      session.client().Call(&SettlementStub::GetSettlement, request));
  if (!options.yes && !options.change.validate_only &&
      session.output() == OutputFormat::kTable) {
    PrintResource(*KindOfCollection("settlements"), seen, session);
  }
  ASSIGN_OR_RETURN(const bool meant,
                   Confirmed(absl::StrCat(session.Say(what), " ", LastId(name)),
                             options.yes || options.change.validate_only,
                             session, {"未执行", "Nothing was done"}));
  return meant ? seen.figures_digest() : "";
}

absl::Status RunSign(const SettlementOptions& options, Session& session) {
  SignSettlementRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), SettlementName(options, session));
  ASSIGN_OR_RETURN(
      *request.mutable_figures_digest(),
      MeantFigures(request.name(), {"签署", "Sign"}, options, session));
  if (request.figures_digest().empty()) return absl::OkStatus();
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const Settlement settlement,
      session.client().Call(&SettlementStub::SignSettlement, request));
  PrintChanged({"已签署", "Signed"}, settlement, "state", options.change,
               session);
  return absl::OkStatus();
}

absl::Status RunWithdraw(const SettlementOptions& options, Session& session) {
  WithdrawSignatureRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), SettlementName(options, session));
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const Settlement settlement,
      session.client().Call(&SettlementStub::WithdrawSignature, request));
  PrintChanged({"已撤回签署", "Signature withdrawn"}, settlement, "state",
               options.change, session);
  return absl::OkStatus();
}

absl::Status RunSettle(const SettlementOptions& options, Session& session) {
  SettleYearRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), SettlementName(options, session));
  ASSIGN_OR_RETURN(
      *request.mutable_figures_digest(),
      MeantFigures(request.name(), {"结账（不可撤销）", "Settle for good"},
                   options, session));
  if (request.figures_digest().empty()) return absl::OkStatus();
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(const Settlement settlement,
                   session.client().Call(&SettlementStub::SettleYear, request));
  PrintChanged({"已结账", "Settled"}, settlement, "state", options.change,
               session);
  return absl::OkStatus();
}

void Add(Session& session, CLI::App& noun, const std::string& name,
         const Words& help, bool seals,
         absl::Status (*run)(const SettlementOptions&, Session&)) {
  auto options = std::make_shared<SettlementOptions>();
  CLI::App* command = AddCommand(
      noun, name, help, absl::StrCat("duikou settlement ", name, " hzau 2016"));
  command->add_option("UNIT", options->unit, "The supporter 支援方")
      ->required();
  command->add_option("YEAR", options->year, "The year 年度")->required();
  AddChangeOptions(*command, options->change);
  if (seals) {
    AddYes(*command, options->yes);
    command
        ->add_option("--figures-digest", options->digest,
                     "Of the figures seen; of the present ones if not given "
                     "所见数字的摘要")
        ->type_name("DIGEST");
  }
  command->callback([&session, options, run] {
    session.Select([&session, options, run] { return run(*options, session); });
  });
}

}  // namespace

void AddSettlementCommands(Session& session, CLI::App& settlement) {
  Add(session, settlement, "sign",
      {"（单位）签署年度数字", "Sign a year, for the unit"}, true, RunSign);
  Add(session, settlement, "withdraw",
      {"（单位）撤回签署", "Take the signature back"}, false, RunWithdraw);
  Add(session, settlement, "settle",
      {"（主管部门）结账，此后不可更改", "Close it for good, for the office"},
      true, RunSettle);
}

}  // namespace duikou::cli
