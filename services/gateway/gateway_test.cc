// The gateway in front of a real gRPC server.
#include "services/gateway/gateway.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "duikou/catalogue/v1/catalogue_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/any.pb.h"
#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"
#include "services/base/json_log.h"
#include "services/gateway/connect_protocol.h"
#include "services/gateway/gzip.h"
#include "services/gateway/testing/raw_client.h"
#include "services/rpc/host.h"
#include "services/rpc/serve.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

using catalogue::v1::Area;
using catalogue::v1::CatalogueService;
using catalogue::v1::GetAreaRequest;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using type::v1::ExportResourcesRequest;
using type::v1::ExportResourcesResponse;

constexpr char kService[] = "duikou.catalogue.v1.CatalogueService";
constexpr char kGetArea[] = "/duikou.catalogue.v1.CatalogueService/GetArea";
constexpr char kExport[] =
    "/duikou.catalogue.v1.CatalogueService/ExportResources";
constexpr char kJson[] = "Content-Type: application/json";
constexpr char kProto[] = "Content-Type: application/proto";
constexpr char kStreamJson[] = "Content-Type: application/connect+json";
constexpr char kStreamProto[] = "Content-Type: application/connect+proto";
constexpr char kArea[] = R"({"name":"programmes/hubei/areas/x"})";

// What the test's role does with GetArea.
using GetArea = std::function<grpc::Status(grpc::ServerContext&,
                                           const GetAreaRequest&, Area*)>;
using Export = std::function<grpc::Status(
    grpc::ServerContext&, const ExportResourcesRequest&,
    grpc::ServerWriter<ExportResourcesResponse>&)>;

class TestService final : public CatalogueService::Service {
 public:
  grpc::Status GetArea(grpc::ServerContext* context,
                       const GetAreaRequest* request, Area* response) override {
    return get_area(*context, *request, response);
  }
  grpc::Status ExportResources(
      grpc::ServerContext* context, const ExportResourcesRequest* request,
      grpc::ServerWriter<ExportResourcesResponse>* writer) override {
    return export_resources(*context, *request, *writer);
  }

  duikou::GetArea get_area = [](grpc::ServerContext&, const GetAreaRequest& r,
                                Area* area) {
    area->set_name(r.name());
    area->mutable_display_name()->set_zh("秭归县");
    area->set_kind(Area::KIND_COUNTY);
    return grpc::Status::OK;
  };
  duikou::Export export_resources =
      [](grpc::ServerContext&, const ExportResourcesRequest&,
         grpc::ServerWriter<ExportResourcesResponse>& writer) {
        ExportResourcesResponse piece;
        for (int i = 1; i <= 3; ++i) {
          piece.set_content(std::string(2000, 'x'));
          piece.set_rows(i);
          writer.Write(piece);
        }
        return grpc::Status::OK;
      };
};

class GatewayTest : public ::testing::Test {
 protected:
  ~GatewayTest() override {
    gateway_.reset();
    if (host_ != nullptr) host_->Stop();
  }

  void Start() {
    auto host =
        Host::Start(context_, {}, {[&](const HostContext&, Bindings& bindings) {
                      auto service = std::make_unique<TestService>();
                      service_ = service.get();
                      bindings.AddService(kService, std::move(service));
                      return absl::OkStatus();
                    }});
    ASSERT_TRUE(host.ok()) << host.status();
    host_ = *std::move(host);
    options_.services = {
        {kService, in_process_ ? host_->InProcessChannel()
                               : grpc::CreateChannel(
                                     host_->address(),
                                     grpc::InsecureChannelCredentials())}};
    auto gateway = Gateway::Start(options_, registry_);
    ASSERT_TRUE(gateway.ok()) << gateway.status();
    gateway_ = *std::move(gateway);
  }

  RawReply Post(absl::string_view path, const std::vector<std::string>& headers,
                absl::string_view body) {
    return PostOnce(gateway_->port(), path, headers, body);
  }
  RawReply PostArea(std::vector<std::string> headers = {}) {
    headers.insert(headers.begin(), kJson);
    return Post(kGetArea, headers, kArea);
  }

  MemoryStore store_;
  SystemClock clock_;
  SequentialIdGenerator ids_;
  std::shared_ptr<spdlog::logger> logger_ = MakeSilentLogger();
  prometheus::Registry registry_;
  NoSignIn access_;
  RpcRuntime runtime_{ids_, *logger_, registry_, store_, access_, {}};
  HostContext context_{store_, clock_, ids_, *logger_, registry_, runtime_};
  GatewayOptions options_;
  bool in_process_ = true;
  std::unique_ptr<Host> host_;
  TestService* service_ = nullptr;
  std::unique_ptr<Gateway> gateway_;
};

// The messages of a stream, and its end.
struct Stream {
  std::vector<std::string> messages;
  std::vector<uint8_t> flags;
  std::string end;
};
Stream ReadStream(absl::string_view body) {
  Stream stream;
  while (body.size() >= 5) {
    size_t length = 0;
    for (int i = 1; i < 5; ++i) {
      length = length << 8 | static_cast<uint8_t>(body[i]);
    }
    const auto flags = static_cast<uint8_t>(body[0]);
    const std::string payload(body.substr(5, length));
    body.remove_prefix(5 + length);
    if ((flags & kEndStream) != 0) {
      stream.end = payload;
      EXPECT_THAT(body, IsEmpty());
    } else {
      stream.flags.push_back(flags);
      stream.messages.push_back(payload);
    }
  }
  return stream;
}

TEST_F(GatewayTest, AJsonCallIsAnswered) {
  Start();
  const RawReply reply = PostArea();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.Header("content-type"), "application/json");
  EXPECT_EQ(reply.Header("cache-control"), "no-store");
  EXPECT_EQ(
      reply.body,
      R"({"name":"programmes/hubei/areas/x","displayName":{"zh":"秭归县"},)"
      R"("kind":"KIND_COUNTY"})");
}

TEST_F(GatewayTest, ABinaryCallIsAnswered) {
  Start();
  GetAreaRequest request;
  request.set_name("programmes/hubei/areas/y");
  const RawReply reply = Post(kGetArea, {kProto}, request.SerializeAsString());
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.Header("content-type"), "application/proto");
  Area area;
  ASSERT_TRUE(area.ParseFromString(reply.body));
  EXPECT_EQ(area.name(), request.name());
  // A message without bytes is one, too.
  EXPECT_EQ(Post(kGetArea, {kProto}, "").status, 200);
}

TEST_F(GatewayTest, WrongPathsMethodsAndTypesAreToldApart) {
  Start();
  EXPECT_EQ(
      Post("/duikou.catalogue.v1.CatalogueService/None", {kJson}, "{}").status,
      404);
  EXPECT_EQ(Post("/no.such.Service/Get", {kJson}, "{}").status, 404);
  const RawReply get = GetOnce(gateway_->port(), kGetArea);
  EXPECT_EQ(get.status, 405);
  EXPECT_EQ(get.Header("allow"), "POST");
  for (const char* type :
       {"Content-Type: text/plain", "Content-Type: application/grpc",
        "Content-Type: application/x-www-form-urlencoded", kStreamJson,
        "X-Nothing: 1"}) {
    const RawReply reply = Post(kGetArea, {type}, kArea);
    EXPECT_EQ(reply.status, 415) << type;
    EXPECT_EQ(reply.Header("accept-post"),
              "application/json, application/proto");
  }
  EXPECT_EQ(Post(kExport, {kJson}, "{}").status, 415);
  EXPECT_EQ(PostArea({"Connect-Protocol-Version: 1"}).status, 200);
  EXPECT_EQ(PostArea({"Connect-Protocol-Version: 2"}).status, 400);
}

TEST_F(GatewayTest, WhatIsWrongInTheJsonIsNamed) {
  Start();
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"naem":"x"})", "naem"},
      {R"({"name":1.5e400})", ""},
      {R"({"name":["x"]})", "name"},
      {R"({"name":"x")", ""},
      {"", ""},
      {"[]", ""},
      {"\xFF", ""},
      {std::string(100'000, '['), ""},
      {"{\"name\":\"\xFF\"}", ""},
  };
  for (const auto& [json, expected] : cases) {
    const RawReply reply = Post(kGetArea, {kJson}, json);
    EXPECT_EQ(reply.status, 400) << json.substr(0, 50);
    EXPECT_THAT(reply.body, AllOf(StartsWith("{\"code\":\"invalid_argument\""),
                                  HasSubstr(expected)))
        << json.substr(0, 50);
  }
}

TEST_F(GatewayTest, BytesThatAreNoMessageAreTheCallersFault) {
  Start();
  EXPECT_THAT(Post(kGetArea, {kProto}, "\x0A\xFF").body,
              HasSubstr("invalid_argument"));
}

TEST_F(GatewayTest, ErrorsKeepCodeMessageAndDetails) {
  Start();
  service_->get_area = [](grpc::ServerContext& context, const GetAreaRequest&,
                          Area*) {
    context.AddTrailingMetadata("x-why", "because");
    GetAreaRequest detail;
    detail.set_name("d");
    // google.rpc.Status: code 9 as field 1, the detail as field 3.
    google::protobuf::Any any;
    any.PackFrom(detail);
    const std::string bytes = any.SerializeAsString();
    std::string status("\x08\x09\x1A", 3);
    status += static_cast<char>(bytes.size());
    return grpc::Status(grpc::StatusCode::FAILED_PRECONDITION, "没有",
                        status + bytes);
  };
  const RawReply reply = PostArea();
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.Header("content-type"), "application/json");
  EXPECT_EQ(reply.Header("trailer-x-why"), "because");
  EXPECT_EQ(
      reply.body,
      R"({"code":"failed_precondition","message":"没有","details":[)"
      R"({"type":"duikou.catalogue.v1.GetAreaRequest","value":"CgFk"}]})");
}

TEST_F(GatewayTest, MetadataGoBothWays) {
  Start();
  service_->get_area = [](grpc::ServerContext& context, const GetAreaRequest&,
                          Area* area) {
    std::string seen;
    for (const auto& [key, value] : context.client_metadata()) {
      absl::StrAppend(&seen, absl::string_view(key.data(), key.size()), "=",
                      absl::string_view(value.data(), value.size()), ";");
    }
    area->set_name(seen);
    context.AddInitialMetadata("x-early", "1");
    context.AddTrailingMetadata("x-late-bin", "\xFF");
    return grpc::Status::OK;
  };
  const RawReply reply =
      PostArea({"Authorization: Bearer t", "X-Request-Id: r-1",
                "duikou-source: evil", "X-Data-Bin: YQ", "User-Agent: test/1"});
  EXPECT_THAT(reply.body,
              AllOf(HasSubstr("authorization=Bearer t;"),
                    HasSubstr("x-request-id=r-1;"), HasSubstr("x-data-bin=a;"),
                    HasSubstr("duikou-source=127.0.0.1;"),
                    HasSubstr("user-agent=test/1"), Not(HasSubstr("evil"))));
  EXPECT_EQ(reply.Header("x-early"), "1");
  EXPECT_EQ(reply.Header("trailer-x-late-bin"), "/w");
}

TEST_F(GatewayTest, ASessionIsACookieAndProtectedFromOtherSites) {
  Start();
  std::string token;
  bool cross_site = false;
  service_->get_area = [&](grpc::ServerContext& context, const GetAreaRequest&,
                           Area*) {
    cross_site = context.client_metadata().count("duikou-cross-site") > 0;
    const auto found = context.client_metadata().find("authorization");
    token = found == context.client_metadata().end()
                ? ""
                : std::string(found->second.data(), found->second.size());
    context.AddTrailingMetadata("duikou-set-session", "tok-1;60");
    return grpc::Status::OK;
  };
  const RawReply first = PostArea();
  EXPECT_EQ(first.Header("set-cookie"),
            "duikou-session=tok-1; Path=/; Max-Age=60; HttpOnly; "
            "SameSite=Strict");
  EXPECT_THAT(first.head, Not(HasSubstr("duikou-set-session")));
  EXPECT_EQ(token, "");
  EXPECT_EQ(PostArea({"Cookie: duikou-session=tok-1",
                      "Sec-Fetch-Site: same-origin", "Origin: http://test"})
                .status,
            200);
  EXPECT_EQ(token, "Bearer tok-1");
  EXPECT_FALSE(cross_site);
  for (const char* header : {"Sec-Fetch-Site: cross-site",
                             "Origin: http://evil.example", "Origin: null"}) {
    token.clear();
    PostArea({"Cookie: duikou-session=tok-1", header});
    EXPECT_TRUE(cross_site) << header;
    EXPECT_EQ(token, "");
  }
}

TEST_F(GatewayTest, BehindAProxyThatEndsTlsASessionIsASecureCookie) {
  options_.public_origins =
      PublicOrigins::Parse("https://duikou.example").value();
  Start();
  std::string seen;
  service_->get_area = [&seen](grpc::ServerContext& context,
                               const GetAreaRequest&, Area*) {
    seen.clear();
    for (const auto& [key, value] : context.client_metadata()) {
      absl::StrAppend(&seen, absl::string_view(key.data(), key.size()), "=",
                      absl::string_view(value.data(), value.size()), ";");
    }
    context.AddTrailingMetadata("duikou-set-session", "tok-1;60");
    return grpc::Status::OK;
  };
  const std::string cookie = "Cookie: __Host-duikou-session=tok-1";
  const std::string forwarded = "X-Forwarded-For: 192.0.2.1";
  const RawReply reply =
      PostArea({cookie, forwarded, "Origin: https://duikou.example"});
  EXPECT_THAT(
      reply.Header("set-cookie"),
      AllOf(StartsWith("__Host-duikou-session=tok-1"), HasSubstr("; Secure")));
  EXPECT_NE(reply.Header("strict-transport-security"), "");
  EXPECT_THAT(seen, AllOf(HasSubstr("authorization=Bearer tok-1;"),
                          HasSubstr("duikou-source=192.0.2.1;")));
  for (const char* origin : {"Origin: https://evil.example",
                             "Origin: http://test", "Origin: null"}) {
    PostArea({cookie, forwarded, origin});
    EXPECT_THAT(
        seen, AllOf(HasSubstr("duikou-cross-site=1;"), Not(HasSubstr("tok-1"))))
        << origin;
  }
}

TEST_F(GatewayTest, MetricsAreNotShownThroughAProxyOnThisMachine) {
  options_.public_origins =
      PublicOrigins::Parse("https://duikou.example").value();
  Start();
  const auto metrics = [this](const std::vector<std::string>& headers) {
    return GetOnce(gateway_->port(), "/metrics", headers).status;
  };
  EXPECT_EQ(metrics({"X-Forwarded-For: 127.0.0.1, 192.0.2.1"}), 403);
  EXPECT_EQ(metrics({}), 200);
}

TEST_F(GatewayTest, GzipGoesBothWays) {
  Start();
  service_->get_area = [](grpc::ServerContext&, const GetAreaRequest& request,
                          Area* area) {
    area->set_name(request.name() + std::string(5000, 'x'));
    return grpc::Status::OK;
  };
  const RawReply reply =
      Post(kGetArea, {kJson, "Content-Encoding: gzip", "Accept-Encoding: gzip"},
           Gzip(kArea, GzipLevel::kFast));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.Header("content-encoding"), "gzip");
  EXPECT_LT(reply.body.size(), 1000);
  EXPECT_THAT(Gunzip(reply.body, 1 << 20).value(),
              StartsWith(R"({"name":"programmes/hubei/areas/xxxx)"));
  EXPECT_THAT(PostArea({"Content-Encoding: br"}).body,
              HasSubstr("unimplemented"));
  EXPECT_EQ(PostArea({"Content-Encoding: gzip"}).status, 400);
}

TEST_F(GatewayTest, AGzipBombIsDefused) {
  options_.forwarder.json_bytes = 1 << 20;
  options_.forwarder.message_bytes = 1 << 20;
  Start();
  const std::string bomb = Gzip(std::string(64 << 20, ' '), GzipLevel::kSmall);
  for (const char* type : {kJson, kProto}) {
    EXPECT_EQ(Post(kGetArea, {type, "Content-Encoding: gzip"}, bomb).status,
              429);
  }
  const RawReply stream =
      Post(kExport, {kStreamProto, "Connect-Content-Encoding: gzip"},
           Envelope(kCompressed, bomb));
  EXPECT_EQ(stream.status, 200);
  EXPECT_THAT(ReadStream(stream.body).end, HasSubstr("resource_exhausted"));
}

TEST_F(GatewayTest, WhatUnpacksToMuchIsNotReadOnTheThreadsThatDoIo) {
  options_.forwarder.large_messages = 0;  // there are no others
  Start();
  const auto packed = [&](size_t spaces) {
    return Post(kGetArea, {kJson, "Content-Encoding: gzip"},
                Gzip(kArea + std::string(spaces, ' '), GzipLevel::kSmall));
  };
  EXPECT_EQ(packed(kQuickBytes / 2).status, 200);
  const RawReply reply = packed(2 * kQuickBytes);
  EXPECT_EQ(reply.status, 429);
  EXPECT_THAT(reply.body, HasSubstr("too many large requests"));
}

TEST_F(GatewayTest, JsonThatIsTooLargeHasToComeAsBinary) {
  options_.forwarder.json_bytes = 1000;
  Start();
  const RawReply reply = Post(kGetArea, {kJson}, std::string(1001, ' '));
  EXPECT_EQ(reply.status, 429);
  EXPECT_THAT(reply.body, HasSubstr("binary"));
}

TEST_F(GatewayTest, ALargeMessageIsAnsweredToo) {
  Start();
  service_->get_area = [](grpc::ServerContext&, const GetAreaRequest& request,
                          Area* area) {
    area->set_name(request.name());
    return grpc::Status::OK;
  };
  const std::string name(5 << 20, 'n');
  const std::string json = absl::StrCat(R"({"name":")", name, R"("})");
  EXPECT_EQ(Post(kGetArea, {kJson}, json).body, json);
  EXPECT_EQ(Gunzip(Post(kGetArea, {kJson, "Accept-Encoding: gzip"}, json).body,
                   10 << 20)
                .value(),
            json);
}

TEST_F(GatewayTest, ATimeoutEndsTheCall) {
  Start();
  absl::Notification cancelled;
  service_->get_area = [&](grpc::ServerContext& context, const GetAreaRequest&,
                           Area*) {
    while (!context.IsCancelled()) absl::SleepFor(absl::Milliseconds(1));
    cancelled.Notify();
    return grpc::Status::CANCELLED;
  };
  const RawReply reply = PostArea({"Connect-Timeout-Ms: 50"});
  EXPECT_EQ(reply.status, 504);
  EXPECT_THAT(reply.body, HasSubstr("deadline_exceeded"));
  cancelled.WaitForNotification();
  EXPECT_EQ(PostArea({"Connect-Timeout-Ms: 0"}).status, 504);
  EXPECT_EQ(PostArea({"Connect-Timeout-Ms: soon"}).status, 400);
}

TEST_F(GatewayTest, TheRoleLearnsThatTheClientHasGone) {
  Start();
  absl::Notification called;
  absl::Notification cancelled;
  service_->get_area = [&](grpc::ServerContext& context, const GetAreaRequest&,
                           Area*) {
    called.Notify();
    while (!context.IsCancelled()) absl::SleepFor(absl::Milliseconds(1));
    cancelled.Notify();
    return grpc::Status::CANCELLED;
  };
  RawClient client(gateway_->port());
  client.Post(kGetArea, {kJson}, kArea);
  called.WaitForNotification();
  client.Reset();
  EXPECT_TRUE(cancelled.WaitForNotificationWithTimeout(absl::Seconds(30)));
}

TEST_F(GatewayTest, AStreamComesInEnvelopes) {
  Start();
  const RawReply reply = Post(kExport, {kStreamJson}, Envelope(0, "{}"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.Header("content-type"), "application/connect+json");
  const Stream stream = ReadStream(reply.body);
  ASSERT_EQ(stream.messages.size(), 3);
  EXPECT_THAT(stream.messages[2], HasSubstr(R"("rows":3})"));
  EXPECT_EQ(stream.end, "{}");
  const Stream binary =
      ReadStream(Post(kExport, {kStreamProto}, Envelope(0, "")).body);
  ASSERT_EQ(binary.messages.size(), 3);
  ExportResourcesResponse piece;
  ASSERT_TRUE(piece.ParseFromString(binary.messages[1]));
  EXPECT_EQ(piece.rows(), 2);
}

TEST_F(GatewayTest, AStreamsMessagesAreCompressedEach) {
  Start();
  const RawReply reply =
      Post(kExport,
           {kStreamProto, "Connect-Content-Encoding: gzip",
            "Connect-Accept-Encoding: gzip"},
           Envelope(kCompressed, Gzip("", GzipLevel::kFast)));
  EXPECT_EQ(reply.Header("connect-content-encoding"), "gzip");
  const Stream stream = ReadStream(reply.body);
  ASSERT_EQ(stream.messages.size(), 3);
  EXPECT_EQ(stream.flags[0], kCompressed);
  ExportResourcesResponse piece;
  ASSERT_TRUE(
      piece.ParseFromString(Gunzip(stream.messages[0], 1 << 20).value()));
  EXPECT_EQ(piece.content(), std::string(2000, 'x'));
}

TEST_F(GatewayTest, AStreamsErrorStandsAtItsEnd) {
  Start();
  service_->export_resources =
      [](grpc::ServerContext& context, const ExportResourcesRequest&,
         grpc::ServerWriter<ExportResourcesResponse>& writer) {
        context.AddTrailingMetadata("x-late", "1");
        writer.Write(ExportResourcesResponse());
        return grpc::Status(grpc::StatusCode::ABORTED, "stale");
      };
  const Stream stream =
      ReadStream(Post(kExport, {kStreamJson}, Envelope(0, "{}")).body);
  EXPECT_EQ(stream.messages, std::vector<std::string>{"{}"});
  EXPECT_EQ(stream.end, R"({"error":{"code":"aborted","message":"stale"},)"
                        R"("metadata":{"x-late":["1"]}})");
}

TEST_F(GatewayTest, AStreamsRequestThatIsNoneIsAnsweredAsAStream) {
  Start();
  const std::vector<std::string> bodies = {
      "",
      "{}",
      Envelope(0, "{}") + "x",
      Envelope(kCompressed, "{}"),
      Envelope(0, "{\"nope\":1}"),
      std::string("\0\xFF\xFF\xFF\xFF{}", 7)};
  for (const std::string& body : bodies) {
    const RawReply reply = Post(kExport, {kStreamJson}, body);
    EXPECT_EQ(reply.status, 200);
    EXPECT_THAT(ReadStream(reply.body).end, HasSubstr("invalid_argument"))
        << body;
  }
  EXPECT_THAT(
      ReadStream(Post(kExport, {kStreamJson, "Connect-Content-Encoding: br"},
                      Envelope(0, "{}"))
                     .body)
          .end,
      HasSubstr("unimplemented"));
}

TEST_F(GatewayTest, AStreamGoesAsFastAsItsReader) {
  Start();
  std::atomic<int> written = 0;
  absl::Notification ended;
  service_->export_resources =
      [&](grpc::ServerContext&, const ExportResourcesRequest&,
          grpc::ServerWriter<ExportResourcesResponse>& writer) {
        ExportResourcesResponse piece;
        piece.set_content(std::string(1 << 20, 'x'));
        while (writer.Write(piece)) ++written;
        ended.Notify();
        return grpc::Status::OK;
      };
  RawClient client(gateway_->port());
  client.KeepReceiveBufferSmall();
  client.Post(kExport, {kStreamProto}, Envelope(0, ""));
  size_t read = 0;
  while (read < 8 << 20) read += client.ReadSome().size();
  // What is on the way, in buffers and windows, is far less than that.
  EXPECT_LT(written.load(), (read >> 20) + 200);
  client.Reset();
  EXPECT_TRUE(ended.WaitForNotificationWithTimeout(absl::Seconds(30)));
}

TEST_F(GatewayTest, HealthIsThatOfTheRoles) {
  in_process_ = false;  // the role's server ends before the gateway
  Start();
  const RawReply reply = GetOnce(gateway_->port(), "/healthz");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "serving\n");
  EXPECT_EQ(Post("/grpc.health.v1.Health/Check", {kJson}, "{}").body,
            R"({"status":"SERVING"})");
  host_->Stop();
  EXPECT_EQ(GetOnce(gateway_->port(), "/healthz").status, 503);
  EXPECT_EQ(PostArea().status, 503);
}

TEST_F(GatewayTest, MetricsAreShownToThisMachine) {
  Start();
  PostArea();
  const RawReply reply = GetOnce(gateway_->port(), "/metrics");
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr("duikou_http_requests_total{code=\"200\","
                                    "kind=\"connect\"} 1"));
}

TEST_F(GatewayTest, EverythingElseIsTheWebClient) {
  Start();
  const RawReply reply = GetOnce(gateway_->port(), "/");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.Header("content-type"), "text/html; charset=utf-8");
  EXPECT_THAT(reply.body, HasSubstr("网页界面"));
  EXPECT_EQ(reply.Header("x-content-type-options"), "nosniff");
  EXPECT_EQ(reply.Header("x-frame-options"), "DENY");
  EXPECT_EQ(reply.Header("cross-origin-opener-policy"), "same-origin");
  EXPECT_EQ(reply.Header("strict-transport-security"), "");
  for (const char* path :
       {"/../etc/passwd.d", "/..%2f..%2fetc%2fpasswd.d", "/%2e%2e/a.txt"}) {
    EXPECT_EQ(GetOnce(gateway_->port(), path).status, 404) << path;
  }
  EXPECT_EQ(Post("/", {kJson}, "{}").status, 405);
}

TEST_F(GatewayTest, AWebDirectoryThatIsNoneIsSaidSo) {
  options_.web_directory = "/no/such/directory";
  EXPECT_EQ(Gateway::Start(options_, registry_).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace duikou
