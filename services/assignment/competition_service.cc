#include "services/assignment/competition_service.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/competition_names.h"
#include "services/assignment/competition_ranking.h"
#include "services/assignment/competition_resources.h"
#include "services/assignment/competition_words.h"
#include "services/assignment/score_sheets.h"
#include "services/base/violation.h"
#include "services/programme/present_view.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using pb::Application;
using pb::Call;
using pb::CallRanking;

template <typename States>
bool IsOneOf(const States& states, int state) {
  return states.empty() ||
         std::find(states.begin(), states.end(), state) != states.end();
}

absl::Status CheckMayAward(const Call& notice) {
  if (notice.state() == Call::STATE_SCORING) return absl::OkStatus();
  if (notice.state() == Call::STATE_AWARDED) {
    return Refused(
        absl::StatusCode::kAborted, "etag",
        absl::StrCat(notice.name(), " 在读取之后已有变化：已由 ",
                     notice.awarded_by(), " 公布；请重新读取"),
        absl::StrCat(notice.name(),
                     " has changed since it was read: it was awarded by ",
                     notice.awarded_by(), "; read it again"));
  }
  return NotIn(notice, Call::STATE_SCORING);
}

std::string ProgrammeIdOf(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  return parts[1];
}

}  // namespace

CompetitionService::CompetitionService(Store& store, Clock& clock,
                                       IdGenerator& ids,
                                       ProgrammeViews& programmes)
    : store_(store),
      programmes_(programmes),
      calls_(store, clock, ids, CallResource()),
      applications_(store, clock, ids, ApplicationResource()),
      scores_(store, clock, ids, ApplicationScoresResource()),
      history_(store) {
  constexpr bool kKeptToOwner = true;
  history_.Add(kCallPattern, Call::default_instance(), kKeptToOwner);
  history_.Add(kApplicationPattern, Application::default_instance(),
               kKeptToOwner);
  history_.Add(kScoresPattern, pb::ApplicationScores::default_instance(),
               kKeptToOwner);
}

absl::StatusOr<pb::ListCallsResponse> CompetitionService::ListCalls(
    CallContext& call, const pb::ListCallsRequest& request) {
  return calls_.List<pb::ListCallsResponse>(
      call, request, [&request](const Call& notice) {
        return IsOneOf(request.states(), notice.state()) &&
               (request.year() == 0 || request.year() == notice.year());
      });
}

absl::StatusOr<Call> CompetitionService::OpenCall(
    CallContext& call, const pb::OpenCallRequest& request) {
  return calls_.Change(call, request, [](WriteContext& context, Call& notice) {
    return duikou::OpenCall(context, notice);
  });
}

absl::StatusOr<Call> CompetitionService::CloseCall(
    CallContext& call, const pb::CloseCallRequest& request) {
  return calls_.Change(
      call, request, [&request](WriteContext& context, Call& notice) {
        return duikou::CloseCall(context, request.before_due_time(), notice);
      });
}

absl::StatusOr<Call> CompetitionService::CancelCall(
    CallContext& call, const pb::CancelCallRequest& request) {
  return calls_.Change(call, request, [&request](WriteContext&, Call& notice) {
    return duikou::CancelCall(request.reason(), notice);
  });
}

absl::StatusOr<pb::ListApplicationsResponse>
CompetitionService::ListApplications(
    CallContext& call, const pb::ListApplicationsRequest& request) {
  return applications_.List<pb::ListApplicationsResponse>(
      call, request, [&request](const Application& application) {
        return IsOneOf(request.states(), application.state());
      });
}

absl::StatusOr<Application> CompetitionService::WithdrawApplication(
    CallContext& call, const pb::WithdrawApplicationRequest& request) {
  return applications_.Change(
      call, request,
      [](WriteContext&, Application& application) -> absl::Status {
        if (application.state() != Application::STATE_SUBMITTED) {
          return Refused(absl::StatusCode::kFailedPrecondition,
                         application.name(), "不在已申报状态",
                         "is not put forward");
        }
        application.set_state(Application::STATE_WITHDRAWN);
        return absl::OkStatus();
      });
}

absl::StatusOr<Application> CompetitionService::SubmitApplication(
    CallContext& call, const pb::SubmitApplicationRequest& request) {
  return applications_.Change(
      call, request,
      [](WriteContext&, Application& application) -> absl::Status {
        if (application.state() != Application::STATE_WITHDRAWN) {
          return Refused(absl::StatusCode::kFailedPrecondition,
                         application.name(), "未撤回", "is not withdrawn");
        }
        application.set_state(Application::STATE_SUBMITTED);
        return absl::OkStatus();
      });
}

absl::StatusOr<pb::ApplicationScores> CompetitionService::ScoreApplication(
    CallContext& call, const pb::ScoreApplicationRequest& request) {
  return scores_.Change(
      call, request,
      [&request](WriteContext& context, pb::ApplicationScores& scores) {
        return TakeSheet(context, request, scores);
      });
}

absl::StatusOr<pb::ApplicationScores> CompetitionService::RemoveScoreSheet(
    CallContext& call, const pb::RemoveScoreSheetRequest& request) {
  return scores_.Change(
      call, request,
      [&request](WriteContext& context, pb::ApplicationScores& scores) {
        return RemoveSheet(context, request.assessor(), scores);
      });
}

absl::StatusOr<CallRanking> CompetitionService::RankApplications(
    CallContext& call, const pb::RankApplicationsRequest& request) {
  ASSIGN_OR_RETURN(const Call notice, calls_.Get(call, request));
  if (notice.state() == Call::STATE_AWARDED) {
    return AwardedRanking(call, store_, notice);
  }
  if (notice.state() != Call::STATE_SCORING) {
    return NotIn(notice, Call::STATE_SCORING);
  }
  ASSIGN_OR_RETURN(
      const std::shared_ptr<ProgrammeView> view,
      PresentView(call, store_, programmes_, ProgrammeIdOf(notice.name())));
  ASSIGN_OR_RETURN(RankedCall ranked, RankCall(call, store_, *view, notice));
  return std::move(ranked.ranking);
}

absl::StatusOr<CallRanking> CompetitionService::AwardCall(
    CallContext& call, const pb::AwardCallRequest& request) {
  // The etag is that of the ranking, and looked at here.
  pb::AwardCallRequest seen = request;
  seen.clear_etag();
  std::optional<CallRanking> made;
  const auto change = [&](WriteContext& context, Call& notice) -> absl::Status {
    RETURN_IF_ERROR(CheckMayAward(notice));
    ASSIGN_OR_RETURN(
        const std::shared_ptr<ProgrammeView> view,
        PresentView(call, store_, programmes_, context.partition()));
    ASSIGN_OR_RETURN(RankedCall ranked, RankCall(call, store_, *view, notice));
    if (absl::Status fresh = CheckSeen(request.etag(), notice, ranked);
        !fresh.ok()) {
      // Perhaps it was awarded after the call and before its scores were read.
      pb::GetCallRequest again;
      again.set_name(request.name());
      ASSIGN_OR_RETURN(const Call now, calls_.Get(call, again));
      RETURN_IF_ERROR(CheckMayAward(now));
      return fresh;
    }
    RETURN_IF_ERROR(WriteAward(context, ranked, notice));
    made = std::move(ranked.ranking);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const Call notice, calls_.Change(call, seen, change));
  if (request.validate_only() && made.has_value()) return *std::move(made);
  return AwardedRanking(call, store_, notice);
}

}  // namespace duikou
