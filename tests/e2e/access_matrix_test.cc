// Every method × everybody × own and others': let in or refused as its proto
// declares.
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/type/v1/access.pb.h"
#include "gtest/gtest.h"
#include "tests/e2e/access_calls.h"
#include "tests/e2e/access_deployment.h"
#include "tests/e2e/access_expectation.h"
#include "tests/e2e/access_requests.h"
#include "tests/e2e/access_world.h"

namespace duikou::e2e {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

class AccessMatrixTest : public AccessTest {};
DUIKOU_ON_BOTH_LAYOUTS(AccessMatrixTest);

// A call of these by somebody ends or uses up what the other calls need.
bool EndsItsSession(const MethodDescriptor& method) {
  return method.name() == "SignOut";
}

std::string Came(const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::PERMISSION_DENIED:
      return "refused";
    case grpc::StatusCode::UNAUTHENTICATED:
      return "nobody";
    default:
      return "let in";
  }
}

std::string Word(Expected expected) {
  return expected == Expected::kLetIn     ? "let in"
         : expected == Expected::kRefused ? "refused"
                                          : "nobody";
}

// Whether the call came to what it must, as a line for people where not.
std::string Problem(const MethodDescriptor& method, Expected expected,
                    const grpc::Status& status) {
  const grpc::StatusCode code = status.error_code();
  if (code == grpc::StatusCode::UNIMPLEMENTED) {
    return "is not served";
  }
  // Our bug, or no answer: neither let in nor refused.
  for (const grpc::StatusCode bad :
       {grpc::StatusCode::INTERNAL, grpc::StatusCode::UNKNOWN,
        grpc::StatusCode::UNAVAILABLE, grpc::StatusCode::DEADLINE_EXCEEDED}) {
    if (code == bad) return CodeAndMessage(status);
  }
  // Signing in is open, and answers so where what was sent is wrong.
  if (method.options().GetExtension(type::v1::access).open()) return "";
  if (Came(status) == Word(expected)) return "";
  return absl::StrCat("must be ", Word(expected), ", came to ",
                      CodeAndMessage(status));
}

TEST(AccessDeclarationTest, EveryMethodSaysWhoMayCallIt) {
  EXPECT_GT(AllMethods().size(), 100u);
  for (const MethodDescriptor* method : AllMethods()) {
    EXPECT_TRUE(method->options().HasExtension(type::v1::access))
        << method->full_name();
  }
}

TEST(AccessDeclarationTest, SupervisorsGetIntoNothingThatWrites) {
  for (const MethodDescriptor* method : AllMethods()) {
    const auto& rule = method->options().GetExtension(type::v1::access);
    if (rule.supervisor() != type::v1::REACH_UNSPECIFIED) {
      EXPECT_TRUE(rule.reads()) << method->full_name();
    }
  }
}

TEST_P(AccessMatrixTest, ThereIsARequestOfEveryMethod) {
  for (const std::string& problem : world().problems()) {
    ADD_FAILURE() << problem;
  }
}

TEST_P(AccessMatrixTest, EveryoneGetsInAsDeclared) {
  std::map<std::string, int> came;
  int calls = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    const std::vector<Kind> kinds = KindsOf(*method);
    EXPECT_FALSE(kinds.empty()) << method->full_name();
    for (const Kind& kind : kinds) {
      for (const Target& target : world().targets()) {
        const MessagePtr request =
            BuildRequest(*method, target, true, kind.collection);
        for (const TestPerson& person : world().people()) {
          if (EndsItsSession(*method) && !person.id.empty()) continue;
          const RawAnswer answer =
              CallAs(deployment(), person.secret, *method, *request);
          ++calls;
          ++came[Came(answer.status)];
          EXPECT_EQ(Problem(*method,
                            ExpectedOf(world(), *method, kind, target, *request,
                                       person),
                            answer.status),
                    "")
              << method->full_name() << " " << kind.collection << " of "
              << target.label << " as "
              << (person.id.empty() ? "nobody" : person.id) << ": "
              << request->ShortDebugString();
        }
      }
    }
  }
  RecordProperty("calls", calls);
  for (const auto& [what, count] : came) RecordProperty(what, count);
  std::cout << calls << " calls: " << came["let in"] << " let in, "
            << came["refused"] << " refused, " << came["nobody"]
            << " not signed in\n";
  EXPECT_GT(came["let in"], 1000);
  EXPECT_GT(came["refused"], 1000);
}

TEST_P(AccessMatrixTest, ATokenThatReadsOnlyChangesNothing) {
  const std::string secret =
      TextOf(*MustAs(deployment(), world().person("office").secret,
                     "AccessService/CreateToken",
                     "parent: 'people/office' "
                     "token { display_name: 'reader' read_only: true }"),
             "secret");
  for (const MethodDescriptor* method : AllMethods()) {
    const auto& rule = method->options().GetExtension(type::v1::access);
    if (rule.open()) continue;
    for (const Kind& kind : KindsOf(*method)) {
      const MessagePtr request =
          BuildRequest(*method, world().target("own"), true, kind.collection);
      const grpc::Status status =
          CallAs(deployment(), secret, *method, *request).status;
      if (!rule.reads()) {
        EXPECT_EQ(Came(status), "refused")
            << method->full_name() << ": " << CodeAndMessage(status);
      } else if (rule.office() == type::v1::REACH_ALL) {
        EXPECT_EQ(Came(status), "let in")
            << method->full_name() << ": " << CodeAndMessage(status);
      }
    }
  }
}

}  // namespace
}  // namespace duikou::e2e
