#include "matcher/assignment/linear_program.h"

#include <functional>

#include "gtest/gtest.h"

namespace duikou {
namespace {

using Ending = LinearProgram::Ending;

// Two goods of profit 3 and 2 that share 4 units of one thing; of the first at
// most 3.
struct Goods {
  LinearProgram program;
  int row = program.AddRow(-LinearProgram::kInfinity, 4, {});
  int first = program.AddColumn(3, 0, 3, {{row, 1}});
  int second = program.AddColumn(2, 0, LinearProgram::kInfinity, {{row, 1}});
};

TEST(LinearProgramTest, FindsTheBestAndItsPrice) {
  Goods goods;
  ASSERT_EQ(*goods.program.Maximise(100, nullptr), Ending::kOptimal);
  EXPECT_DOUBLE_EQ(goods.program.objective(), 11);
  EXPECT_DOUBLE_EQ(goods.program.value(goods.first), 3);
  EXPECT_DOUBLE_EQ(goods.program.value(goods.second), 1);
  EXPECT_DOUBLE_EQ(goods.program.price(goods.row), 2);
}

TEST(LinearProgramTest, GrowsByColumnsAndRowsAfterASolution) {
  Goods goods;
  ASSERT_EQ(*goods.program.Maximise(100, nullptr), Ending::kOptimal);
  const int third = goods.program.AddColumn(9, 0, 5, {{goods.row, 3}});
  EXPECT_DOUBLE_EQ(goods.program.value(third), 0);
  ASSERT_EQ(*goods.program.Maximise(100, nullptr), Ending::kOptimal);
  EXPECT_DOUBLE_EQ(goods.program.objective(), 12);
  goods.program.AddRow(-LinearProgram::kInfinity, 1,
                       {{goods.first, 1}, {third, 1}});
  ASSERT_EQ(*goods.program.Maximise(100, nullptr), Ending::kOptimal);
  // One of the third takes 3 units and leaves 1 to the second.
  EXPECT_DOUBLE_EQ(goods.program.objective(), 11);
}

TEST(LinearProgramTest, GoesOnWhenLimitsChange) {
  Goods goods;
  ASSERT_EQ(*goods.program.Maximise(100, nullptr), Ending::kOptimal);
  goods.program.SetLimits(goods.first, 0, 0);
  ASSERT_EQ(
      *goods.program.Maximise(100, nullptr, LinearProgram::Changed::kLimits),
      Ending::kOptimal);
  EXPECT_DOUBLE_EQ(goods.program.objective(), 8);
}

TEST(LinearProgramTest, ContradictionHasNoSolution) {
  Goods goods;
  goods.program.AddRow(5, LinearProgram::kInfinity, {{goods.first, 1}});
  EXPECT_EQ(*goods.program.Maximise(100, nullptr), Ending::kNoSolution);
}

}  // namespace
}  // namespace duikou
