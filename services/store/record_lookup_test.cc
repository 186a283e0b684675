#include "services/store/record_lookup.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

TEST(RecordLookupTest, FindsWhatGetFinds) {
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << std::endl;
  std::mt19937 random(seed);
  for (int round = 0; round < 60; ++round) {
    MemoryStore store;
    CommitRequest request;
    request.partition = "p";
    // From a dense to a sparse choice of what is there.
    const int spread = 1 << (round % 12);
    std::map<LookupKey, std::string> model;
    for (int i = 0; i < 2000; ++i) {
      const LookupKey key{random() % 2 ? "a" : "b",
                          absl::StrCat(random() % 4000)};
      if (!model.emplace(key, absl::StrCat(i)).second) continue;
      request.mutations.push_back(Mutation::Put(
          key.first, key.second, absl::StrCat(i), Expectation::Absent()));
    }
    ASSERT_TRUE(store.Commit(request).ok());
    std::vector<LookupKey> keys;
    for (int i = 0; i < 4000; i += 1 + random() % spread) {
      for (const char* collection : {"a", "b", "none"}) {
        keys.push_back({collection, absl::StrCat(i)});
      }
    }
    std::shuffle(keys.begin(), keys.end(), random);
    const auto found = LookUpRecords(store, "p", keys);
    ASSERT_TRUE(found.ok()) << found.status();
    size_t there = 0;
    for (const LookupKey& key : keys) {
      const bool expected = model.count(key) > 0;
      ASSERT_EQ(found->contains(key), expected) << key.first << key.second;
      if (!expected) continue;
      ++there;
      ASSERT_EQ(found->at(key).value, model[key]);
      ASSERT_EQ(found->at(key).id, key.second);
    }
    ASSERT_EQ(found->size(), there) << "nothing that was not asked for";
  }
}

TEST(RecordLookupTest, NoKeysAreNoRecords) {
  MemoryStore store;
  EXPECT_TRUE(LookUpRecords(store, "p", {})->empty());
}

TEST(RecordLookupTest, UnavailableStoreIsSaid) {
  MemoryStore store;
  store.SetUnavailable(true);
  EXPECT_TRUE(
      absl::IsUnavailable(LookUpRecords(store, "p", {{"a", "1"}}).status()));
  EXPECT_TRUE(absl::IsUnavailable(ListWholly(store, "p", "a").status()));
}

TEST(RecordLookupTest, ListWhollyGoesOverThePages) {
  MemoryStore store;
  CommitRequest request;
  request.partition = "p";
  for (int i = 0; i < 2500; ++i) {
    request.mutations.push_back(
        Mutation::Put("a", absl::StrCat("x", i), "", Expectation::Absent()));
  }
  request.mutations.push_back(
      Mutation::Put("a", "y", "", Expectation::Absent()));
  ASSERT_TRUE(store.Commit(request).ok());
  EXPECT_EQ(ListWholly(store, "p", "a", "x")->size(), 2500);
  EXPECT_EQ(ListWholly(store, "p", "a")->size(), 2501);
}

}  // namespace
}  // namespace duikou
