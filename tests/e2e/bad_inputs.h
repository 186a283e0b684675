// Requests that must be refused, as a table: what is wrong with each, and the
// code and message that its caller gets. bad_inputs_test.cc sends them all.
//
// They meet the programme `p` that FillForBadInputs makes:
//   areas      g1 (a group), a1 (a county in g1, 420527), a2 (a place in a1)
//   sectors    s1, s2 (in s1)
//   units      u1 (supporter), u2 (recipient), u3 (supporter below u1)
//   projects   draft, open, done (completed), bare (a draft that needs nothing)
//   profiles   u1; pairing u1–a1; quota u1 2015 grant; commitment m1 of u1 to
//              open, 2015 grant
//   matching   a shortlist entry of u1 for `open`
//   assignment the plan of 2015, a draft without a version; of u1's grants of
//              2015 the calls `drafted`, `opened` (1000 fen, 100 to 800 each;
//              criterion need, of 10 points) with an application for `open`,
//              and `closed` with one too
//   progress   the agreement g of u1 and u2, with the milestone `start`;
//              entries of u1: one of 2015, which is settled; in 2016 one, and
//              another with its reversal; the indicator `jobs`, a count; the
//              stated figure f1 of funds.grant
//   fair       the fair `f`, open, of 2016-05-20 with the slots s1 and s2 and
//              one table a1; u1 and u2 take part and have a meeting at s1; and
//              the fair `drafted` without anything
// and the programme `q` with the area b1 and the unit v1 (supporter).
#ifndef DUIKOU_TESTS_E2E_BAD_INPUTS_H_
#define DUIKOU_TESTS_E2E_BAD_INPUTS_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/support/status.h"
#include "tests/e2e/deployment.h"

namespace duikou::e2e {

struct BadInput {
  std::string what;     // what is wrong, for people
  std::string method;   // `CatalogueService/CreateArea`
  std::string request;  // in text format; a later value of a field wins
  grpc::StatusCode code = grpc::StatusCode::INVALID_ARGUMENT;
  std::string message;  // what the message must contain

  struct Extras {
    // In place of `request`: its bytes.
    std::function<std::string()> bytes;
    // In place of `request`: its text, from what the servers answer.
    std::function<std::string(Deployment&)> text;
    std::vector<std::pair<std::string, std::string>> metadata;
    absl::Duration deadline = absl::Seconds(60);
    // Whether people may have typed it, and not only a program's maker.
    bool typed = true;
  };
  Extras extras = {};
};

std::vector<BadInput> BadCatalogueInputs();
std::vector<BadInput> BadProfilesInputs();
std::vector<BadInput> BadMatchingInputs();
std::vector<BadInput> BadAssignmentInputs();
std::vector<BadInput> BadCompetitionInputs();
std::vector<BadInput> BadFairInputs();
std::vector<BadInput> BadAgreementInputs();
std::vector<BadInput> BadProgressInputs();
std::vector<BadInput> BadReportInputs();
std::vector<BadInput> BadSheets();
std::vector<BadInput> BadCalls();

void FillForBadInputs(Deployment& deployment);

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_BAD_INPUTS_H_
