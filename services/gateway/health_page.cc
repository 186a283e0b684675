#include "services/gateway/health_page.h"

#include <atomic>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"

namespace duikou {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(2);
constexpr char kCheck[] = "/grpc.health.v1.Health/Check";
// A HealthCheckResponse whose status is SERVING.
constexpr char kServing[] = "\x08\x01";

// One page's checks; the last to end answers.
class Checks {
 public:
  Checks(std::shared_ptr<HttpExchange> exchange, size_t count)
      : exchange_(std::move(exchange)), left_(count) {}

  void Done(bool serving) {
    if (!serving) all_serve_ = false;
    if (--left_ > 0) return;
    exchange_->Respond(
        TextResponse(all_serve_ ? 200 : 503, "text/plain",
                     all_serve_ ? "serving\n" : "not serving\n"));
  }

 private:
  const std::shared_ptr<HttpExchange> exchange_;
  std::atomic<size_t> left_;
  std::atomic<bool> all_serve_ = true;
};

struct Check {
  grpc::ClientContext context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer answer;

  bool Serves(const grpc::Status& status) const {
    grpc::Slice slice;
    return status.ok() && answer.DumpToSingleSlice(&slice).ok() &&
           std::string(reinterpret_cast<const char*>(slice.begin()),
                       slice.size()) == kServing;
  }
};

}  // namespace

void HealthPage::Answer(std::shared_ptr<HttpExchange> exchange) const {
  exchange->SetKind("health");
  // One more for this function, which thus ends after the loop.
  auto checks =
      std::make_shared<Checks>(std::move(exchange), servers_.size() + 1);
  for (const auto& server : servers_) {
    auto check = std::make_shared<Check>();
    const grpc::Slice nothing("");
    check->request = grpc::ByteBuffer(&nothing, 1);
    check->context.set_deadline(absl::ToChronoTime(absl::Now() + kPatience));
    grpc::GenericStub(server).UnaryCall(&check->context, kCheck, {},
                                        &check->request, &check->answer,
                                        [check, checks](grpc::Status status) {
                                          checks->Done(check->Serves(status));
                                        });
  }
  checks->Done(true);
}

}  // namespace duikou
