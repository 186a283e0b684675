#include "services/store/views.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/memory/memory_store.h"
#include "services/store/testing/map_view.h"
#include "services/store/testing/store_contract.h"

namespace duikou {
namespace {

using testing::HasSubstr;

class ViewsTest : public testing::Test {
 protected:
  static absl::Time Soon() { return absl::Now() + absl::Seconds(60); }
  Revision Commit(absl::string_view partition, Mutation mutation) {
    CommitRequest request;
    request.partition = std::string(partition);
    request.mutations = {std::move(mutation)};
    return store_.Commit(request)->revision;
  }
  void MakeProgramme(absl::string_view id) {
    Commit("-", Mutation::Put("programmes", id, "", Expectation::Any()));
  }
  Revision PutProject(absl::string_view programme, absl::string_view id) {
    return Commit(programme,
                  Mutation::Put("projects", id, "", Expectation::Any()));
  }

  MemoryStore store_;
  Views<MapView> views_{
      store_, [](absl::string_view) {
        return std::make_unique<MapView>(std::vector<std::string>{"projects"});
      }};
};

TEST_F(ViewsTest, UnknownProgrammeIsNotFound) {
  const absl::Status status = views_.Get("hubei", 0, Soon()).status();
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("programmes/hubei"));
}

TEST_F(ViewsTest, ProgrammeIsThereAsSoonAsItIsCommitted) {
  for (int i = 0; i < 20; ++i) {
    const std::string programme = absl::StrCat("programme", i);
    EXPECT_TRUE(absl::IsNotFound(views_.Get(programme, 0, Soon()).status()));
    MakeProgramme(programme);
    const Revision written = PutProject(programme, "p-1");
    const auto view = views_.Get(programme, written, Soon());
    ASSERT_TRUE(view.ok()) << view.status();
    EXPECT_EQ((*view)->contents().size(), 1);
  }
}

TEST_F(ViewsTest, EachProgrammeHasItsOwnView) {
  MakeProgramme("hubei");
  MakeProgramme("chongqing");
  const Revision hubei = PutProject("hubei", "p-1");
  const Revision chongqing = PutProject("chongqing", "p-2");
  const auto first = views_.Get("hubei", hubei, Soon());
  const auto second = views_.Get("chongqing", chongqing, Soon());
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ((*first)->contents().count({"projects", "p-1"}), 1);
  EXPECT_EQ((*second)->contents().count({"projects", "p-2"}), 1);
  EXPECT_EQ(*views_.Get("hubei", 0, Soon()), *first) << "the same one again";
}

TEST_F(ViewsTest, FutureRevisionIsWaitedForUpToTheDeadline) {
  MakeProgramme("hubei");
  const absl::Status status =
      views_.Get("hubei", 5, absl::Now() + absl::Milliseconds(20)).status();
  EXPECT_TRUE(absl::IsDeadlineExceeded(status)) << status;
}

TEST_F(ViewsTest, DeletedProgrammeIsNotFoundAndItsViewIsLetGo) {
  MakeProgramme("hubei");
  PutProject("hubei", "p-1");
  const std::shared_ptr<MapView> held = *views_.Get("hubei", 1, Soon());
  Commit("-", Mutation::Delete("programmes", "hubei", Expectation::Any()));
  while (views_.Get("hubei", 0, Soon()).ok()) {
  }
  EXPECT_TRUE(absl::IsNotFound(views_.Get("hubei", 0, Soon()).status()));
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_EQ(held->contents().size(), 1) << "whoever reads it still may";
}

TEST_F(ViewsTest, UnavailableStoreIsSaidOnlyWhereItIsNeeded) {
  MakeProgramme("hubei");
  ASSERT_TRUE(views_.Get("hubei", 0, Soon()).ok());
  store_.SetUnavailable(true);
  EXPECT_TRUE(absl::IsUnavailable(views_.Get("chongqing", 0, Soon()).status()));
  store_.SetUnavailable(false);
}

TEST_F(ViewsTest, ManyReadersGetOneView) {
  MakeProgramme("hubei");
  RunThreads(8, [&](int thread) {
    for (int i = 0; i < 20; ++i) {
      const Revision written =
          PutProject("hubei", absl::StrCat(thread, "-", i));
      const auto view = views_.Get("hubei", written, Soon());
      ASSERT_TRUE(view.ok()) << view.status();
      ASSERT_EQ(
          (*view)->contents().count({"projects", absl::StrCat(thread, "-", i)}),
          1);
    }
  });
  EXPECT_EQ((*views_.Get("hubei", 160, Soon()))->contents().size(), 160);
}

}  // namespace
}  // namespace duikou
