// ServerProcess: one duikou-server of this build as a child process.
//
//   auto server = ServerProcess::Start({"--store", "memory:"}, "log.txt");
//   ASSERT_TRUE(server.ok()) << server.status();
//   ... (*server)->address() ...
//   (*server)->Signal(SIGTERM);
//   EXPECT_EQ((*server)->AwaitExit(), 0);
#ifndef DUIKOU_TESTS_E2E_SERVER_PROCESS_H_
#define DUIKOU_TESTS_E2E_SERVER_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace duikou::e2e {

// Not thread-safe. The process ends with the object, or with the thread that
// started it.
class ServerProcess {
 public:
  // Returns when the server says that it serves. UNAVAILABLE with the end of
  // its log, which is the file `log`, where it ends before.
  // `port` 0 takes a free one.
  static absl::StatusOr<std::unique_ptr<ServerProcess>> Start(
      const std::vector<std::string>& flags, const std::string& log,
      int port = 0);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  int port() const { return port_; }
  // Of its gateway; 0 where it plays none.
  int http_port() const { return http_port_; }
  std::string address() const;
  bool running() const { return pid_ > 0; }
  // REQUIRES: running().
  pid_t pid() const { return pid_; }
  // The standard error so far.
  std::string Log() const;

  // REQUIRES: running().
  void Signal(int signal);
  // Returns when the process has ended: its exit code, or minus the signal.
  // REQUIRES: running().
  int AwaitExit();
  // SIGKILL, and waits for the end; nothing where it has ended.
  void Kill9();

 private:
  explicit ServerProcess(std::string log) : log_(std::move(log)) {}

  const std::string log_;
  pid_t pid_ = -1;
  int port_ = 0;
  int http_port_ = 0;
};

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_SERVER_PROCESS_H_
