#include "services/access/audit_methods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "services/access/audit_chain.h"
#include "services/access/testing/audit_scene.h"
#include "services/access/testing/hooked_store.h"
#include "services/base/digest.h"
#include "services/base/id_generator.h"
#include "services/rpc/call_context.h"
#include "services/store/audit_pending.h"
#include "services/store/memory/memory_store.h"
#include "services/table/table_file.h"

namespace duikou {
namespace {

using access::v1::AuditCheckpoint;
using access::v1::AuditEntry;
using access::v1::AuditFilter;
using access::v1::ExportAuditEntriesRequest;
using access::v1::ExportAuditEntriesResponse;
using access::v1::GetAuditCheckpointRequest;
using access::v1::ListAuditEntriesRequest;
using access::v1::ListAuditEntriesResponse;
using access::v1::VerifyAuditRequest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using type::v1::AuditRecord;

class AuditMethodsTest : public ::testing::Test {
 protected:
  void Write(const std::string& actor, std::vector<Mutation> mutations,
             const std::string& method = "Service/Write",
             const std::string& source = "10.0.0.7") {
    scene_.clock().Advance(absl::Seconds(1));
    CommitRequest commit;
    commit.partition = AuditScene::kPartition;
    commit.mutations = std::move(mutations);
    commit.origin = {actor, method, absl::StrCat("call-", ++calls_), source};
    ASSERT_TRUE(scene_.store().Commit(commit).ok());
  }
  Mutation PutProject(const std::string& id, const std::string& title) {
    catalogue::v1::Project project;
    project.set_name("programmes/hubei/projects/" + id);
    project.mutable_display_name()->set_zh(title);
    return Mutation::Put("projects", id, project.SerializeAsString(),
                         Expectation::Any());
  }
  void Refuse() {
    AuditRecord record;
    *record.mutable_time() = ToTimestamp(scene_.clock().Now());
    record.set_actor("anonymous");
    record.set_method("Service/Read");
    record.set_outcome(AuditEntry::OUTCOME_UNAUTHENTICATED);
    record.set_reason("not signed in");
    record.set_count(12);
    scene_.Tamper({PendingAudit(record)});
  }

  absl::StatusOr<ListAuditEntriesResponse> TryList(
      const ListAuditEntriesRequest& request) {
    CallContext call({}, ids_);
    return methods_.List(call, request);
  }
  ListAuditEntriesResponse List(ListAuditEntriesRequest request = {}) {
    request.set_parent("programmes/hubei");
    auto page = TryList(request);
    EXPECT_TRUE(page.ok()) << page.status();
    return page.ok() ? *std::move(page) : ListAuditEntriesResponse();
  }
  // The call ids of the entries that the filter lets pass, over all pages.
  std::vector<std::string> Calls(const AuditFilter& filter, int size = 2) {
    ListAuditEntriesRequest request;
    *request.mutable_filter() = filter;
    request.set_page_size(size);
    std::vector<std::string> calls;
    do {
      const ListAuditEntriesResponse page = List(request);
      EXPECT_LE(page.entries_size(), size);
      for (const AuditEntry& entry : page.entries()) {
        calls.push_back(entry.call_id());
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return calls;
  }
  std::string Export(ExportAuditEntriesRequest request, int* rows = nullptr) {
    request.set_parent("programmes/hubei");
    CallContext call({}, ids_);
    std::string file;
    const absl::Status status = methods_.Export(
        call, request, [&](const ExportAuditEntriesResponse& piece) {
          file += piece.content();
          if (rows != nullptr) *rows = piece.rows();
          return absl::OkStatus();
        });
    EXPECT_TRUE(status.ok()) << status;
    return file;
  }

  MemoryStore memory_;
  AuditScene scene_{memory_};
  HookedStore hooked_{scene_.store()};
  AuditMethods methods_{hooked_, scene_.key(), scene_.kept()};
  SequentialIdGenerator ids_;
  int calls_ = 0;
};

TEST_F(AuditMethodsTest, ListsNewestFirstWithWhatIsNotSealedYet) {
  Write("people/li", {PutProject("p-1", "一")});
  Write("people/wang", {PutProject("p-1", "二"), PutProject("p-2", "三")});
  scene_.Seal();
  Write("people/li", {Mutation::Delete("projects", "p-2", Expectation::Any())});
  const ListAuditEntriesResponse page = List();
  ASSERT_EQ(page.entries_size(), 3);
  EXPECT_EQ(page.next_page_token(), "");
  EXPECT_EQ(page.entries(0).number(), 0);
  EXPECT_EQ(page.entries(0).writes(0).action(),
            type::v1::HistoryEntry::ACTION_DELETED);
  const AuditEntry& second = page.entries(1);
  EXPECT_EQ(second.number(), 2);
  EXPECT_EQ(second.actor(), "people/wang");
  EXPECT_EQ(second.method(), "Service/Write");
  EXPECT_EQ(second.call_id(), "call-2");
  EXPECT_EQ(second.source(), "10.0.0.7");
  EXPECT_EQ(second.outcome(), AuditEntry::OUTCOME_WRITTEN);
  EXPECT_EQ(second.count(), 1);
  ASSERT_EQ(second.writes_size(), 2);
  EXPECT_EQ(second.writes(0).resource(), "programmes/hubei/projects/p-1");
  EXPECT_EQ(second.writes(0).action(), type::v1::HistoryEntry::ACTION_UPDATED);
  EXPECT_EQ(second.writes(0).before_digest().size(), 16);
  EXPECT_EQ(second.writes(1).before_digest(), "");
  EXPECT_THAT(second.writes(0).changes(), IsEmpty());
  EXPECT_EQ(page.entries(2).number(), 1);
}

TEST_F(AuditMethodsTest, FullViewTellsWhatChanged) {
  Write("people/li", {PutProject("p-1", "一")});
  Write("people/li", {PutProject("p-1", "二")});
  scene_.Seal();
  Write("people/li", {PutProject("p-1", "三")});
  Write("people/li", {Mutation::Delete("projects", "p-1", Expectation::Any())});
  Write("people/li",
        {Mutation::Put("c", "x", "of no known kind", Expectation::Any())});
  ListAuditEntriesRequest request;
  request.set_view(access::v1::AUDIT_VIEW_FULL);
  const ListAuditEntriesResponse page = List(request);
  ASSERT_EQ(page.entries_size(), 5);
  EXPECT_THAT(page.entries(0).writes(0).changes(), IsEmpty());
  std::vector<std::string> titles;
  for (int i = 1; i < 5; ++i) {
    for (const auto& change : page.entries(i).writes(0).changes()) {
      if (change.path() != "display_name.zh") continue;
      titles.push_back(absl::StrCat(change.before(), "→", change.after()));
    }
  }
  EXPECT_THAT(titles, ElementsAre("三→", "二→三", "一→二", "→一"));
}

TEST_F(AuditMethodsTest, FullViewTellsNoChangeThatIsNotProved) {
  Write("people/li", {PutProject("p-1", "一")});
  Write("people/li", {PutProject("p-2", "二")});
  Mutation forged = PutProject("p-1", "假");
  scene_.Tamper({forged});
  ListAuditEntriesRequest request;
  request.set_view(access::v1::AUDIT_VIEW_FULL);
  const ListAuditEntriesResponse page = List(request);
  EXPECT_FALSE(page.entries(0).writes(0).changes().empty());
  EXPECT_THAT(page.entries(1).writes(0).changes(), IsEmpty());
}

TEST_F(AuditMethodsTest, WritesWithoutHistoryAreToldAndSound) {
  Mutation password = Mutation::Put("passwords", "li", "x", Expectation::Any());
  password.in_feed = false;
  Write("people/li", {password});
  scene_.Seal();
  ListAuditEntriesRequest request;
  request.set_view(access::v1::AUDIT_VIEW_FULL);
  const ListAuditEntriesResponse page = List(request);
  ASSERT_EQ(page.entries_size(), 1);
  EXPECT_EQ(page.entries(0).writes(0).resource(),
            "programmes/hubei/passwords/li");
  EXPECT_EQ(page.entries(0).writes(0).action(),
            type::v1::HistoryEntry::ACTION_UPDATED);
  EXPECT_THAT(scene_.Verify(), IsEmpty());
}

TEST_F(AuditMethodsTest, FiltersTogetherAndOverPages) {
  Write("people/li", {PutProject("p-1", "一")}, "A/Create", "10.0.0.1");
  Write("people/wang", {PutProject("p-10", "一")}, "A/Create", "10.0.0.2");
  const absl::Time middle = scene_.clock().Now();
  Write("people/li",
        {Mutation::Put("shortlist", "u/p-1", "", Expectation::Any())},
        "B/Update", "10.0.0.1");
  scene_.Seal();
  Refuse();
  Write("people/li", {PutProject("p-1", "二")}, "A/Update", "10.0.0.1");
  AuditFilter filter;
  EXPECT_THAT(Calls(filter, 1),
              ElementsAre("call-4", "", "call-3", "call-2", "call-1"));
  filter.set_actor("people/li");
  EXPECT_THAT(Calls(filter, 1), ElementsAre("call-4", "call-3", "call-1"));
  filter.set_resource("programmes/hubei/projects/p-1");
  EXPECT_THAT(Calls(filter), ElementsAre("call-4", "call-1"));
  filter.set_method("Update");
  EXPECT_THAT(Calls(filter), ElementsAre("call-4"));
  filter.Clear();
  filter.set_resource("programmes/hubei/projects");
  EXPECT_THAT(Calls(filter), ElementsAre("call-4", "call-2", "call-1"));
  filter.Clear();
  filter.add_outcomes(AuditEntry::OUTCOME_UNAUTHENTICATED);
  filter.add_outcomes(AuditEntry::OUTCOME_REFUSED);
  EXPECT_THAT(Calls(filter), ElementsAre(""));
  filter.Clear();
  filter.set_source("10.0.0.2");
  EXPECT_THAT(Calls(filter), ElementsAre("call-2"));
  filter.Clear();
  *filter.mutable_start_time() = ToTimestamp(middle);
  EXPECT_THAT(Calls(filter), ElementsAre("call-4", "", "call-3", "call-2"));
  *filter.mutable_end_time() = ToTimestamp(middle + absl::Nanoseconds(1));
  EXPECT_THAT(Calls(filter), ElementsAre("call-2"));
  filter.set_actor("people/nobody");
  EXPECT_THAT(Calls(filter), IsEmpty());
}

TEST_F(AuditMethodsTest, PagesMissAndRepeatNothingWhileItIsSealed) {
  for (int i = 0; i < 10; ++i) Write("people/li", {PutProject("p-1", "一")});
  scene_.Seal();
  for (int i = 0; i < 10; ++i) Write("people/li", {PutProject("p-1", "一")});
  ListAuditEntriesRequest request;
  request.set_page_size(3);
  std::vector<std::string> calls;
  for (int pages = 0; pages == 0 || !request.page_token().empty(); ++pages) {
    const ListAuditEntriesResponse page = List(request);
    for (const AuditEntry& entry : page.entries()) {
      calls.push_back(entry.call_id());
    }
    request.set_page_token(page.next_page_token());
    if (pages == 1) {
      Write("people/li", {PutProject("p-1", "新")});
      scene_.Seal();
    }
  }
  std::vector<std::string> expected;
  for (int i = 20; i > 0; --i) expected.push_back(absl::StrCat("call-", i));
  EXPECT_EQ(calls, expected);
}

TEST_F(AuditMethodsTest, LargeEntriesMakeShortPages) {
  for (int call = 0; call < 3; ++call) {
    std::vector<Mutation> mutations;
    for (int i = 0; i < 20'000; ++i) {
      mutations.push_back(Mutation::Put("c", absl::StrCat("record-", i), "v",
                                        Expectation::Any()));
    }
    Write("people/li", mutations);
  }
  scene_.Seal();
  ListAuditEntriesRequest request;
  size_t writes = 0;
  int pages = 0;
  do {
    const ListAuditEntriesResponse page = List(request);
    EXPECT_LT(page.ByteSizeLong(), 4 << 20);
    for (const AuditEntry& entry : page.entries()) {
      writes += entry.writes_size();
    }
    request.set_page_token(page.next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(writes, 60'000);
  EXPECT_GT(pages, 1);
}

TEST_F(AuditMethodsTest, ParentsAndTokensAreChecked) {
  ListAuditEntriesRequest request;
  for (const char* parent : {"", "hubei", "programmes/", "programmes/a/b"}) {
    request.set_parent(parent);
    EXPECT_TRUE(absl::IsInvalidArgument(TryList(request).status())) << parent;
  }
  request.set_parent("programmes/never");
  EXPECT_TRUE(absl::IsNotFound(TryList(request).status()));
  request.set_parent("programmes/-");
  EXPECT_EQ(TryList(request)->entries_size(), 1);
  request.set_page_token("made up");
  EXPECT_TRUE(absl::IsInvalidArgument(TryList(request).status()));
  // A programme that is gone keeps its trail.
  scene_.PutSealed(1);
  CommitRequest commit;
  commit.partition = "-";
  commit.mutations = {
      Mutation::Delete("programmes", "hubei", Expectation::Any())};
  ASSERT_TRUE(scene_.store().Commit(commit).ok());
  EXPECT_EQ(List().entries_size(), 1);
}

TEST_F(AuditMethodsTest, ExportsOneRowAWriteOldestFirst) {
  Write("people/li", {PutProject("p-1", "一"), PutProject("p-2", "二")});
  scene_.Seal();
  Refuse();
  Write("=cmd()", {Mutation::Delete("projects", "p-2", Expectation::Any())});
  ExportAuditEntriesRequest request;
  request.set_csv(true);
  int rows = 0;
  EXPECT_EQ(
      Export(request, &rows),
      "\xEF\xBB\xBF序号,时间（北京时间）,操作人,方法,结果,对象,操作,次数,原因,"
      "网络地址,调用编号\r\n"
      "1,2014-05-14 00:53:21,people/li,Service/Write,已写入,"
      "programmes/hubei/projects/p-1,创建,1,,10.0.0.7,call-1\r\n"
      "1,2014-05-14 00:53:21,people/li,Service/Write,已写入,"
      "programmes/hubei/projects/p-2,创建,1,,10.0.0.7,call-1\r\n"
      ",2014-05-14 00:53:21,anonymous,Service/Read,未通过认证,,,12,"
      "not signed in,,\r\n"
      ",2014-05-14 00:53:22,'=cmd(),Service/Write,已写入,"
      "programmes/hubei/projects/p-2,删除,1,,10.0.0.7,call-2\r\n");
  EXPECT_EQ(rows, 4);
  request.mutable_filter()->set_actor("people/li");
  request.set_language_code("en");
  EXPECT_THAT(Export(request, &rows), HasSubstr("Number,Time (UTC+8),Actor"));
  EXPECT_EQ(rows, 2);
  request.mutable_filter()->set_actor("nobody");
  EXPECT_THAT(Export(request, &rows), HasSubstr("Number"));
  EXPECT_EQ(rows, 0);
  request.Clear();
  const auto sheet = ReadTable(Export(request, &rows), ReadLimits());
  ASSERT_TRUE(sheet.ok()) << sheet.status();
  EXPECT_EQ(sheet->rows.size(), 5);
  EXPECT_EQ(rows, 4);
}

TEST_F(AuditMethodsTest, AnExportMissesNothingThatIsSealedMeanwhile) {
  Write("people/li", {PutProject("p-1", "一")});
  ExportAuditEntriesRequest request;
  request.set_csv(true);
  int rows = 0;
  hooked_.BeforeNextList(kAuditPending, [&] { scene_.Seal(); });
  EXPECT_THAT(Export(request, &rows),
              HasSubstr("programmes/hubei/projects/p-1"));
  EXPECT_EQ(rows, 1);
  // What is sealed behind the moment of the export is in it once.
  Write("people/li", {PutProject("p-1", "二")});
  hooked_.BeforeNextList(kAuditChain, [&] { scene_.Seal(); });
  Export(request, &rows);
  EXPECT_EQ(rows, 2);
}

TEST_F(AuditMethodsTest, ATrailThatIsGoneAsAWholeIsMissed) {
  Write("people/li", {PutProject("p-1", "一")});
  scene_.Seal();
  scene_.Tamper(
      {Mutation::Delete(kAuditChain, AuditEntryId(1), Expectation::Any()),
       Mutation::Delete(kAuditHeads, kAuditHead, Expectation::Any())});
  CommitRequest commit;
  commit.partition = "-";
  commit.mutations = {
      Mutation::Delete("programmes", "hubei", Expectation::Any())};
  ASSERT_TRUE(memory_.Commit(commit).ok());
  VerifyAuditRequest request;
  request.set_parent("programmes/hubei");
  CallContext call({}, ids_);
  const auto found = methods_.Verify(call, request);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_FALSE(found->problems().empty());
}

TEST_F(AuditMethodsTest, LongExportHasOneHeading) {
  for (int i = 0; i < 2'500; ++i) Write("people/li", {PutProject("p-1", "一")});
  scene_.Seal();
  ExportAuditEntriesRequest request;
  request.set_csv(true);
  int rows = 0;
  const auto sheet = ReadTable(Export(request, &rows), ReadLimits());
  ASSERT_TRUE(sheet.ok()) << sheet.status();
  EXPECT_EQ(rows, 2'500);
  ASSERT_EQ(sheet->rows.size(), 2'501);
  for (int i = 1; i <= 2'500; ++i) {
    ASSERT_EQ(sheet->rows[i].At(1)->text, absl::StrCat(i));
  }
}

TEST_F(AuditMethodsTest, CheckpointsProveThatNothingWasCutOff) {
  CallContext call({}, ids_);
  GetAuditCheckpointRequest get;
  get.set_parent("programmes/hubei");
  EXPECT_EQ(methods_.GetCheckpoint(call, get)->number(), 0);
  scene_.PutSealed(3);
  const auto checkpoint = methods_.GetCheckpoint(call, get);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(checkpoint->number(), 3);
  EXPECT_EQ(checkpoint->seal().size(), 32);
  EXPECT_EQ(FromTimestamp(checkpoint->time()), scene_.clock().Now());
  scene_.PutSealed(1);
  VerifyAuditRequest verify;
  verify.set_parent("programmes/hubei");
  *verify.add_checkpoints() = *checkpoint;
  auto found = methods_.Verify(call, verify);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(found->problems(), IsEmpty());
  EXPECT_EQ(found->head().parent(), "programmes/hubei");
  EXPECT_EQ(found->head().number(), 4);
  verify.mutable_checkpoints(0)->set_seal(std::string(32, 'x'));
  found = methods_.Verify(call, verify);
  ASSERT_EQ(found->problems_size(), 1);
  EXPECT_EQ(found->problems(0).kind(), access::v1::AuditProblem::KIND_CUT_OFF);
  EXPECT_FALSE(found->problems(0).text().zh().empty());
  verify.mutable_checkpoints(0)->set_parent("programmes/-");
  EXPECT_TRUE(absl::IsInvalidArgument(methods_.Verify(call, verify).status()));
}

TEST_F(AuditMethodsTest, WhoHasGoneEndsAVerification) {
  scene_.PutSealed(3);
  CallOptions options;
  options.cancelled = [] { return true; };
  CallContext call(options, ids_);
  VerifyAuditRequest verify;
  verify.set_parent("programmes/hubei");
  EXPECT_TRUE(absl::IsCancelled(methods_.Verify(call, verify).status()));
}

}  // namespace
}  // namespace duikou
