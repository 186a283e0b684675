#include "clients/cli/person_commands.h"

#include <google/protobuf/util/time_util.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/cli/confirm.h"
#include "clients/cli/errors.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using access::v1::AccessService;
using access::v1::Membership;
using access::v1::Person;
using google::protobuf::Timestamp;
using AccessStub = AccessService::StubInterface;

std::string MinuteText(const Timestamp& time) {
  if (time.seconds() == 0) return "";
  return absl::FormatTime("%Y-%m-%d %H:%M",
                          absl::FromUnixSeconds(time.seconds()),
                          absl::LocalTimeZone());
}

const google::protobuf::EnumDescriptor& Groups() {
  return *type::v1::PermissionGroup_descriptor();
}

// hubei/yichang: 支援方
std::string MembershipText(const Membership& membership,
                           const Session& session) {
  std::vector<std::string> groups;
  for (const int group : membership.groups()) {
    const auto* value = Groups().FindValueByNumber(group);
    if (value != nullptr)
      groups.push_back(EnumLabel(*value, session.language()));
  }
  const std::string unit = LastId(membership.unit());
  return absl::StrCat(LastId(membership.programme()), unit.empty() ? "" : "/",
                      unit, ": ", absl::StrJoin(groups, ", "));
}

std::string MembershipsText(const Person& person, const Session& session) {
  return absl::StrJoin(person.memberships(), "; ",
                       [&](std::string* out, const Membership& membership) {
                         out->append(MembershipText(membership, session));
                       });
}

// `hubei/yichang=supporter,recipient`, `hubei=office` or `-=administrator`.
absl::StatusOr<Membership> ParseMembership(const std::string& text) {
  const std::pair<std::string, std::string> halves =
      absl::StrSplit(text, absl::MaxSplits('=', 1));
  const std::pair<std::string, std::string> place =
      absl::StrSplit(halves.first, absl::MaxSplits('/', 1));
  if (place.first.empty() || halves.second.empty()) {
    return UsageError(absl::StrCat(
        "--member: \"", text,
        "\" is not PROGRAMME[/UNIT]=GROUP,…, such as hubei/yichang=supporter"));
  }
  Membership membership;
  membership.set_programme(absl::StrCat("programmes/", place.first));
  if (!place.second.empty()) {
    membership.set_unit(
        absl::StrCat("programmes/", place.first, "/units/", place.second));
  }
  for (const absl::string_view word : absl::StrSplit(halves.second, ',')) {
    const auto group = ParseEnum(Groups(), word);
    if (!group.ok()) return InOption("--member", group.status());
    membership.add_groups(
        static_cast<type::v1::PermissionGroup>((*group)->number()));
  }
  return membership;
}

struct PersonOptions {
  std::string person;
  std::string display_name;
  std::string phone;
  std::vector<std::string> members;
  bool disable = false;
  bool enable = false;
};

absl::Status SetMemberships(const PersonOptions& options, Person& person) {
  for (const std::string& text : options.members) {
    ASSIGN_OR_RETURN(*person.add_memberships(), ParseMembership(text));
  }
  return absl::OkStatus();
}

std::string PersonName(const std::string& text) {
  return absl::StrCat("people/", LastId(text));
}

absl::Status RunPersonList(const std::string& unit, bool every_programme,
                           Session& session) {
  access::v1::ListPeopleRequest request;
  request.set_page_size(1000);
  if (!unit.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_unit(), session.UnitName(unit));
  } else if (!every_programme) {
    ASSIGN_OR_RETURN(*request.mutable_programme(), session.ProgrammeName());
  }
  access::v1::ListPeopleResponse all;
  do {
    ASSIGN_OR_RETURN(access::v1::ListPeopleResponse page,
                     session.client().Call(&AccessStub::ListPeople, request));
    request.set_page_token(page.next_page_token());
    page.clear_next_page_token();
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  Terminal& terminal = session.terminal();
  if (session.output() == OutputFormat::kJson) {
    terminal.out << ToJson(all);
    return absl::OkStatus();
  }
  Table table({{.heading = session.Say({"登录名", "Signs in as"})},
               {.heading = session.Say({"姓名", "Name"})},
               {.heading = session.Say({"权限", "May do"}), .flexible = true},
               {.heading = session.Say({"最近登录", "Last signed in"})},
               {.heading = session.Say({"状态", "State"})}});
  std::string csv = CsvLine(
      {"person", "display_name", "memberships", "sign_in_time", "disabled"});
  for (const Person& person : all.people()) {
    const std::string id = LastId(person.name());
    const std::string members = MembershipsText(person, session);
    const std::string seen = MinuteText(person.sign_in_time());
    table.AddRow({id, person.display_name(), members, seen,
                  person.disabled() ? session.Say({"已停用", "disabled"})
                  : person.has_password()
                      ? ""
                      : session.Say({"未设密码", "no password yet"})});
    csv += CsvLine({id, person.display_name(), members, seen,
                    person.disabled() ? "true" : "false"});
  }
  terminal.out << (session.output() == OutputFormat::kCsv
                       ? csv
                       : table.Render(terminal.columns, terminal.Colour()));
  return absl::OkStatus();
}

absl::Status RunPersonGet(const std::string& id, Session& session) {
  access::v1::GetPersonRequest request;
  request.set_name(PersonName(id));
  ASSIGN_OR_RETURN(const Person person,
                   session.client().Call(&AccessStub::GetPerson, request));
  PrintPerson(person, session);
  return absl::OkStatus();
}

absl::Status RunPersonCreate(const PersonOptions& options, Session& session) {
  access::v1::CreatePersonRequest request;
  request.set_person_id(LastId(options.person));
  request.mutable_person()->set_display_name(options.display_name);
  request.mutable_person()->set_phone(options.phone);
  RETURN_IF_ERROR(SetMemberships(options, *request.mutable_person()));
  ASSIGN_OR_RETURN(const Person person,
                   session.client().Call(&AccessStub::CreatePerson, request));
  PrintPerson(person, session);
  if (session.output() == OutputFormat::kTable) {
    session.terminal().out
        << session.Say({"还不能登录。设置密码的链接：duikou person link ",
                        "Cannot sign in yet. A link to set a password: duikou "
                        "person link "})
        << LastId(person.name()) << "\n";
  }
  return absl::OkStatus();
}

absl::Status RunPersonUpdate(const PersonOptions& options, Session& session) {
  access::v1::UpdatePersonRequest request;
  Person& person = *request.mutable_person();
  person.set_name(PersonName(options.person));
  const auto set = [&request](const char* field) {
    request.mutable_update_mask()->add_paths(field);
  };
  if (!options.display_name.empty()) {
    person.set_display_name(options.display_name);
    set("display_name");
  }
  if (!options.phone.empty()) {
    person.set_phone(options.phone);
    set("phone");
  }
  if (!options.members.empty()) {
    RETURN_IF_ERROR(SetMemberships(options, person));
    set("memberships");
  }
  if (options.disable || options.enable) {
    person.set_disabled(options.disable);
    set("disabled");
  }
  if (request.update_mask().paths().empty()) {
    return UsageError(
        session.Say({"没有要修改的内容", "there is nothing to change"}));
  }
  ASSIGN_OR_RETURN(const Person changed,
                   session.client().Call(&AccessStub::UpdatePerson, request));
  PrintPerson(changed, session);
  return absl::OkStatus();
}

absl::Status RunPersonDelete(const std::string& id, bool yes,
                             Session& session) {
  ASSIGN_OR_RETURN(
      const bool meant,
      Confirmed(absl::StrCat(session.Say({"删除人员 ", "Delete person "}),
                             LastId(id)),
                yes, session));
  if (!meant) return absl::OkStatus();
  access::v1::DeletePersonRequest request;
  request.set_name(PersonName(id));
  RETURN_IF_ERROR(
      session.client().Call(&AccessStub::DeletePerson, request).status());
  session.terminal().out << session.Say({"已删除 ", "Deleted "}) << LastId(id)
                         << "\n";
  return absl::OkStatus();
}

absl::Status RunPersonLink(const std::string& id, bool sign_in,
                           Session& session) {
  access::v1::CreateLinkRequest request;
  request.set_person(PersonName(id));
  request.set_purpose(sign_in ? access::v1::Link::PURPOSE_SIGN_IN
                              : access::v1::Link::PURPOSE_SET_PASSWORD);
  ASSIGN_OR_RETURN(const access::v1::Link link,
                   session.client().Call(&AccessStub::CreateLink, request));
  Terminal& terminal = session.terminal();
  if (session.output() == OutputFormat::kJson) {
    terminal.out << ToJson(link);
  } else {
    terminal.out << "/link#" << link.secret() << "\n";
    terminal.err << session.Say({"一次有效，有效期至 ", "Works once, until "})
                 << MinuteText(link.expire_time()) << "\n";
  }
  return absl::OkStatus();
}

// people/li of whoever is signed in.
absl::StatusOr<std::string> Myself(Session& session) {
  ASSIGN_OR_RETURN(
      const Person person,
      session.client().Call(&AccessStub::GetMe, access::v1::GetMeRequest()));
  if (person.name().empty()) {
    return UsageError(session.Say(
        {"此服务不要求登录", "this server asks nobody to sign in"}));
  }
  return person.name();
}

struct TokenOptions {
  std::string display_name;
  bool read_only = false;
  int days = 365;
};

absl::Status RunTokenCreate(const TokenOptions& options, Session& session) {
  access::v1::CreateTokenRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), Myself(session));
  request.mutable_token()->set_display_name(options.display_name);
  request.mutable_token()->set_read_only(options.read_only);
  request.mutable_token()->mutable_expire_time()->set_seconds(
      absl::ToUnixSeconds(absl::Now() + absl::Hours(24) * options.days));
  ASSIGN_OR_RETURN(const access::v1::Token token,
                   session.client().Call(&AccessStub::CreateToken, request));
  Terminal& terminal = session.terminal();
  if (session.output() == OutputFormat::kJson) {
    terminal.out << ToJson(token);
  } else {
    terminal.out << token.secret() << "\n";
    terminal.err << session.Say(
        {"只显示这一次；用法：环境变量 DUIKOU_TOKEN\n",
         "Shown this once; use it as the environment variable DUIKOU_TOKEN\n"});
  }
  return absl::OkStatus();
}

absl::Status RunTokenList(Session& session) {
  access::v1::ListTokensRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), Myself(session));
  request.set_page_size(1000);
  ASSIGN_OR_RETURN(const access::v1::ListTokensResponse response,
                   session.client().Call(&AccessStub::ListTokens, request));
  Terminal& terminal = session.terminal();
  if (session.output() == OutputFormat::kJson) {
    terminal.out << ToJson(response);
    return absl::OkStatus();
  }
  Table table({{.heading = session.Say({"编号", "Id"})},
               {.heading = session.Say({"用途", "For"}), .flexible = true},
               {.heading = session.Say({"只读", "Read only"})},
               {.heading = session.Say({"有效期至", "Until"})}});
  std::string csv =
      CsvLine({"token", "display_name", "read_only", "expire_time"});
  for (const access::v1::Token& token : response.tokens()) {
    table.AddRow({LastId(token.name()), token.display_name(),
                  token.read_only() ? "✓" : "",
                  MinuteText(token.expire_time())});
    csv += CsvLine({LastId(token.name()), token.display_name(),
                    token.read_only() ? "true" : "false",
                    MinuteText(token.expire_time())});
  }
  terminal.out << (session.output() == OutputFormat::kCsv
                       ? csv
                       : table.Render(terminal.columns, terminal.Colour()));
  return absl::OkStatus();
}

absl::Status RunTokenDelete(const std::string& id, Session& session) {
  access::v1::DeleteTokenRequest request;
  ASSIGN_OR_RETURN(const std::string me, Myself(session));
  request.set_name(absl::StrCat(me, "/tokens/", LastId(id)));
  RETURN_IF_ERROR(
      session.client().Call(&AccessStub::DeleteToken, request).status());
  session.terminal().out << session.Say({"已撤销 ", "Revoked "}) << LastId(id)
                         << "\n";
  return absl::OkStatus();
}

absl::Status RunSessionList(const std::string& person, Session& session) {
  access::v1::ListSessionsRequest request;
  if (person.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_parent(), Myself(session));
  } else {
    request.set_parent(PersonName(person));
  }
  request.set_page_size(1000);
  ASSIGN_OR_RETURN(const access::v1::ListSessionsResponse response,
                   session.client().Call(&AccessStub::ListSessions, request));
  Terminal& terminal = session.terminal();
  if (session.output() == OutputFormat::kJson) {
    terminal.out << ToJson(response);
    return absl::OkStatus();
  }
  Table table(
      {{.heading = session.Say({"编号", "Id"})},
       {.heading = session.Say({"开始", "Since"})},
       {.heading = session.Say({"有效期至", "Until"})},
       {.heading = session.Say({"来自", "From"})},
       {.heading = session.Say({"程序", "Program"}), .flexible = true}});
  std::string csv = CsvLine(
      {"session", "create_time", "expire_time", "source", "user_agent"});
  for (const access::v1::Session& one : response.sessions()) {
    const std::string id =
        absl::StrCat(LastId(one.name()), one.current() ? " *" : "");
    table.AddRow({id, MinuteText(one.create_time()),
                  MinuteText(one.expire_time()), one.source(),
                  one.user_agent()});
    csv += CsvLine({LastId(one.name()), MinuteText(one.create_time()),
                    MinuteText(one.expire_time()), one.source(),
                    one.user_agent()});
  }
  terminal.out << (session.output() == OutputFormat::kCsv
                       ? csv
                       : table.Render(terminal.columns, terminal.Colour()));
  return absl::OkStatus();
}

absl::Status RunSessionEnd(const std::string& person, const std::string& id,
                           Session& session) {
  access::v1::DeleteSessionRequest request;
  std::string owner = PersonName(person);
  if (person.empty()) {
    ASSIGN_OR_RETURN(owner, Myself(session));
  }
  request.set_name(absl::StrCat(owner, "/sessions/", LastId(id)));
  RETURN_IF_ERROR(
      session.client().Call(&AccessStub::DeleteSession, request).status());
  session.terminal().out << session.Say({"已结束 ", "Ended "}) << LastId(id)
                         << "\n";
  return absl::OkStatus();
}

constexpr char kMemberHelp[] =
    "What it may do: PROGRAMME[/UNIT]=GROUP,…; groups are office, supporter, "
    "recipient, organiser, supervisor, administrator; `-` is every programme. "
    "Can be repeated 权限";

}  // namespace

void PrintPerson(const Person& person, Session& session) {
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(person);
    return;
  }
  if (session.output() == OutputFormat::kCsv) {
    session.terminal().out << CsvLine({"person", "display_name", "memberships"})
                           << CsvLine({LastId(person.name()),
                                       person.display_name(),
                                       MembershipsText(person, session)});
    return;
  }
  std::vector<std::pair<std::string, std::string>> lines = {
      {session.Say({"登录名", "Signs in as"}), LastId(person.name())},
      {session.Say({"姓名", "Name"}), person.display_name()},
      {session.Say({"电话", "Telephone"}), person.phone()}};
  for (const Membership& membership : person.memberships()) {
    lines.emplace_back(session.Say({"权限", "May do"}),
                       MembershipText(membership, session));
  }
  lines.emplace_back(session.Say({"最近登录", "Last signed in"}),
                     MinuteText(person.sign_in_time()));
  if (person.disabled()) {
    lines.emplace_back(session.Say({"状态", "State"}),
                       session.Say({"已停用", "disabled"}));
  }
  PrintCard(lines, session);
}

void AddPersonCommands(Session& session, CLI::App& app) {
  CLI::App* person =
      AddCommand(app, "person", {"人员和权限", "People, and what they may do"},
                 "duikou person list");
  person->require_subcommand(1);

  auto unit = std::make_shared<std::string>();
  auto every = std::make_shared<bool>(false);
  CLI::App* command =
      AddCommand(*person, "list", {"列出人员", "List them"},
                 "duikou person list\nduikou person list --unit yichang");
  command->add_option("--unit", *unit, "Only of this unit 单位");
  command->add_flag("--all", *every, "Of every programme 所有规划");
  command->callback([&session, unit, every] {
    session.Select(
        [&, unit, every] { return RunPersonList(*unit, *every, session); });
  });

  auto id = std::make_shared<std::string>();
  command = AddCommand(*person, "get", {"查看一人", "Show one"},
                       "duikou person get li-ming");
  command->add_option("PERSON", *id, "The name to sign in with 登录名")
      ->required();
  command->callback([&session, id] {
    session.Select([&, id] { return RunPersonGet(*id, session); });
  });

  auto create = std::make_shared<PersonOptions>();
  command = AddCommand(*person, "create", {"新增一人", "Add one"},
                       "duikou person create li-ming --name 李明 --member "
                       "hubei/yichang=supporter");
  command
      ->add_option("PERSON", create->person, "The name to sign in with 登录名")
      ->required();
  command->add_option("--name", create->display_name, "The person's name 姓名")
      ->required();
  command->add_option("--phone", create->phone, "Telephone 电话");
  command->add_option("--member", create->members, kMemberHelp)
      ->type_name("PROGRAMME[/UNIT]=GROUP,…");
  command->callback([&session, create] {
    session.Select([&, create] { return RunPersonCreate(*create, session); });
  });

  auto update = std::make_shared<PersonOptions>();
  command = AddCommand(*person, "update", {"修改一人", "Change one"},
                       "duikou person update li-ming --disable\n"
                       "duikou person update li-ming --member "
                       "hubei/yichang=supporter,recipient");
  command
      ->add_option("PERSON", update->person, "The name to sign in with 登录名")
      ->required();
  command->add_option("--name", update->display_name, "The person's name 姓名");
  command->add_option("--phone", update->phone, "Telephone 电话");
  command->add_option("--member", update->members, kMemberHelp)
      ->type_name("PROGRAMME[/UNIT]=GROUP,…");
  CLI::Option* disable = command->add_flag("--disable", update->disable,
                                           "It cannot sign in any more 停用");
  command->add_flag("--enable", update->enable, "It can again 启用")
      ->excludes(disable);
  command->callback([&session, update] {
    session.Select([&, update] { return RunPersonUpdate(*update, session); });
  });

  auto deleted = std::make_shared<std::string>();
  command = AddCommand(*person, "delete", {"删除一人", "Delete one"},
                       "duikou person delete li-ming --yes");
  command->add_option("PERSON", *deleted, "The name to sign in with 登录名")
      ->required();
  auto yes = std::make_shared<bool>(false);
  AddYes(*command, *yes);
  command->callback([&session, deleted, yes] {
    session.Select(
        [&, deleted, yes] { return RunPersonDelete(*deleted, *yes, session); });
  });

  auto linked = std::make_shared<std::string>();
  auto sign_in = std::make_shared<bool>(false);
  command = AddCommand(
      *person, "link",
      {"一次性链接，用于设置密码", "A link that works once, to set a password"},
      "duikou person link li-ming");
  command->add_option("PERSON", *linked, "The name to sign in with 登录名")
      ->required();
  command->add_flag("--sign-in", *sign_in,
                    "Sign in without a password; on a sample server alone "
                    "直接登录，仅限示例服务");
  command->callback([&session, linked, sign_in] {
    session.Select([&, linked, sign_in] {
      return RunPersonLink(*linked, *sign_in, session);
    });
  });
}

void AddTokenCommands(Session& session, CLI::App& app) {
  CLI::App* token =
      AddCommand(app, "token",
                 {"程序使用的令牌", "Tokens with which programs act for one"},
                 "duikou token create --name nightly-export --read-only");
  token->require_subcommand(1);

  auto options = std::make_shared<TokenOptions>();
  CLI::App* command =
      AddCommand(*token, "create", {"新建令牌", "Create one"},
                 "duikou token create --name nightly-export --read-only");
  command->add_option("--name", options->display_name, "What it is for 用途")
      ->required();
  command->add_flag("--read-only", options->read_only,
                    "It cannot change anything 只读");
  command->add_option("--days", options->days, "How long it lasts 有效天数")
      ->check(CLI::Range(1, 366))
      ->capture_default_str();
  command->callback([&session, options] {
    session.Select([&, options] { return RunTokenCreate(*options, session); });
  });

  command = AddCommand(*token, "list", {"列出令牌", "List one's own"}, "");
  command->callback(
      [&session] { session.Select([&] { return RunTokenList(session); }); });

  auto id = std::make_shared<std::string>();
  command = AddCommand(*token, "delete", {"撤销令牌", "Revoke one"},
                       "duikou token delete ID");
  command->add_option("TOKEN", *id, "Its id 编号")->required();
  command->callback([&session, id] {
    session.Select([&, id] { return RunTokenDelete(*id, session); });
  });
}

void AddSessionCommands(Session& session, CLI::App& app) {
  CLI::App* sessions =
      AddCommand(app, "session", {"登录会话", "Where one is signed in"},
                 "duikou session list");
  sessions->require_subcommand(1);

  auto person = std::make_shared<std::string>();
  CLI::App* command = AddCommand(*sessions, "list", {"列出会话", "List them"},
                                 "duikou session list");
  command->add_option("--person", *person, "Of somebody else 他人");
  command->callback([&session, person] {
    session.Select([&, person] { return RunSessionList(*person, session); });
  });

  auto id = std::make_shared<std::string>();
  auto owner = std::make_shared<std::string>();
  command = AddCommand(*sessions, "end", {"结束会话", "End one"},
                       "duikou session end ID");
  command->add_option("SESSION", *id, "Its id 编号")->required();
  command->add_option("--person", *owner, "Of somebody else 他人");
  command->callback([&session, id, owner] {
    session.Select(
        [&, id, owner] { return RunSessionEnd(*owner, *id, session); });
  });
}

}  // namespace duikou::cli
