#include "services/rpc/host.h"

#include <atomic>
#include <functional>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "duikou/catalogue/v1/catalogue_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "gtest/gtest.h"
#include "prometheus/text_serializer.h"
#include "services/base/json_log.h"
#include "services/rpc/serve.h"
#include "services/store/memory/memory_store.h"
#include "spdlog/sinks/ostream_sink.h"

namespace duikou {
namespace {

using catalogue::v1::Area;
using catalogue::v1::CatalogueService;
using catalogue::v1::GetAreaRequest;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using type::v1::ExportResourcesRequest;
using type::v1::ExportResourcesResponse;

constexpr char kService[] = "duikou.catalogue.v1.CatalogueService";

// What the test's service does with GetArea.
using Handler = std::function<absl::StatusOr<Area>(CallContext&)>;

class TestService final : public CatalogueService::Service {
 public:
  TestService(const HostContext& host, Handler handler)
      : rpc_(host.rpc, kService), handler_(std::move(handler)) {}

  grpc::Status GetArea(grpc::ServerContext* context,
                       const GetAreaRequest* request, Area* response) override {
    return Serve(rpc_, context, "GetArea", *request, response,
                 [this](CallContext& call, const GetAreaRequest&) {
                   return handler_(call);
                 });
  }

  // Sends pieces until nobody reads any more.
  grpc::Status ExportResources(
      grpc::ServerContext* context, const ExportResourcesRequest* request,
      grpc::ServerWriter<ExportResourcesResponse>* writer) override {
    return ServeStream(rpc_, context, "ExportResources", *request, writer,
                       [this](CallContext&, const ExportResourcesRequest& asked,
                              StreamWriter<ExportResourcesResponse>& stream) {
                         ExportResourcesResponse piece;
                         piece.set_content(std::string(1000, 'x'));
                         for (int i = 0; !asked.template_() || i < 3; ++i) {
                           absl::Status status = stream.Write(piece);
                           if (!status.ok()) {
                             stream_end_ = status;
                             stream_ended_.Notify();
                             return status;
                           }
                         }
                         return absl::OkStatus();
                       });
  }

  const absl::Status& AwaitStreamEnd() {
    stream_ended_.WaitForNotificationWithTimeout(absl::Seconds(30));
    return stream_end_;
  }

 private:
  ServiceRuntime rpc_;
  Handler handler_;
  absl::Notification stream_ended_;
  absl::Status stream_end_;
};

class HostTest : public ::testing::Test {
 protected:
  HostTest() { logger_->set_level(spdlog::level::debug); }

  void Start(Handler handler, HostOptions options = {}) {
    auto started = Host::Start(
        context_, options,
        {[&](const HostContext& context, Bindings& bindings) {
          auto service = std::make_unique<TestService>(context, handler);
          service_ = service.get();
          bindings.AddService(kService, std::move(service));
          bindings.AddCloser([this] { closed_.push_back("first"); });
          bindings.AddCloser([this] { closed_.push_back("second"); });
          return absl::OkStatus();
        }});
    ASSERT_TRUE(started.ok()) << started.status();
    host_ = *std::move(started);
    stub_ = CatalogueService::NewStub(grpc::CreateChannel(
        host_->address(), grpc::InsecureChannelCredentials()));
  }

  // Calls GetArea; code and message.
  std::string Get(grpc::ClientContext& client,
                  const std::string& name = "programmes/hubei/areas/x") {
    return Get(client, name, area_);
  }
  std::string Get(grpc::ClientContext& client, const std::string& name,
                  Area& area) {
    GetAreaRequest request;
    request.set_name(name);
    const grpc::Status status = stub_->GetArea(&client, request, &area);
    return absl::StrCat(status.error_code(), " ", status.error_message());
  }
  std::string GetInto(Area& area) {
    grpc::ClientContext client;
    return Get(client, "programmes/hubei/areas/x", area);
  }
  std::string Get(const std::string& name = "programmes/hubei/areas/x") {
    grpc::ClientContext client;
    return Get(client, name);
  }

  std::string Metrics() {
    return prometheus::TextSerializer().Serialize(registry_.Collect());
  }

  std::ostringstream log_;
  std::shared_ptr<spdlog::logger> logger_ =
      MakeJsonLogger(std::make_shared<spdlog::sinks::ostream_sink_mt>(log_));
  MemoryStore store_;
  SystemClock clock_;
  SequentialIdGenerator ids_;
  prometheus::Registry registry_;
  NoSignIn access_;
  RpcRuntime runtime_{ids_, *logger_, registry_, store_, access_, {}};
  HostContext context_{store_, clock_, ids_, *logger_, registry_, runtime_};
  std::vector<std::string> closed_;
  std::unique_ptr<Host> host_;
  TestService* service_ = nullptr;
  std::unique_ptr<CatalogueService::Stub> stub_;
  Area area_;
};

absl::StatusOr<Area> Fine(CallContext&) {
  Area area;
  area.set_code("420527");
  return area;
}

TEST_F(HostTest, ACallGetsItsAnswer) {
  Start(Fine);
  EXPECT_EQ(Get(), "0 ");
  EXPECT_EQ(area_.code(), "420527");
}

TEST_F(HostTest, TheInProcessChannelReachesTheSameServices) {
  Start(Fine);
  stub_ = CatalogueService::NewStub(host_->InProcessChannel());
  EXPECT_EQ(Get(), "0 ");
}

TEST_F(HostTest, ARequestThatBreaksARuleDoesNotReachTheHandler) {
  bool reached = false;
  Start([&](CallContext& call) {
    reached = true;
    return Fine(call);
  });
  EXPECT_EQ(Get("x"),
            "3 name: \"x\" is not of the form "
            "programmes/{programme}/areas/{area}");
  EXPECT_FALSE(reached);
}

TEST_F(HostTest, StatusesKeepCodeAndMessage) {
  Start([](CallContext&) { return absl::AbortedError("etag: is stale"); });
  EXPECT_EQ(Get(), "10 etag: is stale");
}

TEST_F(HostTest, ErrorsOfOursGiveTheCallAndNotTheText) {
  Start([](CallContext&) { return absl::InternalError("secret"); });
  grpc::ClientContext client;
  client.AddMetadata(kRequestIdMetadata, "call-7");
  EXPECT_EQ(Get(client), "13 an error of the server; call call-7");
  host_->Stop();
  EXPECT_THAT(log_.str(), HasSubstr("\"message\":\"secret\""));
  EXPECT_THAT(log_.str(), HasSubstr("\"call\":\"call-7\""));
}

TEST_F(HostTest, WhatAHandlerThrowsIsAnErrorOfOurs) {
  Start([](CallContext&) -> absl::StatusOr<Area> {
    throw std::runtime_error("secret");
  });
  EXPECT_THAT(Get(), HasSubstr("13 an error of the server; call c-"));
}

TEST_F(HostTest, ACallWithoutADeadlineGetsOne) {
  absl::Time deadline;
  Start([&](CallContext& call) {
    deadline = call.deadline();
    return Fine(call);
  });
  Get();
  EXPECT_LE(deadline, absl::Now() + absl::Seconds(60));
  EXPECT_GT(deadline, absl::Now());
}

TEST_F(HostTest, TheCallersDeadlineReachesTheHandler) {
  absl::Status ended;
  absl::Notification done;
  Start([&](CallContext& call) -> absl::StatusOr<Area> {
    while (call.CheckAlive().ok()) absl::SleepFor(absl::Milliseconds(1));
    const absl::Status status = call.CheckAlive();
    ended = status;
    done.Notify();
    return status;
  });
  grpc::ClientContext client;
  client.set_deadline(absl::ToChronoTime(absl::Now() + absl::Milliseconds(50)));
  EXPECT_THAT(Get(client), HasSubstr("4 "));
  ASSERT_TRUE(done.WaitForNotificationWithTimeout(absl::Seconds(30)));
  // Whichever the server learns first.
  EXPECT_THAT(ended.code(), AnyOf(absl::StatusCode::kDeadlineExceeded,
                                  absl::StatusCode::kCancelled));
}

TEST_F(HostTest, MinimumRevisionsReachTheHandler) {
  Revision hubei = -1;
  Start([&](CallContext& call) {
    hubei = call.MinRevision("hubei");
    EXPECT_EQ(call.MinRevision("-"), 7);
    EXPECT_EQ(call.MinRevision("henan"), 0);
    return Fine(call);
  });
  grpc::ClientContext client;
  client.AddMetadata(kMinRevisionMetadata, "hubei=123,-=7");
  EXPECT_EQ(Get(client), "0 ");
  EXPECT_EQ(hubei, 123);
}

TEST_F(HostTest, MalformedMinimumRevisionsAreRefused) {
  Start(Fine);
  for (const char* text :
       {"hubei", "hubei=", "hubei=x", "hubei=-1", "=1", "Hubei=1", "hubei=1,",
        "hubei=99999999999999999999"}) {
    grpc::ClientContext client;
    client.AddMetadata(kMinRevisionMetadata, text);
    EXPECT_EQ(Get(client),
              "3 duikou-min-revision: not of the form programme=revision,…")
        << text;
  }
}

TEST_F(HostTest, WrittenRevisionsGoOut) {
  Start([](CallContext& call) {
    call.ReportRevision("hubei", 124);
    call.ReportRevision("-", 3);
    call.ReportRevision("hubei", 125);
    return Fine(call);
  });
  grpc::ClientContext client;
  Get(client);
  const auto& metadata = client.GetServerTrailingMetadata();
  ASSERT_EQ(metadata.count(kRevisionMetadata), 1);
  const grpc::string_ref text = metadata.find(kRevisionMetadata)->second;
  EXPECT_EQ(std::string(text.data(), text.size()), "hubei=125,-=3");
}

TEST_F(HostTest, CallsAreCountedByMethodAndCode) {
  Start(Fine);
  Get();
  Get();
  Get("x");
  host_->Stop();
  const std::string method =
      "method=\"duikou.catalogue.v1.CatalogueService/GetArea\"";
  EXPECT_THAT(Metrics(),
              HasSubstr(absl::StrCat("duikou_rpc_calls_total{code=\"OK\",",
                                     method, "} 2")));
  EXPECT_THAT(
      Metrics(),
      HasSubstr(absl::StrCat(
          "duikou_rpc_calls_total{code=\"INVALID_ARGUMENT\",", method, "} 1")));
  EXPECT_THAT(Metrics(),
              HasSubstr(absl::StrCat("duikou_rpc_seconds_count{code=\"OK\",",
                                     method, "} 2")));
}

TEST_F(HostTest, OnlyCallsThatWriteOrFailAreLoggedAtInfo) {
  logger_->set_level(spdlog::level::info);
  bool write = false;
  Start([&](CallContext& call) {
    if (write) call.ReportRevision("hubei", 124);
    return Fine(call);
  });
  Get();
  EXPECT_EQ(log_.str(), "");
  write = true;
  Get();
  Get("x");
  host_->Stop();
  EXPECT_THAT(log_.str(), HasSubstr("\"revision\":\"hubei=124\""));
  EXPECT_THAT(log_.str(), HasSubstr("\"code\":\"INVALID_ARGUMENT\""));
}

TEST_F(HostTest, ACallersIdThatWouldSpoilALogIsReplaced) {
  Start([](CallContext& call) -> absl::StatusOr<Area> {
    return absl::NotFoundError(call.request_id());
  });
  grpc::ClientContext client;
  client.AddMetadata(kRequestIdMetadata, std::string(101, 'x'));
  EXPECT_THAT(Get(client), HasSubstr("5 c-"));
}

TEST_F(HostTest, AStreamGivesItsPieces) {
  Start(Fine);
  grpc::ClientContext client;
  ExportResourcesRequest request;
  request.set_parent("programmes/hubei");
  request.set_collection("areas");
  request.set_template_(true);
  auto reader = stub_->ExportResources(&client, request);
  int pieces = 0;
  for (ExportResourcesResponse piece; reader->Read(&piece);) ++pieces;
  EXPECT_EQ(pieces, 3);
  EXPECT_TRUE(reader->Finish().ok());
}

TEST_F(HostTest, AStreamStopsWhenNobodyReads) {
  Start(Fine);
  grpc::ClientContext client;
  ExportResourcesRequest request;
  request.set_parent("programmes/hubei");
  request.set_collection("areas");
  auto reader = stub_->ExportResources(&client, request);
  ExportResourcesResponse piece;
  ASSERT_TRUE(reader->Read(&piece));
  client.TryCancel();
  EXPECT_EQ(service_->AwaitStreamEnd().code(), absl::StatusCode::kCancelled);
}

TEST_F(HostTest, StreamRequestsAreCheckedToo) {
  Start(Fine);
  grpc::ClientContext client;
  auto reader = stub_->ExportResources(&client, ExportResourcesRequest());
  ExportResourcesResponse piece;
  EXPECT_FALSE(reader->Read(&piece));
  EXPECT_EQ(reader->Finish().error_message(), "parent: is required");
}

TEST_F(HostTest, ATooLargeRequestIsResourceExhausted) {
  HostOptions options;
  options.max_receive_bytes = 1000;
  Start(Fine, options);
  EXPECT_THAT(Get(std::string(2000, 'x')), HasSubstr("8 "));
}

// A call by bytes, as no generated stub would make it.
grpc::Status CallWithBytes(const std::string& address, const std::string& path,
                           const std::string& bytes) {
  grpc::GenericStub stub(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  grpc::ClientContext client;
  grpc::CompletionQueue queue;
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer request(&slice, 1);
  auto call = stub.PrepareUnaryCall(&client, path, request, &queue);
  call->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  call->Finish(&response, &status, nullptr);
  void* tag;
  bool ok;
  queue.Next(&tag, &ok);
  return status;
}

TEST_F(HostTest, HealthFollowsTheHost) {
  Start(Fine);
  const std::string path = "/grpc.health.v1.Health/Check";
  const std::string named = absl::StrCat("\x0A\x24", kService);
  EXPECT_TRUE(CallWithBytes(host_->address(), path, "").ok());
  EXPECT_TRUE(CallWithBytes(host_->address(), path, named).ok());
  EXPECT_EQ(CallWithBytes(host_->address(), path, "\x0A\x01x").error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(HostTest, BytesThatAreNoRequestDoNotReachTheHandler) {
  bool reached = false;
  Start([&](CallContext& call) {
    reached = true;
    return Fine(call);
  });
  const grpc::Status status =
      CallWithBytes(host_->address(),
                    "/duikou.catalogue.v1.CatalogueService/GetArea", "\xFF");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(),
              HasSubstr("no duikou.catalogue.v1.GetAreaRequest"));
  EXPECT_FALSE(reached);
}

TEST_F(HostTest, AnUnknownMethodIsUnimplemented) {
  Start(Fine);
  EXPECT_EQ(CallWithBytes(host_->address(), "/x.Y/Z", "").error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
}

TEST_F(HostTest, CallsUnderWayEndBeforeTheClosersRun) {
  absl::Notification started;
  absl::Notification go_on;
  std::atomic<int> calls = 0;
  Start([&](CallContext& call) {
    if (++calls > 1) return Fine(call);
    started.Notify();
    go_on.WaitForNotification();
    EXPECT_TRUE(closed_.empty());
    return Fine(call);
  });
  std::string answer;
  std::thread caller([&] { answer = Get(); });
  started.WaitForNotification();
  std::thread stopper([&] { host_->Stop(); });
  // From some moment on new calls are refused, while the first goes on.
  Area area;
  while (GetInto(area) == "0 ") {
  }
  go_on.Notify();
  caller.join();
  stopper.join();
  EXPECT_EQ(answer, "0 ");
  EXPECT_THAT(closed_, ElementsAre("second", "first"));
}

TEST_F(HostTest, CallsAreCancelledAfterTheGracePeriod) {
  absl::Notification started;
  HostOptions options;
  options.grace_period = absl::Milliseconds(10);
  Start(
      [&](CallContext& call) -> absl::StatusOr<Area> {
        started.Notify();
        while (call.CheckAlive().ok()) absl::SleepFor(absl::Milliseconds(1));
        return call.CheckAlive();
      },
      options);
  std::string answer;
  std::thread caller([&] { answer = Get(); });
  started.WaitForNotification();
  host_->Stop();
  caller.join();
  EXPECT_NE(answer, "0 ");
}

TEST_F(HostTest, ATakenPortIsAnError) {
  Start(Fine);
  HostOptions options;
  options.listen = host_->address();
  const auto second = Host::Start(context_, options, {});
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(HostTest, ARoleThatCannotBeBoundEndsTheStart) {
  const auto started =
      Host::Start(context_, {}, {[](const HostContext&, Bindings&) {
                    return absl::FailedPreconditionError("no");
                  }});
  EXPECT_EQ(started.status(), absl::FailedPreconditionError("no"));
}

}  // namespace
}  // namespace duikou
