#include "clients/cli/explain_command.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/output.h"
#include "clients/cli/ranking_options.h"
#include "clients/cli/recommendation_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using matching::v1::MatchingService;
using MatchingStub = MatchingService::StubInterface;

absl::Status RunExplain(const RankingOptions& options, Session& session) {
  matching::v1::ExplainRecommendationRequest request;
  ASSIGN_OR_RETURN(*request.mutable_supporter(),
                   session.UnitName(options.unit));
  ASSIGN_OR_RETURN(*request.mutable_project(),
                   session.ProjectName(options.project));
  request.set_year(options.year);
  RETURN_IF_ERROR(
      SetPairs(request, "weights", "--weights", {options.weights}, session));
  ASSIGN_OR_RETURN(
      const matching::v1::ExplainRecommendationResponse response,
      session.client().Call(&MatchingStub::ExplainRecommendation, request));
  std::ostream& out = session.terminal().out;
  if (session.output() == OutputFormat::kJson) {
    out << ToJson(response);
    return absl::OkStatus();
  }
  Recommendations list;
  *list.Add() = response.recommendation();
  if (session.output() == OutputFormat::kCsv) {
    PrintRecommendationsCsv(list, session);
    return absl::OkStatus();
  }
  session.display_names().Fetch(request);
  out << NamedWithId(request.supporter(), session) << " → "
      << NamedWithId(request.project(), session) << "\n";
  const int rank = response.recommendation().rank();
  if (response.failures().empty()) {
    out << (session.zh() ? absl::StrCat("在 ", response.total_size(),
                                        " 个符合条件的项目中列第 ", rank, " 位")
                         : absl::StrCat("rank ", rank, " of ",
                                        response.total_size(), " projects"))
        << "\n\n";
  } else {
    out << session.Say({"不推荐，因为：", "Not recommended, because:"}) << "\n";
    for (const matching::v1::FilterFailure& failure : response.failures()) {
      out << "  · " << In(failure.text(), session.language()) << "\n";
    }
    out << session.Say({"若没有这些限制：", "Without these limits:"}) << "\n\n";
  }
  PrintRecommendations(list, Shown::kProject, Telling::kParts, session);
  if (!response.counterfactuals().empty()) {
    out << "\n"
        << session.Say({"怎样能排得更靠前：", "What would rank it higher:"})
        << "\n";
    PrintCounterfactuals(response.counterfactuals(), false, session);
  }
  return absl::OkStatus();
}

}  // namespace

void AddExplain(Session& session, CLI::App& app) {
  auto explain = std::make_shared<RankingOptions>();
  CLI::App* command =
      AddCommand(app, "explain",
                 {"说明为何推荐或不推荐",
                  "Why a project is recommended to a unit, or why not"},
                 "duikou explain hzau p-001");
  AddUnit(*command, *explain);
  command->add_option("PROJECT", explain->project, "The project 项目")
      ->required();
  AddYear(*command, *explain);
  AddWeights(*command, *explain);
  command->callback([&session, explain] {
    session.Select([&, explain] { return RunExplain(*explain, session); });
  });
}

}  // namespace duikou::cli
