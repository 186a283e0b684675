// How well recommendations agree with what real funders chose, through the
// product's own import, profile and recommend calls.
//
// A country is a programme. Its projects and the commitments of the training
// years are imported. Then, as an office would:
//   1. profiles are suggested from the years before the last third of the
//      training projects, and adopted;
//   2. weights are proposed from the choices of that last third, which the
//      profiles do not know, and adopted where they rank better what was held
//      back of it;
//   3. profiles are suggested anew from all training years, and adopted.
// Recommended are all test projects, as the catalogue of the first test year.
// Nothing of the test years is known before that. What could be tuned (prior
// projects, points a doubling, the peak of sizes, the penalties) was chosen by
// mean NDCG@20 on three or four splits by time within the training years.
#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "matcher/base/check.h"
#include "matcher/learning/ranking_quality.h"
#include "matcher/scorer/value_curve.h"
#include "services/catalogue/catalogue_tables.h"
#include "services/profiles/profile_tables.h"
#include "services/table/csv.h"
#include "tests/bench/choices_data.h"
#include "tests/bench/logistic_peer.h"
#include "tests/bench/report.h"
#include "tests/bench/sample_store.h"
#include "tests/e2e/calls.h"
#include "tests/e2e/deployment.h"

namespace duikou::bench {
namespace {

using e2e::CatalogueStub;
using e2e::Deployment;
using e2e::MatchingStub;
using e2e::ProfilesStub;

namespace cpb = ::duikou::catalogue::v1;
namespace mpb = ::duikou::matching::v1;
namespace ppb = ::duikou::profiles::v1;

constexpr int32_t kFirstYear = 1990;
constexpr int32_t kLastYear = 2020;
constexpr char kKind[] = "grant";
// A profile is adopted from at least so many past projects.
constexpr int kLeastPast = 8;

// Of texts, by their order: `s-007` and back.
class Numbers {
 public:
  explicit Numbers(char prefix) : prefix_(prefix) {}
  void Add(const std::string& text) { ids_[text]; }
  void Number() {
    int next = 0;
    for (auto& [text, id] : ids_) {
      id = absl::StrFormat("%c-%03d", prefix_, ++next);
    }
  }
  const std::string& Of(const std::string& text) const { return ids_.at(text); }
  const std::map<std::string, std::string>& all() const { return ids_; }

 private:
  char prefix_;
  std::map<std::string, std::string> ids_;
};

// A country as a programme.
struct Records {
  std::string parent;
  cpb::Programme programme;
  std::vector<cpb::Area> areas;
  std::vector<cpb::Sector> sectors;
  std::vector<cpb::Project> projects;
  std::vector<ppb::Unit> units;
  std::vector<ppb::Commitment> commitments;    // of training projects alone
  std::map<std::string, std::string> unit_of;  // by donor
};

cpb::Project ProjectOf(const Country& country, const FundedProject& from,
                       const std::string& area, const std::string& sector,
                       const std::string& parent) {
  cpb::Project project;
  project.set_name(absl::StrCat(parent, "/projects/", from.id));
  project.mutable_display_name()->set_en(from.title.empty() ? from.id
                                                            : from.title);
  project.mutable_display_name()->set_zh(from.id);
  project.set_area(absl::StrCat(parent, "/areas/", area));
  project.set_sector(absl::StrCat(parent, "/sectors/", sector));
  cpb::FundNeed& need = *project.add_fund_needs();
  need.set_fund_kind(kKind);
  need.set_total_fen(from.cents);
  project.set_shareable(true);
  // What is tested is one catalogue, open from the first test year on.
  const bool test = country.IsTest(from);
  project.set_first_year(test ? country.first_test_year : from.year);
  project.set_last_year(test ? kLastYear : from.year);
  project.set_state(cpb::Project::STATE_OPEN);
  return project;
}

void AddCommitments(const FundedProject& from, Records& records) {
  const auto donors = static_cast<int64_t>(from.donors.size());
  for (const std::string& donor : from.donors) {
    ppb::Commitment commitment;
    const std::string& unit = records.unit_of.at(donor);
    commitment.set_name(
        absl::StrCat(records.parent, "/commitments/", unit, "--", from.id));
    commitment.set_supporter(absl::StrCat(records.parent, "/units/", unit));
    commitment.set_project(absl::StrCat(records.parent, "/projects/", from.id));
    commitment.set_fund_kind(kKind);
    commitment.set_year(from.year);
    commitment.set_amount_fen(std::max<int64_t>(1, from.cents / donors));
    records.commitments.push_back(std::move(commitment));
  }
}

template <typename T>
T Named(const std::string& parent, const std::string& collection,
        const std::string& id, const std::string& text) {
  T made;
  made.set_name(absl::StrCat(parent, "/", collection, "/", id));
  made.mutable_display_name()->set_zh(text);
  return made;
}

cpb::Programme ProgrammeOf(const Country& country, const std::string& name) {
  cpb::Programme programme;
  programme.set_name(name);
  programme.mutable_display_name()->set_zh(country.name);
  programme.set_first_year(kFirstYear);
  programme.set_last_year(kLastYear);
  cpb::FundKind& kind = *programme.add_fund_kinds();
  kind.set_id(kKind);
  kind.mutable_display_name()->set_zh("无偿援助");
  return programme;
}

Records RecordsOf(const Country& country, int number) {
  Records records{.parent = absl::StrCat("programmes/country-", number)};
  Numbers areas('a');
  Numbers sectors('s');
  Numbers units('u');
  for (const FundedProject& p : country.projects) {
    areas.Add(p.area);
    sectors.Add(p.sector);
    for (const std::string& donor : p.donors) units.Add(donor);
  }
  for (Numbers* numbers : {&areas, &sectors, &units}) numbers->Number();
  records.programme = ProgrammeOf(country, records.parent);
  for (const auto& [text, id] : areas.all()) {
    records.areas.push_back(
        Named<cpb::Area>(records.parent, "areas", id, text));
    records.areas.back().set_kind(cpb::Area::KIND_COUNTY);
  }
  for (const auto& [text, id] : sectors.all()) {
    records.sectors.push_back(
        Named<cpb::Sector>(records.parent, "sectors", id, text));
  }
  for (const auto& [text, id] : units.all()) {
    records.units.push_back(
        Named<ppb::Unit>(records.parent, "units", id, text));
    records.units.back().set_kind(type::v1::UNIT_KIND_PROVINCE);
    records.units.back().add_sides(ppb::SIDE_SUPPORTER);
  }
  records.unit_of = units.all();
  for (const FundedProject& p : country.projects) {
    records.projects.push_back(ProjectOf(country, p, areas.Of(p.area),
                                         sectors.Of(p.sector), records.parent));
    if (!country.IsTest(p)) AddCommitments(p, records);
  }
  return records;
}

absl::Status Fill(const std::vector<Records>& all, Store& store) {
  CommitRequest programmes{.partition = "-"};
  for (const Records& records : all) {
    Put("programmes", std::vector{records.programme}, programmes);
  }
  if (const auto done = store.Commit(programmes); !done.ok()) {
    return done.status();
  }
  for (const Records& records : all) {
    CommitRequest commit{
        .partition = records.parent.substr(records.parent.find('/') + 1)};
    Put("areas", records.areas, commit);
    Put("sectors", records.sectors, commit);
    Put("units", records.units, commit);
    if (const auto done = store.Commit(commit); !done.ok()) {
      return done.status();
    }
  }
  return absl::OkStatus();
}

// Imports a sheet of all `rows` and returns the revision to read.
template <typename Stub, typename Schema, typename Row, typename Method>
std::string Import(Stub& stub, Method method,
                   const absl::StatusOr<Schema>& schema,
                   const std::string& parent, const std::string& collection,
                   const std::vector<Row>& rows) {
  DUIKOU_CHECK(schema.ok()) << schema.status();
  const auto content = WriteCsv(schema->Export(rows));
  DUIKOU_CHECK(content.ok()) << content.status();
  type::v1::ImportResourcesRequest request;
  request.set_parent(parent);
  request.set_collection(collection);
  request.set_content(*content);
  const auto answer = e2e::Read(stub, method, request);
  DUIKOU_CHECK(answer.ok()) << answer.status.error_message();
  const type::v1::ImportSummary& summary = answer.messages.back().summary();
  DUIKOU_CHECK(summary.created() == static_cast<int>(rows.size()))
      << summary.ShortDebugString().substr(0, 500);
  return answer.revision;
}

// One programme on a server, with what has been written so far.
class Office {
 public:
  Office(Deployment& deployment, const Records& records)
      : deployment_(deployment), records_(records) {
    Import(deployment_.catalogue(), &CatalogueStub::ImportResources,
           ProjectTable(records.programme, {}), records.parent, "projects",
           records.projects);
    revision_ = Import(deployment_.profiles(), &ProfilesStub::ImportResources,
                       CommitmentTable(records.programme, {}), records.parent,
                       "commitments", records.commitments);
  }

  // Adopts what is suggested for every unit with enough past projects.
  void AdoptProfiles(int32_t through_year) {
    for (const auto& [donor, unit] : records_.unit_of) {
      mpb::SuggestCapabilityProfileRequest request;
      request.set_supporter(absl::StrCat(records_.parent, "/units/", unit));
      request.set_through_year(through_year);
      const auto answer =
          e2e::Do(deployment_.matching(),
                  &MatchingStub::SuggestCapabilityProfile, request, Seen());
      if (answer.status.error_code() == grpc::StatusCode::FAILED_PRECONDITION) {
        continue;  // nothing that far back
      }
      DUIKOU_CHECK(answer.ok()) << answer;
      if (answer.response.project_count() >= kLeastPast) {
        Adopt(unit, answer.response.capability_profile());
      }
    }
  }

  // Adopts the weights proposed where they rank better.
  mpb::ProposeWeightsResponse AdoptWeights() {
    mpb::ProposeWeightsRequest request;
    request.set_parent(records_.parent);
    const auto answer = e2e::Do(deployment_.matching(),
                                &MatchingStub::ProposeWeights, request, Seen());
    DUIKOU_CHECK(answer.ok()) << answer;
    if (answer.response.standing() ==
        mpb::ProposeWeightsResponse::STANDING_BETTER) {
      mpb::CreateWeightVersionRequest adopt;
      adopt.set_parent(records_.parent);
      *adopt.mutable_weight_version()->mutable_weights() =
          answer.response.proposed_weights();
      const auto made = e2e::Do(deployment_.matching(),
                                &MatchingStub::CreateWeightVersion, adopt);
      DUIKOU_CHECK(made.ok()) << made;
      revision_ = made.revision;
    }
    return answer.response;
  }

  // All ids recommended, best first. `weights` empty: those in force.
  std::vector<std::string> Recommend(
      const std::string& donor, int32_t year,
      const std::vector<mpb::CriterionWeight>& weights) {
    mpb::RecommendProjectsRequest request;
    request.set_supporter(
        absl::StrCat(records_.parent, "/units/", records_.unit_of.at(donor)));
    request.set_year(year);
    request.set_page_size(200);
    for (const mpb::CriterionWeight& weight : weights) {
      *request.add_weights() = weight;
    }
    std::vector<std::string> ids;
    do {
      const auto answer =
          e2e::Do(deployment_.matching(), &MatchingStub::RecommendProjects,
                  request, Seen());
      DUIKOU_CHECK(answer.ok()) << answer;
      for (const mpb::Recommendation& r : answer.response.recommendations()) {
        ids.push_back(r.project().substr(r.project().rfind('/') + 1));
      }
      request.set_page_token(answer.response.next_page_token());
    } while (!request.page_token().empty());
    return ids;
  }

 private:
  e2e::CallSettings Seen() const { return {.min_revision = revision_}; }

  void Adopt(const std::string& unit, const ppb::CapabilityProfile& profile) {
    if (profile.etag().empty()) {
      ppb::CreateCapabilityProfileRequest request;
      request.set_parent(records_.parent);
      request.set_capability_profile_id(unit);
      *request.mutable_capability_profile() = profile;
      const auto made =
          e2e::Do(deployment_.profiles(),
                  &ProfilesStub::CreateCapabilityProfile, request);
      DUIKOU_CHECK(made.ok()) << made;
      revision_ = made.revision;
      return;
    }
    ppb::UpdateCapabilityProfileRequest request;
    *request.mutable_capability_profile() = profile;
    request.mutable_update_mask()->add_paths("*");
    const auto made = e2e::Do(deployment_.profiles(),
                              &ProfilesStub::UpdateCapabilityProfile, request);
    DUIKOU_CHECK(made.ok()) << made;
    revision_ = made.revision;
  }

  Deployment& deployment_;
  const Records& records_;
  std::string revision_;
};

std::set<std::string> Chosen(const Country& country, const std::string& donor) {
  std::set<std::string> chosen;
  for (const FundedProject& p : country.projects) {
    if (country.IsTest(p) &&
        std::binary_search(p.donors.begin(), p.donors.end(), donor)) {
      chosen.insert(p.id);
    }
  }
  return chosen;
}

// What is not listed at all ranks behind everything.
RankingQuality Measure(const std::vector<std::string>& order,
                       const std::set<std::string>& chosen) {
  std::vector<int64_t> ranks;
  for (size_t i = 0; i < order.size(); ++i) {
    if (chosen.contains(order[i])) ranks.push_back(static_cast<int64_t>(i) + 1);
  }
  int64_t behind = static_cast<int64_t>(order.size());
  while (ranks.size() < chosen.size()) ranks.push_back(++behind);
  return QualityOf(ranks);
}

// The year from which on the last third of the training projects began.
int32_t LastThirdFrom(const Country& country) {
  std::vector<int32_t> years;
  for (const FundedProject& p : country.projects) {
    if (!country.IsTest(p)) years.push_back(p.year);
  }
  std::sort(years.begin(), years.end());
  return years[years.size() * 65 / 100];
}

mpb::CriterionWeight WeightOf(mpb::Criterion criterion, int32_t weight) {
  mpb::CriterionWeight made;
  made.set_criterion(criterion);
  made.set_weight(weight);
  // Straight, whatever is in force.
  for (const int32_t point : ValueCurve().points()) {
    made.add_curve_points(point);
  }
  return made;
}

struct Ranker {
  std::string name;
  // Empty: the weights in force, which are the learned ones.
  std::vector<mpb::CriterionWeight> weights;
};

std::vector<Ranker> Rankers() {
  return {{"learned weights", {}},
          {"default weights",
           {WeightOf(mpb::CRITERION_SECTOR, 30),
            WeightOf(mpb::CRITERION_REGION, 20),
            WeightOf(mpb::CRITERION_FUND_SIZE, 20),
            WeightOf(mpb::CRITERION_CAPABILITY, 10),
            WeightOf(mpb::CRITERION_STANDING, 10),
            WeightOf(mpb::CRITERION_RECORD, 10)}},
          {"sector alone", {WeightOf(mpb::CRITERION_SECTOR, 1)}}};
}

struct Results {
  std::vector<QualityMean> rankers;  // as Rankers()
  QualityMean logistic;
};

void Tell(const Country& country, const mpb::ProposeWeightsResponse& proposal) {
  std::cout << country.name << (country.made_up ? " (made up)" : "") << ": "
            << country.projects.size() << " projects, " << country.donors.size()
            << " donors, tested from " << country.first_test_year
            << "; weights from " << proposal.wanted_count() << " choices:";
  for (const mpb::CriterionWeight& weight : proposal.proposed_weights()) {
    std::cout << " " << weight.weight() / 100 << "% "
              << absl::StrJoin(weight.curve_points(), "/");
  }
  std::cout << "; held back NDCG@20 "
            << absl::StrFormat("%.3f",
                               proposal.present_quality().ndcg_bp() / 1e4)
            << " -> "
            << absl::StrFormat("%.3f",
                               proposal.proposed_quality().ndcg_bp() / 1e4)
            << "\n";
}

Results MeasureCountry(Deployment& deployment, const Country& country,
                       const Records& records) {
  Office office(deployment, records);
  office.AdoptProfiles(LastThirdFrom(country) - 1);
  Tell(country, office.AdoptWeights());
  office.AdoptProfiles(country.first_test_year - 1);

  Results results;
  const std::vector<Ranker> rankers = Rankers();
  results.rankers.resize(rankers.size());
  const auto logistic = RankByLogisticRegression(country);
  for (size_t d = 0; d < country.donors.size(); ++d) {
    const std::set<std::string> chosen = Chosen(country, country.donors[d]);
    for (size_t i = 0; i < rankers.size(); ++i) {
      results.rankers[i].Add(
          Measure(office.Recommend(country.donors[d], country.first_test_year,
                                   rankers[i].weights),
                  chosen));
    }
    std::vector<std::string> order;
    for (size_t at : logistic[d]) order.push_back(country.projects[at].id);
    results.logistic.Add(Measure(order, chosen));
  }
  return results;
}

// The rows of one country; its NDCG@20 by the learned weights is returned.
double AddRows(const Country& country, const Results& results, Report& report) {
  const std::vector<Ranker> rankers = Rankers();
  const double peer = results.logistic.mean().ndcg;
  const RankingQuality learned = results.rankers[0].mean();
  report.Add({.metric = country.name + ": NDCG@20, learned weights",
              .samples = {learned.ndcg}});
  report.Add({.metric = country.name + ": … against logistic regression",
              .samples = {learned.ndcg / peer},
              .unit = "x",
              .goal = 1});
  report.Add({.metric = country.name + ": hit@20, learned weights",
              .samples = {learned.hit}});
  report.Add({.metric = country.name + ": reciprocal rank, learned weights",
              .samples = {learned.reciprocal_rank}});
  for (size_t i = 1; i < rankers.size(); ++i) {
    report.Add({.metric = country.name + ": NDCG@20, " + rankers[i].name,
                .samples = {results.rankers[i].mean().ndcg}});
  }
  report.Add({.metric = country.name + ": NDCG@20, logistic regression",
              .samples = {peer}});
  return learned.ndcg;
}

int Run(int argc, char** argv) {
  std::string data = "../shared/data";
  const std::string json = ParseFlags(argc, argv, {{"--data", &data}});
  const std::vector<Country> countries = ReadChoices(data);
  std::vector<Records> records;
  for (const Country& country : countries) {
    records.push_back(RecordsOf(country, static_cast<int>(records.size()) + 1));
  }
  auto deployment = Deployment::Start(
      e2e::Layout::kOneProcess,
      {.fill = [&](Store& store) { return Fill(records, store); }});
  DUIKOU_CHECK(deployment.ok()) << deployment.status();
  Report report("choices");
  double sum = 0;
  for (size_t i = 0; i < countries.size(); ++i) {
    sum +=
        AddRows(countries[i],
                MeasureCountry(**deployment, countries[i], records[i]), report);
  }
  report.Add({.metric = "mean NDCG@20, learned weights",
              .samples = {sum / static_cast<double>(countries.size())},
              .goal = 0.22});
  return report.Finish(json);
}

}  // namespace
}  // namespace duikou::bench

int main(int argc, char** argv) { return duikou::bench::Run(argc, argv); }
