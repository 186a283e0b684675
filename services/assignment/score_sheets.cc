#include "services/assignment/score_sheets.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/competition_names.h"
#include "services/assignment/competition_resources.h"
#include "services/assignment/competition_words.h"
#include "services/base/violation.h"
#include "services/rpc/proto_time.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using pb::Application;
using pb::ApplicationScores;
using pb::Call;

constexpr int kMostSheets = 50;

// The call of the scores, where it is being scored.
absl::StatusOr<Call> FindScoredCall(WriteContext& context,
                                    const ApplicationKey& key) {
  ASSIGN_OR_RETURN(Call notice, FindCall(context, key));
  if (notice.state() == Call::STATE_SCORING) return notice;
  return NotIn(notice, Call::STATE_SCORING);
}

// The points in the order of the call's criteria.
absl::Status TakePoints(const Call& notice,
                        const pb::ScoreApplicationRequest& request,
                        pb::ScoreSheet& sheet) {
  for (const pb::CallCriterion& criterion : notice.criteria()) {
    const auto given = std::find_if(
        request.points().begin(), request.points().end(),
        [&](const auto& of) { return of.criterion() == criterion.id(); });
    if (given == request.points().end()) {
      return Refused(
          absl::StatusCode::kInvalidArgument, "points",
          absl::StrCat("缺少指标“", criterion.id(), "”的评分"),
          absl::StrCat("has none of the criterion \"", criterion.id(), "\""));
    }
    if (given->points() > criterion.most_points()) {
      return Refused(
          absl::StatusCode::kInvalidArgument,
          absl::StrCat("points[", given - request.points().begin(), "].points"),
          absl::StrCat(given->points(), " 超过满分 ", criterion.most_points()),
          absl::StrCat(given->points(), " is above ", criterion.most_points()));
    }
    *sheet.add_points() = *given;
  }
  if (request.points_size() == notice.criteria_size()) return absl::OkStatus();
  return Refused(
      absl::StatusCode::kInvalidArgument, "points",
      absl::StrCat("有 ", request.points_size(), " 项评分，而指标有 ",
                   notice.criteria_size(), " 项"),
      absl::StrCat("has ", request.points_size(), " entries, and the call has ",
                   notice.criteria_size(), " criteria"));
}

}  // namespace

absl::Status TakeSheet(WriteContext& context,
                       const pb::ScoreApplicationRequest& request,
                       ApplicationScores& scores) {
  const ApplicationKey key = ApplicationOf(scores.name());
  ASSIGN_OR_RETURN(const Call notice, FindScoredCall(context, key));
  ASSIGN_OR_RETURN(
      const std::optional<Application> application,
      context.Find<Application>(kApplicationCollection, key.record_id()));
  if (!application || application->state() != Application::STATE_SUBMITTED) {
    return Refused(absl::StatusCode::kFailedPrecondition,
                   key.application_name(), "已撤回", "was withdrawn");
  }
  pb::ScoreSheet sheet;
  RETURN_IF_ERROR(TakePoints(notice, request, sheet));
  sheet.set_assessor(context.call().actor());
  sheet.set_note(request.note());
  *sheet.mutable_score_time() = ToProto(context.now());
  for (pb::ScoreSheet& other : *scores.mutable_sheets()) {
    if (other.assessor() != sheet.assessor()) continue;
    other = std::move(sheet);
    return absl::OkStatus();
  }
  if (scores.sheets_size() >= kMostSheets) {
    return Refused(absl::StatusCode::kResourceExhausted, scores.name(),
                   absl::StrCat("已有 ", kMostSheets, " 人评分"),
                   absl::StrCat("has ", kMostSheets, " score sheets already"));
  }
  *scores.add_sheets() = std::move(sheet);
  return absl::OkStatus();
}

absl::Status RemoveSheet(WriteContext& context, const std::string& assessor,
                         ApplicationScores& scores) {
  RETURN_IF_ERROR(
      FindScoredCall(context, ApplicationOf(scores.name())).status());
  auto& sheets = *scores.mutable_sheets();
  const auto found = std::find_if(
      sheets.begin(), sheets.end(),
      [&](const pb::ScoreSheet& of) { return of.assessor() == assessor; });
  if (found == sheets.end()) {
    return Refused(absl::StatusCode::kNotFound, "assessor",
                   absl::StrCat(assessor, " 没有给该申报评分"),
                   absl::StrCat(assessor, " has given it no points"));
  }
  sheets.erase(found);
  return absl::OkStatus();
}

}  // namespace duikou
