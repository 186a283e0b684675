// What a connection does where its client takes nothing more, which sockets
// cannot be made to show at a wanted moment: over a transport of the test's.
#include "services/gateway/http_connection.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

constexpr char kHead[] =
    "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
    "Content-Length: 4\r\n\r\n";

// Keeps what it is asked to do until the test says that it happened.
class HeldTransport final : public Transport {
 public:
  const std::string& source() const override { return source_; }
  bool tls() const override { return false; }
  void Handshake(std::function<void(bool)> done) override {
    handshake = std::move(done);
  }
  void Read(char* data, size_t, std::function<void(size_t)> done) override {
    read_into_ = data;
    read_ = std::move(done);
  }
  void Write(absl::string_view head, absl::string_view,
             std::function<void(bool)> done) override {
    written.append(head.data(), head.size());
    write = std::move(done);
  }
  void CloseSend(std::function<void()>) override {}
  void Close() override {
    closed = true;
    alarm = nullptr;
  }
  void SetAlarm(SteadyTime, std::function<void()> wake) override {
    alarm = std::move(wake);
  }

  // The client sends this.
  void Receive(const std::string& bytes) {
    bytes.copy(read_into_, bytes.size());
    std::exchange(read_, nullptr)(bytes.size());
  }
  // The time of the alarm has come. REQUIRES: one is set.
  void Ring() { std::exchange(alarm, nullptr)(); }

  // Lets go of the connection that waits.
  void Forget() {
    handshake = write = nullptr;
    alarm = nullptr;
    read_ = nullptr;
  }

  std::function<void(bool)> handshake;
  std::function<void(bool)> write;  // not ended yet
  std::function<void()> alarm;
  std::string written;
  bool closed = false;

 private:
  const std::string source_ = "192.0.2.1";
  char* read_into_ = nullptr;
  std::function<void(size_t)> read_;
};

// Keeps the exchange of what was asked.
class Owner final : public HttpConnectionOwner {
 public:
  const HttpLimits& limits() const override { return limits_; }
  const std::string& shared_headers() const override { return headers_; }
  void Handle(HttpRequest, std::shared_ptr<HttpExchange> made) override {
    exchange = std::move(made);
  }
  bool TakeRoom(int64_t) override { return true; }
  void OnAnswered(const char*, int, absl::Duration) override {}
  void OnRefused(const char*) override {}
  void OnClosed(const std::shared_ptr<HttpConnection>&) override {}
  void OnExchangeMade() override {}
  void OnExchangeGone() override {}

  std::shared_ptr<HttpExchange> exchange;

 private:
  // All times are over at once.
  const HttpLimits limits_ = {.body_time = absl::ZeroDuration(),
                              .write_time = absl::ZeroDuration(),
                              .least_bytes_per_second = int64_t{1} << 40};
  const std::string headers_;
};

class HttpConnectionTest : public ::testing::Test {
 protected:
  ~HttpConnectionTest() override {
    OnLoop([this] {
      owner_.exchange.reset();
      if (connection_ != nullptr) connection_->Close();
      transport_->Forget();
    });
  }

  void OnLoop(const std::function<void()>& work) {
    absl::Notification done;
    loop_.Run([&] {
      work();
      done.Notify();
    });
    done.WaitForNotification();
  }
  // A client that asks whether to send its body, and does not take the answer.
  void AskAndTakeNothing() {
    connection_ = std::make_shared<HttpConnection>(owner_, loop_, transport_);
    OnLoop([this] {
      connection_->Start();
      std::exchange(transport_->handshake, nullptr)(true);
      transport_->Receive(kHead);
    });
    ASSERT_EQ(transport_->written, "HTTP/1.1 100 Continue\r\n\r\n");
  }

  IoLoop loop_;
  Owner owner_;
  const std::shared_ptr<HeldTransport> transport_ =
      std::make_shared<HeldTransport>();
  std::shared_ptr<HttpConnection> connection_;
};

TEST_F(HttpConnectionTest, ARefusalThatWaitsForAnotherWriteHasADeadline) {
  AskAndTakeNothing();
  OnLoop([this] {
    transport_->Ring();  // the body does not come: refused
    EXPECT_FALSE(transport_->closed);
    ASSERT_TRUE(transport_->alarm);
    transport_->Ring();  // nor does the client take the refusal
    EXPECT_TRUE(transport_->closed);
  });
}

TEST_F(HttpConnectionTest, AnAnswerThatWaitsForAnotherWriteHasADeadline) {
  AskAndTakeNothing();
  OnLoop([this] {
    transport_->Receive("body");
    ASSERT_TRUE(owner_.exchange);
    transport_->Ring();  // the role may take its time
    EXPECT_FALSE(transport_->closed);
    owner_.exchange->Respond(TextResponse(200, "text/plain", "answer"));
    ASSERT_TRUE(transport_->alarm);
    transport_->Ring();
    EXPECT_TRUE(transport_->closed);
  });
}

TEST_F(HttpConnectionTest, WhatWaitedIsSentWhenTheClientTakesIt) {
  AskAndTakeNothing();
  OnLoop([this] {
    transport_->Receive("body");
    owner_.exchange->Respond(TextResponse(200, "text/plain", "answer"));
    transport_->written.clear();
    std::exchange(transport_->write, nullptr)(true);
    EXPECT_EQ(transport_->written.substr(0, 15), "HTTP/1.1 200 OK");
    EXPECT_FALSE(transport_->closed);
  });
}

}  // namespace
}  // namespace duikou
