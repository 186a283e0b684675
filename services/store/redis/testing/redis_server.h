// Real Redis servers for tests: one, or a cluster of six.
//
//   auto server = RedisServer::Start();
//   ASSERT_TRUE(server.ok()) << server.status();
//   auto store = OpenRedisStore(*ParseRedisUrl((*server)->url()));
//   (*server)->Kill9();
//   ASSERT_TRUE((*server)->Restart().ok());
//
// A server listens on a free port of 127.0.0.1, keeps its files in a directory
// of its own below the system's temporary one, and ends with its object, or
// with the thread that started it: start and restart servers from a thread that
// lives as long as they shall.
#ifndef DUIKOU_SERVICES_STORE_REDIS_TESTING_REDIS_SERVER_H_
#define DUIKOU_SERVICES_STORE_REDIS_TESTING_REDIS_SERVER_H_

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/store/redis/redis_options.h"
#include "services/store/redis/reply.h"

namespace duikou {

// Not thread-safe, but for address(), url() and Run().
class RedisServer {
 public:
  struct Options {
    // Read first. Empty: appendonly yes, appendfsync always, save "".
    std::string config_file;
    // "appendfsync", "no", … in place of the above.
    std::vector<std::pair<std::string, std::string>> settings;
    bool cluster = false;
    // For Run() and for finding out that the server is ready; empty: none.
    std::string credentials_file;
  };

  // Returns when the server answers. UNAVAILABLE, with the end of its log,
  // where it does not come up.
  static absl::StatusOr<std::unique_ptr<RedisServer>> Start(Options options);
  static absl::StatusOr<std::unique_ptr<RedisServer>> Start() {
    return Start(Options());
  }
  ~RedisServer();
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  const RedisAddress& address() const { return address_; }
  std::string url() const { return "redis://" + address_.ToString(); }
  const std::string& directory() const { return directory_; }
  // The cluster's own port.
  int bus_port() const { return bus_port_; }

  // SIGKILL; returns when the process is gone.
  void Kill9();
  // Returns when the process has ended by itself; false after 30 s.
  bool AwaitExit();
  // A new process on the same port and files, after its end.
  absl::Status Restart();
  // SIGSTOP: connections are accepted, nothing is answered. Until Resume().
  void Pause();
  void Resume();

  // A disk that is full after about `bytes` more of the append-only file. The
  // process ends when it gets there; Restart() has room again.
  void LimitDisk(int64_t bytes);

  // One command over a connection of its own. An error reply is a Status.
  absl::StatusOr<redis::Reply> Run(
      absl::Span<const absl::string_view> args) const;

 private:
  RedisServer(Options options, std::string directory)
      : options_(std::move(options)), directory_(std::move(directory)) {}

  std::vector<std::string> CommandLine() const;
  absl::Status Launch();
  absl::Status AwaitReady();
  bool Exited();

  const Options options_;
  const std::string directory_;
  RedisAddress address_;
  int bus_port_ = 0;
  pid_t pid_ = -1;
};

// Three masters, 0 to 2, each with a third of the slots, and their replicas, 3
// to 5. Failure of a master is noticed after 1.5 s.
class RedisCluster {
 public:
  // Returns when all slots are served and all replicas are in step.
  static absl::StatusOr<std::unique_ptr<RedisCluster>> Start();

  static constexpr int kMasters = 3;
  static constexpr int kServers = 6;

  RedisServer& server(int index) { return *servers_[index]; }
  // All six addresses; append "?replicas=1" and the like.
  std::string url() const;
  // The server that is the master of the key's slot at present, by asking those
  // that answer. UNAVAILABLE where none says so.
  absl::StatusOr<int> MasterOf(absl::string_view key) const;
  // Waits until server `index` is that master; false after 30 s.
  bool AwaitMaster(absl::string_view key, int index) const;
  // The id of a node in CLUSTER commands.
  absl::StatusOr<std::string> NodeId(int index) const;
  // Waits until every running server says that the cluster is whole again, each
  // master with a replica in step.
  absl::Status AwaitHealthy() const;

 private:
  RedisCluster() = default;
  absl::Status Introduce();
  absl::Status AssignReplicas();
  bool Healthy() const;

  std::vector<std::unique_ptr<RedisServer>> servers_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_REDIS_TESTING_REDIS_SERVER_H_
