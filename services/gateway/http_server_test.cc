#include "services/gateway/http_server.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "prometheus/text_serializer.h"
#include "services/gateway/testing/raw_client.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

using Exchange = std::shared_ptr<HttpExchange>;

constexpr absl::Duration kShort = absl::Milliseconds(50);
constexpr char kGet[] = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

// Answers with the request's method, target and the size of its body.
void Echo(HttpRequest request, const Exchange& exchange) {
  exchange->Respond(
      TextResponse(200, "text/plain",
                   absl::StrCat(request.method, " ", request.target, " ",
                                request.body.size())));
}

class HttpServerTest : public ::testing::Test {
 protected:
  void Start(HttpHandler handler) {
    auto started = HttpServer::Start(options_, registry_, std::move(handler));
    ASSERT_TRUE(started.ok()) << started.status();
    server_ = *std::move(started);
  }
  RawClient Connect() { return RawClient(server_->port()); }
  // What a connection that sends this, and nothing more, is answered.
  RawReply Ask(absl::string_view bytes) {
    RawClient client = Connect();
    client.Send(bytes);
    return client.ReadReply();
  }
  std::string Metrics() {
    return prometheus::TextSerializer().Serialize(registry_.Collect());
  }
  // Waits for a line of the metrics.
  bool AwaitMetric(const std::string& line) {
    const absl::Time deadline = absl::Now() + absl::Seconds(30);
    while (absl::Now() < deadline) {
      if (absl::StrContains(Metrics(), line + "\n")) return true;
      absl::SleepFor(absl::Milliseconds(1));
    }
    return false;
  }

  HttpServerOptions options_;
  HttpLimits& limits_ = options_.limits;
  prometheus::Registry registry_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpServerTest, AConnectionServesManyRequests) {
  Start(Echo);
  RawClient client = Connect();
  for (int i = 0; i < 3; ++i) {
    client.Post("/a?b", {}, "four");
    EXPECT_EQ(client.ReadReply().body, "POST /a?b 4");
  }
  EXPECT_TRUE(AwaitMetric("duikou_http_connections 1"));
  EXPECT_TRUE(
      AwaitMetric("duikou_http_requests_total{code=\"200\",kind=\"other\"} 3"));
}

TEST_F(HttpServerTest, PipelinedRequestsAreAnsweredInOrder) {
  Start(Echo);
  RawClient client = Connect();
  client.Send(
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\n"
      "Content-Length: 2\r\n\r\nxyGET /3 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.ReadReply().body, "GET /1 0");
  EXPECT_EQ(client.ReadReply().body, "POST /2 2");
  EXPECT_EQ(client.ReadReply().body, "GET /3 0");
}

TEST_F(HttpServerTest, ARequestMayComeByteByByte) {
  Start(Echo);
  RawClient client = Connect();
  for (const char byte : std::string(
           "POST /slow HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
           "\r\n3\r\nabc\r\n0\r\n\r\n")) {
    client.Send(absl::string_view(&byte, 1));
  }
  EXPECT_EQ(client.ReadReply().body, "POST /slow 3");
}

TEST_F(HttpServerTest, ChunksMayComeInAnyPieces) {
  Start(Echo);
  const std::string head =
      "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const auto& [chunks, size] : std::vector<std::pair<std::string, int>>{
           {"0\r\n\r\n", 0},
           {"1;a=b\r\nx\r\n0;c\r\nT: v\r\n\r\n", 1},
           {"0a\r\n0123456789\r\nA\r\n0123456789\r\n000\r\n\r\n", 20}}) {
    for (size_t piece = 1; piece <= chunks.size(); ++piece) {
      RawClient client = Connect();
      client.Send(head);
      for (size_t at = 0; at < chunks.size(); at += piece) {
        client.Send(absl::string_view(chunks).substr(at, piece));
      }
      EXPECT_EQ(client.ReadReply().body, absl::StrCat("POST /c ", size))
          << chunks << " by " << piece;
    }
  }
  for (const std::string chunks :
       {"\r\n", " 1\r\nx\r\n", "1 \r\nx\r\n", "-1\r\n", "0x1\r\nx\r\n",
        "1\r\nxy\r\n", "1\nx\r\n", "1111111111111111\r\n", "1;\x01\r\nx\r\n"}) {
    EXPECT_EQ(Ask(head + chunks).status, 400) << chunks;
  }
}

TEST_F(HttpServerTest, TheConnectionEndsWhereTheClientAsks) {
  Start(Echo);
  for (const char* request :
       {"GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"}) {
    RawClient client = Connect();
    client.Send(request);
    const RawReply reply = client.ReadReply();
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.Header("connection"), "close");
    EXPECT_TRUE(client.AtEnd());
  }
}

TEST_F(HttpServerTest, HeadHasNoBody) {
  Start(Echo);
  RawClient client = Connect();
  client.Send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.ReadReply(/*has_body=*/false).Header("content-length"), "9");
  client.Send(kGet);
  EXPECT_EQ(client.ReadReply().body, "GET /a 0");
}

TEST_F(HttpServerTest, TheRequestTellsWhereItCameFrom) {
  Start([](HttpRequest request, const Exchange& exchange) {
    exchange->Respond(TextResponse(
        200, "text/plain",
        absl::StrCat(request.source, " ", request.tls, " ",
                     *request.Header("x-mixed"), " ", request.Path())));
  });
  RawClient client = Connect();
  client.Send("GET http://x/p?q HTTP/1.1\r\nHost: x\r\nX-MiXed:  v \r\n\r\n");
  EXPECT_EQ(client.ReadReply().body, "127.0.0.1 0 v /p");
}

TEST_F(HttpServerTest, WhatIsNoHttpIsRefused) {
  Start(Echo);
  const std::vector<std::pair<std::string, int>> cases = {
      {"\r\n\r\n\r\n", 400},
      {"nonsense\r\n\r\n", 400},
      {"GET /\r\n\r\n", 400},
      {"GET / HTTP/9.9\r\nHost: x\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: x\r\nBad Name: 1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n", 400},
      {"GET nopath HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
       "Content-Length: 2\r\n\r\nab",
       400},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
       "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       400},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
       501},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
       400},
      {"POST / HTTP/1.1\r\nHost: x\r\nExpect: magic\r\n\r\n", 417},
  };
  for (const auto& [request, status] : cases) {
    RawClient client = Connect();
    client.Send(request);
    const RawReply reply = client.ReadReply();
    EXPECT_EQ(reply.status, status) << request;
    EXPECT_THAT(reply.body, StartsWith("{\"code\":\"")) << request;
    client.CloseSend();
    EXPECT_TRUE(client.AtEnd()) << request;
  }
}

TEST_F(HttpServerTest, LongHeadersAreRefused) {
  limits_.header_bytes = 1000;
  Start(Echo);
  const auto with = [](size_t size) {
    return absl::StrCat(
        "GET / HTTP/1.1\r\nHost: x\r\nA: ", std::string(size, 'a'), "\r\n\r\n");
  };
  EXPECT_EQ(Ask(with(900)).status, 200);
  EXPECT_EQ(Ask(with(1000)).status, 431);
  EXPECT_EQ(Ask(with(100'000)).status, 431);
  // Without an end.
  EXPECT_EQ(Ask(std::string(5000, 'G')).status, 431);
  EXPECT_THAT(Ask(with(1000)).body, HasSubstr("resource_exhausted"));
}

TEST_F(HttpServerTest, LongBodiesAreRefusedBeforeTheyCome) {
  limits_.body_bytes = 1000;
  Start(Echo);
  EXPECT_EQ(
      Ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n").status,
      413);
  EXPECT_EQ(Ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: "
                "99999999999999999999\r\n\r\n")
                .status,
            400);
  const std::string chunked =
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Ask(absl::StrCat(chunked, "3e9\r\n", std::string(1001, 'x'),
                             "\r\n0\r\n\r\n"))
                .status,
            413);
  EXPECT_EQ(Ask(absl::StrCat(chunked, "fffffffffff\r\n")).status, 413);
  EXPECT_EQ(PostOnce(server_->port(), "/", {}, std::string(1000, 'x')).status,
            200);
}

TEST_F(HttpServerTest, AContinueIsSentWhereItIsWaitedFor) {
  limits_.body_bytes = 1000;
  Start(Echo);
  const auto head = [](int size) {
    return absl::StrCat(
        "POST /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
        "Content-Length: ",
        size, "\r\n\r\n");
  };
  RawClient client = Connect();
  client.Send(head(3));
  EXPECT_EQ(client.ReadReply().status, 100);
  client.Send("abc");
  EXPECT_EQ(client.ReadReply().body, "POST /e 3");
  // Not for a body that is not taken.
  EXPECT_EQ(Ask(head(1001)).status, 413);
}

TEST_F(HttpServerTest, LargeBodiesShareTheirRoom) {
  limits_.large_bodies_bytes = 1 << 20;
  Start(Echo);
  const std::string body(700 << 10, 'x');
  const std::string all_but_its_end = absl::StrCat(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ", body.size() + 1,
      "\r\n\r\n", body);
  RawClient first = Connect();
  first.Send(all_but_its_end);
  ASSERT_TRUE(
      AwaitMetric(absl::StrCat("duikou_http_large_body_bytes ", body.size())));
  RawClient second = Connect();
  second.Send(all_but_its_end);
  EXPECT_EQ(second.ReadReply().status, 503);
  first.Send("y");
  EXPECT_EQ(first.ReadReply().status, 200);
  EXPECT_TRUE(AwaitMetric("duikou_http_large_body_bytes 0"));
  // A small one always has room, and what was taken is given back.
  EXPECT_EQ(PostOnce(server_->port(), "/", {}, "small").status, 200);
  EXPECT_EQ(PostOnce(server_->port(), "/", {}, body).status, 200);
  EXPECT_EQ(
      PostOnce(server_->port(), "/", {}, std::string(2 << 20, 'x')).status,
      503);
}

TEST_F(HttpServerTest, ASlowHeadIsGivenUp) {
  limits_.header_time = kShort;
  Start(Echo);
  RawClient client = Connect();
  client.Send("GET / HTTP/1.1\r\nHos");
  EXPECT_EQ(client.ReadReply().status, 408);
  EXPECT_TRUE(AwaitMetric("duikou_http_refused_total{reason=\"slow\"} 1"));
  client.CloseSend();
  EXPECT_TRUE(AwaitMetric("duikou_http_connections 0"));
}

TEST_F(HttpServerTest, AHeadThatComesByteByByteForeverIsGivenUp) {
  limits_.header_time = kShort;
  limits_.header_bytes = 64 << 20;  // more than comes in that time
  Start(Echo);
  RawClient client = Connect();
  client.Send("GET / HTTP/1.1\r\nA: ");
  // More bytes do not move the deadline.
  while (client.Send("a")) {
    if (absl::StrContains(Metrics(), "reason=\"slow\"")) break;
  }
  EXPECT_EQ(client.ReadReply().status, 408);
}

TEST_F(HttpServerTest, ASlowBodyIsGivenUp) {
  limits_.body_time = kShort;
  Start(Echo);
  RawClient client = Connect();
  client.Send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
  EXPECT_EQ(client.ReadReply().status, 408);
}

TEST_F(HttpServerTest, ASilentConnectionIsClosed) {
  limits_.idle_time = kShort;
  Start(Echo);
  RawClient never_asks = Connect();
  EXPECT_TRUE(never_asks.AtEnd());
  RawClient asked = Connect();
  asked.Send(kGet);
  EXPECT_EQ(asked.ReadReply().status, 200);
  EXPECT_TRUE(asked.AtEnd());
  EXPECT_TRUE(AwaitMetric("duikou_http_connections 0"));
}

TEST_F(HttpServerTest, AClientThatDoesNotReadIsGivenUp) {
  limits_.write_time = kShort;
  limits_.least_bytes_per_second = int64_t{1} << 40;
  const auto body =
      std::make_shared<const std::string>(std::string(64 << 20, 'x'));
  Start([&](HttpRequest, const Exchange& exchange) {
    exchange->Respond({.body = body});
  });
  RawClient client = Connect();
  client.KeepReceiveBufferSmall();
  client.Send(kGet);
  EXPECT_TRUE(AwaitMetric("duikou_http_refused_total{reason=\"slow\"} 1"));
  EXPECT_TRUE(AwaitMetric("duikou_http_connections 0"));
}

TEST_F(HttpServerTest, ConnectionsBeyondTheLimitAreTurnedAway) {
  limits_.connections = 2;
  Start(Echo);
  auto first = std::make_unique<RawClient>(server_->port());
  first->Send(kGet);
  EXPECT_EQ(first->ReadReply().status, 200);
  RawClient second = Connect();
  second.Send(kGet);
  EXPECT_EQ(second.ReadReply().status, 200);
  RawClient third = Connect();
  EXPECT_THAT(third.ReadToEnd(),
              AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("unavailable")));
  EXPECT_TRUE(
      AwaitMetric("duikou_http_refused_total{reason=\"connections\"} 1"));
  first.reset();
  EXPECT_TRUE(AwaitMetric("duikou_http_connections 1"));
  EXPECT_EQ(Ask(kGet).status, 200);
}

TEST_F(HttpServerTest, OneSourceHasItsOwnLimit) {
  limits_.connections_per_source = 1;
  limits_.limit_loopback_sources = true;
  Start(Echo);
  RawClient first = Connect();
  first.Send(kGet);
  EXPECT_EQ(first.ReadReply().status, 200);
  RawClient second = Connect();
  EXPECT_THAT(second.ReadToEnd(), StartsWith("HTTP/1.1 503 "));
}

TEST_F(HttpServerTest, AThousandIdleConnectionsAreNoHindrance) {
  Start(Echo);
  std::vector<RawClient> idle;
  for (int i = 0; i < 1000; ++i) idle.push_back(Connect());
  std::vector<RawClient> busy;
  for (int i = 0; i < 64; ++i) busy.push_back(Connect());
  for (int round = 0; round < 10; ++round) {
    for (RawClient& client : busy) client.Send(kGet);
    for (RawClient& client : busy) {
      EXPECT_EQ(client.ReadReply().body, "GET /a 0");
    }
  }
  for (RawClient& client : idle) client.Send(kGet);
  for (RawClient& client : idle) EXPECT_EQ(client.ReadReply().status, 200);
}

TEST_F(HttpServerTest, AStreamIsSentInChunks) {
  Start([](HttpRequest, const Exchange& exchange) {
    exchange->StartStream({.headers = {{"X-A", "b"}}});
    exchange->Write("one,", [exchange](bool written) {
      EXPECT_TRUE(written);
      exchange->Write("two", [exchange](bool) { exchange->EndStream(); });
    });
  });
  RawClient client = Connect();
  for (int i = 0; i < 2; ++i) {
    client.Send(kGet);
    const RawReply reply = client.ReadReply();
    EXPECT_EQ(reply.Header("x-a"), "b");
    EXPECT_EQ(reply.Header("transfer-encoding"), "chunked");
    EXPECT_EQ(reply.body, "one,two");
  }
  // HTTP/1.0 has no chunks.
  RawClient old = Connect();
  old.Send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_THAT(old.ReadToEnd(), ::testing::EndsWith("\r\n\r\none,two"));
}

// Writes 64 pieces of 1 MiB, each when the last is taken.
struct Pieces : public std::enable_shared_from_this<Pieces> {
  static constexpr int kAll = 64;
  void Next() {
    if (sent == kAll) {
      exchange->EndStream();
      exchange.reset();
      return;
    }
    ++sent;
    exchange->Write(std::string(1 << 20, 'x'),
                    [self = shared_from_this()](bool written) {
                      if (written) return self->Next();
                      self->exchange.reset();
                      self->failed.Notify();
                    });
  }
  Exchange exchange;
  std::atomic<int> sent = 0;
  absl::Notification failed;
};

TEST_F(HttpServerTest, AStreamWaitsForItsReader) {
  auto pieces = std::make_shared<Pieces>();
  Start([&](HttpRequest, Exchange exchange) {
    pieces->exchange = std::move(exchange);
    pieces->exchange->StartStream({});
    pieces->Next();
  });
  RawClient client = Connect();
  client.KeepReceiveBufferSmall();
  client.Send(kGet);
  const std::string head = client.ReadSome();
  EXPECT_THAT(head, StartsWith("HTTP/1.1 200 "));
  EXPECT_LT(pieces->sent.load(), Pieces::kAll);
  // The pieces, and beside each its size and line ends.
  size_t read = head.size();
  while (read < size_t{Pieces::kAll} << 20) {
    const size_t more = client.ReadSome().size();
    ASSERT_GT(more, 0);
    read += more;
  }
  EXPECT_EQ(pieces->sent.load(), Pieces::kAll);
}

TEST_F(HttpServerTest, AStreamLearnsThatItsReaderHasGone) {
  auto pieces = std::make_shared<Pieces>();
  absl::Notification gone;
  Start([&](HttpRequest, Exchange exchange) {
    pieces->exchange = std::move(exchange);
    pieces->exchange->OnGone([&] { gone.Notify(); });
    pieces->exchange->StartStream({});
    pieces->Next();
  });
  RawClient client = Connect();
  client.KeepReceiveBufferSmall();
  client.Send(kGet);
  EXPECT_THAT(client.ReadSome(), Not(IsEmpty()));
  client.Reset();
  EXPECT_TRUE(pieces->failed.WaitForNotificationWithTimeout(absl::Seconds(30)));
  EXPECT_TRUE(gone.WaitForNotificationWithTimeout(absl::Seconds(30)));
}

// Keeps the exchanges it gets.
class Held {
 public:
  HttpHandler Handler() {
    return [this](HttpRequest, Exchange exchange) {
      exchange->OnGone([this] { gone_.Notify(); });
      absl::MutexLock lock(&mutex_);
      exchange_ = std::move(exchange);
    };
  }
  Exchange Await() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(
        +[](Held* held) { return held->exchange_ != nullptr; }, this));
    return std::move(exchange_);
  }
  bool AwaitGone() {
    return gone_.WaitForNotificationWithTimeout(absl::Seconds(30));
  }

 private:
  absl::Mutex mutex_;
  Exchange exchange_;
  absl::Notification gone_;
};

TEST_F(HttpServerTest, AHandlerLearnsThatItsClientHasGone) {
  for (const bool reset : {true, false}) {
    Held held;
    Start(held.Handler());
    RawClient client = Connect();
    client.Send(kGet);
    Exchange exchange = held.Await();
    reset ? client.Reset() : client.CloseSend();
    EXPECT_TRUE(held.AwaitGone());
    exchange->Respond(TextResponse(200, "text/plain", "late"));
    exchange = nullptr;
    server_.reset();
  }
}

TEST_F(HttpServerTest, ADroppedExchangeIsAnErrorOfOurs) {
  Start([](HttpRequest, const Exchange&) {});
  EXPECT_EQ(Ask(kGet).status, 500);
}

TEST_F(HttpServerTest, AHeaderCannotEndItsLine) {
  Start([](HttpRequest, const Exchange& exchange) {
    exchange->Respond(
        {.headers = {
             {"A", "b\r\nSet-Cookie: evil"}, {"C\r\nD", "e"}, {"F", "g"}}});
  });
  const RawReply reply = Ask(kGet);
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.head, Not(HasSubstr("evil")));
  EXPECT_THAT(reply.head, Not(HasSubstr("D: e")));
  EXPECT_EQ(reply.Header("f"), "g");
}

TEST_F(HttpServerTest, EveryAnswerHasTheSharedHeaders) {
  options_.shared_headers = {{"X-Content-Type-Options", "nosniff"}};
  Start(Echo);
  EXPECT_EQ(Ask(kGet).Header("x-content-type-options"), "nosniff");
  EXPECT_EQ(Ask("x\r\n\r\n").Header("x-content-type-options"), "nosniff");
}

TEST_F(HttpServerTest, StoppingLetsAnswersUnderWayEnd) {
  Held held;
  Start(held.Handler());
  const int port = server_->port();
  RawClient idle = Connect();
  RawClient client = Connect();
  client.Send(kGet);
  Exchange exchange = held.Await();
  std::thread stop([&] { server_->Stop(absl::InfiniteDuration()); });
  EXPECT_TRUE(idle.AtEnd());
  // Nothing is accepted any more.
  EXPECT_EQ(GetOnce(port, "/").status, 0);
  exchange->Respond(TextResponse(200, "text/plain", "done"));
  exchange = nullptr;
  EXPECT_EQ(client.ReadReply().body, "done");
  client.CloseSend();
  EXPECT_TRUE(client.AtEnd());
  stop.join();
}

TEST_F(HttpServerTest, StoppingEndsWhatTakesLongerThanItsGrace) {
  Held held;
  Start(held.Handler());
  RawClient client = Connect();
  client.Send(kGet);
  Exchange exchange = held.Await();
  std::thread stop([&] { server_->Stop(kShort); });
  EXPECT_TRUE(held.AwaitGone());
  EXPECT_TRUE(client.AtEnd());
  exchange = nullptr;
  stop.join();
}

TEST_F(HttpServerTest, AnAddressThatIsTakenOrNoneIsSaidSo) {
  Start(Echo);
  HttpServerOptions options;
  for (const auto& [address, code] :
       std::vector<std::pair<std::string, absl::StatusCode>>{
           {server_->address(), absl::StatusCode::kUnavailable},
           {"127.0.0.1", absl::StatusCode::kInvalidArgument},
           {"nowhere:80", absl::StatusCode::kInvalidArgument},
           {"127.0.0.1:99999", absl::StatusCode::kInvalidArgument}}) {
    options.listen = address;
    EXPECT_EQ(HttpServer::Start(options, registry_, Echo).status().code(), code)
        << address;
  }
}

}  // namespace
}  // namespace duikou
