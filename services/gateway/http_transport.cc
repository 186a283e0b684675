#include "services/gateway/http_transport.h"

#include <openssl/ssl.h>
#include <sys/resource.h>

#include <array>
#include <atomic>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/synchronization/notification.h"
#include "matcher/base/status_macros.h"
#include "services/base/network_address.h"

namespace duikou {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock,
                               asio::wait_traits<std::chrono::steady_clock>,
                               Executor>;

constexpr auto kAcceptAgain = std::chrono::milliseconds(100);

std::string SourceOf(const Socket& socket) {
  error_code error;
  const tcp::endpoint remote = socket.remote_endpoint(error);
  if (error) return "";
  return PlainAddress(remote.address().to_string());
}

}  // namespace

struct IoLoop::Impl {
  asio::io_context context{1};
  asio::executor_work_guard<Executor> work{context.get_executor()};
  std::thread thread;
};

IoLoop::IoLoop() : impl_(std::make_unique<Impl>()) {
  impl_->thread = std::thread([this] { impl_->context.run(); });
}

IoLoop::~IoLoop() {
  impl_->work.reset();
  impl_->thread.join();
}

void IoLoop::Post(std::function<void()> work) {
  asio::post(impl_->context, std::move(work));
}

void IoLoop::Run(std::function<void()> work) {
  asio::dispatch(impl_->context, std::move(work));
}

namespace {

// What plain and TLS connections share. `Stream` reads and writes.
template <typename Stream>
class StreamTransport : public Transport {
 public:
  const std::string& source() const override { return source_; }

  void Read(char* data, size_t size,
            std::function<void(size_t)> done) override {
    stream_.async_read_some(
        asio::buffer(data, size),
        [done = std::move(done)](error_code error, size_t n) {
          done(error ? 0 : n);
        });
  }

  void Write(absl::string_view head, absl::string_view body,
             std::function<void(bool)> done) override {
    const std::array<asio::const_buffer, 2> buffers = {
        asio::buffer(head.data(), head.size()),
        asio::buffer(body.data(), body.size())};
    asio::async_write(
        stream_, buffers,
        [done = std::move(done)](error_code error, size_t) { done(!error); });
  }

  void Close() override {
    error_code ignored;
    timer_.cancel(ignored);
    socket().close(ignored);
  }

  void SetAlarm(SteadyTime time, std::function<void()> alarm) override {
    timer_.expires_at(time);
    timer_.async_wait([alarm = std::move(alarm)](error_code error) {
      if (!error) alarm();
    });
  }

 protected:
  template <typename... Arguments>
  StreamTransport(std::string source, Executor executor,
                  Arguments&&... arguments)
      : source_(std::move(source)),
        stream_(std::forward<Arguments>(arguments)...),
        timer_(executor) {}

  virtual Socket& socket() = 0;

  const std::string source_;
  Stream stream_;
  Timer timer_;
};

class PlainTransport final : public StreamTransport<Socket> {
 public:
  explicit PlainTransport(Socket socket, std::string source)
      : StreamTransport(std::move(source), socket.get_executor(),
                        std::move(socket)) {}

  bool tls() const override { return false; }
  void Handshake(std::function<void(bool)> done) override {
    asio::post(stream_.get_executor(),
               [done = std::move(done)] { done(true); });
  }
  void CloseSend(std::function<void()>) override {
    error_code ignored;
    stream_.shutdown(Socket::shutdown_send, ignored);
  }

 private:
  Socket& socket() override { return stream_; }
};

class TlsTransport final : public StreamTransport<ssl::stream<Socket>> {
 public:
  TlsTransport(Socket socket, std::string source, ssl::context& context)
      : StreamTransport(std::move(source), socket.get_executor(),
                        std::move(socket), context) {}

  bool tls() const override { return true; }
  void Handshake(std::function<void(bool)> done) override {
    stream_.async_handshake(
        ssl::stream_base::server,
        [done = std::move(done)](error_code error) { done(!error); });
  }
  void CloseSend(std::function<void()> done) override {
    stream_.async_shutdown([done = std::move(done)](error_code) { done(); });
  }

 private:
  Socket& socket() override { return stream_.next_layer(); }
};

class AsioListener final : public Listener {
 public:
  AsioListener(std::vector<IoLoop*> loops)
      : loops_(std::move(loops)),
        acceptor_(loops_[0]->impl().context),
        retry_(loops_[0]->impl().context) {}
  ~AsioListener() override { Close(); }

  absl::Status Open(const std::string& address) {
    const size_t colon = address.rfind(':');
    int port = -1;
    if (colon == std::string::npos ||
        !absl::SimpleAtoi(address.substr(colon + 1), &port) || port < 0 ||
        port > 65535) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", address, "\" is not of the form 127.0.0.1:7180"));
    }
    absl::string_view host = absl::string_view(address).substr(0, colon);
    if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
    error_code error;
    const asio::ip::address ip = asio::ip::make_address(
        host == "localhost" ? "127.0.0.1" : std::string(host), error);
    if (error) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", host, "\" is no IP address"));
    }
    const tcp::endpoint endpoint(ip, static_cast<uint16_t>(port));
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(tcp::acceptor::max_listen_connections, error);
    if (error) {
      return absl::UnavailableError(
          absl::StrCat("cannot listen on ", address, ": ", error.message()));
    }
    port_ = acceptor_.local_endpoint(error).port();
    return absl::OkStatus();
  }

  absl::Status UseTls(const TlsFiles& files) {
    tls_.emplace(ssl::context::tls_server);
    SSL_CTX* native = tls_->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(
        native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    error_code error;
    tls_->use_certificate_chain_file(files.certificate, error);
    if (error) return FileError(files.certificate, error);
    tls_->use_private_key_file(files.key, ssl::context::pem, error);
    if (error) return FileError(files.key, error);
    return absl::OkStatus();
  }

  int port() const override { return port_; }

  void Start(OnAccept on_accept) override {
    on_accept_ = std::move(on_accept);
    loops_[0]->Post([this] { Accept(); });
  }

  void Close() override {
    if (closed_.exchange(true)) return;
    absl::Notification done;
    loops_[0]->Run([&] {
      error_code ignored;
      acceptor_.close(ignored);
      retry_.cancel(ignored);
      // After the handlers of what was just ended.
      loops_[0]->Post([&] { done.Notify(); });
    });
    done.WaitForNotification();
  }

 private:
  static absl::Status FileError(const std::string& file, error_code error) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": ", error.message()));
  }

  void Accept() {
    if (closed_) return;
    IoLoop& loop = *loops_[next_++ % loops_.size()];
    acceptor_.async_accept(loop.impl().context,
                           [this, &loop](error_code error, Socket socket) {
                             if (error == asio::error::operation_aborted) {
                               return;
                             }
                             if (!error) Deal(loop, std::move(socket));
                             // Without descriptors it would fail over and over.
                             error ? AcceptLater() : Accept();
                           });
  }

  void AcceptLater() {
    retry_.expires_after(kAcceptAgain);
    retry_.async_wait([this](error_code error) {
      if (!error) Accept();
    });
  }

  void Deal(IoLoop& loop, Socket socket) {
    std::string source = SourceOf(socket);
    if (source.empty()) return;  // it has gone again
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    socket.set_option(asio::socket_base::keep_alive(true), ignored);
    std::shared_ptr<Transport> transport;
    if (tls_) {
      transport = std::make_shared<TlsTransport>(std::move(socket),
                                                 std::move(source), *tls_);
    } else {
      transport = std::make_shared<PlainTransport>(std::move(socket),
                                                   std::move(source));
    }
    loop.Post([this, &loop, transport = std::move(transport)]() mutable {
      on_accept_(loop, std::move(transport));
    });
  }

  const std::vector<IoLoop*> loops_;
  Acceptor acceptor_;
  Timer retry_;
  std::optional<ssl::context> tls_;
  OnAccept on_accept_;
  std::atomic<bool> closed_ = false;
  size_t next_ = 0;
  int port_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Listener>> Listener::Open(
    const std::string& address, const TlsFiles& tls,
    std::vector<IoLoop*> loops) {
  auto listener = std::make_unique<AsioListener>(std::move(loops));
  if (!tls.certificate.empty() || !tls.key.empty()) {
    RETURN_IF_ERROR(listener->UseTls(tls));
  }
  RETURN_IF_ERROR(listener->Open(address));
  return listener;
}

void RaiseOpenFilesLimit() {
  rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace duikou
