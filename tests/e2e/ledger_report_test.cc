// The ledger of the sample Chongqing 2004, entered by a client on both layouts:
// the year's figures, and of every report that each figure opens to exactly the
// entries and agreements that it is made of.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "deploy/sample/programme.h"
#include "deploy/sample/progress_loader.h"
#include "gtest/gtest.h"
#include "services/progress/proportions.h"
#include "services/progress/report_figures.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::progress::v1;
using ProgressStub = pb::ProgressService::Stub;
using ReportStub = pb::ReportService::Stub;

constexpr char kParent[] = "programmes/chongqing";

// Each layout has the sample once, for all tests.
struct Loaded {
  std::unique_ptr<Deployment> deployment;
  std::string revision;
};

// One more write; its revision has all that was written before.
std::string WriteOne(Deployment& deployment, const std::string& programme) {
  ReportStub report(deployment.channel("progress"));
  pb::CreateStatedFigureRequest last;
  last.set_parent(absl::StrCat("programmes/", programme));
  last.mutable_stated_figure()->set_figure("agreements.new");
  last.mutable_stated_figure()->set_count(1);
  last.mutable_stated_figure()->set_source("test");
  const auto written = Do(report, &ReportStub::CreateStatedFigure, last);
  DUIKOU_CHECK(written.ok()) << written;
  return written.revision;
}

Loaded Load(Layout layout) {
  Loaded loaded;
  auto started = Deployment::Start(layout);
  DUIKOU_CHECK(started.ok()) << started.status().ToString();
  loaded.deployment = *std::move(started);
  const auto imported = ImportSample(*loaded.deployment, "chongqing");
  DUIKOU_CHECK(imported.ok()) << imported.status().ToString();
  const auto channel = loaded.deployment->channel("progress");
  const sample::Programme programme = sample::MakeChongqing(2014);
  const grpc::Status status =
      sample::ProgressLoader(channel, "").Load(programme);
  DUIKOU_CHECK(status.ok()) << status.error_message();
  loaded.revision = WriteOne(*loaded.deployment, "chongqing");
  return loaded;
}

class LedgerReportTest : public ::testing::TestWithParam<Layout> {
 protected:
  LedgerReportTest()
      : channel_(Kept().deployment->channel("progress")),
        progress_(channel_),
        report_(channel_) {}

  static void TearDownTestSuite() { AllKept().clear(); }

  pb::Report Get(pb::Report::Kind kind, int year, const std::string& unit) {
    pb::GetReportRequest request;
    request.set_parent(kParent);
    request.set_kind(kind);
    request.set_year(year);
    request.set_unit(unit);
    const auto answer =
        Do(report_, &ReportStub::GetReport, request, AtRevision());
    EXPECT_TRUE(answer.ok()) << answer;
    return answer.response;
  }

  // What the listed entries come to, added up one by one where they are whole
  // within the filter.
  void OpenLedger(const pb::Figure& figure) {
    pb::ListLedgerEntriesRequest request;
    request.set_parent(kParent);
    request.set_page_size(1'000);
    *request.mutable_filter() = figure.ledger_filter();
    const auto answer =
        Do(progress_, &ProgressStub::ListLedgerEntries, request, AtRevision());
    ASSERT_TRUE(answer.ok()) << answer;
    const pb::ListLedgerEntriesResponse& list = answer.response;
    ASSERT_TRUE(list.next_page_token().empty());
    EXPECT_EQ(list.ledger_entries_size(), list.entry_count());
    if (absl::StartsWith(figure.key(), "entries.")) {
      EXPECT_EQ(figure.count(), list.entry_count());
      return;
    }
    int64_t sum = 0;
    for (const pb::FilteredSum& of : list.sums()) {
      sum += of.amount_fen() + of.value();
    }
    EXPECT_EQ(ValueOf(figure), sum);
    if (!figure.ledger_filter().area().empty() ||
        !figure.ledger_filter().sector().empty()) {
      return;
    }
    int64_t one_by_one = 0;
    for (const pb::LedgerEntry& entry : list.ledger_entries()) {
      one_by_one += entry.disbursement().amount_fen() + entry.count().value();
    }
    EXPECT_EQ(one_by_one, sum);
  }

  AgreementTotals TotalsOf(const pb::AgreementFilter& filter) {
    pb::ListAgreementsRequest request;
    request.set_parent(kParent);
    request.set_page_size(1'000);
    request.set_supporter(filter.supporter());
    request.set_recipient(filter.recipient());
    *request.mutable_stages() = filter.stages();
    request.set_active_year(filter.active_year());
    request.set_signed_at(filter.signed_at());
    request.set_novelty(filter.novelty());
    request.set_least_total_fen(filter.least_total_fen());
    const auto answer =
        Do(progress_, &ProgressStub::ListAgreements, request, AtRevision());
    EXPECT_TRUE(answer.ok()) << answer;
    AgreementTotals totals;
    for (const pb::Agreement& agreement : answer.response.agreements()) {
      ++totals.count;
      totals.contract_fen += agreement.contract_total_fen();
      totals.private_fen += agreement.private_total_fen();
    }
    return totals;
  }

  void OpenAgreements(const pb::Figure& figure) {
    const AgreementTotals listed = TotalsOf(figure.agreement_filter());
    if (figure.key() == "agreements.contract-total") {
      EXPECT_EQ(figure.amount_fen(), listed.contract_fen);
    } else if (figure.key() == "agreements.private-total") {
      EXPECT_EQ(figure.amount_fen(), listed.private_fen);
    } else if (figure.key() == "agreements.private-share") {
      EXPECT_EQ(figure.basis_points(),
                ShareBasisPoints(listed.private_fen, listed.contract_fen));
    } else if (figure.key() == "agreements.hundred-million-share") {
      pb::AgreementFilter all = figure.agreement_filter();
      all.clear_least_total_fen();
      EXPECT_EQ(figure.basis_points(),
                ShareBasisPoints(listed.count, TotalsOf(all).count));
    } else {
      EXPECT_EQ(figure.count(), listed.count);
    }
  }

  void Open(const pb::Figure& figure) {
    SCOPED_TRACE(figure.ShortDebugString());
    if (figure.has_ledger_filter()) return OpenLedger(figure);
    if (figure.has_agreement_filter()) return OpenAgreements(figure);
    EXPECT_TRUE(absl::StartsWith(figure.key(), "target."));
  }

  static Deployment& Server() { return *Kept().deployment; }
  ProgressStub& progress() { return progress_; }
  // A revision that has all that was written so far.
  std::string HeadOf(const std::string& programme) {
    return WriteOne(*Kept().deployment, programme);
  }

  void OpenAll(const pb::Report& report) {
    for (const pb::ReportSection& section : report.sections()) {
      for (const pb::Figure& figure : section.figures()) Open(figure);
      for (const pb::ReportTable& table : section.tables()) {
        for (const pb::Figure& figure : table.total().figures()) Open(figure);
        for (const pb::ReportRow& row : table.rows()) {
          for (const pb::Figure& figure : row.figures()) Open(figure);
        }
      }
    }
  }

 private:
  static std::map<Layout, Loaded>& AllKept() {
    static auto& kept = *new std::map<Layout, Loaded>();
    return kept;
  }
  static const Loaded& Kept() {
    const auto found = AllKept().find(GetParam());
    if (found != AllKept().end()) return found->second;
    return AllKept().emplace(GetParam(), Load(GetParam())).first->second;
  }
  static CallSettings AtRevision() { return {.min_revision = Kept().revision}; }

  const std::shared_ptr<grpc::Channel> channel_;
  ProgressStub progress_;
  ReportStub report_;
};

TEST_P(LedgerReportTest, TheYearComesToTheReportsFigures) {
  const pb::Report report = Get(pb::Report::KIND_YEAR, 2004, "");
  std::map<std::string, int64_t> values;
  std::map<std::string, int> growth;
  for (const pb::ReportSection& section : report.sections()) {
    for (const pb::Figure& figure : section.figures()) {
      values[figure.key()] = ValueOf(figure);
      growth[figure.key()] = figure.growth_basis_points();
    }
  }
  constexpr int64_t kWan = 1'000'000;
  const std::map<std::string, int64_t> printed = {
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
      {"funds.signed.in-place", 116'530 * kWan},
      {"funds.signed.supporters", 107'800 * kWan},
      {"funds.signed.recipients", 8'730 * kWan},
      {"agreements.stage.in-production", 18},
      {"agreements.stage.building", 26},
      {"agreements.stage.preparing", 15},
      {"agreements.stage.negotiating", 3}};
  for (const auto& [key, value] : printed) {
    EXPECT_EQ(values[key], value) << key;
  }
  EXPECT_EQ(growth["funds.in-place"], 47'00);
  EXPECT_EQ(growth["funds.grant"], 12'00);
}

TEST_P(LedgerReportTest, EveryFigureOpensToExactlyWhatItSays) {
  OpenAll(Get(pb::Report::KIND_YEAR, 2004, ""));
  OpenAll(Get(pb::Report::KIND_PROGRAMME, 0, ""));
  OpenAll(Get(pb::Report::KIND_BULLETIN, 2004, ""));
  OpenAll(Get(pb::Report::KIND_FUNNEL, 2004, ""));
  OpenAll(Get(pb::Report::KIND_STATEMENT, 2004,
              "programmes/chongqing/units/shanghai"));
}

TEST_P(LedgerReportTest, HubeiIsEnteredLikewiseAndTwiceIsOnce) {
  ASSERT_TRUE(ImportSample(Server(), "hubei").ok());
  const sample::Programme programme = sample::MakeHubei(2014);
  for (int time = 0; time < 2; ++time) {
    sample::ProgressLoader loader(Server().channel("progress"), "");
    const grpc::Status status = loader.Load(programme);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  pb::ListLedgerEntriesRequest request;
  request.set_parent("programmes/hubei");
  request.set_page_size(1);
  const auto list = Do(progress(), &ProgressStub::ListLedgerEntries, request,
                       {.min_revision = HeadOf("hubei")});
  ASSERT_TRUE(list.ok()) << list;
  EXPECT_EQ(list.response.entry_count(),
            static_cast<int64_t>(programme.ledger_entries.size()));
}

DUIKOU_ON_BOTH_LAYOUTS(LedgerReportTest);

}  // namespace
}  // namespace duikou::e2e
