#include "services/matching/matching_service.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/china_time.h"
#include "services/base/violation.h"
#include "services/matching/explain_pair.h"
#include "services/matching/matching_resources.h"
#include "services/matching/profile_preview.h"
#include "services/matching/propose_portfolio.h"
#include "services/matching/ranking_terms.h"
#include "services/matching/recommend_projects.h"
#include "services/matching/recommend_supporters.h"
#include "services/matching/recommend_to_all.h"
#include "services/programme/search_text.h"
#include "services/programme/weights_record.h"
#include "services/rpc/page_token.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

constexpr PageSizes kPageSizes = {.standard = 20, .most = 200};

// A programme's id and the id of what is in it.
struct Place {
  std::string programme;
  std::string id;
};

// INVALID_ARGUMENT naming `field` where `name` is not that of one in a
// programme.
absl::StatusOr<Place> PlaceOf(const ResourcePattern& pattern,
                              const std::string& name,
                              absl::string_view field) {
  ASSIGN_OR_RETURN(ResourceKey key, pattern.ParseKey(name, field));
  return Place{std::move(key.partition), std::move(key.id)};
}

absl::Status CheckOneProgramme(const Place& unit, const Place& project) {
  if (unit.programme == project.programme) return absl::OkStatus();
  return Refused(absl::StatusCode::kInvalidArgument, "project",
                 "与支援方不属于同一规划",
                 "is not in the programme of the supporter");
}

const ResourcePattern& UnitPattern() {
  static const auto* const kPattern =
      new ResourcePattern("programmes/{programme}/units/{unit}");
  return *kPattern;
}

const ResourcePattern& ProjectPattern() {
  static const auto* const kPattern =
      new ResourcePattern("programmes/{programme}/projects/{project}");
  return *kPattern;
}

absl::StatusOr<std::optional<PageEnd>> StartOf(
    const google::protobuf::Message& request) {
  ASSIGN_OR_RETURN(const std::string position, PagePosition(request));
  if (position.empty()) return std::optional<PageEnd>();
  ASSIGN_OR_RETURN(PageEnd end, DecodePosition(position));
  return end;
}

// A saved search was right when it was saved: what it names has gone since.
absl::Status AsPrecondition(const absl::Status& status,
                            const std::string& search) {
  if (!absl::IsInvalidArgument(status)) return status;
  return Refused(absl::StatusCode::kFailedPrecondition, search,
                 ChineseTextOf(status), status.message());
}

Diversity ToDiversity(const pb::Diversity& diversity) {
  return {.sector_discount = diversity.sector_penalty(),
          .area_discount = diversity.area_penalty(),
          .most_per_sector = diversity.most_per_sector(),
          .most_per_area = diversity.most_per_area()};
}

}  // namespace

MatchingService::MatchingService(Store& store, Clock& clock, IdGenerator& ids)
    : store_(store),
      clock_(clock),
      weights_(store, clock, ids, WeightVersionResource()),
      shortlist_(store, clock, ids, ShortlistResource()),
      dismissals_(store, clock, ids, DismissalResource()),
      searches_(store, clock, ids, SavedSearchResource()),
      interests_(store, clock, ids),
      project_views_(store, clock, ids),
      history_(store),
      programmes_(store) {
  history_.Add(weights_.engine().pattern().text(),
               pb::WeightVersion::default_instance());
  history_.Add(shortlist_.engine().pattern().text(),
               pb::ShortlistEntry::default_instance());
  history_.Add(dismissals_.engine().pattern().text(),
               pb::Dismissal::default_instance());
  history_.Add(searches_.engine().pattern().text(),
               pb::SavedSearch::default_instance());
  history_.Add(interests_.methods().engine().pattern().text(),
               pb::Interest::default_instance());
}

absl::StatusOr<pb::RecommendProjectsResponse>
MatchingService::RecommendProjects(
    CallContext& call, const pb::RecommendProjectsRequest& request) {
  ASSIGN_OR_RETURN(const Place unit,
                   PlaceOf(UnitPattern(), request.supporter(), "supporter"));
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, unit.programme));
  return RecommendFrom(*view, unit.id, request);
}

absl::Status MatchingService::RecommendProjects(
    CallContext& call, const pb::RecommendProjectsRequest& request,
    grpc::ByteBuffer& response) {
  ASSIGN_OR_RETURN(const Place unit,
                   PlaceOf(UnitPattern(), request.supporter(), "supporter"));
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, unit.programme));
  KeptAnswers& kept = view->answers();
  const KeptAnswers::Generation generation = kept.generation();
  // Of the time an answer depends on the year alone.
  std::string key =
      absl::StrCat(ChinaYear(clock_.Now()), " ", request.SerializeAsString());
  if (kept.Find(key, response) || view->Read([&](const ProgrammeState& state) {
        return kept.FindLasting(key, state, response);
      })) {
    return absl::OkStatus();
  }
  LastingAnswer lasting;
  if (request.view() == pb::RECOMMENDATION_VIEW_FULL) {
    ASSIGN_OR_RETURN(const pb::RecommendProjectsResponse full,
                     RecommendFrom(*view, unit.id, request));
    const grpc::Slice slice(full.SerializeAsString());
    response = grpc::ByteBuffer(&slice, 1);
  } else {
    WireWriter recommendations;
    ListedProjects listed{.wire = &recommendations};
    pb::RecommendProjectsResponse rest;
    RETURN_IF_ERROR(Recommend(*view, unit.id, request, listed, rest));
    // The recommendations are the first field, so the rest follows them.
    const absl::string_view bytes = recommendations.bytes();
    const grpc::Slice slices[] = {grpc::Slice(bytes.data(), bytes.size()),
                                  grpc::Slice(rest.SerializeAsString())};
    response = grpc::ByteBuffer(slices, 2);
    lasting = std::move(listed.lasting);
  }
  // A profile that is being edited is not asked for again.
  if (!request.has_profile()) {
    kept.Keep(generation, std::move(key), response, std::move(lasting));
  }
  return absl::OkStatus();
}

absl::StatusOr<pb::RecommendProjectsResponse> MatchingService::RecommendFrom(
    const ProgrammeView& view, absl::string_view unit_id,
    const pb::RecommendProjectsRequest& request) {
  pb::RecommendProjectsResponse response;
  ListedProjects listed{.recommendations = response.mutable_recommendations(),
                        .counterfactuals = response.mutable_counterfactuals(),
                        .filtered = response.mutable_filtered()};
  RETURN_IF_ERROR(Recommend(view, unit_id, request, listed, response));
  return response;
}

bool MatchingService::IsReady(
    const CallContext& call,
    const pb::RecommendProjectsRequest& request) const {
  const auto ids = UnitPattern().Ids(request.supporter());
  if (!ids.has_value()) return true;  // which is answered at once
  return programmes_.IsReady(call, (*ids)[0]);
}

absl::Status MatchingService::Recommend(
    const ProgrammeView& view, absl::string_view unit_id,
    const pb::RecommendProjectsRequest& request, ListedProjects& listed,
    pb::RecommendProjectsResponse& response) {
  ProjectListing listing{.filter = &request.filter(),
                         .words = QueryWords(request.query()),
                         .diversity = ToDiversity(request.diversity()),
                         .only_new = request.only_new()};
  if (listing.diversity.on() && !request.page_token().empty()) {
    return Refused(absl::StatusCode::kInvalidArgument, "page_token",
                   "要求多样性的列表不分页",
                   "a list with a diversity has no pages");
  }
  ASSIGN_OR_RETURN(listing.page_size,
                   PageSize(request.page_size(), kPageSizes));
  ASSIGN_OR_RETURN(listing.after, StartOf(request));
  RETURN_IF_ERROR(view.Read([&](const ProgrammeState& state) -> absl::Status {
    ASSIGN_OR_RETURN(listing.terms,
                     TermsOf(request.year(), request.weights(), request.view(),
                             state, clock_.Now()));
    ASSIGN_OR_RETURN(
        listing.supporter,
        request.has_profile()
            ? PreviewOf(request.profile(), unit_id, listing.terms.year,
                        request.include_dismissed(), state)
            : SupporterOf(unit_id, listing.terms.year,
                          request.include_dismissed(), state));
    listing.seen = listing.supporter.unit->seen;
    RETURN_IF_ERROR(ListProjects(state, listing, listed));
    AddMeans(listing.supporter.prepared->supporter(), state.taxonomy(),
             *response.mutable_means());
    return absl::OkStatus();
  }));
  response.set_total_size(listed.total.size);
  response.set_total_size_capped(listed.total.capped);
  response.set_new_size(listed.fresh.size);
  response.set_new_size_capped(listed.fresh.capped);
  response.set_year(listing.terms.year);
  AddWeights(listing.terms.weights, *response.mutable_weights());
  if (listed.next.has_value()) {
    response.set_next_page_token(
        PageToken(request, EncodePosition(*listed.next)));
  }
  return absl::OkStatus();
}

absl::Status MatchingService::RecommendProjectsToAll(
    CallContext& call, const pb::RecommendProjectsToAllRequest& request,
    absl::FunctionRef<absl::Status(const pb::RecommendProjectsToAllResponse&)>
        write) {
  ASSIGN_OR_RETURN(
      const std::vector<std::string> ids,
      weights_.engine().pattern().Parent().Parse(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, ids[0]));
  ASSIGN_OR_RETURN(ListsForAll lists,
                   view->Read([&](const ProgrammeState& state) {
                     return ListsForAll::Make(state, request, clock_.Now());
                   }));
  while (!lists.done()) {
    // Nobody waits for the view while a caller reads slowly.
    const std::vector<pb::RecommendProjectsToAllResponse> responses =
        view->Read(
            [&](const ProgrammeState& state) { return lists.Next(state); });
    for (const pb::RecommendProjectsToAllResponse& response : responses) {
      RETURN_IF_ERROR(write(response));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<pb::RecommendSupportersResponse>
MatchingService::RecommendSupporters(
    CallContext& call, const pb::RecommendSupportersRequest& request) {
  ASSIGN_OR_RETURN(const Place project,
                   PlaceOf(ProjectPattern(), request.project(), "project"));
  SupporterListing listing;
  ASSIGN_OR_RETURN(listing.page_size,
                   PageSize(request.page_size(), kPageSizes));
  ASSIGN_OR_RETURN(listing.after, StartOf(request));
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, project.programme));
  pb::RecommendSupportersResponse response;
  std::optional<PageEnd> next;
  RETURN_IF_ERROR(view->Read([&](const ProgrammeState& state) -> absl::Status {
    ASSIGN_OR_RETURN(listing.terms,
                     TermsOf(request.year(), request.weights(), request.view(),
                             state, clock_.Now()));
    // Who reaches less than everything here is the project's recipient.
    listing.terms.for_recipient = !call.reach().all;
    ASSIGN_OR_RETURN(listing.project, ProjectOf(project.id, state));
    return ListSupporters(state, listing, response, next);
  }));
  if (next.has_value()) {
    response.set_next_page_token(PageToken(request, EncodePosition(*next)));
  }
  return response;
}

absl::StatusOr<pb::ExplainRecommendationResponse>
MatchingService::ExplainRecommendation(
    CallContext& call, const pb::ExplainRecommendationRequest& request) {
  ASSIGN_OR_RETURN(const Place unit,
                   PlaceOf(UnitPattern(), request.supporter(), "supporter"));
  ASSIGN_OR_RETURN(const Place project,
                   PlaceOf(ProjectPattern(), request.project(), "project"));
  RETURN_IF_ERROR(CheckOneProgramme(unit, project));
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, unit.programme));
  return view->Read([&](const ProgrammeState& state)
                        -> absl::StatusOr<pb::ExplainRecommendationResponse> {
    ASSIGN_OR_RETURN(
        RankingTerms terms,
        TermsOf(request.year(), request.weights(), pb::RECOMMENDATION_VIEW_FULL,
                state, clock_.Now()));
    terms.for_recipient = call.own_side() == Side::kRecipient;
    const UnitFacts* facts = state.FindUnit(unit.id);
    if (facts == nullptr) {
      return Refused(absl::StatusCode::kNotFound, request.supporter(),
                     "没有这个单位", "there is no such unit");
    }
    ASSIGN_OR_RETURN(const ProjectFacts* found, ProjectOf(project.id, state));
    // Who is let in as a supporter knows of no drafts.
    if (call.own_side() == Side::kSupporter &&
        found->record.state() == catalogue::v1::Project::STATE_DRAFT) {
      return Refused(absl::StatusCode::kNotFound, request.project(),
                     "没有这个项目", "there is no such project");
    }
    return ExplainPair(state, *facts, *found, terms);
  });
}

absl::StatusOr<pb::ProposePortfolioResponse> MatchingService::ProposePortfolio(
    CallContext& call, const pb::ProposePortfolioRequest& request) {
  ASSIGN_OR_RETURN(const Place unit,
                   PlaceOf(UnitPattern(), request.supporter(), "supporter"));
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, unit.programme));
  ASSIGN_OR_RETURN(const PortfolioProposal proposal,
                   view->Read([&](const ProgrammeState& state) {
                     return PortfolioProposal::Make(state, request, unit.id,
                                                    clock_.Now());
                   }));
  return proposal.Solve();
}

absl::StatusOr<pb::MarkRecommendationsSeenResponse>
MatchingService::MarkRecommendationsSeen(
    CallContext& call, const pb::MarkRecommendationsSeenRequest& request) {
  ASSIGN_OR_RETURN(const Place unit,
                   PlaceOf(UnitPattern(), request.supporter(), "supporter"));
  const absl::StatusOr<Record> found =
      store_.Get(unit.programme, "units", unit.id, call.limits());
  if (absl::IsNotFound(found.status())) {
    return Refused(absl::StatusCode::kNotFound, request.supporter(),
                   "没有这个单位", "there is no such unit");
  }
  RETURN_IF_ERROR(found.status());
  pb::SeenMark mark;
  mark.set_name(absl::StrCat("programmes/", unit.programme, "/seen/", unit.id));
  *mark.mutable_seen_time() = ToProto(clock_.Now());
  CommitRequest commit{.partition = unit.programme, .origin = call.origin()};
  commit.mutations.push_back(Mutation::Put(
      "seen", unit.id, mark.SerializeAsString(), Expectation::Any()));
  ASSIGN_OR_RETURN(const CommitResult done,
                   store_.Commit(commit, call.limits()));
  call.ReportRevision(unit.programme, done.revision);
  pb::MarkRecommendationsSeenResponse response;
  *response.mutable_seen_time() = mark.seen_time();
  return response;
}

absl::StatusOr<pb::RunSavedSearchResponse> MatchingService::RunSavedSearch(
    CallContext& call, const pb::RunSavedSearchRequest& request) {
  // What is published from here on is new to the next run.
  const absl::Time now = clock_.Now();
  ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                   searches_.engine().pattern().Parse(request.name(), "name"));
  ProjectListing listing;
  ASSIGN_OR_RETURN(listing.page_size,
                   PageSize(request.page_size(), kPageSizes));
  ASSIGN_OR_RETURN(listing.after, StartOf(request));
  ASSIGN_OR_RETURN(const pb::SavedSearch search,
                   searches_.GetByName(call, request.name()));
  listing.filter = &search.filter();
  listing.words = QueryWords(search.query());
  if (search.has_seen_time()) listing.seen = ToTime(search.seen_time());
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, ids[0]));
  pb::RunSavedSearchResponse response;
  ListedProjects listed{.recommendations = response.mutable_recommendations()};
  const absl::Status ran =
      view->Read([&](const ProgrammeState& state) -> absl::Status {
        ASSIGN_OR_RETURN(listing.terms,
                         TermsOf(request.year(), search.weights(),
                                 request.view(), state, now));
        ASSIGN_OR_RETURN(listing.supporter,
                         SupporterOf(ids[1], listing.terms.year,
                                     /*include_dismissed=*/false, state));
        return AsPrecondition(ListProjects(state, listing, listed),
                              request.name());
      });
  RETURN_IF_ERROR(ran);
  response.set_total_size(listed.total.size);
  response.set_total_size_capped(listed.total.capped);
  response.set_new_size(listed.fresh.size);
  response.set_new_size_capped(listed.fresh.capped);
  if (listed.next.has_value()) {
    response.set_next_page_token(
        PageToken(request, EncodePosition(*listed.next)));
  }
  if (request.mark_seen()) RETURN_IF_ERROR(MarkSearchSeen(call, request, now));
  return response;
}

absl::Status MatchingService::MarkSearchSeen(
    CallContext& call, const pb::RunSavedSearchRequest& request,
    absl::Time now) {
  const auto mark = [now](WriteContext&, google::protobuf::Message& search) {
    *static_cast<pb::SavedSearch&>(search).mutable_seen_time() = ToProto(now);
    return absl::OkStatus();
  };
  return searches_.engine()
      .Change(call, request.name(), /*etag=*/"", mark, {})
      .status();
}

absl::StatusOr<pb::RecordProjectViewResponse>
MatchingService::RecordProjectView(
    CallContext& call, const pb::RecordProjectViewRequest& request) {
  ASSIGN_OR_RETURN(const Place unit,
                   PlaceOf(UnitPattern(), request.supporter(), "supporter"));
  ASSIGN_OR_RETURN(const Place project,
                   PlaceOf(ProjectPattern(), request.project(), "project"));
  RETURN_IF_ERROR(CheckOneProgramme(unit, project));
  RETURN_IF_ERROR(
      project_views_.Record(call, unit.programme, unit.id, project.id));
  return pb::RecordProjectViewResponse();
}

absl::StatusOr<pb::ListProjectAttentionResponse>
MatchingService::ListProjectAttention(
    CallContext& call, const pb::ListProjectAttentionRequest& request) {
  ASSIGN_OR_RETURN(const Place project,
                   PlaceOf(ProjectPattern(), request.project(), "project"));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(const std::string after, PagePosition(request));
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   programmes_.Get(call, project.programme));
  ASSIGN_OR_RETURN(const ViewsOfProject views,
                   project_views_.Of(call, project.programme, project.id));
  pb::ListProjectAttentionResponse response;
  ASSIGN_OR_RETURN(
      const std::string last,
      view->Read(
          [&](const ProgrammeState& state) -> absl::StatusOr<std::string> {
            ASSIGN_OR_RETURN(const ProjectFacts* facts,
                             ProjectOf(project.id, state));
            return ListAttention(state, *facts, views, after, size,
                                 *response.mutable_attentions());
          }));
  if (!last.empty()) response.set_next_page_token(PageToken(request, last));
  return response;
}

absl::StatusOr<pb::WeightVersion> MatchingService::GetEffectiveWeights(
    CallContext& call, const pb::GetEffectiveWeightsRequest& request) {
  ASSIGN_OR_RETURN(
      const std::vector<std::string> ids,
      weights_.engine().pattern().Parent().Parse(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const std::optional<std::string> effective,
                   EffectiveVersion(store_, ids[0], call.limits()));
  if (effective.has_value()) {
    ASSIGN_OR_RETURN(
        pb::WeightVersion version,
        weights_.GetByName(
            call, weights_.engine().pattern().Format({ids[0], *effective})));
    version.set_effective(true);
    return version;
  }
  const absl::StatusOr<Record> programme =
      store_.Get(kGlobalPartition, "programmes", ids[0], call.limits());
  if (absl::IsNotFound(programme.status())) {
    return DoesNotExist("", request.parent());
  }
  RETURN_IF_ERROR(programme.status());
  pb::WeightVersion defaults;
  AddWeights(DefaultWeights(), *defaults.mutable_weights());
  defaults.set_effective(true);
  return defaults;
}

absl::StatusOr<pb::WeightVersion> MatchingService::GetWeightVersion(
    CallContext& call, const pb::GetWeightVersionRequest& request) {
  ASSIGN_OR_RETURN(pb::WeightVersion version, weights_.Get(call, request));
  RETURN_IF_ERROR(MarkEffective(call, version));
  return version;
}

absl::StatusOr<pb::ListWeightVersionsResponse>
MatchingService::ListWeightVersions(
    CallContext& call, const pb::ListWeightVersionsRequest& request) {
  ASSIGN_OR_RETURN(
      pb::ListWeightVersionsResponse response,
      weights_.List<pb::ListWeightVersionsResponse>(call, request));
  if (response.weight_versions().empty()) return response;
  ASSIGN_OR_RETURN(
      const std::vector<std::string> ids,
      weights_.engine().pattern().Parent().Parse(request.parent(), "parent"));
  ASSIGN_OR_RETURN(const std::optional<std::string> effective,
                   EffectiveVersion(store_, ids[0], call.limits()));
  for (pb::WeightVersion& version : *response.mutable_weight_versions()) {
    version.set_effective(LastId(version.name()) == effective);
  }
  return response;
}

absl::StatusOr<pb::WeightVersion> MatchingService::CreateWeightVersion(
    CallContext& call, const pb::CreateWeightVersionRequest& request) {
  ASSIGN_OR_RETURN(pb::WeightVersion version, weights_.Create(call, request));
  if (request.validate_only()) return version;
  RETURN_IF_ERROR(MarkEffective(call, version));
  return version;
}

absl::Status MatchingService::MarkEffective(CallContext& call,
                                            pb::WeightVersion& version) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                   weights_.engine().pattern().Parse(version.name(), "name"));
  ASSIGN_OR_RETURN(const std::optional<std::string> effective,
                   EffectiveVersion(store_, ids[0], call.limits()));
  version.set_effective(effective == ids[1]);
  return absl::OkStatus();
}

}  // namespace duikou
