#include "clients/cli/plan_text.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cli/amount.h"
#include "clients/cli/errors.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {

using assignment::v1::AnnualPlan;
using assignment::v1::PlannedShare;
using assignment::v1::PlanVersion;
using assignment::v1::SupporterBalance;
using AssignmentStub = assignment::v1::AssignmentService::StubInterface;

namespace {

// `programmes/hubei/…` → hubei.
std::string ProgrammeIn(const std::string& name) {
  return IdIn(name, "programmes");
}

std::string AmountIn(int64_t fen, Session& session) {
  return FormatAmount(fen, session.language());
}

}  // namespace

absl::StatusOr<std::string> PlanNameOf(const std::string& text,
                                       Session& session) {
  return session.Name("programmes/{programme}/annualPlans/{year}", text);
}

absl::StatusOr<std::string> VersionNameOf(const AnnualPlan& plan,
                                          const std::string& text,
                                          Session& session) {
  if (text.empty()) {
    if (!plan.current_version().empty()) return plan.current_version();
    return UsageError(session.Say(
        {"计划还没有任何版本：先用 duikou plan solve 求解",
         "the plan has no version yet: solve it with duikou plan solve"}));
  }
  int number = 0;
  if (absl::SimpleAtoi(text, &number) && number > 0) {
    return absl::StrFormat("%s/versions/%04d", plan.name(), number);
  }
  return session.Name(
      "programmes/{programme}/annualPlans/{year}/versions/{version}", text);
}

absl::StatusOr<AnnualPlan> FetchPlan(const std::string& name,
                                     Session& session) {
  assignment::v1::GetAnnualPlanRequest request;
  request.set_name(name);
  return session.client().Call(&AssignmentStub::GetAnnualPlan, request);
}

absl::StatusOr<PlanVersion> FetchVersion(const std::string& name,
                                         Session& session) {
  assignment::v1::GetPlanVersionRequest request;
  request.set_name(name);
  return session.client().Call(&AssignmentStub::GetPlanVersion, request);
}

std::string GapText(int basis_points, Session& session) {
  if (basis_points == 0) {
    return session.Say({"已证明是最优方案", "proved to be the best possible"});
  }
  const std::string percent =
      absl::StrFormat("%d.%02d%%", basis_points / 100, basis_points % 100);
  return session.zh()
             ? absl::StrCat("距最优至多差 ", percent)
             : absl::StrCat("at most ", percent, " from the best possible");
}

void PrintWorth(const PlanVersion& version, Session& session) {
  const auto& worth = version.worth();
  std::vector<std::pair<std::string, std::string>> lines = {
      {session.Say({"版本", "Version"}),
       absl::StrCat(version.number(), "  ",
                    EnumLabel(*PlanVersion::Origin_descriptor(),
                              version.origin(), session.language()),
                    version.reason().empty() ? "" : "  ", version.reason())},
      {session.Say({"质量", "Quality"}),
       GapText(worth.gap_basis_points(), session)},
      {session.Say({"价值", "Worth"}), AmountIn(worth.value_fen(), session)},
      {session.Say({"上限", "Bound"}), AmountIn(worth.bound_fen(), session)},
      {session.Say({"任务缺口损失", "Lost to quotas"}),
       AmountIn(worth.quota_loss_fen(), session)},
      {session.Say({"保底缺口损失", "Lost to floors"}),
       AmountIn(worth.floor_loss_fen(), session)},
      {session.Say({"份额数", "Shares"}), absl::StrCat(version.share_count())}};
  const std::string programme = ProgrammeIn(version.name());
  for (const auto& total : version.kind_totals()) {
    lines.emplace_back(session.display_names().FundKind(
                           programme, total.fund_kind(), session.language()),
                       AmountIn(total.amount_fen(), session));
  }
  PrintCard(lines, session);
}

void PrintPlannedShares(const PlanVersion& version, Session& session) {
  std::ostream& out = session.terminal().out;
  if (session.output() == OutputFormat::kCsv) {
    out << CsvLine(
        {"project", "supporter", "fund_kind", "amount_fen", "score", "pinned"});
    for (const PlannedShare& share : version.shares()) {
      out << CsvLine({share.project(), share.supporter(), share.fund_kind(),
                      absl::StrCat(share.amount_fen()),
                      absl::StrCat(share.score()),
                      share.pinned() ? "true" : "false"});
    }
    return;
  }
  session.display_names().Fetch(version);
  Table table(
      {{.heading = session.Say({"项目", "Project"})},
       {.heading = session.Say({"名称", "Title"}), .flexible = true},
       {.heading = session.Say({"支援方", "Supporter"}), .flexible = true},
       {.heading = session.Say({"资金类别", "Fund kind"})},
       {.heading = session.Say({"金额", "Amount"}), .right = true},
       {.heading = session.Say({"得分", "Score"}), .right = true},
       {.heading = session.Say({"锁定", "Pinned"})}});
  const std::string programme = ProgrammeIn(version.name());
  for (const PlannedShare& share : version.shares()) {
    table.AddRow(
        {LastId(share.project()),
         session.display_names().TextOf(share.project(), session.language()),
         session.display_names().TextOf(share.supporter(), session.language()),
         session.display_names().FundKind(programme, share.fund_kind(),
                                          session.language()),
         AmountIn(share.amount_fen(), session), absl::StrCat(share.score()),
         share.pinned() ? session.Say({"是", "yes"}) : ""});
  }
  out << table.Render(session.terminal().columns, session.terminal().Colour());
}

void PrintUnmet(const PlanVersion& version, Session& session) {
  session.display_names().Fetch(version);
  std::ostream& out = session.terminal().out;
  const std::string programme = ProgrammeIn(version.name());
  for (const SupporterBalance& balance : version.balances()) {
    if (balance.short_fen() == 0) continue;
    out << session.Say({"任务未完成：", "Quota missed: "})
        << session.display_names().TextOf(balance.supporter(),
                                          session.language())
        << " "
        << session.display_names().FundKind(programme, balance.fund_kind(),
                                            session.language())
        << session.Say({"，差 ", ", short by "})
        << AmountIn(balance.short_fen(), session) << "\n";
  }
  for (const auto& floor : version.floors()) {
    if (floor.short_fen() == 0) continue;
    out << session.Say({"保底未达：", "Floor missed: "})
        << (floor.floor().demonstration_sites()
                ? session.Say({"示范点", "demonstration sites"})
                : LastId(floor.floor().area()))
        << session.Say({"，差 ", ", short by "})
        << AmountIn(floor.short_fen(), session) << "\n";
  }
}

void PrintRule(const assignment::v1::RuleCase& rule, Session& session) {
  session.terminal().out << "  " << In(rule.text(), session.language()) << "\n";
}

void PrintPlanDone(const Words& done, const AnnualPlan& plan,
                   bool validate_only, Session& session) {
  if (session.output() != OutputFormat::kTable) {
    PrintResource(*KindOfCollection("annualPlans"), plan, session);
    return;
  }
  std::ostream& out = session.terminal().out;
  if (validate_only) {
    out << session.Say(
        {"检查通过，未写入任何内容\n", "All is well; nothing was written\n"});
    return;
  }
  out << session.Say(done) << session.Say({"：", ": "}) << LastId(plan.name())
      << session.Say({"（", " ("})
      << EnumLabel(*AnnualPlan::State_descriptor(), plan.state(),
                   session.language())
      << session.Say({"）\n", ")\n"});
}

absl::StatusOr<int64_t> AmountOption(const std::string& option,
                                     const std::string& text) {
  if (text.empty()) return 0;
  const absl::StatusOr<int64_t> fen = ParseAmount(text);
  if (!fen.ok()) return InOption(option, fen.status());
  return *fen;
}

void AddValidateOnlyFlag(CLI::App& command, bool& validate_only) {
  command.add_flag("--validate-only", validate_only,
                   "Check everything, write nothing 只检查，不写入");
}

}  // namespace duikou::cli
