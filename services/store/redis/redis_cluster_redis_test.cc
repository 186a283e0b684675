// Redis Cluster in motion: slots that move, masters that fail.
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/redis/layout.h"
#include "services/store/redis/redis_store.h"
#include "services/store/redis/slot.h"
#include "services/store/redis/testing/commit_load.h"
#include "services/store/redis/testing/redis_server.h"

namespace duikou {
namespace {

using testing::HasSubstr;

CallLimits Within(absl::Duration time) {
  return CallLimits{absl::Now() + time};
}

CommitRequest Put(const std::string& partition, const std::string& id,
                  const std::string& request_id) {
  CommitRequest request;
  request.partition = partition;
  request.request_id = request_id;
  request.mutations = {Mutation::Put("c", id, "v", Expectation::Absent())};
  return request;
}

// Slots of 3 masters; partitions "p0" … are found for each of them.
class RedisClusterTest : public testing::Test {
 protected:
  void SetUp() override {
    auto cluster = RedisCluster::Start();
    ASSERT_TRUE(cluster.ok()) << cluster.status();
    cluster_ = *std::move(cluster);
  }
  void Open(const std::string& parameters) {
    auto options = ParseRedisUrl(
        absl::StrCat(cluster_->url(), "?feed_commits=1000000", parameters));
    ASSERT_TRUE(options.ok()) << options.status();
    auto store = OpenRedisStore(*options);
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }
  static std::string FeedKey(const std::string& partition) {
    return redis::PartitionKeys("duikou", partition).Feed();
  }
  // A partition whose slot the master 0, 1 or 2 has at the start.
  static std::string PartitionOf(int master) {
    for (int i = 0;; ++i) {
      std::string partition = absl::StrCat("p", i);
      const int slot = redis::KeySlot(FeedKey(partition));
      if (slot * RedisCluster::kMasters / redis::kSlots == master) {
        return partition;
      }
    }
  }

  // The steps of moving the partition's slot from one master to another.
  void BeginMove(const std::string& partition, int from, int to) {
    slot_ = absl::StrCat(redis::KeySlot(FeedKey(partition)));
    from_ = &cluster_->server(from);
    to_ = &cluster_->server(to);
    to_id_ = cluster_->NodeId(to).value();
    const std::string from_id = cluster_->NodeId(from).value();
    Do(*to_, {"CLUSTER", "SETSLOT", slot_, "IMPORTING", from_id});
    Do(*from_, {"CLUSTER", "SETSLOT", slot_, "MIGRATING", to_id_});
  }
  // At most `most`; how many.
  int MoveKeys(int most) {
    int moved = 0;
    while (moved < most) {
      const auto keys = from_->Run({"CLUSTER", "GETKEYSINSLOT", slot_, "1"});
      EXPECT_TRUE(keys.ok()) << keys.status();
      if (!keys.ok() || keys->size() == 0) break;
      Do(*from_, {"MIGRATE", "127.0.0.1", absl::StrCat(to_->address().port),
                  (*keys)[0].text(), "0", "5000"});
      ++moved;
    }
    return moved;
  }
  void EndMove() {
    Do(*to_, {"CLUSTER", "SETSLOT", slot_, "NODE", to_id_});
    Do(*from_, {"CLUSTER", "SETSLOT", slot_, "NODE", to_id_});
  }
  static void Do(RedisServer& server, std::vector<absl::string_view> command) {
    const auto reply = server.Run(command);
    EXPECT_TRUE(reply.ok()) << reply.status();
  }

  std::unique_ptr<RedisCluster> cluster_;
  std::unique_ptr<Store> store_;
  std::string slot_;
  std::string to_id_;
  RedisServer* from_ = nullptr;
  RedisServer* to_ = nullptr;
};

TEST_F(RedisClusterTest, MovedSlotIsFollowed) {
  Open("&replicas=1");
  const std::string partition = PartitionOf(0);
  ASSERT_TRUE(store_->Commit(Put(partition, "a", "1")).ok());
  BeginMove(partition, 0, 1);
  EXPECT_GT(MoveKeys(1000), 0);
  EndMove();
  EXPECT_TRUE(store_->Get(partition, "c", "a").ok());
  EXPECT_TRUE(store_->Commit(Put(partition, "b", "2")).ok());
  EXPECT_TRUE(store_->Commit(Put(partition, "b", "2"))->repeated);
  EXPECT_EQ(cluster_->MasterOf(FeedKey(partition)).value(), 1);
}

TEST_F(RedisClusterTest, HalfMovedPartitionIsReadAndItsCommitsWait) {
  Open("");
  const std::string partition = PartitionOf(0);
  ASSERT_TRUE(store_->Commit(Put(partition, "a", "1")).ok());
  BeginMove(partition, 0, 1);
  // Each key is read where it is at present: here, or there after ASK.
  do {
    EXPECT_TRUE(store_->Get(partition, "c", "a").ok());
    EXPECT_EQ(store_->List(partition, "c", {})->records.size(), 1);
    EXPECT_EQ(store_->Changes(partition, 0, 10)->changes.size(), 1);
    EXPECT_EQ(
        *store_->WaitForChange(partition, 1, Within(absl::Milliseconds(30))),
        1);
  } while (MoveKeys(1) == 1 && !HasFailure());
  EXPECT_TRUE(store_->Commit(Put(partition, "b", "2")).ok())
      << "all keys are there already: ASK leads to them";
  EndMove();
  EXPECT_TRUE(store_->Commit(Put(partition, "b", "2"))->repeated);
}

TEST_F(RedisClusterTest, CommitOverKeysOnBothSidesWaitsForTheMove) {
  Open("");
  const std::string partition = PartitionOf(2);
  ASSERT_TRUE(store_->Commit(Put(partition, "a", "1")).ok());
  BeginMove(partition, 2, 0);
  ASSERT_EQ(MoveKeys(2), 2);
  const absl::Status status =
      store_->Commit(Put(partition, "b", "2"), Within(absl::Milliseconds(100)))
          .status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("TRYAGAIN"));
  std::thread waiting([&] {
    const auto done =
        store_->Commit(Put(partition, "c", "3"), Within(absl::Minutes(1)));
    EXPECT_TRUE(done.ok()) << done.status();
  });
  MoveKeys(1000);
  EndMove();
  waiting.join();
  EXPECT_TRUE(absl::IsNotFound(store_->Get(partition, "c", "b").status()))
      << "what was refused left nothing";
}

TEST_F(RedisClusterTest, WritersAndReadersGoOnWhileTheirSlotMoves) {
  Open("&replicas=1");
  const std::string partition = PartitionOf(1);
  CommitLoad load(*store_, {.partitions = {partition}, .writers = 4});
  ASSERT_TRUE(load.AwaitAcknowledged(50));
  std::atomic<bool> stop = false;
  std::thread reader([&] {
    while (!stop) {
      const absl::Status read = store_->Get(partition, "left", "0-0").status();
      ASSERT_TRUE(read.ok()) << read;
    }
  });
  for (int round = 0; round < 2; ++round) {
    BeginMove(partition, round == 0 ? 1 : 2, round == 0 ? 2 : 0);
    while (MoveKeys(1) == 1 && !HasFailure()) {
    }
    EndMove();
    ASSERT_TRUE(load.AwaitAcknowledged(50));
  }
  stop = true;
  reader.join();
  load.Stop();
  EXPECT_EQ(load.Check(*store_), "");
  EXPECT_THAT(load.Failures(), testing::IsEmpty());
}

TEST_F(RedisClusterTest, FailoverKeepsWhatWasAcknowledged) {
  Open("&replicas=1");
  const std::vector<std::string> partitions = {PartitionOf(0), PartitionOf(1),
                                               PartitionOf(2)};
  CommitLoad load(
      *store_,
      {.partitions = partitions, .writers = 6, .deadline = absl::Seconds(30)});
  ASSERT_TRUE(load.AwaitAcknowledged(100));
  cluster_->server(0).Kill9();
  // Its replica's only replica is the dead server: commits to the slot go on
  // when it is back.
  ASSERT_TRUE(cluster_->AwaitMaster(FeedKey(partitions[0]), 3));
  EXPECT_TRUE(store_->List(partitions[0], "left", {}).ok());
  ASSERT_TRUE(cluster_->server(0).Restart().ok());
  ASSERT_TRUE(load.AwaitAcknowledged(100));
  load.Stop();
  EXPECT_EQ(load.Check(*store_), "");
  EXPECT_THAT(load.Failures(), testing::IsEmpty());
  EXPECT_GT(*store_->WaitForChange(partitions[0], 0, {}), 1 << 20)
      << "revisions that a reader may have seen are not given again";
}

TEST_F(RedisClusterTest, FollowerWhoSawMoreThanTheNewMasterListsAnew) {
  Open("&replicas=1");
  const std::string partition = PartitionOf(0);
  ASSERT_TRUE(store_->Commit(Put(partition, "a", "1")).ok());
  // Commits that never reach the replica, and are therefore not acknowledged.
  cluster_->server(3).Kill9();
  const absl::Status lost =
      store_->Commit(Put(partition, "b", "2"), Within(absl::Seconds(1)))
          .status();
  EXPECT_TRUE(absl::IsUnavailable(lost)) << lost;
  EXPECT_THAT(lost.message(), HasSubstr("outcome unknown"));
  const auto seen = store_->Changes(partition, 1, 10);
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_EQ(seen->through, 2);
  cluster_->server(0).Kill9();
  ASSERT_TRUE(cluster_->server(3).Restart().ok());
  ASSERT_TRUE(cluster_->AwaitMaster(FeedKey(partition), 3));
  ASSERT_TRUE(cluster_->server(0).Restart().ok());
  ASSERT_TRUE(cluster_->AwaitHealthy().ok());
  EXPECT_TRUE(absl::IsNotFound(store_->Get(partition, "c", "b").status()));
  const auto fresh = store_->Commit(Put(partition, "b", "2"));
  ASSERT_TRUE(fresh.ok()) << fresh.status();
  EXPECT_FALSE(fresh->repeated) << "applied anew, under the same request id";
  EXPECT_GT(fresh->revision, 2);
  EXPECT_TRUE(absl::IsOutOfRange(store_->Changes(partition, 2, 10).status()));
  EXPECT_TRUE(store_->Changes(partition, 1, 10).ok());
}

TEST_F(RedisClusterTest, CommitWithoutItsReplicaIsOfUnknownOutcome) {
  Open("&replicas=1");
  const std::string partition = PartitionOf(1);
  cluster_->server(4).Kill9();
  const absl::Status status =
      store_->Commit(Put(partition, "a", "1"), Within(absl::Seconds(1)))
          .status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("outcome unknown"));
  ASSERT_TRUE(cluster_->server(4).Restart().ok());
  const auto settled = store_->Commit(Put(partition, "a", "1"));
  ASSERT_TRUE(settled.ok()) << settled.status();
  EXPECT_TRUE(settled->repeated) << "acknowledged once the replica has it";
}

TEST_F(RedisClusterTest, LostShardIsUnavailableUntilItIsBack) {
  Open("");
  const std::string partition = PartitionOf(2);
  ASSERT_TRUE(store_->Commit(Put(partition, "a", "1")).ok());
  cluster_->server(5).Kill9();
  cluster_->server(2).Kill9();
  const absl::Status status =
      store_->Get(partition, "c", "a", Within(absl::Seconds(1))).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  ASSERT_TRUE(cluster_->server(2).Restart().ok());
  EXPECT_TRUE(store_->Get(partition, "c", "a", Within(absl::Minutes(1))).ok());
}

// No cluster: a server with a replica that is promoted by hand.
TEST(RedisReplicaTest, PromotedReplicaIsFoundAmongTheSeeds) {
  auto first = RedisServer::Start();
  auto second = RedisServer::Start();
  ASSERT_TRUE(first.ok() && second.ok());
  const auto port = [](const RedisServer& server) {
    return absl::StrCat(server.address().port);
  };
  ASSERT_TRUE((*second)->Run({"REPLICAOF", "127.0.0.1", port(**first)}).ok());
  const auto store = OpenRedisStore(
      ParseRedisUrl(absl::StrCat("redis://", (*second)->address().ToString(),
                                 ",", (*first)->address().ToString(),
                                 "?replicas=1"))
          .value());
  ASSERT_TRUE(store.ok()) << store.status();
  ASSERT_TRUE((*store)->Commit(Put("p", "a", "1")).ok());
  ASSERT_TRUE((*second)->Run({"REPLICAOF", "NO", "ONE"}).ok());
  ASSERT_TRUE((*first)->Run({"REPLICAOF", "127.0.0.1", port(**second)}).ok());
  const auto done = (*store)->Commit(Put("p", "b", "2"));
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_TRUE((*store)->Get("p", "c", "a").ok());
}

}  // namespace
}  // namespace duikou
