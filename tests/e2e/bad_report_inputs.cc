#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/bad_inputs.h"

namespace duikou::e2e {
namespace {

using enum grpc::StatusCode;

constexpr char kInP[] = "parent: 'programmes/p' ";

std::string Repeated(int times, const std::string& text) {
  std::string all;
  for (int i = 0; i < times; ++i) absl::StrAppend(&all, text);
  return all;
}

BadInput Query(const std::string& what, const std::string& asked,
               const std::string& message,
               grpc::StatusCode code = INVALID_ARGUMENT) {
  return {what, "ReportService/QueryLedger", absl::StrCat(kInP, asked), code,
          message};
}

BadInput Filter(const std::string& what, const std::string& filter,
                const std::string& message) {
  return Query(what, absl::StrCat("filter { ", filter, " }"),
               absl::StrCat("filter.", message));
}

std::vector<BadInput> BadQueries() {
  return {
      {"sums of nothing", "ReportService/QueryLedger", "", INVALID_ARGUMENT,
       "parent: is required"},
      Query("sums of no programme", "parent: 'programmes/none'",
            "programmes/none", NOT_FOUND),
      Query("five dimensions",
            "dimensions: DIMENSION_AREA dimensions: DIMENSION_SECTOR "
            "dimensions: DIMENSION_SUPPORTER dimensions: DIMENSION_PERIOD "
            "dimensions: DIMENSION_PAYER",
            "dimensions: has 5 entries, at most 4 are allowed"),
      Query("a dimension twice",
            "dimensions: DIMENSION_AREA dimensions: DIMENSION_AREA",
            "dimensions[1]: DIMENSION_AREA is there already"),
      Query("a dimension of nothing", "dimensions: 0",
            "dimensions[0]: is not stated"),
      Query("a dimension that nobody knows", "dimensions: 99",
            "dimensions[0]: 99 is not a value of Dimension"),
      Query("a page of less than no sums", "page_size: -1",
            "page_size: -1 is negative"),
      Query("sums from a made-up page", "page_token: 'x'", "page_token: "),
  };
}

std::vector<BadInput> BadFilterTimes() {
  return {
      Filter("sums from a year below 0", "first_period: -1",
             "first_period: -1 is below 0"),
      Filter("sums from a year beyond all", "first_period: 2201",
             "first_period: 2201 is above 2200"),
      Filter("sums to a year beyond all", "last_period: 2201",
             "last_period: 2201 is above 2200"),
      Filter("years that end before they begin",
             "first_period: 2016 last_period: 2015",
             "last_period: 2015 is before first_period, 2016"),
      Filter("a thirteenth month", "month: 13", "month: 13 is above 12"),
      Filter("sums from a day that does not exist", "first_date: '2015-02-29'",
             "first_date: \"2015-02-29\" is not a date"),
      Filter("a date of more than a date", "first_date: '2015-02-281'",
             "first_date: has 11 characters, at most 10"),
      Filter("sums to a day in other words", "last_date: '2015/3/1'",
             "last_date: \"2015/3/1\" is not a date"),
      Filter("days that end before they begin",
             "first_date: '2015-03-02' last_date: '2015-03-01'",
             "last_date: 2015-03-01 is before first_date, 2015-03-02"),
      Filter("new in a year beyond all", "new_in_year: 2201",
             "new_in_year: 2201 is above 2200"),
  };
}

std::vector<BadInput> BadFilterNames() {
  return {
      Filter("sums of a supporter's mere id", "supporter: 'u1'",
             "supporter: \"u1\" is not of the form"),
      Filter("sums of a supporter that is not there",
             "supporter: 'programmes/p/units/none'",
             "supporter: programmes/p/units/none does not exist"),
      Filter("sums of another programme's supporter",
             "supporter: 'programmes/q/units/u1'",
             "supporter: programmes/q/units/u1 is of another programme"),
      Filter("sums of a recipient that is not there",
             "recipient: 'programmes/p/units/none'",
             "recipient: programmes/p/units/none does not exist"),
      Filter("sums of an area that is not there",
             "area: 'programmes/p/areas/none'",
             "area: programmes/p/areas/none does not exist"),
      Filter("sums of another programme's area",
             "area: 'programmes/q/areas/b1'",
             "area: programmes/q/areas/b1 is of another programme"),
      Filter("sums of a sector that is not there",
             "sector: 'programmes/p/sectors/none'",
             "sector: programmes/p/sectors/none does not exist"),
      Filter("sums of a project that is not there",
             "project: 'programmes/p/projects/none'",
             "project: programmes/p/projects/none does not exist"),
      Filter("sums of an agreement that is not there",
             "agreement: 'programmes/p/agreements/none'",
             "agreement: programmes/p/agreements/none does not exist"),
      Filter("sums of an indicator that is not there",
             "indicator: 'programmes/p/indicators/none'",
             "indicator: programmes/p/indicators/none does not exist"),
      Filter("a fair of 201 characters",
             absl::StrCat("signed_at: '", Repeated(201, "x"), "'"),
             "signed_at: has 201 characters, at most 200"),
      Filter("a fund kind that is no id", "fund_kind: 'Gold!'",
             "fund_kind: \"Gold!\" is not an id"),
      Filter("sums of an unknown fund kind", "fund_kind: 'gold'",
             "fund_kind: the programme has no \"gold\""),
  };
}

std::vector<BadInput> BadFilterKinds() {
  return {
      Filter("a kind of unit that nobody knows", "unit_kind: 99",
             "unit_kind: 99 is not a value of UnitKind"),
      Filter("a payer on no side", "payer: 9",
             "payer: 9 is not a value of Side"),
      Filter("a form of labour export that nobody knows", "labour_form: 99",
             "labour_form: 99 is not a value of LabourForm"),
      Filter("sums of what does not count", "states: STATE_REPORTED",
             "states: only what counts is added up"),
      Filter("a state of nothing", "states: 0", "states[0]: is not stated"),
      Filter("eleven states", Repeated(11, "states: STATE_CONFIRMED "),
             "states: has 11 entries, at most 10"),
      Filter("without a dimension that nobody knows", "without: 99",
             "without[0]: 99 is not a value of Dimension"),
      Filter("without 21 dimensions", Repeated(21, "without: DIMENSION_AREA "),
             "without: has 21 entries, at most 20"),
      {"entries of an area that is not there",
       "ProgressService/ListLedgerEntries",
       absl::StrCat(kInP, "filter { area: 'programmes/p/areas/none' }"),
       INVALID_ARGUMENT, "filter.area: programmes/p/areas/none does not exist"},
      {"entries of years that end before they begin",
       "ProgressService/ListLedgerEntries",
       absl::StrCat(kInP, "filter { first_period: 2016 last_period: 2015 }"),
       INVALID_ARGUMENT, "filter.last_period: 2015 is before first_period"},
  };
}

std::vector<BadInput> BadReports() {
  const auto report = [](const std::string& what, const std::string& asked,
                         const std::string& message,
                         grpc::StatusCode code = INVALID_ARGUMENT) {
    return BadInput{what, "ReportService/GetReport", absl::StrCat(kInP, asked),
                    code, message};
  };
  const std::string year = "kind: KIND_YEAR year: 2015 ";
  const std::string statement = "kind: KIND_STATEMENT ";
  return {
      {"a report of nothing", "ReportService/GetReport", "", INVALID_ARGUMENT,
       "parent: is required"},
      report("a report of no programme", year + "parent: 'programmes/none'",
             "programmes/none", NOT_FOUND),
      report("a report of no kind", "", "kind: is required"),
      report("a report that nobody knows", "kind: 77",
             "kind: 77 is not a value of Kind"),
      report("the year's report of no year", "kind: KIND_YEAR",
             "year: is needed for this report"),
      report("a bulletin of no year", "kind: KIND_BULLETIN",
             "year: is needed for this report"),
      report("a year below 0", "kind: KIND_YEAR year: -1",
             "year: -1 is below 0"),
      report("a year beyond all", "kind: KIND_YEAR year: 2201",
             "year: 2201 is above 2200"),
      report("a year after the programme", "kind: KIND_BULLETIN year: 2021",
             "year: 2021 is outside the programme's years 2014 to 2020"),
      report("a year two before the programme", "kind: KIND_YEAR year: 2012",
             "year: 2012 is outside the programme's years 2014 to 2020"),
      report("how far the programme was before it began",
             "kind: KIND_PROGRAMME year: 2013",
             "year: 2013 is outside the programme's years 2014 to 2020"),
      report("a statement of nobody", statement, "unit: is needed"),
      report("a statement of a mere id", statement + "unit: 'u1'",
             "unit: \"u1\" is not of the form"),
      report("a statement of a unit that is not there",
             statement + "unit: 'programmes/p/units/none'",
             "unit: programmes/p/units/none does not exist"),
      report("a statement of another programme's unit",
             statement + "unit: 'programmes/q/units/u1'",
             "unit: programmes/q/units/u1 is of another programme"),
      report("the year's report of one unit",
             year + "unit: 'programmes/p/units/u1'",
             "unit: is for a statement alone"),
      report("a report of an area that is not there",
             year + "area: 'programmes/p/areas/none'",
             "area: programmes/p/areas/none does not exist"),
      report("a report of another programme's area",
             year + "area: 'programmes/q/areas/b1'",
             "area: programmes/q/areas/b1 is of another programme"),
      report("a bulletin of a fair",
             "kind: KIND_BULLETIN year: 2015 signed_at: '*'",
             "signed_at: is for the funnel and the year alone"),
      report("a report of a fair of 201 characters",
             absl::StrCat(year, "signed_at: '", Repeated(201, "x"), "'"),
             "signed_at: has 201 characters, at most 200"),
  };
}

// What is stated, with the change.
BadInput Stated(const std::string& what, const std::string& change,
                const std::string& message) {
  return {what, "ReportService/CreateStatedFigure",
          absl::StrCat(kInP,
                       "stated_figure { figure: 'funds.grant' year: 2015 "
                       "amount_fen: 5 source: 'x' ",
                       change, " }"),
          INVALID_ARGUMENT, absl::StrCat("stated_figure.", message)};
}

std::vector<BadInput> BadStatedFigures() {
  return {
      Stated("a statement of no figure", "figure: ''", "figure: is required"),
      Stated("a figure of 101 characters",
             absl::StrCat("figure: '", Repeated(101, "x"), "'"),
             "figure: has 101 characters, at most 100"),
      Stated("a figure in other letters", "figure: '资金'",
             "figure: is letters a-z, digits, hyphens and dots"),
      Stated("a figure that no report has", "figure: 'agreements.privte'",
             "figure: the reports of a year and of the programme have no"),
      Stated("money of an unknown fund kind stated", "figure: 'funds.gold'",
             "figure: the reports of a year and of the programme have no"),
      Stated("an indicator stated that is not there",
             "figure: 'indicator.none'",
             "figure: the reports of a year and of the programme have no"),
      Stated("a target stated that is not there", "figure: 'target.none'",
             "figure: the reports of a year and of the programme have no"),
      Stated("a number stated of money", "count: 5",
             "count: the figure is money: give amount_fen"),
      Stated("money stated of a number", "figure: 'indicator.jobs'",
             "amount_fen: the figure is a number: give count"),
      Stated("money stated of a share", "figure: 'agreements.private-share'",
             "amount_fen: the figure is a rate: give basis_points"),
      Stated("stated of a year below 0", "year: -1", "year: -1 is below 0"),
      Stated("stated of a year beyond all", "year: 2201",
             "year: 2201 is above 2200"),
      Stated("stated of a year outside the programme", "year: 2021",
             "year: 2021 is outside the programme's years 2014 to 2020"),
      Stated("less than no money stated", "amount_fen: -1",
             "amount_fen: -1 is below 0"),
      Stated("more money stated than there is", "amount_fen: 9000000000000001",
             "amount_fen: 9000000000000001 is above 9000000000000000"),
      Stated("a negative number stated", "count: -1", "count: -1 is below 0"),
      Stated("a number beyond all stated", "count: 1000000000001",
             "count: 1000000000001 is above 1000000000000"),
      Stated("a rate below all stated", "basis_points: -1000001",
             "basis_points: -1000001 is below -1000000"),
      Stated("a rate beyond all stated", "basis_points: 1000001",
             "basis_points: 1000001 is above 1000000"),
      Stated("a negative tolerance", "tolerance: -1",
             "tolerance: -1 is below 0"),
      Stated("a tolerance beyond all", "tolerance: 9000000000000001",
             "tolerance: 9000000000000001 is above 9000000000000000"),
      Stated("stated nowhere", "source: ''", "source: is required"),
      Stated("stated in 501 characters",
             absl::StrCat("source: '", Repeated(501, "x"), "'"),
             "source: has 501 characters, at most 500"),
  };
}

std::vector<BadInput> BadStatedCalls() {
  const std::string good =
      "stated_figure { figure: 'funds.grant' amount_fen: 5 source: 'x' } ";
  const std::string create = "ReportService/CreateStatedFigure";
  const std::string update = "ReportService/UpdateStatedFigure";
  const std::string list = "ReportService/ListStatedFigures";
  const auto f1 = [](const std::string& change) {
    return absl::StrCat("stated_figure { name: 'programmes/p/statedFigures/f1'",
                        change, " } ");
  };
  const std::string none = "name: 'programmes/p/statedFigures/none'";
  return {
      {"nothing stated", create, kInP, INVALID_ARGUMENT,
       "stated_figure: is required"},
      {"a figure stated without a value", create,
       absl::StrCat(kInP,
                    "stated_figure { figure: 'funds.grant' source: 'x' }"),
       INVALID_ARGUMENT, "stated_figure.value: is missing"},
      {"a figure stated in no programme", create,
       absl::StrCat("parent: 'programmes/none' ", good), NOT_FOUND,
       "programmes/none"},
      {"a stated figure of an id that is none", create,
       absl::StrCat(kInP, good, "stated_figure_id: 'F 1'"), INVALID_ARGUMENT,
       "stated_figure_id: \"F 1\" is not an id"},
      {"a stated figure of a taken id", create,
       absl::StrCat(kInP, good, "stated_figure_id: 'f1'"), ALREADY_EXISTS,
       "programmes/p/statedFigures/f1 exists already"},
      {"a stated figure by a request id of 101 characters", create,
       absl::StrCat(kInP, good, "request_id: '", Repeated(101, "r"), "'"),
       INVALID_ARGUMENT, "request_id: has 101 characters, at most 100"},
      {"a stated figure changed that is not there", update,
       absl::StrCat("stated_figure { ", none, " source: 'x' }"), NOT_FOUND,
       "programmes/p/statedFigures/none does not exist"},
      {"a stated figure changed by a stale etag", update,
       f1(" source: 'y' etag: '\"1\"'"), ABORTED,
       "programmes/p/statedFigures/f1"},
      {"a stated figure's source taken away", update,
       f1("") + "update_mask { paths: 'source' }", INVALID_ARGUMENT,
       "stated_figure.source: is required"},
      {"a field changed that stated figures lack", update,
       f1("") + "update_mask { paths: 'colour' }", INVALID_ARGUMENT,
       "update_mask"},
      {"a stated figure made one of another measure", update, f1(" count: 5"),
       INVALID_ARGUMENT,
       "stated_figure.count: the figure is money: give amount_fen"},
      {"a stated figure of another collection", "ReportService/GetStatedFigure",
       "name: 'programmes/p/units/u1'", INVALID_ARGUMENT,
       "name: \"programmes/p/units/u1\" is not of the form"},
      {"a stated figure that is not there", "ReportService/GetStatedFigure",
       none, NOT_FOUND, "programmes/p/statedFigures/none does not exist"},
      {"a stated figure deleted that is not there",
       "ReportService/DeleteStatedFigure", none, NOT_FOUND,
       "programmes/p/statedFigures/none does not exist"},
      {"a stated figure deleted by a stale etag",
       "ReportService/DeleteStatedFigure",
       "name: 'programmes/p/statedFigures/f1' etag: '\"1\"'", ABORTED,
       "programmes/p/statedFigures/f1"},
      {"stated figures of nothing", list, "", INVALID_ARGUMENT,
       "parent: is required"},
      {"a page of less than no stated figures", list,
       absl::StrCat(kInP, "page_size: -1"), INVALID_ARGUMENT,
       "page_size: -1 is negative"},
      {"stated figures from a made-up page", list,
       absl::StrCat(kInP, "page_token: 'x'"), INVALID_ARGUMENT, "page_token: "},
      {"stated figures of a year beyond all", list,
       absl::StrCat(kInP, "year: 2201"), INVALID_ARGUMENT,
       "year: 2201 is above 2200"},
      {"stated figures of a key of 101 characters", list,
       absl::StrCat(kInP, "figure: '", Repeated(101, "x"), "'"),
       INVALID_ARGUMENT, "figure: has 101 characters, at most 100"},
  };
}

}  // namespace

std::vector<BadInput> BadReportInputs() {
  std::vector<BadInput> all;
  for (auto part : {BadQueries, BadFilterTimes, BadFilterNames, BadFilterKinds,
                    BadReports, BadStatedFigures, BadStatedCalls}) {
    for (BadInput& input : part()) all.push_back(std::move(input));
  }
  return all;
}

}  // namespace duikou::e2e
