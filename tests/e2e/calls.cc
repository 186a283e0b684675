#include "tests/e2e/calls.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"
#include "services/rpc/call_context.h"

namespace duikou::e2e {
namespace {

// Waits for the one operation under way; whether it went well.
bool Next(grpc::CompletionQueue& queue) {
  void* tag = nullptr;
  bool well = false;
  return queue.Next(&tag, &well) && well;
}

std::string Bytes(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

}  // namespace

std::unique_ptr<grpc::ClientContext> NewContext(const CallSettings& settings) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(absl::ToChronoTime(absl::Now() + settings.deadline));
  if (!settings.min_revision.empty()) {
    context->AddMetadata(kMinRevisionMetadata, settings.min_revision);
  }
  return context;
}

std::string RevisionOf(const grpc::ClientContext& context) {
  const auto& metadata = context.GetServerTrailingMetadata();
  const auto found = metadata.find(kRevisionMetadata);
  if (found == metadata.end()) return "";
  return std::string(found->second.data(), found->second.size());
}

RawAnswer DoRaw(const std::shared_ptr<grpc::Channel>& channel,
                const std::string& method, const std::string& request,
                grpc::ClientContext& context) {
  grpc::CompletionQueue queue;
  grpc::GenericStub stub(channel);
  const auto call = stub.PrepareCall(&context, "/" + method, &queue);
  RawAnswer answer;
  call->StartCall(nullptr);
  if (Next(queue)) {
    const grpc::Slice slice(request);
    call->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
    bool open = Next(queue);
    while (open) {
      grpc::ByteBuffer message;
      call->Read(&message, nullptr);
      open = Next(queue);
      if (open) answer.messages.push_back(Bytes(message));
    }
  }
  call->Finish(&answer.status, nullptr);
  Next(queue);
  queue.Shutdown();
  return answer;
}

bool IsServing(const std::shared_ptr<grpc::Channel>& channel,
               const std::string& service) {
  // grpc.health.v1.HealthCheckRequest has the service as field 1, its answer
  // the state, 1 where it serves; nobody packages their proto.
  const std::string request = absl::StrCat(
      "\x0a", std::string(1, static_cast<char>(service.size())), service);
  const auto context = NewContext({.deadline = absl::Seconds(5)});
  const RawAnswer answer =
      DoRaw(channel, "grpc.health.v1.Health/Check", request, *context);
  return answer.status.ok() && answer.messages.size() == 1 &&
         answer.messages[0] == "\x08\x01";
}

}  // namespace duikou::e2e
