#include "clients/cli/matching_commands.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/amount.h"
#include "clients/cli/errors.h"
#include "clients/cli/field_options.h"
#include "clients/cli/output.h"
#include "clients/cli/recommendation_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using matching::v1::MatchingService;
using Stub = MatchingService::StubInterface;

constexpr int kMostPerPage = 200;

// What the ranking commands have in common, as typed.
struct RankingOptions {
  std::string unit;
  std::string project;
  int year = 0;
  int top = 10;
  std::string weights;
  bool explain = false;
  bool basic = false;
  bool only_new = false;
  bool include_dismissed = false;
  bool mark_seen = false;
  int diversity_sector = 0;
  int diversity_area = 0;
  std::vector<std::string> means;
  int most = 0;
  std::vector<std::string> search;
  std::shared_ptr<FieldOptions> filter;

  Telling telling() const {
    if (basic) return Telling::kBasic;
    return explain ? Telling::kParts : Telling::kReasons;
  }
};

void AddYear(CLI::App& command, RankingOptions& options) {
  command
      .add_option("--year", options.year,
                  "The year to give in; this year if not given 年度")
      ->type_name("YEAR");
}

void AddWeights(CLI::App& command, RankingOptions& options) {
  command
      .add_option("--weights", options.weights,
                  "Weights for this call, such as sector=40,region=30 权重")
      ->type_name("CRITERION=WEIGHT,…");
}

void AddTelling(CLI::App& command, RankingOptions& options) {
  command
      .add_option("--top", options.top,
                  "How many; 0: all; 10 if not given 显示前几个")
      ->type_name("NUMBER");
  CLI::Option* basic = command.add_flag(
      "--basic", options.basic, "One line each, no reasons 每个一行，不列理由");
  CLI::Option* full = command.add_flag_function(
      "--full", [](int64_t) {}, "With reasons, the default 列出理由（默认）");
  command
      .add_flag("--explain", options.explain,
                "All criteria, with weights and ranks without each 逐项评分")
      ->excludes(basic);
  full->excludes(basic);
}

void AddFilter(CLI::App& command, RankingOptions& options) {
  options.filter =
      FieldOptions::Add(command, *catalogue::v1::ProjectFilter::descriptor(),
                        {.skipped = {"states", "year"}});
}

void AddUnit(CLI::App& command, RankingOptions& options) {
  command.add_option("UNIT", options.unit, "The supporter 支援方")->required();
}

// Sets the request's field `weights`, or another list of pairs.
template <typename Request>
absl::Status SetPairs(Request& request, const char* field,
                      const std::string& option,
                      const std::vector<std::string>& texts, Session& session) {
  for (const std::string& text : texts) {
    if (text.empty()) continue;
    RETURN_IF_ERROR(InOption(
        option,
        SetField(request, *Request::descriptor()->FindFieldByName(field), text,
                 session.names())));
  }
  return absl::OkStatus();
}

// Reads pages of a ranking into one response, up to `top`.
template <typename Request, typename Response>
absl::Status ReadRanking(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                      const Request&,
                                                      Response*),
                         int top, Request request, Response& response,
                         Session& session) {
  if (top < 0) return UsageError("--top: must not be negative");
  while (true) {
    const int have = response.recommendations_size();
    request.set_page_size(top > 0 ? std::min(kMostPerPage, top - have)
                                  : kMostPerPage);
    ASSIGN_OR_RETURN(Response page, session.client().Call(method, request));
    request.set_page_token(page.next_page_token());
    if (have == 0) {
      response = std::move(page);
    } else {
      response.mutable_recommendations()->Add(page.recommendations().begin(),
                                              page.recommendations().end());
      response.set_next_page_token(page.next_page_token());
    }
    if (response.next_page_token().empty() ||
        (top > 0 && response.recommendations_size() >= top)) {
      return absl::OkStatus();
    }
  }
}

// True where programs read: then the response has been printed.
template <typename Response>
bool PrintedForPrograms(const Response& response, Session& session) {
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(response);
    return true;
  }
  if (session.output() == OutputFormat::kCsv) {
    PrintRecommendationsCsv(response.recommendations(), session);
    return true;
  }
  return false;
}

void PrintLine(const std::string& label, const std::string& text,
               Session& session) {
  if (text.empty()) return;
  session.terminal().out << label << (session.zh() ? "：" : ": ") << text
                         << "\n";
}

// The name of a resource with its id: 宜昌市 yichang.
std::string NamedWithId(const std::string& name, Session& session) {
  const std::string shown =
      session.display_names().TextOf(name, session.language());
  const std::string id = LastId(name);
  return shown == id ? id : absl::StrCat(shown, " ", id);
}

std::string YearText(int year, const Session& session) {
  return session.zh() ? absl::StrCat(year, "年") : absl::StrCat(year);
}

void PrintCount(int shown, int total, int new_size, const Words& of,
                Session& session) {
  std::ostream& out = session.terminal().out;
  if (session.zh()) {
    out << "符合条件的" << of.zh << " " << total << " 个";
    if (new_size > 0) out << "，其中新发布 " << new_size << " 个";
    if (shown < total) out << "；以下为前 " << shown << " 个";
  } else {
    out << total << " " << of.en << (total == 1 ? "" : "s") << " in question";
    if (new_size > 0) out << ", " << new_size << " of them new";
    if (shown < total) out << "; the first " << shown;
  }
  out << "\n\n";
}

// What to do where nothing is recommended.
void PrintNothing(const FilterCounts& filtered, const Words& then,
                  Session& session) {
  session.terminal().out << session.Say({"没有可推荐的。",
                                         "Nothing to "
                                         "recommend. "})
                         << session.Say(then) << "\n";
  PrintLine(session.Say({"未列入的原因", "Left out"}),
            FilteredText(filtered, session), session);
}

absl::Status RunRecommend(const RankingOptions& options, Session& session) {
  matching::v1::RecommendProjectsRequest request;
  ASSIGN_OR_RETURN(const std::string unit, session.UnitName(options.unit));
  request.set_supporter(unit);
  request.set_year(options.year);
  RETURN_IF_ERROR(
      options.filter->Apply(*request.mutable_filter(), session.names()));
  RETURN_IF_ERROR(
      SetPairs(request, "weights", "--weights", {options.weights}, session));
  if (options.diversity_sector != 0 || options.diversity_area != 0) {
    request.mutable_diversity()->set_sector_penalty(options.diversity_sector);
    request.mutable_diversity()->set_area_penalty(options.diversity_area);
  }
  request.set_only_new(options.only_new);
  request.set_include_dismissed(options.include_dismissed);
  request.set_view(options.basic ? matching::v1::RECOMMENDATION_VIEW_BASIC
                                 : matching::v1::RECOMMENDATION_VIEW_FULL);
  matching::v1::RecommendProjectsResponse response;
  RETURN_IF_ERROR(ReadRanking(&Stub::RecommendProjects, options.top, request,
                              response, session));
  if (PrintedForPrograms(response, session)) return absl::OkStatus();

  session.display_names().Fetch(request);
  std::ostream& out = session.terminal().out;
  const std::string means =
      MeansText(response.means(), IdIn(unit, "programmes"), session);
  out << NamedWithId(unit, session) << " · "
      << YearText(response.year(), session) << "\n";
  PrintLine(session.Say({"剩余能力", "Means left"}), means, session);
  PrintLine(session.Say({"权重", "Weights"}),
            WeightsText(response.weights(), session), session);
  if (response.recommendations().empty()) {
    PrintNothing(
        response.filtered(),
        options.only_new
            ? Words{"上次查看后没有新发布的项目；去掉 --only-new 显示全部",
                    "No project is new since the unit last looked; without "
                    "--only-new all are shown"}
            : Words{"先填写支援能力（duikou profile create），或放宽条件",
                    "State what the unit can give (duikou profile create), "
                    "or ask for less"},
        session);
    return absl::OkStatus();
  }
  PrintCount(response.recommendations_size(), response.total_size(),
             response.new_size(), {"项目", "project"}, session);
  PrintRecommendations(response.recommendations(), Shown::kProject,
                       options.telling(), session);
  if (!response.counterfactuals().empty()) {
    out << "\n"
        << session.Say({"稍作改变，下列项目就能进入前列：",
                        "What would bring further projects into the list:"})
        << "\n";
    PrintCounterfactuals(response.counterfactuals(), true, session);
  }
  const std::string filtered = FilteredText(response.filtered(), session);
  if (!filtered.empty()) out << "\n";
  PrintLine(session.Say({"未列入的项目", "Left out"}), filtered, session);
  return absl::OkStatus();
}

absl::Status RunSupportersFor(const RankingOptions& options, Session& session) {
  matching::v1::RecommendSupportersRequest request;
  ASSIGN_OR_RETURN(const std::string project,
                   session.ProjectName(options.project));
  request.set_project(project);
  request.set_year(options.year);
  RETURN_IF_ERROR(
      SetPairs(request, "weights", "--weights", {options.weights}, session));
  request.set_view(options.basic ? matching::v1::RECOMMENDATION_VIEW_BASIC
                                 : matching::v1::RECOMMENDATION_VIEW_FULL);
  matching::v1::RecommendSupportersResponse response;
  RETURN_IF_ERROR(ReadRanking(&Stub::RecommendSupporters, options.top, request,
                              response, session));
  if (PrintedForPrograms(response, session)) return absl::OkStatus();

  session.display_names().Fetch(request);
  session.terminal().out << NamedWithId(project, session) << " · "
                         << YearText(response.year(), session) << "\n";
  PrintLine(session.Say({"权重", "Weights"}),
            WeightsText(response.weights(), session), session);
  if (response.recommendations().empty()) {
    PrintNothing(response.filtered(),
                 {"用 duikou explain 查看某个单位为何不合适",
                  "Ask why of one unit: duikou explain"},
                 session);
    return absl::OkStatus();
  }
  PrintCount(response.recommendations_size(), response.total_size(), 0,
             {"支援方", "supporter"}, session);
  PrintRecommendations(response.recommendations(), Shown::kSupporter,
                       options.telling(), session);
  const std::string filtered = FilteredText(response.filtered(), session);
  if (!filtered.empty()) session.terminal().out << "\n";
  PrintLine(session.Say({"未列入的单位", "Left out"}), filtered, session);
  return absl::OkStatus();
}

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
      session.client().Call(&Stub::ExplainRecommendation, request));
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
               {.heading = session.Say({"名称", "Title"}), .flexible = true},
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
                  ScoreText(item.score()), absl::StrCat(item.worth())});
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
  ASSIGN_OR_RETURN(const matching::v1::ProposePortfolioResponse response,
                   session.client().Call(&Stub::ProposePortfolio, request));
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
  PrintLine(session.Say({"总价值（得分×万元）", "Worth (score × 10,000 yuan)"}),
            absl::StrCat(response.value(), session.zh() ? "，" : ", ",
                         OutcomeText(response, session)),
            session);
  PrintLine(session.Say({"之后剩余", "Left over"}),
            MeansText(response.means_left(), programme, session), session);
  return absl::OkStatus();
}

absl::Status RunSeen(const RankingOptions& options, Session& session) {
  matching::v1::MarkRecommendationsSeenRequest request;
  ASSIGN_OR_RETURN(*request.mutable_supporter(),
                   session.UnitName(options.unit));
  ASSIGN_OR_RETURN(
      const matching::v1::MarkRecommendationsSeenResponse response,
      session.client().Call(&Stub::MarkRecommendationsSeen, request));
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(response);
    return absl::OkStatus();
  }
  session.terminal().out << session.Say(
      {"已记下。此后发布的项目在 duikou recommend --only-new 中列出\n",
       "Noted. What is published from now on is listed by duikou recommend "
       "--only-new\n"});
  return absl::OkStatus();
}

absl::Status RunSavedSearch(const RankingOptions& options, Session& session) {
  matching::v1::RunSavedSearchRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   session.Name(KindOfCollection("searches")->pattern,
                                absl::StrJoin(options.search, "/")));
  request.set_year(options.year);
  request.set_mark_seen(options.mark_seen);
  request.set_view(options.basic ? matching::v1::RECOMMENDATION_VIEW_BASIC
                                 : matching::v1::RECOMMENDATION_VIEW_FULL);
  matching::v1::RunSavedSearchResponse response;
  RETURN_IF_ERROR(ReadRanking(&Stub::RunSavedSearch, options.top, request,
                              response, session));
  if (PrintedForPrograms(response, session)) return absl::OkStatus();
  if (response.recommendations().empty()) {
    PrintNothing({},
                 {"换个检索词或条件：duikou saved-search update --help",
                  "Change its words or filters: duikou saved-search update "
                  "--help"},
                 session);
    return absl::OkStatus();
  }
  PrintCount(response.recommendations_size(), response.total_size(),
             response.new_size(), {"项目", "project"}, session);
  PrintRecommendations(response.recommendations(), Shown::kProject,
                       options.telling(), session);
  return absl::OkStatus();
}

// The weights of one version, a row each.
void PrintWeights(const matching::v1::WeightVersion& version,
                  Session& session) {
  if (session.output() != OutputFormat::kTable) {
    PrintResource(*KindOfCollection("weights"), version, session);
    return;
  }
  session.terminal().out
      << (version.name().empty()
              ? session.Say({"默认权重", "The default weights"})
              : absl::StrCat(session.Say({"权重版本 ", "Weight version "}),
                             LastId(version.name())))
      << (version.effective() ? session.Say({"（生效中）", " (in force)"}) : "")
      << "\n";
  PrintLine(session.Say({"权重", "Weights"}),
            WeightsText(version.weights(), session), session);
  PrintLine(session.Say({"备注", "Note"}), version.note(), session);
}

absl::Status RunWeightsGet(const std::string& id, Session& session) {
  if (id.empty()) {
    matching::v1::GetEffectiveWeightsRequest request;
    ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
    ASSIGN_OR_RETURN(
        const matching::v1::WeightVersion version,
        session.client().Call(&Stub::GetEffectiveWeights, request));
    PrintWeights(version, session);
    return absl::OkStatus();
  }
  matching::v1::GetWeightVersionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   session.Name(KindOfCollection("weights")->pattern, id));
  ASSIGN_OR_RETURN(const matching::v1::WeightVersion version,
                   session.client().Call(&Stub::GetWeightVersion, request));
  PrintWeights(version, session);
  return absl::OkStatus();
}

struct WeightsOptions {
  std::string weights;
  std::string note;
  std::string id;
  bool validate_only = false;
};

absl::Status RunWeightsSet(const WeightsOptions& options, Session& session) {
  matching::v1::CreateWeightVersionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  request.set_weight_version_id(options.id);
  request.set_validate_only(options.validate_only);
  matching::v1::WeightVersion& version = *request.mutable_weight_version();
  version.set_note(options.note);
  RETURN_IF_ERROR(
      SetPairs(version, "weights", "WEIGHTS", {options.weights}, session));
  ASSIGN_OR_RETURN(const matching::v1::WeightVersion made,
                   session.client().Call(&Stub::CreateWeightVersion, request));
  PrintWeights(made, session);
  return absl::OkStatus();
}

}  // namespace

void AddMatchingCommands(Session& session, CLI::App& app) {
  auto recommend = std::make_shared<RankingOptions>();
  CLI::App* command = AddCommand(
      app, "recommend",
      {"为支援方推荐项目", "Recommend projects to a supporter"},
      "duikou recommend yichang --top 10\n"
      "duikou recommend hzau --weights sector=60,region=40 --explain\n"
      "duikou recommend hzau --area 420527 --diversity-sector 800 --only-new");
  AddUnit(*command, *recommend);
  AddTelling(*command, *recommend);
  AddYear(*command, *recommend);
  AddWeights(*command, *recommend);
  command
      ->add_option("--diversity-sector", recommend->diversity_sector,
                   "Points off for each better one of the sector 同行业扣分")
      ->type_name("POINTS");
  command
      ->add_option("--diversity-area", recommend->diversity_area,
                   "Points off for each better one of the area 同地区扣分")
      ->type_name("POINTS");
  command->add_flag("--only-new", recommend->only_new,
                    "Only what is new since `duikou seen` 只看新发布的");
  command->add_flag("--include-dismissed", recommend->include_dismissed,
                    "Dismissed ones too 包括已排除的");
  AddFilter(*command, *recommend);
  command->callback([&session, recommend] {
    session.Select(
        [&, recommend] { return RunRecommend(*recommend, session); });
  });

  auto supporters = std::make_shared<RankingOptions>();
  command =
      AddCommand(app, "supporters-for",
                 {"为项目推荐支援方", "Recommend supporters for a project"},
                 "duikou supporters-for p-001 --top 5");
  command->add_option("PROJECT", supporters->project, "The project 项目")
      ->required();
  AddTelling(*command, *supporters);
  AddYear(*command, *supporters);
  AddWeights(*command, *supporters);
  command->callback([&session, supporters] {
    session.Select(
        [&, supporters] { return RunSupportersFor(*supporters, session); });
  });

  auto explain = std::make_shared<RankingOptions>();
  command = AddCommand(app, "explain",
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

  auto portfolio = std::make_shared<RankingOptions>();
  command = AddCommand(
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

  auto seen = std::make_shared<RankingOptions>();
  command = AddCommand(
      app, "seen",
      {"记下已查看推荐", "Note that a unit has seen its recommendations"},
      "duikou seen yichang");
  AddUnit(*command, *seen);
  command->callback([&session, seen] {
    session.Select([&, seen] { return RunSeen(*seen, session); });
  });
}

void AddSavedSearchRun(Session& session, CLI::App& saved_search) {
  auto options = std::make_shared<RankingOptions>();
  CLI::App* command =
      AddCommand(saved_search, "run",
                 {"运行，并标出新出现的", "Run one and tell what is new in it"},
                 "duikou saved-search run hzau citrus --mark-seen");
  command
      ->add_option("UNIT ID", options->search,
                   "The unit and the search 单位和检索")
      ->required()
      ->expected(1, 2);
  AddTelling(*command, *options);
  AddYear(*command, *options);
  command->add_flag("--mark-seen", options->mark_seen,
                    "Note that these have been seen 记为已查看");
  command->callback([&session, options] {
    session.Select([&, options] { return RunSavedSearch(*options, session); });
  });
}

void AddWeightsCommands(Session& session, CLI::App& weights) {
  auto id = std::make_shared<std::string>();
  CLI::App* command = AddCommand(
      weights, "get",
      {"显示生效的权重，或某一版本", "The weights in force, or one version"},
      "duikou weights get\nduikou weights get 2");
  command->add_option("VERSION", *id,
                      "Its id; those in force if not given "
                      "编号");
  command->callback([&session, id] {
    session.Select([&, id] { return RunWeightsGet(*id, session); });
  });

  auto options = std::make_shared<WeightsOptions>();
  command = AddCommand(weights, "set",
                       {"设定新的权重", "Set new weights for the programme"},
                       "duikou weights set "
                       "sector=40,region=30,fund-size=20,standing=10 "
                       "--note 年度会议确定");
  command
      ->add_option("WEIGHTS", options->weights,
                   "Criterion and weight; those left out weigh 0 准则和权重")
      ->required()
      ->type_name("CRITERION=WEIGHT,…");
  command->add_option("--note", options->note, "Why 原因")->type_name("TEXT");
  command->add_option("--id", options->id, "An id of one's own 编号")
      ->type_name("ID");
  command->add_flag("--validate-only", options->validate_only,
                    "Check everything, write nothing 只检查，不写入");
  command->callback([&session, options] {
    session.Select([&, options] { return RunWeightsSet(*options, session); });
  });
}

}  // namespace duikou::cli
