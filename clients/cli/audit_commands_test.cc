#include "clients/cli/audit_commands.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/command_line.h"
#include "duikou/access/v1/access_service.grpc.pb.h"

namespace duikou::cli {
namespace {

using namespace access::v1;  // NOLINT(build/namespaces): a fake of all of it
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

template <typename Message>
Message Parsed(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

// Answers what a test put into it, and keeps the last requests.
class FakeAudit final : public AccessService::Service {
 public:
  FakeAudit() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port_);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
  }
  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }

  grpc::Status ListAuditEntries(grpc::ServerContext*,
                                const ListAuditEntriesRequest* request,
                                ListAuditEntriesResponse* response) override {
    listed = *request;
    const int at = request->page_token().empty() ? 0 : 1;
    for (int i = at; i < entries.size() && i <= at; ++i) {
      *response->add_entries() = entries[i];
    }
    if (at + 1 < entries.size()) response->set_next_page_token("more");
    return grpc::Status::OK;
  }
  grpc::Status ExportAuditEntries(
      grpc::ServerContext*, const ExportAuditEntriesRequest* request,
      grpc::ServerWriter<ExportAuditEntriesResponse>* writer) override {
    exported = *request;
    ExportAuditEntriesResponse piece;
    for (const char* content : {"one,", "two\r\n"}) {
      piece.set_content(content);
      writer->Write(piece);
    }
    piece.Clear();
    piece.set_rows(7);
    writer->Write(piece);
    return grpc::Status::OK;
  }
  grpc::Status VerifyAudit(grpc::ServerContext*,
                           const VerifyAuditRequest* request,
                           VerifyAuditResponse* response) override {
    verified = *request;
    *response = found;
    return grpc::Status::OK;
  }
  grpc::Status GetAuditCheckpoint(grpc::ServerContext*,
                                  const GetAuditCheckpointRequest* request,
                                  AuditCheckpoint* response) override {
    response->set_parent(request->parent());
    response->set_number(12);
    response->set_seal(std::string("\x00\xff", 2));
    return grpc::Status::OK;
  }

  std::vector<AuditEntry> entries;
  VerifyAuditResponse found;
  ListAuditEntriesRequest listed;
  ExportAuditEntriesRequest exported;
  VerifyAuditRequest verified;

 private:
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

class AuditCommandsTest : public ::testing::Test {
 protected:
  AuditCommandsTest() {
    setenv("TZ", "UTC", 1);
    std::filesystem::create_directories(directory_);
    fake_.entries = {
        Parsed<AuditEntry>(
            "number: 2 time { seconds: 1400000000 } actor: 'people/li' "
            "method: 'duikou.catalogue.v1.CatalogueService/UpdateProject' "
            "call_id: 'c-1' source: '10.0.0.7' outcome: OUTCOME_WRITTEN "
            "count: 1 "
            "writes { resource: 'programmes/hubei/projects/p-1' action: "
            "ACTION_UPDATED changes { path: 'village' before: 'a' after: 'b' } "
            "} writes { resource: 'programmes/hubei/projects/p-2' action: "
            "ACTION_DELETED }"),
        Parsed<AuditEntry>(
            "time { seconds: 1399999000 } actor: 'anonymous' method: "
            "'S/SignIn' source: '10.0.0.8' outcome: OUTCOME_UNAUTHENTICATED "
            "reason: 'wrong password' count: 40")};
  }
  ~AuditCommandsTest() override { std::filesystem::remove_all(directory_); }

  int Run(std::vector<std::string> arguments) {
    std::istringstream in;
    std::ostringstream out, err;
    Terminal terminal = {.in = in, .out = out, .err = err};
    terminal.variable = [this](const std::string& name) -> std::string {
      if (name == "DUIKOU_SERVER") return fake_.address();
      if (name == "XDG_STATE_HOME") return directory_;
      return name == "DUIKOU_PROGRAMME" ? "hubei" : "";
    };
    const int code = RunCommandLine(arguments, terminal);
    out_ = out.str();
    err_ = err.str();
    return code;
  }
  std::string Content(const std::string& name) {
    std::ifstream file(directory_ + "/" + name);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }

  const std::string directory_ =
      absl::StrCat(testing::TempDir(), "/audit_commands_", getpid());
  FakeAudit fake_;
  std::string out_;
  std::string err_;
};

TEST_F(AuditCommandsTest, ListIsATableInEitherLanguage) {
  EXPECT_EQ(Run({"audit", "list"}), 0) << err_;
  EXPECT_EQ(fake_.listed.parent(), "programmes/hubei");
  EXPECT_THAT(out_, HasSubstr("序号"));
  EXPECT_THAT(out_, HasSubstr("待封存"));
  EXPECT_THAT(out_, HasSubstr("已写入"));
  EXPECT_THAT(out_, HasSubstr("修改 programmes/hubei/projects/p-1 等 2 项"));
  EXPECT_EQ(Run({"audit", "list", "--language", "en"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("updated programmes/hubei/projects/p-1 and 1 "
                              "more"));
  EXPECT_THAT(out_, HasSubstr("wrong password ×40"));
  EXPECT_THAT(out_, HasSubstr("2014-05-13 16:53:20"));
  EXPECT_EQ(Run({"audit", "list", "--limit", "1"}), 0);
  EXPECT_THAT(out_, Not(HasSubstr("待封存")));
  EXPECT_THAT(out_, HasSubstr("--limit 0"));
}

TEST_F(AuditCommandsTest, FiltersAreSentAndMistakesTold) {
  EXPECT_EQ(Run({"audit", "list", "--actor", "li", "--method", "Update",
                 "--resource", "programmes/hubei/projects/p-1", "--outcome",
                 "refused", "--since", "2014-05-01", "--until",
                 "2014-05-02 08:30", "--source", "10.0.0.7", "--full"}),
            0)
      << err_;
  EXPECT_EQ(fake_.listed.view(), AUDIT_VIEW_FULL);
  const AuditFilter& filter = fake_.listed.filter();
  EXPECT_EQ(filter.actor(), "people/li");
  EXPECT_EQ(filter.method(), "Update");
  EXPECT_EQ(filter.resource(), "programmes/hubei/projects/p-1");
  EXPECT_EQ(filter.source(), "10.0.0.7");
  EXPECT_THAT(filter.outcomes(), ElementsAre(AuditEntry::OUTCOME_REFUSED));
  EXPECT_EQ(filter.start_time().seconds(), 1'398'902'400);
  EXPECT_EQ(filter.end_time().seconds(), 1'399'019'400);
  EXPECT_THAT(out_, HasSubstr("village: a → b"));
  EXPECT_EQ(Run({"audit", "list", "--since", "yesterday"}), 2);
  EXPECT_THAT(err_, HasSubstr("--since"));
  EXPECT_EQ(Run({"audit", "list", "--outcome", "odd"}), 2);
  EXPECT_THAT(err_, HasSubstr("written, refused, unauthenticated"));
  EXPECT_EQ(Run({"audit", "list", "--programme", "-"}), 0) << err_;
  EXPECT_EQ(fake_.listed.parent(), "programmes/-");
  EXPECT_EQ(Run({"audit"}), 2);
}

TEST_F(AuditCommandsTest, ListIsCsvAndJsonForPrograms) {
  EXPECT_EQ(Run({"audit", "list", "--output", "csv"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("number,time,actor,outcome"));
  EXPECT_THAT(out_, HasSubstr("ACTION_DELETED,programmes/hubei/projects/p-2"));
  EXPECT_EQ(Run({"audit", "list", "--output", "json"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("\"call_id\": \"c-1\""));
}

TEST_F(AuditCommandsTest, ExportWritesAFile) {
  const std::string file = directory_ + "/audit.csv";
  EXPECT_EQ(Run({"audit", "export", file, "--actor", "people/li"}), 0) << err_;
  EXPECT_EQ(Content("audit.csv"), "one,two\r\n");
  EXPECT_THAT(out_, HasSubstr("7"));
  EXPECT_TRUE(fake_.exported.csv());
  EXPECT_EQ(fake_.exported.filter().actor(), "people/li");
  EXPECT_EQ(fake_.exported.language_code(), "zh");
  EXPECT_EQ(Run({"audit", "export", directory_ + "/audit.xlsx"}), 0) << err_;
  EXPECT_FALSE(fake_.exported.csv());
  EXPECT_FALSE(std::filesystem::exists(directory_ + "/audit.xlsx.part"));
  EXPECT_EQ(Run({"audit", "export", directory_ + "/no/such/dir.csv"}), 2);
}

TEST_F(AuditCommandsTest, VerifyOfAWholeTrailSucceeds) {
  fake_.found = Parsed<VerifyAuditResponse>(
      "entries: 12 pending: 1 head { number: 12 seal: '\\001\\377' }");
  EXPECT_EQ(Run({"audit", "verify"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("完整"));
  EXPECT_THAT(out_, HasSubstr("01ff"));
}

TEST_F(AuditCommandsTest, VerifyOfATamperedTrailFailsAndListsTheProblems) {
  fake_.found = Parsed<VerifyAuditResponse>(
      "entries: 12 problems { number: 3 kind: KIND_ALTERED text { zh: "
      "'审计记录被改动' en: 'the entry is not what was sealed' } } problems { "
      "kind: KIND_HISTORY_ALTERED text { zh: '无记录' en: 'untold' } }");
  EXPECT_EQ(Run({"audit", "verify"}), 1);
  EXPECT_THAT(out_, HasSubstr("审计记录被改动"));
  EXPECT_THAT(out_, HasSubstr("2 处问题"));
  EXPECT_EQ(Run({"audit", "verify", "--language", "en"}), 1);
  EXPECT_THAT(out_, HasSubstr("altered"));
  EXPECT_THAT(out_, HasSubstr("the entry is not what was sealed"));
  EXPECT_EQ(Run({"audit", "verify", "--output", "csv"}), 1);
  EXPECT_THAT(out_, HasSubstr("3,KIND_ALTERED,"));
  EXPECT_EQ(Run({"audit", "verify", "--output", "json"}), 1);
}

TEST_F(AuditCommandsTest, CheckpointFilesAreWrittenAndGivenBack) {
  const std::string file = directory_ + "/checkpoint.json";
  EXPECT_EQ(Run({"audit", "checkpoint", file}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("12"));
  EXPECT_EQ(Run({"audit", "verify", "--checkpoint", file}), 0) << err_;
  ASSERT_EQ(fake_.verified.checkpoints_size(), 1);
  EXPECT_EQ(fake_.verified.checkpoints(0).parent(), "programmes/hubei");
  EXPECT_EQ(fake_.verified.checkpoints(0).number(), 12);
  EXPECT_EQ(fake_.verified.checkpoints(0).seal(), std::string("\x00\xff", 2));
  EXPECT_EQ(Run({"audit", "checkpoint", "-"}), 0);
  EXPECT_EQ(out_, Content("checkpoint.json"));
  std::ofstream(file) << "no json";
  EXPECT_EQ(Run({"audit", "verify", "--checkpoint", file}), 2);
  EXPECT_EQ(Run({"audit", "verify", "--checkpoint", directory_ + "/gone"}), 2);
}

}  // namespace
}  // namespace duikou::cli
