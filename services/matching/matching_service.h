// MatchingService: the handlers of duikou.matching.v1.MatchingService.
//
//   MatchingService service(store, clock, ids);
//   service.ExplainRecommendation(call, request);   // StatusOr<Response>
//
// Ranking reads a view that follows the programme's change feed; what the
// caller has written itself is in it where the call carries
// duikou-min-revision. What this role owns is read and written in the store.
// Errors are those of the statuses' usual meaning; rankings answer
// FAILED_PRECONDITION where the unit is no supporter or has no profile.
#ifndef DUIKOU_SERVICES_MATCHING_MATCHING_SERVICE_H_
#define DUIKOU_SERVICES_MATCHING_MATCHING_SERVICE_H_

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "grpcpp/support/byte_buffer.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/matching/interests.h"
#include "services/matching/project_attention.h"
#include "services/matching/recommend_projects.h"
#include "services/programme/programme_views.h"
#include "services/rpc/call_context.h"
#include "services/rpc/history_methods.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class MatchingService {
 public:
  // `store`, `clock` and `ids` outlive the service.
  MatchingService(Store& store, Clock& clock, IdGenerator& ids);

  absl::StatusOr<matching::v1::RecommendProjectsResponse> RecommendProjects(
      CallContext& call, const matching::v1::RecommendProjectsRequest& request);
  // The same answer, byte for byte, as it goes over the wire: at once where it
  // was given before and nothing has changed since, and several times as fast
  // where its view is not full.
  absl::Status RecommendProjects(
      CallContext& call, const matching::v1::RecommendProjectsRequest& request,
      grpc::ByteBuffer& response);
  // Whether RecommendProjects() would answer without waiting for its view.
  bool IsReady(const CallContext& call,
               const matching::v1::RecommendProjectsRequest& request) const;
  // Hands one message a supporter to `write`, whose error ends the call.
  absl::Status RecommendProjectsToAll(
      CallContext& call,
      const matching::v1::RecommendProjectsToAllRequest& request,
      absl::FunctionRef<
          absl::Status(const matching::v1::RecommendProjectsToAllResponse&)>
          write);
  absl::StatusOr<matching::v1::RecommendSupportersResponse> RecommendSupporters(
      CallContext& call,
      const matching::v1::RecommendSupportersRequest& request);
  absl::StatusOr<matching::v1::ExplainRecommendationResponse>
  ExplainRecommendation(
      CallContext& call,
      const matching::v1::ExplainRecommendationRequest& request);
  absl::StatusOr<matching::v1::ProposePortfolioResponse> ProposePortfolio(
      CallContext& call, const matching::v1::ProposePortfolioRequest& request);
  absl::StatusOr<matching::v1::MarkRecommendationsSeenResponse>
  MarkRecommendationsSeen(
      CallContext& call,
      const matching::v1::MarkRecommendationsSeenRequest& request);
  absl::StatusOr<matching::v1::RunSavedSearchResponse> RunSavedSearch(
      CallContext& call, const matching::v1::RunSavedSearchRequest& request);
  absl::StatusOr<matching::v1::RecordProjectViewResponse> RecordProjectView(
      CallContext& call, const matching::v1::RecordProjectViewRequest& request);
  absl::StatusOr<matching::v1::ListProjectAttentionResponse>
  ListProjectAttention(
      CallContext& call,
      const matching::v1::ListProjectAttentionRequest& request);

  // The weights' methods say which version is in force.
  absl::StatusOr<matching::v1::WeightVersion> GetEffectiveWeights(
      CallContext& call,
      const matching::v1::GetEffectiveWeightsRequest& request);
  absl::StatusOr<matching::v1::WeightVersion> GetWeightVersion(
      CallContext& call, const matching::v1::GetWeightVersionRequest& request);
  absl::StatusOr<matching::v1::ListWeightVersionsResponse> ListWeightVersions(
      CallContext& call,
      const matching::v1::ListWeightVersionsRequest& request);
  absl::StatusOr<matching::v1::WeightVersion> CreateWeightVersion(
      CallContext& call,
      const matching::v1::CreateWeightVersionRequest& request);

  absl::StatusOr<matching::v1::ProposeWeightsResponse> ProposeWeights(
      CallContext& call, const matching::v1::ProposeWeightsRequest& request);
  absl::StatusOr<matching::v1::SuggestCapabilityProfileResponse>
  SuggestCapabilityProfile(
      CallContext& call,
      const matching::v1::SuggestCapabilityProfileRequest& request);

  StandardMethods<matching::v1::WeightVersion>& weights() { return weights_; }
  StandardMethods<matching::v1::ShortlistEntry>& shortlist() {
    return shortlist_;
  }
  StandardMethods<matching::v1::Dismissal>& dismissals() { return dismissals_; }
  StandardMethods<matching::v1::SavedSearch>& searches() { return searches_; }
  Interests& interests() { return interests_; }
  HistoryMethods& history() { return history_; }

 private:
  absl::StatusOr<matching::v1::RecommendProjectsResponse> RecommendFrom(
      const ProgrammeView& view, absl::string_view unit_id,
      const matching::v1::RecommendProjectsRequest& request);
  // All but the recommendations, for which `listed` says where they go.
  absl::Status Recommend(const ProgrammeView& view, absl::string_view unit_id,
                         const matching::v1::RecommendProjectsRequest& request,
                         ListedProjects& listed,
                         matching::v1::RecommendProjectsResponse& response);
  absl::Status MarkSearchSeen(
      CallContext& call, const matching::v1::RunSavedSearchRequest& request,
      absl::Time now);
  absl::Status MarkEffective(CallContext& call,
                             matching::v1::WeightVersion& version);

  Store& store_;
  Clock& clock_;
  StandardMethods<matching::v1::WeightVersion> weights_;
  StandardMethods<matching::v1::ShortlistEntry> shortlist_;
  StandardMethods<matching::v1::Dismissal> dismissals_;
  StandardMethods<matching::v1::SavedSearch> searches_;
  Interests interests_;
  ProjectViews project_views_;
  HistoryMethods history_;
  ProgrammeViews programmes_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_MATCHING_SERVICE_H_
