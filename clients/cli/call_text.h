// What the commands on calls have in common: names, what is fetched, and what
// is printed of calls, applications and rankings.
#ifndef DUIKOU_CLIENTS_CLI_CALL_TEXT_H_
#define DUIKOU_CLIENTS_CLI_CALL_TEXT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/language.h"
#include "clients/cli/session.h"
#include "duikou/assignment/v1/competition_service.pb.h"

namespace duikou::cli {

absl::StatusOr<std::string> CallNameOf(const std::string& text,
                                       Session& session);
// The name of a project's application, or with `scores` of its scores.
absl::StatusOr<std::string> ApplicationNameOf(const std::string& call,
                                              const std::string& project,
                                              Session& session,
                                              const char* collection);

absl::StatusOr<assignment::v1::Call> FetchCall(const std::string& name,
                                               Session& session);
// Those that the caller may see.
absl::StatusOr<std::vector<assignment::v1::Application>> FetchApplications(
    const std::string& call, Session& session);

// `82.00`: basis points out of 100.
std::string PointsText(int basis_points);

// A table or CSV, whichever the session asks for.
void PrintApplications(
    const std::vector<assignment::v1::Application>& applications,
    Session& session);
void PrintRanking(const assignment::v1::Call& notice,
                  const assignment::v1::CallRanking& ranking, Session& session);

// What a change has come to, for people; the resource for programs.
void PrintCallDone(const Words& done, const assignment::v1::Call& notice,
                   bool validate_only, Session& session);
void PrintApplicationDone(const Words& done,
                          const assignment::v1::Application& application,
                          bool validate_only, Session& session);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_CALL_TEXT_H_
