// The exact best 20 of catalogues of 714 to 10,000,000 projects, every
// criterion in it, on one core: the index beside a vectorised scan of the same
// rows, and beside SQLite, and PostgreSQL and DuckDB (where they are
// installed), asked the same. Every answer is compared.
//
//   --largest N   the largest catalogue; 10,000,000
//   --peer no     leaves the databases out
#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "matcher/index/flat_rows.h"
#include "matcher/index/project_index.h"
#include "matcher/index/query_terms.h"
#include "matcher/index/retrieve.h"
#include "matcher/index/row_scan.h"
#include "matcher/ranker/rank_all.h"
#include "tests/bench/duckdb_peer.h"
#include "tests/bench/postgres_peer.h"
#include "tests/bench/ranking_instances.h"
#include "tests/bench/ranking_sql.h"
#include "tests/bench/report.h"
#include "tests/bench/sqlite_peer.h"

namespace duikou::bench {
namespace {

constexpr int kListed = 20;
constexpr int kQueries = 200;
constexpr int kIndexRounds = 7;
constexpr int kScanRounds = 3;
constexpr int kManySupporters = 100'000;
constexpr double kBytesGoal = 32;
// A change takes at most so much of a query.
constexpr double kChangeGoal = 0.2;
constexpr double kManyGoal = 100;
constexpr double kPeerTimes = 5'000;

double Median(std::vector<double> samples) {
  std::nth_element(samples.begin(), samples.begin() + samples.size() / 2,
                   samples.end());
  return samples[samples.size() / 2];
}

// A catalogue in the index, and its rows once more as a scan has them.
class Catalogue {
 public:
  Catalogue(int projects, const RankingCatalogueOptions& options)
      : source_(options),
        index_(source_.taxonomy()),
        rows_(source_.taxonomy()->fund_kind_count()) {
    for (int i = 0; i < projects; ++i) {
      const absl::Status put = index_.Upsert(source_.NextProject());
      DUIKOU_CHECK(put.ok()) << put;
    }
    index_.ForEachProject([this](const Project& p) {
      rows_.Add(p.sector, p.area, RowOf(p, index_.FindSlot(p.id)));
    });
  }

  RankingCatalogue& source() { return source_; }
  ProjectIndex& index() { return index_; }
  const ProjectIndex& index() const { return index_; }
  const FlatRows& rows() const { return rows_; }

  PreparedSupporter Prepare(Supporter supporter) const {
    auto made =
        PreparedSupporter::Make(std::move(supporter), source_.taxonomy());
    DUIKOU_CHECK(made.ok()) << made.status();
    return *std::move(made);
  }
  std::vector<PreparedSupporter> Supporters(int count, bool indifferent) {
    std::vector<PreparedSupporter> supporters;
    for (int i = 0; i < count; ++i) {
      supporters.push_back(Prepare(indifferent
                                       ? source_.NextIndifferentSupporter()
                                       : source_.NextSupporter()));
    }
    return supporters;
  }

  // What each way answers, from a prepared supporter on.
  std::vector<Hit> ByIndex(const PreparedSupporter& supporter,
                           const CandidateFilter& asked) const {
    const QueryTerms terms(supporter, DefaultWeights(), kRankingYear);
    const CompiledFilter filter(asked, *source_.taxonomy());
    return Retrieve(index_, terms, filter, {.k = kListed}).hits;
  }
  std::vector<Hit> ByScan(const PreparedSupporter& supporter,
                          const CandidateFilter& asked) const {
    const QueryTerms terms(supporter, DefaultWeights(), kRankingYear);
    const CompiledFilter filter(asked, *source_.taxonomy());
    return ScanRows(rows_, index_, terms, filter, {.k = kListed});
  }

 private:
  RankingCatalogue source_;
  ProjectIndex index_;
  FlatRows rows_;
};

// What was measured of one sort of query.
struct Times {
  std::vector<double> index_us;  // a query each
  std::vector<double> scan_us;
};

struct Question {
  std::string what;
  CandidateFilter filter = {};
  bool indifferent = false;
  double least_times = 0;  // faster than the scan; 0: no goal
};

// The median of some rounds for each query, all queries in each round, so that
// no query finds in the caches what it left there itself.
template <typename Ask>
std::vector<double> MeasureQueries(
    const std::vector<PreparedSupporter>& supporters, int rounds, Ask&& ask) {
  std::vector<std::vector<double>> times(supporters.size());
  for (int round = 0; round < rounds; ++round) {
    for (size_t i = 0; i < supporters.size(); ++i) {
      times[i].push_back(1e6 * Seconds([&] { ask(supporters[i]); }));
    }
  }
  std::vector<double> medians;
  for (const std::vector<double>& of : times) medians.push_back(Median(of));
  return medians;
}

Times Measure(Catalogue& catalogue, const Question& question, Report& report) {
  const std::vector<PreparedSupporter> supporters =
      catalogue.Supporters(kQueries, question.indifferent);
  for (const PreparedSupporter& s : supporters) {
    DUIKOU_CHECK(catalogue.ByIndex(s, question.filter) ==
                 catalogue.ByScan(s, question.filter))
        << question.what << ' ' << s.supporter().id;
  }
  Times times;
  times.index_us = MeasureQueries(supporters, kIndexRounds, [&](const auto& s) {
    catalogue.ByIndex(s, question.filter);
  });
  times.scan_us = MeasureQueries(supporters, kScanRounds, [&](const auto& s) {
    catalogue.ByScan(s, question.filter);
  });
  report.Add({absl::StrCat(question.what, ", index"), times.index_us, "us"});
  report.Add({absl::StrCat(question.what, ", scan"), times.scan_us, "us"});
  // Of the medians: a query that finds little to leave out counts as one.
  Row row{.metric = absl::StrCat(question.what, ", scan / index"),
          .samples = {Median(times.scan_us) / Median(times.index_us)},
          .unit = "x"};
  if (question.least_times > 0) row.goal = question.least_times;
  report.Add(std::move(row));
  return times;
}

void MeasureBytes(const std::string& what, Catalogue& catalogue, bool goal,
                  Report& report) {
  Row row{.metric = absl::StrCat(what, ", index a project"),
          .samples = {static_cast<double>(catalogue.index().row_bytes()) /
                      catalogue.index().size()},
          .unit = "bytes",
          .at_most = true};
  if (goal) row.goal = kBytesGoal;
  report.Add(std::move(row));
}

// Of a catalogue of its own, as the others are compared with a scan of rows
// that no change reaches.
void MeasureChanges(const std::string& what, double query_us, Report& report) {
  constexpr int kRounds = 11;
  constexpr int kChanges = 2'000;
  Catalogue catalogue(1'000'000, {});
  std::vector<double> change_us;
  std::vector<double> shares;
  ProjectIndex& index = catalogue.index();
  for (int round = 0; round < kRounds; ++round) {
    std::vector<Project> changed;
    for (int i = 0; i < kChanges; ++i) {
      const int64_t slot =
          (int64_t{round * kChanges + i} * 7'919) % index.size();
      changed.push_back(catalogue.source().Changed(
          index.project(static_cast<ProjectSlot>(slot))));
    }
    change_us.push_back(1e6 / kChanges * Seconds([&] {
                          for (Project& project : changed) {
                            DUIKOU_CHECK(index.Upsert(std::move(project)).ok());
                          }
                        }));
    shares.push_back(change_us.back() / query_us);
  }
  report.Add({absl::StrCat(what, ", one project changed"), change_us, "us"});
  report.Add({.metric = absl::StrCat(what, ", change / query"),
              .samples = shares,
              .unit = "x",
              .goal = kChangeGoal,
              .at_most = true});
}

// The lists of many supporters at once; they are prepared before, as a service
// has them.
void MeasureMany(Catalogue& catalogue, double scan_us, Report& report) {
  const std::vector<PreparedSupporter> supporters =
      catalogue.Supporters(kManySupporters, false);
  std::vector<const PreparedSupporter*> pointers;
  for (const PreparedSupporter& s : supporters) pointers.push_back(&s);
  const ProjectQuery query{.k = kListed, .year = kRankingYear};
  std::vector<std::vector<Hit>> lists;
  const double seconds =
      Seconds([&] { lists = RankAll(catalogue.index(), pointers, query, {}); });
  for (int i = 0; i < kManySupporters; i += kManySupporters / kQueries) {
    DUIKOU_CHECK(lists[i] == catalogue.ByScan(supporters[i], {})) << i;
  }
  report.Add({"100,000 supporters over 1,000,000 projects", {seconds}, "s"});
  report.Add({.metric = "the same, a scan each / index",
              .samples = {scan_us * kManySupporters / (1e6 * seconds)},
              .unit = "x",
              .goal = kManyGoal});
}

// The answer of a database, and the seconds it took.
struct PeerAnswer {
  std::vector<std::string> ids;
  double seconds = 0;
};
using Ask = std::function<PeerAnswer(const std::string&)>;

template <typename Peer>
Ask AskOf(Peer& peer) {
  return [&peer](const std::string& sql) {
    PeerAnswer answer;
    answer.seconds = Seconds([&] { answer.ids = peer.Ask(sql); });
    return answer;
  };
}

// What a database takes for the same, after its answers were compared.
void MeasurePeer(const std::string& what, const std::string& peer,
                 Catalogue& catalogue, double index_us, const Ask& ask,
                 const SqlDialect& dialect, Report& report) {
  constexpr int kPeerQueries = 7;
  std::vector<double> times_us;
  for (const PreparedSupporter& s : catalogue.Supporters(kPeerQueries, false)) {
    const std::string sql =
        BestProjectsSql(s, DefaultWeights(), kListed, dialect);
    std::vector<std::string> expected;
    for (const Hit& hit : catalogue.ByIndex(s, {})) {
      expected.push_back(catalogue.index().project(hit.slot).id);
    }
    const PeerAnswer answer = ask(sql);
    times_us.push_back(1e6 * answer.seconds);
    DUIKOU_CHECK(answer.ids == expected) << peer << " differs: " << sql;
  }
  report.Add({.metric = absl::StrCat(what, ", ", peer, " / index"),
              .samples = {Median(times_us) / index_us},
              .unit = "x",
              .goal = kPeerTimes});
  report.Add({absl::StrCat(what, ", ", peer), times_us, "us"});
}

void MeasureSqlite(const std::string& what, Catalogue& catalogue,
                   double index_us, Report& report) {
  SqlitePeer sqlite;
  sqlite.Run(CreateProjects());
  sqlite.Run("BEGIN");
  catalogue.index().ForEachProject([&](const Project& project) {
    sqlite.Run(absl::StrCat("INSERT INTO projects VALUES (",
                            ProjectValues(project, ",", "'"), ")"));
  });
  sqlite.Run("COMMIT");
  sqlite.Run("ANALYZE");
  MeasurePeer(what, "SQLite", catalogue, index_us, AskOf(sqlite),
              {.greatest = "max", .popcount = "popcount(?)"}, report);
}

// Puts all projects into a peer that takes lines.
template <typename Peer>
void CopyProjects(const Catalogue& catalogue, Peer& peer) {
  constexpr size_t kAtOnce = 64 << 20;  // bytes
  std::string lines;
  catalogue.index().ForEachProject([&](const Project& project) {
    absl::StrAppend(&lines, ProjectValues(project, "\t"), "\n");
    if (lines.size() > kAtOnce) {
      peer.Copy("projects", lines);
      lines.clear();
    }
  });
  peer.Copy("projects", lines);
}

void MeasureDuckdb(const std::string& what, Catalogue& catalogue,
                   double index_us, Report& report) {
  DuckdbPeer duckdb;
  duckdb.Run(CreateProjects());
  CopyProjects(catalogue, duckdb);
  MeasurePeer(
      what, "DuckDB", catalogue, index_us,
      [&](const std::string& sql) {
        DuckdbPeer::Answer answer = duckdb.Ask(sql);
        return PeerAnswer{.ids = std::move(answer.rows),
                          .seconds = answer.seconds};
      },
      {.greatest = "greatest", .popcount = "bit_count(?)::int", .divide = "//"},
      report);
}

#ifdef DUIKOU_POSTGRES_BIN
void MeasurePostgres(const std::string& what, Catalogue& catalogue,
                     double index_us, Report& report) {
  PostgresPeer postgres;
  postgres.Run(CreateProjects());
  CopyProjects(catalogue, postgres);
  postgres.Run("VACUUM ANALYZE projects");
  postgres.Run("SET max_parallel_workers_per_gather = 0");  // one core
  MeasurePeer(what, "PostgreSQL", catalogue, index_us, AskOf(postgres),
              {.greatest = "greatest",
               .popcount = "bit_count((?)::bit(32))",
               .collation = " COLLATE \"C\""},
              report);
}
#endif

// Returns a query's time.
double MeasureMillion(const std::string& what, bool peers, Report& report) {
  Catalogue catalogue(1'000'000, {});
  const Times plain =
      Measure(catalogue, {.what = what, .least_times = 40}, report);
  Measure(catalogue,
          {.what = absl::StrCat(what, ", filter of 15 %"),
           .filter = RankingCatalogue::FifteenPercent(),
           .least_times = 20},
          report);
  Measure(catalogue,
          {.what = absl::StrCat(what, ", filter of 2.5 %"),
           .filter = RankingCatalogue::TwoPercent(),
           .least_times = 10},
          report);
  Measure(catalogue,
          {.what = absl::StrCat(what, ", all preferences equal"),
           .indifferent = true,
           .least_times = 4},
          report);
  MeasureBytes(what, catalogue, true, report);
  if (peers) {
    MeasureSqlite(what, catalogue, Median(plain.index_us), report);
    if (DuckdbPeer::IsInstalled()) {
      MeasureDuckdb(what, catalogue, Median(plain.index_us), report);
    }
#ifdef DUIKOU_POSTGRES_BIN
    MeasurePostgres(what, catalogue, Median(plain.index_us), report);
#endif
  }
  MeasureMany(catalogue, Median(plain.scan_us), report);
  return Median(plain.index_us);
}

void MeasureManyAreas(Report& report) {
  Catalogue catalogue(1'000'000, {.villages = 29});
  const std::string what = "1,000,000 x 40 x 3,000";
  Measure(catalogue, {.what = what, .least_times = 20}, report);
  Measure(catalogue,
          {.what = absl::StrCat(what, ", filter of 15 %"),
           .filter = RankingCatalogue::FifteenPercent(),
           .least_times = 5},
          report);
  MeasureBytes(what, catalogue, false, report);
}

int Run(int argc, char** argv) {
  std::string largest_flag = "10000000", peer = "yes";
  const std::string json =
      ParseFlags(argc, argv, {{"--largest", &largest_flag}, {"--peer", &peer}});
  int largest = 0;
  DUIKOU_CHECK(absl::SimpleAtoi(largest_flag, &largest) && largest > 0)
      << largest_flag;
  Report report("ranking");
  {
    Catalogue small(714, {.counties = 9});
    for (const auto& [what, filter] :
         std::vector<std::pair<std::string, CandidateFilter>>{
             {"714", {}},
             {"714, filter of 15 %", RankingCatalogue::FifteenPercent()},
             {"714, filter of 2.5 %", RankingCatalogue::TwoPercent()}}) {
      Measure(small, {.what = what, .filter = filter, .least_times = 0.8},
              report);
    }
  }
  double at_100_000_us = 0;
  {
    Catalogue middle(10'000, {});
    Measure(middle, {.what = "10,000 x 40 x 100", .least_times = 0.8}, report);
  }
  if (largest >= 100'000) {
    Catalogue large(100'000, {});
    at_100_000_us =
        Median(Measure(large, {.what = "100,000 x 40 x 100"}, report).index_us);
  }
  if (largest >= 1'000'000) {
    const std::string what = "1,000,000 x 40 x 100";
    const double query_us = MeasureMillion(what, peer != "no", report);
    MeasureChanges(what, query_us, report);
    MeasureManyAreas(report);
  }
  if (largest >= 10'000'000) {
    Catalogue catalogue(largest, {});
    const Times times =
        Measure(catalogue,
                {.what = "10,000,000 x 40 x 100", .least_times = 250}, report);
    report.Add({.metric = "10,000,000 / 100,000, index",
                .samples = {Median(times.index_us) / at_100_000_us},
                .unit = "x",
                .goal = 1.5,
                .at_most = true});
  }
  return report.Finish(json);
}

}  // namespace
}  // namespace duikou::bench

int main(int argc, char** argv) { return duikou::bench::Run(argc, argv); }
