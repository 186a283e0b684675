#include "matcher/index/project_index.h"

#include "gtest/gtest.h"
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
  int rows = 0;
  for (const IndexCell& cell : index.cells()) {
    EXPECT_EQ(cell.funds.size(),
              cell.rows.size() * index.taxonomy()->fund_kind_count());
    for (const IndexRow& row : cell.rows) {
      const Project& p = index.project(row.slot);
      EXPECT_EQ(p.sector, cell.sector);
      EXPECT_EQ(p.area, cell.area);
      EXPECT_EQ(index.FindSlot(p.id), row.slot);
      ++rows;
    }
  }
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

TEST(ProjectIndexTest, CellsKnowTheRangeOfWhatTheyHold) {
  ProjectIndex index(TwoOfEach());
  Project small = InCell("small", 0, 0);
  small.funds[0].open = Money::Fen(1 << 10);
  Project large = InCell("large", 0, 0);
  large.funds[0].open = Money::Fen(1 << 20);
  large.demonstration_site = true;
  ASSERT_TRUE(index.Upsert(small).ok());
  ASSERT_TRUE(index.Upsert(large).ok());
  EXPECT_EQ(index.cells().at(0).lowest_log[0], 10 * 1024);
  EXPECT_EQ(index.cells().at(0).highest_log[0], 20 * 1024);
  EXPECT_EQ(index.cells().at(0).best_standing, 3'000);
  EXPECT_GT(index.cells().at(0).lowest_log[1],
            index.cells().at(0).highest_log[1]);
  ASSERT_TRUE(index.Erase("large"));
  EXPECT_EQ(index.cells().at(0).highest_log[0], 10 * 1024);
  EXPECT_EQ(index.cells().at(0).best_standing, 0);
}

}  // namespace
}  // namespace duikou
