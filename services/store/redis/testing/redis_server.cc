#include "services/store/redis/testing/redis_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "matcher/base/status_macros.h"
#include "services/store/redis/connection.h"

namespace duikou {
namespace {

constexpr absl::Duration kStartTime = absl::Seconds(30);
constexpr absl::Duration kCommandTime = absl::Seconds(5);
constexpr absl::Duration kPollInterval = absl::Milliseconds(5);

// A port that nobody listened on a moment ago.
int FreePort() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  int port = 0;
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
      getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
    port = ntohs(address.sin_port);
  }
  close(fd);
  return port;
}

std::string EndOfFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  return all.substr(all.size() - std::min<size_t>(all.size(), 2000));
}

// Polls until `done` or the time is up.
template <typename Condition>
bool Await(const Condition& done, absl::Duration time) {
  const absl::Time deadline = absl::Now() + time;
  while (!done()) {
    if (absl::Now() >= deadline) return false;
    absl::SleepFor(kPollInterval);
  }
  return true;
}

absl::StatusOr<std::string> Field(const RedisServer& server,
                                  absl::Span<const absl::string_view> command,
                                  absl::string_view name) {
  ASSIGN_OR_RETURN(const redis::Reply reply, server.Run(command));
  const absl::string_view text = reply.text();
  const size_t start = text.find(absl::StrCat(name, ":"));
  if (start == absl::string_view::npos) return std::string();
  const absl::string_view value = text.substr(start + name.size() + 1);
  return std::string(value.substr(0, value.find('\r')));
}

}  // namespace

absl::StatusOr<std::unique_ptr<RedisServer>> RedisServer::Start(
    Options options) {
  std::string path =
      (std::filesystem::temp_directory_path() / "duikou-redis-XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr) {
    return absl::UnavailableError("no temporary directory can be made");
  }
  std::unique_ptr<RedisServer> server(
      new RedisServer(std::move(options), std::move(path)));
  absl::Status started;
  // Another process may take the port before the server does.
  for (int attempt = 0; attempt < 5; ++attempt) {
    server->address_ = RedisAddress{"127.0.0.1", FreePort()};
    server->bus_port_ = FreePort();
    started = server->Launch();
    if (started.ok()) return server;
    server->Kill9();
  }
  return started;
}

RedisServer::~RedisServer() {
  Kill9();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

std::vector<std::string> RedisServer::CommandLine() const {
  std::vector<std::string> line = {"redis-server"};
  if (!options_.config_file.empty()) line.push_back(options_.config_file);
  std::vector<std::pair<std::string, std::string>> settings = {
      {"port", absl::StrCat(address_.port)},
      {"bind", "127.0.0.1"},
      {"dir", directory_},
      {"daemonize", "no"},
      {"repl-diskless-sync-delay", "0"},
      {"logfile", directory_ + "/log"}};
  if (options_.config_file.empty()) {
    settings.insert(
        settings.end(),
        {{"appendonly", "yes"}, {"appendfsync", "always"}, {"save", ""}});
  }
  if (options_.cluster) {
    settings.insert(settings.end(),
                    {{"cluster-enabled", "yes"},
                     {"cluster-port", absl::StrCat(bus_port_)},
                     {"cluster-node-timeout", "1500"},
                     {"cluster-replica-validity-factor", "0"},
                     {"cluster-allow-replica-migration", "no"}});
  }
  settings.insert(settings.end(), options_.settings.begin(),
                  options_.settings.end());
  for (const auto& [name, value] : settings) {
    line.push_back("--" + name);
    line.push_back(value);
  }
  return line;
}

absl::Status RedisServer::Launch() {
  const std::vector<std::string> line = CommandLine();
  std::vector<char*> arguments;
  for (const std::string& word : line) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  const std::string output = directory_ + "/output";
  pid_ = fork();
  if (pid_ == 0) {
    // Only what is safe between fork and exec of a process with threads.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int fd = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(fd, STDOUT_FILENO);
    dup2(fd, STDERR_FILENO);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  if (pid_ < 0) return absl::UnavailableError("fork failed");
  return AwaitReady();
}

absl::Status RedisServer::AwaitReady() {
  bool exited = false;
  const bool ready = Await(
      [&] {
        exited = Exited();
        return exited || Run({"PING"}).ok();
      },
      kStartTime);
  if (ready && !exited) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(
      "redis-server did not start: ", EndOfFile(directory_ + "/output"),
      EndOfFile(directory_ + "/log")));
}

bool RedisServer::Exited() {
  if (pid_ <= 0) return true;
  if (waitpid(pid_, nullptr, WNOHANG) == 0) return false;
  pid_ = -1;
  return true;
}

void RedisServer::Kill9() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

bool RedisServer::AwaitExit() {
  return Await([this] { return Exited(); }, kStartTime);
}

absl::Status RedisServer::Restart() {
  if (pid_ > 0) return absl::FailedPreconditionError("it is running");
  return Launch();
}

void RedisServer::Pause() { kill(pid_, SIGSTOP); }

void RedisServer::Resume() { kill(pid_, SIGCONT); }

void RedisServer::LimitDisk(int64_t bytes) {
  uintmax_t largest = 0;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(directory_)) {
    if (file.is_regular_file()) largest = std::max(largest, file.file_size());
  }
  const rlimit limit = {.rlim_cur = largest + bytes, .rlim_max = RLIM_INFINITY};
  prlimit(pid_, RLIMIT_FSIZE, &limit, nullptr);
}

absl::StatusOr<redis::Reply> RedisServer::Run(
    absl::Span<const absl::string_view> args) const {
  const absl::Time deadline = absl::Now() + kCommandTime;
  std::optional<RedisCredentials> credentials;
  if (!options_.credentials_file.empty()) {
    ASSIGN_OR_RETURN(credentials,
                     ReadRedisCredentials(options_.credentials_file));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<redis::Connection> connection,
                   redis::Connection::Open(address_, credentials, deadline));
  ASSIGN_OR_RETURN(redis::Reply reply, connection->Call(args, deadline));
  if (reply.is_error()) {
    return absl::InternalError(absl::StrCat(args[0], ": ", reply.text()));
  }
  return reply;
}

absl::StatusOr<std::unique_ptr<RedisCluster>> RedisCluster::Start() {
  std::unique_ptr<RedisCluster> cluster(new RedisCluster());
  for (int i = 0; i < kServers; ++i) {
    RedisServer::Options options;
    options.cluster = true;
    ASSIGN_OR_RETURN(std::unique_ptr<RedisServer> server,
                     RedisServer::Start(std::move(options)));
    cluster->servers_.push_back(std::move(server));
  }
  RETURN_IF_ERROR(cluster->Introduce());
  RETURN_IF_ERROR(cluster->AssignReplicas());
  RETURN_IF_ERROR(cluster->AwaitHealthy());
  return cluster;
}

absl::Status RedisCluster::Introduce() {
  constexpr int kSlots = 16384;
  for (int i = 0; i < kServers; ++i) {
    RETURN_IF_ERROR(
        servers_[i]
            ->Run({"CLUSTER", "SET-CONFIG-EPOCH", absl::StrCat(i + 1)})
            .status());
    if (i >= kMasters) continue;
    RETURN_IF_ERROR(servers_[i]
                        ->Run({"CLUSTER", "ADDSLOTSRANGE",
                               absl::StrCat(i * kSlots / kMasters),
                               absl::StrCat((i + 1) * kSlots / kMasters - 1)})
                        .status());
  }
  for (int i = 1; i < kServers; ++i) {
    RETURN_IF_ERROR(servers_[0]
                        ->Run({"CLUSTER", "MEET", "127.0.0.1",
                               absl::StrCat(servers_[i]->address().port),
                               absl::StrCat(servers_[i]->bus_port())})
                        .status());
  }
  return absl::OkStatus();
}

absl::Status RedisCluster::AssignReplicas() {
  for (int i = kMasters; i < kServers; ++i) {
    ASSIGN_OR_RETURN(const std::string master, NodeId(i - kMasters));
    // Refused until the gossip has told the replica of its master.
    absl::Status status;
    Await(
        [&] {
          status = servers_[i]->Run({"CLUSTER", "REPLICATE", master}).status();
          return status.ok();
        },
        kStartTime);
    RETURN_IF_ERROR(status);
  }
  return absl::OkStatus();
}

std::string RedisCluster::url() const {
  std::string url = "redis://";
  for (const auto& server : servers_) {
    absl::StrAppend(&url, url.size() > 8 ? "," : "",
                    server->address().ToString());
  }
  return url;
}

absl::StatusOr<std::string> RedisCluster::NodeId(int index) const {
  ASSIGN_OR_RETURN(const redis::Reply reply,
                   servers_[index]->Run({"CLUSTER", "MYID"}));
  return std::string(reply.text());
}

absl::StatusOr<int> RedisCluster::MasterOf(absl::string_view key) const {
  for (int i = 0; i < kServers; ++i) {
    // The master itself answers, everybody else redirects.
    if (servers_[i]->Run({"EXISTS", key}).ok()) return i;
  }
  return absl::UnavailableError(absl::StrCat("nobody serves ", key));
}

bool RedisCluster::AwaitMaster(absl::string_view key, int index) const {
  return Await(
      [&] {
        return servers_[index]->Run({"EXISTS", key}).ok();
      },
      kStartTime);
}

bool RedisCluster::Healthy() const {
  for (const auto& server : servers_) {
    const auto state = Field(*server, {"CLUSTER", "INFO"}, "cluster_state");
    const auto known =
        Field(*server, {"CLUSTER", "INFO"}, "cluster_known_nodes");
    const auto role = Field(*server, {"INFO", "replication"}, "role");
    if (!state.ok() || *state != "ok" || !known.ok() ||
        *known != absl::StrCat(kServers) || !role.ok()) {
      return false;
    }
    const bool master = *role == "master";
    const auto link = Field(*server, {"INFO", "replication"},
                            master ? "connected_slaves" : "master_link_status");
    if (!link.ok() || *link != (master ? "1" : "up")) return false;
  }
  return true;
}

absl::Status RedisCluster::AwaitHealthy() const {
  if (Await([this] { return Healthy(); }, kStartTime)) return absl::OkStatus();
  return absl::UnavailableError("the cluster does not become healthy");
}

}  // namespace duikou
