#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/bad_inputs.h"

namespace duikou::e2e {
namespace {

using enum grpc::StatusCode;

constexpr char kFair[] = "name: 'programmes/p/fairs/f' ";
constexpr char kBelow[] = "parent: 'programmes/p/fairs/f' ";
constexpr char kMeeting[] = "name: 'programmes/p/fairs/f/meetings/u1--u2' ";

// A slot of that day from one time to the other.
std::string Slot(const std::string& id, const std::string& date,
                 const std::string& from, const std::string& to) {
  return absl::StrCat("fair { slots { id: '", id, "' date: '", date,
                      "' start_time: '", from, "' end_time: '", to, "' } } ");
}

std::string Hall(const std::string& id, const std::string& table) {
  return absl::StrCat("fair { halls { id: '", id,
                      "' display_name { zh: '馆' } tables { id: '", table,
                      "' } } } ");
}

std::vector<BadInput> BadFairs() {
  const std::string create = "FairService/CreateFair";
  const std::string good =
      "parent: 'programmes/p' fair { display_name { zh: '会' } time_zone: "
      "'Asia/Shanghai' } ";
  return {
      {"a fair of no programme", create, good + "parent: 'programmes/none'",
       NOT_FOUND, "programmes/none does not exist"},
      {"a fair without a time zone", create, good + "fair { time_zone: '' }",
       INVALID_ARGUMENT, "fair.time_zone: is required"},
      {"a time zone that is none", create, good + "fair { time_zone: 'Moon' }",
       INVALID_ARGUMENT, "fair.time_zone: \"Moon\" is no time zone"},
      {"a slot past midnight", create,
       good + Slot("s", "2016-05-20", "23:30", "00:30"), INVALID_ARGUMENT,
       "fair.slots[0].end_time: 00:30 is not after 23:30"},
      {"a slot over a change of the clocks", create,
       good + "fair { time_zone: 'Europe/Berlin' } " +
           Slot("s", "2016-03-27", "01:30", "03:30"),
       INVALID_ARGUMENT, "fair.slots[0].end_time: the clocks change"},
      {"a slot on no day", create,
       good + Slot("s", "2016-02-30", "09:00", "09:30"), INVALID_ARGUMENT,
       "fair.slots[0].date: \"2016-02-30\" is no day"},
      {"a slot at no time", create,
       good + Slot("s", "2016-05-20", "9am", "09:30"), INVALID_ARGUMENT,
       "fair.slots[0].start_time: \"9am\" is no time"},
      {"slots that overlap", create,
       good + Slot("s", "2016-05-20", "09:00", "09:30") +
           Slot("t", "2016-05-20", "09:15", "09:45"),
       INVALID_ARGUMENT, "fair.slots[1].start_time: overlaps with the slot s"},
      {"a slot twice", create,
       good + Slot("s", "2016-05-20", "09:00", "09:30") +
           Slot("s", "2016-05-20", "09:30", "09:45"),
       INVALID_ARGUMENT, "fair.slots[1].id: \"s\" is there twice"},
      {"halls that overlap", create, good + Hall("a", "1") + Hall("b", "1"),
       INVALID_ARGUMENT, "fair.halls[1].tables[0].id: \"1\" is a table of"},
      {"a hall with 0 tables", create,
       good + "fair { halls { id: 'a' display_name { zh: '馆' } } }",
       INVALID_ARGUMENT, "fair.halls[0].tables: is required"},
      {"a stand in no hall", create,
       good + "fair { stands { id: 'z' hall: 'none' } }", INVALID_ARGUMENT,
       "fair.stands[0].hall: there is no hall \"none\""},
      {"more least meetings than most", create,
       good + "fair { least_meetings: 3 most_meetings: 2 }", INVALID_ARGUMENT,
       "fair.least_meetings: 3 is more than most_meetings 2"},
      {"gaps that differ by less than nothing", create,
       good + "fair { most_break_difference: -1 }", INVALID_ARGUMENT,
       "fair.most_break_difference: -1 is below 0"},
      {"a fair without a slot opened", "FairService/OpenFair",
       "name: 'programmes/p/fairs/drafted'", FAILED_PRECONDITION,
       "has no slot yet"},
      {"an open fair opened", "FairService/OpenFair", kFair,
       FAILED_PRECONDITION, "is no draft"},
      {"a draft ended", "FairService/CloseFair",
       "name: 'programmes/p/fairs/drafted'", FAILED_PRECONDITION,
       "is not open yet"},
      {"a fair with participants deleted", "FairService/DeleteFair", kFair,
       FAILED_PRECONDITION, "somebody takes part"},
      {"a slot with a meeting taken away", "FairService/UpdateFair",
       absl::StrCat("fair { ", kFair, "} update_mask { paths: 'slots' }"),
       FAILED_PRECONDITION, "a slot or table that goes has the meeting"},
  };
}

std::vector<BadInput> BadParticipants() {
  const std::string create = "FairService/CreateParticipant";
  const std::string unit3 = absl::StrCat(
      kBelow,
      "participant { unit: 'programmes/p/units/u3' side: SIDE_SUPPORTER } ");
  return {
      {"a unit registered twice", create,
       unit3 + "participant { unit: 'programmes/p/units/u1' }", ALREADY_EXISTS,
       "exists already"},
      {"a unit that there is not", create,
       unit3 + "participant { unit: 'programmes/p/units/none' }",
       INVALID_ARGUMENT, "programmes/p/units/none does not exist"},
      {"a unit on the wrong side", create,
       unit3 + "participant { side: SIDE_RECIPIENT }", INVALID_ARGUMENT,
       "participant.side: programmes/p/units/u3 is not on this side"},
      {"an id that is not the unit's", create,
       unit3 + "participant_id: 'other'", INVALID_ARGUMENT,
       "participant_id: is that of the unit, u3"},
      {"availability in a slot that there is not", create,
       unit3 + "participant { available_slots: 's9' }", INVALID_ARGUMENT,
       "participant.available_slots[0]: there is no slot \"s9\""},
      {"two leaders", create,
       unit3 + "participant { delegates { id: 'a' display_name: '甲' leader: "
               "true } delegates { id: 'b' display_name: '乙' leader: true } }",
       INVALID_ARGUMENT, "participant.delegates[1].leader: the delegation has"},
      {"a participant with requests taken off", "FairService/DeleteParticipant",
       "name: 'programmes/p/fairs/f/participants/u1'", FAILED_PRECONDITION,
       "there is still programmes/p/fairs/f/requests/u1--u2"},
      {"partners of who does not take part", "FairService/RankPartners",
       "name: 'programmes/p/fairs/f/participants/u3'", NOT_FOUND,
       "participants/u3 does not exist"},
      {"an import of unknown people", "FairService/ImportResources",
       absl::StrCat(kBelow, "collection: 'participants' content: '",
                    "单位编号,身份\\nnobody,支援方\\n'"),
       OK, "2A: "},
      {"an import of a delegation without names", "FairService/ImportResources",
       absl::StrCat(kBelow, "collection: 'participants' content: '",
                    "单位编号,身份,代表团成员\\nu3,支援方,/科长\\n'"),
       OK, "2C: "},
      {"an import of a unit twice", "FairService/ImportResources",
       absl::StrCat(kBelow, "collection: 'participants' content: '",
                    "单位编号,身份\\nu3,支援方\\nu3,支援方\\n'"),
       OK, "is that of an earlier row"},
      {"an import into no fair", "FairService/ImportResources",
       "parent: 'programmes/p' collection: 'participants' content: "
       "'单位编号,身份\\nu3,支援方\\n'",
       INVALID_ARGUMENT, "parent: \"programmes/p\" is not of the form"},
      {"an import of requests", "FairService/ImportResources",
       absl::StrCat(kBelow, "collection: 'requests' content: 'a\\n'"),
       INVALID_ARGUMENT, "collection: requests are exported alone"},
  };
}

std::vector<BadInput> BadMeetingRequests() {
  const std::string create = "FairService/CreateMeetingRequest";
  const std::string pair =
      "supporter: 'programmes/p/units/u1' recipient: 'programmes/p/units/u2' ";
  const std::string by_county =
      absl::StrCat(kBelow, "meeting_request { ", pair,
                   "kind: KIND_WISH asked_by: SIDE_RECIPIENT } ");
  const std::string there =
      "meeting_request { name: 'programmes/p/fairs/f/requests/u1--u2' ";
  return {
      {"a meeting with oneself", create,
       by_county + "meeting_request { supporter: 'programmes/p/units/u2' }",
       INVALID_ARGUMENT, "meeting_request.recipient: nobody meets itself"},
      {"a request of nothing", create,
       by_county + "meeting_request { kind: KIND_UNSPECIFIED }",
       INVALID_ARGUMENT, "meeting_request.kind: is required"},
      {"a request to who does not take part", create,
       by_county + "meeting_request { supporter: 'programmes/p/units/u3' }",
       INVALID_ARGUMENT,
       "meeting_request.supporter: programmes/p/units/u3 does not take part"},
      {"a request made twice", create,
       by_county + "meeting_request { asked_by: SIDE_SUPPORTER }",
       ALREADY_EXISTS, "exists already"},
      {"a request in a session that there is not", create,
       by_county + "meeting_request { session: 'night' }", INVALID_ARGUMENT,
       "meeting_request.session: there is no session \"night\""},
      {"a request for what no table has", create,
       by_county + "meeting_request { equipment: 'piano' }", INVALID_ARGUMENT,
       "meeting_request.equipment[0]: no table has \"piano\""},
      {"a request that comes before itself", "FairService/UpdateMeetingRequest",
       there + "after: 'programmes/p/fairs/f/requests/u1--u2' }",
       INVALID_ARGUMENT, "meeting_request.after: the order is circular"},
      {"a request of a draft", create,
       by_county + "parent: 'programmes/p/fairs/drafted'", FAILED_PRECONDITION,
       "the fair is not open yet"},
      {"an answer given twice", "FairService/AnswerMeetingRequest",
       "name: 'programmes/p/fairs/f/requests/u1--u2'", FAILED_PRECONDITION,
       "does not wait for an answer"},
      {"an answer of the side that asked", "FairService/AnswerMeetingRequest",
       "name: 'programmes/p/fairs/f/requests/u1--u2' side: SIDE_SUPPORTER",
       FAILED_PRECONDITION, "is not for the side that asked to answer"},
  };
}

std::vector<BadInput> BadTimetables() {
  const std::string move = "TimetableService/MoveMeeting";
  const std::string repair = "TimetableService/RepairTimetable";
  return {
      {"a draft solved", "TimetableService/SolveTimetable",
       "name: 'programmes/p/fairs/drafted'", FAILED_PRECONDITION,
       "the fair is not open yet"},
      {"fewer steps than none", "TimetableService/SolveTimetable",
       absl::StrCat(kFair, "most_steps: -1"), INVALID_ARGUMENT,
       "most_steps: -1 is below 0"},
      {"a move to a slot that there is not", move,
       absl::StrCat(kMeeting, "slot: 's9'"), INVALID_ARGUMENT,
       "slot: there is no \"s9\""},
      {"a move to a table that there is not", move,
       absl::StrCat(kMeeting, "slot: 's2' table: 'z'"), INVALID_ARGUMENT,
       "table: there is no \"z\""},
      {"a table without a slot", move, absl::StrCat(kMeeting, "table: 'a1'"),
       INVALID_ARGUMENT, "slot: is required with a table"},
      {"a move of what another has moved", move,
       absl::StrCat(kMeeting, "slot: 's2' etag: 'x'"), ABORTED,
       "has changed since it was read"},
      {"a meeting made twice", "TimetableService/CreateMeeting",
       absl::StrCat(kBelow,
                    "meeting { supporter: 'programmes/p/units/u1' "
                    "recipient: 'programmes/p/units/u2' }"),
       ALREADY_EXISTS, "exists already"},
      {"a meeting called off without a reason",
       "TimetableService/CancelMeeting", kMeeting, INVALID_ARGUMENT,
       "reason: is required"},
      {"a meeting missed by nobody", "TimetableService/RecordMeeting",
       absl::StrCat(kMeeting, "state: STATE_MISSED"), INVALID_ARGUMENT,
       "supporter_absent: say which side did not come"},
      {"a note beside none", "TimetableService/RecordMeeting",
       absl::StrCat(kMeeting, "note: 'x' clear_note: true"), INVALID_ARGUMENT,
       "clear_note: cannot stand beside a note"},
      {"a repair that was shown otherwise", repair,
       absl::StrCat(kFair, "preview_token: 'x'"), ABORTED,
       "preview_token: it would be something else by now"},
      {"an absence of who does not take part", repair,
       absl::StrCat(kFair, "absences { unit: 'programmes/p/units/u3' }"),
       INVALID_ARGUMENT, "absences[0].unit: there is no"},
      {"a hall lost that there is not", repair,
       absl::StrCat(kFair, "lost_places { hall: 'z' }"), INVALID_ARGUMENT,
       "lost_places[0].hall: there is no \"z\""},
      {"a place lost backwards", repair,
       absl::StrCat(kFair,
                    "lost_places { hall: 'a' from_slot: 's2' to_slot: 's1' }"),
       INVALID_ARGUMENT, "lost_places[0].to_slot: is before from_slot"},
      {"a version that there is not", "TimetableService/GetTimetable",
       "name: 'programmes/p/fairs/f/timetables/0009'", NOT_FOUND,
       "timetables/0009 does not exist"},
      {"a table plan of no day", "TimetableService/GetTablePlan",
       absl::StrCat(kFair, "date: '2016-05-21'"), INVALID_ARGUMENT,
       "date: the fair has no day 2016-05-21"},
      {"a screen of no day", "TimetableService/GetScreen",
       absl::StrCat(kFair, "date: 'today'"), INVALID_ARGUMENT,
       "date: \"today\" is no day"},
      {"a screen of a draft", "TimetableService/GetScreen",
       "name: 'programmes/p/fairs/drafted'", NOT_FOUND, "does not exist"},
      {"an agenda of nobody", "TimetableService/GetAgenda",
       "name: 'programmes/p/fairs/f/participants/u1' delegate: 'x'",
       INVALID_ARGUMENT, "delegate: there is no person \"x\""},
      {"a project of another signed", "TimetableService/DraftAgreement",
       absl::StrCat(kMeeting, "project: 'programmes/p/projects/none'"),
       NOT_FOUND, "programmes/p/projects/none does not exist"},
      {"meetings of no fair exported", "TimetableService/ExportResources",
       "parent: 'programmes/p' collection: 'meetings'", INVALID_ARGUMENT,
       "parent: \"programmes/p\" is not of the form"},
  };
}

}  // namespace

std::vector<BadInput> BadFairInputs() {
  std::vector<BadInput> all = BadFairs();
  for (const auto& part :
       {BadParticipants, BadMeetingRequests, BadTimetables}) {
    for (BadInput& input : part()) all.push_back(std::move(input));
  }
  return all;
}

}  // namespace duikou::e2e
