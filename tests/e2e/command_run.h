// Runs the duikou command against a deployment, as somebody would type it.
//
//   Command command(deployment(), "hubei");
//   Told told = command.Run({"fair", "list"});
//   EXPECT_EQ(told.code, 0) << told.err;
#ifndef DUIKOU_TESTS_E2E_COMMAND_RUN_H_
#define DUIKOU_TESTS_E2E_COMMAND_RUN_H_

#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/command_line.h"
#include "gtest/gtest.h"
#include "services/store/testing/temporary_directory.h"
#include "tests/e2e/deployment.h"

namespace duikou::e2e {

struct Told {
  int code = 0;
  std::string out;
  std::string err;
};

// Remembers what it is answered, as the command does. Not thread-safe.
class Command {
 public:
  // The deployment outlives it.
  Command(Deployment& deployment, std::string programme)
      : deployment_(deployment), programme_(std::move(programme)) {}

  Told Run(std::vector<std::string> arguments) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    cli::Terminal terminal{.in = in, .out = out, .err = err};
    terminal.variable = [this](const std::string& name) -> std::string {
      return name == "XDG_STATE_HOME" ? state_.path() : "";
    };
    for (const std::string& option :
         {std::string("--server"), Servers(), std::string("--programme"),
          programme_, std::string("--deadline"), std::string("60s")}) {
      arguments.push_back(option);
    }
    const int code = cli::RunCommandLine(arguments, terminal);
    return {code, out.str(), err.str()};
  }
  // Fails the test where the command does.
  std::string Must(const std::vector<std::string>& arguments) {
    const Told told = Run(arguments);
    EXPECT_EQ(told.code, 0)
        << absl::StrJoin(arguments, " ") << ": " << told.out << told.err;
    return told.out;
  }
  // What it says where it is refused; fails the test where it is not.
  std::string Refused(const std::vector<std::string>& arguments) {
    const Told told = Run(arguments);
    EXPECT_NE(told.code, 0) << absl::StrJoin(arguments, " ") << told.out;
    return told.err;
  }

 private:
  std::string Servers() {
    std::vector<std::string> entries;
    for (const auto& [role, services] : RoleServices()) {
      entries.push_back(absl::StrCat(role, "=", deployment_.address(role)));
    }
    return absl::StrJoin(entries, ",");
  }

  Deployment& deployment_;
  const std::string programme_;
  const TemporaryDirectory state_;
};

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_COMMAND_RUN_H_
