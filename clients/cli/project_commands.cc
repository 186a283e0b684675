#include "clients/cli/project_commands.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/amount.h"
#include "clients/cli/errors.h"
#include "clients/cli/field_options.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using catalogue::v1::CatalogueService;
using catalogue::v1::Facet;
using catalogue::v1::FacetCount;
using catalogue::v1::Project;
using catalogue::v1::SearchProjectsRequest;
using catalogue::v1::SearchProjectsResponse;

struct SearchOptions {
  std::string query;
  std::string sort;
  std::vector<std::string> facets;
  int limit = 20;
  std::shared_ptr<FieldOptions> filter;
};

// What people call the value of a facet.
std::string ValueLabel(const Facet& facet, const FacetCount& count,
                       const std::string& programme, Session& session) {
  const Language language = session.language();
  const std::string shown = In(count.display_name(), language);
  if (!shown.empty()) return shown;
  const google::protobuf::EnumDescriptor* type = nullptr;
  if (facet.field() == "state") type = Project::State_descriptor();
  if (facet.field() == "readiness") type = Project::Readiness_descriptor();
  if (facet.field() == "other_need") type = type::v1::NeedKind_descriptor();
  if (type != nullptr) {
    const auto* value = type->FindValueByName(count.value());
    const std::string label =
        value == nullptr ? count.value() : EnumLabel(*value, language);
    return label.empty() ? session.Say({"未注明", "not stated"}) : label;
  }
  if (facet.field() == "fund_kind") {
    return session.display_names().FundKind(programme, count.value(), language);
  }
  if (count.value() == "true") return session.Say({"是", "yes"});
  if (count.value() == "false") return session.Say({"否", "no"});
  return count.value();
}

// What a facet is called: that of its field.
std::string FacetLabel(const std::string& field, Session& session) {
  if (field == "sector_area") return session.Say({"领域", "Area of work"});
  if (field == "year") return session.Say({"年度", "Year"});
  if (field == "other_need") return session.Say({"其他需求", "Other needs"});
  const auto* found = Project::descriptor()->FindFieldByName(field);
  if (found == nullptr) {
    found = type::v1::NonMonetary::descriptor()->FindFieldByName(field);
  }
  if (found == nullptr) {
    found = catalogue::v1::Standing::descriptor()->FindFieldByName(field);
  }
  if (found == nullptr) {
    found = catalogue::v1::Area::descriptor()->FindFieldByName(field);
  }
  if (found == nullptr) {
    found = catalogue::v1::FundNeed::descriptor()->FindFieldByName(field);
  }
  return found == nullptr ? field : FieldLabel(*found, session.language());
}

void PrintFacets(const SearchProjectsResponse& response,
                 const std::string& programme, Session& session) {
  Terminal& terminal = session.terminal();
  for (const Facet& facet : response.facets()) {
    Table table(
        {{.heading = FacetLabel(facet.field(), session), .flexible = true},
         {.heading = session.Say({"编号", "Id"})},
         {.heading = session.Say({"项目数", "Projects"}), .right = true}});
    for (const FacetCount& count : facet.counts()) {
      const bool resource = absl::StartsWith(count.value(), "programmes/");
      table.AddRow({ValueLabel(facet, count, programme, session),
                    resource ? LastId(count.value()) : "",
                    absl::StrCat(count.count())});
    }
    if (table.empty()) continue;
    terminal.out << "\n" << table.Render(terminal.columns, terminal.Colour());
  }
}

// "找到 38 个项目，待落实：政策资金 5亿元、…；显示前 20 个".
std::string Summary(const SearchProjectsResponse& response,
                    const std::string& programme, Session& session) {
  std::vector<std::string> kinds;
  for (const auto& [kind, fen] : response.open_fen()) kinds.push_back(kind);
  std::sort(kinds.begin(), kinds.end());
  std::vector<std::string> amounts;
  for (const std::string& kind : kinds) {
    amounts.push_back(absl::StrCat(
        session.display_names().FundKind(programme, kind, session.language()),
        " ", FormatAmount(response.open_fen().at(kind), session.language())));
  }
  const int shown = response.projects_size();
  const int total = response.total_size();
  if (session.zh()) {
    return absl::StrCat(
        "找到 ", total, " 个项目",
        amounts.empty() ? "" : "，待落实 " + absl::StrJoin(amounts, "、"),
        shown < total
            ? absl::StrCat("；显示前 ", shown, " 个，--limit 0 显示全部")
            : "");
  }
  return absl::StrCat(
      total, total == 1 ? " project" : " projects",
      amounts.empty() ? "" : ", open need " + absl::StrJoin(amounts, ", "),
      shown < total
          ? absl::StrCat("; the first ", shown, ", all with --limit 0")
          : "");
}

absl::Status SearchAll(int limit, SearchProjectsRequest& request,
                       SearchProjectsResponse& response, Session& session) {
  do {
    const int have = response.projects_size();
    request.set_page_size(limit > 0 ? std::min(kMostPerPage, limit - have)
                                    : kMostPerPage);
    request.set_page_token(response.next_page_token());
    ASSIGN_OR_RETURN(
        SearchProjectsResponse page,
        session.client().Call(&CatalogueService::StubInterface::SearchProjects,
                              request));
    // All but the projects is the same on every page.
    page.mutable_projects()->Swap(response.mutable_projects());
    response.Swap(&page);
    auto& projects = *response.mutable_projects();
    projects.Add(page.projects().begin(), page.projects().end());
  } while (!response.next_page_token().empty() &&
           (limit == 0 || response.projects_size() < limit));
  return absl::OkStatus();
}

absl::Status RunSearch(const SearchOptions& options, Session& session) {
  if (options.limit < 0) return UsageError("--limit: must not be negative");
  SearchProjectsRequest request;
  ASSIGN_OR_RETURN(const std::string parent, session.ProgrammeName());
  request.set_parent(parent);
  request.set_query(options.query);
  request.set_order_by(absl::StrReplaceAll(options.sort, {{"-", "_"}}));
  for (const std::string& facet : options.facets) {
    request.add_facets(absl::StrReplaceAll(facet, {{"-", "_"}}));
  }
  RETURN_IF_ERROR(
      options.filter->Apply(*request.mutable_filter(), session.names()));
  SearchProjectsResponse response;
  RETURN_IF_ERROR(SearchAll(options.limit, request, response, session));

  const ResourceKind& kind = *KindOfCollection("projects");
  std::vector<const google::protobuf::Message*> projects;
  for (const Project& project : response.projects()) {
    projects.push_back(&project);
  }
  const std::string programme = LastId(parent);
  if (session.output() == OutputFormat::kTable && !projects.empty()) {
    session.terminal().out << Summary(response, programme, session) << "\n\n";
  }
  PrintList(kind, response, projects,
            session.Say({"没有符合条件的项目。去掉一些条件，或用 --facet area "
                         "看看各地区有多少",
                         "No project matches. Drop some of the conditions, or "
                         "see with --facet area how many there are where"}),
            session);
  if (session.output() == OutputFormat::kTable) {
    PrintFacets(response, programme, session);
  }
  return absl::OkStatus();
}

}  // namespace

void AddProjectSearch(Session& session, CLI::App& project) {
  auto options = std::make_shared<SearchOptions>();
  CLI::App* command =
      AddCommand(project, "search", {"检索", "Search by words and filters"},
                 "duikou project search 柑橘 --area 420527 --state open\n"
                 "duikou project search --fund-kind grant --most-open 100万元 "
                 "--sort \"open_fen desc\"\n"
                 "duikou project search 茶叶 --facet area --facet sector");
  command->add_option("QUERY", options->query,
                      "Words, all of which must occur 检索词");
  options->filter = FieldOptions::Add(
      *command, *catalogue::v1::ProjectFilter::descriptor(), {});
  command
      ->add_option("--facet", options->facets,
                   "Count the matches by a field 分面统计")
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(
          "area|group|sector|sector-area|state|readiness|fund-kind|year|"
          "other-need|demonstration-site|resettlement-community|shareable|"
          "all-or-nothing|recipient");
  command
      ->add_option("--sort", options->sort,
                   "Order, also followed by ` desc` 排序")
      ->type_name(
          "relevance|name|display-name|open-fen|people-helped|readiness|"
          "update-time|first-year");
  command
      ->add_option("--limit", options->limit,
                   "The most to show; 0: all; 20 if not given 最多显示")
      ->type_name("NUMBER");
  command->callback([&session, options] {
    session.Select([&, options] { return RunSearch(*options, session); });
  });
}

}  // namespace duikou::cli
