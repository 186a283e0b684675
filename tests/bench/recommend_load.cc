#include "tests/bench/recommend_load.h"

#include <algorithm>
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
  Clock::time_point begun = Clock::now();
  grpc::ClientContext context;
  grpc::ByteBuffer answer;
  grpc::Status status;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
};

Load::Measured Load::Measure(int in_flight) {
  const auto start = Clock::now();
  const auto end = start + kRoundTime;
  std::vector<double> seconds;
  for (int i = 0; i < in_flight; ++i) Begin();
  while (in_flight > 0) {
    void* tag = nullptr;
    bool ok = false;
    DUIKOU_CHECK(queue_.Next(&tag, &ok) && ok);
    const auto now = Clock::now();
    const std::unique_ptr<Call> call(static_cast<Call*>(tag));
    DUIKOU_CHECK(call->status.ok()) << call->status.error_message();
    seconds.push_back(std::chrono::duration<double>(now - call->begun).count());
    on_answer_(call->answer);
    if (now < end) {
      Begin();
    } else {
      --in_flight;
    }
  }
  const double total =
      std::chrono::duration<double>(Clock::now() - start).count();
  const auto p99 =
      seconds.begin() + static_cast<int64_t>(seconds.size()) * 99 / 100;
  std::nth_element(seconds.begin(), p99, seconds.end());
  return {.rate = static_cast<double>(seconds.size()) / total,
          .p99_seconds = *p99};
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
