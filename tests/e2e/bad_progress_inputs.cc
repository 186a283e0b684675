#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/type/v1/table.pb.h"
#include "tests/e2e/bad_inputs.h"

namespace duikou::e2e {
namespace {

using enum grpc::StatusCode;

constexpr char kInProgramme[] = "parent: 'programmes/p' ";
// An entry that is good; later values of a field win.
constexpr char kGoodEntry[] =
    "supporter: 'programmes/p/units/u1' recipient: 'programmes/p/units/u2' "
    "date: '2016-06-01' figure_source: FIGURE_SOURCE_SUPPORTER "
    "source_document: 'x' "
    "disbursement { fund_kind: 'grant' amount_fen: 500 } ";

std::string EntryNamed(const std::string& id) {
  return absl::StrCat("name: 'programmes/p/ledgerEntries/", id, "' ");
}

// The entry with the change.
BadInput Changed(const std::string& what, const std::string& change,
                 const std::string& message,
                 grpc::StatusCode code = INVALID_ARGUMENT) {
  return {
      what, "ProgressService/CreateLedgerEntry",
      absl::StrCat(kInProgramme, "ledger_entry { ", kGoodEntry, change, " }"),
      code, message};
}

std::vector<BadInput> BadFacts() {
  const std::string half =
      "placements { area: 'programmes/p/areas/a1' "
      "sector: 'programmes/p/sectors/s2' parts: 5000 } ";
  return {
      Changed("an entry of a day that does not exist", "date: '2015-02-29'",
              "ledger_entry.date: "),
      Changed("an entry of a date in other words", "date: '2015年6月1日'",
              "ledger_entry.date: "),
      Changed("an entry of a day to come", "date: '2099-01-01' period: 2020",
              "ledger_entry.date: 2099-01-01 is yet to come"),
      Changed("money that is taken back by a negative entry",
              "disbursement { amount_fen: -500 }",
              "disbursement.amount_fen: -500 must be more than 0"),
      Changed("no money at all", "disbursement { amount_fen: 0 }",
              "disbursement.amount_fen: is required"),
      Changed("more money than there is",
              "disbursement { amount_fen: 9223372036854775807 }",
              "disbursement.amount_fen: 9223372036854775807 is above"),
      Changed("money of an unknown fund kind",
              "disbursement { fund_kind: 'gold' }", "gold"),
      Changed("money of a kind that the unit may not give",
              "disbursement { fund_kind: 'policy' }",
              "ledger_entry.disbursement.fund_kind: "),
      Changed("parts that do not add up", half,
              "placements: their parts add up to 5000, not 10000"),
      Changed("one place twice", half + half,
              "placements[1]: names an area and sector twice"),
      Changed("a part of nothing",
              half + "placements { area: 'programmes/p/areas/a2' "
                     "sector: 'programmes/p/sectors/s2' parts: 0 }",
              "placements[1].parts: is required"),
      Changed("an entry of a supporter that only receives",
              "supporter: 'programmes/p/units/u2'",
              "programmes/p/units/u2 is not on SIDE_SUPPORTER"),
      Changed("an entry of a unit that is not there",
              "supporter: 'programmes/p/units/none'",
              "supporter: programmes/p/units/none does not exist"),
      Changed("an entry of another programme's unit",
              "supporter: 'programmes/q/units/v1'",
              "programmes/q/units/v1 is of another programme"),
      Changed("an entry received by who only gives",
              "recipient: 'programmes/p/units/u3'",
              "recipient: programmes/p/units/u3 is not a recipient"),
      Changed("an entry without a source", "figure_source: 0",
              "ledger_entry.figure_source: is required"),
      Changed("an entry of a source that nobody knows", "figure_source: 77",
              "ledger_entry.figure_source: "),
      Changed("an entry without a paper", "source_document: ''",
              "ledger_entry.source_document: is required"),
      Changed("a count of an indicator that is not there",
              "count { indicator: 'programmes/p/indicators/none' value: 1 }",
              "programmes/p/indicators/none does not exist"),
      {"an entry of no programme", "ProgressService/CreateLedgerEntry",
       absl::StrCat("parent: 'programmes/none' ledger_entry { ", kGoodEntry,
                    "}"),
       NOT_FOUND, "programmes/none"},
  };
}

std::vector<BadInput> BadPeriods() {
  return {
      Changed("an entry counted before it happened", "period: 2015",
              "period: 2015 is before the year of the date"),
      Changed("an entry of a year outside the programme", "period: 2021",
              "ledger_entry.period: "),
      Changed("money of the year before the first",
              "date: '2013-06-01' period: 2013", "only opening figures are"),
      Changed("an entry of a settled year", "date: '2015-06-01'",
              "the year 2015 of programmes/p/units/u1 is settled; the first "
              "open one is 2016",
              FAILED_PRECONDITION),
      Changed("an alternative to another supporter's figure",
              "supporter: 'programmes/p/units/u3' "
              "alternative_to: 'programmes/p/ledgerEntries/u1--2016--0000001'",
              "alternative_to: is of another supporter"),
      Changed("an alternative to another year's figure",
              "alternative_to: 'programmes/p/ledgerEntries/u1--2015--0000001'",
              "alternative_to: is of another period"),
      Changed("an alternative to nothing",
              "alternative_to: 'programmes/p/ledgerEntries/u1--2016--0000099'",
              "does not exist"),
      Changed("a correction of a year that is open",
              "date: '2017-01-01' corrects: "
              "'programmes/p/ledgerEntries/u1--2016--0000001'",
              "corrects: is of 2016, which is not settled"),
      Changed("a correction of another supporter's entry",
              "supporter: 'programmes/p/units/u3' "
              "corrects: 'programmes/p/ledgerEntries/u1--2015--0000001'",
              "corrects: is of another supporter"),
  };
}

std::vector<BadInput> BadAnswers() {
  const std::string reason = "reason: 'x' ";
  return {
      {"what is reversed, reversed again", "ProgressService/ReverseLedgerEntry",
       EntryNamed("u1--2016--0000002") + reason, FAILED_PRECONDITION,
       "is reversed already, by programmes/p/ledgerEntries/u1--2016--0000003"},
      {"a reversal reversed", "ProgressService/ReverseLedgerEntry",
       EntryNamed("u1--2016--0000003") + reason, FAILED_PRECONDITION,
       "is a reversal itself"},
      {"a reversal without a reason", "ProgressService/ReverseLedgerEntry",
       EntryNamed("u1--2016--0000001"), INVALID_ARGUMENT,
       "reason: is required"},
      {"a reversal by a stale etag", "ProgressService/ReverseLedgerEntry",
       EntryNamed("u1--2016--0000001") + reason + "etag: '\"1\"'", ABORTED,
       "programmes/p/ledgerEntries/u1--2016--0000001"},
      {"one's own confirmed entry confirmed",
       "ProgressService/ConfirmLedgerEntry", EntryNamed("u1--2016--0000001"),
       FAILED_PRECONDITION, "is confirmed already"},
      {"a confirmed entry disputed", "ProgressService/DisputeLedgerEntry",
       EntryNamed("u1--2016--0000001") + reason, FAILED_PRECONDITION,
       "does not wait for confirmation"},
      {"an entry that is not there, confirmed",
       "ProgressService/ConfirmLedgerEntry", EntryNamed("u1--2016--0000099"),
       NOT_FOUND, "programmes/p/ledgerEntries/u1--2016--0000099"},
      {"a batch with one bad entry", "ProgressService/BatchCreateLedgerEntries",
       absl::StrCat(kInProgramme, "requests { ", kInProgramme,
                    "ledger_entry { ", kGoodEntry, "} } requests { ",
                    kInProgramme, "ledger_entry { ", kGoodEntry,
                    "date: '2016-13-01' } }"),
       INVALID_ARGUMENT, "requests[1].ledger_entry.date: "},
      {"a batch of nothing", "ProgressService/BatchCreateLedgerEntries",
       kInProgramme, INVALID_ARGUMENT, "requests: is required"},
      {"a batch for two programmes", "ProgressService/BatchCreateLedgerEntries",
       absl::StrCat(kInProgramme,
                    "requests { parent: 'programmes/q' ledger_entry { ",
                    kGoodEntry, "} }"),
       INVALID_ARGUMENT, "requests[0].parent: must be that of the batch"},
      {"the ledger of no programme verified", "ProgressService/VerifyLedger",
       "parent: 'programmes/none'", NOT_FOUND, "programmes/none"},
  };
}

std::vector<BadInput> BadSettlements() {
  const std::string u1_2015 = "name: 'programmes/p/settlements/u1--2015' ";
  const std::string u1_2016 = "name: 'programmes/p/settlements/u1--2016' ";
  const std::string seen = "figures_digest: '00' ";
  const std::string create = "SettlementService/CreateAssessment";
  const auto assess = [](const std::string& items) {
    return absl::StrCat(kInProgramme, "assessment_id: '2017' assessment { ",
                        items, " }");
  };
  return {
      {"a settled year signed", "SettlementService/SignSettlement",
       u1_2015 + seen, FAILED_PRECONDITION, "is settled"},
      {"a settled year settled again", "SettlementService/SettleYear",
       u1_2015 + seen, FAILED_PRECONDITION, "is settled already"},
      {"a settled year's signature taken back",
       "SettlementService/WithdrawSignature", u1_2015, FAILED_PRECONDITION,
       "is settled"},
      {"figures signed that were not seen", "SettlementService/SignSettlement",
       u1_2016 + seen, ABORTED, "figures_digest: the figures of"},
      {"a year signed unseen", "SettlementService/SignSettlement", u1_2016,
       INVALID_ARGUMENT, "figures_digest: is required"},
      {"a year settled that nobody signed", "SettlementService/SettleYear",
       u1_2016 + seen, FAILED_PRECONDITION, "the unit has not signed"},
      {"the year of a unit that only receives",
       "SettlementService/GetSettlement",
       "name: 'programmes/p/settlements/u2--2015'", NOT_FOUND,
       "programmes/p/settlements/u2--2015 does not exist"},
      {"a year outside the programme", "SettlementService/GetSettlement",
       "name: 'programmes/p/settlements/u1--2021'", NOT_FOUND,
       "programmes/p/settlements/u1--2021 does not exist"},
      {"settlements of a year outside the programme",
       "SettlementService/ListSettlements",
       absl::StrCat(kInProgramme, "year: 2021"), INVALID_ARGUMENT, "year: "},
      {"an assessment of no year", create,
       absl::StrCat(kInProgramme, "assessment_id: 'next' assessment { }"),
       INVALID_ARGUMENT, "assessment_id: \"next\" is not one of"},
      {"an assessment of a settled year", create,
       absl::StrCat(kInProgramme, "assessment_id: '2015' assessment { }"),
       FAILED_PRECONDITION, "programmes/p/settlements/u1--2015 is settled"},
      {"an item of nothing", create, assess("items { id: 'a' weight: 1 }"),
       INVALID_ARGUMENT, "items[0]: is either of a fund kind or"},
      {"an item of no weight", create,
       assess("items { id: 'a' fund_kind: 'grant' }"), INVALID_ARGUMENT,
       "items[0].weight: is required"},
      {"an item of an unknown fund kind", create,
       assess("items { id: 'a' weight: 1 fund_kind: 'gold' }"),
       INVALID_ARGUMENT, "the programme has no \"gold\""},
      {"one fund kind weighed twice", create,
       assess("items { id: 'a' weight: 1 fund_kind: 'grant' } "
              "items { id: 'b' weight: 1 fund_kind: 'grant' }"),
       INVALID_ARGUMENT, "items[1]: weighs what an earlier item weighs"},
      {"two items of one id", create,
       assess("items { id: 'a' weight: 1 fund_kind: 'grant' } "
              "items { id: 'a' weight: 1 fund_kind: 'policy' }"),
       INVALID_ARGUMENT, "items[1].id: "},
      {"a source twice in the order", create,
       assess("source_order: 3 source_order: 3"), INVALID_ARGUMENT,
       "source_order[1]: stands there twice"},
  };
}

// A sheet of entries that is read: what is wrong is told by row.
BadInput EntryRows(const std::string& what, const std::string& row,
                   const std::string& problem) {
  const auto bytes = [row] {
    type::v1::ImportResourcesRequest request;
    request.set_parent("programmes/p");
    request.set_collection("ledgerEntries");
    request.set_content(absl::StrCat(
        "条目编号,日期,支援单位编号,资金类别,到位金额（万元）,指标编号,数量,"
        "数据来源,凭证\n",
        row, "\n"));
    return request.SerializeAsString();
  };
  return {what,    "ProgressService/ImportResources",
          "",      OK,
          problem, {.bytes = bytes}};
}

std::vector<BadInput> BadEntryRows() {
  return {
      EntryRows("a row of a negative amount",
                ",2016-06-01,u1,grant,-3,,,supporter,x",
                "2E: -3000000 must be more than 0"),
      EntryRows("a row of money and a count",
                ",2016-06-01,u1,grant,3,jobs,2,supporter,x", "2F: "),
      EntryRows("a row of a settled year",
                ",2015-06-01,u1,grant,3,,,supporter,x",
                "is settled; the first open one is 2016"),
      EntryRows("a row of an amount in no money",
                ",2016-06-01,u1,grant,三万,,,supporter,x", "2E: "),
      EntryRows("a row that changes an entry",
                "u1--2016--0000001,2016-06-01,u1,grant,3,,,supporter,x",
                "an entry is never changed"),
      EntryRows("a row of an entry that is not there",
                "u1--2016--0000099,2016-06-01,u1,grant,3,,,supporter,x",
                "no entry has this id"),
      EntryRows("a row without a date", ",,u1,grant,3,,,supporter,x", "2B: "),
  };
}

}  // namespace

std::vector<BadInput> BadProgressInputs() {
  std::vector<BadInput> all;
  for (auto part :
       {BadFacts, BadPeriods, BadAnswers, BadSettlements, BadEntryRows}) {
    for (BadInput& input : part()) all.push_back(std::move(input));
  }
  return all;
}

}  // namespace duikou::e2e
