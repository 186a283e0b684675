#include "clients/cli/portfolio_command.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/amount.h"
#include "clients/cli/output.h"
#include "clients/cli/ranking_options.h"
#include "clients/cli/recommendation_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using matching::v1::MatchingService;
using MatchingStub = MatchingService::StubInterface;

std::string OutcomeText(const matching::v1::ProposePortfolioResponse& response,
                        Session& session) {
  using Response = matching::v1::ProposePortfolioResponse;
  if (response.outcome() == Response::OUTCOME_OPTIMAL) {
    return session.Say({"已证明是最优组合", "proved to be the best set"});
  }
  const int gap = response.gap_basis_points();
  const std::string percent =
      absl::StrCat(gap / 100, ".", gap % 100 / 10, gap % 10, "%");
  return session.zh() ? absl::StrCat("距最优至多差 ", percent)
                      : absl::StrCat("at most ", percent, " below the best");
}

void PrintPortfolio(const matching::v1::ProposePortfolioResponse& response,
                    const std::string& programme, Session& session) {
  session.display_names().Fetch(response);
  Table table({{.heading = session.Say({"编号", "Id"})},
               {.heading = session.Say({"名称", "Title"}),
                .flexible = true,
                .least = 20},
               {.heading = session.Say({"资金类别", "Fund kind"})},
               {.heading = session.Say({"出资", "Amount"}), .right = true},
               {.heading = session.Say({"得分", "Score"}), .right = true},
               {.heading = session.Say({"价值", "Worth"}), .right = true}});
  for (const matching::v1::PortfolioItem& item : response.items()) {
    std::string title = In(item.display_name(), session.language());
    if (title.empty()) {
      title =
          session.display_names().TextOf(item.project(), session.language());
    }
    table.AddRow({LastId(item.project()), title,
                  session.display_names().FundKind(programme, item.fund_kind(),
                                                   session.language()),
                  FormatAmount(item.amount_fen(), session.language()),
                  Thousands(item.score()), Thousands(item.worth())});
  }
  Terminal& terminal = session.terminal();
  terminal.out << table.Render(terminal.columns, terminal.Colour()) << "\n";
}

absl::Status RunPortfolio(const RankingOptions& options, Session& session) {
  matching::v1::ProposePortfolioRequest request;
  ASSIGN_OR_RETURN(const std::string unit, session.UnitName(options.unit));
  request.set_supporter(unit);
  request.set_year(options.year);
  request.set_most_projects(options.most);
  RETURN_IF_ERROR(
      options.filter->Apply(*request.mutable_filter(), session.names()));
  RETURN_IF_ERROR(
      SetPairs(request, "weights", "--weights", {options.weights}, session));
  RETURN_IF_ERROR(
      SetPairs(request, "means", "--means", options.means, session));
  ASSIGN_OR_RETURN(
      const matching::v1::ProposePortfolioResponse response,
      session.client().Call(&MatchingStub::ProposePortfolio, request));
  std::ostream& out = session.terminal().out;
  if (session.output() == OutputFormat::kJson) {
    out << ToJson(response);
    return absl::OkStatus();
  }
  if (session.output() == OutputFormat::kCsv) {
    out << CsvLine({"project", "fund_kind", "amount_fen", "score", "worth"});
    for (const auto& item : response.items()) {
      out << CsvLine({item.project(), item.fund_kind(),
                      absl::StrCat(item.amount_fen()),
                      absl::StrCat(item.score()), absl::StrCat(item.worth())});
    }
    return absl::OkStatus();
  }
  const std::string programme = IdIn(unit, "programmes");
  session.display_names().Fetch(request);
  out << NamedWithId(unit, session) << " · "
      << YearText(response.year(), session) << "\n\n";
  if (response.items().empty()) {
    out << session.Say(
        {"在现有能力内没有可承接的项目。可用 --means "
         "policy=5000万元 试算，或放宽条件\n",
         "No project fits within the means. Try others with "
         "--means policy=50m, or ask for less\n"});
    return absl::OkStatus();
  }
  PrintPortfolio(response, programme, session);
  PrintLine(
      session.Say({"总价值（得分×万元）", "Worth (score × 10,000 yuan)"}),
      absl::StrCat(Thousands(response.value()), session.zh() ? "，" : ", ",
                   OutcomeText(response, session)),
      session);
  PrintLine(session.Say({"之后剩余", "Left over"}),
            MeansText(response.means_left(), programme, session), session);
  return absl::OkStatus();
}

}  // namespace

void AddPortfolio(Session& session, CLI::App& app) {
  auto portfolio = std::make_shared<RankingOptions>();
  CLI::App* command = AddCommand(
      app, "portfolio",
      {"在能力内的最佳项目组合", "The best set of projects within the means"},
      "duikou portfolio yichang\n"
      "duikou portfolio yichang --means policy=5000万元 --most 5");
  AddUnit(*command, *portfolio);
  command
      ->add_option("--means", portfolio->means,
                   "Means for this call, per fund kind 试算能力")
      ->allow_extra_args(false)
      ->type_name("FUND_KIND=AMOUNT");
  command
      ->add_option("--most", portfolio->most, "The most projects 最多几个项目")
      ->type_name("NUMBER");
  AddYear(*command, *portfolio);
  AddWeights(*command, *portfolio);
  AddFilter(*command, *portfolio);
  command->callback([&session, portfolio] {
    session.Select(
        [&, portfolio] { return RunPortfolio(*portfolio, session); });
  });
}

}  // namespace duikou::cli
