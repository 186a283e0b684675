#include "tests/bench/ranking_instances.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou::bench {
namespace {

constexpr int kSectors = 40;
constexpr int kFamilies = 8;
constexpr int kKinds = 3;
constexpr int kNeeds = 8;
constexpr int kPrefectures = 12;
constexpr int kGroups = 4;

std::shared_ptr<const Taxonomy> MakeTaxonomy(
    const RankingCatalogueOptions& options) {
  std::vector<SectorNode> sectors(kSectors);
  for (int i = kFamilies; i < kSectors; ++i) sectors[i].parent = i % kFamilies;
  std::vector<AreaNode> areas;
  for (int county = 0; county < options.counties; ++county) {
    areas.push_back(
        {.group = county % kGroups, .prefecture = county % kPrefectures});
  }
  for (int county = 0; county < options.counties; ++county) {
    for (int village = 0; village < options.villages; ++village) {
      areas.push_back({.parent = county});
    }
  }
  auto taxonomy = Taxonomy::Make(sectors, areas, kKinds);
  DUIKOU_CHECK(taxonomy.ok()) << taxonomy.status();
  return *std::move(taxonomy);
}

}  // namespace

RankingCatalogue::RankingCatalogue(const RankingCatalogueOptions& options)
    : options_(options),
      taxonomy_(MakeTaxonomy(options)),
      random_(options.seed) {}

int64_t RankingCatalogue::Between(int64_t low, int64_t high) {
  return low + static_cast<int64_t>(random_() %
                                    static_cast<uint64_t>(high - low + 1));
}

AreaIndex RankingCatalogue::County() {
  return static_cast<AreaIndex>(Between(0, options_.counties - 1));
}

Money RankingCatalogue::Amount() {
  // Two factors of 1 … 100 by thirds of an octave, from half a 万元 on.
  int64_t fen = Money::kFenPerWanYuan / 2;
  for (int i = 0; i < 2; ++i) {
    const int64_t thirds = Between(0, 20);
    fen <<= thirds / 3;
    fen = fen * (3 + thirds % 3) / 3;
  }
  return Money::Fen(fen / Money::kFenPerYuan * Money::kFenPerYuan +
                    Between(0, 99) * Money::kFenPerYuan);
}

void RankingCatalogue::SetFunds(Project& project) {
  project.funds = {};
  const int64_t kinds = Chance(60) ? 1 : Chance(75) ? 2 : 3;
  for (int64_t i = 0; i < kinds; ++i) {
    FundNeed& need = project.funds[Between(0, kKinds - 1)];
    need.open = need.total = Amount();
    if (Chance(40)) {
      need.least_share = Money::Fen(need.open.fen() / Between(2, 20));
    }
    need.shareable = Chance(85);
    need.all_or_nothing = Chance(10);
  }
}

void RankingCatalogue::SetStanding(Project& project) {
  constexpr int kReadinessOf[20] = {0, 0, 1, 1, 1, 1, 2, 2, 2, 2,
                                    2, 3, 3, 3, 3, 3, 3, 4, 4, 5};
  project.readiness = static_cast<Readiness>(kReadinessOf[Between(0, 19)]);
  project.demonstration_site = Chance(10);
  project.resettlement_community = Between(0, 5) == 0;
  project.people_helped = Between(1, 8) << Between(0, 13);
  project.jobs = Chance(30) ? Between(1, 300) : 0;
  project.training_places = Chance(20) ? Between(1, 200) : 0;
}

Project RankingCatalogue::NextProject() {
  Project p{.id = absl::StrCat("p-", projects_ * 7'919 % 100'000'007)};
  ++projects_;
  p.area = static_cast<AreaIndex>(Between(0, taxonomy_->area_count() - 1));
  p.sector = static_cast<SectorIndex>(Between(0, kSectors - 1));
  p.first_year = static_cast<int32_t>(Between(2014, 2017));
  p.last_year = static_cast<int32_t>(Between(p.first_year, 2020));
  p.open = Chance(95);
  if (Chance(60)) p.other_needs |= NeedMask{1} << Between(0, kNeeds - 1);
  if (p.other_needs != 0 && Chance(50)) {
    p.other_needs |= NeedMask{1} << Between(0, kNeeds - 1);
  }
  SetFunds(p);
  SetStanding(p);
  return p;
}

Project RankingCatalogue::Changed(Project project) {
  SetFunds(project);
  SetStanding(project);
  return project;
}

void RankingCatalogue::SetOffers(Supporter& supporter) {
  const int64_t kinds = Between(1, 2);
  for (int64_t i = 0; i < kinds; ++i) {
    FundOffer& offer = supporter.funds[Between(0, kKinds - 1)];
    offer = {.gives = true, .usual = Amount()};
    if (Chance(60)) offer.least = Money::Fen(offer.usual.fen() / 10);
    if (Chance(60)) offer.most = Money::Fen(offer.usual.fen() * 10);
    if (Chance(70)) offer.means_left = Money::Fen(offer.usual.fen() * 20);
  }
  for (int i = 0; i < 3; ++i) {
    supporter.offers |= NeedMask{1} << Between(0, kNeeds - 1);
  }
}

Supporter RankingCatalogue::NextIndifferentSupporter() {
  Supporter s{.id = absl::StrCat("u-", supporters_++)};
  SetOffers(s);
  return s;
}

Supporter RankingCatalogue::NextSupporter() {
  Supporter s = NextIndifferentSupporter();
  std::vector<SectorIndex> sectors(kSectors);
  for (int i = 0; i < kSectors; ++i) sectors[i] = i;
  for (int64_t i = 0, n = Between(3, 8); i < n; ++i) {
    std::swap(sectors[i], sectors[Between(i, kSectors - 1)]);
    s.strengths.push_back({.sector = sectors[i],
                           .strength = static_cast<int32_t>(Between(30, 100))});
  }
  const AreaIndex first = County();
  for (int i = 0; i < 6; ++i) {
    s.preferences.push_back(
        {.area = (first + i) % options_.counties,
         .strength = static_cast<int32_t>(Between(1, 100))});
  }
  for (int64_t i = 0, n = Between(0, 3); i < n; ++i) {
    s.paired_areas.push_back(County());
  }
  if (Chance(50)) {
    s.home_prefecture = static_cast<int32_t>(Between(0, kPrefectures - 1));
  }
  for (int64_t i = 0, n = Between(0, 4); i < n; ++i) {
    s.record.push_back({.sector = sectors[Between(0, 9)],
                        .area = County(),
                        .count = static_cast<int32_t>(Between(1, 3))});
  }
  return s;
}

CandidateFilter RankingCatalogue::FifteenPercent() {
  return {.least_readiness = Readiness::kApproved};
}

CandidateFilter RankingCatalogue::TwoPercent() {
  return {.least_readiness = Readiness::kApproved,
          .resettlement_communities_only = true};
}

}  // namespace duikou::bench
