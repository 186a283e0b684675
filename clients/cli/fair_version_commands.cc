#include "clients/cli/fair_version_commands.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cli/errors.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using fair::v1::Fair;
using fair::v1::GetTimetableRequest;
using fair::v1::ListNoticesRequest;
using fair::v1::ListNoticesResponse;
using fair::v1::ListTimetablesRequest;
using fair::v1::ListTimetablesResponse;
using fair::v1::MeetingChange;
using fair::v1::Notice;
using fair::v1::PlacedMeeting;
using fair::v1::PublishTimetableRequest;
using fair::v1::Timetable;
using TimetableStub = fair::v1::TimetableService::StubInterface;

struct VersionOptions {
  std::string fair;
  std::string version;
  std::string other;
  std::string reason;
  std::string preview_token;
  int limit = 50;
  bool force = false;
  ChangeOptions change;
};

// Of a number, an id or a whole name; empty: the version published last.
absl::StatusOr<std::string> VersionNameOf(const Fair& of,
                                          const std::string& text,
                                          const std::string& option,
                                          Session& session) {
  int number = 0;
  if (absl::SimpleAtoi(text, &number)) {
    return absl::StrCat(of.name(), "/timetables/",
                        absl::StrFormat("%04d", number));
  }
  if (!text.empty()) return NameInFair(of.name(), "timetables", text, option);
  if (!of.published_timetable().empty()) return of.published_timetable();
  return UsageError(session.Say({"还没有发布过", "nothing was published yet"}));
}

absl::StatusOr<Timetable> FetchTimetable(const std::string& name,
                                         Session& session) {
  GetTimetableRequest request;
  request.set_name(name);
  return session.client().Call(&TimetableStub::GetTimetable, request);
}

void PrintTimetableHead(const Timetable& version, Session& session) {
  session.terminal().out << session.Say({"版本 ", "Version "})
                         << LastId(version.name()) << "  "
                         << FairTimeText(version.create_time()) << "  "
                         << version.author()
                         << (version.reason().empty() ? "" : "  ")
                         << version.reason()
                         << session.Say({"\n洽谈 ", "\nMeetings "})
                         << version.meetings_size()
                         << session.Say({" 场，未排 ", ", without a place "})
                         << version.not_placed()
                         << session.Say({" 场，空档 ", ", idle gaps "})
                         << version.breaks()
                         << session.Say({"，变化 ", ", changes "})
                         << version.changes_size() << "\n";
}

absl::Status RunPublish(const VersionOptions& options, Session& session) {
  PublishTimetableRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(const Fair found, FetchFair(request.name(), session));
  request.set_reason(options.reason);
  request.set_force(options.force);
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  request.set_preview_token(options.preview_token);
  ASSIGN_OR_RETURN(
      const Timetable version,
      session.client().Call(&TimetableStub::PublishTimetable, request));
  PrintChanges(version.changes(), version, FairPlaces(found, session), {"", ""},
               session);
  if (session.output() != OutputFormat::kTable) return absl::OkStatus();
  if (ToldAsOnlyChecked(options.change.validate_only, session)) {
    TellPreviewToken(version.preview_token(), session);
    return absl::OkStatus();
  }
  session.terminal().out << session.Say({"已发布。", "Published. "});
  PrintTimetableHead(version, session);
  return absl::OkStatus();
}

absl::Status RunVersions(const VersionOptions& options, Session& session) {
  ListTimetablesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   FairNameOf(options.fair, session));
  request.set_page_size(kMostPerPage);
  ListTimetablesResponse all;
  do {
    request.set_page_token(all.next_page_token());
    ASSIGN_OR_RETURN(
        const ListTimetablesResponse page,
        session.client().Call(&TimetableStub::ListTimetables, request));
    all.clear_next_page_token();
    all.MergeFrom(page);
  } while (!all.next_page_token().empty());
  Listing listing({{{"版本", "Version"}, "name"},
                   {{"发布时间", "Published"}, "create_time"},
                   {{"发布人", "By"}, "author"},
                   {{"洽谈", "Meetings"}, "meetings", true},
                   {{"未排", "Not placed"}, "not_placed", true},
                   {{"空档", "Idle gaps"}, "breaks", true},
                   {{"变化", "Changes"}, "changes", true},
                   {{"理由", "Reason"}, "reason", false, true}});
  for (const Timetable& version : all.timetables()) {
    listing.Add(
        {IdCell(version.name()), TextCell(FairTimeText(version.create_time())),
         TextCell(version.author()), NumberCell(version.meetings_size()),
         NumberCell(version.not_placed()), NumberCell(version.breaks()),
         NumberCell(version.changes_size()), TextCell(version.reason())});
  }
  listing.Print(all, {"还没有发布过", "Nothing was published yet"}, session);
  return absl::OkStatus();
}

absl::Status RunVersion(const VersionOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(const Fair found, FetchFair(name, session));
  ASSIGN_OR_RETURN(const std::string of,
                   VersionNameOf(found, options.version, "VERSION", session));
  ASSIGN_OR_RETURN(const Timetable version, FetchTimetable(of, session));
  session.display_names().Fetch(version);
  const FairPlaces places(found, session);
  Listing listing({{{"时段", "Slot"}, "slot"},
                   {{"桌", "Table"}, "table"},
                   {{"支援方", "Supporter"}, "supporter", false, true},
                   {{"受援单位", "Recipient"}, "recipient", false, true},
                   {{"洽谈", "Meeting"}, "meeting"}});
  for (const PlacedMeeting& meeting : version.meetings()) {
    listing.Add(
        {places.SlotCell(meeting.slot()), places.TableCell(meeting.table()),
         NameCell(meeting.supporter(), session),
         NameCell(meeting.recipient(), session), IdCell(meeting.meeting())});
  }
  if (session.output() == OutputFormat::kTable)
    PrintTimetableHead(version, session);
  listing.Print(version, {"没有洽谈", "There is no meeting"}, session);
  return absl::OkStatus();
}

absl::Status RunChanges(const VersionOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(const Fair found, FetchFair(name, session));
  ASSIGN_OR_RETURN(const std::string of,
                   VersionNameOf(found, options.version, "VERSION", session));
  ASSIGN_OR_RETURN(const Timetable version, FetchTimetable(of, session));
  if (session.output() == OutputFormat::kTable)
    PrintTimetableHead(version, session);
  PrintChanges(version.changes(), version, FairPlaces(found, session),
               {"没有变化", "Nothing has changed"}, session);
  return absl::OkStatus();
}

MeetingChange ChangeOf(const PlacedMeeting* before, const PlacedMeeting* now) {
  const PlacedMeeting& either = now == nullptr ? *before : *now;
  MeetingChange change;
  change.set_meeting(either.meeting());
  change.set_supporter(either.supporter());
  change.set_recipient(either.recipient());
  if (before != nullptr) {
    change.set_old_slot(before->slot());
    change.set_old_table(before->table());
  }
  if (now != nullptr) {
    change.set_new_slot(now->slot());
    change.set_new_table(now->table());
  }
  change.set_kind(before == nullptr ? MeetingChange::KIND_ADDED
                  : now == nullptr  ? MeetingChange::KIND_REMOVED
                  : before->slot() != now->slot()
                      ? MeetingChange::KIND_MOVED
                      : MeetingChange::KIND_OTHER_TABLE);
  return change;
}

// What became of the meetings of one version by another, by meeting.
Timetable Difference(const Timetable& from, const Timetable& to) {
  std::map<std::string, std::pair<const PlacedMeeting*, const PlacedMeeting*>>
      both;
  for (const PlacedMeeting& meeting : from.meetings()) {
    both[meeting.meeting()].first = &meeting;
  }
  for (const PlacedMeeting& meeting : to.meetings()) {
    both[meeting.meeting()].second = &meeting;
  }
  Timetable difference;
  difference.set_name(to.name());
  for (const auto& [name, pair] : both) {
    const auto& [before, now] = pair;
    if (before != nullptr && now != nullptr && before->slot() == now->slot() &&
        before->table() == now->table()) {
      continue;
    }
    *difference.add_changes() = ChangeOf(before, now);
  }
  return difference;
}

absl::Status RunCompare(const VersionOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(const Fair found, FetchFair(name, session));
  ASSIGN_OR_RETURN(const std::string from_name,
                   VersionNameOf(found, options.version, "FROM", session));
  ASSIGN_OR_RETURN(const std::string to_name,
                   VersionNameOf(found, options.other, "TO", session));
  ASSIGN_OR_RETURN(const Timetable from, FetchTimetable(from_name, session));
  ASSIGN_OR_RETURN(const Timetable to, FetchTimetable(to_name, session));
  const Timetable difference = Difference(from, to);
  PrintChanges(difference.changes(), difference, FairPlaces(found, session),
               {"两个版本相同", "Both are the same"}, session);
  return absl::OkStatus();
}

// The newest, so many of them (0: all).
absl::StatusOr<ListNoticesResponse> ReadNotices(const VersionOptions& options,
                                                Session& session) {
  if (options.limit < 0) return UsageError("--limit: must not be negative");
  ListNoticesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   FairNameOf(options.fair, session));
  ListNoticesResponse all;
  do {
    request.set_page_size(
        options.limit > 0
            ? std::min(kMostPerPage, options.limit - all.notices_size())
            : kMostPerPage);
    request.set_page_token(all.next_page_token());
    ASSIGN_OR_RETURN(
        const ListNoticesResponse page,
        session.client().Call(&TimetableStub::ListNotices, request));
    all.clear_next_page_token();
    all.MergeFrom(page);
  } while (!all.next_page_token().empty() &&
           (options.limit == 0 || all.notices_size() < options.limit));
  return all;
}

absl::Status RunNotices(const VersionOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const ListNoticesResponse response,
                   ReadNotices(options, session));
  Listing listing({{{"时间", "When"}, "create_time"},
                   {{"版本", "Version"}, "timetable"},
                   {{"洽谈", "Meeting"}, "meeting"},
                   {{"变化", "What"}, "kind"},
                   {{"内容", "In words"}, "text", false, true, true}});
  for (const Notice& notice : response.notices()) {
    listing.Add({TextCell(FairTimeText(notice.create_time())),
                 IdCell(notice.timetable()), IdCell(notice.change().meeting()),
                 EnumCell(*MeetingChange::Kind_descriptor(),
                          notice.change().kind(), session),
                 LocalCell(notice.text(), session)});
  }
  listing.Print(response, {"没有通知", "There is no notice"}, session);
  return absl::OkStatus();
}

void AddReading(Session& session, CLI::App& noun) {
  auto options = std::make_shared<VersionOptions>();
  AddFairCommand(session, noun, kTimetableGroup, "versions",
                 {"列出发布过的版本", "List what was published"},
                 "duikou fair versions 2016", options, RunVersions);

  options = std::make_shared<VersionOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kTimetableGroup, "version",
      {"显示发布过的一个版本", "Show a published version"},
      "duikou fair version 2016\nduikou fair version 2016 3 --output csv",
      options, RunVersion);
  command->add_option("VERSION", options->version,
                      "Its number; the last if not given 版本");

  options = std::make_shared<VersionOptions>();
  command =
      AddFairCommand(session, noun, kTimetableGroup, "changes",
                     {"一个版本比上一版改了什么", "What a version changed"},
                     "duikou fair changes 2016\nduikou fair changes 2016 3",
                     options, RunChanges);
  command->add_option("VERSION", options->version,
                      "Its number; the last if not given 版本");

  options = std::make_shared<VersionOptions>();
  command = AddFairCommand(session, noun, kTimetableGroup, "compare",
                           {"比较两个版本", "Compare two versions"},
                           "duikou fair compare 2016 1 3", options, RunCompare);
  command->add_option("FROM", options->version, "A version 版本")->required();
  command->add_option("TO", options->other,
                      "Another; the last if not given 另一版本");
}

void AddNotices(Session& session, CLI::App& noun) {
  auto options = std::make_shared<VersionOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kTimetableGroup, "notices",
      {"日程变化通知", "What changed for you, the newest first"},
      "duikou fair notices 2016 --limit 20", options, RunNotices);
  command
      ->add_option("--limit", options->limit,
                   "The most to show; 0: all 最多显示")
      ->type_name("NUMBER");
}

}  // namespace

void AddFairVersionCommands(Session& session, CLI::App& noun) {
  auto options = std::make_shared<VersionOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kTimetableGroup, "publish",
      {"发布日程并通知有关单位",
       "Publish the timetable, telling those concerned"},
      "duikou fair publish 2016 --validate-only   # what would change\n"
      "duikou fair publish 2016 --reason 第一版",
      options, RunPublish);
  command
      ->add_option("--reason", options->reason,
                   "Why; those concerned see it 理由，有关单位可见")
      ->type_name("TEXT");
  command->add_flag("--force", options->force,
                    "Although something blocks 有不可行之处也发布");
  AddPreviewOption(*command, options->preview_token);
  AddChangeOptions(*command, options->change);
  AddReading(session, noun);
  AddNotices(session, noun);
}

}  // namespace duikou::cli
