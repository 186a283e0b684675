// A ledger of 1,000,000 entries: how its view comes to what is stored; sums,
// pages and the year's report from the view, beside PostgreSQL with the same
// rows and indexes, asked the same in the same run. Both answers are compared
// before anything is timed.
//
//   --entries N   how many; 1,000,000
//   --peer no     leaves PostgreSQL out
#include <malloc.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "matcher/base/check.h"
#include "services/progress/ledger_scope.h"
#include "services/progress/ledger_state.h"
#include "services/progress/ledger_sums.h"
#include "services/progress/ledger_view.h"
#include "services/progress/reports.h"
#include "services/store/follower.h"
#include "services/store/sqlite/sqlite_store.h"
#include "services/store/testing/temporary_directory.h"
#include "tests/bench/postgres_peer.h"
#include "tests/bench/report.h"

namespace duikou::bench {
namespace {

namespace cpb = ::duikou::catalogue::v1;
namespace ppb = ::duikou::profiles::v1;
namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;

constexpr int kRounds = 11;
constexpr int kFirstYear = 2014;
constexpr int kYears = 7;
constexpr int kSupporters = 72;
constexpr int kAreas = 30;
constexpr int kSectors = 34;
constexpr int kProjects = 714;
constexpr int kAgreements = 2'000;
constexpr size_t kPage = 50;
constexpr size_t kCommit = 1'000;  // entries
// What a person does not wait for.
constexpr double kGoalMs = 50;
constexpr double kYearGoalMs = 100;  // of some dozen tables
constexpr double kBytesGoal = 160;
constexpr double kLoadBytesGoal = 260;
constexpr double kPeerTimes = 5;

std::string Name(const char* collection, const std::string& id) {
  return absl::StrCat("programmes/bench/", collection, "/", id);
}

std::shared_ptr<const ProgrammeRecord> MadeProgramme() {
  auto record = std::make_shared<ProgrammeRecord>();
  record->programme.set_first_year(kFirstYear);
  record->programme.set_last_year(kFirstYear + kYears - 1);
  for (const char* kind : {"policy", "grant", "cooperation"}) {
    record->programme.add_fund_kinds()->set_id(kind);
  }
  record->revision = 1;
  return record;
}

using Sink = std::function<void(Change)>;

// Gives the sink the same records each time.
class Maker {
 public:
  explicit Maker(Sink sink) : random_(2014), sink_(std::move(sink)) {}

  void Make(int entries) {
    AddRecords();
    for (int i = 0; i < entries; ++i) AddEntry();
  }

 private:
  int Below(int limit) { return static_cast<int>(random_() % limit); }

  template <typename T>
  void Put(const char* collection, const std::string& id, T record) {
    record.set_name(Name(collection, id));
    sink_({.collection = collection,
           .id = id,
           .value = record.SerializeAsString()});
  }

  void AddRecords() {
    for (int i = 0; i < kAreas; ++i) {
      Put("areas", absl::StrCat("a", i), cpb::Area());
    }
    for (int i = 0; i < kSectors; ++i) {
      Put("sectors", absl::StrCat("s", i), cpb::Sector());
    }
    for (int i = 0; i < kSupporters; ++i) {
      ppb::Unit unit;
      unit.set_kind(static_cast<type::v1::UnitKind>(1 + i % 5));
      Put("units", absl::StrCat("u", i), unit);
    }
    for (const char* indicator : {"trainings", "jobs"}) {
      pb::Indicator count;
      count.set_measure(pb::Indicator::MEASURE_COUNT);
      Put("indicators", indicator, count);
    }
    for (int i = 0; i < kAgreements; ++i) {
      pb::Agreement agreement;
      agreement.set_sign_date(absl::StrCat(kFirstYear + i % kYears, "-05-01"));
      agreement.set_supporter(Name("units", absl::StrCat("u", i % 72)));
      if (i % 3 == 0) agreement.set_signed_at("fair");
      Put("agreements", absl::StrCat("g", i), agreement);
    }
  }

  void AddEntry() {
    LedgerEntry entry;
    const int supporter = Below(kSupporters);
    const int year = kFirstYear + Below(kYears);
    entry.set_supporter(Name("units", absl::StrCat("u", supporter)));
    entry.set_recipient(Name("units", absl::StrCat("c", Below(kAreas))));
    entry.set_project(Name("projects", absl::StrCat("p", Below(kProjects))));
    entry.set_agreement(
        Name("agreements", absl::StrCat("g", Below(kAgreements))));
    entry.set_date(
        absl::StrFormat("%d-%02d-%02d", year, 1 + Below(12), 1 + Below(28)));
    Place(entry);
    SetFigure(entry);
    entry.set_figure_source(static_cast<pb::FigureSource>(1 + Below(4)));
    entry.set_state(Below(20) == 0 ? LedgerEntry::STATE_REPORTED
                                   : LedgerEntry::STATE_CONFIRMED);
    const int number = ++numbers_[supporter * kYears + year - kFirstYear];
    Put("ledgerEntries",
        absl::StrFormat("u%d--%d--%07d", supporter, year, number), entry);
  }

  void Place(LedgerEntry& entry) {
    const int parts = Below(4) == 0 ? 2 : 1;
    for (int i = 0; i < parts; ++i) {
      pb::Placement& placement = *entry.add_placements();
      placement.set_area(Name("areas", absl::StrCat("a", Below(kAreas))));
      placement.set_sector(Name("sectors", absl::StrCat("s", Below(kSectors))));
      placement.set_parts(10'000 / parts);
    }
  }

  void SetFigure(LedgerEntry& entry) {
    static const char* const kKinds[] = {"policy", "grant", "cooperation"};
    const int what = Below(5);
    if (what < 3) {
      entry.mutable_disbursement()->set_fund_kind(kKinds[what]);
      entry.mutable_disbursement()->set_amount_fen(1 + Below(100'000'000));
    } else {
      entry.mutable_count()->set_indicator(
          Name("indicators", what == 3 ? "trainings" : "jobs"));
      entry.mutable_count()->set_value(1 + Below(200));
    }
  }

  std::mt19937_64 random_;
  const Sink sink_;
  int numbers_[kSupporters * kYears] = {};
};

// The same rows, one a placement, with everything that is asked for.
void Fill(const LedgerState& state, PostgresPeer& peer) {
  peer.Run(
      "CREATE TABLE placed (e int, name text, day int, month int, period int, "
      "supporter int, measure int, counts bool, first bool, area int, "
      "sector int, amount bigint)");
  const LedgerColumns& columns = state.columns();
  std::string lines;
  for (uint32_t e = 0; e < columns.size(); ++e) {
    for (uint32_t row = columns.first_row[e]; row < columns.rows_end(e);
         ++row) {
      absl::StrAppend(&lines, e, "\t", columns.Id(e), "\t", columns.day[e],
                      "\t", columns.month[e], "\t", columns.period[e], "\t",
                      columns.supporter[e], "\t");
      absl::StrAppend(
          &lines, columns.measure[e], "\t", columns.Counts(e) ? "t" : "f", "\t",
          row == columns.first_row[e] ? "t" : "f", "\t", columns.area[row],
          "\t", columns.sector[row], "\t", columns.row_amount[row]);
      lines += '\n';
    }
    if (lines.size() > (64 << 20) || e + 1 == columns.size()) {
      peer.Copy("placed", lines);
      lines.clear();
    }
  }
  peer.Run(
      "CREATE INDEX ON placed (supporter, period, day DESC, "
      "name COLLATE \"C\")");
  peer.Run("CREATE INDEX ON placed (period)");
  peer.Run("CREATE INDEX ON placed (day DESC, name COLLATE \"C\")");
  peer.Run("VACUUM ANALYZE placed");
}

// A question to both: what they answer is compared as text.
struct Question {
  std::string what;
  std::function<std::vector<std::string>()> view;
  std::vector<std::string> sql;  // several where it takes several
  double least_times = 0;        // faster than the peer; 0: no goal
};

class Bench {
 public:
  Bench(const LedgerState& state, Report& report)
      : state_(state), report_(report) {}

  std::vector<Question> Questions() const {
    pb::LedgerFilter year;
    year.set_first_period(2016);
    year.set_last_period(2016);
    pb::LedgerFilter of_unit = year;
    of_unit.set_supporter(Name("units", "u7"));
    const std::string unit = absl::StrCat("period = 2016 AND supporter = ",
                                          state_.columns().units.Find("u7"));
    return {{"one year by area",
             SumsBy({pb::DIMENSION_AREA}, year),
             {SumSql("area", "AND period = 2016")},
             kPeerTimes},
            {"all years by month",
             SumsBy({pb::DIMENSION_MONTH}, {}),
             {SumSql("month", "")},
             kPeerTimes},
            {"all years by area and sector",
             SumsBy({pb::DIMENSION_AREA, pb::DIMENSION_SECTOR}, {}),
             {SumSql("area, sector", "")},
             kPeerTimes},
            {"all years by supporter and year",
             SumsBy({pb::DIMENSION_SUPPORTER, pb::DIMENSION_PERIOD}, {}),
             {SumSql("supporter, period", "")},
             kPeerTimes},
            {"page of a unit's year with its sums",
             PageOf(of_unit),
             {SumSql("", absl::StrCat("AND ", unit)), PageSql(unit)}},
            {"page of everything with its sums",
             PageOf({}),
             {SumSql("", ""), PageSql("true")},
             kPeerTimes}};
  }

  void Measure(const Question& question, PostgresPeer* peer) const {
    std::vector<double> ours, theirs, times;
    if (peer != nullptr) Compare(question, *peer);
    for (int round = 0; round < kRounds; ++round) {
      ours.push_back(1e3 * Seconds([&] { question.view(); }));
      if (peer == nullptr) continue;
      theirs.push_back(1e3 * Seconds([&] {
                         for (const std::string& sql : question.sql)
                           peer->Ask(sql);
                       }));
      times.push_back(theirs.back() / ours.back());
    }
    report_.Add({.metric = absl::StrCat(question.what, ", view"),
                 .samples = ours,
                 .unit = "ms",
                 .goal = kGoalMs,
                 .at_most = true});
    if (peer == nullptr) return;
    report_.Add({.metric = absl::StrCat(question.what, ", PostgreSQL"),
                 .samples = theirs,
                 .unit = "ms"});
    Row row{.metric = absl::StrCat(question.what, ", PostgreSQL / view"),
            .samples = times,
            .unit = "x"};
    if (question.least_times > 0) row.goal = question.least_times;
    report_.Add(std::move(row));
  }

 private:
  LedgerScope ScopeOf(const pb::LedgerFilter& filter) const {
    auto scope = LedgerScope::Make(state_, filter, LedgerReach::All());
    DUIKOU_CHECK(scope.ok()) << scope.status();
    return *std::move(scope);
  }

  static std::string GroupText(const LedgerGroup& group, size_t dimensions) {
    std::vector<std::string> values;
    for (size_t i = 0; i < dimensions; ++i) {
      values.push_back(absl::StrCat(group.keys[i]));
    }
    values.push_back(absl::StrCat(group.measure));
    values.push_back(absl::StrCat(group.sum));
    return absl::StrJoin(values, "|");
  }

  std::function<std::vector<std::string>()> SumsBy(
      std::vector<pb::Dimension> dimensions, pb::LedgerFilter filter) const {
    return [this, dimensions, filter] {
      std::vector<std::string> rows;
      for (const LedgerGroup& group :
           SumLedger(state_, ScopeOf(filter), dimensions)) {
        if (group.entry_count == 0) continue;
        rows.push_back(GroupText(group, dimensions.size()));
      }
      return rows;
    };
  }

  std::function<std::vector<std::string>()> PageOf(
      pb::LedgerFilter filter) const {
    return [this, filter] {
      const LedgerScope scope = ScopeOf(filter);
      LedgerSurvey survey;
      std::vector<std::string> rows;
      for (const LedgerGroup& group : SumLedger(state_, scope, {}, &survey)) {
        rows.push_back(GroupText(group, 0));
      }
      for (const uint32_t entry :
           PageOfLedger(state_, scope, survey, std::nullopt, kPage)) {
        rows.push_back(state_.columns().Id(entry));
      }
      return rows;
    };
  }

  static std::string SumSql(const std::string& by, const std::string& where) {
    const std::string keys = by.empty() ? "measure" : by + ", measure";
    return absl::StrCat("SELECT ", keys,
                        ", sum(amount) FROM placed WHERE counts ", where,
                        " GROUP BY ", keys, " ORDER BY ", keys);
  }
  static std::string PageSql(const std::string& where) {
    return absl::StrCat("SELECT name FROM placed WHERE first AND ", where,
                        " ORDER BY day DESC, name COLLATE \"C\" LIMIT ", kPage);
  }

  static void Compare(const Question& question, PostgresPeer& peer) {
    std::vector<std::string> asked;
    for (const std::string& sql : question.sql) {
      for (std::string& row : peer.Ask(sql)) asked.push_back(std::move(row));
    }
    DUIKOU_CHECK(question.view() == asked) << question.what << " differs";
  }

  const LedgerState& state_;
  Report& report_;
};

// `VmRSS:` the memory of this process, `VmHWM:` the most it has had, in bytes.
double Memory(const std::string& which) {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    if (word != which) continue;
    double kib = 0;
    status >> kib;
    return kib * 1024;
  }
  DUIKOU_CHECK(false) << "no " << which;
  return 0;
}

// What was freed goes back, and the most is counted from here.
double MemoryFromHere() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
  return Memory("VmRSS:");
}

void WriteTo(Store& store, int entries) {
  CommitRequest commit{.partition = "bench"};
  const auto write = [&] {
    const auto done = store.Commit(commit);
    DUIKOU_CHECK(done.ok()) << done.status();
    commit.mutations.clear();
  };
  Maker([&](Change change) {
    commit.mutations.push_back(Mutation::Put(change.collection, change.id,
                                             std::move(change.value),
                                             Expectation::Absent()));
    if (commit.mutations.size() == kCommit) write();
  }).Make(entries);
  if (!commit.mutations.empty()) write();
}

// How the view of a server that has just started comes to what is stored.
void MeasureLoading(int entries, Report& report) {
  const TemporaryDirectory directory;
  auto store = SqliteStore::Open({.path = directory.File("ledger.db")});
  DUIKOU_CHECK(store.ok()) << store.status();
  WriteTo(**store, entries);
  LedgerView view("bench");
  const double before = MemoryFromHere();
  const double seconds = Seconds([&] {
    Follower follower(**store, "bench", view);
    const absl::Status done =
        follower.WaitUntil(0, absl::Now() + absl::Minutes(30));
    DUIKOU_CHECK(done.ok()) << done;
  });
  report.Add(
      {"loaded from SQLite, entries a second", {entries / seconds}, "1/s"});
  report.Add({.metric = "most memory an entry while it is loaded",
              .samples = {(Memory("VmHWM:") - before) / entries},
              .unit = "bytes",
              .goal = kLoadBytesGoal,
              .at_most = true});
}

void MeasureReport(const LedgerState& state, const std::string& what,
                   pb::Report::Kind kind, int year, double goal_ms,
                   Report& report) {
  pb::GetReportRequest request;
  request.set_kind(kind);
  request.set_year(year);
  std::vector<double> samples;
  for (int round = 0; round < kRounds; ++round) {
    samples.push_back(
        1e3 * Seconds([&] { DUIKOU_CHECK(MakeReport(state, request).ok()); }));
  }
  report.Add({.metric = absl::StrCat(what, ", view"),
              .samples = samples,
              .unit = "ms",
              .goal = goal_ms,
              .at_most = true});
}

int Run(int argc, char** argv) {
  std::string entries = "1000000", peer = "yes";
  const std::string json =
      ParseFlags(argc, argv, {{"--entries", &entries}, {"--peer", &peer}});
  int count = 0;
  DUIKOU_CHECK(absl::SimpleAtoi(entries, &count) && count > 0) << entries;
  Report report("ledger");
  MeasureLoading(count, report);
  LedgerState state("bench");
  state.SetProgramme(MadeProgramme());
  const double before = MemoryFromHere();
  const double seconds = Seconds([&] {
    Maker([&state](Change change) { state.Take(change); }).Make(count);
  });
  report.Add({"made, written and taken in, entries a second",
              {count / seconds},
              "1/s"});
  report.Add({.metric = "memory an entry",
              .samples = {(Memory("VmRSS:") - before) / count},
              .unit = "bytes",
              .goal = kBytesGoal,
              .at_most = true});
  std::unique_ptr<PostgresPeer> postgres;
  if (peer != "no") {
    postgres = std::make_unique<PostgresPeer>();
    Fill(state, *postgres);
  }
  const Bench bench(state, report);
  for (const Question& question : bench.Questions()) {
    bench.Measure(question, postgres.get());
  }
  MeasureReport(state, "the programme's report", pb::Report::KIND_PROGRAMME, 0,
                kGoalMs, report);
  MeasureReport(state, "the year's report", pb::Report::KIND_YEAR, 2016,
                kYearGoalMs, report);
  return report.Finish(json);
}

}  // namespace
}  // namespace duikou::bench

int main(int argc, char** argv) { return duikou::bench::Run(argc, argv); }
