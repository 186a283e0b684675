#include "clients/cli/access_commands.h"

#include <termios.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/cli/errors.h"
#include "clients/cli/output.h"
#include "clients/cli/person_commands.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using access::v1::AccessService;
using access::v1::SignInResponse;
using AccessStub = AccessService::StubInterface;

// Keeps what is typed off the screen.
class Unseen {
 public:
  Unseen() {
    if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios unseen = before_;
    unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen) == 0;
  }
  ~Unseen() {
    if (changed_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

// A line of the standard input, asked for where a person can answer.
absl::StatusOr<std::string> ReadSecret(const Words& prompt, Session& session) {
  Terminal& terminal = session.terminal();
  std::unique_ptr<Unseen> unseen;
  if (terminal.in_is_tty) {
    terminal.err << session.Say(prompt) << std::flush;
    unseen = std::make_unique<Unseen>();
  }
  std::string line;
  const bool read = static_cast<bool>(std::getline(terminal.in, line));
  if (terminal.in_is_tty) terminal.err << "\n";
  if (!read || line.empty()) {
    return UsageError(session.Say(
        {"标准输入中没有密码", "there is no password on the standard input"}));
  }
  return std::string(absl::StripSuffix(line, "\r"));
}

// A new password, typed twice by a person.
absl::StatusOr<std::string> ReadNewPassword(Session& session) {
  ASSIGN_OR_RETURN(std::string password,
                   ReadSecret({"新密码：", "New password: "}, session));
  if (!session.terminal().in_is_tty) return password;
  ASSIGN_OR_RETURN(const std::string again,
                   ReadSecret({"再输入一次：", "Once more: "}, session));
  if (password == again) return password;
  return UsageError(
      session.Say({"两次输入的密码不同", "they are not the same"}));
}

void Remember(const SignInResponse& response, Session& session) {
  session.state().set_secret(response.secret());
  if (session.output() == OutputFormat::kJson) {
    PrintPerson(response.person(), session);
    return;
  }
  session.terminal().out << session.Say({"已登录：", "Signed in as "})
                         << LastId(response.person().name()) << "  "
                         << response.person().display_name() << "\n";
}

struct SignInOptions {
  std::string person;
  std::string link;
};

absl::Status RunSignIn(const SignInOptions& options, Session& session) {
  if (options.person.empty() == options.link.empty()) {
    return UsageError(session.Say({"请给出登录名，或用 --link 给出链接",
                                   "give the name to sign in with, or a link "
                                   "with --link"}));
  }
  if (options.link.empty()) {
    access::v1::SignInRequest request;
    request.set_person_id(LastId(options.person));
    ASSIGN_OR_RETURN(*request.mutable_password(),
                     ReadSecret({"密码：", "Password: "}, session));
    ASSIGN_OR_RETURN(const SignInResponse response,
                     session.client().Call(&AccessStub::SignIn, request));
    Remember(response, session);
    return absl::OkStatus();
  }
  access::v1::RedeemLinkRequest request;
  const size_t hash = options.link.rfind('#');
  request.set_secret(hash == std::string::npos ? options.link
                                               : options.link.substr(hash + 1));
  absl::StatusOr<SignInResponse> response =
      session.client().Call(&AccessStub::RedeemLink, request);
  if (absl::IsInvalidArgument(response.status())) {
    // The link sets a password.
    ASSIGN_OR_RETURN(*request.mutable_new_password(), ReadNewPassword(session));
    response = session.client().Call(&AccessStub::RedeemLink, request);
  }
  RETURN_IF_ERROR(response.status());
  Remember(*response, session);
  return absl::OkStatus();
}

absl::Status RunSignOut(Session& session) {
  const absl::Status status =
      session.client()
          .Call(&AccessStub::SignOut, access::v1::SignOutRequest())
          .status();
  session.state().set_secret("");
  // A session that has ended is what was wanted.
  if (!status.ok() && !absl::IsUnauthenticated(status)) return status;
  session.terminal().out << session.Say({"已退出\n", "Signed out\n"});
  return absl::OkStatus();
}

absl::Status RunWhoami(Session& session) {
  ASSIGN_OR_RETURN(
      const access::v1::Person person,
      session.client().Call(&AccessStub::GetMe, access::v1::GetMeRequest()));
  PrintPerson(person, session);
  return absl::OkStatus();
}

struct SetUpOptions {
  std::string code;
  std::string person;
  std::string display_name;
};

absl::Status RunSetUp(const SetUpOptions& options, Session& session) {
  access::v1::SetUpRequest request;
  request.set_code(options.code);
  request.set_person_id(options.person);
  request.set_display_name(options.display_name);
  ASSIGN_OR_RETURN(*request.mutable_password(), ReadNewPassword(session));
  ASSIGN_OR_RETURN(const SignInResponse response,
                   session.client().Call(&AccessStub::SetUp, request));
  Remember(response, session);
  return absl::OkStatus();
}

absl::Status RunPassword(Session& session) {
  access::v1::ChangePasswordRequest request;
  ASSIGN_OR_RETURN(*request.mutable_password(),
                   ReadSecret({"现在的密码：", "Present password: "}, session));
  ASSIGN_OR_RETURN(*request.mutable_new_password(), ReadNewPassword(session));
  RETURN_IF_ERROR(
      session.client().Call(&AccessStub::ChangePassword, request).status());
  session.terminal().out << session.Say(
      {"密码已修改，其他登录均已退出\n",
       "The password is changed, and all other sessions are ended\n"});
  return absl::OkStatus();
}

}  // namespace

void AddAccessCommands(Session& session, CLI::App& app) {
  auto sign_in = std::make_shared<SignInOptions>();
  CLI::App* command = AddCommand(
      app, "sign-in", {"登录", "Sign in; the password is asked for"},
      "duikou sign-in li-ming\nduikou sign-in li-ming <password.txt\n"
      "duikou sign-in --link dkl_…");
  command->add_option("PERSON", sign_in->person,
                      "The name to sign in with 登录名");
  command->add_option("--link", sign_in->link,
                      "A link that works once 一次性链接");
  command->callback([&session, sign_in] {
    session.Select([&, sign_in] { return RunSignIn(*sign_in, session); });
  });

  command = AddCommand(app, "sign-out", {"退出登录", "Sign out"}, "");
  command->callback(
      [&session] { session.Select([&] { return RunSignOut(session); }); });

  command = AddCommand(
      app, "whoami", {"我是谁、能做什么", "Who is signed in, and may do what"},
      "duikou whoami");
  command->callback(
      [&session] { session.Select([&] { return RunWhoami(session); }); });

  auto set_up = std::make_shared<SetUpOptions>();
  command = AddCommand(
      app, "set-up",
      {"首次运行：创建第一位管理员", "First run: make the first administrator"},
      "duikou set-up --code K7QF-2M9X-PT4R --person admin --name 系统管理员");
  command
      ->add_option("--code", set_up->code,
                   "The code that the server printed 服务启动时显示的代码")
      ->required();
  command
      ->add_option("--person", set_up->person,
                   "The name to sign in with 登录名")
      ->required();
  command->add_option("--name", set_up->display_name, "The person's name 姓名")
      ->required();
  command->callback([&session, set_up] {
    session.Select([&, set_up] { return RunSetUp(*set_up, session); });
  });

  command = AddCommand(app, "password",
                       {"修改自己的密码", "Change one's own password"}, "");
  command->callback(
      [&session] { session.Select([&] { return RunPassword(session); }); });

  AddPersonCommands(session, app);
  AddTokenCommands(session, app);
  AddSessionCommands(session, app);
}

}  // namespace duikou::cli
