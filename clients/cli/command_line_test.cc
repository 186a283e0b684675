// What all commands have in common: languages, programmes, servers, mistakes,
// colour and help.
#include "clients/cli/command_line.h"

#include <string>
#include <vector>

#include "clients/cli/testing/command_line_fixture.h"
#include "clients/cli/testing/fake_services.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

class CommandLineTest : public CommandLineFixture {};

TEST_F(CommandLineTest, TheLanguageIsTheEnvironmentsElseChinese) {
  environment_["LANG"] = "en_GB.UTF-8";
  Run({"project", "list", "--limit", "1"});
  EXPECT_THAT(out_, HasSubstr("Navel orange base"));
  environment_["LC_ALL"] = "zh_CN.UTF-8";
  Run({"project", "list", "--limit", "1"});
  EXPECT_THAT(out_, HasSubstr("屈原镇"));
}

TEST_F(CommandLineTest, HistoryIsToldFieldByField) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"history", "projects/p-1"},
                                             {"history", "project", "p-1"}}) {
    EXPECT_EQ(Run(arguments), 0) << err_;
    EXPECT_EQ(out_,
              "2014-05-13 16:53:20  修改  anonymous  UpdateProject\n"
              "    fund_needs[0].open_fen: 100万元 → 300万元\n"
              "    village: – → 屈原镇\n");
  }
  EXPECT_EQ(Run({"history", "p-1"}), 2);
  EXPECT_EQ(err_,
            "duikou: \"p-1\" does not say of what kind: write project p-1 or "
            "projects/p-1\n");
}

TEST_F(CommandLineTest, StatusFailsWhereAServiceIsNotServing) {
  EXPECT_EQ(Run({"status", "--language", "en"}), 1);
  EXPECT_THAT(out_, HasSubstr("catalogue"));
  EXPECT_THAT(out_, MatchesRegex(".*matching +[0-9.:]+ +not serving  it "
                                 "answers, but is not serving\n.*"));
}

TEST_F(CommandLineTest, SeveralProgrammesHaveToBeChosenFrom) {
  fakes_.catalogue.programmes.push_back(FromText<catalogue::v1::Programme>(
      "name: 'programmes/chongqing' display_name { zh: '重庆' }"));
  EXPECT_EQ(Run({"project", "list"}), 2);
  EXPECT_EQ(err_,
            "duikou: 有多个规划（hubei, chongqing）：请用 --programme 指定，或"
            "用 duikou programme use 设为默认\n");
  EXPECT_EQ(Run({"project", "list", "--programme", "hubei"}), 0);
  EXPECT_EQ(Run({"programme", "use", "hubei"}), 0);
  EXPECT_EQ(out_, "此后默认使用规划 hubei  湖北规划\n");
  EXPECT_EQ(Run({"project", "list"}), 0);
  EXPECT_EQ(Run({"programme", "use", "--none"}), 0);
  EXPECT_EQ(Run({"project", "list"}), 2);
  environment_["DUIKOU_PROGRAMME"] = "hubei";
  EXPECT_EQ(Run({"project", "list"}), 0);
}

TEST_F(CommandLineTest, NoProgrammeSaysHowToGetOne) {
  fakes_.catalogue.programmes.clear();
  EXPECT_EQ(Run({"project", "list", "--language", "en"}), 2);
  EXPECT_EQ(err_,
            "duikou: there is no programme yet: make one with duikou programme "
            "create, or load the samples with deploy/up\n");
}

TEST_F(CommandLineTest, MistakesAreOneLineAndExitCodeTwo) {
  const std::pair<std::vector<std::string>, const char*> kCases[] = {
      {{"projct"},
       "there is no command \"duikou projct\"; did you mean project? (duikou "
       "--help)"},
      {{"project"},
       "duikou project what? list, get, create, update, delete, publish, "
       "withdraw, complete, search, attention, issues (duikou project --help)"},
      {{"project", "lst"},
       "there is no command \"duikou project lst\"; did you mean list? (duikou "
       "project --help)"},
      {{"recommend"}, "UNIT is required (duikou recommend --help)"},
      {{"recommend", "a", "b"},
       "\"b\" is one word too many (duikou recommend --help)"},
      {{"recommend", "a", "--tpo", "3"},
       "duikou recommend has no option --tpo; did you mean --top? (duikou "
       "recommend --help)"},
      {{"project", "create", "--fund-need", "policy,500"},
       "--fund-need: \"500\" says no unit: write 500元, 500万元 or 500亿元"},
      {{"project", "create", "--readiness", "soon"},
       "--readiness: \"soon\" is none of idea, proposal, feasibility-study, "
       "approved, site-ready"},
      {{"project", "create", "--file", "/nowhere"},
       "--file: cannot read \"/nowhere\""},
      {{"project", "update", "p-1"},
       "nothing to change: give a field's option, --set path=value, --clear "
       "path or --file"},
      {{"project", "update", "p-1", "--set", "jobs"},
       "--set: \"jobs\" is not of the form path=value"},
      {{"import", "shortlist", "f"},
       "\"shortlist\" is no collection of sheets: use "
       "areas|sectors|projects|units|profiles|pairings|quotas|commitments|"
       "cooperations|agreements|ledgerEntries"},
      {{"project", "list", "--limit", "-1"}, "--limit: must not be negative"},
      {{"recommend", "a", "--weights", "luck=3"},
       "--weights: \"luck\" is none of sector, region, fund-size, capability, "
       "standing, record"},
      {{"project", "get", "a/b/c"},
       "\"a/b/c\" is no name of the form "
       "programmes/{programme}/projects/{project}"},
      {{"project", "list", "--deadline", "soon"},
       "--deadline: \"soon\" is no duration such as 500ms, 30s or 5m"},
      {{"project", "list", "--server", "stall=a"},
       "--server: unknown service \"stall\": use access, catalogue, profiles, "
       "matching, assignment, fair or progress"},
      {{"project", "get", "\xFF"}, "\"\xFF\" is no UTF-8 text"},
      {{"help", "nothing"}, "there is no such command; see duikou help"},
  };
  for (const auto& [arguments, message] : kCases) {
    EXPECT_EQ(Run(arguments), 2) << message;
    EXPECT_EQ(err_, std::string("duikou: ") + message + "\n");
    EXPECT_THAT(out_, IsEmpty());
  }
}

TEST_F(CommandLineTest, WhatTheServerRefusesIsExitCodeOne) {
  EXPECT_EQ(Run({"project", "get", "p-404"}), 1);
  EXPECT_EQ(err_,
            "duikou: 不存在：programmes/hubei/projects/p-404 does not exist\n");
  EXPECT_EQ(Run({"sector", "list", "--language", "en"}), 1);
  EXPECT_EQ(err_, "duikou: the server does not offer this\n");
}

TEST_F(CommandLineTest, NoServerSaysHowToStartOne) {
  EXPECT_EQ(
      Run({"programme", "list", "--server", "127.0.0.1:1", "--language", "en"}),
      1);
  EXPECT_THAT(err_, MatchesRegex("duikou: no service answers at 127.0.0.1:1 "
                                 "\\(.*\\); start one with: duikou serve, or "
                                 "name another with --server\n"));
}

TEST_F(CommandLineTest, NothingGoesToOtherMachinesInPlainText) {
  EXPECT_EQ(Run({"--server", "192.0.2.1:7100", "whoami"}), 2);
  EXPECT_THAT(err_, HasSubstr("192.0.2.1:7100：不在本机"));
}

TEST_F(CommandLineTest, ColourIsForTerminalsWithoutNoColor) {
  columns_ = 100;
  Run({"project", "list"});
  EXPECT_THAT(out_, Not(HasSubstr("\033[")));
  out_is_tty_ = true;
  Run({"project", "list"});
  EXPECT_THAT(out_, HasSubstr("\033[1m编号"));
  environment_["NO_COLOR"] = "1";
  Run({"project", "list"});
  EXPECT_THAT(out_, Not(HasSubstr("\033[")));
}

TEST_F(CommandLineTest, EveryCommandHasHelpWithExamples) {
  EXPECT_EQ(Run({}), 0);
  EXPECT_THAT(out_, HasSubstr("Match 匹配:"));
  EXPECT_EQ(Run({"help", "project", "search"}), 0);
  EXPECT_THAT(out_, HasSubstr("duikou project search 柑橘 --area 420527"));
  EXPECT_EQ(Run({"recommend", "--help"}), 0);
  EXPECT_THAT(out_, HasSubstr("Examples 示例:\n  duikou recommend yichang"));
  EXPECT_EQ(Run({"version"}), 0);
  EXPECT_THAT(out_, MatchesRegex("duikou [0-9.]+\n"));
}

}  // namespace
}  // namespace duikou::cli
