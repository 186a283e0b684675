#include "clients/cli/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/command_line.h"

namespace duikou::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Script(Shell shell) {
  Terminal terminal;
  Session session(terminal);
  CLI::App app("", "duikou");
  AddAllCommands(session, app);
  return CompletionScript(app, shell);
}

std::string FileWith(const std::string& name, const std::string& content) {
  const std::string file = testing::TempDir() + "/" + name;
  std::ofstream(file) << content;
  return file;
}

// What bash offers after the words, the last of which is being typed.
std::string Offered(const std::string& words) {
  const std::string file = FileWith("duikou.bash", Script(Shell::kBash));
  const std::string command =
      absl::StrCat("bash -c 'source ", file, "; COMP_WORDS=(", words,
                   "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _duikou; "
                   "echo -n \"${COMPREPLY[*]}\"'");
  FILE* pipe = popen(command.c_str(), "r");
  std::string output;
  char buffer[4096];
  while (size_t size = fread(buffer, 1, sizeof(buffer), pipe)) {
    output.append(buffer, size);
  }
  EXPECT_EQ(pclose(pipe), 0) << command;
  return output;
}

TEST(CompletionTest, TheBashScriptIsGoodBash) {
  const std::string file = FileWith("syntax.bash", Script(Shell::kBash));
  EXPECT_EQ(std::system(absl::StrCat("bash -n ", file).c_str()), 0);
}

TEST(CompletionTest, BashCompletesSubcommands) {
  EXPECT_EQ(Offered("duikou proj"), "project");
  EXPECT_EQ(Offered("duikou project pub"), "publish");
  EXPECT_EQ(Offered("duikou fair pub"), "publish");
  EXPECT_THAT(Offered("duikou pairing \"\""),
              HasSubstr("list get create update delete"));
}

TEST(CompletionTest, BashCompletesOptionsAndTheirValues) {
  EXPECT_EQ(Offered("duikou recommend yichang --diversity-s"),
            "--diversity-sector");
  EXPECT_EQ(Offered("duikou project list --output j"), "json");
  EXPECT_EQ(Offered("duikou project create --readiness site"), "site-ready");
  EXPECT_EQ(Offered("duikou fair ask 2016 hzau whu --kind no"), "no-thanks");
  EXPECT_EQ(Offered("duikou fair requests 2016 --state pend"), "pending");
  EXPECT_EQ(Offered("duikou --language \"\""), "zh en");
}

TEST(CompletionTest, OtherShellsHaveEveryCommandToo) {
  const std::string zsh = Script(Shell::kZsh);
  EXPECT_THAT(zsh, HasSubstr("#compdef duikou"));
  EXPECT_THAT(zsh, HasSubstr("' saved-search run'"));
  EXPECT_THAT(zsh, Not(HasSubstr("COMPREPLY")));
  const std::string fish = Script(Shell::kFish);
  EXPECT_THAT(fish, HasSubstr("complete -c duikou -n '__duikou_at \\' "
                              "project\\'' -f -a publish"));
  EXPECT_THAT(fish, HasSubstr("-l output -x -a 'table json csv'"));
}

}  // namespace
}  // namespace duikou::cli
