#include "clients/cli/project_reports.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "clients/cli/errors.h"
#include "clients/cli/field_options.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using catalogue::v1::CatalogueService;
using catalogue::v1::ListProjectIssuesRequest;
using catalogue::v1::ListProjectIssuesResponse;
using catalogue::v1::Project;
using catalogue::v1::ProjectIssue;
using catalogue::v1::ProjectIssueCount;
using google::protobuf::Timestamp;
using matching::v1::Interest;
using matching::v1::ListProjectAttentionRequest;
using matching::v1::ListProjectAttentionResponse;
using matching::v1::MatchingService;
using matching::v1::ProjectAttention;

// What programs read; empty where there is no time.
std::string UtcText(const Timestamp& time) {
  if (time.seconds() == 0) return "";
  return absl::FormatTime(absl::FromUnixSeconds(time.seconds()),
                          absl::UTCTimeZone());
}

std::string DayText(const Timestamp& time) {
  if (time.seconds() == 0) return "";
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(time.seconds()),
                          absl::LocalTimeZone());
}

// Reads pages into one response until its end or the limit.
template <typename Response, typename Request, typename Method>
absl::StatusOr<Response> ReadAll(Method method, int limit, int most,
                                 Request request, Session& session) {
  if (limit < 0) return UsageError("--limit: must not be negative");
  Response response;
  const auto* list = Response::descriptor()->field(0);
  const auto size = [&] {
    return response.GetReflection()->FieldSize(response, list);
  };
  do {
    request.set_page_size(limit > 0 ? std::min(most, limit - size()) : most);
    request.set_page_token(response.next_page_token());
    ASSIGN_OR_RETURN(Response page, session.client().Call(method, request));
    // What is no list of entries is the same on every page.
    const int have = size();
    response.clear_next_page_token();
    if constexpr (requires { response.clear_counts(); }) {
      response.clear_counts();
    }
    response.MergeFrom(page);
    if (size() == have) break;
  } while (!response.next_page_token().empty() &&
           (limit == 0 || size() < limit));
  return response;
}

void SayMore(const std::string& next_page_token, Session& session) {
  if (next_page_token.empty()) return;
  session.terminal().out << session.Say(
      {"（还有更多；--limit 0 显示全部）\n",
       "(there are more; --limit 0 shows all)\n"});
}

void AddLimit(CLI::App& command, int& limit) {
  command
      .add_option("--limit", limit,
                  "The most to show; 0: all; 50 if not given 最多显示")
      ->type_name("NUMBER");
}

struct AttentionOptions {
  std::string project;
  int limit = 50;
};

void PrintAttentionCsv(const ListProjectAttentionResponse& response,
                       Session& session) {
  std::ostream& out = session.terminal().out;
  out << CsvLine({"supporter", "display_name", "last_view_time", "view_days",
                  "shortlisted", "interest_state"});
  for (const ProjectAttention& entry : response.attentions()) {
    out << CsvLine({entry.supporter(), In(entry.display_name(), Language::kZh),
                    UtcText(entry.last_view_time()),
                    absl::StrCat(entry.view_days()),
                    entry.shortlisted() ? "true" : "false",
                    entry.interest_state() == Interest::STATE_UNSPECIFIED
                        ? ""
                        : Interest::State_Name(entry.interest_state())});
  }
}

void PrintAttentionTable(const ListProjectAttentionResponse& response,
                         Session& session) {
  Table table({{.heading = session.Say({"编号", "Id"})},
               {.heading = session.Say({"支援方", "Supporter"}),
                .flexible = true,
                .least = 20},
               {.heading = session.Say({"最近查看", "Last looked"})},
               {.heading = session.Say({"查看天数", "Days"}), .right = true},
               {.heading = session.Say({"候选", "Shortlisted"})},
               {.heading = session.Say({"意向", "Interest"})}});
  for (const ProjectAttention& entry : response.attentions()) {
    table.AddRow({LastId(entry.supporter()),
                  In(entry.display_name(), session.language()),
                  DayText(entry.last_view_time()),
                  entry.view_days() == 0 ? "" : absl::StrCat(entry.view_days()),
                  entry.shortlisted() ? session.Say({"是", "yes"}) : "",
                  EnumLabel(*Interest::State_descriptor(),
                            entry.interest_state(), session.language())});
  }
  session.terminal().out << table.Render(session.terminal().columns,
                                         session.terminal().Colour());
  SayMore(response.next_page_token(), session);
}

absl::Status RunAttention(const AttentionOptions& options, Session& session) {
  ListProjectAttentionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_project(),
                   session.ProjectName(options.project));
  ASSIGN_OR_RETURN(const auto response,
                   ReadAll<ListProjectAttentionResponse>(
                       &MatchingService::StubInterface::ListProjectAttention,
                       options.limit, kMostPerPage, request, session));
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(response);
  } else if (session.output() == OutputFormat::kCsv) {
    PrintAttentionCsv(response, session);
  } else if (response.attentions().empty()) {
    session.terminal().out << session.Say(
        {"还没有支援方查看过、列为候选或表达过意向\n",
         "No supporter has looked at it, shortlisted it or said that it is "
         "interested\n"});
  } else {
    PrintAttentionTable(response, session);
  }
  return absl::OkStatus();
}

struct IssuesOptions {
  std::shared_ptr<FieldOptions> fields;
  int limit = 50;
};

// The field of a project that a path such as `contact.phone` leads to.
std::string PathLabel(const std::string& path, Session& session) {
  const google::protobuf::Descriptor* type = Project::descriptor();
  std::vector<std::string> labels;
  for (const absl::string_view name : absl::StrSplit(path, '.')) {
    const auto* field =
        type == nullptr ? nullptr : type->FindFieldByName(std::string(name));
    if (field == nullptr) return path;
    labels.push_back(FieldLabel(*field, session.language()));
    type = field->message_type();
  }
  return absl::StrJoin(labels, session.Say({"的", " "}));
}

// What is the matter, in words.
std::string Detail(const ProjectIssue& issue, Session& session) {
  if (issue.kind() == ProjectIssue::KIND_DUPLICATE) {
    return session.Say({"与 ", "like "}) + LastId(issue.duplicate_of()) +
           session.Say({" 相同", ""});
  }
  if (issue.kind() == ProjectIssue::KIND_STALE) {
    return session.Say({"最近更新 ", "last written "}) +
           DayText(issue.update_time());
  }
  std::vector<std::string> labels;
  for (const std::string& path : issue.fields()) {
    labels.push_back(PathLabel(path, session));
  }
  if (labels.empty()) return "";
  return session.Say({"缺", "lacks "}) +
         absl::StrJoin(labels, session.Say({"、", ", "}));
}

void PrintIssuesCsv(const ListProjectIssuesResponse& response,
                    Session& session) {
  std::ostream& out = session.terminal().out;
  out << CsvLine({"project", "display_name", "recipient", "kind", "fields",
                  "duplicate_of", "update_time"});
  for (const ProjectIssue& issue : response.issues()) {
    out << CsvLine({issue.project(), In(issue.display_name(), Language::kZh),
                    issue.recipient(), ProjectIssue::Kind_Name(issue.kind()),
                    absl::StrJoin(issue.fields(), " "), issue.duplicate_of(),
                    UtcText(issue.update_time())});
  }
}

void PrintIssuesTable(const ListProjectIssuesResponse& response,
                      Session& session) {
  std::vector<std::string> counts;
  for (const ProjectIssueCount& count : response.counts()) {
    counts.push_back(absl::StrCat(EnumLabel(*ProjectIssue::Kind_descriptor(),
                                            count.kind(), session.language()),
                                  " ", count.count()));
  }
  std::ostream& out = session.terminal().out;
  out << absl::StrJoin(counts, session.Say({"，", ", "})) << "\n";
  if (response.issues().empty()) return;
  std::vector<const google::protobuf::Message*> shown;
  for (const ProjectIssue& issue : response.issues()) shown.push_back(&issue);
  session.display_names().Fetch(shown);
  Table table(
      {{.heading = session.Say({"编号", "Id"})},
       {.heading = session.Say({"名称", "Title"}),
        .flexible = true,
        .least = 16},
       {.heading = session.Say({"受援单位", "Recipient"}), .flexible = true},
       {.heading = session.Say({"问题", "Issue"})},
       {.heading = session.Say({"说明", "What"}),
        .flexible = true,
        .least = 16}});
  for (const ProjectIssue& issue : response.issues()) {
    table.AddRow(
        {LastId(issue.project()), In(issue.display_name(), session.language()),
         session.display_names().TextOf(issue.recipient(), session.language()),
         EnumLabel(*ProjectIssue::Kind_descriptor(), issue.kind(),
                   session.language()),
         Detail(issue, session)});
  }
  out << "\n"
      << table.Render(session.terminal().columns, session.terminal().Colour());
  SayMore(response.next_page_token(), session);
}

absl::Status RunIssues(const IssuesOptions& options, Session& session) {
  ListProjectIssuesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  RETURN_IF_ERROR(options.fields->Apply(request, session.names()));
  ASSIGN_OR_RETURN(const auto response,
                   ReadAll<ListProjectIssuesResponse>(
                       &CatalogueService::StubInterface::ListProjectIssues,
                       options.limit, kMostPerPage, request, session));
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(response);
  } else if (session.output() == OutputFormat::kCsv) {
    PrintIssuesCsv(response, session);
  } else {
    PrintIssuesTable(response, session);
  }
  return absl::OkStatus();
}

}  // namespace

void AddProjectReports(Session& session, CLI::App& project) {
  auto attention = std::make_shared<AttentionOptions>();
  CLI::App* command = AddCommand(
      project, "attention",
      {"哪些支援方关注", "Which supporters look at, keep or want it"},
      "duikou project attention p-001\n"
      "duikou project attention p-001 --output csv");
  command->add_option("PROJECT", attention->project, "The project 项目")
      ->required();
  AddLimit(*command, attention->limit);
  command->callback([&session, attention] {
    session.Select(
        [&session, attention] { return RunAttention(*attention, session); });
  });

  auto issues = std::make_shared<IssuesOptions>();
  command = AddCommand(project, "issues",
                       {"数据质量：久未更新、信息不全、疑似重复、已过期",
                        "Stale, incomplete, duplicate and expired projects"},
                       "duikou project issues\n"
                       "duikou project issues --kind incomplete --recipient "
                       "zigui\nduikou project issues --kind stale --stale-days "
                       "90");
  issues->fields =
      FieldOptions::Add(*command, *ListProjectIssuesRequest::descriptor(),
                        {.skipped = {"parent", "page_size", "page_token"}});
  AddLimit(*command, issues->limit);
  command->callback([&session, issues] {
    session.Select([&session, issues] { return RunIssues(*issues, session); });
  });
}

}  // namespace duikou::cli
