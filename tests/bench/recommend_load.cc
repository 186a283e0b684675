#include "tests/bench/recommend_load.h"

#include <chrono>

#include "absl/strings/str_cat.h"
#include "deploy/sample/programme.h"
#include "grpcpp/client_context.h"
#include "matcher/base/check.h"
#include "tests/bench/sample_store.h"

namespace duikou::bench {
namespace {

using matching::v1::RecommendProjectsRequest;
using Clock = std::chrono::steady_clock;

constexpr int kPageSize = 20;

}  // namespace

absl::Status FillWithSample(Store& store) {
  const sample::Programme hubei = sample::MakeHubei(2014);
  CommitRequest programmes{.partition = "-"};
  Put("programmes", std::vector{hubei.programme}, programmes);
  CommitRequest commit{.partition = hubei.id};
  Put("areas", hubei.areas, commit);
  Put("sectors", hubei.sectors, commit);
  Put("projects", hubei.projects, commit);
  Put("units", hubei.units, commit);
  Put("profiles", hubei.profiles, commit);
  Put("pairings", hubei.pairings, commit);
  Put("quotas", hubei.quotas, commit);
  Put("commitments", hubei.commitments, commit);
  Put("cooperations", hubei.cooperations, commit);
  const auto first = store.Commit(programmes);
  return first.ok() ? store.Commit(commit).status() : first.status();
}

grpc::ByteBuffer BytesOf(const google::protobuf::Message& message) {
  const std::string text = message.SerializeAsString();
  grpc::Slice slice(text);
  return grpc::ByteBuffer(&slice, 1);
}

struct Load::Call {
  grpc::ClientContext context;
  grpc::ByteBuffer answer;
  grpc::Status status;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
};

double Load::Run() {
  const auto start = Clock::now();
  const auto end = start + kRoundTime;
  int done = 0;
  int in_flight = 0;
  for (; in_flight < kInFlight; ++in_flight) Begin();
  while (in_flight > 0) {
    void* tag = nullptr;
    bool ok = false;
    DUIKOU_CHECK(queue_.Next(&tag, &ok) && ok);
    const std::unique_ptr<Call> call(static_cast<Call*>(tag));
    DUIKOU_CHECK(call->status.ok()) << call->status.error_message();
    on_answer_(call->answer);
    ++done;
    if (Clock::now() < end) {
      Begin();
    } else {
      --in_flight;
    }
  }
  return done / std::chrono::duration<double>(Clock::now() - start).count();
}

void Load::Begin() {
  auto* call = new Call;  // owned by the queue until it comes back as a tag
  call->context.set_deadline(std::chrono::system_clock::now() +
                             std::chrono::seconds(30));
  call->reader = stub_.PrepareUnaryCall(
      &call->context, method_, requests_[next_++ % requests_.size()], &queue_);
  call->reader->StartCall();
  call->reader->Finish(&call->answer, &call->status, call);
}

std::vector<RecommendProjectsRequest> RecommendRequests() {
  std::vector<RecommendProjectsRequest> requests;
  for (const auto& profile : sample::MakeHubei(2014).profiles) {
    const std::string& name = profile.name();
    RecommendProjectsRequest request;
    request.set_supporter(absl::StrCat("programmes/hubei/units/",
                                       name.substr(name.rfind('/') + 1)));
    request.set_year(2015);
    request.set_page_size(kPageSize);
    requests.push_back(std::move(request));
  }
  return requests;
}

}  // namespace duikou::bench
