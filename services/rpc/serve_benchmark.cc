// What Serve() adds to an empty RPC, and how the server's threads and queues
// change both. Client and server share the process and the machine's cores, so
// only ratios in one run mean anything.
#include <memory>
#include <string>
#include <utility>

#include "benchmark/benchmark.h"
#include "duikou/catalogue/v1/catalogue_service.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "services/base/json_log.h"
#include "services/rpc/host.h"
#include "services/rpc/serve.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

using catalogue::v1::Area;
using catalogue::v1::CatalogueService;
using catalogue::v1::GetAreaRequest;
using catalogue::v1::GetSectorRequest;
using catalogue::v1::Sector;

constexpr char kService[] = "duikou.catalogue.v1.CatalogueService";
constexpr int kCallsPerRound = 2000;

class EmptyService final : public CatalogueService::Service {
 public:
  explicit EmptyService(RpcRuntime& runtime) : rpc_(runtime, kService) {}

  // Through Serve().
  grpc::Status GetArea(grpc::ServerContext* context,
                       const GetAreaRequest* request, Area* response) override {
    return Serve(rpc_, context, "GetArea", *request, response,
                 [](CallContext&, const GetAreaRequest&) {
                   return absl::StatusOr<Area>(Area());
                 });
  }

  // gRPC alone.
  grpc::Status GetSector(grpc::ServerContext*, const GetSectorRequest*,
                         Sector*) override {
    return grpc::Status::OK;
  }

 private:
  ServiceRuntime rpc_;
};

// One call under way, which starts the next one when it ends.
template <typename Request, typename Response>
struct Caller {
  using Reader = std::unique_ptr<grpc::ClientAsyncResponseReader<Response>>;
  using Start = Reader (CatalogueService::Stub::*)(grpc::ClientContext*,
                                                   const Request&,
                                                   grpc::CompletionQueue*);

  void Call(CatalogueService::Stub& stub, Start start, const Request& request,
            grpc::CompletionQueue& queue) {
    context = std::make_unique<grpc::ClientContext>();
    reader = (stub.*start)(context.get(), request, &queue);
    reader->Finish(&response, &status, this);
  }

  std::unique_ptr<grpc::ClientContext> context;
  Reader reader;
  Response response;
  grpc::Status status;
};

template <typename Request, typename Response>
void Run(benchmark::State& state, CatalogueService::Stub& stub,
         typename Caller<Request, Response>::Start start,
         const std::string& name) {
  Request request;
  request.set_name(name);
  const int in_flight = static_cast<int>(state.range(0));
  for (auto round : state) {
    grpc::CompletionQueue queue;
    std::vector<Caller<Request, Response>> callers(in_flight);
    for (auto& caller : callers) caller.Call(stub, start, request, queue);
    int ended = 0;
    void* tag = nullptr;
    bool ok = false;
    while (ended < kCallsPerRound && queue.Next(&tag, &ok)) {
      auto* caller = static_cast<Caller<Request, Response>*>(tag);
      if (!caller->status.ok()) state.SkipWithError("a call failed");
      ++ended;
      if (ended + in_flight <= kCallsPerRound) {
        caller->Call(stub, start, request, queue);
      }
    }
    queue.Shutdown();
  }
  state.SetItemsProcessed(state.iterations() * kCallsPerRound);
}

void BM_EmptyRpc(benchmark::State& state) {
  const auto logger = MakeSilentLogger();
  MemoryStore store;
  SystemClock clock;
  RandomIdGenerator ids;
  prometheus::Registry registry;
  NoSignIn access;
  RpcRuntime runtime(ids, *logger, registry, store, access, {});
  const HostContext context{store, clock, ids, *logger, registry, runtime};
  HostOptions options;
  options.completion_queues = static_cast<int>(state.range(2));
  options.min_pollers = static_cast<int>(state.range(3));
  options.max_pollers = static_cast<int>(state.range(4));
  const auto host = Host::Start(
      context, options, {[&](const HostContext&, Bindings& bindings) {
        bindings.AddService(kService, std::make_unique<EmptyService>(runtime));
        return absl::OkStatus();
      }});
  const auto stub = CatalogueService::NewStub(grpc::CreateChannel(
      (*host)->address(), grpc::InsecureChannelCredentials()));
  if (state.range(1) != 0) {
    Run<GetAreaRequest, Area>(state, *stub,
                              &CatalogueService::Stub::AsyncGetArea,
                              "programmes/hubei/areas/420527");
  } else {
    Run<GetSectorRequest, Sector>(state, *stub,
                                  &CatalogueService::Stub::AsyncGetSector,
                                  "programmes/hubei/sectors/agriculture");
  }
}
BENCHMARK(BM_EmptyRpc)
    ->ArgNames({"in_flight", "served", "queues", "min", "max"})
    ->ArgsProduct({{64}, {0, 1}, {1, 2}, {1, 2}, {2, 4}})
    ->ArgsProduct({{1, 8}, {0, 1}, {2}, {1}, {2}})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace duikou

BENCHMARK_MAIN();
