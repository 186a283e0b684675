// The binary itself: its ready line, its signals, its exit codes.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

// A child process with its output and errors in one pipe.
class Process {
 public:
  explicit Process(std::vector<std::string> arguments) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    arguments.insert(arguments.begin(),
                     {DUIKOU_SERVER_BINARY, "--http", "127.0.0.1:0"});
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      dup2(ends[1], STDERR_FILENO);
      std::vector<char*> argv;
      for (std::string& argument : arguments) argv.push_back(argument.data());
      argv.push_back(nullptr);
      execv(argv[0], argv.data());
      _exit(127);
    }
    close(ends[1]);
    output_ = fdopen(ends[0], "r");
  }
  ~Process() {
    if (!ended_) {
      kill(pid_, SIGKILL);
      Wait();
    }
    fclose(output_);
  }

  // The next line that has `text` in it; empty at the end of the output.
  std::string LineWith(const std::string& text) {
    char* line = nullptr;
    size_t size = 0;
    std::string found;
    while (found.empty() && getline(&line, &size, output_) > 0) {
      if (std::string(line).find(text) != std::string::npos) found = line;
    }
    free(line);
    return found;
  }
  void Signal(int signal) { kill(pid_, signal); }
  // The exit code, or minus the signal.
  int Wait() {
    int status = 0;
    waitpid(pid_, &status, 0);
    ended_ = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  pid_t pid_ = -1;
  bool ended_ = false;
  FILE* output_ = nullptr;
};

int PortIn(const std::string& ready) {
  const size_t at = ready.find("\"port\":");
  return at == std::string::npos ? 0 : atoi(ready.c_str() + at + 7);
}

TEST(ServerProcessTest, ServesUntilItIsToldToStop) {
  for (const int signal : {SIGTERM, SIGINT}) {
    Process server({"--store", "memory:", "--listen", "127.0.0.1:0"});
    const int port = PortIn(server.LineWith("\"port\":"));
    ASSERT_GT(port, 0);
    const auto channel = grpc::CreateChannel(
        absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials());
    EXPECT_TRUE(channel->WaitForConnected(std::chrono::system_clock::now() +
                                          std::chrono::seconds(30)));
    server.Signal(signal);
    EXPECT_EQ(server.Wait(), 0);
  }
}

TEST(ServerProcessTest, ThePidFileIsThereWhileItServes) {
  const std::string path =
      absl::StrCat(::testing::TempDir(), "/duikou_pid_", getpid());
  Process server(
      {"--store", "memory:", "--listen", "127.0.0.1:0", "--pid_file", path});
  ASSERT_NE(server.LineWith("\"port\":"), "");
  EXPECT_TRUE(std::filesystem::exists(path));
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(ServerProcessTest, TheRecordsAreThereAfterARestart) {
  const std::string directory =
      absl::StrCat(::testing::TempDir(), "/duikou_data_", getpid(), "/new");
  for (int run = 0; run < 2; ++run) {
    Process server({"--store", absl::StrCat("sqlite:", directory, "/d.db"),
                    "--listen", "127.0.0.1:0"});
    ASSERT_NE(server.LineWith("\"port\":"), "") << run;
    server.Signal(SIGTERM);
    EXPECT_EQ(server.Wait(), 0);
  }
  EXPECT_TRUE(std::filesystem::exists(directory + "/d.db"));
  std::filesystem::remove_all(directory);
}

TEST(ServerProcessTest, AStoreThatIsInUseIsSaidSo) {
  const std::string directory =
      absl::StrCat(::testing::TempDir(), "/duikou_used_", getpid());
  const std::string store = absl::StrCat("sqlite:", directory, "/d.db");
  Process first({"--store", store, "--listen", "127.0.0.1:0"});
  ASSERT_NE(first.LineWith("\"port\":"), "");
  Process second({"--store", store, "--listen", "127.0.0.1:0"});
  EXPECT_THAT(second.LineWith("duikou-server: "), HasSubstr(store));
  EXPECT_EQ(second.Wait(), 1);
  std::filesystem::remove_all(directory);
}

TEST(ServerProcessTest, AWrongCommandLineEndsWithTwo) {
  Process server({"--listen", "0.0.0.0:1"});
  EXPECT_THAT(server.LineWith("--listen"), HasSubstr("use 127.0.0.1"));
  EXPECT_EQ(server.Wait(), 2);
}

}  // namespace
}  // namespace duikou
