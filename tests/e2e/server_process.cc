#include "tests/e2e/server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace duikou::e2e {
namespace {

constexpr char kPort[] = "\"port\":";
constexpr char kHttp[] = "\"http\":\"127.0.0.1:";
constexpr size_t kShownLog = 2000;

// The number that follows `key` in the text; 0 where it is not there.
int NumberAfter(const std::string& text, const std::string& key) {
  const size_t at = text.find(key);
  return at == std::string::npos ? 0
                                 : std::atoi(text.c_str() + at + key.size());
}

// The line with which a server says that it serves; empty where its output ends
// without one.
std::string ReadReadyLine(FILE* output) {
  char* line = nullptr;
  size_t size = 0;
  std::string ready;
  while (ready.empty() && getline(&line, &size, output) > 0) {
    const std::string text(line);
    if (NumberAfter(text, kPort) > 0) ready = text;
  }
  std::free(line);
  return ready;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ServerProcess>> ServerProcess::Start(
    const std::vector<std::string>& flags, const std::string& log, int port) {
  std::vector<std::string> line = {DUIKOU_SERVER_BINARY, "--listen",
                                   absl::StrCat("127.0.0.1:", port), "--http",
                                   "127.0.0.1:0"};
  line.insert(line.end(), flags.begin(), flags.end());
  // All memory is taken before the fork: this process has many threads.
  std::vector<char*> argv;
  for (std::string& word : line) argv.push_back(word.data());
  argv.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return absl::UnavailableError("no pipe can be made");
  }
  std::unique_ptr<ServerProcess> server(new ServerProcess(log));
  const char* path = server->log_.c_str();
  server->pid_ = fork();
  if (server->pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int errors = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(ends[1], STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(ends[1]);
  FILE* output = fdopen(ends[0], "r");
  const std::string ready = ReadReadyLine(output);
  server->port_ = NumberAfter(ready, kPort);
  server->http_port_ = NumberAfter(ready, kHttp);
  fclose(output);
  if (server->port_ > 0) return server;
  const int code = server->AwaitExit();
  return absl::UnavailableError(absl::StrCat(
      "duikou-server ended with ", code, " before it served: ", server->Log()));
}

ServerProcess::~ServerProcess() { Kill9(); }

std::string ServerProcess::address() const {
  return absl::StrCat("127.0.0.1:", port_);
}

std::string ServerProcess::Log() const {
  std::ifstream file(log_);
  std::stringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  return all.substr(all.size() - std::min(all.size(), kShownLog));
}

void ServerProcess::Signal(int signal) { kill(pid_, signal); }

int ServerProcess::AwaitExit() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void ServerProcess::Kill9() {
  if (!running()) return;
  Signal(SIGKILL);
  AwaitExit();
}

}  // namespace duikou::e2e
