// What becomes of commits when Redis, its disk, its memory or the writer fails.
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/redis/redis_store.h"
#include "services/store/redis/testing/commit_load.h"
#include "services/store/redis/testing/redis_server.h"

namespace duikou {
namespace {

using testing::AnyOf;
using testing::Each;
using testing::HasSubstr;

constexpr absl::StatusCode kUnavailable = absl::StatusCode::kUnavailable;
constexpr absl::StatusCode kLate = absl::StatusCode::kDeadlineExceeded;
constexpr char kLongFeed[] = "feed_commits=1000000";

CallLimits Within(absl::Duration time) {
  return CallLimits{absl::Now() + time};
}

CommitRequest Put(const std::string& id, const std::string& request_id) {
  CommitRequest request;
  request.partition = "p";
  request.request_id = request_id;
  request.mutations = {Mutation::Put("c", id, "v", Expectation::Absent())};
  return request;
}

std::string WriteFile(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
  chmod(path.c_str(), 0600);
  return path;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class RedisFaultsTest : public testing::Test {
 protected:
  void Start(RedisServer::Options options = {}) {
    auto server = RedisServer::Start(std::move(options));
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }
  absl::Status Open(const std::string& parameters = kLongFeed) {
    auto options = ParseRedisUrl(server_->url() + "?" + parameters);
    if (!options.ok()) return options.status();
    auto store = OpenRedisStore(*options);
    if (store.ok()) store_ = *std::move(store);
    return store.status();
  }
  void StartAndOpen(RedisServer::Options options = {}) {
    Start(std::move(options));
    const absl::Status opened = Open();
    ASSERT_TRUE(opened.ok()) << opened;
  }
  // The codes that every method answers within a short deadline.
  std::vector<absl::StatusCode> CodesOfAllMethods(absl::Duration deadline) {
    return {
        store_->Get("p", "c", "a", Within(deadline)).status().code(),
        store_->List("p", "c", {}, Within(deadline)).status().code(),
        store_->Commit(Put("x", "x"), Within(deadline)).status().code(),
        store_->Commit(Put("y", ""), Within(deadline)).status().code(),
        store_->Changes("p", 0, 1, Within(deadline)).status().code(),
        store_->WaitForChange("p", 1, Within(deadline)).status().code(),
    };
  }

  std::unique_ptr<RedisServer> server_;
  std::unique_ptr<Store> store_;
};

TEST_F(RedisFaultsTest, KilledServerLosesNothingAcknowledged) {
  StartAndOpen();
  CommitLoad load(*store_, {});
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(load.AwaitAcknowledged(200));
    server_->Kill9();
    ASSERT_TRUE(server_->Restart().ok());
  }
  ASSERT_TRUE(load.AwaitAcknowledged(200));
  load.Stop();
  EXPECT_EQ(load.Check(*store_), "");
  EXPECT_THAT(load.Failures(), testing::IsEmpty())
      << "with a request id the store repeats by itself";
}

TEST_F(RedisFaultsTest, KilledServerLeavesUnknownOutcomesButNoHalves) {
  StartAndOpen();
  CommitLoad load(*store_, {.request_ids = false});
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(load.AwaitAcknowledged(200));
    server_->Kill9();
    ASSERT_TRUE(server_->Restart().ok());
  }
  ASSERT_TRUE(load.AwaitAcknowledged(200));
  load.Stop();
  EXPECT_EQ(load.Check(*store_), "");
  EXPECT_THAT(load.Failures(), testing::Not(testing::IsEmpty()));
  EXPECT_THAT(load.Failures(), Each(AllOf(HasSubstr("UNAVAILABLE"),
                                          HasSubstr("outcome unknown"))));
}

// That the tests above could fail.
TEST_F(RedisFaultsTest, LossOfALossyServerIsNoticed) {
  Start({.settings = {{"appendonly", "no"}}});
  ASSERT_TRUE(Open("allow_lossy=1").ok());
  CommitLoad load(*store_, {});
  ASSERT_TRUE(load.AwaitAcknowledged(100));
  server_->Kill9();
  ASSERT_TRUE(server_->Restart().ok());
  ASSERT_TRUE(load.AwaitAcknowledged(1));
  load.Stop();
  EXPECT_THAT(load.Check(*store_), HasSubstr("lost"));
}

TEST_F(RedisFaultsTest, FullDiskLosesNothingAcknowledged) {
  StartAndOpen();
  CommitLoad load(*store_, {});
  ASSERT_TRUE(load.AwaitAcknowledged(100));
  server_->LimitDisk(200'000);
  ASSERT_TRUE(server_->AwaitExit());
  ASSERT_TRUE(server_->Restart().ok());
  ASSERT_TRUE(load.AwaitAcknowledged(100));
  load.Stop();
  EXPECT_EQ(load.Check(*store_), "");
}

TEST_F(RedisFaultsTest, FullMemoryRefusesCommitsAndStillReads) {
  StartAndOpen();
  CommitRequest request = Put("a", "first");
  ASSERT_TRUE(store_->Commit(request).ok());
  ASSERT_TRUE(server_->Run({"CONFIG", "SET", "maxmemory", "1"}).ok());
  const absl::Status refused = store_->Commit(Put("b", "second")).status();
  EXPECT_TRUE(absl::IsUnavailable(refused)) << refused;
  EXPECT_THAT(refused.message(), HasSubstr("OOM"));
  EXPECT_EQ(store_->Get("p", "c", "a")->value, "v");
  EXPECT_EQ(store_->List("p", "c", {})->records.size(), 1);
  EXPECT_EQ(store_->Changes("p", 0, 10)->head, 1);
  ASSERT_TRUE(server_->Run({"CONFIG", "SET", "maxmemory", "0"}).ok());
  EXPECT_EQ(store_->Commit(Put("b", "second"))->revision, 2);
}

TEST_F(RedisFaultsTest, KilledWriterLeavesNoHalves) {
  StartAndOpen();
  std::array<int, 2> pipes;
  ASSERT_EQ(pipe(pipes.data()), 0);
  const std::string writer =
      std::filesystem::read_symlink("/proc/self/exe").parent_path() /
      "redis_commit_writer";
  const std::string url = server_->url() + "?" + kLongFeed;
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(pipes[1], STDOUT_FILENO);
    close(pipes[0]);
    close(pipes[1]);
    execl(writer.c_str(), writer.c_str(), url.c_str(), nullptr);
    _exit(127);
  }
  close(pipes[1]);
  std::string output;
  std::array<char, 4096> buffer;
  bool killed = false;
  // To the pipe's end: what it printed before it died counts.
  for (ssize_t size; (size = read(pipes[0], buffer.data(), buffer.size())) > 0;
       output.append(buffer.data(), size)) {
    if (!killed && output.size() > 2000) killed = kill(pid, SIGKILL) == 0;
  }
  close(pipes[0]);
  waitpid(pid, nullptr, 0);
  ASSERT_TRUE(killed) << "the writer ended by itself: " << output;
  Acknowledged acknowledged;
  for (absl::string_view line :
       absl::StrSplit(output, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ');
    acknowledged[{"p", words[0]}] = std::stoll(words[1]);
  }
  EXPECT_EQ(CheckCommits(*store_, {"p"}, acknowledged), "");
}

TEST_F(RedisFaultsTest, VanishedServerIsUnavailableUntilItIsBack) {
  StartAndOpen();
  ASSERT_TRUE(store_->Commit(Put("a", "1")).ok());
  server_->Kill9();
  EXPECT_THAT(CodesOfAllMethods(absl::Milliseconds(200)), Each(kUnavailable));
  std::thread waiting([&] {
    const auto done = store_->Commit(Put("b", "2"), Within(absl::Minutes(1)));
    EXPECT_TRUE(done.ok()) << done.status();
  });
  ASSERT_TRUE(server_->Restart().ok());
  waiting.join();
  EXPECT_TRUE(store_->Get("p", "c", "a").ok());
  EXPECT_TRUE(store_->Get("p", "c", "b").ok());
}

TEST_F(RedisFaultsTest, ClosedIdleConnectionsAreNotNoticedByCommits) {
  StartAndOpen();
  for (int round = 0; round < 5; ++round) {
    ASSERT_TRUE(store_->Get("p", "c", "a").status().code() !=
                absl::StatusCode::kOk);
    server_->Kill9();
    ASSERT_TRUE(server_->Restart().ok());
    // Without a request id, so never repeated by the store.
    const auto done = store_->Commit(Put(absl::StrCat(round), ""));
    ASSERT_TRUE(done.ok()) << done.status();
  }
}

TEST_F(RedisFaultsTest, SilentServerIsGivenUpAtTheDeadline) {
  StartAndOpen();
  ASSERT_TRUE(store_->Commit(Put("a", "1")).ok());
  server_->Pause();
  EXPECT_THAT(CodesOfAllMethods(absl::Milliseconds(200)),
              Each(AnyOf(kLate, kUnavailable, absl::StatusCode::kOk)));
  const absl::Status unknown =
      store_->Commit(Put("z", ""), Within(absl::Milliseconds(200))).status();
  EXPECT_EQ(unknown.code(), kLate);
  server_->Resume();
  // It may have been applied when the server woke up; it is there once.
  const auto settled = store_->Commit(Put("x", "x"));
  ASSERT_TRUE(settled.ok()) << settled.status();
  EXPECT_EQ(store_->Get("p", "c", "x")->revision, settled->revision);
}

TEST_F(RedisFaultsTest, SilentServerTellsThatTheOutcomeIsUnknown) {
  StartAndOpen();
  ASSERT_TRUE(store_->Commit(Put("a", "1")).ok());  // an idle connection
  server_->Pause();
  const absl::Status status =
      store_->Commit(Put("b", ""), Within(absl::Milliseconds(100))).status();
  EXPECT_EQ(status.code(), kLate);
  EXPECT_THAT(status.message(), HasSubstr("outcome unknown"));
  server_->Resume();
}

TEST_F(RedisFaultsTest, ForgottenScriptsAreSentAgain) {
  StartAndOpen();
  ASSERT_TRUE(store_->Commit(Put("a", "1")).ok());
  ASSERT_TRUE(server_->Run({"SCRIPT", "FLUSH"}).ok());
  EXPECT_TRUE(store_->Commit(Put("b", "2")).ok());
  ASSERT_TRUE(server_->Run({"SCRIPT", "FLUSH"}).ok());
  EXPECT_EQ(store_->List("p", "c", {})->records.size(), 2);
}

TEST_F(RedisFaultsTest, ForeignDataFailsBeforeAnythingIsWritten) {
  StartAndOpen();
  ASSERT_TRUE(server_->Run({"SET", "duikou:{p}:c:d", "mine"}).ok());
  CommitRequest request = Put("a", "1");
  request.mutations.push_back(Mutation::Put("d", "b", "v", Expectation::Any()));
  EXPECT_TRUE(absl::IsInternal(store_->Commit(request).status()));
  EXPECT_TRUE(absl::IsNotFound(store_->Get("p", "c", "a").status()));
  EXPECT_EQ(store_->Changes("p", 0, 10)->head, 0);
}

TEST_F(RedisFaultsTest, LossyServerIsRefusedByName) {
  const std::vector<std::pair<std::string, std::string>> settings = {
      {"appendonly", "no"},
      {"appendfsync", "everysec"},
      {"no-appendfsync-on-rewrite", "yes"},
      {"maxmemory-policy", "allkeys-lru"}};
  for (const auto& setting : settings) {
    Start({.settings = {setting}});
    const absl::Status refused = Open();
    EXPECT_TRUE(absl::IsFailedPrecondition(refused)) << refused;
    EXPECT_THAT(refused.message(),
                AllOf(HasSubstr(setting.first), HasSubstr(setting.second)));
    EXPECT_TRUE(Open("allow_lossy=1").ok());
    EXPECT_TRUE(store_->Commit(Put("a", "1")).ok());
  }
}

TEST_F(RedisFaultsTest, ServerThatNeverAnswersIsUnavailable) {
  RedisOptions options = ParseRedisUrl("redis://127.0.0.1:1").value();
  options.patience = absl::Milliseconds(100);
  const absl::Status status = OpenRedisStore(options).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("127.0.0.1:1"));
}

// The shipped configuration, with paths and port of the test.
class ShippedRedisTest : public RedisFaultsTest {
 protected:
  void SetUp() override {
    directory_ = testing::TempDir() + "/duikou-acl-XXXXXX";
    ASSERT_NE(mkdtemp(directory_.data()), nullptr);
    operator_ =
        WriteFile(directory_ + "/operator", "operator:change-me-operator\n");
    user_ = WriteFile(directory_ + "/user", "duikou:change-me-duikou\n");
    acl_ = ReadFile("deploy/redis/users.acl.example");
    ASSERT_THAT(acl_, HasSubstr("user duikou on"));
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  void StartShipped(const std::string& acl) {
    Start({.config_file = std::filesystem::absolute("deploy/redis/redis.conf"),
           .settings = {{"aclfile", WriteFile(directory_ + "/acl", acl)}},
           .credentials_file = operator_});
  }

  std::string directory_;
  std::string operator_;
  std::string user_;
  std::string acl_;
};

TEST_F(ShippedRedisTest, ConfigurationStartsAndServesTheStore) {
  StartShipped(acl_);
  ASSERT_TRUE(Open("credentials=" + user_).ok())
      << Open("credentials=" + user_);
  CommitRequest request = Put("a", "1");
  ASSERT_TRUE(store_->Commit(request).ok());
  EXPECT_TRUE(store_->Commit(request)->repeated);
  request = Put("a", "2");
  request.mutations[0] = Mutation::Delete("c", "a", Expectation::Exactly(1));
  EXPECT_TRUE(store_->Commit(request).ok());
  EXPECT_TRUE(absl::IsNotFound(store_->Get("p", "c", "a").status()));
  EXPECT_TRUE(store_->List("p", "c", {}).ok());
  EXPECT_EQ(store_->Changes("p", 0, 10)->changes.size(), 2);
  EXPECT_EQ(*store_->WaitForChange("p", 2, Within(absl::Milliseconds(50))), 2);
}

TEST_F(ShippedRedisTest, RequestIdsAndFeedAreTrimmedWithTheUsersRights) {
  StartShipped(acl_);
  RedisOptions options = ParseRedisUrl(server_->url()).value();
  options.credentials_file = user_;
  options.kept_requests = 5;
  options.feed_commits = 5;
  const auto store = OpenRedisStore(options);
  ASSERT_TRUE(store.ok()) << store.status();
  for (int i = 1; i <= 12; ++i) {
    ASSERT_TRUE((*store)->Commit(Put(absl::StrCat(i), absl::StrCat(i))).ok());
  }
  EXPECT_EQ(server_->Run({"HLEN", "duikou:{p}:requests"})->integer(), 5);
  EXPECT_EQ(server_->Run({"LLEN", "duikou:{p}:request-order"})->integer(), 5);
  EXPECT_EQ(server_->Run({"XLEN", "duikou:{p}:feed"})->integer(), 6);
  EXPECT_TRUE((*store)->Commit(Put("8", "8"))->repeated);
  EXPECT_TRUE(absl::IsAlreadyExists((*store)->Commit(Put("7", "7")).status()));
  EXPECT_TRUE((*store)->Changes("p", 7, 100).ok());
  EXPECT_TRUE(absl::IsOutOfRange((*store)->Changes("p", 5, 1).status()));
}

TEST_F(ShippedRedisTest, WrongPasswordIsSaidAtOnce) {
  StartShipped(acl_);
  const std::string wrong = WriteFile(directory_ + "/wrong", "duikou:guess\n");
  const absl::Status status = Open("credentials=" + wrong);
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(status.message(),
              AllOf(HasSubstr("duikou"), HasSubstr("WRONGPASS")));
  EXPECT_THAT(status.message(), testing::Not(HasSubstr("guess")));
}

TEST_F(ShippedRedisTest, MissingPasswordIsSaidAtOnce) {
  StartShipped(acl_);
  const absl::Status status = Open();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("NOAUTH"));
}

TEST_F(ShippedRedisTest, DurabilityThatCannotBeAskedIsNotAssumed) {
  StartShipped(absl::StrReplaceAll(acl_, {{" +config|get", ""}}));
  const absl::Status status = Open("credentials=" + user_);
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("+config|get"));
  EXPECT_TRUE(Open("allow_lossy=1&credentials=" + user_).ok());
}

TEST_F(ShippedRedisTest, RightTakenAwayLaterIsUnavailableWithTheReason) {
  StartShipped(acl_);
  ASSERT_TRUE(Open("credentials=" + user_).ok());
  ASSERT_TRUE(server_->Run({"ACL", "SETUSER", "duikou", "-evalsha"}).ok());
  const absl::Status status = store_->Commit(Put("a", "1")).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("NOPERM"));
}

}  // namespace
}  // namespace duikou
