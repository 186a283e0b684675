// Enters a sample's competitions at a server, by the methods that its office
// calls: each is made, opened, applied to, closed and scored.
//
//   CompetitionLoader loader(channel, token, absl::Now());
//   loader.Load(MakeHubei(2014));     // OK, or what the server answered
//
// Every call has a request id of its own, so what was begun can be run again.
#ifndef DUIKOU_DEPLOY_SAMPLE_COMPETITION_LOADER_H_
#define DUIKOU_DEPLOY_SAMPLE_COMPETITION_LOADER_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "deploy/sample/programme.h"
#include "deploy/sample/signed_caller.h"
#include "duikou/assignment/v1/competition_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"

namespace duikou::sample {

// Thread-compatible.
class CompetitionLoader {
 public:
  // To a server with the role assignment; `token` may be empty where nobody has
  // to sign in. Applications are due two weeks after `now`.
  CompetitionLoader(const std::shared_ptr<grpc::ChannelInterface>& channel,
                    std::string token, absl::Time now);

  // Whether every call is there and past its applications, which stays so
  // whatever people then do.
  bool IsLoaded(const Programme& programme);
  // The first answer that is not OK.
  grpc::Status Load(const Programme& programme);

 private:
  grpc::Status LoadCall(const SampleCall& sample);
  grpc::Status Open(const assignment::v1::Call& call);
  grpc::Status Apply(const SampleCall& sample);
  grpc::Status Close(const assignment::v1::Call& call);
  grpc::Status Score(const SampleCall& sample);

  const SignedCaller caller_;
  const absl::Time now_;
  std::unique_ptr<assignment::v1::CompetitionService::Stub> stub_;
};

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_COMPETITION_LOADER_H_
