// ProfilesService: units, and what they can give, owe, promised and did.
//
// Every method is one line through Serve() to the standard methods of its
// resource, which are in resources.h; what it promises is in the proto.
#ifndef DUIKOU_SERVICES_PROFILES_PROFILES_SERVICE_H_
#define DUIKOU_SERVICES_PROFILES_PROFILES_SERVICE_H_

#include "duikou/profiles/v1/profiles_service.grpc.pb.h"
#include "services/profiles/profiles_sheets.h"
#include "services/rpc/history_methods.h"
#include "services/rpc/host.h"
#include "services/rpc/rpc_runtime.h"
#include "services/rpc/sheet_methods.h"
#include "services/rpc/standard_methods.h"

namespace duikou {

// Thread-safe.
class ProfilesServiceImpl final
    : public profiles::v1::ProfilesService::Service {
 public:
  explicit ProfilesServiceImpl(const HostContext& host);

  grpc::Status GetUnit(grpc::ServerContext* context,
                       const profiles::v1::GetUnitRequest* request,
                       profiles::v1::Unit* response) override;
  grpc::Status ListUnits(grpc::ServerContext* context,
                         const profiles::v1::ListUnitsRequest* request,
                         profiles::v1::ListUnitsResponse* response) override;
  grpc::Status CreateUnit(grpc::ServerContext* context,
                          const profiles::v1::CreateUnitRequest* request,
                          profiles::v1::Unit* response) override;
  grpc::Status UpdateUnit(grpc::ServerContext* context,
                          const profiles::v1::UpdateUnitRequest* request,
                          profiles::v1::Unit* response) override;
  grpc::Status DeleteUnit(grpc::ServerContext* context,
                          const profiles::v1::DeleteUnitRequest* request,
                          google::protobuf::Empty* response) override;
  grpc::Status BatchGetUnits(
      grpc::ServerContext* context,
      const profiles::v1::BatchGetUnitsRequest* request,
      profiles::v1::BatchGetUnitsResponse* response) override;
  grpc::Status BatchCreateUnits(
      grpc::ServerContext* context,
      const profiles::v1::BatchCreateUnitsRequest* request,
      profiles::v1::BatchCreateUnitsResponse* response) override;

  grpc::Status GetCapabilityProfile(
      grpc::ServerContext* context,
      const profiles::v1::GetCapabilityProfileRequest* request,
      profiles::v1::CapabilityProfile* response) override;
  grpc::Status ListCapabilityProfiles(
      grpc::ServerContext* context,
      const profiles::v1::ListCapabilityProfilesRequest* request,
      profiles::v1::ListCapabilityProfilesResponse* response) override;
  grpc::Status CreateCapabilityProfile(
      grpc::ServerContext* context,
      const profiles::v1::CreateCapabilityProfileRequest* request,
      profiles::v1::CapabilityProfile* response) override;
  grpc::Status UpdateCapabilityProfile(
      grpc::ServerContext* context,
      const profiles::v1::UpdateCapabilityProfileRequest* request,
      profiles::v1::CapabilityProfile* response) override;
  grpc::Status DeleteCapabilityProfile(
      grpc::ServerContext* context,
      const profiles::v1::DeleteCapabilityProfileRequest* request,
      google::protobuf::Empty* response) override;
  grpc::Status BatchGetCapabilityProfiles(
      grpc::ServerContext* context,
      const profiles::v1::BatchGetCapabilityProfilesRequest* request,
      profiles::v1::BatchGetCapabilityProfilesResponse* response) override;
  grpc::Status BatchCreateCapabilityProfiles(
      grpc::ServerContext* context,
      const profiles::v1::BatchCreateCapabilityProfilesRequest* request,
      profiles::v1::BatchCreateCapabilityProfilesResponse* response) override;

  grpc::Status GetPairing(grpc::ServerContext* context,
                          const profiles::v1::GetPairingRequest* request,
                          profiles::v1::Pairing* response) override;
  grpc::Status ListPairings(
      grpc::ServerContext* context,
      const profiles::v1::ListPairingsRequest* request,
      profiles::v1::ListPairingsResponse* response) override;
  grpc::Status CreatePairing(grpc::ServerContext* context,
                             const profiles::v1::CreatePairingRequest* request,
                             profiles::v1::Pairing* response) override;
  grpc::Status UpdatePairing(grpc::ServerContext* context,
                             const profiles::v1::UpdatePairingRequest* request,
                             profiles::v1::Pairing* response) override;
  grpc::Status DeletePairing(grpc::ServerContext* context,
                             const profiles::v1::DeletePairingRequest* request,
                             google::protobuf::Empty* response) override;
  grpc::Status BatchGetPairings(
      grpc::ServerContext* context,
      const profiles::v1::BatchGetPairingsRequest* request,
      profiles::v1::BatchGetPairingsResponse* response) override;
  grpc::Status BatchCreatePairings(
      grpc::ServerContext* context,
      const profiles::v1::BatchCreatePairingsRequest* request,
      profiles::v1::BatchCreatePairingsResponse* response) override;

  grpc::Status GetQuota(grpc::ServerContext* context,
                        const profiles::v1::GetQuotaRequest* request,
                        profiles::v1::Quota* response) override;
  grpc::Status ListQuotas(grpc::ServerContext* context,
                          const profiles::v1::ListQuotasRequest* request,
                          profiles::v1::ListQuotasResponse* response) override;
  grpc::Status CreateQuota(grpc::ServerContext* context,
                           const profiles::v1::CreateQuotaRequest* request,
                           profiles::v1::Quota* response) override;
  grpc::Status UpdateQuota(grpc::ServerContext* context,
                           const profiles::v1::UpdateQuotaRequest* request,
                           profiles::v1::Quota* response) override;
  grpc::Status DeleteQuota(grpc::ServerContext* context,
                           const profiles::v1::DeleteQuotaRequest* request,
                           google::protobuf::Empty* response) override;
  grpc::Status BatchGetQuotas(
      grpc::ServerContext* context,
      const profiles::v1::BatchGetQuotasRequest* request,
      profiles::v1::BatchGetQuotasResponse* response) override;
  grpc::Status BatchCreateQuotas(
      grpc::ServerContext* context,
      const profiles::v1::BatchCreateQuotasRequest* request,
      profiles::v1::BatchCreateQuotasResponse* response) override;

  grpc::Status GetCommitment(grpc::ServerContext* context,
                             const profiles::v1::GetCommitmentRequest* request,
                             profiles::v1::Commitment* response) override;
  grpc::Status ListCommitments(
      grpc::ServerContext* context,
      const profiles::v1::ListCommitmentsRequest* request,
      profiles::v1::ListCommitmentsResponse* response) override;
  grpc::Status CreateCommitment(
      grpc::ServerContext* context,
      const profiles::v1::CreateCommitmentRequest* request,
      profiles::v1::Commitment* response) override;
  grpc::Status UpdateCommitment(
      grpc::ServerContext* context,
      const profiles::v1::UpdateCommitmentRequest* request,
      profiles::v1::Commitment* response) override;
  grpc::Status DeleteCommitment(
      grpc::ServerContext* context,
      const profiles::v1::DeleteCommitmentRequest* request,
      google::protobuf::Empty* response) override;
  grpc::Status BatchGetCommitments(
      grpc::ServerContext* context,
      const profiles::v1::BatchGetCommitmentsRequest* request,
      profiles::v1::BatchGetCommitmentsResponse* response) override;
  grpc::Status BatchCreateCommitments(
      grpc::ServerContext* context,
      const profiles::v1::BatchCreateCommitmentsRequest* request,
      profiles::v1::BatchCreateCommitmentsResponse* response) override;

  grpc::Status GetCooperation(
      grpc::ServerContext* context,
      const profiles::v1::GetCooperationRequest* request,
      profiles::v1::Cooperation* response) override;
  grpc::Status ListCooperations(
      grpc::ServerContext* context,
      const profiles::v1::ListCooperationsRequest* request,
      profiles::v1::ListCooperationsResponse* response) override;
  grpc::Status CreateCooperation(
      grpc::ServerContext* context,
      const profiles::v1::CreateCooperationRequest* request,
      profiles::v1::Cooperation* response) override;
  grpc::Status UpdateCooperation(
      grpc::ServerContext* context,
      const profiles::v1::UpdateCooperationRequest* request,
      profiles::v1::Cooperation* response) override;
  grpc::Status DeleteCooperation(
      grpc::ServerContext* context,
      const profiles::v1::DeleteCooperationRequest* request,
      google::protobuf::Empty* response) override;
  grpc::Status BatchGetCooperations(
      grpc::ServerContext* context,
      const profiles::v1::BatchGetCooperationsRequest* request,
      profiles::v1::BatchGetCooperationsResponse* response) override;
  grpc::Status BatchCreateCooperations(
      grpc::ServerContext* context,
      const profiles::v1::BatchCreateCooperationsRequest* request,
      profiles::v1::BatchCreateCooperationsResponse* response) override;

  grpc::Status GetReminder(grpc::ServerContext* context,
                           const profiles::v1::GetReminderRequest* request,
                           profiles::v1::Reminder* response) override;
  grpc::Status ListReminders(
      grpc::ServerContext* context,
      const profiles::v1::ListRemindersRequest* request,
      profiles::v1::ListRemindersResponse* response) override;
  grpc::Status CreateReminder(
      grpc::ServerContext* context,
      const profiles::v1::CreateReminderRequest* request,
      profiles::v1::Reminder* response) override;
  grpc::Status AcknowledgeReminder(
      grpc::ServerContext* context,
      const profiles::v1::AcknowledgeReminderRequest* request,
      profiles::v1::Reminder* response) override;
  grpc::Status DeleteReminder(
      grpc::ServerContext* context,
      const profiles::v1::DeleteReminderRequest* request,
      google::protobuf::Empty* response) override;

  grpc::Status ImportResources(
      grpc::ServerContext* context,
      const type::v1::ImportResourcesRequest* request,
      grpc::ServerWriter<type::v1::ImportResourcesResponse>* writer) override;
  grpc::Status ExportResources(
      grpc::ServerContext* context,
      const type::v1::ExportResourcesRequest* request,
      grpc::ServerWriter<type::v1::ExportResourcesResponse>* writer) override;
  grpc::Status ListHistory(grpc::ServerContext* context,
                           const type::v1::ListHistoryRequest* request,
                           type::v1::ListHistoryResponse* response) override;

 private:
  const ServiceRuntime service_;
  ProfilesMethods methods_;
  StandardMethods<profiles::v1::Reminder> reminders_;
  SheetMethods sheets_;
  HistoryMethods history_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROFILES_PROFILES_SERVICE_H_
