#include "services/store/redis/slot.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/redis/reply.h"
#include "services/store/redis/slot_map.h"

namespace duikou::redis {
namespace {

using testing::ElementsAre;
using Kind = ReplyError::Kind;

// Parses what a server would send.
Reply FromWire(const std::string& bytes) {
  redisReader* reader = redisReaderCreate();
  redisReaderFeed(reader, bytes.data(), bytes.size());
  void* reply = nullptr;
  EXPECT_EQ(redisReaderGetReply(reader, &reply), REDIS_OK);
  redisReaderFree(reader);
  return Reply(static_cast<redisReply*>(reply));
}

TEST(SlotTest, Crc16HasTheSpecificationsVector) {
  EXPECT_EQ(Crc16("123456789"), 0x31C3);
  EXPECT_EQ(Crc16(""), 0);
}

TEST(SlotTest, SlotsAreThoseOfClusterKeyslot) {
  EXPECT_EQ(KeySlot("foo"), 12182);
  EXPECT_EQ(KeySlot("bar"), 5061);
  EXPECT_EQ(KeySlot("somekey"), 11058);
}

TEST(SlotTest, HashTagAloneCounts) {
  EXPECT_EQ(KeySlot("duikou:{foo}:feed"), KeySlot("foo"));
  EXPECT_EQ(KeySlot("{foo}{bar}"), KeySlot("foo"));
  EXPECT_EQ(KeySlot("foo{{bar}}zap"), KeySlot("{bar"));
}

TEST(SlotTest, EmptyOrOpenTagIsNoTag) {
  EXPECT_EQ(KeySlot("foo{}{bar}"), Crc16("foo{}{bar}") % kSlots);
  EXPECT_EQ(KeySlot("foo{bar"), Crc16("foo{bar") % kSlots);
}

TEST(ReplyErrorTest, MovedNamesSlotAndAddress) {
  const ReplyError error = ParseReplyError("MOVED 3999 127.0.0.1:6381");
  EXPECT_EQ(error.kind, Kind::kMoved);
  EXPECT_EQ(error.slot, 3999);
  EXPECT_EQ(error.address, (RedisAddress{"127.0.0.1", 6381}));
}

TEST(ReplyErrorTest, AskWithIpv6OrWithoutHost) {
  EXPECT_EQ(ParseReplyError("ASK 1 ::1:7000").address,
            (RedisAddress{"::1", 7000}));
  EXPECT_EQ(ParseReplyError("ASK 1 :7000").address, (RedisAddress{"", 7000}));
  EXPECT_EQ(ParseReplyError("ASK 1 ?:7000").address, (RedisAddress{"", 7000}));
  EXPECT_EQ(ParseReplyError("ASK 1 ::1:7000").kind, Kind::kAsk);
}

TEST(ReplyErrorTest, MalformedRedirectionIsNone) {
  for (const char* text : {"MOVED", "MOVED 1", "MOVED x 1.1.1.1:1",
                           "MOVED 16384 1.1.1.1:1", "ASK 1 nowhere"}) {
    EXPECT_EQ(ParseReplyError(text).kind, Kind::kOther) << text;
  }
}

TEST(ReplyErrorTest, CodesSayWhatToDo) {
  EXPECT_EQ(ParseReplyError("TRYAGAIN Multiple keys").kind, Kind::kLater);
  EXPECT_EQ(ParseReplyError("CLUSTERDOWN Hash slot").kind, Kind::kLater);
  EXPECT_EQ(ParseReplyError("READONLY You can't").kind, Kind::kLater);
  EXPECT_EQ(ParseReplyError("OOM command").kind, Kind::kStopped);
  EXPECT_EQ(ParseReplyError("NOPERM this user").kind, Kind::kRefused);
  EXPECT_EQ(ParseReplyError("NOSCRIPT No matching").kind, Kind::kNoScript);
  EXPECT_EQ(ParseReplyError("ERR MOVED 1 a:1").kind, Kind::kOther);
  EXPECT_EQ(ParseReplyError("").kind, Kind::kOther);
}

TEST(SlotMapTest, ClusterSlotsGiveMastersAndReplicas) {
  const Reply reply = FromWire(
      "*2\r\n"
      "*4\r\n:0\r\n:8191\r\n"
      "*4\r\n$8\r\n10.0.0.1\r\n:7000\r\n$2\r\nid\r\n*0\r\n"
      "*4\r\n$8\r\n10.0.0.2\r\n:7001\r\n$2\r\nid\r\n*0\r\n"
      "*3\r\n:8192\r\n:16383\r\n"
      "*4\r\n$-1\r\n:7002\r\n$2\r\nid\r\n*0\r\n");
  const auto ranges = ParseClusterSlots(reply, "asked");
  ASSERT_TRUE(ranges.ok()) << ranges.status();
  ASSERT_EQ(ranges->size(), 2);
  EXPECT_EQ((*ranges)[0].master, (RedisAddress{"10.0.0.1", 7000}));
  EXPECT_THAT((*ranges)[0].replicas,
              ElementsAre(RedisAddress{"10.0.0.2", 7001}));
  EXPECT_EQ((*ranges)[1].first, 8192);
  EXPECT_EQ((*ranges)[1].last, 16383);
  EXPECT_EQ((*ranges)[1].master, (RedisAddress{"asked", 7002}));
}

TEST(SlotMapTest, MalformedSlotsAreRefused) {
  EXPECT_TRUE(ParseClusterSlots(FromWire("*0\r\n"), "a")->empty());
  for (const char* wire :
       {"+OK\r\n", "*1\r\n:1\r\n", "*1\r\n*2\r\n:0\r\n:1\r\n",
        "*1\r\n*3\r\n:0\r\n:16384\r\n*2\r\n$1\r\na\r\n:1\r\n",
        "*1\r\n*3\r\n:5\r\n:4\r\n*2\r\n$1\r\na\r\n:1\r\n"}) {
    EXPECT_FALSE(ParseClusterSlots(FromWire(wire), "a").ok()) << wire;
  }
}

TEST(ReplyTest, AccessorsOfAnotherKindAreEmpty) {
  const Reply reply = FromWire("*2\r\n:7\r\n$-1\r\n");
  EXPECT_EQ(reply[0].integer(), 7);
  EXPECT_EQ(reply[0].text(), "");
  EXPECT_EQ(reply[0].size(), 0);
  EXPECT_TRUE(reply[1].is_nil());
  EXPECT_TRUE(reply[2].is_nil());
  EXPECT_TRUE(reply[-1].is_nil());
  EXPECT_TRUE(reply[0][0].is_nil());
  EXPECT_EQ(reply.integer(), 0);
}

}  // namespace
}  // namespace duikou::redis
