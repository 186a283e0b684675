#include "clients/cli/plan_split_command.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cli/amount.h"
#include "clients/cli/errors.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/plan_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using assignment::v1::ComputeFactorMethodRequest;
using assignment::v1::ComputeFactorMethodResponse;
using assignment::v1::SplitFactor;
using assignment::v1::SplitShare;
using AssignmentStub = assignment::v1::AssignmentService::StubInterface;
using ProfilesStub = profiles::v1::ProfilesService::StubInterface;

struct SplitOptions {
  std::string amount;
  std::string file;
  std::string year;
  std::string fund_kind;
  std::string source;
  bool create_quotas = false;
  bool validate_only = false;
};

absl::StatusOr<ComputeFactorMethodRequest> RequestOf(
    const SplitOptions& options, Session& session) {
  ComputeFactorMethodRequest request;
  ASSIGN_OR_RETURN(const std::string json,
                   ReadFile(options.file, "--file", session));
  RETURN_IF_ERROR(ParseJson(json, "--file", request));
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  ASSIGN_OR_RETURN(const int64_t fen, AmountOption("AMOUNT", options.amount));
  request.set_amount_fen(fen);
  for (auto& target : *request.mutable_targets()) {
    if (absl::StartsWith(target.subject(), "units/") ||
        absl::StartsWith(target.subject(), "areas/")) {
      target.set_subject(absl::StrCat(request.parent(), "/", target.subject()));
    }
  }
  return request;
}

std::string InPercent(int64_t millionths) {
  return absl::StrFormat("%.4f%%", millionths / 10'000.0);
}

std::string FactorHeading(const SplitFactor& factor, int number,
                          Session& session) {
  std::string name = In(factor.display_name(), session.language());
  if (name.empty()) {
    name = absl::StrCat(session.Say({"因素", "Factor "}), number);
  }
  return absl::StrCat(name, " ×", factor.weight());
}

std::string BoundOf(const SplitShare& share, Session& session) {
  return EnumLabel(*SplitShare::Bound_descriptor(), share.bound(),
                   session.language());
}

void PrintCsv(const ComputeFactorMethodResponse& split, int factors,
              std::ostream& out) {
  std::vector<std::string> heading = {"subject"};
  for (int i = 1; i <= factors; ++i) {
    heading.push_back(absl::StrCat("factor_", i, "_millionths"));
  }
  heading.insert(heading.end(),
                 {"weighted_millionths", "unbounded_fen", "amount_fen"});
  out << CsvLine(heading);
  for (const SplitShare& share : split.shares()) {
    std::vector<std::string> cells = {share.subject()};
    for (const int32_t part : share.factor_parts()) {
      cells.push_back(absl::StrCat(part));
    }
    cells.insert(cells.end(), {absl::StrCat(share.weighted_part()),
                               absl::StrCat(share.unbounded_fen()),
                               absl::StrCat(share.amount_fen())});
    out << CsvLine(cells);
  }
}

// The arithmetic, a target a line: its part of each factor, these weighted, the
// amount that makes, what holds it, and what it gets.
void PrintTable(const ComputeFactorMethodRequest& request,
                const ComputeFactorMethodResponse& split, Session& session) {
  session.display_names().Fetch(request);
  std::vector<TableColumn> columns = {
      {.heading = session.Say({"编号", "Id"})},
      {.heading = session.Say({"名称", "Name"}), .flexible = true}};
  for (int i = 0; i < request.factors_size(); ++i) {
    columns.push_back(
        {.heading = FactorHeading(request.factors(i), i + 1, session),
         .right = true});
  }
  columns.push_back(
      {.heading = session.Say({"加权占比", "Weighted"}), .right = true});
  columns.push_back(
      {.heading = session.Say({"按比例", "In proportion"}), .right = true});
  columns.push_back({.heading = session.Say({"限制", "Held by"})});
  columns.push_back(
      {.heading = session.Say({"金额", "Amount"}), .right = true});
  Table table(columns);
  for (const SplitShare& share : split.shares()) {
    std::vector<std::string> cells = {
        LastId(share.subject()),
        session.display_names().TextOf(share.subject(), session.language())};
    for (const int32_t part : share.factor_parts()) {
      cells.push_back(InPercent(part));
    }
    cells.push_back(InPercent(share.weighted_part()));
    cells.push_back(FormatAmount(share.unbounded_fen(), session.language()));
    cells.push_back(
        share.bound() == SplitShare::BOUND_NONE ? "" : BoundOf(share, session));
    cells.push_back(FormatAmount(share.amount_fen(), session.language()));
    table.AddRow(cells);
  }
  const Terminal& terminal = session.terminal();
  terminal.out << table.Render(terminal.columns, terminal.Colour())
               << session.Say({"合计 ", "Together "})
               << FormatAmount(request.amount_fen(), session.language())
               << "\n";
}

// One quota a unit that gets anything; all or none.
absl::Status CreateQuotas(const SplitOptions& options,
                          const ComputeFactorMethodRequest& split_request,
                          const ComputeFactorMethodResponse& split,
                          Session& session) {
  profiles::v1::BatchCreateQuotasRequest request;
  request.set_parent(split_request.parent());
  request.set_validate_only(options.validate_only);
  int32_t year = 0;
  if (!absl::SimpleAtoi(options.year, &year)) {
    return UsageError("--year: is no year");
  }
  for (const SplitShare& share : split.shares()) {
    if (!absl::StrContains(share.subject(), "/units/")) {
      return UsageError(absl::StrCat("--create-quotas: ", share.subject(),
                                     " is no unit; quotas are of units"));
    }
    if (share.amount_fen() == 0) continue;
    auto& create = *request.add_requests();
    create.set_parent(request.parent());
    auto& quota = *create.mutable_quota();
    quota.set_unit(share.subject());
    quota.set_year(year);
    quota.set_fund_kind(options.fund_kind);
    quota.set_amount_fen(share.amount_fen());
    quota.set_source(options.source);
  }
  ASSIGN_OR_RETURN(
      const auto created,
      session.client().Call(&ProfilesStub::BatchCreateQuotas, request));
  session.terminal().err
      << (options.validate_only
              ? session.Say({"可以建立额度：", "Quotas that can be created: "})
              : session.Say({"已建立额度：", "Quotas created: "}))
      << created.quotas_size() << "\n";
  return absl::OkStatus();
}

absl::Status RunSplit(const SplitOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const ComputeFactorMethodRequest request,
                   RequestOf(options, session));
  ASSIGN_OR_RETURN(
      const ComputeFactorMethodResponse split,
      session.client().Call(&AssignmentStub::ComputeFactorMethod, request));
  std::ostream& out = session.terminal().out;
  if (session.output() == OutputFormat::kJson) {
    out << ToJson(split);
  } else if (split.has_obstacle()) {
    out << In(split.obstacle(), session.language()) << "\n";
  } else if (session.output() == OutputFormat::kCsv) {
    PrintCsv(split, request.factors_size(), out);
  } else {
    PrintTable(request, split, session);
  }
  if (split.has_obstacle()) {
    session.Fail();
    return absl::OkStatus();
  }
  if (!options.create_quotas) return absl::OkStatus();
  return CreateQuotas(options, request, split, session);
}

}  // namespace

void AddPlanSplit(Session& session, CLI::App& plan) {
  auto options = std::make_shared<SplitOptions>();
  CLI::App* command = AddCommand(
      plan, "split",
      {"按因素法分配金额，列出算式，并可建立额度",
       "Split an amount by the factor method, with its arithmetic; with "
       "--create-quotas into quotas"},
      "duikou plan split 3000万元 --file factors.json\n"
      "duikou plan split 3000万元 --file factors.json --create-quotas --year "
      "2016 --fund-kind policy --source 鄂政办发〔2016〕1号\n"
      "factors.json: {\"factors\": [{\"display_name\": {\"zh\": \"财政收入\"}, "
      "\"weight\": 60}, {\"weight\": 40, \"inverse\": true}],\n"
      "  \"targets\": [{\"subject\": \"units/yichang\", \"values\": [800, 3], "
      "\"floor_fen\": 10000000}, …]}");
  command->add_option("AMOUNT", options->amount, "What is split 金额")
      ->required();
  command
      ->add_option("--file", options->file,
                   "Factors and targets as JSON; - is standard input "
                   "因素与对象")
      ->type_name("FILE")
      ->required();
  CLI::Option* create = command->add_flag(
      "--create-quotas", options->create_quotas,
      "Make each unit's share its quota, all or none 建立年度任务额度");
  CLI::Option* year =
      command->add_option("--year", options->year, "Of which year 年度");
  CLI::Option* kind = command->add_option("--fund-kind", options->fund_kind,
                                          "Of which funds 资金类别");
  create->needs(year)->needs(kind);
  year->type_name("YEAR")->needs(create);
  kind->type_name("FUND-KIND")->needs(create);
  command
      ->add_option("--source", options->source,
                   "The document they stand on 依据文件")
      ->type_name("TEXT")
      ->needs(create);
  command
      ->add_flag("--validate-only", options->validate_only,
                 "Check the quotas, create none 只检查，不建立")
      ->needs(create);
  command->callback([&session, options] {
    session.Select([&session, options] { return RunSplit(*options, session); });
  });
}

}  // namespace duikou::cli
