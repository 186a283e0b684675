// IoLoop, Transport and Listener: threads, sockets and TLS, by Boost.Asio.
//
//   IoLoop loop;
//   auto listener = Listener::Open("127.0.0.1:0", {}, {&loop});
//   (*listener)->Start([](IoLoop& loop, std::shared_ptr<Transport> client) {
//     client->Read(buffer, size, [](size_t n) { … });
//   });
#ifndef DUIKOU_SERVICES_GATEWAY_HTTP_TRANSPORT_H_
#define DUIKOU_SERVICES_GATEWAY_HTTP_TRANSPORT_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace duikou {

using SteadyTime = std::chrono::steady_clock::time_point;

// One thread, which does what was posted and waits for sockets. Thread-safe.
class IoLoop {
 public:
  IoLoop();
  // Ends the thread when all its sockets are closed. REQUIRES: not on it.
  ~IoLoop();
  IoLoop(const IoLoop&) = delete;
  IoLoop& operator=(const IoLoop&) = delete;

  void Post(std::function<void()> work);
  // At once where this is the loop's thread.
  void Run(std::function<void()> work);

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  const std::unique_ptr<Impl> impl_;
};

// One client's connection. Used on its loop's thread alone, where callbacks
// come too, each once and never from within the call; what is under way when
// the transport is closed ends without success. It must outlive its operations:
// let the callbacks hold who owns it.
class Transport {
 public:
  virtual ~Transport() = default;

  // The client's address without its port.
  virtual const std::string& source() const = 0;
  virtual bool tls() const = 0;

  // Of TLS; succeeds at once without it.
  virtual void Handshake(std::function<void(bool)> done) = 0;
  // Reads up to `size` bytes; 0: the client sends no more. One at a time.
  virtual void Read(char* data, size_t size,
                    std::function<void(size_t)> done) = 0;
  // Writes both, whole. One at a time.
  virtual void Write(absl::string_view head, absl::string_view body,
                     std::function<void(bool)> done) = 0;
  // Tells the client that no more comes. With TLS `done` says that it agrees;
  // without it is dropped.
  virtual void CloseSend(std::function<void()> done) = 0;
  virtual void Close() = 0;

  // Calls `alarm` at `time`, in place of an alarm that was set before.
  virtual void SetAlarm(SteadyTime time, std::function<void()> alarm) = 0;
};

// PEM files. Both or none.
struct TlsFiles {
  std::string certificate;  // with its chain
  std::string key;
};

// Accepts connections. Thread-safe.
class Listener {
 public:
  // Called on the loop that the transport was given to.
  using OnAccept = std::function<void(IoLoop&, std::shared_ptr<Transport>)>;

  virtual ~Listener() = default;

  // Listens on host:port (port 0 takes a free one) and deals the connections
  // out to `loops`, which outlive it. TLS (1.2 or newer) where files are given.
  // INVALID_ARGUMENT for a wrong address or file, UNAVAILABLE where the address
  // is taken.
  static absl::StatusOr<std::unique_ptr<Listener>> Open(
      const std::string& address, const TlsFiles& tls,
      std::vector<IoLoop*> loops);

  virtual int port() const = 0;
  virtual void Start(OnAccept on_accept) = 0;
  // Returns when nothing is accepted any more.
  virtual void Close() = 0;
};

// Lets the process open as many files as it may: a connection is one. The
// soft limit is often 1,024.
void RaiseOpenFilesLimit();

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_HTTP_TRANSPORT_H_
