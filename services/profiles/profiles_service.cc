#include "services/profiles/profiles_service.h"

#include <algorithm>
#include <functional>
#include <utility>

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

std::function<bool(const Reminder&)> KeepReminder(
    const ListRemindersRequest& list) {
  if (!list.only_pending()) return nullptr;
  return
      [](const Reminder& reminder) { return !reminder.has_acknowledge_time(); };
}

template <typename T>
StandardMethods<T> Methods(const HostContext& host, Resource<T> resource) {
  return StandardMethods<T>(host.store, host.clock, host.ids,
                            std::move(resource));
}

}  // namespace

ProfilesServiceImpl::ProfilesServiceImpl(const HostContext& host)
    : service_(host.rpc, ProfilesService::service_full_name()),
      methods_{.units = Methods(host, UnitResource()),
               .profiles = Methods(host, ProfileResource()),
               .pairings = Methods(host, PairingResource()),
               .quotas = Methods(host, QuotaResource()),
               .commitments = Methods(host, CommitmentResource()),
               .cooperations = Methods(host, CooperationResource())},
      reminders_(host.store, host.clock, host.ids, ReminderResource()),
      history_(host.store) {
  AddProfilesSheets(host.store, methods_, sheets_);
  history_.Add(UnitResource().pattern, Unit::default_instance());
  history_.Add(ProfileResource().pattern,
               CapabilityProfile::default_instance());
  history_.Add(PairingResource().pattern, Pairing::default_instance());
  history_.Add(QuotaResource().pattern, Quota::default_instance());
  history_.Add(CommitmentResource().pattern, Commitment::default_instance());
  history_.Add(CooperationResource().pattern, Cooperation::default_instance());
  history_.Add(ReminderResource().pattern, Reminder::default_instance());
}

Status ProfilesServiceImpl::GetUnit(ServerContext* context,
                                    const GetUnitRequest* request,
                                    Unit* response) {
  return Serve(service_, context, "GetUnit", *request, response,
               [this](CallContext& call, const GetUnitRequest& get) {
                 return methods_.units.Get(call, get);
               });
}

Status ProfilesServiceImpl::ListUnits(ServerContext* context,
                                      const ListUnitsRequest* request,
                                      ListUnitsResponse* response) {
  return Serve(service_, context, "ListUnits", *request, response,
               [this](CallContext& call, const ListUnitsRequest& list) {
                 return methods_.units.List<ListUnitsResponse>(call, list,
                                                               KeepUnit(list));
               });
}

Status ProfilesServiceImpl::CreateUnit(ServerContext* context,
                                       const CreateUnitRequest* request,
                                       Unit* response) {
  return Serve(service_, context, "CreateUnit", *request, response,
               [this](CallContext& call, const CreateUnitRequest& create) {
                 return methods_.units.Create(call, create);
               });
}

Status ProfilesServiceImpl::UpdateUnit(ServerContext* context,
                                       const UpdateUnitRequest* request,
                                       Unit* response) {
  return Serve(service_, context, "UpdateUnit", *request, response,
               [this](CallContext& call, const UpdateUnitRequest& update) {
                 return methods_.units.Update(call, update);
               });
}

Status ProfilesServiceImpl::DeleteUnit(ServerContext* context,
                                       const DeleteUnitRequest* request,
                                       Empty* response) {
  return Serve(service_, context, "DeleteUnit", *request, response,
               [this](CallContext& call, const DeleteUnitRequest& remove) {
                 return methods_.units.Delete(call, remove);
               });
}

Status ProfilesServiceImpl::BatchGetUnits(ServerContext* context,
                                          const BatchGetUnitsRequest* request,
                                          BatchGetUnitsResponse* response) {
  return Serve(service_, context, "BatchGetUnits", *request, response,
               [this](CallContext& call, const BatchGetUnitsRequest& get) {
                 return methods_.units.BatchGet<BatchGetUnitsResponse>(call,
                                                                       get);
               });
}

Status ProfilesServiceImpl::BatchCreateUnits(
    ServerContext* context, const BatchCreateUnitsRequest* request,
    BatchCreateUnitsResponse* response) {
  return Serve(
      service_, context, "BatchCreateUnits", *request, response,
      [this](CallContext& call, const BatchCreateUnitsRequest& create) {
        return methods_.units.BatchCreate<BatchCreateUnitsResponse>(call,
                                                                    create);
      });
}

Status ProfilesServiceImpl::GetCapabilityProfile(
    ServerContext* context, const GetCapabilityProfileRequest* request,
    CapabilityProfile* response) {
  return Serve(
      service_, context, "GetCapabilityProfile", *request, response,
      [this](CallContext& call, const GetCapabilityProfileRequest& get) {
        return methods_.profiles.Get(call, get);
      });
}

Status ProfilesServiceImpl::ListCapabilityProfiles(
    ServerContext* context, const ListCapabilityProfilesRequest* request,
    ListCapabilityProfilesResponse* response) {
  return Serve(
      service_, context, "ListCapabilityProfiles", *request, response,
      [this](CallContext& call, const ListCapabilityProfilesRequest& list) {
        return methods_.profiles.List<ListCapabilityProfilesResponse>(call,
                                                                      list);
      });
}

Status ProfilesServiceImpl::CreateCapabilityProfile(
    ServerContext* context, const CreateCapabilityProfileRequest* request,
    CapabilityProfile* response) {
  return Serve(
      service_, context, "CreateCapabilityProfile", *request, response,
      [this](CallContext& call, const CreateCapabilityProfileRequest& create) {
        return methods_.profiles.Create(call, create);
      });
}

Status ProfilesServiceImpl::UpdateCapabilityProfile(
    ServerContext* context, const UpdateCapabilityProfileRequest* request,
    CapabilityProfile* response) {
  return Serve(
      service_, context, "UpdateCapabilityProfile", *request, response,
      [this](CallContext& call, const UpdateCapabilityProfileRequest& update) {
        return methods_.profiles.Update(call, update);
      });
}

Status ProfilesServiceImpl::DeleteCapabilityProfile(
    ServerContext* context, const DeleteCapabilityProfileRequest* request,
    Empty* response) {
  return Serve(
      service_, context, "DeleteCapabilityProfile", *request, response,
      [this](CallContext& call, const DeleteCapabilityProfileRequest& remove) {
        return methods_.profiles.Delete(call, remove);
      });
}

Status ProfilesServiceImpl::BatchGetCapabilityProfiles(
    ServerContext* context, const BatchGetCapabilityProfilesRequest* request,
    BatchGetCapabilityProfilesResponse* response) {
  return Serve(
      service_, context, "BatchGetCapabilityProfiles", *request, response,
      [this](CallContext& call, const BatchGetCapabilityProfilesRequest& get) {
        return methods_.profiles.BatchGet<BatchGetCapabilityProfilesResponse>(
            call, get);
      });
}

Status ProfilesServiceImpl::BatchCreateCapabilityProfiles(
    ServerContext* context, const BatchCreateCapabilityProfilesRequest* request,
    BatchCreateCapabilityProfilesResponse* response) {
  return Serve(
      service_, context, "BatchCreateCapabilityProfiles", *request, response,
      [this](CallContext& call,
             const BatchCreateCapabilityProfilesRequest& create) {
        return methods_.profiles
            .BatchCreate<BatchCreateCapabilityProfilesResponse>(call, create);
      });
}

Status ProfilesServiceImpl::GetPairing(ServerContext* context,
                                       const GetPairingRequest* request,
                                       Pairing* response) {
  return Serve(service_, context, "GetPairing", *request, response,
               [this](CallContext& call, const GetPairingRequest& get) {
                 return methods_.pairings.Get(call, get);
               });
}

Status ProfilesServiceImpl::ListPairings(ServerContext* context,
                                         const ListPairingsRequest* request,
                                         ListPairingsResponse* response) {
  return Serve(service_, context, "ListPairings", *request, response,
               [this](CallContext& call, const ListPairingsRequest& list) {
                 return methods_.pairings.List<ListPairingsResponse>(
                     call, list, OfSupporter<Pairing>(list));
               });
}

Status ProfilesServiceImpl::CreatePairing(ServerContext* context,
                                          const CreatePairingRequest* request,
                                          Pairing* response) {
  return Serve(service_, context, "CreatePairing", *request, response,
               [this](CallContext& call, const CreatePairingRequest& create) {
                 return methods_.pairings.Create(call, create);
               });
}

Status ProfilesServiceImpl::UpdatePairing(ServerContext* context,
                                          const UpdatePairingRequest* request,
                                          Pairing* response) {
  return Serve(service_, context, "UpdatePairing", *request, response,
               [this](CallContext& call, const UpdatePairingRequest& update) {
                 return methods_.pairings.Update(call, update);
               });
}

Status ProfilesServiceImpl::DeletePairing(ServerContext* context,
                                          const DeletePairingRequest* request,
                                          Empty* response) {
  return Serve(service_, context, "DeletePairing", *request, response,
               [this](CallContext& call, const DeletePairingRequest& remove) {
                 return methods_.pairings.Delete(call, remove);
               });
}

Status ProfilesServiceImpl::BatchGetPairings(
    ServerContext* context, const BatchGetPairingsRequest* request,
    BatchGetPairingsResponse* response) {
  return Serve(service_, context, "BatchGetPairings", *request, response,
               [this](CallContext& call, const BatchGetPairingsRequest& get) {
                 return methods_.pairings.BatchGet<BatchGetPairingsResponse>(
                     call, get);
               });
}

Status ProfilesServiceImpl::BatchCreatePairings(
    ServerContext* context, const BatchCreatePairingsRequest* request,
    BatchCreatePairingsResponse* response) {
  return Serve(
      service_, context, "BatchCreatePairings", *request, response,
      [this](CallContext& call, const BatchCreatePairingsRequest& create) {
        return methods_.pairings.BatchCreate<BatchCreatePairingsResponse>(
            call, create);
      });
}

Status ProfilesServiceImpl::GetQuota(ServerContext* context,
                                     const GetQuotaRequest* request,
                                     Quota* response) {
  return Serve(service_, context, "GetQuota", *request, response,
               [this](CallContext& call, const GetQuotaRequest& get) {
                 return methods_.quotas.Get(call, get);
               });
}

Status ProfilesServiceImpl::ListQuotas(ServerContext* context,
                                       const ListQuotasRequest* request,
                                       ListQuotasResponse* response) {
  return Serve(service_, context, "ListQuotas", *request, response,
               [this](CallContext& call, const ListQuotasRequest& list) {
                 return methods_.quotas.List<ListQuotasResponse>(
                     call, list, KeepQuota(list));
               });
}

Status ProfilesServiceImpl::CreateQuota(ServerContext* context,
                                        const CreateQuotaRequest* request,
                                        Quota* response) {
  return Serve(service_, context, "CreateQuota", *request, response,
               [this](CallContext& call, const CreateQuotaRequest& create) {
                 return methods_.quotas.Create(call, create);
               });
}

Status ProfilesServiceImpl::UpdateQuota(ServerContext* context,
                                        const UpdateQuotaRequest* request,
                                        Quota* response) {
  return Serve(service_, context, "UpdateQuota", *request, response,
               [this](CallContext& call, const UpdateQuotaRequest& update) {
                 return methods_.quotas.Update(call, update);
               });
}

Status ProfilesServiceImpl::DeleteQuota(ServerContext* context,
                                        const DeleteQuotaRequest* request,
                                        Empty* response) {
  return Serve(service_, context, "DeleteQuota", *request, response,
               [this](CallContext& call, const DeleteQuotaRequest& remove) {
                 return methods_.quotas.Delete(call, remove);
               });
}

Status ProfilesServiceImpl::BatchGetQuotas(ServerContext* context,
                                           const BatchGetQuotasRequest* request,
                                           BatchGetQuotasResponse* response) {
  return Serve(service_, context, "BatchGetQuotas", *request, response,
               [this](CallContext& call, const BatchGetQuotasRequest& get) {
                 return methods_.quotas.BatchGet<BatchGetQuotasResponse>(call,
                                                                         get);
               });
}

Status ProfilesServiceImpl::BatchCreateQuotas(
    ServerContext* context, const BatchCreateQuotasRequest* request,
    BatchCreateQuotasResponse* response) {
  return Serve(
      service_, context, "BatchCreateQuotas", *request, response,
      [this](CallContext& call, const BatchCreateQuotasRequest& create) {
        return methods_.quotas.BatchCreate<BatchCreateQuotasResponse>(call,
                                                                      create);
      });
}

Status ProfilesServiceImpl::GetCommitment(ServerContext* context,
                                          const GetCommitmentRequest* request,
                                          Commitment* response) {
  return Serve(service_, context, "GetCommitment", *request, response,
               [this](CallContext& call, const GetCommitmentRequest& get) {
                 return methods_.commitments.Get(call, get);
               });
}

Status ProfilesServiceImpl::ListCommitments(
    ServerContext* context, const ListCommitmentsRequest* request,
    ListCommitmentsResponse* response) {
  return Serve(service_, context, "ListCommitments", *request, response,
               [this](CallContext& call, const ListCommitmentsRequest& list) {
                 return methods_.commitments.List<ListCommitmentsResponse>(
                     call, list, OfSupporter<Commitment>(list));
               });
}

Status ProfilesServiceImpl::CreateCommitment(
    ServerContext* context, const CreateCommitmentRequest* request,
    Commitment* response) {
  return Serve(
      service_, context, "CreateCommitment", *request, response,
      [this](CallContext& call, const CreateCommitmentRequest& create) {
        return methods_.commitments.Create(call, create);
      });
}

Status ProfilesServiceImpl::UpdateCommitment(
    ServerContext* context, const UpdateCommitmentRequest* request,
    Commitment* response) {
  return Serve(
      service_, context, "UpdateCommitment", *request, response,
      [this](CallContext& call, const UpdateCommitmentRequest& update) {
        return methods_.commitments.Update(call, update);
      });
}

Status ProfilesServiceImpl::DeleteCommitment(
    ServerContext* context, const DeleteCommitmentRequest* request,
    Empty* response) {
  return Serve(
      service_, context, "DeleteCommitment", *request, response,
      [this](CallContext& call, const DeleteCommitmentRequest& remove) {
        return methods_.commitments.Delete(call, remove);
      });
}

Status ProfilesServiceImpl::BatchGetCommitments(
    ServerContext* context, const BatchGetCommitmentsRequest* request,
    BatchGetCommitmentsResponse* response) {
  return Serve(
      service_, context, "BatchGetCommitments", *request, response,
      [this](CallContext& call, const BatchGetCommitmentsRequest& get) {
        return methods_.commitments.BatchGet<BatchGetCommitmentsResponse>(call,
                                                                          get);
      });
}

Status ProfilesServiceImpl::BatchCreateCommitments(
    ServerContext* context, const BatchCreateCommitmentsRequest* request,
    BatchCreateCommitmentsResponse* response) {
  return Serve(
      service_, context, "BatchCreateCommitments", *request, response,
      [this](CallContext& call, const BatchCreateCommitmentsRequest& create) {
        return methods_.commitments.BatchCreate<BatchCreateCommitmentsResponse>(
            call, create);
      });
}

Status ProfilesServiceImpl::GetCooperation(ServerContext* context,
                                           const GetCooperationRequest* request,
                                           Cooperation* response) {
  return Serve(service_, context, "GetCooperation", *request, response,
               [this](CallContext& call, const GetCooperationRequest& get) {
                 return methods_.cooperations.Get(call, get);
               });
}

Status ProfilesServiceImpl::ListCooperations(
    ServerContext* context, const ListCooperationsRequest* request,
    ListCooperationsResponse* response) {
  return Serve(service_, context, "ListCooperations", *request, response,
               [this](CallContext& call, const ListCooperationsRequest& list) {
                 return methods_.cooperations.List<ListCooperationsResponse>(
                     call, list, OfSupporter<Cooperation>(list));
               });
}

Status ProfilesServiceImpl::CreateCooperation(
    ServerContext* context, const CreateCooperationRequest* request,
    Cooperation* response) {
  return Serve(
      service_, context, "CreateCooperation", *request, response,
      [this](CallContext& call, const CreateCooperationRequest& create) {
        return methods_.cooperations.Create(call, create);
      });
}

Status ProfilesServiceImpl::UpdateCooperation(
    ServerContext* context, const UpdateCooperationRequest* request,
    Cooperation* response) {
  return Serve(
      service_, context, "UpdateCooperation", *request, response,
      [this](CallContext& call, const UpdateCooperationRequest& update) {
        return methods_.cooperations.Update(call, update);
      });
}

Status ProfilesServiceImpl::DeleteCooperation(
    ServerContext* context, const DeleteCooperationRequest* request,
    Empty* response) {
  return Serve(
      service_, context, "DeleteCooperation", *request, response,
      [this](CallContext& call, const DeleteCooperationRequest& remove) {
        return methods_.cooperations.Delete(call, remove);
      });
}

Status ProfilesServiceImpl::BatchGetCooperations(
    ServerContext* context, const BatchGetCooperationsRequest* request,
    BatchGetCooperationsResponse* response) {
  return Serve(
      service_, context, "BatchGetCooperations", *request, response,
      [this](CallContext& call, const BatchGetCooperationsRequest& get) {
        return methods_.cooperations.BatchGet<BatchGetCooperationsResponse>(
            call, get);
      });
}

Status ProfilesServiceImpl::BatchCreateCooperations(
    ServerContext* context, const BatchCreateCooperationsRequest* request,
    BatchCreateCooperationsResponse* response) {
  return Serve(
      service_, context, "BatchCreateCooperations", *request, response,
      [this](CallContext& call, const BatchCreateCooperationsRequest& create) {
        return methods_.cooperations
            .BatchCreate<BatchCreateCooperationsResponse>(call, create);
      });
}

Status ProfilesServiceImpl::GetReminder(ServerContext* context,
                                        const GetReminderRequest* request,
                                        Reminder* response) {
  return Serve(service_, context, "GetReminder", *request, response,
               [this](CallContext& call, const GetReminderRequest& r) {
                 return reminders_.Get(call, r);
               });
}

Status ProfilesServiceImpl::ListReminders(ServerContext* context,
                                          const ListRemindersRequest* request,
                                          ListRemindersResponse* response) {
  return Serve(service_, context, "ListReminders", *request, response,
               [this](CallContext& call, const ListRemindersRequest& r) {
                 return reminders_.List<ListRemindersResponse>(call, r,
                                                               KeepReminder(r));
               });
}

Status ProfilesServiceImpl::CreateReminder(ServerContext* context,
                                           const CreateReminderRequest* request,
                                           Reminder* response) {
  return Serve(service_, context, "CreateReminder", *request, response,
               [this](CallContext& call, const CreateReminderRequest& r) {
                 return reminders_.Create(call, r);
               });
}

Status ProfilesServiceImpl::AcknowledgeReminder(
    ServerContext* context, const AcknowledgeReminderRequest* request,
    Reminder* response) {
  return Serve(service_, context, "AcknowledgeReminder", *request, response,
               [this](CallContext& call, const AcknowledgeReminderRequest& r) {
                 return reminders_.Change(call, r, Acknowledge);
               });
}

Status ProfilesServiceImpl::DeleteReminder(ServerContext* context,
                                           const DeleteReminderRequest* request,
                                           Empty* response) {
  return Serve(service_, context, "DeleteReminder", *request, response,
               [this](CallContext& call, const DeleteReminderRequest& r) {
                 return reminders_.Delete(call, r);
               });
}

Status ProfilesServiceImpl::ImportResources(
    ServerContext* context, const type::v1::ImportResourcesRequest* request,
    grpc::ServerWriter<type::v1::ImportResourcesResponse>* writer) {
  return ServeStream(
      service_, context, "ImportResources", *request, writer,
      [this](CallContext& call, const type::v1::ImportResourcesRequest& import,
             StreamWriter<type::v1::ImportResourcesResponse>& stream) {
        return sheets_.Import(
            call, import,
            [&stream](const type::v1::ImportResourcesResponse& message) {
              return stream.Write(message);
            });
      });
}

Status ProfilesServiceImpl::ExportResources(
    ServerContext* context, const type::v1::ExportResourcesRequest* request,
    grpc::ServerWriter<type::v1::ExportResourcesResponse>* writer) {
  return ServeStream(
      service_, context, "ExportResources", *request, writer,
      [this](CallContext& call, const type::v1::ExportResourcesRequest& given,
             StreamWriter<type::v1::ExportResourcesResponse>& stream) {
        return sheets_.Export(
            call, given,
            [&stream](const type::v1::ExportResourcesResponse& message) {
              return stream.Write(message);
            });
      });
}

Status ProfilesServiceImpl::ListHistory(
    ServerContext* context, const type::v1::ListHistoryRequest* request,
    type::v1::ListHistoryResponse* response) {
  return Serve(
      service_, context, "ListHistory", *request, response,
      [this](CallContext& call, const type::v1::ListHistoryRequest& list) {
        return history_.List(call, list);
      });
}

}  // namespace duikou
