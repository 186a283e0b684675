#include "services/main/run_server.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "services/main/server.h"
#include "services/main/server_options.h"

namespace duikou {
namespace {

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// The process id in a file, as long as this lives.
class PidFile {
 public:
  explicit PidFile(std::string path) : path_(std::move(path)) {
    if (!path_.empty()) {
      std::ofstream file(path_);
      good_ = static_cast<bool>(file << getpid() << "\n" << std::flush);
    }
  }
  ~PidFile() {
    if (!path_.empty() && good_) std::remove(path_.c_str());
  }
  PidFile(const PidFile&) = delete;
  PidFile& operator=(const PidFile&) = delete;

  bool good() const { return good_; }

 private:
  const std::string path_;
  bool good_ = true;
};

int Serve(const ServerOptions& options, const sigset_t& signals) {
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(options);
  if (!server.ok()) {
    std::cerr << "duikou-server: " << server.status().message() << std::endl;
    return 1;
  }
  const PidFile pid_file(options.pid_file);
  if (!pid_file.good()) {
    std::cerr << "duikou-server: --pid_file " << options.pid_file
              << " cannot be written" << std::endl;
    return 1;
  }
  std::cout << (*server)->ReadyLine() << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  // The next one finds its default: the end.
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  (*server)->Stop();
  return 0;
}

}  // namespace

int RunServer(int argc, const char* const* argv) {
  const ParsedCommandLine parsed = ParseCommandLine(argc, argv);
  std::cout << parsed.output << std::flush;
  std::cerr << parsed.error << std::flush;
  if (!parsed.options) return parsed.exit_code;
  // Blocked before any thread starts, so that only sigwait gets them.
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return Serve(*parsed.options, signals);
}

}  // namespace duikou
