#include "services/profiles/profiles_service.h"

#include <algorithm>

#include "services/profiles/resources.h"
#include "services/rpc/serve.h"

namespace duikou {

using google::protobuf::Empty;
using grpc::ServerContext;
using grpc::Status;
// The requests and responses are so many that naming each would hide the rest.
using namespace profiles::v1;  // NOLINT(google-build-using-namespace)

namespace {

// What a list keeps, or nothing where it keeps all.
template <typename T, typename Request>
std::function<bool(const T&)> OfSupporter(const Request& list) {
  if (list.supporter().empty()) return nullptr;
  return [&list](const T& resource) {
    return resource.supporter() == list.supporter();
  };
}

std::function<bool(const Quota&)> KeepQuota(const ListQuotasRequest& list) {
  if (list.unit().empty() && list.year() == 0) return nullptr;
  return [&list](const Quota& quota) {
    return (list.unit().empty() || quota.unit() == list.unit()) &&
           (list.year() == 0 || quota.year() == list.year());
  };
}

template <typename Values, typename Value>
bool Contains(const Values& values, Value value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::function<bool(const Unit&)> KeepUnit(const ListUnitsRequest& list) {
  if (list.kinds().empty() && list.side() == SIDE_UNSPECIFIED) return nullptr;
  return [&list](const Unit& unit) {
    return (list.kinds().empty() || Contains(list.kinds(), unit.kind())) &&
           (list.side() == SIDE_UNSPECIFIED ||
            Contains(unit.sides(), list.side()));
  };
}

}  // namespace

ProfilesServiceImpl::ProfilesServiceImpl(const HostContext& host)
    : service_(host.rpc, ProfilesService::service_full_name()),
      units_(host.store, host.clock, host.ids, UnitResource()),
      profiles_(host.store, host.clock, host.ids, ProfileResource()),
      pairings_(host.store, host.clock, host.ids, PairingResource()),
      quotas_(host.store, host.clock, host.ids, QuotaResource()),
      commitments_(host.store, host.clock, host.ids, CommitmentResource()),
      cooperations_(host.store, host.clock, host.ids, CooperationResource()) {}

Status ProfilesServiceImpl::GetUnit(ServerContext* context,
                                    const GetUnitRequest* request,
                                    Unit* response) {
  return Serve(service_, context, "GetUnit", *request, response,
               [this](CallContext& call, const GetUnitRequest& get) {
                 return units_.Get(call, get);
               });
}

Status ProfilesServiceImpl::ListUnits(ServerContext* context,
                                      const ListUnitsRequest* request,
                                      ListUnitsResponse* response) {
  return Serve(service_, context, "ListUnits", *request, response,
               [this](CallContext& call, const ListUnitsRequest& list) {
                 return units_.List<ListUnitsResponse>(call, list,
                                                       KeepUnit(list));
               });
}

Status ProfilesServiceImpl::CreateUnit(ServerContext* context,
                                       const CreateUnitRequest* request,
                                       Unit* response) {
  return Serve(service_, context, "CreateUnit", *request, response,
               [this](CallContext& call, const CreateUnitRequest& create) {
                 return units_.Create(call, create);
               });
}

Status ProfilesServiceImpl::UpdateUnit(ServerContext* context,
                                       const UpdateUnitRequest* request,
                                       Unit* response) {
  return Serve(service_, context, "UpdateUnit", *request, response,
               [this](CallContext& call, const UpdateUnitRequest& update) {
                 return units_.Update(call, update);
               });
}

Status ProfilesServiceImpl::DeleteUnit(ServerContext* context,
                                       const DeleteUnitRequest* request,
                                       Empty* response) {
  return Serve(service_, context, "DeleteUnit", *request, response,
               [this](CallContext& call, const DeleteUnitRequest& remove) {
                 return units_.Delete(call, remove);
               });
}

Status ProfilesServiceImpl::BatchGetUnits(ServerContext* context,
                                          const BatchGetUnitsRequest* request,
                                          BatchGetUnitsResponse* response) {
  return Serve(service_, context, "BatchGetUnits", *request, response,
               [this](CallContext& call, const BatchGetUnitsRequest& get) {
                 return units_.BatchGet<BatchGetUnitsResponse>(call, get);
               });
}

Status ProfilesServiceImpl::BatchCreateUnits(
    ServerContext* context, const BatchCreateUnitsRequest* request,
    BatchCreateUnitsResponse* response) {
  return Serve(
      service_, context, "BatchCreateUnits", *request, response,
      [this](CallContext& call, const BatchCreateUnitsRequest& create) {
        return units_.BatchCreate<BatchCreateUnitsResponse>(call, create);
      });
}

Status ProfilesServiceImpl::GetCapabilityProfile(
    ServerContext* context, const GetCapabilityProfileRequest* request,
    CapabilityProfile* response) {
  return Serve(
      service_, context, "GetCapabilityProfile", *request, response,
      [this](CallContext& call, const GetCapabilityProfileRequest& get) {
        return profiles_.Get(call, get);
      });
}

Status ProfilesServiceImpl::ListCapabilityProfiles(
    ServerContext* context, const ListCapabilityProfilesRequest* request,
    ListCapabilityProfilesResponse* response) {
  return Serve(
      service_, context, "ListCapabilityProfiles", *request, response,
      [this](CallContext& call, const ListCapabilityProfilesRequest& list) {
        return profiles_.List<ListCapabilityProfilesResponse>(call, list);
      });
}

Status ProfilesServiceImpl::CreateCapabilityProfile(
    ServerContext* context, const CreateCapabilityProfileRequest* request,
    CapabilityProfile* response) {
  return Serve(
      service_, context, "CreateCapabilityProfile", *request, response,
      [this](CallContext& call, const CreateCapabilityProfileRequest& create) {
        return profiles_.Create(call, create);
      });
}

Status ProfilesServiceImpl::UpdateCapabilityProfile(
    ServerContext* context, const UpdateCapabilityProfileRequest* request,
    CapabilityProfile* response) {
  return Serve(
      service_, context, "UpdateCapabilityProfile", *request, response,
      [this](CallContext& call, const UpdateCapabilityProfileRequest& update) {
        return profiles_.Update(call, update);
      });
}

Status ProfilesServiceImpl::DeleteCapabilityProfile(
    ServerContext* context, const DeleteCapabilityProfileRequest* request,
    Empty* response) {
  return Serve(
      service_, context, "DeleteCapabilityProfile", *request, response,
      [this](CallContext& call, const DeleteCapabilityProfileRequest& remove) {
        return profiles_.Delete(call, remove);
      });
}

Status ProfilesServiceImpl::BatchGetCapabilityProfiles(
    ServerContext* context, const BatchGetCapabilityProfilesRequest* request,
    BatchGetCapabilityProfilesResponse* response) {
  return Serve(
      service_, context, "BatchGetCapabilityProfiles", *request, response,
      [this](CallContext& call, const BatchGetCapabilityProfilesRequest& get) {
        return profiles_.BatchGet<BatchGetCapabilityProfilesResponse>(call,
                                                                      get);
      });
}

Status ProfilesServiceImpl::BatchCreateCapabilityProfiles(
    ServerContext* context, const BatchCreateCapabilityProfilesRequest* request,
    BatchCreateCapabilityProfilesResponse* response) {
  return Serve(
      service_, context, "BatchCreateCapabilityProfiles", *request, response,
      [this](CallContext& call,
             const BatchCreateCapabilityProfilesRequest& create) {
        return profiles_.BatchCreate<BatchCreateCapabilityProfilesResponse>(
            call, create);
      });
}

Status ProfilesServiceImpl::GetPairing(ServerContext* context,
                                       const GetPairingRequest* request,
                                       Pairing* response) {
  return Serve(service_, context, "GetPairing", *request, response,
               [this](CallContext& call, const GetPairingRequest& get) {
                 return pairings_.Get(call, get);
               });
}

Status ProfilesServiceImpl::ListPairings(ServerContext* context,
                                         const ListPairingsRequest* request,
                                         ListPairingsResponse* response) {
  return Serve(service_, context, "ListPairings", *request, response,
               [this](CallContext& call, const ListPairingsRequest& list) {
                 return pairings_.List<ListPairingsResponse>(
                     call, list, OfSupporter<Pairing>(list));
               });
}

Status ProfilesServiceImpl::CreatePairing(ServerContext* context,
                                          const CreatePairingRequest* request,
                                          Pairing* response) {
  return Serve(service_, context, "CreatePairing", *request, response,
               [this](CallContext& call, const CreatePairingRequest& create) {
                 return pairings_.Create(call, create);
               });
}

Status ProfilesServiceImpl::UpdatePairing(ServerContext* context,
                                          const UpdatePairingRequest* request,
                                          Pairing* response) {
  return Serve(service_, context, "UpdatePairing", *request, response,
               [this](CallContext& call, const UpdatePairingRequest& update) {
                 return pairings_.Update(call, update);
               });
}

Status ProfilesServiceImpl::DeletePairing(ServerContext* context,
                                          const DeletePairingRequest* request,
                                          Empty* response) {
  return Serve(service_, context, "DeletePairing", *request, response,
               [this](CallContext& call, const DeletePairingRequest& remove) {
                 return pairings_.Delete(call, remove);
               });
}

Status ProfilesServiceImpl::BatchGetPairings(
    ServerContext* context, const BatchGetPairingsRequest* request,
    BatchGetPairingsResponse* response) {
  return Serve(service_, context, "BatchGetPairings", *request, response,
               [this](CallContext& call, const BatchGetPairingsRequest& get) {
                 return pairings_.BatchGet<BatchGetPairingsResponse>(call, get);
               });
}

Status ProfilesServiceImpl::BatchCreatePairings(
    ServerContext* context, const BatchCreatePairingsRequest* request,
    BatchCreatePairingsResponse* response) {
  return Serve(
      service_, context, "BatchCreatePairings", *request, response,
      [this](CallContext& call, const BatchCreatePairingsRequest& create) {
        return pairings_.BatchCreate<BatchCreatePairingsResponse>(call, create);
      });
}

Status ProfilesServiceImpl::GetQuota(ServerContext* context,
                                     const GetQuotaRequest* request,
                                     Quota* response) {
  return Serve(service_, context, "GetQuota", *request, response,
               [this](CallContext& call, const GetQuotaRequest& get) {
                 return quotas_.Get(call, get);
               });
}

Status ProfilesServiceImpl::ListQuotas(ServerContext* context,
                                       const ListQuotasRequest* request,
                                       ListQuotasResponse* response) {
  return Serve(service_, context, "ListQuotas", *request, response,
               [this](CallContext& call, const ListQuotasRequest& list) {
                 return quotas_.List<ListQuotasResponse>(call, list,
                                                         KeepQuota(list));
               });
}

Status ProfilesServiceImpl::CreateQuota(ServerContext* context,
                                        const CreateQuotaRequest* request,
                                        Quota* response) {
  return Serve(service_, context, "CreateQuota", *request, response,
               [this](CallContext& call, const CreateQuotaRequest& create) {
                 return quotas_.Create(call, create);
               });
}

Status ProfilesServiceImpl::UpdateQuota(ServerContext* context,
                                        const UpdateQuotaRequest* request,
                                        Quota* response) {
  return Serve(service_, context, "UpdateQuota", *request, response,
               [this](CallContext& call, const UpdateQuotaRequest& update) {
                 return quotas_.Update(call, update);
               });
}

Status ProfilesServiceImpl::DeleteQuota(ServerContext* context,
                                        const DeleteQuotaRequest* request,
                                        Empty* response) {
  return Serve(service_, context, "DeleteQuota", *request, response,
               [this](CallContext& call, const DeleteQuotaRequest& remove) {
                 return quotas_.Delete(call, remove);
               });
}

Status ProfilesServiceImpl::BatchGetQuotas(ServerContext* context,
                                           const BatchGetQuotasRequest* request,
                                           BatchGetQuotasResponse* response) {
  return Serve(service_, context, "BatchGetQuotas", *request, response,
               [this](CallContext& call, const BatchGetQuotasRequest& get) {
                 return quotas_.BatchGet<BatchGetQuotasResponse>(call, get);
               });
}

Status ProfilesServiceImpl::BatchCreateQuotas(
    ServerContext* context, const BatchCreateQuotasRequest* request,
    BatchCreateQuotasResponse* response) {
  return Serve(
      service_, context, "BatchCreateQuotas", *request, response,
      [this](CallContext& call, const BatchCreateQuotasRequest& create) {
        return quotas_.BatchCreate<BatchCreateQuotasResponse>(call, create);
      });
}

Status ProfilesServiceImpl::GetCommitment(ServerContext* context,
                                          const GetCommitmentRequest* request,
                                          Commitment* response) {
  return Serve(service_, context, "GetCommitment", *request, response,
               [this](CallContext& call, const GetCommitmentRequest& get) {
                 return commitments_.Get(call, get);
               });
}

Status ProfilesServiceImpl::ListCommitments(
    ServerContext* context, const ListCommitmentsRequest* request,
    ListCommitmentsResponse* response) {
  return Serve(service_, context, "ListCommitments", *request, response,
               [this](CallContext& call, const ListCommitmentsRequest& list) {
                 return commitments_.List<ListCommitmentsResponse>(
                     call, list, OfSupporter<Commitment>(list));
               });
}

Status ProfilesServiceImpl::CreateCommitment(
    ServerContext* context, const CreateCommitmentRequest* request,
    Commitment* response) {
  return Serve(
      service_, context, "CreateCommitment", *request, response,
      [this](CallContext& call, const CreateCommitmentRequest& create) {
        return commitments_.Create(call, create);
      });
}

Status ProfilesServiceImpl::UpdateCommitment(
    ServerContext* context, const UpdateCommitmentRequest* request,
    Commitment* response) {
  return Serve(
      service_, context, "UpdateCommitment", *request, response,
      [this](CallContext& call, const UpdateCommitmentRequest& update) {
        return commitments_.Update(call, update);
      });
}

Status ProfilesServiceImpl::DeleteCommitment(
    ServerContext* context, const DeleteCommitmentRequest* request,
    Empty* response) {
  return Serve(
      service_, context, "DeleteCommitment", *request, response,
      [this](CallContext& call, const DeleteCommitmentRequest& remove) {
        return commitments_.Delete(call, remove);
      });
}

Status ProfilesServiceImpl::BatchGetCommitments(
    ServerContext* context, const BatchGetCommitmentsRequest* request,
    BatchGetCommitmentsResponse* response) {
  return Serve(
      service_, context, "BatchGetCommitments", *request, response,
      [this](CallContext& call, const BatchGetCommitmentsRequest& get) {
        return commitments_.BatchGet<BatchGetCommitmentsResponse>(call, get);
      });
}

Status ProfilesServiceImpl::BatchCreateCommitments(
    ServerContext* context, const BatchCreateCommitmentsRequest* request,
    BatchCreateCommitmentsResponse* response) {
  return Serve(
      service_, context, "BatchCreateCommitments", *request, response,
      [this](CallContext& call, const BatchCreateCommitmentsRequest& create) {
        return commitments_.BatchCreate<BatchCreateCommitmentsResponse>(call,
                                                                        create);
      });
}

Status ProfilesServiceImpl::GetCooperation(ServerContext* context,
                                           const GetCooperationRequest* request,
                                           Cooperation* response) {
  return Serve(service_, context, "GetCooperation", *request, response,
               [this](CallContext& call, const GetCooperationRequest& get) {
                 return cooperations_.Get(call, get);
               });
}

Status ProfilesServiceImpl::ListCooperations(
    ServerContext* context, const ListCooperationsRequest* request,
    ListCooperationsResponse* response) {
  return Serve(service_, context, "ListCooperations", *request, response,
               [this](CallContext& call, const ListCooperationsRequest& list) {
                 return cooperations_.List<ListCooperationsResponse>(
                     call, list, OfSupporter<Cooperation>(list));
               });
}

Status ProfilesServiceImpl::CreateCooperation(
    ServerContext* context, const CreateCooperationRequest* request,
    Cooperation* response) {
  return Serve(
      service_, context, "CreateCooperation", *request, response,
      [this](CallContext& call, const CreateCooperationRequest& create) {
        return cooperations_.Create(call, create);
      });
}

Status ProfilesServiceImpl::UpdateCooperation(
    ServerContext* context, const UpdateCooperationRequest* request,
    Cooperation* response) {
  return Serve(
      service_, context, "UpdateCooperation", *request, response,
      [this](CallContext& call, const UpdateCooperationRequest& update) {
        return cooperations_.Update(call, update);
      });
}

Status ProfilesServiceImpl::DeleteCooperation(
    ServerContext* context, const DeleteCooperationRequest* request,
    Empty* response) {
  return Serve(
      service_, context, "DeleteCooperation", *request, response,
      [this](CallContext& call, const DeleteCooperationRequest& remove) {
        return cooperations_.Delete(call, remove);
      });
}

Status ProfilesServiceImpl::BatchGetCooperations(
    ServerContext* context, const BatchGetCooperationsRequest* request,
    BatchGetCooperationsResponse* response) {
  return Serve(
      service_, context, "BatchGetCooperations", *request, response,
      [this](CallContext& call, const BatchGetCooperationsRequest& get) {
        return cooperations_.BatchGet<BatchGetCooperationsResponse>(call, get);
      });
}

Status ProfilesServiceImpl::BatchCreateCooperations(
    ServerContext* context, const BatchCreateCooperationsRequest* request,
    BatchCreateCooperationsResponse* response) {
  return Serve(
      service_, context, "BatchCreateCooperations", *request, response,
      [this](CallContext& call, const BatchCreateCooperationsRequest& create) {
        return cooperations_.BatchCreate<BatchCreateCooperationsResponse>(
            call, create);
      });
}

}  // namespace duikou
