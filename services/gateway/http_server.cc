#include "services/gateway/http_server.h"

#include <atomic>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "matcher/base/status_macros.h"
#include "services/base/network_address.h"
#include "services/gateway/connect_protocol.h"
#include "services/gateway/http_connection.h"
#include "services/gateway/http_metrics.h"

namespace duikou {
namespace {

std::string RefusalText() {
  const std::string body =
      ErrorJson({absl::StatusCode::kUnavailable,
                 "too many connections are open; try again later"});
  return absl::StrCat(
      "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n"
      "Retry-After: 5\r\nConnection: close\r\nContent-Length: ",
      body.size(), "\r\n\r\n", body);
}

}  // namespace

class HttpServer::Impl final : public HttpConnectionOwner {
 public:
  Impl(const HttpServerOptions& options, prometheus::Registry& registry,
       HttpHandler handler)
      : options_(options), handler_(std::move(handler)), metrics_(registry) {
    for (const HttpHeader& header : options.shared_headers) {
      absl::StrAppend(&shared_headers_, header.name, ": ", header.value,
                      "\r\n");
    }
    for (int i = 0; i < options.io_threads; ++i) {
      workers_.push_back(std::make_unique<Worker>());
    }
  }

  absl::Status Listen() {
    RaiseOpenFilesLimit();
    std::vector<IoLoop*> loops;
    for (const auto& worker : workers_) loops.push_back(&worker->loop);
    ASSIGN_OR_RETURN(listener_,
                     Listener::Open(options_.listen, options_.tls, loops));
    listener_->Start(
        [this](IoLoop& loop, std::shared_ptr<Transport> transport) {
          Accept(loop, std::move(transport));
        });
    return absl::OkStatus();
  }

  int port() const { return listener_->port(); }
  std::string address() const {
    return absl::StrCat(options_.listen.substr(0, options_.listen.rfind(':')),
                        ":", port());
  }

  void Stop(absl::Duration grace) {
    if (listener_ == nullptr || stopped_.exchange(true)) return;
    listener_->Close();
    ForEachConnection([](HttpConnection& c) { c.CloseSoon(); });
    {
      absl::MutexLock lock(&mutex_);
      mutex_.AwaitWithTimeout(absl::Condition(this, &Impl::NoneOpen), grace);
    }
    ForEachConnection([](HttpConnection& c) { c.Close(); });
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &Impl::NothingLeft));
  }

  // HttpConnectionOwner:
  const HttpLimits& limits() const override { return options_.limits; }
  const std::string& shared_headers() const override { return shared_headers_; }
  void Handle(HttpRequest request,
              std::shared_ptr<HttpExchange> exchange) override {
    handler_(std::move(request), std::move(exchange));
  }
  bool TakeRoom(int64_t bytes) override {
    const int64_t taken = room_taken_.fetch_add(bytes) + bytes;
    if (bytes > 0 && taken > options_.limits.large_bodies_bytes) {
      room_taken_.fetch_sub(bytes);
      return false;
    }
    metrics_.large_body_bytes().Increment(static_cast<double>(bytes));
    return true;
  }
  void OnAnswered(const char* kind, int status,
                  absl::Duration latency) override {
    metrics_.CountAnswer(kind, status, latency);
  }
  void OnRefused(const char* reason) override { metrics_.CountRefusal(reason); }
  void OnClosed(const std::shared_ptr<HttpConnection>& connection) override {
    WorkerOf(connection->loop()).connections.erase(connection);
    metrics_.connections().Decrement();
    absl::MutexLock lock(&mutex_);
    --open_;
    const auto found = by_source_.find(NetworkOf(connection->source()));
    if (--found->second == 0) by_source_.erase(found);
  }
  void OnExchangeMade() override {
    absl::MutexLock lock(&mutex_);
    ++exchanges_;
  }
  void OnExchangeGone() override {
    absl::MutexLock lock(&mutex_);
    --exchanges_;
  }

 private:
  struct Worker {
    // Used on the loop's thread alone.
    absl::flat_hash_set<std::shared_ptr<HttpConnection>> connections;
    IoLoop loop;  // the first to go: it ends with its sockets
  };

  Worker& WorkerOf(IoLoop& loop) {
    for (const auto& worker : workers_) {
      if (&worker->loop == &loop) return *worker;
    }
    return *workers_[0];  // unreachable
  }

  void Accept(IoLoop& loop, std::shared_ptr<Transport> transport) {
    if (!Admit(transport->source())) return Reject(std::move(transport));
    metrics_.connections().Increment();
    auto connection =
        std::make_shared<HttpConnection>(*this, loop, std::move(transport));
    WorkerOf(loop).connections.insert(connection);
    connection->Start();
  }

  bool Admit(const std::string& source) ABSL_LOCKS_EXCLUDED(mutex_) {
    const HttpLimits& limits = options_.limits;
    absl::MutexLock lock(&mutex_);
    if (open_ >= limits.connections) return false;
    int& of_source = by_source_[NetworkOf(source)];
    if (of_source >= limits.connections_per_source &&
        (limits.limit_loopback_sources || !IsLoopbackAddress(source))) {
      return false;
    }
    ++of_source;
    ++open_;
    return true;
  }

  // Says why in one write that is not waited for, and closes.
  void Reject(std::shared_ptr<Transport> transport) {
    metrics_.CountRefusal("connections");
    if (transport->tls()) return transport->Close();
    static const auto& text = *new std::string(RefusalText());
    Transport& client = *transport;
    client.Write(text, "", [transport = std::move(transport)](bool) {
      transport->CloseSend([] {});
      transport->Close();
    });
  }

  // Returns when `work` was done for each.
  void ForEachConnection(const std::function<void(HttpConnection&)>& work) {
    for (const auto& worker : workers_) {
      absl::Notification done;
      worker->loop.Run([&] {
        // Work may take connections out of the set.
        const auto connections = worker->connections;
        for (const auto& connection : connections) work(*connection);
        done.Notify();
      });
      done.WaitForNotification();
    }
  }

  bool NoneOpen() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return open_ == 0;
  }
  bool NothingLeft() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return open_ == 0 && exchanges_ == 0;
  }

  const HttpServerOptions options_;
  const HttpHandler handler_;
  HttpMetrics metrics_;
  std::string shared_headers_;
  std::atomic<int64_t> room_taken_ = 0;
  std::atomic<bool> stopped_ = false;
  absl::Mutex mutex_;
  int open_ ABSL_GUARDED_BY(mutex_) = 0;
  int exchanges_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::flat_hash_map<std::string, int> by_source_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<Listener> listener_;  // goes before the loops it deals to
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(
    const HttpServerOptions& options, prometheus::Registry& registry,
    HttpHandler handler) {
  auto impl = std::make_unique<Impl>(options, registry, std::move(handler));
  RETURN_IF_ERROR(impl->Listen());
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

HttpServer::~HttpServer() { Stop(absl::ZeroDuration()); }

int HttpServer::port() const { return impl_->port(); }

std::string HttpServer::address() const { return impl_->address(); }

void HttpServer::Stop(absl::Duration grace) { impl_->Stop(grace); }

}  // namespace duikou
