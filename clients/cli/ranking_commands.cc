#include "clients/cli/ranking_commands.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_join.h"
#include "clients/cli/errors.h"
#include "clients/cli/output.h"
#include "clients/cli/ranking_options.h"
#include "clients/cli/recommendation_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using matching::v1::MatchingService;
using MatchingStub = MatchingService::StubInterface;

constexpr int kMostRankedPerPage = 200;

// Reads pages of a ranking into one response, up to `top`.
template <typename Request, typename Response>
absl::Status ReadRanking(grpc::Status (MatchingStub::*method)(
                             grpc::ClientContext*, const Request&, Response*),
                         int top, Request request, Response& response,
                         Session& session) {
  if (top < 0) return UsageError("--top: must not be negative");
  while (true) {
    const int have = response.recommendations_size();
    request.set_page_size(top > 0 ? std::min(kMostRankedPerPage, top - have)
                                  : kMostRankedPerPage);
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

void PrintCount(int shown, int total, int new_size, const Words& of,
                Session& session) {
  std::ostream& out = session.terminal().out;
  if (session.zh()) {
    out << "符合条件的" << of.zh << " " << total << " 个";
    if (new_size > 0) out << "，其中新发布 " << new_size << " 个";
    if (shown < total) out << "；以下为前 " << shown << " 个";
  } else {
    out << total << " eligible " << of.en << (total == 1 ? "" : "s");
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
  request.set_view(options.view());
  matching::v1::RecommendProjectsResponse response;
  RETURN_IF_ERROR(ReadRanking(&MatchingStub::RecommendProjects, options.top,
                              request, response, session));
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
  // Where all are new, nobody has looked yet, and the mark tells nothing.
  if (response.new_size() == response.total_size()) {
    response.set_new_size(0);
    for (auto& one : *response.mutable_recommendations()) {
      one.set_is_new(false);
    }
  }
  PrintCount(response.recommendations_size(), response.total_size(),
             response.new_size(), {"项目", "project"}, session);
  PrintRecommendations(response.recommendations(), Shown::kProject,
                       options.telling(), session);
  const Counterfactuals changes =
      options.explain ? response.counterfactuals()
                      : FewCounterfactuals(response.counterfactuals());
  if (!changes.empty()) {
    out << "\n"
        << session.Say({"稍作改变，下列项目就能进入前列：",
                        "What would bring further projects into the list:"})
        << "\n";
    PrintCounterfactuals(changes, true, session);
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
  request.set_view(options.view());
  matching::v1::RecommendSupportersResponse response;
  RETURN_IF_ERROR(ReadRanking(&MatchingStub::RecommendSupporters, options.top,
                              request, response, session));
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

absl::Status RunSeen(const RankingOptions& options, Session& session) {
  matching::v1::MarkRecommendationsSeenRequest request;
  ASSIGN_OR_RETURN(*request.mutable_supporter(),
                   session.UnitName(options.unit));
  ASSIGN_OR_RETURN(
      const matching::v1::MarkRecommendationsSeenResponse response,
      session.client().Call(&MatchingStub::MarkRecommendationsSeen, request));
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
  request.set_view(options.view());
  matching::v1::RunSavedSearchResponse response;
  RETURN_IF_ERROR(ReadRanking(&MatchingStub::RunSavedSearch, options.top,
                              request, response, session));
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

}  // namespace

void AddRecommend(Session& session, CLI::App& app) {
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
}

void AddSupportersFor(Session& session, CLI::App& app) {
  auto supporters = std::make_shared<RankingOptions>();
  CLI::App* command =
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
}

void AddSeen(Session& session, CLI::App& app) {
  auto seen = std::make_shared<RankingOptions>();
  CLI::App* command = AddCommand(
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

}  // namespace duikou::cli
