#include "matcher/index/project_index.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "matcher/index/retrieve.h"
#include "matcher/testing/instance.h"

namespace duikou {
namespace {

std::shared_ptr<const Taxonomy> TwoOfEach() {
  return *Taxonomy::Make({{}, {}}, {{}, {}}, 2);
}

Project InCell(std::string id, SectorIndex sector, AreaIndex area) {
  Project p{.id = std::move(id), .area = area, .sector = sector};
  p.funds[0].open = Money::WanYuan(10);
  return p;
}

// Every project is in just one row, that of its sector and area.
void ExpectWhole(const ProjectIndex& index) {
  const CandidateFilter any;
  const CompiledFilter filter(any, *index.taxonomy());
  int rows = 0;
  ForEachRow(index, filter,
             [&](const RowRef& row, SectorIndex sector, AreaIndex area) {
               const Project& p = index.project(row.slot());
               EXPECT_EQ(p.sector, sector);
               EXPECT_EQ(p.area, area);
               EXPECT_EQ(index.FindSlot(p.id), row.slot());
               EXPECT_EQ(row.open(0), AmountCode(p.funds[0].open.fen()));
               ++rows;
             });
  EXPECT_EQ(rows, index.size());
}

TEST(ProjectIndexTest, FindsWhatWasPutIn) {
  ProjectIndex index(TwoOfEach());
  EXPECT_EQ(index.Find("a"), nullptr);
  ASSERT_TRUE(index.Upsert(InCell("a", 0, 1)).ok());
  ASSERT_NE(index.Find("a"), nullptr);
  EXPECT_EQ(index.Find("a")->area, 1);
  EXPECT_EQ(index.size(), 1);
  ExpectWhole(index);
}

TEST(ProjectIndexTest, SameIdIsReplacedWhereverItMoves) {
  ProjectIndex index(TwoOfEach());
  ASSERT_TRUE(index.Upsert(InCell("a", 0, 0)).ok());
  ASSERT_TRUE(index.Upsert(InCell("b", 0, 0)).ok());
  ASSERT_TRUE(index.Upsert(InCell("a", 1, 1)).ok());
  EXPECT_EQ(index.size(), 2);
  EXPECT_EQ(index.Find("a")->sector, 1);
  ExpectWhole(index);
}

TEST(ProjectIndexTest, ErasedProjectsLeaveNothingBehind) {
  ProjectIndex index(TwoOfEach());
  for (const char* id : {"a", "b", "c"}) {
    ASSERT_TRUE(index.Upsert(InCell(id, 0, 0)).ok());
  }
  EXPECT_TRUE(index.Erase("a"));
  EXPECT_FALSE(index.Erase("a"));
  EXPECT_FALSE(index.Erase("never"));
  EXPECT_EQ(index.Find("a"), nullptr);
  EXPECT_EQ(index.size(), 2);
  ExpectWhole(index);
  // The slot is used again.
  ASSERT_TRUE(index.Upsert(InCell("d", 1, 0)).ok());
  EXPECT_LT(index.FindSlot("d"), 3);
  ExpectWhole(index);
}

TEST(ProjectIndexTest, InvalidProjectsChangeNothing) {
  ProjectIndex index(TwoOfEach());
  ASSERT_TRUE(index.Upsert(InCell("a", 0, 0)).ok());
  Project bad = InCell("a", 1, 1);
  bad.funds[0].open = Money::Fen(-1);
  EXPECT_EQ(index.Upsert(bad).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(index.Find("a")->sector, 0);
  ExpectWhole(index);
}

TEST(ProjectIndexTest, ACopyIsASnapshot) {
  ProjectIndex index(TwoOfEach());
  ASSERT_TRUE(index.Upsert(InCell("a", 0, 0)).ok());
  const ProjectIndex snapshot = index;
  ASSERT_TRUE(index.Erase("a"));
  EXPECT_NE(snapshot.Find("a"), nullptr);
  EXPECT_EQ(index.Find("a"), nullptr);
}

TEST(ProjectIndexTest, ManyProjectsStandInCellsAndFewDoNot) {
  ProjectIndex index(TwoOfEach(), {.few = 4});
  auto id = [](int i) { return absl::StrCat("p", i); };
  for (int i = 0; i < 8; ++i) {
    ASSERT_TRUE(index.Upsert(InCell(id(i), i % 2, i / 4)).ok());
  }
  EXPECT_NE(index.flat(), nullptr);
  EXPECT_EQ(index.cells(), nullptr);
  ASSERT_TRUE(index.Upsert(InCell(id(8), 0, 0)).ok());
  ASSERT_NE(index.cells(), nullptr);
  EXPECT_EQ(index.flat(), nullptr);
  ExpectWhole(index);
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(index.Erase(id(i)));
  EXPECT_NE(index.cells(), nullptr);
  ASSERT_TRUE(index.Erase(id(5)));
  EXPECT_NE(index.flat(), nullptr);
  ExpectWhole(index);
}

}  // namespace
}  // namespace duikou
