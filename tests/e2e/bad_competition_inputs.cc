#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/bad_inputs.h"

namespace duikou::e2e {
namespace {

using enum grpc::StatusCode;

constexpr char kDrafted[] = "name: 'programmes/p/calls/drafted' ";
constexpr char kOpened[] = "name: 'programmes/p/calls/opened' ";
constexpr char kClosed[] = "name: 'programmes/p/calls/closed' ";

std::vector<BadInput> BadNotices() {
  const std::string create = "CompetitionService/CreateCall";
  const std::string update = "CompetitionService/UpdateCall";
  const std::string good =
      "parent: 'programmes/p' call { display_name { zh: '公告' } "
      "supporter: 'programmes/p/units/u1' fund_kind: 'grant' year: 2015 "
      "amount_fen: 1000 application_due_time { seconds: 4000000000 } } ";
  const std::string need =
      "call { criteria { id: 'need' display_name { zh: '必要性' } weight: 1 "
      "most_points: 10 } } ";
  return {
      {"a call of no programme", create,
       good + need + "parent: 'programmes/none'", NOT_FOUND, "programmes/none"},
      {"a call without criteria", create, good, INVALID_ARGUMENT,
       "call.criteria: is required"},
      {"a call with one criterion twice", create, good + need + need,
       INVALID_ARGUMENT, "call.criteria[1]"},
      {"a criterion of no weight", create,
       good + "call { criteria { id: 'need' display_name { zh: '必要性' } "
              "most_points: 10 } }",
       INVALID_ARGUMENT, "call.criteria[0].weight: is required"},
      {"a criterion of too many points", create,
       good + "call { criteria { id: 'need' display_name { zh: '必要性' } "
              "weight: 1 most_points: 1001 } }",
       INVALID_ARGUMENT, "most_points: 1001 is above 1000"},
      {"a call without an amount", create,
       good + need + "call { amount_fen: 0 }", INVALID_ARGUMENT,
       "call.amount_fen: is required"},
      {"a most share over the amount", create,
       good + need + "call { most_share_fen: 1001 }", INVALID_ARGUMENT,
       "call.most_share_fen: 1001 is more than amount_fen 1000"},
      {"a least share over the most", create,
       good + need + "call { most_share_fen: 10 least_share_fen: 11 }",
       INVALID_ARGUMENT, "call.least_share_fen: 11 is more than"},
      {"a call of a recipient", create,
       good + need + "call { supporter: 'programmes/p/units/u2' }",
       INVALID_ARGUMENT, "call.supporter: programmes/p/units/u2 is not on"},
      {"a call of a kind that its supporter does not give", create,
       good + need + "call { fund_kind: 'policy' }", INVALID_ARGUMENT,
       "call.fund_kind: \"policy\" is not given by units of"},
      {"a call of a year outside the programme", create,
       good + need + "call { year: 2021 }", INVALID_ARGUMENT,
       "call.year: 2021 is outside"},
      {"a least score over the full one", create,
       good + need + "call { least_score: 10001 }", INVALID_ARGUMENT,
       "call.least_score: 10001 is above 10000"},
      {"a call made twice", create, good + need + "call_id: 'drafted'",
       ALREADY_EXISTS, "programmes/p/calls/drafted exists already"},
      {"an opened call given another amount", update,
       absl::StrCat("call { ", kOpened,
                    " amount_fen: 5 } update_mask { paths: 'amount_fen' }"),
       FAILED_PRECONDITION, "is open; only its texts and its due time change"},
      {"an opened call due earlier", update,
       absl::StrCat("call { ", kOpened,
                    " application_due_time { seconds: 3999999999 } } "
                    "update_mask { paths: 'application_due_time' }"),
       FAILED_PRECONDITION, "its due time only moves later"},
      {"a call's state set by hand", update,
       absl::StrCat("call { ", kDrafted, "} update_mask { paths: 'state' }"),
       INVALID_ARGUMENT, "state"},
      {"an opened call deleted", "CompetitionService/DeleteCall", kOpened,
       FAILED_PRECONDITION, "only a draft is deleted, and it is open"},
      {"an open call opened", "CompetitionService/OpenCall", kOpened,
       FAILED_PRECONDITION, "is not a draft; it is open"},
      {"a call closed before its time", "CompetitionService/CloseCall", kOpened,
       FAILED_PRECONDITION, "its due time has not come"},
      {"a draft closed", "CompetitionService/CloseCall", kDrafted,
       FAILED_PRECONDITION, "is not open; it is a draft"},
      {"a call cancelled without a reason", "CompetitionService/CancelCall",
       kOpened, INVALID_ARGUMENT, "reason: is required"},
      {"a draft cancelled", "CompetitionService/CancelCall",
       absl::StrCat(kDrafted, "reason: 'x'"), FAILED_PRECONDITION,
       "is not open or being scored; it is a draft"},
  };
}

std::vector<BadInput> BadApplications() {
  const std::string create = "CompetitionService/CreateApplication";
  const std::string opened = "parent: 'programmes/p/calls/opened' ";
  const std::string done =
      "application { project: 'programmes/p/projects/done' amount_fen: 200 } ";
  const std::string application =
      "name: 'programmes/p/calls/closed/applications/open' ";
  return {
      {"an application to a draft", create,
       "parent: 'programmes/p/calls/drafted' " + done, FAILED_PRECONDITION,
       "programmes/p/calls/drafted: is not open; it is a draft"},
      {"an application to a closed call", create,
       "parent: 'programmes/p/calls/closed' " + done, FAILED_PRECONDITION,
       "is not open; it is being scored"},
      {"an application to a call that is not there", create,
       "parent: 'programmes/p/calls/none' " + done, NOT_FOUND,
       "programmes/p/calls/none does not exist"},
      {"an application for a finished project", create, opened + done,
       FAILED_PRECONDITION, "projects/done: is not open to supporters"},
      {"an application for a project that needs nothing", create,
       opened + "application { project: 'programmes/p/projects/bare' "
                "amount_fen: 200 }",
       INVALID_ARGUMENT, "programmes/p/projects/bare needs no \"grant\""},
      {"an application for no project", create,
       opened + "application { amount_fen: 200 }", INVALID_ARGUMENT,
       "application.project: is required"},
      {"an application under another id", create,
       opened + done + "application_id: 'other'", INVALID_ARGUMENT,
       "application_id: \"other\" must be \"done\" or empty"},
      {"an application for less than a share", create,
       opened + done + "application { amount_fen: 99 }", INVALID_ARGUMENT,
       "application.amount_fen: 99 is not within the call's shares, 100 to "
       "800"},
      {"an application for more than a share", create,
       opened + done + "application { amount_fen: 801 }", INVALID_ARGUMENT,
       "amount_fen: 801 is not within"},
      {"a least amount over the amount", create,
       opened + done + "application { least_amount_fen: 201 }",
       INVALID_ARGUMENT, "least_amount_fen: 201 is more than amount_fen 200"},
      {"an application made twice", create,
       opened + "application { project: 'programmes/p/projects/open' "
                "amount_fen: 200 }",
       ALREADY_EXISTS, "exists already"},
      {"an application taken back too late",
       "CompetitionService/WithdrawApplication", application,
       FAILED_PRECONDITION, "is not open; it is being scored"},
      {"what was not withdrawn, put forward again",
       "CompetitionService/SubmitApplication",
       "name: 'programmes/p/calls/opened/applications/open'",
       FAILED_PRECONDITION, "is not withdrawn"},
      {"an application changed too late",
       "CompetitionService/UpdateApplication",
       "application { " + application + "amount_fen: 600 }",
       FAILED_PRECONDITION, "is not open; it is being scored"},
  };
}

std::vector<BadInput> BadScores() {
  const std::string score = "CompetitionService/ScoreApplication";
  const std::string closed = "name: 'programmes/p/calls/closed/scores/open' ";
  const std::string remove = "CompetitionService/RemoveScoreSheet";
  const std::string award = "CompetitionService/AwardCall";
  return {
      {"points before the call is closed", score,
       "name: 'programmes/p/calls/opened/scores/open' "
       "points { criterion: 'need' points: 5 }",
       FAILED_PRECONDITION, "is not being scored; it is open"},
      {"no points", score, closed, INVALID_ARGUMENT, "points: is required"},
      {"points of an unknown criterion", score,
       closed + "points { criterion: 'looks' points: 5 }", INVALID_ARGUMENT,
       "points: has none of the criterion \"need\""},
      {"more points than there are", score,
       closed + "points { criterion: 'need' points: 11 }", INVALID_ARGUMENT,
       "points[0].points: 11 is above 10"},
      {"negative points", score,
       closed + "points { criterion: 'need' points: -1 }", INVALID_ARGUMENT,
       "points[0].points: -1 is below 0"},
      {"points for what is not there", score,
       "name: 'programmes/p/calls/closed/scores/done' "
       "points { criterion: 'need' points: 5 }",
       NOT_FOUND, "scores/done does not exist"},
      {"a sheet taken out of an open call", remove,
       "name: 'programmes/p/calls/opened/scores/open' assessor: 'people/x'",
       FAILED_PRECONDITION, "is not being scored; it is open"},
      {"nobody's sheet taken out", remove, closed, INVALID_ARGUMENT,
       "assessor: is required"},
      {"a sheet taken out of who gave none", remove,
       closed + "assessor: 'people/nobody'", NOT_FOUND,
       "assessor: people/nobody has given it no points"},
      {"a sheet taken out of what is not there", remove,
       "name: 'programmes/p/calls/closed/scores/done' assessor: 'people/x'",
       NOT_FOUND, "scores/done does not exist"},
      {"a sheet taken out of scores read before", remove,
       closed + "assessor: 'people/x' etag: 'stale'", ABORTED,
       "has changed since it was read"},
      {"a ranking of an open call", "CompetitionService/RankApplications",
       kOpened, FAILED_PRECONDITION, "is not being scored"},
      {"an award unseen", award, kClosed, INVALID_ARGUMENT,
       "etag: is required"},
      {"an award of another ranking", award, absl::StrCat(kClosed, "etag: 'x'"),
       ABORTED, "has changed since it was read"},
      {"an award of an open call", award, absl::StrCat(kOpened, "etag: 'x'"),
       FAILED_PRECONDITION, "is not being scored"},
  };
}

}  // namespace

std::vector<BadInput> BadCompetitionInputs() {
  std::vector<BadInput> all = BadNotices();
  for (const auto& part : {BadApplications, BadScores}) {
    for (BadInput& input : part()) all.push_back(std::move(input));
  }
  return all;
}

}  // namespace duikou::e2e
