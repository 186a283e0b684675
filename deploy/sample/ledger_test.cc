// The ledgers of the samples, and what reports make of them: every figure of
// the 2004 report comes of entries and agreements alone.
#include "deploy/sample/ledger.h"

#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "deploy/sample/programme.h"
#include "gtest/gtest.h"
#include "matcher/base/money.h"
#include "services/progress/ledger_state.h"
#include "services/progress/report_figures.h"
#include "services/progress/reports.h"
#include "services/rpc/resource_name.h"

namespace duikou::sample {
namespace {

namespace pb = ::duikou::progress::v1;

constexpr uint64_t kLedgerSeed = 2014;

// As the role progress keeps the sample once it was entered.
class Kept {
 public:
  explicit Kept(const Programme& programme) : state_(programme.id) {
    auto record = std::make_shared<ProgrammeRecord>();
    record->programme = programme.programme;
    record->revision = 1;
    state_.SetProgramme(std::move(record));
    PutAll("areas", programme.areas);
    PutAll("sectors", programme.sectors);
    PutAll("units", programme.units);
    PutAll("quotas", programme.quotas);
    PutAll("indicators", programme.indicators);
    PutAll("statedFigures", programme.stated_figures);
    for (const SampleAgreement& sample : programme.agreements) {
      PutAgreement(sample);
    }
    for (const pb::LedgerEntry& entry : programme.ledger_entries) {
      PutEntry(programme, entry);
    }
  }

  pb::Report Year(int year) const {
    pb::GetReportRequest request;
    request.set_parent("programmes/" + state_.id());
    request.set_kind(pb::Report::KIND_YEAR);
    request.set_year(year);
    const auto report = MakeReport(state_, request);
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *report : pb::Report();
  }
  const LedgerState& state() const { return state_; }

 private:
  template <typename T>
  void Put(const char* collection, const T& resource) {
    state_.Take({.collection = collection,
                 .id = std::string(LastId(resource.name())),
                 .value = resource.SerializeAsString()});
  }
  template <typename T>
  void PutAll(const char* collection, const std::vector<T>& resources) {
    for (const T& resource : resources) Put(collection, resource);
  }
  void PutAgreement(const SampleAgreement& sample) {
    pb::Agreement agreement = sample.agreement;
    int64_t total = 0;
    int64_t private_total = 0;
    for (const pb::ContractSum& sum : agreement.contract_sums()) {
      total += sum.amount_fen();
      private_total += sum.private_capital() ? sum.amount_fen() : 0;
    }
    agreement.set_contract_total_fen(total);
    agreement.set_private_total_fen(private_total);
    agreement.set_stage(pb::Agreement::STAGE_NEGOTIATING);
    for (const pb::StageStep& step : sample.steps) {
      agreement.set_stage(step.stage());
      *agreement.add_stage_steps() = step;
    }
    Put("agreements", agreement);
  }
  void PutEntry(const Programme& programme, pb::LedgerEntry entry) {
    const std::string account = absl::StrCat(LastId(entry.supporter()), "--",
                                             entry.date().substr(0, 4));
    entry.set_name(programme.Name(
        "ledgerEntries",
        absl::StrFormat("%s--%07d", account, ++counts_[account])));
    entry.set_state(pb::LedgerEntry::STATE_CONFIRMED);
    Put("ledgerEntries", entry);
  }

  LedgerState state_;
  std::map<std::string, int> counts_;
};

const pb::Report& Report2004() {
  static const auto* const kReport =
      new pb::Report(Kept(MakeChongqing(kLedgerSeed)).Year(2004));
  return *kReport;
}

const pb::Figure& Figure(const std::string& key) {
  for (const pb::ReportSection& section : Report2004().sections()) {
    for (const pb::Figure& figure : section.figures()) {
      if (figure.key() == key) return figure;
    }
  }
  ADD_FAILURE() << "there is no " << key;
  return pb::Figure::default_instance();
}

TEST(LedgerSampleTest, EveryFigureOfTheReportComesOfTheLedger) {
  constexpr int64_t kWan = Money::kFenPerWanYuan;
  const std::map<std::string, int64_t> amounts = {
      {"agreements.carried-out", 183},
      {"agreements.new", 117},
      {"agreements.continuing", 66},
      {"funds.in-place", 224'000 * kWan},
      {"funds.grant", 11'200 * kWan},
      {"indicator.labour-export", 21'000},
      {"indicator.leaders", 808},
      {"indicator.cadres", 342},
      {"agreements.signed", 62},
      {"agreements.contract-total", 1'990'000 * kWan},
      {"agreements.private-total", 1'100'000 * kWan},
      {"agreements.private-share", 55'28},
      {"agreements.hundred-million", 34},
      {"agreements.hundred-million-share", 54'84},
      {"funds.signed.in-place", 116'530 * kWan},
      {"funds.signed.supporters", 107'800 * kWan},
      {"funds.signed.recipients", 8'730 * kWan},
      {"agreements.stage.in-production", 18},
      {"agreements.stage.building", 26},
      {"agreements.stage.preparing", 15},
      {"agreements.stage.negotiating", 3},
      {"agreements.stage.terminated", 0}};
  for (const auto& [key, value] : amounts) {
    EXPECT_EQ(ValueOf(Figure(key)), value) << key;
  }
  EXPECT_GT(Figure("indicator.jobs").count(), 7'800);
}

TEST(LedgerSampleTest, GrowthIsThatOfTheReport) {
  EXPECT_EQ(Figure("funds.in-place").growth_basis_points(), 47'00);
  EXPECT_EQ(Figure("funds.grant").growth_basis_points(), 12'00);
}

TEST(LedgerSampleTest, PercentsAreThoseOfTheReport) {
  EXPECT_EQ(Figure("agreements.stage.in-production").percent_of_whole(), 29);
  EXPECT_EQ(Figure("agreements.stage.building").percent_of_whole(), 42);
  EXPECT_EQ(Figure("agreements.stage.preparing").percent_of_whole(), 24);
  EXPECT_EQ(Figure("agreements.stage.negotiating").percent_of_whole(), 5);
}

// What is printed and cannot be, and nothing else.
TEST(LedgerSampleTest, TwoPrintedSharesDifferAndTargetsAreCited) {
  std::set<std::string> differing;
  std::map<std::string, int64_t> targets;
  int stated_figures = 0;
  for (const pb::ReportSection& section : Report2004().sections()) {
    for (const pb::Figure& figure : section.figures()) {
      for (const pb::StatedBeside& stated : figure.stated()) {
        ++stated_figures;
        if (stated.differs()) differing.insert(figure.key());
        if (stated.stated_figure().target()) {
          targets[figure.key()] = stated.stated_figure().count() +
                                  stated.stated_figure().amount_fen();
        }
      }
    }
  }
  EXPECT_EQ(differing,
            (std::set<std::string>{"agreements.private-share",
                                   "agreements.hundred-million-share"}));
  EXPECT_EQ(targets, (std::map<std::string, int64_t>{
                         {"agreements.carried-out", 680},
                         {"funds.in-place", 92 * Money::kFenPerYiYuan},
                         {"indicator.labour-export", 7'800}}));
  EXPECT_EQ(stated_figures, 18);
}

TEST(LedgerSampleTest, HubeiHasTwoYearsOfEveryKind) {
  const Kept kept(MakeHubei(kLedgerSeed));
  EXPECT_TRUE(kept.state().unreadable().empty());
  for (const int year : {2014, 2015}) {
    std::set<std::string> funds;
    const pb::Report report = kept.Year(year);
    for (const pb::ReportSection& section : report.sections()) {
      for (const pb::Figure& figure : section.figures()) {
        if (figure.amount_fen() > 0) funds.insert(figure.key());
      }
    }
    for (const char* kind :
         {"funds.policy", "funds.grant", "funds.cooperation"}) {
      EXPECT_TRUE(funds.contains(kind)) << year << " " << kind;
    }
  }
}

TEST(LedgerSampleTest, AnotherSeedComesToTheSameTotals) {
  const pb::Report report = Kept(MakeChongqing(7)).Year(2004);
  std::map<std::string, int64_t> values;
  for (const pb::ReportSection& section : report.sections()) {
    for (const pb::Figure& figure : section.figures()) {
      values[figure.key()] = ValueOf(figure);
    }
  }
  for (const pb::ReportSection& section : Report2004().sections()) {
    for (const pb::Figure& figure : section.figures()) {
      EXPECT_EQ(values[figure.key()], ValueOf(figure)) << figure.key();
    }
  }
}

}  // namespace
}  // namespace duikou::sample
