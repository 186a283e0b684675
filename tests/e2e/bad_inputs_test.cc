// Sends the whole table of bad inputs to both layouts. Each gets its code and
// message, none writes anything, and the table goes to build/dev/bad_inputs.md
// for people to read. What people may have typed is refused in Chinese as well;
// calls that only a program gets wrong (BadCalls) are not.
#include "tests/e2e/bad_inputs.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/lib/call_status.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;
using google::protobuf::TextFormat;
using ::testing::HasSubstr;

std::vector<BadInput> AllBadInputs() {
  std::vector<BadInput> all;
  for (auto part :
       {BadCatalogueInputs, BadProfilesInputs, BadMatchingInputs,
        BadAssignmentInputs, BadCompetitionInputs, BadFairInputs,
        BadAgreementInputs, BadProgressInputs, BadReportInputs, BadSheets}) {
    for (BadInput& input : part()) all.push_back(std::move(input));
  }
  for (BadInput& input : BadCalls()) {
    input.extras.typed = false;
    all.push_back(std::move(input));
  }
  return all;
}

std::string CodeName(grpc::StatusCode code) {
  return absl::StatusCodeToString(static_cast<absl::StatusCode>(code));
}

// `CatalogueService/…` → `catalogue`.
std::string RoleOf(const std::string& method) {
  const std::string service =
      absl::AsciiStrToLower(method.substr(0, method.find("Service/")));
  if (service == "competition") return "assignment";
  if (service == "timetable") return "fair";
  return service == "report" || service == "settlement" ? "progress" : service;
}

// The request's bytes. Fails the test where the table itself is wrong.
std::string BytesOf(const BadInput& input, Deployment& deployment) {
  if (input.extras.bytes) return input.extras.bytes();
  const std::string text =
      input.extras.text ? input.extras.text(deployment) : input.request;
  const MethodDescriptor* method =
      DescriptorPool::generated_pool()->FindMethodByName(
          absl::StrCat("duikou.", RoleOf(input.method), ".v1.",
                       absl::StrReplaceAll(input.method, {{"/", "."}})));
  if (method == nullptr) return text;  // there is no such method, as intended
  const std::unique_ptr<Message> request(
      MessageFactory::generated_factory()
          ->GetPrototype(method->input_type())
          ->New());
  // Merging lets a later value of a field win.
  EXPECT_TRUE(TextFormat::MergeFromString(text, request.get()))
      << input.what << ": " << text;
  return request->SerializeAsString();
}

// What an import that was read says is wrong: `2B: …; 3A: …`.
std::string Problems(const std::vector<std::string>& messages) {
  type::v1::ImportResourcesResponse last;
  if (messages.empty() || !last.ParseFromString(messages.back())) return "";
  EXPECT_FALSE(last.summary().committed());
  std::string text;
  for (const type::v1::RowProblem& problem : last.summary().problems()) {
    absl::StrAppend(&text, text.empty() ? "" : "; ", problem.row(),
                    problem.column(), ": ", problem.message_en());
  }
  return text;
}

struct Refusal {
  grpc::StatusCode code;
  std::string message;
  std::string chinese;  // empty where it is English alone
};

Refusal Send(const BadInput& input, Deployment& deployment) {
  const std::string role = RoleOf(input.method);
  const auto context = NewContext({.deadline = input.extras.deadline});
  for (const auto& [key, value] : input.extras.metadata) {
    context->AddMetadata(key, value);
  }
  const RawAnswer answer =
      DoRaw(deployment.channel(role),
            absl::StrCat("duikou.", role, ".v1.", input.method),
            BytesOf(input, deployment), *context);
  if (answer.status.ok()) {
    return {grpc::StatusCode::OK, Problems(answer.messages), "每行都有说明"};
  }
  return {answer.status.error_code(), answer.status.error_message(),
          client::ChineseTextOf(client::StatusOf(answer.status))};
}

// Every record of both programmes, with its etag and times.
std::string Everything(Deployment& deployment) {
  std::string all;
  const std::map<std::string, std::vector<std::string>> lists = {
      {"CatalogueService", {"ListAreas", "ListSectors", "ListProjects"}},
      {"ProfilesService",
       {"ListUnits", "ListCapabilityProfiles", "ListPairings", "ListQuotas",
        "ListCommitments", "ListCooperations"}},
      {"MatchingService", {"ListWeightVersions"}},
      {"AssignmentService", {"ListAnnualPlans"}},
      {"CompetitionService", {"ListCalls"}},
      {"FairService", {"ListFairs"}},
      {"ProgressService", {"ListIndicators", "VerifyLedger"}},
      {"ReportService", {"ListStatedFigures"}}};
  const auto append = [&](const std::string& service, const std::string& method,
                          const std::string& parent) {
    const std::string role = RoleOf(service + "/");
    // All list requests have the parent as field 1.
    std::string request = "\x0a";
    request.push_back(static_cast<char>(parent.size()));
    const auto context = NewContext({});
    const RawAnswer answer =
        DoRaw(deployment.channel(role),
              absl::StrCat("duikou.", role, ".v1.", service, "/", method),
              request + parent, *context);
    EXPECT_TRUE(answer.status.ok()) << method << answer.status.error_message();
    for (const std::string& message : answer.messages) all += message;
  };
  const RawAnswer programmes =
      DoRaw(deployment.channel("catalogue"),
            "duikou.catalogue.v1.CatalogueService/ListProgrammes", "",
            *NewContext({}));
  EXPECT_TRUE(programmes.status.ok()) << programmes.status.error_message();
  for (const std::string& message : programmes.messages) all += message;
  for (const char* parent : {"programmes/p", "programmes/q"}) {
    for (const auto& [service, methods] : lists) {
      for (const std::string& method : methods) append(service, method, parent);
    }
  }
  const std::string fair = "programmes/p/fairs/f";
  append("FairService", "ListParticipants", fair);
  append("FairService", "ListMeetingRequests", fair);
  append("TimetableService", "ListMeetings", fair);
  append("TimetableService", "ListTimetables", fair);
  for (const char* call : {"drafted", "opened", "closed"}) {
    for (const char* method : {"ListApplications", "ListApplicationScores"}) {
      append("CompetitionService", method,
             absl::StrCat("programmes/p/calls/", call));
    }
  }
  for (const char* unit : {"u1", "u2", "u3"}) {
    for (const char* method :
         {"ListShortlistEntries", "ListDismissals", "ListSavedSearches"}) {
      append("MatchingService", method,
             absl::StrCat("programmes/p/units/", unit));
    }
  }
  return all;
}

std::string Cell(absl::string_view text) {
  std::string shown(text.substr(0, 300));
  while (!shown.empty() && shown.size() < text.size() &&
         (shown.back() & 0x80) != 0) {
    shown.pop_back();
  }
  return absl::StrReplaceAll(shown, {{"|", "\\|"}, {"\n", " "}});
}

void WriteTable(const std::vector<BadInput>& inputs,
                const std::vector<Refusal>& refusals) {
  std::ofstream file(DUIKOU_BAD_INPUTS_FILE);
  file << "# Bad inputs, and what their callers get\n\n"
       << "| input | method | code | message | Chinese |\n"
       << "|---|---|---|---|---|\n";
  for (size_t i = 0; i < inputs.size(); ++i) {
    file << "| " << Cell(inputs[i].what) << " | `" << inputs[i].method << "` | "
         << (refusals[i].code == grpc::StatusCode::OK
                 ? "OK, nothing written"
                 : CodeName(refusals[i].code))
         << " | " << Cell(refusals[i].message) << " | "
         << Cell(refusals[i].chinese) << " |\n";
  }
}

class BadInputsTest : public LayoutTest {};
DUIKOU_ON_BOTH_LAYOUTS(BadInputsTest);

TEST_P(BadInputsTest, EachIsRefusedWithItsCodeAndMessageAndWritesNothing) {
  FillForBadInputs(deployment());
  const std::string before = Everything(deployment());
  EXPECT_THAT(before, HasSubstr("programmes/p/quotas/u1--2015--grant"));
  const std::vector<BadInput> inputs = AllBadInputs();
  EXPECT_GE(inputs.size(), 100);
  std::vector<Refusal> refusals;
  for (const BadInput& input : inputs) {
    refusals.push_back(Send(input, deployment()));
    const Refusal& refusal = refusals.back();
    EXPECT_EQ(CodeName(refusal.code), CodeName(input.code))
        << input.what << ": " << refusal.message;
    EXPECT_THAT(refusal.message, HasSubstr(input.message)) << input.what;
    if (input.extras.typed) {
      EXPECT_NE(refusal.chinese, "") << input.what << ": " << refusal.message;
    }
  }
  EXPECT_EQ(Everything(deployment()), before);
  WriteTable(inputs, refusals);
}

}  // namespace
}  // namespace duikou::e2e
