#include "clients/cli/fair_kinds.h"

namespace duikou::cli {
namespace {

constexpr char kFair[] = "duikou.fair.v1.FairService";
constexpr char kTimetable[] = "duikou.fair.v1.TimetableService";

}  // namespace

std::vector<ResourceKind> FairKinds() {
  return {
      {.noun = "fair",
       .label = {"经贸洽谈会", "fair"},
       .help = {"经贸洽谈会：参会、约见、日程、现场、签约",
                "Trade fairs: who takes part, who meets whom and when"},
       .service = kFair,
       .type = "Fair",
       .plural = "Fairs",
       .pattern = "programmes/{programme}/fairs/{fair}",
       .columns = {"name", "display_name", "venue", "time_zone",
                   "published_timetable", "state"},
       .verbs = {{"open",
                  "OpenFair",
                  {"已开放", "opened"},
                  {"开放，单位可登记和约见",
                   "Open it to registrations and requests"}},
                 {"close",
                  "CloseFair",
                  {"已结束", "ended"},
                  {"结束，此后只能签约", "End it for good"}}},
       .example = "2016 --display-name 2016年对口支援经贸洽谈会 --time-zone "
                  "Asia/Shanghai\n      --venue 宜昌国际会展中心 "
                  "--least-meetings 2 --most-meetings 20",
       .after_create = {"设置时段和展馆：duikou fair slots $IDS --help，duikou "
                        "fair halls $IDS --help；然后 duikou fair open $IDS",
                        "Give it slots and halls: duikou fair slots $IDS "
                        "--help, duikou fair halls $IDS --help; then duikou "
                        "fair open $IDS"}},
      {.noun = "participant",
       .label = {"参会单位", "participant"},
       .help = {"参会单位", "Who takes part in a fair"},
       .service = kFair,
       .type = "Participant",
       .plural = "Participants",
       .pattern =
           "programmes/{programme}/fairs/{fair}/participants/{participant}",
       .columns = {"name", "display_name", "side", "delegates", "attendance"},
       .commands = {},
       .is_command = false},
      {.noun = "meeting-request",
       .label = {"约见", "meeting request"},
       .help = {"约见", "Who wants to meet whom"},
       .service = kFair,
       .type = "MeetingRequest",
       .plural = "MeetingRequests",
       .pattern =
           "programmes/{programme}/fairs/{fair}/requests/{meeting_request}",
       .columns = {"name", "kind", "supporter", "recipient", "asked_by",
                   "project", "score", "state"},
       .commands = {},
       .is_command = false},
      {.noun = "meeting",
       .label = {"洽谈", "meeting"},
       .help = {"洽谈", "Meetings of a fair"},
       .service = kTimetable,
       .type = "Meeting",
       .plural = "Meetings",
       .pattern = "programmes/{programme}/fairs/{fair}/meetings/{meeting}",
       .columns = {"name", "supporter", "recipient", "project", "slot", "table",
                   "state"},
       .commands = {},
       .is_command = false},
      {.noun = "timetable",
       .label = {"日程表", "timetable"},
       .help = {"发布的日程表", "Published timetables of a fair"},
       .service = kTimetable,
       .type = "Timetable",
       .plural = "Timetables",
       .pattern = "programmes/{programme}/fairs/{fair}/timetables/{timetable}",
       .columns = {"name", "create_time", "author", "reason", "not_placed",
                   "breaks"},
       .commands = {},
       .is_command = false},
      {.noun = "timetable-run",
       .label = {"日程求解", "timetable run"},
       .help = {"日程求解", "Searches for the best timetable"},
       .service = kTimetable,
       .type = "TimetableRun",
       .plural = "TimetableRuns",
       .pattern =
           "programmes/{programme}/fairs/{fair}/timetableRuns/{timetable_run}",
       .columns = {"name", "state", "placed", "wanted", "importance",
                   "importance_bound", "breaks", "proved_best", "end_time"},
       .commands = {},
       .is_command = false},
  };
}

}  // namespace duikou::cli
