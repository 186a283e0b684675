#include "matcher/testing/random_instance.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace duikou::testing {

int64_t Between(std::mt19937_64& random, int64_t low, int64_t high) {
  return low +
         static_cast<int64_t>(random() % static_cast<uint64_t>(high - low + 1));
}

namespace {

class Maker {
 public:
  explicit Maker(const RandomInstanceOptions& options)
      : options_(options), random_(options.seed) {}

  Instance Make() {
    in_.year =
        Chance(70) ? static_cast<int32_t>(Between(random_, 2014, 2016)) : 0;
    std::array<int64_t, kCriterionCount> raw;
    for (int64_t& weight : raw) weight = Between(random_, 0, 4);
    raw[0] += 1;
    in_.weights = *NormaliseWeights(raw);
    if (options_.bent) BendCurves();
    MakePlaces();
    for (int bit = 0; bit < 6; ++bit) {
      in_.need_names.push_back(absl::StrCat("n", bit));
    }
    for (int i = 0; i < options_.projects; ++i) MakeProject(i);
    for (int i = 0; i < options_.supporters; ++i) MakeSupporter(i);
    return in_;
  }

 private:
  bool Chance(int percent) { return Between(random_, 1, 100) <= percent; }

  // One of a few values within 0 … most.
  int64_t Few(int64_t most) {
    const int64_t steps = std::min<int64_t>(most, options_.distinct);
    return steps == 0 ? 0 : most * Between(random_, 0, steps) / steps;
  }

  int32_t Index(size_t size) {
    return static_cast<int32_t>(
        Between(random_, 0, static_cast<int64_t>(size) - 1));
  }

  Money Amount() {
    return Money::Fen(options_.unit_fen *
                      std::max<int64_t>(1, Few(options_.most_amount)));
  }

  void BendCurves() {
    std::mt19937_64 random(options_.seed + 77);
    if (Between(random, 0, 1) == 0) return;
    for (ValueCurve& curve : in_.weights.curves) {
      if (Between(random, 0, 2) == 0) continue;
      // Level and steep pieces too.
      const int64_t step = Between(random, 0, 1) == 0 ? 1 : kFull / 2;
      ValueCurve::Points points;
      for (int32_t& point : points) {
        point = static_cast<int32_t>(step * Between(random, 0, kFull / step));
      }
      std::sort(points.begin(), points.end());
      curve = ValueCurve(points);
    }
  }

  void MakePlaces() {
    for (int i = 0; i < options_.kinds; ++i) {
      in_.kind_names.push_back(absl::StrCat("k", i));
    }
    for (int i = 0; i < options_.sectors; ++i) {
      in_.sector_names.push_back(absl::StrCat("s", i));
      // Two areas of work come first.
      in_.sectors.push_back({.parent = i < 2 || Chance(10) ? kNone : Index(2)});
    }
    in_.group_names = {"g0", "g1"};
    in_.prefecture_names = {"f0", "f1", "f2"};
    for (int i = 0; i < options_.areas; ++i) {
      in_.area_names.push_back(absl::StrCat("a", i));
      AreaNode area;
      if (i > 0 && Chance(30)) area.parent = Index(i);
      if (Chance(50)) area.group = Index(2);
      if (Chance(50)) area.prefecture = Index(3);
      in_.areas.push_back(area);
    }
  }

  NeedMask Needs() {
    return static_cast<NeedMask>(Chance(30) ? 0 : Between(random_, 0, 63));
  }

  void MakeProject(int i) {
    // Not in the order of ids.
    Project p{.id = absl::StrCat("p", i * 7 % 1000, "-", i)};
    p.area = Index(in_.areas.size());
    p.sector = Index(in_.sectors.size());
    if (Chance(50)) p.first_year = static_cast<int32_t>(2013 + Few(3));
    if (Chance(50)) p.last_year = static_cast<int32_t>(2016 + Few(3));
    p.open = Chance(90);
    p.other_needs = Needs();
    p.readiness = static_cast<Readiness>(Few(5));
    p.demonstration_site = Chance(20);
    p.resettlement_community = Chance(20);
    p.people_helped = Few(60'000);
    p.jobs = Few(300);
    p.training_places = Few(200);
    for (int kind = 0; kind < options_.kinds; ++kind) {
      FundNeed& need = p.funds[kind];
      if (!Chance(75)) continue;
      need.open = Amount();
      need.total = need.open;
      if (Chance(60)) need.least_share = std::min(need.open, Amount());
      need.shareable = Chance(80);
      need.all_or_nothing = Chance(20);
    }
    in_.projects.push_back(p);
  }

  FundOffer Offer() {
    FundOffer offer{.gives = true};
    std::array<Money, 3> sizes = {Amount(), Amount(), Amount()};
    std::sort(sizes.begin(), sizes.end());
    if (Chance(60)) offer.least = sizes[0];
    if (Chance(70)) offer.usual = sizes[1];
    if (Chance(60)) offer.most = sizes[2];
    if (Chance(70)) {
      offer.means_left = Chance(5) ? Money() : Amount();
    }
    return offer;
  }

  void MakeSupporter(int i) {
    Supporter s{.id = absl::StrCat("u", i * 7 % 100, "-", i)};
    s.unit_kind = Index(3);
    for (int sector = 0; sector < options_.sectors; ++sector) {
      if (!Chance(40)) continue;
      s.strengths.push_back(
          {.sector = sector, .strength = static_cast<int32_t>(Few(100))});
    }
    for (int area = 0; area < options_.areas; ++area) {
      if (Chance(40)) {
        s.preferences.push_back(
            {.area = area, .strength = static_cast<int32_t>(Few(100))});
      }
      if (Chance(15)) s.paired_areas.push_back(area);
    }
    if (Chance(40)) s.home_prefecture = Index(3);
    for (int kind = 0; kind < options_.kinds; ++kind) {
      if (Chance(75)) s.funds[kind] = Offer();
    }
    s.offers = Needs();
    for (int64_t n = Between(random_, 0, 3); n > 0; --n) {
      PastCooperation& past = s.record.emplace_back();
      if (Chance(80)) past.sector = Index(in_.sectors.size());
      if (Chance(80)) past.area = Index(in_.areas.size());
      past.count = static_cast<int32_t>(Between(random_, 0, 4));
      past.amount = Amount();
    }
    for (const Project& p : in_.projects) {
      if (Chance(4)) s.dismissed.insert(p.id);
    }
    in_.supporters.push_back(s);
  }

  const RandomInstanceOptions options_;
  std::mt19937_64 random_;
  Instance in_;
};

}  // namespace

Instance RandomInstance(const RandomInstanceOptions& options) {
  return Maker(options).Make();
}

}  // namespace duikou::testing
