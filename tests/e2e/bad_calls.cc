#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/bad_inputs.h"

namespace duikou::e2e {
namespace {

using enum grpc::StatusCode;

// A CreateAreaRequest whose parent is no UTF-8.
std::string BrokenUtf8() { return std::string("\x0a\x03\xff\xfe\xfd", 5); }
// A length that runs over the end.
std::string CutMessage() { return std::string("\x0a\x7fprogrammes/p", 14); }
// Field 1 as a number where a text belongs: unknown to the message.
std::string WrongWireType() { return std::string("\x08\x05", 2); }
// Keys of fields that no message has, without end.
std::string NotAMessage() { return std::string(64, '\xff'); }

}  // namespace

std::vector<BadInput> BadCalls() {
  const std::string get = "CatalogueService/GetArea";
  const std::string recommend = "MatchingService/RecommendProjects";
  const std::string a1 = "name: 'programmes/p/areas/a1'";
  const std::string u1 = "supporter: 'programmes/p/units/u1'";
  return {
      {"bytes that are no message",
       get,
       "",
       INVALID_ARGUMENT,
       "the request is no duikou.catalogue.v1.GetAreaRequest",
       {.bytes = NotAMessage}},
      {"a message cut off",
       get,
       "",
       INVALID_ARGUMENT,
       "the request is no duikou.catalogue.v1.GetAreaRequest",
       {.bytes = CutMessage}},
      {"a recommendation's request cut off",
       recommend,
       "",
       INVALID_ARGUMENT,
       "the request is no duikou.matching.v1.RecommendProjectsRequest",
       {.bytes = CutMessage}},
      {"a text that is no UTF-8",
       get,
       "",
       INVALID_ARGUMENT,
       "or a text in it is not UTF-8",
       {.bytes = BrokenUtf8}},
      {"a number where a text belongs",
       get,
       "",
       INVALID_ARGUMENT,
       "name: is required",
       {.bytes = WrongWireType}},
      {"an empty request", get, "", INVALID_ARGUMENT, "name: is required"},
      {"a name of another collection", get, "name: 'programmes/p/units/u1'",
       INVALID_ARGUMENT,
       "name: \"programmes/p/units/u1\" is not of the form "
       "programmes/{programme}/areas/{area}"},
      {"a name with a slash too many", get, "name: 'programmes/p/areas/a1/'",
       INVALID_ARGUMENT, "name: \"programmes/p/areas/a1/\" is not of the form"},
      {"what is not there", get, "name: 'programmes/p/areas/none'", NOT_FOUND,
       "programmes/p/areas/none does not exist"},
      {"a method that there is not", "CatalogueService/BurnArea", "",
       UNIMPLEMENTED, ""},
      {"a deadline of 1 ms",
       recommend,
       u1,
       DEADLINE_EXCEEDED,
       "",
       {.metadata = {{"duikou-min-revision", "p=1000000"}},
        .deadline = absl::Milliseconds(1)}},
      {"a least revision that is no number",
       get,
       a1,
       INVALID_ARGUMENT,
       "duikou-min-revision: not of the form",
       {.metadata = {{"duikou-min-revision", "p=soon"}}}},
      {"a least revision of no programme",
       get,
       a1,
       INVALID_ARGUMENT,
       "duikou-min-revision: not of the form",
       {.metadata = {{"duikou-min-revision", "=5"}}}},
      {"a negative least revision",
       get,
       a1,
       INVALID_ARGUMENT,
       "duikou-min-revision: not of the form",
       {.metadata = {{"duikou-min-revision", "p=-5"}}}},
      {"a least revision beyond all numbers",
       get,
       a1,
       INVALID_ARGUMENT,
       "duikou-min-revision: not of the form",
       {.metadata = {{"duikou-min-revision", "p=99999999999999999999"}}}},
      {"a least revision far in the future",
       recommend,
       u1,
       DEADLINE_EXCEEDED,
       "",
       {.metadata = {{"duikou-min-revision", "p=1000000"}},
        .deadline = absl::Milliseconds(200)}},
      {"a request id of 101 characters", "CatalogueService/CreateArea",
       absl::StrCat("parent: 'programmes/p' area { display_name { zh: 'x' } "
                    "kind: KIND_COUNTY } request_id: '",
                    std::string(101, 'r'), "'"),
       INVALID_ARGUMENT, "request_id: has 101 characters, at most 100"},
      {"a request id of another request", "CatalogueService/CreateArea",
       "parent: 'programmes/p' area { display_name { zh: 'x' } "
       "kind: KIND_COUNTY } request_id: 'taken'",
       FAILED_PRECONDITION, "taken"},
  };
}

}  // namespace duikou::e2e
