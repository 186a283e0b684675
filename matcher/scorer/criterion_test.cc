// What may be a criterion: decided by the compiler, so most of this test is
// that it compiles.
#include "matcher/scorer/criterion.h"

#include "gtest/gtest.h"
#include "matcher/scorer/criteria.h"

namespace duikou {
namespace {

// A list of just `C` can be named.
template <typename C>
concept Listable = requires {
  typename CriterionList<C>;
};

struct ByName {
  static constexpr Criterion kCriterion = Criterion::kSector;
  static constexpr Shape kShape = static_cast<Shape>(17);
  static int32_t Value(const PreparedSupporter&, const Project&) { return 0; }
};
struct WithoutShape {
  static constexpr Criterion kCriterion = Criterion::kSector;
  static int32_t Value(const PreparedSupporter&, SectorIndex) { return 0; }
};
// Says that it goes by sector but wants to see the whole project.
struct LooksAtTooMuch {
  static constexpr Criterion kCriterion = Criterion::kSector;
  static constexpr Shape kShape = Shape::kBySector;
  static int32_t Value(const PreparedSupporter&, const Project&) { return 0; }
};
struct NotAnInteger {
  static constexpr Criterion kCriterion = Criterion::kSector;
  static constexpr Shape kShape = Shape::kBySector;
  static double Value(const PreparedSupporter&, SectorIndex) { return 0.5; }
};
struct PeakWithoutCurve {
  static constexpr Criterion kCriterion = Criterion::kFundSize;
  static constexpr Shape kShape = Shape::kOnePeakInAmount;
  static int32_t Value(const PreparedSupporter&, FundKindIndex, int64_t,
                       int32_t) {
    return 0;
  }
};

static_assert(Listable<SectorCriterion>);
static_assert(Listable<RegionCriterion>);
static_assert(Listable<FundSizeCriterion>);
static_assert(Listable<CapabilityCriterion>);
static_assert(Listable<StandingCriterion>);
static_assert(Listable<RecordCriterion>);
static_assert(!Listable<ByName>);
static_assert(!Listable<WithoutShape>);
static_assert(!Listable<LooksAtTooMuch>);
static_assert(!Listable<NotAnInteger>);
static_assert(!Listable<PeakWithoutCurve>);
static_assert(!Listable<int>);

TEST(CriterionTest, ProductCriteriaAreOneForEachInOrder) {
  int i = 0;
  ProductCriteria::ForEach(
      [&]<typename C>() { EXPECT_EQ(C::kCriterion, kAllCriteria[i++]); });
  EXPECT_EQ(i, kCriterionCount);
}

}  // namespace
}  // namespace duikou
