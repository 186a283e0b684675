#include "services/programme/testing/random_programme.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "matcher/testing/random_instance.h"

namespace duikou::testing {
namespace {

namespace cpb = ::duikou::catalogue::v1;
namespace ppb = ::duikou::profiles::v1;
namespace mpb = ::duikou::matching::v1;
namespace tpb = ::duikou::type::v1;

constexpr int32_t kFirstYear = 2014;
constexpr int32_t kLastYear = 2020;

std::string LastId(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

// Draws one programme.
class Drawing {
 public:
  explicit Drawing(const RandomProgrammeOptions& options)
      : options_(options),
        random_(options.seed * 1'000'003 + 17),
        prefix_(absl::StrCat("programmes/", options.id, "/")) {}

  RandomProgramme Run() && {
    in_.year = static_cast<int32_t>(Draw(kFirstYear, kLastYear));
    DrawProgramme();
    DrawAreas();
    DrawSectors();
    for (int i = 0; i < options_.supporters; ++i) DrawUnit(i);
    for (int i = 0; i < options_.projects; ++i) DrawProject(i);
    for (size_t i = 0; i < supporter_.size(); ++i) DrawProfile(i);
    DrawCommitments();
    DrawInterests();
    for (size_t i = 0; i < supporter_.size(); ++i) Finish(i);
    DrawWeights();
    out_.instance = std::move(in_);
    return std::move(out_);
  }

 private:
  int64_t Draw(int64_t low, int64_t high) {
    return Between(random_, low, high);
  }
  // One in `n`.
  bool Chance(int n) { return Draw(1, n) == 1; }
  int Index(size_t size) {
    return static_cast<int>(Draw(0, static_cast<int64_t>(size) - 1));
  }
  // One of a few amounts, so that they meet.
  int64_t Amount() {
    static constexpr int64_t kWan[] = {10, 50, 80, 100, 200, 300, 800};
    return kWan[Index(7)] * Money::kFenPerWanYuan + (Chance(6) ? 1 : 0);
  }

  void DrawProgramme() {
    out_.programme.set_name(absl::StrCat("programmes/", options_.id));
    out_.programme.mutable_display_name()->set_zh("随机规划");
    out_.programme.set_first_year(kFirstYear);
    out_.programme.set_last_year(kLastYear);
    const int kinds = static_cast<int>(Draw(1, 3));
    for (int i = 0; i < kinds; ++i) {
      cpb::FundKind& kind = *out_.programme.add_fund_kinds();
      kind.set_id(absl::StrCat("kind-", i));
      kind.mutable_display_name()->set_zh(absl::StrCat("资金", i));
      if (Chance(4)) {
        kind.add_giver_kinds(tpb::UNIT_KIND_PROVINCIAL_DEPARTMENT);
      }
      in_.kind_names.push_back(kind.id());
    }
  }

  // Returns its index in the instance. `parent` and `group` may be kNone.
  int32_t AddArea(cpb::Area::Kind kind, int32_t parent, int32_t group) {
    const auto index = static_cast<int32_t>(in_.areas.size());
    const std::string id = absl::StrCat("a", index);
    cpb::Area& area = out_.areas.emplace_back();
    area.set_name(absl::StrCat(prefix_, "areas/", id));
    area.mutable_display_name()->set_zh(absl::StrCat("地区", index));
    area.set_kind(kind);
    if (parent != kNone) area.set_parent_area(out_.areas[parent].name());
    if (group != kNone) area.set_group(out_.areas[group].name());
    in_.area_names.push_back(id);
    in_.areas.push_back(
        {.parent = parent,
         .group = kind == cpb::Area::KIND_GROUP ? index : group,
         .prefecture = kind == cpb::Area::KIND_PREFECTURE ? index : kNone});
    stated_group_.push_back(group);
    return index;
  }

  void DrawAreas() {
    const int32_t groups[] = {AddArea(cpb::Area::KIND_GROUP, kNone, kNone),
                              AddArea(cpb::Area::KIND_GROUP, kNone, kNone)};
    const int32_t prefectures[] = {
        AddArea(cpb::Area::KIND_PREFECTURE, kNone, kNone),
        AddArea(cpb::Area::KIND_PREFECTURE, kNone, kNone)};
    for (int i = static_cast<int>(Draw(2, 5)); i > 0; --i) {
      const int32_t county = AddArea(cpb::Area::KIND_COUNTY,
                                     Chance(4) ? kNone : prefectures[Index(2)],
                                     Chance(4) ? kNone : groups[Index(2)]);
      if (Chance(2)) AddArea(cpb::Area::KIND_PLACE, county, kNone);
    }
  }

  void DrawSectors() {
    for (int i = static_cast<int>(Draw(2, 7)); i > 0; --i) {
      const auto index = static_cast<int32_t>(in_.sectors.size());
      // The first is an area of work, later ones lie in one or are one.
      int32_t parent = kNone;
      if (index > 0 && !Chance(3)) {
        parent = Index(index);
        while (in_.sectors[parent].parent != kNone) {
          parent = in_.sectors[parent].parent;
        }
      }
      const std::string id = absl::StrCat("s", index);
      cpb::Sector& sector = out_.sectors.emplace_back();
      sector.set_name(absl::StrCat(prefix_, "sectors/", id));
      sector.mutable_display_name()->set_zh(absl::StrCat("领域", index));
      if (parent != kNone) {
        sector.set_parent_sector(out_.sectors[parent].name());
      }
      in_.sector_names.push_back(id);
      in_.sectors.push_back({.parent = parent});
    }
  }

  void DrawUnit(int i) {
    static constexpr tpb::UnitKind kKinds[] = {
        tpb::UNIT_KIND_PROVINCIAL_DEPARTMENT, tpb::UNIT_KIND_MUNICIPALITY,
        tpb::UNIT_KIND_ENTERPRISE};
    ppb::Unit& unit = out_.units.emplace_back();
    unit.set_name(absl::StrCat(prefix_, "units/u", i));
    unit.mutable_display_name()->set_zh(absl::StrCat("单位", i));
    unit.set_kind(kKinds[Index(3)]);
    unit.add_sides(ppb::SIDE_SUPPORTER);
    if (Chance(3)) unit.add_sides(ppb::SIDE_RECIPIENT);
    Supporter& supporter = supporter_.emplace_back();
    supporter.id = absl::StrCat("u", i);
    if (!Chance(3)) return;
    const int32_t home = Index(in_.areas.size());
    unit.set_home_area(out_.areas[home].name());
    for (int32_t at = home; at != kNone; at = in_.areas[at].parent) {
      if (in_.areas[at].prefecture == kNone) continue;
      supporter.home_prefecture = in_.areas[at].prefecture;
      break;
    }
  }

  void DrawProject(int i) {
    cpb::Project& record = out_.projects.emplace_back();
    Project project{.id = absl::StrFormat("p-%05d", i * 7919 % 100'000)};
    record.set_name(absl::StrCat(prefix_, "projects/", project.id));
    record.mutable_display_name()->set_zh(absl::StrCat("项目", i));
    project.area = Index(in_.areas.size());
    project.sector = Index(in_.sectors.size());
    record.set_area(out_.areas[project.area].name());
    record.set_sector(out_.sectors[project.sector].name());
    project.first_year = static_cast<int32_t>(Draw(kFirstYear, kFirstYear + 2));
    project.last_year =
        static_cast<int32_t>(Draw(project.first_year + 2, kLastYear));
    record.set_first_year(project.first_year);
    record.set_last_year(project.last_year);
    record.set_state(Chance(8) ? cpb::Project::STATE_WITHDRAWN
                               : cpb::Project::STATE_OPEN);
    project.open = record.state() == cpb::Project::STATE_OPEN;
    DrawStanding(record, project);
    DrawFunds(record, project);
    if (Chance(8)) {
      const int owner = Index(supporter_.size());
      record.set_recipient(out_.units[owner].name());
      supporter_[owner].dismissed.insert(project.id);
    }
    // A project in an area that there is not takes no part.
    if (Chance(15)) {
      record.set_area(absl::StrCat(prefix_, "areas/gone"));
      return;
    }
    in_.projects.push_back(std::move(project));
  }

  void DrawStanding(cpb::Project& record, Project& project) {
    const auto readiness = static_cast<int>(Draw(0, 5));
    record.set_readiness(static_cast<cpb::Project::Readiness>(readiness));
    // Not stated counts as an idea.
    project.readiness = static_cast<Readiness>(std::max(readiness, 1));
    project.demonstration_site = Chance(4);
    project.resettlement_community = Chance(4);
    project.people_helped = Chance(2) ? 0 : 400;
    project.jobs = Chance(2) ? 0 : 30;
    project.training_places = Chance(3) ? 50 : 0;
    cpb::Standing& standing = *record.mutable_standing();
    standing.set_demonstration_site(project.demonstration_site);
    standing.set_resettlement_community(project.resettlement_community);
    standing.set_people_helped(static_cast<int32_t>(project.people_helped));
    standing.set_jobs(static_cast<int32_t>(project.jobs));
    standing.set_training_places(static_cast<int32_t>(project.training_places));
    for (int kind = 1; kind <= 4; ++kind) {
      if (!Chance(4)) continue;
      record.add_other_needs()->set_kind(static_cast<tpb::NeedKind>(kind));
      project.other_needs |= NeedMask{1} << (kind - 1);
    }
  }

  void DrawFunds(cpb::Project& record, Project& project) {
    record.set_shareable(!Chance(4));
    record.set_all_or_nothing(Chance(6));
    for (size_t kind = 0; kind < in_.kind_names.size(); ++kind) {
      if (Chance(4)) continue;
      cpb::FundNeed& need = *record.add_fund_needs();
      need.set_fund_kind(in_.kind_names[kind]);
      need.set_total_fen(Amount());
      int64_t open = need.total_fen();
      if (Chance(3)) {
        open = Draw(0, 2) * need.total_fen() / 2;
        need.set_open_fen(open);
      }
      if (Chance(3)) need.set_least_share_fen(need.total_fen() / Draw(1, 4));
      project.funds[kind] = {.open = Money::Fen(open),
                             .total = Money::Fen(need.total_fen()),
                             .least_share = Money::Fen(need.least_share_fen()),
                             .shareable = record.shareable(),
                             .all_or_nothing = record.all_or_nothing()};
    }
  }

  // The area and, for a group, all that state it as theirs.
  std::vector<int32_t> Members(int32_t area) const {
    std::vector<int32_t> members = {area};
    for (int32_t i = 0; i < static_cast<int32_t>(in_.areas.size()); ++i) {
      if (stated_group_[i] == area) members.push_back(i);
    }
    return members;
  }

  void DrawProfile(size_t i) {
    Supporter& supporter = supporter_[i];
    ppb::CapabilityProfile& profile = out_.profiles.emplace_back();
    profile.set_name(absl::StrCat(prefix_, "profiles/", supporter.id));
    for (int32_t s = 0; s < static_cast<int32_t>(in_.sectors.size()); ++s) {
      if (!Chance(3)) continue;
      ppb::Strength& strength = *profile.add_strengths();
      strength.set_sector(out_.sectors[s].name());
      strength.set_strength(static_cast<int32_t>(Draw(1, 4) * 25));
      supporter.strengths.push_back({s, strength.strength()});
    }
    std::map<int32_t, int32_t> preferences;
    for (int32_t a = 0; a < static_cast<int32_t>(in_.areas.size()); ++a) {
      if (!Chance(5)) continue;
      ppb::AreaPreference& preferred = *profile.add_preferred_areas();
      preferred.set_area(out_.areas[a].name());
      preferred.set_preference(static_cast<int32_t>(Draw(1, 4) * 25));
      for (const int32_t member : Members(a)) {
        preferences[member] =
            std::max(preferences[member], preferred.preference());
      }
    }
    for (const auto& [area, strength] : preferences) {
      supporter.preferences.push_back({area, strength});
    }
    for (int kind = 1; kind <= 4; ++kind) {
      if (!Chance(2)) continue;
      profile.add_offers()->set_kind(static_cast<tpb::NeedKind>(kind));
      supporter.offers |= NeedMask{1} << (kind - 1);
    }
    if (Chance(4)) {  // names that lead nowhere count for nothing
      ppb::Strength& strength = *profile.add_strengths();
      strength.set_sector(absl::StrCat(prefix_, "sectors/gone"));
      strength.set_strength(100);
    }
    DrawGivings(i, profile);
    DrawRelations(i);
  }

  void DrawGivings(size_t i, ppb::CapabilityProfile& profile) {
    for (size_t kind = 0; kind < in_.kind_names.size(); ++kind) {
      if (Chance(4)) continue;
      ppb::Giving& giving = *profile.add_givings();
      giving.set_fund_kind(in_.kind_names[kind]);
      giving.set_usual_fen(Amount());
      if (Chance(2)) giving.set_least_fen(giving.usual_fen() / Draw(1, 4));
      if (Chance(2)) giving.set_most_fen(giving.usual_fen() * Draw(1, 4));
      const auto& givers = out_.programme.fund_kinds(kind).giver_kinds();
      FundOffer& offer = supporter_[i].funds[kind];
      if (!givers.empty() && givers[0] != out_.units[i].kind()) continue;
      offer = {.gives = true,
               .least = Money::Fen(giving.least_fen()),
               .usual = Money::Fen(giving.usual_fen()),
               .most = Money::Fen(giving.most_fen())};
      if (Chance(2)) {
        ppb::Quota& quota = out_.quotas.emplace_back();
        // A quota of another year says nothing of this one.
        const int32_t year = Chance(4) ? in_.year + 1 : in_.year;
        quota.set_name(absl::StrCat(prefix_, "quotas/", supporter_[i].id, "--",
                                    year, "--", giving.fund_kind()));
        quota.set_unit(out_.units[i].name());
        quota.set_year(year);
        quota.set_fund_kind(giving.fund_kind());
        quota.set_amount_fen(Amount() * 2);
        if (year == in_.year) {
          offer.means_left = Money::Fen(quota.amount_fen());
        }
      }
      if (Chance(3)) {
        giving.set_means_fen(Chance(4) ? 0 : Amount() * 3);
        offer.means_left = Money::Fen(giving.means_fen());
      }
    }
  }

  void DrawRelations(size_t i) {
    std::set<int32_t> paired;
    for (int n = static_cast<int>(Draw(0, 2)); n > 0; --n) {
      const int32_t area = Index(in_.areas.size());
      ppb::Pairing& pairing = out_.pairings.emplace_back();
      pairing.set_name(
          absl::StrCat(prefix_, "pairings/pair-", out_.pairings.size()));
      pairing.set_supporter(out_.units[i].name());
      pairing.set_area(out_.areas[area].name());
      for (const int32_t member : Members(area)) paired.insert(member);
    }
    supporter_[i].paired_areas.assign(paired.begin(), paired.end());
    for (int n = static_cast<int>(Draw(0, 3)); n > 0; --n) {
      ppb::Cooperation& finished = out_.cooperations.emplace_back();
      const int32_t area = Index(in_.areas.size());
      const int32_t sector = Index(in_.sectors.size());
      finished.set_name(
          absl::StrCat(prefix_, "cooperations/c-", out_.cooperations.size()));
      finished.set_supporter(out_.units[i].name());
      finished.set_area(out_.areas[area].name());
      finished.set_sector(out_.sectors[sector].name());
      finished.set_year(2012);
      finished.set_amount_fen(Amount());
      supporter_[i].record.push_back(
          {.sector = sector,
           .area = area,
           .count = 1,
           .amount = Money::Fen(finished.amount_fen())});
    }
  }

  void DrawCommitments() {
    for (int n = options_.projects / 4; n > 0; --n) {
      const int unit = Index(supporter_.size());
      const cpb::Project& project = out_.projects[Index(out_.projects.size())];
      const int kind = Index(in_.kind_names.size());
      ppb::Commitment& commitment = out_.commitments.emplace_back();
      commitment.set_name(
          absl::StrCat(prefix_, "commitments/m-", out_.commitments.size()));
      commitment.set_supporter(out_.units[unit].name());
      commitment.set_project(project.name());
      commitment.set_fund_kind(in_.kind_names[kind]);
      commitment.set_year(Chance(3) ? in_.year - 1 : in_.year);
      commitment.set_amount_fen(Amount() / 2);
      const std::string id = LastId(project.name());
      promised_[{unit, id, commitment.year(), kind}] += commitment.amount_fen();
      Promise(unit, id, commitment.year(), kind, commitment.amount_fen());
    }
  }

  // Many of them in pairs that have commitments, in their years and kinds.
  void DrawInterests() {
    std::set<std::pair<int, std::string>> drawn;
    for (int n = options_.projects / 3; n > 0; --n) {
      int unit = Index(supporter_.size());
      std::string id =
          LastId(out_.projects[Index(out_.projects.size())].name());
      if (!out_.commitments.empty() && Chance(2)) {
        const ppb::Commitment& commitment =
            out_.commitments[Index(out_.commitments.size())];
        unit = std::stoi(LastId(commitment.supporter()).substr(1));
        id = LastId(commitment.project());
      }
      if (drawn.insert({unit, id}).second) DrawInterest(unit, id);
    }
  }

  void DrawInterest(int unit, const std::string& id) {
    mpb::Interest& interest = out_.interests.emplace_back();
    interest.set_name(absl::StrCat(prefix_, "interests/u", unit, "--", id));
    interest.set_supporter(out_.units[unit].name());
    interest.set_project(absl::StrCat(prefix_, "projects/", id));
    interest.set_year(Chance(3) ? in_.year - 1 : in_.year);
    interest.set_state(Chance(2)
                           ? mpb::Interest::STATE_ACCEPTED
                           : static_cast<mpb::Interest::State>(Draw(1, 4)));
    for (size_t kind = 0; kind < in_.kind_names.size(); ++kind) {
      if (Chance(2)) continue;
      mpb::InterestOffer& offer = *interest.add_offers();
      offer.set_fund_kind(in_.kind_names[kind]);
      offer.set_amount_fen(Amount() / 2);
      if (interest.state() != mpb::Interest::STATE_ACCEPTED) continue;
      const int64_t promised =
          promised_[{unit, id, interest.year(), static_cast<int>(kind)}];
      Promise(unit, id, interest.year(), static_cast<int>(kind),
              std::max<int64_t>(0, offer.amount_fen() - promised));
    }
  }

  // So much more is promised.
  void Promise(int unit, const std::string& project, int32_t year, int kind,
               int64_t fen) {
    for (Project& known : in_.projects) {
      if (known.id == project) Lower(known.funds[kind].open, Money::Fen(fen));
    }
    std::optional<Money>& means = supporter_[unit].funds[kind].means_left;
    if (year == in_.year && means.has_value()) Lower(*means, Money::Fen(fen));
  }

  static void Lower(Money& from, Money by) {
    from = Money::Fen(std::max<int64_t>(0, from.fen() - by.fen()));
  }

  void Finish(size_t i) {
    for (const Project& project : in_.projects) {
      if (!Chance(12)) continue;
      mpb::Dismissal& dismissal = out_.dismissals.emplace_back();
      dismissal.set_name(
          absl::StrCat(out_.units[i].name(), "/dismissals/", project.id));
      dismissal.set_project(absl::StrCat(prefix_, "projects/", project.id));
      dismissal.set_why(mpb::Dismissal::WHY_OTHER);
      supporter_[i].dismissed.insert(project.id);
    }
    in_.supporters.push_back(supporter_[i]);
  }

  void DrawWeights() {
    for (int n = static_cast<int>(Draw(0, 2)); n > 0; --n) {
      mpb::WeightVersion& version = out_.weights.emplace_back();
      version.set_name(
          absl::StrFormat("%sweights/%04d", prefix_, out_.weights.size()));
      std::array<int64_t, kCriterionCount> raw = {};
      for (int i = 0; i < kCriterionCount; ++i) {
        raw[i] = i == 0 ? Draw(1, 5) : Draw(0, 5);
        mpb::CriterionWeight& weight = *version.add_weights();
        weight.set_criterion(static_cast<mpb::Criterion>(i + 1));
        weight.set_weight(static_cast<int32_t>(raw[i]));
      }
      const absl::StatusOr<Weights> weights = NormaliseWeights(raw);
      DUIKOU_CHECK(weights.ok()) << weights.status().ToString();
      in_.weights = *weights;
      if (n == 1) BendCurves(version);
    }
  }

  // Of the version, every other criterion's.
  void BendCurves(mpb::WeightVersion& version) {
    for (int i = 0; i < kCriterionCount; i += 2) {
      ValueCurve::Points points;
      for (int32_t& point : points) {
        point = static_cast<int32_t>(100 * Draw(0, 100));
      }
      std::sort(points.begin(), points.end());
      for (const int32_t point : points) {
        version.mutable_weights(i)->add_curve_points(point);
      }
      in_.weights.curves[kAllCriteria[i]] = ValueCurve(points);
    }
  }

  const RandomProgrammeOptions options_;
  std::mt19937_64 random_;
  const std::string prefix_;
  RandomProgramme out_;
  Instance in_;
  std::vector<int32_t> stated_group_;  // by area
  std::vector<Supporter> supporter_;
  // Commitments by unit, project, year and kind.
  std::map<std::tuple<int, std::string, int32_t, int>, int64_t> promised_;
};

template <typename Records>
void AddAll(const char* collection, const Records& records,
            std::vector<Mutation>& mutations) {
  for (const auto& record : records) {
    mutations.push_back(PutRecord(collection, LastId(record.name()), record));
  }
}

}  // namespace

Mutation PutRecord(const std::string& collection, const std::string& id,
                   const google::protobuf::Message& resource) {
  return Mutation::Put(collection, id, resource.SerializeAsString(),
                       ::duikou::Expectation::Any());
}

RandomProgramme MakeRandomProgramme(const RandomProgrammeOptions& options) {
  return Drawing(options).Run();
}

std::vector<CommitRequest> RandomProgramme::Commits(
    const CommitOptions& options) const {
  std::vector<Mutation> mutations;
  AddAll("areas", areas, mutations);
  AddAll("sectors", sectors, mutations);
  AddAll("projects", projects, mutations);
  AddAll("units", units, mutations);
  AddAll("profiles", profiles, mutations);
  AddAll("pairings", pairings, mutations);
  AddAll("quotas", quotas, mutations);
  AddAll("commitments", commitments, mutations);
  AddAll("cooperations", cooperations, mutations);
  AddAll("interests", interests, mutations);
  for (const mpb::Dismissal& dismissal : dismissals) {
    const std::string unit =
        dismissal.name().substr(0, dismissal.name().find("/dismissals/"));
    mutations.push_back(PutRecord(
        "dismissals", absl::StrCat(LastId(unit), "/", LastId(dismissal.name())),
        dismissal));
  }
  std::mt19937_64 random(options.seed);
  for (size_t i = mutations.size(); i > 1; --i) {
    std::swap(mutations[i - 1], mutations[Between(random, 0, i - 1)]);
  }
  const std::string id = LastId(programme.name());
  std::vector<CommitRequest> commits;
  commits.push_back({.partition = "-"});
  commits[0].mutations.push_back(PutRecord("programmes", id, programme));
  for (int i = 0; i < options.commits; ++i) {
    CommitRequest& commit = commits.emplace_back();
    commit.partition = id;
    const size_t begin = mutations.size() * i / options.commits;
    const size_t end = mutations.size() * (i + 1) / options.commits;
    commit.mutations.assign(mutations.begin() + begin, mutations.begin() + end);
  }
  for (const mpb::WeightVersion& version : weights) {
    commits.push_back({.partition = id});
    commits.back().mutations.push_back(
        PutRecord("weights", LastId(version.name()), version));
  }
  return commits;
}

absl::Status WriteTo(Store& store, const std::vector<CommitRequest>& commits) {
  for (const CommitRequest& commit : commits) {
    RETURN_IF_ERROR(store.Commit(commit).status());
  }
  return absl::OkStatus();
}

}  // namespace duikou::testing
