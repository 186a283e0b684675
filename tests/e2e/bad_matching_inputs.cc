#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/bad_inputs.h"

namespace duikou::e2e {
namespace {

using enum grpc::StatusCode;

constexpr char kSupporter[] = "supporter: 'programmes/p/units/u1' ";
constexpr char kParent[] = "parent: 'programmes/p/units/u1' ";

std::string TokenOfAreas(Deployment& deployment) {
  catalogue::v1::ListAreasRequest request;
  request.set_parent("programmes/p");
  request.set_page_size(1);
  catalogue::v1::ListAreasResponse response;
  grpc::ClientContext context;
  deployment.catalogue().ListAreas(&context, request, &response);
  return absl::StrCat(kSupporter, "page_token: '", response.next_page_token(),
                      "'");
}

}  // namespace

std::vector<BadInput> BadMatchingInputs() {
  const std::string recommend = "MatchingService/RecommendProjects";
  const std::string to_all = "MatchingService/RecommendProjectsToAll";
  const std::string explain = "MatchingService/ExplainRecommendation";
  const std::string portfolio = "MatchingService/ProposePortfolio";
  const std::string weights = "MatchingService/CreateWeightVersion";
  const std::string suggest = "MatchingService/SuggestCapabilityProfile";
  const std::string search = "MatchingService/CreateSavedSearch";
  const std::string dismiss = "MatchingService/CreateDismissal";
  const std::string supporter(kSupporter);
  const std::string parent(kParent);
  return {
      {"no supporter", recommend, "", INVALID_ARGUMENT,
       "supporter: is required"},
      {"an unknown supporter", recommend,
       "supporter: 'programmes/p/units/none'", NOT_FOUND,
       "programmes/p/units/none"},
      {"a supporter of an unknown programme", recommend,
       "supporter: 'programmes/none/units/u1'", NOT_FOUND, "programmes/none"},
      {"a recipient who asks for projects", recommend,
       "supporter: 'programmes/p/units/u2'", FAILED_PRECONDITION,
       "programmes/p/units/u2 is not a supporter"},
      {"a supporter without a profile", recommend,
       "supporter: 'programmes/p/units/u3'", FAILED_PRECONDITION,
       "programmes/p/units/u3 has no capability profile yet"},
      {"a year outside the programme", recommend, supporter + "year: 2013",
       INVALID_ARGUMENT, "year: 2013 is not one of the programme's years"},
      {"a year that cannot be", recommend, supporter + "year: -1",
       INVALID_ARGUMENT, "year: -1 is below 0"},
      {"weights that are all zero", recommend,
       supporter + "weights { criterion: CRITERION_SECTOR weight: 0 }",
       INVALID_ARGUMENT, "weights: "},
      {"a negative weight", recommend,
       supporter + "weights { criterion: CRITERION_SECTOR weight: -1 }",
       INVALID_ARGUMENT, "weights[0].weight: -1 is below 0"},
      {"a criterion that there is not", recommend,
       supporter + "weights { criterion: 77 weight: 1 }", INVALID_ARGUMENT,
       "weights[0].criterion: 77 is not a value of Criterion"},
      {"a criterion twice", recommend,
       supporter + "weights { criterion: CRITERION_SECTOR weight: 1 }"
                   "weights { criterion: CRITERION_SECTOR weight: 2 }",
       INVALID_ARGUMENT, "weights[1].criterion"},
      {"a curve of two points", recommend,
       supporter + "weights { criterion: CRITERION_SECTOR weight: 1 "
                   "curve_points: [1, 2] }",
       INVALID_ARGUMENT, "weights[0].curve_points: has 2 points, must have 3"},
      {"a curve of four points", recommend,
       supporter + "weights { criterion: CRITERION_SECTOR weight: 1 "
                   "curve_points: [1, 2, 3, 4] }",
       INVALID_ARGUMENT, "weights[0].curve_points: has 4 entries"},
      {"a curve beyond the whole", recommend,
       supporter + "weights { criterion: CRITERION_SECTOR weight: 1 "
                   "curve_points: [1, 2, 10001] }",
       INVALID_ARGUMENT, "weights[0].curve_points[2]: 10001 is above 10000"},
      {"a curve from below nothing", recommend,
       supporter + "weights { criterion: CRITERION_SECTOR weight: 1 "
                   "curve_points: [-1, 2, 3] }",
       INVALID_ARGUMENT, "weights[0].curve_points[0]: -1 is below 0"},
      {"a curve that falls", recommend,
       supporter + "weights { criterion: CRITERION_SECTOR weight: 1 } "
                   "weights { criterion: CRITERION_REGION weight: 1 "
                   "curve_points: [5000, 4999, 6000] }",
       INVALID_ARGUMENT,
       "weights[1].curve_points: points must be within 0 to 10,000 and must "
       "not fall"},
      {"a filter by states", recommend,
       supporter + "filter { states: STATE_DRAFT }", INVALID_ARGUMENT,
       "filter.states"},
      {"a filter by an area of another programme", recommend,
       supporter + "filter { areas: 'programmes/q/areas/b1' }",
       INVALID_ARGUMENT, "filter.areas[0]"},
      {"a filter by an unknown fund kind", recommend,
       supporter + "filter { fund_kinds: 'gold' }", INVALID_ARGUMENT,
       "filter.fund_kinds[0]: programmes/p has no fund kind gold"},
      {"a filter from more to less", recommend,
       supporter + "filter { least_open_fen: 2 most_open_fen: 1 }",
       INVALID_ARGUMENT,
       "filter.most_open_fen: 1 is less than least_open_fen 2"},
      {"pages of a diverse list", recommend,
       supporter + "diversity { area_penalty: 5 } page_token: 'AAAA'",
       INVALID_ARGUMENT, "page_token: a list with a diversity has no pages"},
      {"too much diversity", recommend,
       supporter + "diversity { area_penalty: 10001 }", INVALID_ARGUMENT,
       "diversity.area_penalty: 10001 is above 10000"},
      {"a negative page size", recommend, supporter + "page_size: -7",
       INVALID_ARGUMENT, "page_size: -7 is negative"},
      {"a forged page token", recommend, supporter + "page_token: 'xyz'",
       INVALID_ARGUMENT, "page_token: not one that a page of this list gave"},
      {"a page token of another method",
       recommend,
       "",
       INVALID_ARGUMENT,
       "page_token: given by a request with other arguments",
       {.text = TokenOfAreas}},
      {"a view that there is not", recommend, supporter + "view: 9",
       INVALID_ARGUMENT, "view: 9 is not a value of RecommendationView"},
      {"supporters for a project not there",
       "MatchingService/RecommendSupporters",
       "project: 'programmes/p/projects/none'", NOT_FOUND,
       "programmes/p/projects/none"},
      {"a project of another programme", explain,
       supporter + "project: 'programmes/q/projects/x'", INVALID_ARGUMENT,
       "project: is not in the programme of the supporter"},
      {"an explanation for nobody", explain,
       "supporter: 'programmes/p/units/none' "
       "project: 'programmes/p/projects/open'",
       NOT_FOUND, "programmes/p/units/none"},
      {"a portfolio of negative means", portfolio,
       supporter + "means { fund_kind: 'grant' amount_fen: -1 }",
       INVALID_ARGUMENT, "means[0].amount_fen: -1 is below 0"},
      {"a portfolio of an unknown kind", portfolio,
       supporter + "means { fund_kind: 'gold' amount_fen: 1 }",
       INVALID_ARGUMENT, "means[0].fund_kind"},
      {"a portfolio of 1,001 projects", portfolio,
       supporter + "most_projects: 1001", INVALID_ARGUMENT,
       "most_projects: 1001 is above 1000"},
      {"lists for everybody of no programme", to_all, "", INVALID_ARGUMENT,
       "parent: is required"},
      {"lists for everybody of an unknown programme", to_all,
       "parent: 'programmes/none'", NOT_FOUND, "programmes/none"},
      {"lists for everybody of a year outside", to_all,
       "parent: 'programmes/p' year: 2013", INVALID_ARGUMENT,
       "year: 2013 is not one of the programme's years"},
      {"lists of 101 for everybody", to_all,
       "parent: 'programmes/p' list_size: 101", INVALID_ARGUMENT,
       "list_size: 101 is above 100"},
      {"lists for everybody by weights of nothing", to_all,
       "parent: 'programmes/p' "
       "weights { criterion: CRITERION_SECTOR weight: 0 }",
       INVALID_ARGUMENT, "weights: "},
      {"a proposal of weights for nothing", "MatchingService/ProposeWeights",
       "", INVALID_ARGUMENT, "parent: is required"},
      {"a proposal of weights for no programme",
       "MatchingService/ProposeWeights", "parent: 'programmes/none'", NOT_FOUND,
       "programmes/none"},
      {"a profile suggested for nobody", suggest, "", INVALID_ARGUMENT,
       "supporter: is required"},
      {"a profile suggested for an unknown unit", suggest,
       "supporter: 'programmes/p/units/none'", NOT_FOUND,
       "programmes/p/units/none"},
      {"a profile suggested for a recipient", suggest,
       "supporter: 'programmes/p/units/u2'", FAILED_PRECONDITION,
       "programmes/p/units/u2 is not a supporter"},
      {"a profile suggested from nothing", suggest,
       "supporter: 'programmes/p/units/u3'", FAILED_PRECONDITION,
       "programmes/p/units/u3 has no commitments and no finished cooperation"},
      {"a profile suggested from a year that cannot be", suggest,
       supporter + "through_year: -1", INVALID_ARGUMENT,
       "through_year: -1 is below 0"},
      {"weights of all zeros for everybody", weights,
       "parent: 'programmes/p' weight_version { weights { "
       "criterion: CRITERION_SECTOR } }",
       INVALID_ARGUMENT, "weight_version.weights"},
      {"a curve that falls for everybody", weights,
       "parent: 'programmes/p' weight_version { weights { "
       "criterion: CRITERION_SECTOR weight: 1 "
       "curve_points: [9000, 8000, 9000] } }",
       INVALID_ARGUMENT,
       "weight_version.weights[0].curve_points: points must be within"},
      {"a curve of one point for everybody", weights,
       "parent: 'programmes/p' weight_version { weights { "
       "criterion: CRITERION_SECTOR weight: 1 curve_points: 5000 } }",
       INVALID_ARGUMENT,
       "weight_version.weights[0].curve_points: has 1 points, must have 3"},
      {"a curve of a criterion that there is not", weights,
       "parent: 'programmes/p' weight_version { weights { "
       "criterion: 77 weight: 1 curve_points: [1, 2, 3] } }",
       INVALID_ARGUMENT, "weight_version.weights[0].criterion: 77"},
      {"a saved search by a curve that falls", search,
       parent + "saved_search { display_name: 'x' weights { "
                "criterion: CRITERION_SECTOR weight: 1 "
                "curve_points: [3, 2, 1] } }",
       INVALID_ARGUMENT, "saved_search.weights[0].curve_points: points must"},
      {"no weights at all", weights,
       "parent: 'programmes/p' weight_version { note: 'x' }", INVALID_ARGUMENT,
       "weight_version.weights: is required"},
      {"the weights of no programme", "MatchingService/GetEffectiveWeights",
       "parent: 'programmes/none'", NOT_FOUND,
       "programmes/none does not exist"},
      {"a dismissal without a reason", dismiss,
       parent + "dismissal { project: 'programmes/p/projects/open' }",
       INVALID_ARGUMENT, "dismissal.why: is required"},
      {"a dismissal of nothing there", dismiss,
       parent + "dismissal { project: 'programmes/p/projects/none' "
                "why: WHY_AREA }",
       INVALID_ARGUMENT,
       "dismissal.project: programmes/p/projects/none does not exist"},
      {"a dismissal by a recipient", dismiss,
       "parent: 'programmes/p/units/u2' dismissal { why: WHY_AREA "
       "project: 'programmes/p/projects/open' }",
       FAILED_PRECONDITION, "programmes/p/units/u2 is not a supporter"},
      {"a project shortlisted twice", "MatchingService/CreateShortlistEntry",
       parent + "shortlist_entry { project: 'programmes/p/projects/open' }",
       ALREADY_EXISTS, "programmes/p/units/u1/shortlist/open exists already"},
      {"another project in a shortlist's entry",
       "MatchingService/UpdateShortlistEntry",
       "shortlist_entry { name: 'programmes/p/units/u1/shortlist/open' "
       "project: 'programmes/p/projects/draft' } "
       "update_mask { paths: 'project' }",
       INVALID_ARGUMENT, "project"},
      {"a saved search without a name", search, parent + "saved_search { }",
       INVALID_ARGUMENT, "saved_search.display_name: is required"},
      {"a saved search by states", search,
       parent + "saved_search { display_name: 'x' "
                "filter { states: STATE_DRAFT } }",
       INVALID_ARGUMENT, "saved_search.filter.states"},
      {"a run of no saved search", "MatchingService/RunSavedSearch",
       "name: 'programmes/p/units/u1/searches/none'", NOT_FOUND,
       "programmes/p/units/u1/searches/none does not exist"},
  };
}

}  // namespace duikou::e2e
