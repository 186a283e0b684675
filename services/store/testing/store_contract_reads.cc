// The contract of Get and List.
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/testing/store_contract.h"

namespace duikou {
namespace {

using testing::ElementsAre;

// Ids that break what quotes, splits, sorts or matches carelessly.
const std::vector<std::string>& AwkwardIds() {
  static const auto* const kIds = new std::vector<std::string>{
      "\x01", " ",        "%",    "*",         "-",    "a:b",
      "a/b",  "a/b:c",    "{a}",  "}{",        "[a",   "(a",
      "a\\",  "'",        "\"",   "\r\n",      "\x7f", "\x80",
      "\xff", "\xff\xff", "三峡", "三峡/秭归", "𠀀",   "e\u0301",
      "\xc3", "+",        "$",    "?",         "^",    "0",
      "00",   "10",       "9",    "A",         "a",    std::string(512, 'k')};
  return *kIds;
}

std::vector<std::string> Ids(const std::vector<Record>& records) {
  std::vector<std::string> ids;
  for (const Record& record : records) ids.push_back(record.id);
  return ids;
}

TEST_P(StoreContractTest, GetOfNothingIsNotFound) {
  EXPECT_TRUE(absl::IsNotFound(store().Get("p", "c", "a").status()));
  Put("p", "c", "a", "1");
  EXPECT_TRUE(absl::IsNotFound(store().Get("p", "c", "b").status()));
  EXPECT_TRUE(absl::IsNotFound(store().Get("p", "d", "a").status()));
  EXPECT_TRUE(absl::IsNotFound(store().Get("q", "c", "a").status()));
}

TEST_P(StoreContractTest, GetGivesTheLastPut) {
  Put("p", "c", "a", "1");
  const Revision second = Put("p", "c", "a", "2");
  const auto record = store().Get("p", "c", "a");
  ASSERT_TRUE(record.ok()) << record.status();
  EXPECT_EQ(record->collection, "c");
  EXPECT_EQ(record->id, "a");
  EXPECT_EQ(record->value, "2");
  EXPECT_EQ(record->revision, second);
}

TEST_P(StoreContractTest, DeletedRecordIsGone) {
  Put("p", "c", "a", "1");
  Delete("p", "c", "a");
  EXPECT_TRUE(absl::IsNotFound(store().Get("p", "c", "a").status()));
  EXPECT_TRUE(ListAll("p", "c").empty());
  const Revision again = Put("p", "c", "a", "2");
  EXPECT_EQ(store().Get("p", "c", "a").value().revision, again);
}

TEST_P(StoreContractTest, EmptyValueIsARecord) {
  Put("p", "c", "a", "");
  const auto record = store().Get("p", "c", "a");
  ASSERT_TRUE(record.ok()) << record.status();
  EXPECT_EQ(record->value, "");
  EXPECT_EQ(ListAll("p", "c").size(), 1);
}

TEST_P(StoreContractTest, KeysNeverRunTogether) {
  struct Key {
    std::string partition, collection, id;
  };
  const std::vector<Key> keys = {
      {"a", "b", "c"},     {"a:b", "c", "c"},   {"a", "b:c", "c"},
      {"a", "b", "b:c"},   {"a/b", "c", "c"},   {"a", "b/c", "d"},
      {"a", "b", "c/d"},   {"{a}", "b", "c"},   {"{a", "}b", "c"},
      {"-", "b", "c"},     {"a", "b.c", "d"},   {"a", "b", "c.d"},
      {"a", "b\x01", "c"}, {"a", "b", "\x01x"}, {"三峡", "项目", "秭归"}};
  for (size_t i = 0; i < keys.size(); ++i) {
    Put(keys[i].partition, keys[i].collection, keys[i].id, absl::StrCat(i));
  }
  for (size_t i = 0; i < keys.size(); ++i) {
    const auto record =
        store().Get(keys[i].partition, keys[i].collection, keys[i].id);
    ASSERT_TRUE(record.ok()) << i << ": " << record.status();
    EXPECT_EQ(record->value, absl::StrCat(i));
    EXPECT_EQ(record->collection, keys[i].collection);
    EXPECT_EQ(record->id, keys[i].id);
  }
  EXPECT_THAT(Ids(ListAll("a", "b")),
              ElementsAre("\x01x", "b:c", "c", "c.d", "c/d"));
}

TEST_P(StoreContractTest, BinaryKeysAndValuesComeBackAsTheyWere) {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte.push_back(static_cast<char>(i));
  std::map<std::string, std::string> model;
  for (const std::string& id : AwkwardIds()) {
    model[id] = absl::StrCat(every_byte, id, every_byte);
    const Revision revision = Put("{p}:/", "c{}:", id, model[id]);
    const auto record = store().Get("{p}:/", "c{}:", id);
    ASSERT_TRUE(record.ok()) << record.status();
    EXPECT_EQ(record->id, id);
    EXPECT_EQ(record->value, model[id]);
    const std::vector<Change> changes = ChangesAfter("{p}:/", revision - 1);
    ASSERT_EQ(changes.size(), 1);
    EXPECT_EQ(changes[0].collection, "c{}:");
    EXPECT_EQ(changes[0].id, id);
    EXPECT_EQ(changes[0].value, model[id]);
  }
  std::map<std::string, std::string> listed;
  for (const Record& record : ListAll("{p}:/", "c{}:")) {
    listed[record.id] = record.value;
  }
  EXPECT_EQ(listed, model);
}

TEST_P(StoreContractTest, ListOfNothingIsEmpty) {
  const auto listed = store().List("p", "c", Page{});
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_TRUE(listed->records.empty());
  EXPECT_FALSE(listed->more);
}

TEST_P(StoreContractTest, ListIsBytewiseAndCarriesRevisions) {
  std::map<std::string, Revision> model;  // std::string orders bytewise
  for (const std::string& id : AwkwardIds()) model[id] = Put("p", "c", id, id);
  const std::vector<Record> listed = ListAll("p", "c");
  ASSERT_EQ(listed.size(), model.size());
  size_t i = 0;
  for (const auto& [id, revision] : model) {
    EXPECT_EQ(listed[i].id, id);
    EXPECT_EQ(listed[i].value, id);
    EXPECT_EQ(listed[i].revision, revision);
    EXPECT_EQ(listed[i].collection, "c");
    ++i;
  }
}

TEST_P(StoreContractTest, ListSaysWhetherThereIsMore) {
  for (const char* id : {"a", "b", "c"}) Put("p", "c", id, id);
  Page page;
  page.limit = 2;
  auto listed = store().List("p", "c", page);
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_THAT(Ids(listed->records), ElementsAre("a", "b"));
  EXPECT_TRUE(listed->more);
  page.after = "b";
  listed = store().List("p", "c", page);
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_THAT(Ids(listed->records), ElementsAre("c"));
  EXPECT_FALSE(listed->more);
  page = Page{.prefix = "", .after = "", .limit = 3};
  listed = store().List("p", "c", page);
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ(listed->records.size(), 3);
  EXPECT_FALSE(listed->more) << "exactly the limit is not more";
}

TEST_P(StoreContractTest, ListAfterNeedNotBeARecord) {
  for (const char* id : {"a", "c"}) Put("p", "c", id, id);
  Page page;
  page.after = "b";
  EXPECT_THAT(Ids(store().List("p", "c", page)->records), ElementsAre("c"));
  page.after = std::string("a\0", 2);
  EXPECT_THAT(Ids(store().List("p", "c", page)->records), ElementsAre("c"));
}

TEST_P(StoreContractTest, ListAgreesWithASortedMap) {
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << std::endl;
  std::mt19937 random(seed);
  const std::vector<std::string> pieces = {"a",  "b",    "/", "\x01",
                                           "三", "\xff", "ab"};
  auto text = [&](int longest) {
    std::string id;
    for (int n = random() % (longest + 1); n > 0; --n) {
      id += pieces[random() % pieces.size()];
    }
    return id;
  };
  std::map<std::string, std::string> model;
  std::vector<Mutation> mutations;
  while (model.size() < 300) {
    const std::string id = text(6);
    if (id.empty() || !model.emplace(id, text(3)).second) continue;
    mutations.push_back(
        Mutation::Put("c", id, model[id], Expectation::Absent()));
  }
  ASSERT_TRUE(Commit("p", mutations).ok());
  for (int round = 0; round < 200; ++round) {
    const int limit = 1 + random() % 40;
    const Page page{.prefix = text(2), .after = text(4), .limit = limit};
    std::vector<std::string> expected;
    for (const auto& [id, value] : model) {
      if (absl::StartsWith(id, page.prefix) && id > page.after) {
        expected.push_back(id);
      }
    }
    const bool more = expected.size() > limit;
    if (more) expected.resize(limit);
    const auto listed = store().List("p", "c", page);
    ASSERT_TRUE(listed.ok()) << listed.status();
    ASSERT_EQ(Ids(listed->records), expected)
        << "prefix " << testing::PrintToString(page.prefix) << " after "
        << testing::PrintToString(page.after) << " limit " << limit;
    ASSERT_EQ(listed->more, more);
    for (const Record& record : listed->records) {
      ASSERT_EQ(record.value, model[record.id]);
    }
  }
}

TEST_P(StoreContractTest, LargeValuesAreListedWhole) {
  const int count = 24;
  for (int i = 0; i < count; ++i) {
    Put("p", "c", absl::StrCat("r", 100 + i),
        std::string(StoreLimits::kMaxValueBytes, static_cast<char>('a' + i)));
  }
  const std::vector<Record> listed = ListAll("p", "c", "", 1000);
  ASSERT_EQ(listed.size(), count);
  for (int i = 0; i < count; ++i) {
    EXPECT_EQ(listed[i].value.size(), StoreLimits::kMaxValueBytes);
    EXPECT_EQ(listed[i].value.back(), 'a' + i);
  }
  EXPECT_EQ(ChangesAfter("p", 0).size(), count);
}

TEST_P(StoreContractTest, ReadsRefuseMalformedArguments) {
  auto get = [&](std::string partition, std::string collection,
                 std::string id) {
    return store().Get(partition, collection, id).status().code();
  };
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  const std::string longest(
      StoreLimits::kMaxKeyBytes + StoreLimits::kMaxExtraKeyBytes, 'a');
  const std::string too_long = longest + "a";
  EXPECT_EQ(get("", "c", "a"), kInvalid);
  EXPECT_EQ(get("p", "", "a"), kInvalid);
  EXPECT_EQ(get("p", "c", ""), kInvalid);
  EXPECT_EQ(get("p", "c", too_long), kInvalid);
  EXPECT_EQ(get("p", too_long, "a"), kInvalid);
  EXPECT_EQ(get(std::string(513, 'a'), "c", "a"), kInvalid);
  EXPECT_EQ(get("p", "c", std::string("a\0b", 3)), kInvalid);
  EXPECT_EQ(get("p", longest, longest), absl::StatusCode::kNotFound);
  auto list = [&](Page page) {
    return store().List("p", "c", page).status().code();
  };
  EXPECT_EQ(list(Page{.prefix = "", .after = "", .limit = 0}), kInvalid);
  EXPECT_EQ(list(Page{.prefix = "", .after = "", .limit = -1}), kInvalid);
  EXPECT_EQ(list(Page{.prefix = "", .after = "", .limit = 10'001}), kInvalid);
  EXPECT_EQ(list(Page{.prefix = too_long}), kInvalid);
  EXPECT_EQ(list(Page{.after = too_long}), kInvalid);
  EXPECT_EQ(list(Page{.prefix = "", .after = "", .limit = 10'000}),
            absl::StatusCode::kOk);
  EXPECT_EQ(list(Page{.prefix = longest, .after = longest}),
            absl::StatusCode::kOk);
  EXPECT_EQ(store().List("p", "", Page{}).status().code(), kInvalid);
}

TEST_P(StoreContractTest, ReadsPastTheirDeadlineSaySo) {
  Put("p", "c", "a", "1");
  const CallLimits past{absl::InfinitePast()};
  constexpr auto kLate = absl::StatusCode::kDeadlineExceeded;
  EXPECT_EQ(store().Get("p", "c", "a", past).status().code(), kLate);
  EXPECT_EQ(store().List("p", "c", Page{}, past).status().code(), kLate);
  EXPECT_EQ(store().Changes("p", 0, 10, past).status().code(), kLate);
}

}  // namespace
}  // namespace duikou
