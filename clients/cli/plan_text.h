// Plans, versions and runs as people read them.
#ifndef DUIKOU_CLIENTS_CLI_PLAN_TEXT_H_
#define DUIKOU_CLIENTS_CLI_PLAN_TEXT_H_

#include <google/protobuf/message.h>

#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/session.h"
#include "duikou/assignment/v1/assignment_service.pb.h"

namespace duikou::cli {

// The name of the plan that `text`, a year, means.
absl::StatusOr<std::string> PlanNameOf(const std::string& text,
                                       Session& session);
// That of its version: a number or a whole name; empty: the plan's current one.
absl::StatusOr<std::string> VersionNameOf(
    const assignment::v1::AnnualPlan& plan, const std::string& text,
    Session& session);

absl::StatusOr<assignment::v1::AnnualPlan> FetchPlan(const std::string& name,
                                                     Session& session);

absl::StatusOr<assignment::v1::PlanVersion> FetchVersion(
    const std::string& name, Session& session);

// `at most 0.40% from the best possible`; `proved to be the best` for 0.
std::string GapText(int basis_points, Session& session);

// Worth, gap and totals of a version, a line each.
void PrintWorth(const assignment::v1::PlanVersion& version, Session& session);
// Its shares as a table or CSV.
void PrintPlannedShares(const assignment::v1::PlanVersion& version,
                        Session& session);
// Balances of supporters that miss a quota, and floors missed.
void PrintUnmet(const assignment::v1::PlanVersion& version, Session& session);

// A rule with its limit, a line.
void PrintRule(const assignment::v1::RuleCase& rule, Session& session);

// What a change of the plan has come to, for people; the plan for programs.
void PrintPlanDone(const Words& done, const assignment::v1::AnnualPlan& plan,
                   bool validate_only, Session& session);

// An amount as typed; a usage error naming the option.
absl::StatusOr<int64_t> AmountOption(const std::string& option,
                                     const std::string& text);

// Adds a command on the plan of YEAR that `run` runs.
template <typename Options>
CLI::App* AddYearCommand(Session& session, CLI::App& plan,
                         const std::string& name, const Words& help,
                         const std::string& examples,
                         const std::shared_ptr<Options>& options,
                         absl::Status (*run)(const Options&, Session&)) {
  CLI::App* command = AddCommand(plan, name, help, examples);
  command->add_option("YEAR", options->year, "The plan's year 年度")
      ->required();
  command->callback([&session, options, run] {
    session.Select([&session, options, run] { return run(*options, session); });
  });
  return command;
}

void AddValidateOnlyFlag(CLI::App& command, bool& validate_only);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_PLAN_TEXT_H_
