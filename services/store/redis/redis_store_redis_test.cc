// The contract suite on a single Redis and on a cluster.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/store/redis/redis_store.h"
#include "services/store/redis/testing/redis_server.h"
#include "services/store/testing/store_contract.h"

namespace duikou {
namespace {

// One server and one cluster serve all tests of this binary and end with it;
// each fixture has a key prefix of its own.
RedisServer& SharedServer() {
  static const std::unique_ptr<RedisServer> server =
      RedisServer::Start().value();
  return *server;
}

RedisCluster& SharedCluster() {
  static const std::unique_ptr<RedisCluster> cluster =
      RedisCluster::Start().value();
  return *cluster;
}

class RedisFixture final : public StoreFixture {
 public:
  RedisFixture(const std::string& url, Options options) {
    static int count = 0;
    redis_options_ = ParseRedisUrl(url).value();
    redis_options_.feed_commits = options.feed_commits;
    redis_options_.prefix = absl::StrCat("test-", ++count);
  }
  absl::StatusOr<std::unique_ptr<Store>> Open() override {
    return OpenRedisStore(redis_options_);
  }
  bool durable() const override { return true; }

 private:
  RedisOptions redis_options_;
};

INSTANTIATE_TEST_SUITE_P(
    Redis, StoreContractTest,
    testing::Values(StoreKind{"server",
                              [](StoreFixture::Options options) {
                                return std::make_unique<RedisFixture>(
                                    SharedServer().url(), options);
                              }},
                    StoreKind{"cluster",
                              [](StoreFixture::Options options) {
                                return std::make_unique<RedisFixture>(
                                    SharedCluster().url() + "?replicas=1",
                                    options);
                              }}),
    StoreKindName);

}  // namespace
}  // namespace duikou
