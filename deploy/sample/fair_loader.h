// Enters a sample's fairs at a server, by the methods that its office calls.
//
//   FairLoader loader(channel, token);
//   loader.Load(MakeHubei(2014));     // OK, or what the server answered
//
// What was begun can be run again: what is there stays.
#ifndef DUIKOU_DEPLOY_SAMPLE_FAIR_LOADER_H_
#define DUIKOU_DEPLOY_SAMPLE_FAIR_LOADER_H_

#include <memory>
#include <string>

#include "deploy/sample/programme.h"
#include "deploy/sample/signed_caller.h"
#include "duikou/fair/v1/fair_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"

namespace duikou::sample {

// Thread-compatible.
class FairLoader {
 public:
  // To a server with the role fair; `token` may be empty where nobody has to
  // sign in.
  FairLoader(const std::shared_ptr<grpc::ChannelInterface>& channel,
             std::string token);

  // Whether everything is there already, by the last thing that Load() writes.
  bool IsLoaded(const Programme& programme);
  // The first answer that is not OK.
  grpc::Status Load(const Programme& programme);

 private:
  using Stub = fair::v1::FairService::Stub;

  grpc::Status LoadFair(const std::string& parent, const SampleFair& sample);
  grpc::Status LoadParticipants(const SampleFair& sample);
  grpc::Status Open(const SampleFair& sample);
  grpc::Status LoadRequest(const SampleFair& sample,
                           const SampleRequest& asked);

  const SignedCaller caller_;
  std::unique_ptr<Stub> fairs_;
};

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_FAIR_LOADER_H_
