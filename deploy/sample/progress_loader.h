// Enters a sample's agreements and ledger at a server, by the methods that its
// office calls.
//
//   ProgressLoader loader(channel, token);
//   loader.Load(MakeChongqing(2014));     // OK, or what the server answered
//
// Every call has a request id of its own, so what was begun can be run again.
#ifndef DUIKOU_DEPLOY_SAMPLE_PROGRESS_LOADER_H_
#define DUIKOU_DEPLOY_SAMPLE_PROGRESS_LOADER_H_

#include <memory>
#include <string>

#include "deploy/sample/programme.h"
#include "deploy/sample/signed_caller.h"
#include "duikou/progress/v1/progress_service.grpc.pb.h"
#include "duikou/progress/v1/report_service.grpc.pb.h"
#include "duikou/progress/v1/settlement_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"

namespace duikou::sample {

// Thread-compatible.
class ProgressLoader {
 public:
  // To a server with the role progress; `token` may be empty where nobody has
  // to sign in.
  ProgressLoader(const std::shared_ptr<grpc::ChannelInterface>& channel,
                 std::string token);

  // Whether everything is there already, by the last thing that Load() writes.
  bool IsLoaded(const Programme& programme);
  // The first answer that is not OK.
  grpc::Status Load(const Programme& programme);

 private:
  grpc::Status LoadIndicators(const Programme& programme);
  grpc::Status LoadAssessments(const Programme& programme);
  grpc::Status LoadAgreement(const Programme& programme,
                             const SampleAgreement& sample);
  grpc::Status LoadEntries(const Programme& programme);
  grpc::Status LoadStated(const Programme& programme);

  const SignedCaller caller_;
  std::unique_ptr<progress::v1::ProgressService::Stub> progress_;
  std::unique_ptr<progress::v1::SettlementService::Stub> settlement_;
  std::unique_ptr<progress::v1::ReportService::Stub> report_;
};

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_PROGRESS_LOADER_H_
