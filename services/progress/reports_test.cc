#include "services/progress/reports.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/testing/cases.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/progress/agreement_filter.h"
#include "services/progress/figure_keys.h"
#include "services/progress/ledger_queries.h"
#include "services/progress/proportions.h"
#include "services/progress/report_figures.h"
#include "services/progress/testing/random_ledger.h"
#include "services/rpc/call_context.h"
#include "services/rpc/testing/parse_text.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Figure;
using pb::Report;
using ::testing::HasSubstr;
using testing::Parse;
using testing::RandomLedger;
using ::testing::StartsWith;

// The reports of a ledger, and what their figures open.
class Ledger {
 public:
  explicit Ledger(const RandomLedger& ledger)
      : state_(testing::StateOf(ledger)) {
    testing::WriteLedger(ledger, store_);
  }

  absl::StatusOr<Report> Get(const std::string& request,
                             Reach reach = Reach::All()) {
    CallContext call(CallOptions(), ids_);
    call.SetReach(std::move(reach));
    return reports_.GetReport(call, Parse<pb::GetReportRequest>(absl::StrCat(
                                        "parent: 'programmes/h' ", request)));
  }

  // What is listed with the figure's filter comes to the figure.
  void Open(const Figure& figure) {
    SCOPED_TRACE(figure.ShortDebugString());
    if (figure.has_ledger_filter()) return OpenLedger(figure);
    if (figure.has_agreement_filter()) return OpenAgreements(figure);
    EXPECT_TRUE(absl::StartsWith(figure.key(), "target."));
    EXPECT_EQ(figure.value_case(), Figure::VALUE_NOT_SET);
  }

  const LedgerState& state() const { return *state_; }

 private:
  void OpenLedger(const Figure& figure) {
    CallContext call(CallOptions(), ids_);
    pb::ListLedgerEntriesRequest request;
    request.set_parent("programmes/h");
    request.set_page_size(1);
    *request.mutable_filter() = figure.ledger_filter();
    const auto list = queries_.ListLedgerEntries(call, request);
    ASSERT_TRUE(list.ok()) << list.status();
    if (absl::StartsWith(figure.key(), "entries.")) {
      EXPECT_EQ(figure.count(), list->entry_count());
      return;
    }
    int64_t sum = 0;
    for (const pb::FilteredSum& of : list->sums()) {
      EXPECT_EQ(figure.has_amount_fen(), !of.fund_kind().empty());
      sum += of.amount_fen() + of.value();
    }
    EXPECT_EQ(ValueOf(figure), sum);
    EXPECT_EQ(figure.sources().empty(), list->sums().empty());
  }

  void OpenAgreements(const Figure& figure) {
    AgreementTotals listed = TotalsOf(figure.agreement_filter());
    if (figure.key() == "agreements.contract-total") {
      EXPECT_EQ(figure.amount_fen(), listed.contract_fen);
    } else if (figure.key() == "agreements.private-total") {
      EXPECT_EQ(figure.amount_fen(), listed.private_fen);
    } else if (figure.key() == "agreements.private-share") {
      EXPECT_EQ(figure.basis_points(),
                ShareBasisPoints(listed.private_fen, listed.contract_fen)
                    .value_or(0));
    } else if (figure.key() == "agreements.hundred-million-share") {
      pb::AgreementFilter all = figure.agreement_filter();
      all.clear_least_total_fen();
      EXPECT_EQ(
          figure.basis_points(),
          ShareBasisPoints(listed.count, TotalsOf(all).count).value_or(0));
    } else {
      EXPECT_TRUE(figure.has_count());
      EXPECT_EQ(figure.count(), listed.count);
    }
  }

  AgreementTotals TotalsOf(const pb::AgreementFilter& filter) const {
    const auto areas = state_->AreasWithin(filter.area());
    const auto sectors = state_->SectorsWithin(filter.sector());
    const AgreementMatcher matcher(filter, areas, sectors);
    AgreementTotals totals;
    for (const auto& [id, agreement] : state_->agreements()) {
      if (!matcher.Matches(agreement)) continue;
      ++totals.count;
      totals.contract_fen +=
          matcher.PartWithin(agreement, agreement.contract_total_fen());
      totals.private_fen +=
          matcher.PartWithin(agreement, agreement.private_total_fen());
    }
    return totals;
  }

  std::unique_ptr<LedgerState> state_;
  MemoryStore store_;
  RandomIdGenerator ids_;
  SystemClock clock_;
  LedgerViews views_{store_};
  LedgerQueries queries_{store_, views_};
  Reports reports_{views_, clock_};
};

void ForEachFigure(const Report& report,
                   const std::function<void(const Figure&)>& visit) {
  for (const pb::ReportSection& section : report.sections()) {
    for (const Figure& figure : section.figures()) visit(figure);
    for (const pb::ReportTable& table : section.tables()) {
      for (const Figure& figure : table.total().figures()) visit(figure);
      for (const pb::ReportRow& row : table.rows()) {
        for (const Figure& figure : row.figures()) visit(figure);
      }
    }
  }
}

void ExpectColumnsAddUp(const pb::ReportTable& table) {
  for (int i = 0; i < table.columns_size(); ++i) {
    if (!table.columns(i).adds_up()) continue;
    int64_t sum = 0;
    int percent = 0;
    for (const pb::ReportRow& row : table.rows()) {
      sum += ValueOf(row.figures(i));
      percent += row.figures(i).percent_of_whole();
    }
    EXPECT_EQ(ValueOf(table.total().figures(i)), sum)
        << table.key() << " " << table.columns(i).key();
    EXPECT_TRUE(percent == 0 || percent == 100) << percent;
  }
}

const std::vector<std::string>& Requests() {
  static const auto* const kRequests = new std::vector<std::string>{
      "kind: KIND_PROGRAMME",
      "kind: KIND_PROGRAMME year: 2015",
      "kind: KIND_YEAR year: 2015",
      "kind: KIND_YEAR year: 2014 area: 'programmes/h/areas/a1'",
      "kind: KIND_YEAR year: 2016 signed_at: 'f1'",
      "kind: KIND_BULLETIN year: 2014",
      "kind: KIND_BULLETIN year: 2015 area: 'programmes/h/areas/g'",
      "kind: KIND_FUNNEL",
      "kind: KIND_FUNNEL year: 2015 signed_at: '*'",
      "kind: KIND_STATEMENT unit: 'programmes/h/units/u1'",
      "kind: KIND_STATEMENT unit: 'programmes/h/units/c1' year: 2015"};
  return *kRequests;
}

TEST(ReportsTest, EveryFigureOpensToExactlyWhatItSays) {
  for (int seed = 1; seed <= Cases(30); ++seed) {
    Ledger ledger(testing::MakeRandomLedger(seed, 200));
    for (const std::string& request : Requests()) {
      SCOPED_TRACE(absl::StrCat("seed ", seed, " ", request));
      const auto report = ledger.Get(request);
      ASSERT_TRUE(report.ok()) << report.status();
      ForEachFigure(*report,
                    [&](const Figure& figure) { ledger.Open(figure); });
      for (const pb::ReportSection& section : report->sections()) {
        for (const pb::ReportTable& table : section.tables()) {
          ExpectColumnsAddUp(table);
        }
      }
      if (::testing::Test::HasFailure()) return;
    }
  }
}

TEST(ReportsTest, EveryWordIsThereInBothLanguages) {
  Ledger ledger(testing::MakeRandomLedger(3, 200));
  for (const std::string& request : Requests()) {
    const auto report = ledger.Get(request);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_FALSE(report->title().zh().empty() || report->title().en().empty());
    EXPECT_TRUE(report->has_as_of_time());
    for (const auto& note : report->notes()) {
      EXPECT_FALSE(note.zh().empty() || note.en().empty());
    }
    for (const pb::ReportSection& section : report->sections()) {
      EXPECT_FALSE(section.title().zh().empty());
      for (const pb::ReportTable& table : section.tables()) {
        EXPECT_EQ(table.columns_size(), table.rows().empty()
                                            ? table.columns_size()
                                            : table.rows(0).figures_size());
      }
    }
  }
}

TEST(ReportsTest, WhatAReportNeedsIsNamed) {
  Ledger ledger(testing::MakeRandomLedger(3, 20));
  const std::map<std::string, std::string> wrong = {
      {"kind: KIND_YEAR", "INVALID_ARGUMENT: year"},
      {"kind: KIND_BULLETIN", "INVALID_ARGUMENT: year"},
      {"kind: KIND_STATEMENT", "INVALID_ARGUMENT: unit"},
      {"kind: KIND_STATEMENT unit: 'programmes/h/units/none'",
       "INVALID_ARGUMENT: unit"},
      {"kind: KIND_STATEMENT unit: 'programmes/q/units/u1'",
       "INVALID_ARGUMENT: unit: programmes/q/units/u1 is of another"},
      {"kind: KIND_YEAR year: 2015 unit: 'programmes/h/units/u1'",
       "INVALID_ARGUMENT: unit: is for a statement alone"},
      {"kind: KIND_BULLETIN year: 2015 signed_at: '*'",
       "INVALID_ARGUMENT: signed_at"},
      {"kind: KIND_YEAR year: 2015 area: 'programmes/h/areas/none'",
       "INVALID_ARGUMENT: area"}};
  for (const auto& [request, message] : wrong) {
    EXPECT_THAT(ledger.Get(request).status().ToString(), StartsWith(message));
  }
}

// What a figure is measured in, by what it shows; none: it shows nothing.
std::optional<FigureMeasure> MeasureShown(const Figure& figure) {
  if (figure.has_amount_fen()) return FigureMeasure::kMoney;
  if (figure.has_count()) return FigureMeasure::kCount;
  if (figure.has_basis_points()) return FigureMeasure::kRate;
  return std::nullopt;
}

TEST(ReportsTest, WhatTheYearAndTheProgrammeShowMayBeStated) {
  Ledger ledger(testing::MakeRandomLedger(3, 200));
  const LedgerState& state = ledger.state();
  for (const char* request :
       {"kind: KIND_PROGRAMME", "kind: KIND_YEAR year: 2014",
        "kind: KIND_YEAR year: 2015", "kind: KIND_YEAR year: 2016"}) {
    const auto report = ledger.Get(request);
    ASSERT_TRUE(report.ok()) << report.status();
    for (const pb::ReportSection& section : report->sections()) {
      for (const Figure& figure : section.figures()) {
        const auto of =
            state.indicators().find(IndicatorOfFigure(figure.key()));
        const auto measure = MeasureOfFigure(
            figure.key(), *state.programme(),
            of == state.indicators().end() ? nullptr : &of->second);
        ASSERT_TRUE(measure.has_value()) << figure.key();
        EXPECT_EQ(MeasureShown(figure).value_or(*measure), *measure)
            << figure.key();
      }
    }
  }
  EXPECT_EQ(MeasureOfFigure("funds.none", *state.programme(), nullptr),
            std::nullopt);
  EXPECT_EQ(MeasureOfFigure("agreements.none", *state.programme(), nullptr),
            std::nullopt);
}

TEST(ReportsTest, OpeningFiguresHaveAYearBeforeTheFirst) {
  Ledger ledger(testing::MakeRandomLedger(3, 20));
  EXPECT_TRUE(ledger.Get("kind: KIND_YEAR year: 2013").ok());
  EXPECT_THAT(ledger.Get("kind: KIND_YEAR year: 2012").status().ToString(),
              StartsWith("INVALID_ARGUMENT: year: 2012 is outside"));
}

TEST(ReportsTest, AStatementIsForWhoReachesTheUnit) {
  Ledger ledger(testing::MakeRandomLedger(3, 20));
  const Reach reach{.member = true,
                    .supporter = {.units = {"u1"}, .guided = true}};
  const std::string of = "kind: KIND_STATEMENT unit: 'programmes/h/units/";
  EXPECT_TRUE(ledger.Get(absl::StrCat(of, "u1'"), reach).ok());
  EXPECT_TRUE(ledger.Get(absl::StrCat(of, "u2'"), reach).ok());
  EXPECT_EQ(ledger.Get(absl::StrCat(of, "u3'"), reach).status().code(),
            absl::StatusCode::kPermissionDenied);
  // The others are published.
  EXPECT_TRUE(ledger.Get("kind: KIND_YEAR year: 2015", reach).ok());
}

class StatedFiguresBesideTest : public ::testing::Test {
 protected:
  // A year with 12,345 fen of k1.
  StatedFiguresBesideTest() : state_("h") {
    state_.SetProgramme(testing::RandomProgramme());
    Put("ledgerEntries", "u1--2015--0000001", Parse<pb::LedgerEntry>(R"(
      supporter: 'programmes/h/units/u1' date: '2015-02-03'
      disbursement { fund_kind: 'k1' amount_fen: 12345 }
      state: STATE_CONFIRMED figure_source: FIGURE_SOURCE_OFFICE)"));
  }

  template <typename T>
  void Put(const std::string& collection, const std::string& id, T record) {
    record.set_name(absl::StrCat("programmes/h/", collection, "/", id));
    state_.Take({.collection = collection,
                 .id = id,
                 .value = record.SerializeAsString()});
  }
  // Whether what is stated of the year's k1 differs; the text is its message.
  bool Differs(const std::string& stated) {
    Put("statedFigures", "f",
        Parse<pb::StatedFigure>(
            absl::StrCat("figure: 'funds.k1' source: 's' ", stated)));
    const auto report = MakeReport(
        state_, Parse<pb::GetReportRequest>("kind: KIND_YEAR year: 2015"));
    for (const pb::ReportSection& section : report->sections()) {
      for (const Figure& figure : section.figures()) {
        if (figure.key() != "funds.k1") continue;
        EXPECT_EQ(figure.amount_fen(), 12345);
        EXPECT_EQ(figure.stated_size(), 1);
        return figure.stated_size() == 1 && figure.stated(0).differs();
      }
    }
    ADD_FAILURE() << "there is no such figure";
    return false;
  }

  LedgerState state_;
};

TEST_F(StatedFiguresBesideTest, DifferWhereTheyAreFurtherOffThanTheirRounding) {
  EXPECT_FALSE(Differs("year: 2015 amount_fen: 12345"));
  EXPECT_FALSE(Differs("year: 2015 amount_fen: 12300 tolerance: 45"));
  EXPECT_TRUE(Differs("year: 2015 amount_fen: 12300 tolerance: 44"));
  EXPECT_TRUE(Differs("year: 2015 amount_fen: 12346"));
  EXPECT_TRUE(Differs("year: 2015 count: 12345"));
}

TEST_F(StatedFiguresBesideTest, ATargetThatIsCitedDoesNotDiffer) {
  EXPECT_FALSE(Differs("amount_fen: 99 target: true"));
}

TEST_F(StatedFiguresBesideTest, OneOfAnotherYearIsNotThere) {
  Put("statedFigures", "f",
      Parse<pb::StatedFigure>("figure: 'funds.k1' year: 2014 amount_fen: 1"));
  const auto report = MakeReport(
      state_, Parse<pb::GetReportRequest>("kind: KIND_YEAR year: 2015"));
  EXPECT_THAT(report->DebugString(), ::testing::Not(HasSubstr("stated {")));
}

}  // namespace
}  // namespace duikou
