#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/bad_inputs.h"

namespace duikou::e2e {
namespace {

using enum grpc::StatusCode;

std::string Unit(const std::string& extra) {
  return absl::StrCat(R"(parent: "programmes/p" unit_id: "n"
    unit { display_name { zh: "单位" } kind: UNIT_KIND_UNIVERSITY
           sides: SIDE_SUPPORTER )",
                      extra, "}");
}

std::string Profile(const std::string& extra, const std::string& id = "u3") {
  return absl::StrCat(R"(parent: "programmes/p" capability_profile_id: ")", id,
                      R"(" capability_profile { )", extra, "}");
}

std::string Giving(const std::string& fields) {
  return absl::StrCat(
      R"(givings { fund_kind: "grant" least_fen: 10 usual_fen: 20
                   most_fen: 30 )",
      fields, "}");
}

std::string Quota(const std::string& extra) {
  return absl::StrCat(R"(parent: "programmes/p"
    quota { unit: "programmes/p/units/u1" year: 2016 fund_kind: "grant"
            amount_fen: 5 )",
                      extra, "}");
}

// A sheet of one quota.
std::string Quotas(const std::string& row) {
  return absl::StrCat(
      "parent: 'programmes/p' collection: 'quotas' content: "
      "'支援单位编号,年份,资金类别,年度任务额度（万元）\\n",
      row, "\\n'");
}

std::string Commitment(const std::string& extra) {
  return absl::StrCat(R"(parent: "programmes/p"
    commitment { supporter: "programmes/p/units/u1"
                 project: "programmes/p/projects/open" fund_kind: "grant"
                 year: 2015 amount_fen: 5 )",
                      extra, "}");
}

std::vector<BadInput> OfUnits() {
  const std::string create = "ProfilesService/CreateUnit";
  return {
      {"a unit of no kind", create, Unit("kind: UNIT_KIND_UNSPECIFIED"),
       INVALID_ARGUMENT, "unit.kind: is required"},
      {"a unit of an unknown kind", create, Unit("kind: 42"), INVALID_ARGUMENT,
       "unit.kind: 42 is not a value of UnitKind"},
      {"a side twice", create, Unit("sides: SIDE_SUPPORTER"), INVALID_ARGUMENT,
       "unit.sides: names a side twice"},
      {"three sides", create,
       Unit("sides: SIDE_RECIPIENT sides: SIDE_SUPPORTER"), INVALID_ARGUMENT,
       "unit.sides: has 3 entries, at most 2"},
      {"areas of a unit that is no recipient", create,
       Unit("recipient_areas: 'programmes/p/areas/a1'"), INVALID_ARGUMENT,
       "unit.recipient_areas: only a unit on SIDE_RECIPIENT"},
      {"an unknown parent", create,
       Unit("parent_unit: 'programmes/p/units/none'"), INVALID_ARGUMENT,
       "unit.parent_unit: programmes/p/units/none does not exist"},
      {"a parent of another programme", create,
       Unit("parent_unit: 'programmes/q/units/v1'"), INVALID_ARGUMENT,
       "unit.parent_unit: programmes/q/units/v1 is of another programme"},
      {"a cycle of units", "ProfilesService/UpdateUnit",
       R"(unit { name: "programmes/p/units/u1"
                 parent_unit: "programmes/p/units/u3" })",
       INVALID_ARGUMENT, "unit.parent_unit: units in a cycle"},
      {"a unit above itself", "ProfilesService/UpdateUnit",
       R"(unit { name: "programmes/p/units/u1"
                 parent_unit: "programmes/p/units/u1" })",
       INVALID_ARGUMENT, "unit.parent_unit: units in a cycle"},
      {"21 contacts", create, Unit([] {
         std::string contacts;
         for (int i = 0; i < 21; ++i) {
           contacts += "contacts { display_name: 'x' }";
         }
         return contacts;
       }()),
       INVALID_ARGUMENT, "unit.contacts: has 21 entries, at most 20"},
      {"a telephone number of 51 characters", create,
       Unit(absl::StrCat("contacts { phone: '", std::string(51, '1'), "' }")),
       INVALID_ARGUMENT, "unit.contacts[0].phone: has 51 characters"},
      {"a unit that others name", "ProfilesService/DeleteUnit",
       "name: 'programmes/p/units/u1'", FAILED_PRECONDITION,
       "programmes/p/units/u1"},
  };
}

std::vector<BadInput> OfProfiles() {
  const std::string create = "ProfilesService/CreateCapabilityProfile";
  const std::string strength = "strengths { sector: 'programmes/p/sectors/";
  return {
      {"a profile of nobody", create, Profile("", ""), INVALID_ARGUMENT,
       "capability_profile_id: is required"},
      {"a profile of an unknown unit", create, Profile("", "none"),
       INVALID_ARGUMENT, "programmes/p/units/none does not exist"},
      {"a profile of a unit that gives nothing", create, Profile("", "u2"),
       INVALID_ARGUMENT, "programmes/p/units/u2"},
      {"a second profile", create, Profile("", "u1"), ALREADY_EXISTS,
       "programmes/p/profiles/u1 exists already"},
      {"a strength over 100", create, Profile(strength + "s1' strength: 101 }"),
       INVALID_ARGUMENT,
       "capability_profile.strengths[0].strength: 101 is above 100"},
      {"a strength in nothing there", create,
       Profile(strength + "none' strength: 5 }"), INVALID_ARGUMENT,
       "capability_profile.strengths[0].sector: programmes/p/sectors/none "
       "does not exist"},
      {"a sector twice", create,
       Profile(strength + "s1' strength: 5 }" + strength + "s1' strength: 6 }"),
       INVALID_ARGUMENT, "capability_profile.strengths[1].sector"},
      {"the least over the usual", create, Profile(Giving("least_fen: 21")),
       INVALID_ARGUMENT,
       "capability_profile.givings[0].least_fen: 21 is more than usual_fen 20"},
      {"the most under the usual", create, Profile(Giving("most_fen: 19")),
       INVALID_ARGUMENT,
       "capability_profile.givings[0].most_fen: 19 is less than usual_fen 20"},
      {"negative means", create, Profile(Giving("means_fen: -1")),
       INVALID_ARGUMENT,
       "capability_profile.givings[0].means_fen: -1 is below 0"},
      {"an unknown fund kind", create, Profile(Giving("fund_kind: 'gold'")),
       INVALID_ARGUMENT, "capability_profile.givings[0].fund_kind"},
      {"a fund kind that the unit may not give", create,
       Profile(Giving("fund_kind: 'policy'")), INVALID_ARGUMENT,
       "capability_profile.givings[0].fund_kind"},
      {"offers of a negative number", create,
       Profile("offers { kind: NEED_KIND_EXPERTS quantity: -3 }"),
       INVALID_ARGUMENT,
       "capability_profile.offers[0].quantity: -3 is below 0"},
      {"a mask of the unit", "ProfilesService/UpdateCapabilityProfile",
       R"(capability_profile { name: "programmes/p/profiles/u1" }
          update_mask { paths: "unit" })",
       INVALID_ARGUMENT, "update_mask"},
  };
}

std::vector<BadInput> OfRelations() {
  const std::string pair = "ProfilesService/CreatePairing";
  const std::string quota = "ProfilesService/CreateQuota";
  const std::string commit = "ProfilesService/CreateCommitment";
  return {
      {"a pairing of nobody", pair,
       "parent: 'programmes/p' pairing { area: 'programmes/p/areas/a1' }",
       INVALID_ARGUMENT, "pairing.supporter: is required"},
      {"a pairing of a recipient", pair,
       R"(parent: "programmes/p" pairing { supporter: "programmes/p/units/u2"
          area: "programmes/p/areas/a1" })",
       INVALID_ARGUMENT, "pairing.supporter"},
      {"a pairing there is", pair,
       R"(parent: "programmes/p" pairing { supporter: "programmes/p/units/u1"
          area: "programmes/p/areas/a1" })",
       ALREADY_EXISTS, "programmes/p/pairings/u1--a1 exists already"},
      {"a pairing under a wrong id", pair,
       R"(parent: "programmes/p" pairing_id: "mine"
          pairing { supporter: "programmes/p/units/u1"
          area: "programmes/p/areas/a2" })",
       INVALID_ARGUMENT, R"(pairing_id: "mine" must be "u1--a2")"},
      {"a change of whom a pairing joins", "ProfilesService/UpdatePairing",
       R"(pairing { name: "programmes/p/pairings/u1--a1"
                    area: "programmes/p/areas/a2" }
          update_mask { paths: "area" })",
       INVALID_ARGUMENT, "area"},
      {"a quota outside the programme's years", quota, Quota("year: 2031"),
       INVALID_ARGUMENT, "quota.year: 2031"},
      {"a quota of a negative amount", quota, Quota("amount_fen: -5"),
       INVALID_ARGUMENT, "quota.amount_fen: -5 is below 0"},
      {"a quota beyond all limits", quota,
       Quota("amount_fen: 9223372036854775807"), INVALID_ARGUMENT,
       "quota.amount_fen: 9223372036854775807 is above 9000000000000000"},
      {"a quota of a unit that is not there", quota,
       Quota("unit: 'programmes/p/units/none'"), INVALID_ARGUMENT,
       "quota.unit: programmes/p/units/none does not exist"},
      {"a quota of a recipient", quota, Quota("unit: 'programmes/p/units/u2'"),
       INVALID_ARGUMENT, "quota.unit: "},
      {"a quota that is no number", "ProfilesService/ImportResources",
       Quotas("u1,2016,grant,NaN"), OK, "2D: "},
      {"a quota too large for any number", "ProfilesService/ImportResources",
       Quotas("u1,2016,grant,99999999999999999999"), OK, "2D: "},
      {"a quota of an unknown unit in a sheet",
       "ProfilesService/ImportResources", Quotas("none,2016,grant,5"), OK,
       "2A: "},
      {"a quota of an unknown kind", quota, Quota("fund_kind: 'gold'"),
       INVALID_ARGUMENT, "quota.fund_kind"},
      {"a quota there is", quota, Quota("year: 2015"), ALREADY_EXISTS,
       "programmes/p/quotas/u1--2015--grant exists already"},
      {"a promise of more than is needed", commit,
       Commitment("amount_fen: 1001"), INVALID_ARGUMENT,
       "commitment.amount_fen: 1001 is more than the project's whole need"},
      {"a promise of money nobody asked for", commit,
       Commitment("project: 'programmes/p/projects/bare'"), INVALID_ARGUMENT,
       "commitment.fund_kind: the project needs no \"grant\""},
      {"a promise outside the project's years", commit,
       Commitment("year: 2019"), INVALID_ARGUMENT,
       "commitment.year: 2019 is outside the project's years"},
      {"a promise of nothing", commit, Commitment("amount_fen: 0"),
       INVALID_ARGUMENT, "commitment.amount_fen: is required"},
      {"cooperation without a sector", "ProfilesService/CreateCooperation",
       R"(parent: "programmes/p" cooperation {
          supporter: "programmes/p/units/u1" area: "programmes/p/areas/a1"
          year: 2012 })",
       INVALID_ARGUMENT, "cooperation.sector: is required"},
  };
}

}  // namespace

std::vector<BadInput> BadProfilesInputs() {
  std::vector<BadInput> all;
  for (auto part : {OfUnits, OfProfiles, OfRelations}) {
    for (BadInput& input : part()) all.push_back(std::move(input));
  }
  return all;
}

}  // namespace duikou::e2e
