// What the benches of a ranking share: the sample in a store, a request for
// each supporter's list, and gRPC calls in flight.
#ifndef DUIKOU_TESTS_BENCH_RECOMMEND_LOAD_H_
#define DUIKOU_TESTS_BENCH_RECOMMEND_LOAD_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"
#include "services/store/store.h"

namespace duikou::bench {

// Calls in flight, and the time of one round.
inline constexpr int kInFlight = 64;
inline constexpr auto kRoundTime = std::chrono::seconds(2);

// Writes the sample's programme Hubei.
absl::Status FillWithSample(Store& store);

// Each supporter's list of 20, in turn.
std::vector<matching::v1::RecommendProjectsRequest> RecommendRequests();

grpc::ByteBuffer BytesOf(const google::protobuf::Message& message);

// One call after another in each of the places in flight.
class Load {
 public:
  using OnAnswer = std::function<void(grpc::ByteBuffer&)>;

  // Calls `method` with `requests` in turn. The answers go to `on_answer`,
  // which is to parse them as a client would.
  Load(std::shared_ptr<grpc::Channel> channel, std::string method,
       std::vector<grpc::ByteBuffer> requests, OnAnswer on_answer)
      : stub_(std::move(channel)),
        method_(std::move(method)),
        requests_(std::move(requests)),
        on_answer_(std::move(on_answer)) {}

  // Calls per second over one round.
  double Run() { return Measure(kInFlight).rate; }

  // One round with so many calls in flight.
  struct Measured {
    double rate = 0;         // calls per second
    double p99_seconds = 0;  // of 100 calls 99 take no longer
  };
  Measured Measure(int in_flight);

 private:
  struct Call;
  void Begin();

  grpc::GenericStub stub_;
  const std::string method_;
  const std::vector<grpc::ByteBuffer> requests_;
  const OnAnswer on_answer_;
  grpc::CompletionQueue queue_;
  size_t next_ = 0;
};

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_RECOMMEND_LOAD_H_
