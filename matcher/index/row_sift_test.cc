// Sifting may keep too much, but loses nothing and bounds closely.
#include "matcher/index/row_sift.h"

#include <array>

#include "gtest/gtest.h"
#include "matcher/index/flat_rows.h"
#include "matcher/index/query_terms.h"
#include "matcher/testing/cases.h"
#include "matcher/testing/instance.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using testing::Instance;

// One supporter's rows in columns, with what sifting says of them.
struct Sifted {
  Sifted(const Instance& in, const PreparedSupporter& supporter)
      : terms(supporter, in.weights, in.year),
        rows(static_cast<int>(in.kind_names.size())) {
    for (size_t i = 0; i < in.projects.size(); ++i) {
      const Project& p = in.projects[i];
      rows.Add(p.sector, p.area, RowOf(p, static_cast<ProjectSlot>(i)));
    }
    Sift(terms.sift(), rows.Columns(0), rows.PaddedCount(0), nullptr, 0,
         bounds.data(), hits.data());
  }
  bool IsHit(int i) const { return (hits[i / 8] >> i % 8 & 1) != 0; }

  QueryTerms terms;
  FlatRows rows;
  std::array<uint16_t, FlatRows::kChunk> bounds = {};
  std::array<uint8_t, FlatRows::kChunk / 8> hits = {};
};

TEST(RowSiftTest, NoRowThatPassesIsLostAndBoundsHold) {
  constexpr int kInstances = testing::Cases(1'000);
  int close = 0, all = 0;
  for (uint64_t seed = 0; seed < kInstances; ++seed) {
    const Instance in =
        testing::RandomInstance({.seed = seed,
                                 .projects = 60,
                                 .kinds = 1 + static_cast<int>(seed % 4),
                                 .distinct = seed % 2 == 0 ? 4 : 1'000,
                                 .bent = seed % 4 < 2});
    const auto taxonomy = in.MakeTaxonomy();
    for (const PreparedSupporter& s : in.Prepare(taxonomy)) {
      const Sifted sifted(in, s);
      const RowColumns columns = sifted.rows.Columns(0);
      for (int i = 0; i < sifted.rows.count(); ++i) {
        const RowRef row{columns, i};
        const Project& p = in.projects[i];
        if (!sifted.terms.Passes(row, p)) continue;
        ASSERT_TRUE(sifted.IsHit(i)) << "seed " << seed << ' ' << p.id;
        const int32_t parts =
            sifted.terms.StaticPart(row) + sifted.terms.FundPart(row, p);
        ASSERT_GE(sifted.bounds[i], parts) << "seed " << seed << ' ' << p.id;
        if (seed % 4 < 2) continue;
        close += sifted.bounds[i] <= parts + kSiftSlack;
        ++all;
      }
    }
  }
  // With straight curves the others are level with a limit.
  EXPECT_GT(all, kInstances / 2);
  EXPECT_GT(close, all * 9 / 10);
}

TEST(RowSiftTest, OnlyBoundsThatReachTheLeastAreHits) {
  const Instance in =
      testing::RandomInstance({.seed = 5, .projects = 200, .distinct = 1'000});
  const auto taxonomy = in.MakeTaxonomy();
  for (const PreparedSupporter& s : in.Prepare(taxonomy)) {
    const Sifted all(in, s);
    for (const uint16_t least : {500, 1'000, 2'000}) {
      std::array<uint16_t, FlatRows::kChunk> bounds = {};
      std::array<uint8_t, FlatRows::kChunk / 8> hits = {};
      Sift(all.terms.sift(), all.rows.Columns(0), all.rows.PaddedCount(0),
           nullptr, least, bounds.data(), hits.data());
      for (int i = 0; i < all.rows.count(); ++i) {
        EXPECT_EQ(hits[i / 8] >> i % 8 & 1,
                  all.IsHit(i) && all.bounds[i] >= least);
      }
    }
  }
}

TEST(RowSiftTest, RowsBeyondTheLastNeverPass) {
  Instance in = testing::RandomInstance({.seed = 1, .projects = 3});
  const auto taxonomy = in.MakeTaxonomy();
  for (const PreparedSupporter& s : in.Prepare(taxonomy)) {
    const Sifted sifted(in, s);
    EXPECT_EQ(sifted.hits[0] >> 3, 0);
  }
}

}  // namespace
}  // namespace duikou
