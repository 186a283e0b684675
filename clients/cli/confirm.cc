#include "clients/cli/confirm.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/errors.h"

namespace duikou::cli {

void AddYes(CLI::App& command, bool& yes) {
  command.add_flag("-y,--yes", yes,
                   "Do not ask; needed where there is no terminal to ask on "
                   "不再询问；没有终端时必须给出");
}

absl::StatusOr<bool> Confirmed(const std::string& what, bool yes,
                               Session& session, const Words& left) {
  if (yes) return true;
  Terminal& terminal = session.terminal();
  if (!terminal.in_is_tty) {
    return UsageError(absl::StrCat(
        what, session.Say({"：没有终端可以确认，请加 --yes",
                           ": there is no terminal to ask on: say --yes"})));
  }
  terminal.err << what << session.Say({"？[y/N] ", "? [y/N] "}) << std::flush;
  std::string answer;
  std::getline(terminal.in, answer);
  if (answer == "y" || answer == "Y" || answer == "yes" || answer == "是") {
    return true;
  }
  terminal.err << session.Say(left) << "\n";
  return false;
}

}  // namespace duikou::cli
