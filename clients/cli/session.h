// Session: what one run of the command knows: its options for every command,
// the language, the programme, the connection and where it prints.
//
//   Session session(terminal);
//   AddGlobalOptions(session, app);         // binds session.options()
//   ... app.parse(...) ...
//   RETURN_IF_ERROR(session.Begin());
//   ASSIGN_OR_RETURN(std::string unit,
//                    session.Name("programmes/{programme}/units/{unit}",
//                    "hzau"));
#ifndef DUIKOU_CLIENTS_CLI_SESSION_H_
#define DUIKOU_CLIENTS_CLI_SESSION_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/display_names.h"
#include "clients/cli/field_values.h"
#include "clients/cli/language.h"
#include "clients/cli/terminal.h"
#include "clients/lib/client.h"
#include "clients/lib/client_state.h"

namespace duikou::cli {

// The largest page that lists give.
inline constexpr int kMostPerPage = 1000;

enum class OutputFormat { kTable, kJson, kCsv };

// Options that every command takes, as typed.
struct GlobalOptions {
  std::string server;     // empty: $DUIKOU_SERVER, else 127.0.0.1:7100
  std::string programme;  // empty: $DUIKOU_PROGRAMME, the saved, the only one
  std::string language;   // empty: the environment's
  std::string output = "table";
  std::string deadline;  // empty: the client's defaults
};

// Not thread-safe. Neither copied nor moved.
class Session {
 public:
  using Command = std::function<absl::Status()>;

  // `terminal` is borrowed and outlives it.
  explicit Session(Terminal& terminal) : terminal_(terminal) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  GlobalOptions& options() { return options_; }
  Terminal& terminal() { return terminal_; }

  // Chooses what Run() does; the parser calls it for the command it found.
  void Select(Command command) { command_ = std::move(command); }
  bool selected() const { return command_ != nullptr; }

  // Reads the options, runs the command chosen and saves what is remembered.
  absl::Status Run();

  // Makes the command's exit code 1, though it has told all itself.
  void Fail() { failed_ = true; }
  bool failed() const { return failed_; }

  // Before Run() has read the options: from what is known so far.
  Language language() const;
  OutputFormat output() const;
  bool zh() const { return language() == Language::kZh; }
  std::string Say(const Words& words) const { return In(words, language()); }
  std::string server() const;

  // The following are for commands, while Run() runs them.
  client::Client& client() { return *client_; }
  client::ClientState& state() { return *state_; }
  DisplayNames& display_names() { return *display_names_; }

  // The programme's id: of --programme, the environment, the saved default, or
  // the only one that there is. A usage error where that leaves several.
  absl::StatusOr<std::string> Programme();
  // Its name: programmes/hubei.
  absl::StatusOr<std::string> ProgrammeName();
  // The resource name of `pattern` that `text` means. A usage error where it
  // means none.
  absl::StatusOr<std::string> Name(absl::string_view pattern,
                                   absl::string_view text);
  absl::StatusOr<std::string> UnitName(absl::string_view text) {
    return Name("programmes/{programme}/units/{unit}", text);
  }
  absl::StatusOr<std::string> ProjectName(absl::string_view text) {
    return Name("programmes/{programme}/projects/{project}", text);
  }
  // Name() for fields.
  NameSource names();

 private:
  absl::Status Begin();
  absl::Status CheckPlain(const client::Endpoints& endpoints);
  // What says who calls: $DUIKOU_TOKEN, the file $DUIKOU_TOKEN_FILE, else the
  // session that is signed in.
  absl::StatusOr<std::string> Secret();
  absl::StatusOr<std::string> OnlyProgramme();

  Terminal& terminal_;
  GlobalOptions options_;
  Command command_;
  bool failed_ = false;
  std::string programme_;  // once known
  std::unique_ptr<client::ClientState> state_;
  std::unique_ptr<client::Client> client_;
  std::unique_ptr<DisplayNames> display_names_;
};

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_SESSION_H_
