#include "services/assignment/competition_ranking.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/assignment/competition.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/competition_names.h"
#include "services/assignment/competition_words.h"
#include "services/assignment/plan_words.h"
#include "services/base/digest.h"
#include "services/base/violation.h"
#include "services/programme/programme_state.h"
#include "services/rpc/commitment_marks.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
namespace cpb = ::duikou::catalogue::v1;
using pb::Application;
using pb::ApplicationScores;
using pb::Call;
using pb::CallRanking;
using pb::RankedApplication;
using profiles::v1::Commitment;

template <typename T, typename Take>
absl::Status ForEachOfCall(CallContext& call, Store& store, const Call& notice,
                           const char* collection, Take take) {
  const std::vector<std::string> parts = absl::StrSplit(notice.name(), '/');
  ASSIGN_OR_RETURN(
      const std::vector<Record> records,
      ListWholly(store, parts[1], collection,
                 absl::StrCat(LastId(notice.name()), "/"), call.limits()));
  for (const Record& record : records) {
    T resource;
    if (!resource.ParseFromString(record.value)) {
      return WriteContext::Unreadable(record.collection, record.id);
    }
    take(std::move(resource), record.revision);
  }
  return absl::OkStatus();
}

// Those put forward, by id, with their scores.
absl::StatusOr<std::vector<KeptApplication>> ReadApplications(
    CallContext& call, Store& store, const Call& notice) {
  std::map<std::string, KeptApplication> by_id;
  RETURN_IF_ERROR(ForEachOfCall<Application>(
      call, store, notice, kApplicationCollection,
      [&](Application application, Revision revision) {
        if (application.state() == Application::STATE_WITHDRAWN) return;
        KeptApplication& kept = by_id[std::string(LastId(application.name()))];
        kept.application = std::move(application);
        kept.revision = revision;
      }));
  RETURN_IF_ERROR(ForEachOfCall<ApplicationScores>(
      call, store, notice, kScoresCollection,
      [&](ApplicationScores scores, Revision revision) {
        const auto kept = by_id.find(std::string(LastId(scores.name())));
        if (kept == by_id.end()) return;
        kept->second.scores = std::move(scores);
        kept->second.scores_revision = revision;
      }));
  std::vector<KeptApplication> applications;
  for (auto& [id, kept] : by_id) applications.push_back(std::move(kept));
  return applications;
}

bool IsOpenIn(const Project& project, int32_t year) {
  return project.open &&
         (project.first_year == 0 || year >= project.first_year) &&
         (project.last_year == 0 || year <= project.last_year);
}

// What the projects still need of the call's kind in its year, by the order of
// the applications.
std::vector<Money> OpenNeeds(const ProgrammeView& view, const Call& notice,
                             const std::vector<KeptApplication>& applications) {
  return view.Read([&](const ProgrammeState& state) {
    const FundKindIndex kind =
        state.taxonomy().FindFundKind(notice.fund_kind());
    std::vector<Money> needs(applications.size());
    for (size_t i = 0; i < applications.size() && kind != kNone; ++i) {
      const Project* project =
          state.index().Find(LastId(applications[i].application.project()));
      if (project == nullptr || !IsOpenIn(*project, notice.year())) continue;
      needs[i] = project->funds[kind].open;
    }
    return needs;
  });
}

CompetitionProblem ToProblem(const Call& notice,
                             const std::vector<KeptApplication>& applications,
                             const std::vector<Money>& needs) {
  CompetitionProblem problem{
      .amount = Money::Fen(notice.amount_fen()),
      .least_share = Money::Fen(notice.least_share_fen()),
      .least_score = notice.least_score()};
  if (notice.most_share_fen() > 0) {
    problem.most_share = Money::Fen(notice.most_share_fen());
  }
  for (const pb::CallCriterion& criterion : notice.criteria()) {
    problem.criteria.push_back(
        {.weight = criterion.weight(), .most_points = criterion.most_points()});
  }
  for (size_t i = 0; i < applications.size(); ++i) {
    const Application& application = applications[i].application;
    CompetitionEntry& entry = problem.entries.emplace_back();
    entry.id = std::string(LastId(application.name()));
    entry.asked = Money::Fen(application.amount_fen());
    entry.least = Money::Fen(application.least_amount_fen());
    entry.open = needs[i];
    for (const pb::ScoreSheet& sheet : applications[i].scores.sheets()) {
      std::vector<int32_t>& points = entry.sheets.emplace_back();
      for (const pb::CriterionPoints& given : sheet.points()) {
        points.push_back(given.points());
      }
    }
  }
  return problem;
}

RankedApplication ToRanked(const Call& notice, const KeptApplication& kept,
                           const CompetitionEntry& entry,
                           const CompetitionPlace& place) {
  RankedApplication ranked;
  ranked.set_application(kept.application.name());
  ranked.set_project(kept.application.project());
  ranked.set_rank(place.rank);
  ranked.set_score(place.score);
  for (int c = 0; c < notice.criteria_size(); ++c) {
    pb::ScorePart& part = *ranked.add_parts();
    part.set_criterion(notice.criteria(c).id());
    part.set_part(place.parts[c]);
    for (const auto& sheet : entry.sheets) {
      part.set_points(part.points() + sheet[c]);
    }
  }
  ranked.set_assessor_count(static_cast<int>(entry.sheets.size()));
  ranked.set_amount_fen(kept.application.amount_fen());
  ranked.set_open_fen(entry.open.fen());
  ranked.set_awarded_fen(place.awarded.fen());
  ranked.set_award_reason(ToWire(place.reason));
  *ranked.mutable_award_text() = AwardText(notice, entry, place);
  return ranked;
}

// The revisions of the call and of the newest application or sheet, and a
// digest of who gets how much.
std::string EtagOfRanking(const Call& notice, const RankedCall& ranked) {
  Revision newest = 0;
  for (const KeptApplication& kept : ranked.applications) {
    newest = std::max({newest, kept.revision, kept.scores_revision});
  }
  std::string awards;
  for (const RankedApplication& place : ranked.ranking.ranked()) {
    absl::StrAppend(&awards, place.application(), "=", place.awarded_fen(),
                    ";");
  }
  return absl::StrCat(notice.etag(), ".", newest, ".",
                      absl::BytesToHexString(ValueDigest(awards)));
}

void SetTotals(const Call& notice, CallRanking& ranking) {
  ranking.set_call(notice.name());
  ranking.set_state(notice.state());
  int64_t awarded = 0;
  for (const RankedApplication& place : ranking.ranked()) {
    awarded += place.awarded_fen();
  }
  ranking.set_awarded_fen(awarded);
  ranking.set_left_fen(notice.amount_fen() - awarded);
}

// As it was decided.
RankedApplication DecidedOf(const KeptApplication& kept) {
  const Application& application = kept.application;
  RankedApplication ranked;
  ranked.set_application(application.name());
  ranked.set_project(application.project());
  ranked.set_rank(application.rank());
  ranked.set_score(application.score());
  *ranked.mutable_parts() = application.parts();
  ranked.set_assessor_count(kept.scores.sheets_size());
  ranked.set_amount_fen(application.amount_fen());
  ranked.set_open_fen(application.open_fen());
  ranked.set_awarded_fen(application.awarded_fen());
  ranked.set_award_reason(application.award_reason());
  *ranked.mutable_award_text() = application.award_text();
  return ranked;
}

// The project as it is in this commit: it is there, open, and needs as much.
absl::Status CheckStillNeeded(WriteContext& context, const Call& notice,
                              const RankedApplication& place) {
  ASSIGN_OR_RETURN(
      const std::optional<cpb::Project> project,
      context.Find<cpb::Project>("projects", LastId(place.project())));
  if (project && project->state() == cpb::Project::STATE_OPEN) {
    for (const cpb::FundNeed& need : project->fund_needs()) {
      if (need.fund_kind() != notice.fund_kind()) continue;
      const int64_t open =
          need.has_open_fen() ? need.open_fen() : need.total_fen();
      if (place.awarded_fen() <= open) return absl::OkStatus();
    }
  }
  return Refused(absl::StatusCode::kFailedPrecondition, place.project(),
                 absl::StrCat("已不需要分配的 ", AmountZh(place.awarded_fen())),
                 absl::StrCat("does not need the ", place.awarded_fen(),
                              " fen that it is awarded any more"));
}

std::string AddCommitment(WriteContext& context, const Call& notice,
                          const RankedApplication& place) {
  const std::string id = AwardCommitmentId(ApplicationOf(place.application()));
  Commitment commitment;
  commitment.set_name(
      absl::StrCat("programmes/", context.partition(), "/commitments/", id));
  commitment.set_supporter(notice.supporter());
  commitment.set_project(place.project());
  commitment.set_fund_kind(notice.fund_kind());
  commitment.set_year(notice.year());
  commitment.set_amount_fen(place.awarded_fen());
  commitment.set_source(absl::StrCat("竞争性分配 ", notice.name()));
  *commitment.mutable_create_time() = ToProto(context.now());
  *commitment.mutable_update_time() = ToProto(context.now());
  RenewCommitmentMark(context, commitment);
  context.Add(Mutation::Put("commitments", id, commitment.SerializeAsString(),
                            Expectation::Absent()));
  return commitment.name();
}

void PutOutcome(WriteContext& context, const KeptApplication& kept,
                const RankedApplication& place, const std::string& commitment) {
  Application decided = kept.application;
  decided.set_state(place.awarded_fen() > 0 ? Application::STATE_AWARDED
                                            : Application::STATE_NOT_AWARDED);
  decided.set_rank(place.rank());
  decided.set_score(place.score());
  *decided.mutable_parts() = place.parts();
  decided.set_open_fen(place.open_fen());
  decided.set_awarded_fen(place.awarded_fen());
  decided.set_commitment(commitment);
  decided.set_award_reason(place.award_reason());
  *decided.mutable_award_text() = place.award_text();
  *decided.mutable_update_time() = ToProto(context.now());
  const std::string id = ApplicationOf(decided.name()).record_id();
  context.Add(Mutation::Put(kApplicationCollection, id,
                            decided.SerializeAsString(),
                            Expectation::Exactly(kept.revision)));
  context.Add(Mutation::Check(kScoresCollection, id,
                              Expectation::Exactly(kept.scores_revision)));
}

// Why the ranking is another now.
struct ChangeWords {
  std::string zh;
  std::string en;
};

// It names one whose award the need of its project cuts, if there is any.
ChangeWords NeedsChanged(const CallRanking& ranking) {
  ChangeWords words = {"项目待落实资金有变化",
                       "what projects still need is less or more"};
  for (const RankedApplication& place : ranking.ranked()) {
    if (place.award_reason() != pb::AWARD_REASON_OPEN_NEED &&
        place.award_reason() != pb::AWARD_REASON_NOTHING_NEEDED) {
      continue;
    }
    absl::StrAppend(&words.zh, "，如 ", place.project(), " 还需 ",
                    AmountZh(place.open_fen()));
    absl::StrAppend(&words.en, ", such as ", place.project(), ", which needs ",
                    place.open_fen(), " fen");
    break;
  }
  return words;
}

ChangeWords WhatChanged(const std::string& etag, const RankedCall& ranked) {
  const std::vector<std::string> seen = absl::StrSplit(etag, '.');
  const std::vector<std::string> present =
      absl::StrSplit(ranked.ranking.etag(), '.');
  if (seen.size() != present.size() || seen[0] != present[0]) {
    return {"公告有修改", "the call was changed"};
  }
  if (seen[1] != present[1]) return {"评分有变化", "it was scored since"};
  return NeedsChanged(ranked.ranking);
}

}  // namespace

absl::StatusOr<RankedCall> RankCall(CallContext& call, Store& store,
                                    const ProgrammeView& view,
                                    const Call& notice) {
  ASSIGN_OR_RETURN(std::vector<KeptApplication> applications,
                   ReadApplications(call, store, notice));
  const CompetitionProblem problem =
      ToProblem(notice, applications, OpenNeeds(view, notice, applications));
  RankedCall ranked;
  for (const CompetitionPlace& place : RankAndAward(problem)) {
    KeptApplication& kept = applications[place.entry];
    *ranked.ranking.add_ranked() =
        ToRanked(notice, kept, problem.entries[place.entry], place);
    ranked.applications.push_back(std::move(kept));
  }
  SetTotals(notice, ranked.ranking);
  ranked.ranking.set_etag(EtagOfRanking(notice, ranked));
  return ranked;
}

absl::StatusOr<CallRanking> AwardedRanking(CallContext& call, Store& store,
                                           const Call& notice) {
  ASSIGN_OR_RETURN(std::vector<KeptApplication> applications,
                   ReadApplications(call, store, notice));
  std::sort(applications.begin(), applications.end(),
            [](const KeptApplication& a, const KeptApplication& b) {
              return a.application.rank() < b.application.rank();
            });
  CallRanking ranking;
  for (const KeptApplication& kept : applications) {
    *ranking.add_ranked() = DecidedOf(kept);
  }
  SetTotals(notice, ranking);
  ranking.set_etag(notice.etag());
  return ranking;
}

absl::Status CheckSeen(const std::string& etag, const Call& notice,
                       const RankedCall& ranked) {
  if (etag == ranked.ranking.etag()) return absl::OkStatus();
  const ChangeWords what = WhatChanged(etag, ranked);
  return Refused(
      absl::StatusCode::kAborted, "etag",
      absl::StrCat("排名在读取之后已有变化：", what.zh, "；请重新读取"),
      absl::StrCat("the ranking of ", notice.name(),
                   " has changed since it was read: ", what.en,
                   "; read it again"));
}

absl::Status WriteAward(WriteContext& context, const RankedCall& ranked,
                        Call& notice) {
  for (int i = 0; i < ranked.ranking.ranked_size(); ++i) {
    const RankedApplication& place = ranked.ranking.ranked(i);
    if (place.rank() == 0) {
      return Refused(absl::StatusCode::kFailedPrecondition, place.application(),
                     "尚未评分", "is not scored yet");
    }
    std::string commitment;
    if (place.awarded_fen() > 0) {
      RETURN_IF_ERROR(CheckStillNeeded(context, notice, place));
      commitment = AddCommitment(context, notice, place);
    }
    PutOutcome(context, ranked.applications[i], place, commitment);
  }
  notice.set_state(Call::STATE_AWARDED);
  notice.set_awarded_fen(ranked.ranking.awarded_fen());
  notice.set_awarded_by(context.call().actor());
  *notice.mutable_award_time() = ToProto(context.now());
  return absl::OkStatus();
}

}  // namespace duikou
