#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/bad_inputs.h"

namespace duikou::e2e {
namespace {

using enum grpc::StatusCode;

constexpr char kInProgramme[] = "parent: 'programmes/p' ";
constexpr char kGoodAgreement[] =
    "display_name { zh: '茶厂' } supporter: 'programmes/p/units/u1' "
    "recipient: 'programmes/p/units/u2' placements { "
    "area: 'programmes/p/areas/a1' sector: 'programmes/p/sectors/s2' "
    "parts: 10000 } sign_date: '2015-03-01' ";
constexpr char kTheAgreement[] = "name: 'programmes/p/agreements/g' ";

std::string Agreement(const std::string& more) {
  return absl::StrCat(kInProgramme, "agreement { ", kGoodAgreement, more, " }");
}

std::vector<BadInput> BadAgreements() {
  const std::string create = "ProgressService/CreateAgreement";
  return {
      {"an agreement without parties", create,
       absl::StrCat(kInProgramme, "agreement { display_name { zh: '茶厂' } }"),
       INVALID_ARGUMENT, "agreement."},
      {"an agreement of a unit that does not support", create,
       Agreement("supporter: 'programmes/p/units/u2' "
                 "recipient: 'programmes/p/units/u1'"),
       INVALID_ARGUMENT, "agreement.supporter: programmes/p/units/u2 is not"},
      {"an agreement with a unit that does not receive", create,
       Agreement("recipient: 'programmes/p/units/u3'"), INVALID_ARGUMENT,
       "agreement.recipient: programmes/p/units/u3 is not on SIDE_RECIPIENT"},
      {"an agreement with itself", create,
       Agreement("recipient: 'programmes/p/units/u1'"), INVALID_ARGUMENT,
       "agreement.recipient: is the supporter itself"},
      {"an agreement with a unit of another programme", create,
       Agreement("supporter: 'programmes/q/units/v1'"), INVALID_ARGUMENT,
       "agreement.supporter: programmes/q/units/v1 is of another programme"},
      {"placements over the whole", create,
       Agreement("placements { area: 'programmes/p/areas/a2' "
                 "sector: 'programmes/p/sectors/s2' parts: 1 }"),
       INVALID_ARGUMENT,
       "agreement.placements: their parts add up to 10001, not 10000"},
      {"an area and sector named twice", create,
       Agreement("placements { area: 'programmes/p/areas/a1' "
                 "sector: 'programmes/p/sectors/s2' parts: 1 }"),
       INVALID_ARGUMENT, "agreement.placements[1]: names an area and sector"},
      {"a part of nothing", create,
       Agreement("placements { area: 'programmes/p/areas/a2' "
                 "sector: 'programmes/p/sectors/s2' }"),
       INVALID_ARGUMENT, "agreement.placements[1].parts"},
      {"a sum of an unknown fund kind", create,
       Agreement("contract_sums { side: SIDE_SUPPORTER fund_kind: 'gold' "
                 "amount_fen: 1 }"),
       INVALID_ARGUMENT, "agreement.contract_sums[0].fund_kind: \"gold\""},
      {"a sum of nobody's", create,
       Agreement("contract_sums { fund_kind: 'grant' amount_fen: 1 }"),
       INVALID_ARGUMENT, "agreement.contract_sums[0].side"},
      {"a day that does not exist", create,
       Agreement("sign_date: '2015-02-29'"), INVALID_ARGUMENT,
       "agreement.sign_date: \"2015-02-29\" is not a date"},
      {"a milestone without a day", create,
       Agreement("milestones { id: 'm' display_name { zh: '开工' } }"),
       INVALID_ARGUMENT, "agreement.milestones[0].due_date"},
      {"a milestone twice", create,
       Agreement("milestones { id: 'm' display_name { zh: '开工' } "
                 "due_date: '2015-05-01' } milestones { id: 'm' "
                 "display_name { zh: '完工' } due_date: '2015-06-01' }"),
       INVALID_ARGUMENT, "agreement.milestones"},
      {"a project elsewhere", create,
       Agreement("project: 'programmes/p/projects/none'"), INVALID_ARGUMENT,
       "agreement.project: programmes/p/projects/none does not exist"},
      {"an agreement made twice", create,
       absl::StrCat("agreement_id: 'g' ", Agreement("")), ALREADY_EXISTS,
       "programmes/p/agreements/g exists already"},
      {"a supporter exchanged", "ProgressService/UpdateAgreement",
       absl::StrCat("agreement { ", kTheAgreement,
                    "supporter: 'programmes/p/units/u3' }"),
       INVALID_ARGUMENT, "agreement.supporter"},
      {"a stage set by an update", "ProgressService/UpdateAgreement",
       absl::StrCat("agreement { ", kTheAgreement,
                    "} update_mask { paths: 'stage' }"),
       INVALID_ARGUMENT, "update_mask"},
      {"an agreement that is not there", "ProgressService/GetAgreement",
       "name: 'programmes/p/agreements/none'", NOT_FOUND,
       "programmes/p/agreements/none does not exist"},
      {"a stale etag", "ProgressService/DeleteAgreement",
       absl::StrCat(kTheAgreement, "etag: '\"1\"'"), ABORTED,
       "programmes/p/agreements/g"},
  };
}

std::vector<BadInput> BadAgreementSteps() {
  const std::string advance = "ProgressService/AdvanceAgreement";
  const std::string report = "ProgressService/ReportNews";
  const std::string step =
      absl::StrCat(kTheAgreement, "date: '2015-04-01' evidence: 'x' ");
  return {
      {"a step to nowhere", advance, step, INVALID_ARGUMENT, "stage"},
      {"a stage skipped", advance, step + "stage: STAGE_BUILDING",
       FAILED_PRECONDITION,
       "stage is NEGOTIATING, which cannot become BUILDING"},
      {"a step without evidence", advance,
       absl::StrCat(kTheAgreement, "date: '2015-04-01' stage: STAGE_PREPARING"),
       INVALID_ARGUMENT, "evidence"},
      {"a step on no day", advance,
       step + "stage: STAGE_PREPARING date: 'soon'", INVALID_ARGUMENT,
       "date: \"soon\" is not a date"},
      {"a step still to come", advance,
       step + "stage: STAGE_PREPARING date: '2199-01-01'", INVALID_ARGUMENT,
       "date: 2199-01-01 is still to come"},
      {"no news", report, kTheAgreement, INVALID_ARGUMENT,
       "text: is required where neither milestone nor promise is named"},
      {"a milestone that it does not have", report,
       absl::StrCat(kTheAgreement, "milestone: 'none'"), INVALID_ARGUMENT,
       "milestone: programmes/p/agreements/g has none of the id \"none\""},
      {"nothing to undo", report,
       absl::StrCat(kTheAgreement, "text: 'x' undo: true"), INVALID_ARGUMENT,
       "undo: name the milestone or promise"},
      {"a milestone undone that is open", report,
       absl::StrCat(kTheAgreement, "milestone: 'start' undo: true"),
       FAILED_PRECONDITION, "nothing is to undo"},
      {"agreements of a year outside the programme",
       "ProgressService/CreateAgreementsFromPlan",
       absl::StrCat(kInProgramme, "year: 2021"), INVALID_ARGUMENT, "year: "},
  };
}

std::vector<BadInput> BadIndicators() {
  const std::string create = "ProgressService/CreateIndicator";
  const std::string named =
      absl::StrCat(kInProgramme, "indicator { display_name { zh: '就业' } ");
  return {
      {"an indicator of nothing", create, named + "}", INVALID_ARGUMENT,
       "indicator.measure"},
      {"a rate by form of labour export", create,
       named + "measure: MEASURE_RATE by_labour_form: true }", INVALID_ARGUMENT,
       "indicator.by_labour_form"},
      {"a count against the province", create,
       named + "measure: MEASURE_COUNT relative_to_province: true }",
       INVALID_ARGUMENT, "indicator.relative_to_province"},
      {"an indicator for no target", create,
       named + "measure: MEASURE_COUNT target: 'none' }", INVALID_ARGUMENT,
       "indicator.target: \"none\" is no target of the programme"},
  };
}

std::vector<BadInput> BadLists() {
  return {
      {"a page of less than nothing", "ProgressService/ListWorkItems",
       absl::StrCat(kInProgramme, "page_size: -1"), INVALID_ARGUMENT,
       "page_size"},
      {"work of no programme", "ProgressService/ListWorkItems",
       "parent: 'programmes/none'", NOT_FOUND, "programmes/none"},
      {"work from a made-up page", "ProgressService/ListWorkItems",
       absl::StrCat(kInProgramme, "page_token: 'x'"), INVALID_ARGUMENT,
       "page_token"},
      {"a subscription to a sector", "ProgressService/CreateSubscription",
       absl::StrCat(kInProgramme,
                    "subscription { subject: 'programmes/p/sectors/s1' }"),
       INVALID_ARGUMENT, "subscription.subject"},
      {"a subscription to nothing", "ProgressService/CreateSubscription",
       absl::StrCat(kInProgramme, "subscription { }"), INVALID_ARGUMENT,
       "subscription.subject"},
      {"a subscription that is not there", "ProgressService/DeleteSubscription",
       "name: 'programmes/p/subscriptions/none'", NOT_FOUND,
       "programmes/p/subscriptions/none does not exist"},
      {"news from a made-up page", "ProgressService/ListNews",
       absl::StrCat(kInProgramme, "page_token: 'x'"), INVALID_ARGUMENT,
       "page_token"},
  };
}

}  // namespace

std::vector<BadInput> BadAgreementInputs() {
  std::vector<BadInput> all;
  for (auto part :
       {BadAgreements, BadAgreementSteps, BadIndicators, BadLists}) {
    for (BadInput& input : part()) all.push_back(std::move(input));
  }
  return all;
}

}  // namespace duikou::e2e
