#include "clients/cli/call_text.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cli/amount.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {

using assignment::v1::Application;
using assignment::v1::Call;
using assignment::v1::CallCriterion;
using assignment::v1::CallRanking;
using assignment::v1::RankedApplication;
using CompetitionStub = assignment::v1::CompetitionService::StubInterface;

namespace {

std::string FenText(int64_t fen, Session& session) {
  return fen == 0 ? "" : FormatAmount(fen, session.language());
}

// Whether nothing was written, which then is told.
bool ToldAsChecked(bool validate_only, Session& session) {
  if (validate_only) {
    session.terminal().out << session.Say(
        {"检查通过，未写入任何内容\n", "All is well; nothing was written\n"});
  }
  return validate_only;
}

void PrintRankingRows(const Call& notice, const CallRanking& ranking,
                      Session& session) {
  session.display_names().Fetch(ranking);
  std::vector<TableColumn> columns = {
      {.heading = session.Say({"名次", "Rank"}), .right = true},
      {.heading = session.Say({"项目", "Project"})},
      {.heading = session.Say({"名称", "Title"}), .flexible = true},
      {.heading = session.Say({"得分", "Score"}), .right = true}};
  for (const CallCriterion& criterion : notice.criteria()) {
    columns.push_back(
        {.heading = In(criterion.display_name(), session.language()),
         .right = true});
  }
  columns.push_back({.heading = session.Say({"申请", "Asks"}), .right = true});
  columns.push_back({.heading = session.Say({"分配", "Gets"}), .right = true});
  columns.push_back({.heading = session.Say({"依据", "Why"}),
                     .flexible = true,
                     .wraps = true});
  Table table(std::move(columns));
  for (const RankedApplication& place : ranking.ranked()) {
    std::vector<std::string> cells = {
        place.rank() == 0 ? "–" : absl::StrCat(place.rank()),
        LastId(place.project()),
        session.display_names().TextOf(place.project(), session.language()),
        PointsText(place.score())};
    for (const auto& part : place.parts()) {
      cells.push_back(PointsText(part.part()));
    }
    cells.push_back(FenText(place.amount_fen(), session));
    cells.push_back(FenText(place.awarded_fen(), session));
    cells.push_back(In(place.award_text(), session.language()));
    table.AddRow(std::move(cells));
  }
  session.terminal().out << table.Render(session.terminal().columns,
                                         session.terminal().Colour())
                         << session.Say({"共分配 ", "In all "})
                         << FormatAmount(ranking.awarded_fen(),
                                         session.language())
                         << session.Say({"，余 ", ", left "})
                         << FormatAmount(ranking.left_fen(), session.language())
                         << "\n";
}

void PrintRankingCsv(const Call& notice, const CallRanking& ranking,
                     Session& session) {
  std::vector<std::string> head = {"rank", "project", "score"};
  for (const CallCriterion& criterion : notice.criteria()) {
    head.push_back(absl::StrCat("part.", criterion.id()));
  }
  for (const char* more : {"assessor_count", "amount_fen", "open_fen",
                           "awarded_fen", "award_reason"}) {
    head.emplace_back(more);
  }
  std::string csv = CsvLine(head);
  for (const RankedApplication& place : ranking.ranked()) {
    std::vector<std::string> cells = {absl::StrCat(place.rank()),
                                      place.project(),
                                      absl::StrCat(place.score())};
    for (const auto& part : place.parts()) {
      cells.push_back(absl::StrCat(part.part()));
    }
    cells.push_back(absl::StrCat(place.assessor_count()));
    cells.push_back(absl::StrCat(place.amount_fen()));
    cells.push_back(absl::StrCat(place.open_fen()));
    cells.push_back(absl::StrCat(place.awarded_fen()));
    cells.push_back(assignment::v1::AwardReason_Name(place.award_reason()));
    csv += CsvLine(cells);
  }
  session.terminal().out << csv;
}

void PrintApplicationRows(const std::vector<Application>& applications,
                          Session& session) {
  std::vector<const google::protobuf::Message*> messages;
  for (const Application& application : applications) {
    messages.push_back(&application);
  }
  session.display_names().Fetch(messages);
  Table table({{.heading = session.Say({"项目", "Project"})},
               {.heading = session.Say({"名称", "Title"}), .flexible = true},
               {.heading = session.Say({"申请", "Asks"}), .right = true},
               {.heading = session.Say({"最低", "Least"}), .right = true},
               {.heading = session.Say({"状态", "State"})},
               {.heading = session.Say({"名次", "Rank"}), .right = true},
               {.heading = session.Say({"得分", "Score"}), .right = true},
               {.heading = session.Say({"分配", "Gets"}), .right = true},
               {.heading = session.Say({"依据", "Why"}),
                .flexible = true,
                .wraps = true}});
  for (const Application& application : applications) {
    const bool ranked = application.rank() > 0;
    table.AddRow({LastId(application.project()),
                  session.display_names().TextOf(application.project(),
                                                 session.language()),
                  FenText(application.amount_fen(), session),
                  FenText(application.least_amount_fen(), session),
                  EnumLabel(*Application::State_descriptor(),
                            application.state(), session.language()),
                  ranked ? absl::StrCat(application.rank()) : "",
                  ranked ? PointsText(application.score()) : "",
                  FenText(application.awarded_fen(), session),
                  In(application.award_text(), session.language())});
  }
  session.terminal().out << table.Render(session.terminal().columns,
                                         session.terminal().Colour());
}

}  // namespace

absl::StatusOr<std::string> CallNameOf(const std::string& text,
                                       Session& session) {
  return session.Name("programmes/{programme}/calls/{call}", text);
}

absl::StatusOr<std::string> ApplicationNameOf(const std::string& call,
                                              const std::string& project,
                                              Session& session,
                                              const char* collection) {
  ASSIGN_OR_RETURN(const std::string name, CallNameOf(call, session));
  ASSIGN_OR_RETURN(const std::string of, session.ProjectName(project));
  return absl::StrCat(name, "/", collection, "/", LastId(of));
}

absl::StatusOr<Call> FetchCall(const std::string& name, Session& session) {
  assignment::v1::GetCallRequest request;
  request.set_name(name);
  return session.client().Call(&CompetitionStub::GetCall, request);
}

absl::StatusOr<std::vector<Application>> FetchApplications(
    const std::string& call, Session& session) {
  assignment::v1::ListApplicationsRequest request;
  request.set_parent(call);
  request.set_page_size(kMostPerPage);
  std::vector<Application> applications;
  do {
    ASSIGN_OR_RETURN(
        const auto response,
        session.client().Call(&CompetitionStub::ListApplications, request));
    applications.insert(applications.end(), response.applications().begin(),
                        response.applications().end());
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return applications;
}

std::string PointsText(int basis_points) {
  return absl::StrFormat("%d.%02d", basis_points / 100, basis_points % 100);
}

void PrintApplications(const std::vector<Application>& applications,
                       Session& session) {
  if (session.output() != OutputFormat::kCsv) {
    PrintApplicationRows(applications, session);
    return;
  }
  std::string csv =
      CsvLine({"project", "amount_fen", "least_amount_fen", "state", "rank",
               "score", "awarded_fen", "award_reason", "commitment"});
  for (const Application& application : applications) {
    csv += CsvLine(
        {application.project(), absl::StrCat(application.amount_fen()),
         absl::StrCat(application.least_amount_fen()),
         Application::State_Name(application.state()),
         absl::StrCat(application.rank()), absl::StrCat(application.score()),
         absl::StrCat(application.awarded_fen()),
         assignment::v1::AwardReason_Name(application.award_reason()),
         application.commitment()});
  }
  session.terminal().out << csv;
}

void PrintRanking(const Call& notice, const CallRanking& ranking,
                  Session& session) {
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(ranking);
  } else if (session.output() == OutputFormat::kCsv) {
    PrintRankingCsv(notice, ranking, session);
  } else {
    PrintRankingRows(notice, ranking, session);
  }
}

void PrintCallDone(const Words& done, const Call& notice, bool validate_only,
                   Session& session) {
  if (session.output() != OutputFormat::kTable) {
    PrintResource(*KindOfCollection("calls"), notice, session);
    return;
  }
  if (ToldAsChecked(validate_only, session)) return;
  session.terminal().out << session.Say(done) << session.Say({"：", ": "})
                         << LastId(notice.name()) << session.Say({"（", " ("})
                         << EnumLabel(*Call::State_descriptor(), notice.state(),
                                      session.language())
                         << session.Say({"）\n", ")\n"});
}

void PrintApplicationDone(const Words& done, const Application& application,
                          bool validate_only, Session& session) {
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(application);
    return;
  }
  if (session.output() == OutputFormat::kCsv) {
    PrintApplications({application}, session);
    return;
  }
  if (ToldAsChecked(validate_only, session)) return;
  session.display_names().Fetch(application);
  session.terminal().out << session.Say(done) << session.Say({"：", ": "})
                         << session.display_names().TextOf(
                                application.project(), session.language())
                         << " "
                         << FormatAmount(application.amount_fen(),
                                         session.language())
                         << "\n";
}

}  // namespace duikou::cli
