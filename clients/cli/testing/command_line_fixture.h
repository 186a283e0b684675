// CommandLineFixture: the base of tests that run commands against fakes.
//
//   class SheetCommandsTest : public CommandLineFixture {};
//   TEST_F(SheetCommandsTest, …) {
//     EXPECT_EQ(Run({"project", "list"}), 0) << err_;
//     EXPECT_THAT(out_, HasSubstr("…"));
//   }
#ifndef DUIKOU_CLIENTS_CLI_TESTING_COMMAND_LINE_FIXTURE_H_
#define DUIKOU_CLIENTS_CLI_TESTING_COMMAND_LINE_FIXTURE_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/command_line.h"
#include "clients/cli/testing/fake_services.h"
#include "gtest/gtest.h"

namespace duikou::cli {

// Runs commands against the fakes and keeps what they print.
class CommandLineFixture : public ::testing::Test {
 protected:
  CommandLineFixture() {
    setenv("TZ", "UTC", 1);
    state_ = ::testing::TempDir() + "/command_line_state";
    std::filesystem::remove_all(state_);
    environment_ = {{"XDG_STATE_HOME", state_},
                    {"DUIKOU_SERVER", fakes_.address()}};
  }

  int Run(const std::vector<std::string>& arguments,
          const std::string& typed = "") {
    std::istringstream in(typed);
    std::ostringstream out;
    std::ostringstream err;
    Terminal terminal = {.in = in, .out = out, .err = err};
    terminal.in_is_tty = in_is_tty_;
    terminal.out_is_tty = out_is_tty_;
    terminal.columns = columns_;
    terminal.variable = [this](const std::string& name) {
      const auto found = environment_.find(name);
      return found == environment_.end() ? "" : found->second;
    };
    const int code = RunCommandLine(arguments, terminal);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  std::string FileWith(const std::string& name, const std::string& content) {
    const std::string file = ::testing::TempDir() + "/" + name;
    std::ofstream(file) << content;
    return file;
  }

  FakeServices fakes_;
  std::map<std::string, std::string> environment_;
  std::string state_;
  bool in_is_tty_ = false;
  bool out_is_tty_ = false;
  int columns_ = 0;
  std::string out_;
  std::string err_;
};

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_TESTING_COMMAND_LINE_FIXTURE_H_
