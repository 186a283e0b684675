#include "services/matching/bind.h"

#include <memory>
#include <utility>

#include "duikou/matching/v1/matching_service.grpc.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/matching/matching_service.h"
#include "services/rpc/serve.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using ::google::protobuf::Empty;
using ::grpc::ServerContext;
using ::grpc::Status;

constexpr char kServiceName[] = "duikou.matching.v1.MatchingService";

// Calls that wait for a view at once, as long as it loads or has to catch up.
constexpr int kMostWaiting = 64;

// The generated service: each method is one call of its handler.
class MatchingRpc final
    : public pb::MatchingService::WithRawCallbackMethod_RecommendProjects<
          pb::MatchingService::Service> {
 public:
  explicit MatchingRpc(const HostContext& host)
      : runtime_(host.rpc, kServiceName),
        service_(host.store, host.clock, host.ids) {}

  grpc::ServerUnaryReactor* RecommendProjects(
      grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
      grpc::ByteBuffer* response) override {
    return ServeBytes<pb::RecommendProjectsRequest>(
        runtime_, context, "RecommendProjects", request, response, waiting_,
        [this](const CallContext& call,
               const pb::RecommendProjectsRequest& request) {
          return service_.IsReady(call, request);
        },
        [this](CallContext& call, const pb::RecommendProjectsRequest& request,
               grpc::ByteBuffer& response) {
          return service_.RecommendProjects(call, request, response);
        });
  }
  Status RecommendProjectsToAll(
      ServerContext* context, const pb::RecommendProjectsToAllRequest* request,
      grpc::ServerWriter<pb::RecommendProjectsToAllResponse>* writer) override {
    using Response = pb::RecommendProjectsToAllResponse;
    return ServeStream(
        runtime_, context, "RecommendProjectsToAll", *request, writer,
        [this](CallContext& call,
               const pb::RecommendProjectsToAllRequest& request,
               StreamWriter<Response>& stream) {
          return service_.RecommendProjectsToAll(
              call, request,
              [&](const Response& response) { return stream.Write(response); });
        });
  }
  Status RecommendSupporters(
      ServerContext* context, const pb::RecommendSupportersRequest* request,
      pb::RecommendSupportersResponse* response) override {
    return Serve(runtime_, context, "RecommendSupporters", *request, response,
                 [this](CallContext& call,
                        const pb::RecommendSupportersRequest& request) {
                   return service_.RecommendSupporters(call, request);
                 });
  }
  Status ExplainRecommendation(
      ServerContext* context, const pb::ExplainRecommendationRequest* request,
      pb::ExplainRecommendationResponse* response) override {
    return Serve(runtime_, context, "ExplainRecommendation", *request, response,
                 [this](CallContext& call,
                        const pb::ExplainRecommendationRequest& request) {
                   return service_.ExplainRecommendation(call, request);
                 });
  }
  Status ProposePortfolio(ServerContext* context,
                          const pb::ProposePortfolioRequest* request,
                          pb::ProposePortfolioResponse* response) override {
    return Serve(
        runtime_, context, "ProposePortfolio", *request, response,
        [this](CallContext& call, const pb::ProposePortfolioRequest& request) {
          return service_.ProposePortfolio(call, request);
        });
  }
  Status MarkRecommendationsSeen(
      ServerContext* context, const pb::MarkRecommendationsSeenRequest* request,
      pb::MarkRecommendationsSeenResponse* response) override {
    return Serve(runtime_, context, "MarkRecommendationsSeen", *request,
                 response,
                 [this](CallContext& call,
                        const pb::MarkRecommendationsSeenRequest& request) {
                   return service_.MarkRecommendationsSeen(call, request);
                 });
  }
  Status RunSavedSearch(ServerContext* context,
                        const pb::RunSavedSearchRequest* request,
                        pb::RunSavedSearchResponse* response) override {
    return Serve(
        runtime_, context, "RunSavedSearch", *request, response,
        [this](CallContext& call, const pb::RunSavedSearchRequest& request) {
          return service_.RunSavedSearch(call, request);
        });
  }
  Status GetEffectiveWeights(ServerContext* context,
                             const pb::GetEffectiveWeightsRequest* request,
                             pb::WeightVersion* response) override {
    return Serve(runtime_, context, "GetEffectiveWeights", *request, response,
                 [this](CallContext& call,
                        const pb::GetEffectiveWeightsRequest& request) {
                   return service_.GetEffectiveWeights(call, request);
                 });
  }
  Status GetWeightVersion(ServerContext* context,
                          const pb::GetWeightVersionRequest* request,
                          pb::WeightVersion* response) override {
    return Serve(
        runtime_, context, "GetWeightVersion", *request, response,
        [this](CallContext& call, const pb::GetWeightVersionRequest& request) {
          return service_.GetWeightVersion(call, request);
        });
  }
  Status ListWeightVersions(ServerContext* context,
                            const pb::ListWeightVersionsRequest* request,
                            pb::ListWeightVersionsResponse* response) override {
    return Serve(runtime_, context, "ListWeightVersions", *request, response,
                 [this](CallContext& call,
                        const pb::ListWeightVersionsRequest& request) {
                   return service_.ListWeightVersions(call, request);
                 });
  }
  Status CreateWeightVersion(ServerContext* context,
                             const pb::CreateWeightVersionRequest* request,
                             pb::WeightVersion* response) override {
    return Serve(runtime_, context, "CreateWeightVersion", *request, response,
                 [this](CallContext& call,
                        const pb::CreateWeightVersionRequest& request) {
                   return service_.CreateWeightVersion(call, request);
                 });
  }
  Status DeleteWeightVersion(ServerContext* context,
                             const pb::DeleteWeightVersionRequest* request,
                             Empty* response) override {
    return Serve(runtime_, context, "DeleteWeightVersion", *request, response,
                 [this](CallContext& call,
                        const pb::DeleteWeightVersionRequest& request) {
                   return service_.weights().Delete(call, request);
                 });
  }
  Status ProposeWeights(ServerContext* context,
                        const pb::ProposeWeightsRequest* request,
                        pb::ProposeWeightsResponse* response) override {
    return Serve(
        runtime_, context, "ProposeWeights", *request, response,
        [this](CallContext& call, const pb::ProposeWeightsRequest& request) {
          return service_.ProposeWeights(call, request);
        });
  }
  Status SuggestCapabilityProfile(
      ServerContext* context,
      const pb::SuggestCapabilityProfileRequest* request,
      pb::SuggestCapabilityProfileResponse* response) override {
    return Serve(runtime_, context, "SuggestCapabilityProfile", *request,
                 response,
                 [this](CallContext& call,
                        const pb::SuggestCapabilityProfileRequest& request) {
                   return service_.SuggestCapabilityProfile(call, request);
                 });
  }
  Status GetShortlistEntry(ServerContext* context,
                           const pb::GetShortlistEntryRequest* request,
                           pb::ShortlistEntry* response) override {
    return Serve(
        runtime_, context, "GetShortlistEntry", *request, response,
        [this](CallContext& call, const pb::GetShortlistEntryRequest& request) {
          return service_.shortlist().Get(call, request);
        });
  }
  Status ListShortlistEntries(
      ServerContext* context, const pb::ListShortlistEntriesRequest* request,
      pb::ListShortlistEntriesResponse* response) override {
    return Serve(
        runtime_, context, "ListShortlistEntries", *request, response,
        [this](CallContext& call,
               const pb::ListShortlistEntriesRequest& request) {
          return service_.shortlist().List<pb::ListShortlistEntriesResponse>(
              call, request);
        });
  }
  Status CreateShortlistEntry(ServerContext* context,
                              const pb::CreateShortlistEntryRequest* request,
                              pb::ShortlistEntry* response) override {
    return Serve(runtime_, context, "CreateShortlistEntry", *request, response,
                 [this](CallContext& call,
                        const pb::CreateShortlistEntryRequest& request) {
                   return service_.shortlist().Create(call, request);
                 });
  }
  Status UpdateShortlistEntry(ServerContext* context,
                              const pb::UpdateShortlistEntryRequest* request,
                              pb::ShortlistEntry* response) override {
    return Serve(runtime_, context, "UpdateShortlistEntry", *request, response,
                 [this](CallContext& call,
                        const pb::UpdateShortlistEntryRequest& request) {
                   return service_.shortlist().Update(call, request);
                 });
  }
  Status DeleteShortlistEntry(ServerContext* context,
                              const pb::DeleteShortlistEntryRequest* request,
                              Empty* response) override {
    return Serve(runtime_, context, "DeleteShortlistEntry", *request, response,
                 [this](CallContext& call,
                        const pb::DeleteShortlistEntryRequest& request) {
                   return service_.shortlist().Delete(call, request);
                 });
  }
  Status GetDismissal(ServerContext* context,
                      const pb::GetDismissalRequest* request,
                      pb::Dismissal* response) override {
    return Serve(
        runtime_, context, "GetDismissal", *request, response,
        [this](CallContext& call, const pb::GetDismissalRequest& request) {
          return service_.dismissals().Get(call, request);
        });
  }
  Status ListDismissals(ServerContext* context,
                        const pb::ListDismissalsRequest* request,
                        pb::ListDismissalsResponse* response) override {
    return Serve(
        runtime_, context, "ListDismissals", *request, response,
        [this](CallContext& call, const pb::ListDismissalsRequest& request) {
          return service_.dismissals().List<pb::ListDismissalsResponse>(
              call, request);
        });
  }
  Status CreateDismissal(ServerContext* context,
                         const pb::CreateDismissalRequest* request,
                         pb::Dismissal* response) override {
    return Serve(
        runtime_, context, "CreateDismissal", *request, response,
        [this](CallContext& call, const pb::CreateDismissalRequest& request) {
          return service_.dismissals().Create(call, request);
        });
  }
  Status DeleteDismissal(ServerContext* context,
                         const pb::DeleteDismissalRequest* request,
                         Empty* response) override {
    return Serve(
        runtime_, context, "DeleteDismissal", *request, response,
        [this](CallContext& call, const pb::DeleteDismissalRequest& request) {
          return service_.dismissals().Delete(call, request);
        });
  }
  Status GetSavedSearch(ServerContext* context,
                        const pb::GetSavedSearchRequest* request,
                        pb::SavedSearch* response) override {
    return Serve(
        runtime_, context, "GetSavedSearch", *request, response,
        [this](CallContext& call, const pb::GetSavedSearchRequest& request) {
          return service_.searches().Get(call, request);
        });
  }
  Status ListSavedSearches(ServerContext* context,
                           const pb::ListSavedSearchesRequest* request,
                           pb::ListSavedSearchesResponse* response) override {
    return Serve(
        runtime_, context, "ListSavedSearches", *request, response,
        [this](CallContext& call, const pb::ListSavedSearchesRequest& request) {
          return service_.searches().List<pb::ListSavedSearchesResponse>(
              call, request);
        });
  }
  Status CreateSavedSearch(ServerContext* context,
                           const pb::CreateSavedSearchRequest* request,
                           pb::SavedSearch* response) override {
    return Serve(
        runtime_, context, "CreateSavedSearch", *request, response,
        [this](CallContext& call, const pb::CreateSavedSearchRequest& request) {
          return service_.searches().Create(call, request);
        });
  }
  Status UpdateSavedSearch(ServerContext* context,
                           const pb::UpdateSavedSearchRequest* request,
                           pb::SavedSearch* response) override {
    return Serve(
        runtime_, context, "UpdateSavedSearch", *request, response,
        [this](CallContext& call, const pb::UpdateSavedSearchRequest& request) {
          return service_.searches().Update(call, request);
        });
  }
  Status DeleteSavedSearch(ServerContext* context,
                           const pb::DeleteSavedSearchRequest* request,
                           Empty* response) override {
    return Serve(
        runtime_, context, "DeleteSavedSearch", *request, response,
        [this](CallContext& call, const pb::DeleteSavedSearchRequest& request) {
          return service_.searches().Delete(call, request);
        });
  }

  Status GetInterest(ServerContext* context,
                     const pb::GetInterestRequest* request,
                     pb::Interest* response) override {
    return Serve(
        runtime_, context, "GetInterest", *request, response,
        [this](CallContext& call, const pb::GetInterestRequest& request) {
          return service_.interests().Get(call, request);
        });
  }
  Status ListInterests(ServerContext* context,
                       const pb::ListInterestsRequest* request,
                       pb::ListInterestsResponse* response) override {
    return Serve(
        runtime_, context, "ListInterests", *request, response,
        [this](CallContext& call, const pb::ListInterestsRequest& request) {
          return service_.interests().List(call, request);
        });
  }
  Status CreateInterest(ServerContext* context,
                        const pb::CreateInterestRequest* request,
                        pb::Interest* response) override {
    return Serve(
        runtime_, context, "CreateInterest", *request, response,
        [this](CallContext& call, const pb::CreateInterestRequest& request) {
          return service_.interests().Create(call, request);
        });
  }
  Status UpdateInterest(ServerContext* context,
                        const pb::UpdateInterestRequest* request,
                        pb::Interest* response) override {
    return Serve(
        runtime_, context, "UpdateInterest", *request, response,
        [this](CallContext& call, const pb::UpdateInterestRequest& request) {
          return service_.interests().Update(call, request);
        });
  }
  Status WithdrawInterest(ServerContext* context,
                          const pb::WithdrawInterestRequest* request,
                          pb::Interest* response) override {
    return Serve(
        runtime_, context, "WithdrawInterest", *request, response,
        [this](CallContext& call, const pb::WithdrawInterestRequest& request) {
          return service_.interests().Withdraw(call, request);
        });
  }
  Status AnswerInterest(ServerContext* context,
                        const pb::AnswerInterestRequest* request,
                        pb::Interest* response) override {
    return Serve(
        runtime_, context, "AnswerInterest", *request, response,
        [this](CallContext& call, const pb::AnswerInterestRequest& request) {
          return service_.interests().Answer(call, request);
        });
  }
  Status SendInterestMessage(ServerContext* context,
                             const pb::SendInterestMessageRequest* request,
                             pb::Interest* response) override {
    return Serve(runtime_, context, "SendInterestMessage", *request, response,
                 [this](CallContext& call,
                        const pb::SendInterestMessageRequest& request) {
                   return service_.interests().SendMessage(call, request);
                 });
  }
  Status RecordProjectView(ServerContext* context,
                           const pb::RecordProjectViewRequest* request,
                           pb::RecordProjectViewResponse* response) override {
    return Serve(
        runtime_, context, "RecordProjectView", *request, response,
        [this](CallContext& call, const pb::RecordProjectViewRequest& request) {
          return service_.RecordProjectView(call, request);
        });
  }
  Status ListProjectAttention(
      ServerContext* context, const pb::ListProjectAttentionRequest* request,
      pb::ListProjectAttentionResponse* response) override {
    return Serve(runtime_, context, "ListProjectAttention", *request, response,
                 [this](CallContext& call,
                        const pb::ListProjectAttentionRequest& request) {
                   return service_.ListProjectAttention(call, request);
                 });
  }

  Status ListHistory(ServerContext* context,
                     const type::v1::ListHistoryRequest* request,
                     type::v1::ListHistoryResponse* response) override {
    return Serve(
        runtime_, context, "ListHistory", *request, response,
        [this](CallContext& call, const type::v1::ListHistoryRequest& request) {
          return service_.history().List(call, request);
        });
  }

 private:
  const ServiceRuntime runtime_;
  MatchingService service_;
  // Ends first, as its calls use the others.
  WaitingCalls waiting_{kMostWaiting};
};

}  // namespace

absl::Status BindMatching(const HostContext& host, Bindings& bindings) {
  bindings.AddService(kServiceName, std::make_unique<MatchingRpc>(host));
  return absl::OkStatus();
}

}  // namespace duikou
