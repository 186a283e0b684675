#include "services/fair/fair_methods.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/fair_names.h"
#include "services/fair/fair_resources.h"
#include "services/fair/fair_rules.h"
#include "services/fair/fair_state.h"
#include "services/fair/stands.h"
#include "services/programme/search_text.h"
#include "services/rpc/proto_time.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using pb::Fair;
using pb::Participant;

namespace {

absl::Status CheckMayOpen(const Fair& fair) {
  if (fair.state() != Fair::STATE_DRAFT) {
    return Refused(absl::StatusCode::kFailedPrecondition, fair.name(),
                   "不是筹备中的洽谈会", "is no draft");
  }
  if (fair.slots().empty()) {
    return Refused(absl::StatusCode::kFailedPrecondition, fair.name(),
                   "还没有时段", "has no slot yet");
  }
  if (TableCount(fair) > 0) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, fair.name(),
                 "还没有桌子", "has no table yet");
}

// Stands keep their holders where they stay.
void KeepHolders(const Fair& before, Fair& fair) {
  absl::flat_hash_map<std::string, std::string> holders;
  for (const pb::Stand& stand : before.stands()) {
    holders[stand.id()] = stand.holder();
  }
  for (pb::Stand& stand : *fair.mutable_stands()) {
    stand.set_holder(holders[stand.id()]);
  }
}

bool IsCalled(const Participant& participant,
              const std::vector<std::string>& words) {
  return ContainsWords(
      FoldText(absl::StrCat(participant.display_name().zh(), "\n",
                            participant.display_name().en())),
      words);
}

}  // namespace

FairMethods::FairMethods(Store& store, Clock& clock, IdGenerator& ids)
    : store_(store),
      clock_(clock),
      fairs_(store, clock, ids, FairResource()),
      participants_(store, clock, ids, ParticipantResource()) {}

absl::StatusOr<pb::ListFairsResponse> FairMethods::ListFairs(
    CallContext& call, const pb::ListFairsRequest& request) {
  return fairs_.List<pb::ListFairsResponse>(
      call, request, [&request](const Fair& fair) {
        return request.states().empty() ||
               std::find(request.states().begin(), request.states().end(),
                         fair.state()) != request.states().end();
      });
}

absl::StatusOr<Fair> FairMethods::UpdateFair(
    CallContext& call, const pb::UpdateFairRequest& request) {
  return fairs_.Update(call, request,
                       [](WriteContext&, const Fair& before, Fair& fair) {
                         KeepHolders(before, fair);
                         return absl::OkStatus();
                       });
}

absl::StatusOr<Fair> FairMethods::OpenFair(CallContext& call,
                                           const pb::OpenFairRequest& request) {
  return fairs_.Change(call, request,
                       [](WriteContext&, Fair& fair) -> absl::Status {
                         RETURN_IF_ERROR(CheckMayOpen(fair));
                         fair.set_state(Fair::STATE_OPEN);
                         return absl::OkStatus();
                       });
}

absl::StatusOr<Fair> FairMethods::CloseFair(
    CallContext& call, const pb::CloseFairRequest& request) {
  return fairs_.Change(call, request,
                       [](WriteContext&, Fair& fair) -> absl::Status {
                         RETURN_IF_ERROR(CheckOpen(fair));
                         fair.set_state(Fair::STATE_CLOSED);
                         return absl::OkStatus();
                       });
}

absl::StatusOr<pb::ListParticipantsResponse> FairMethods::ListParticipants(
    CallContext& call, const pb::ListParticipantsRequest& request) {
  const std::vector<std::string> words = QueryWords(request.query());
  return participants_.List<pb::ListParticipantsResponse>(
      call, request, [&](const Participant& participant) {
        return (request.side() == profiles::v1::SIDE_UNSPECIFIED ||
                request.side() == participant.side()) &&
               (words.empty() || IsCalled(participant, words));
      });
}

absl::StatusOr<Participant> FairMethods::CheckInParticipant(
    CallContext& call, const pb::CheckInParticipantRequest& request) {
  return participants_.Change(
      call, request, [&request](WriteContext& context, Participant& who) {
        if (request.undo()) {
          who.set_attendance(Participant::ATTENDANCE_EXPECTED);
          who.clear_check_in_time();
          return absl::OkStatus();
        }
        who.set_attendance(Participant::ATTENDANCE_PRESENT);
        *who.mutable_check_in_time() = ToProto(context.now());
        who.clear_missed_slots();
        return absl::OkStatus();
      });
}

absl::StatusOr<pb::AssignStandsResponse> FairMethods::AssignStands(
    CallContext& call, const pb::AssignStandsRequest& request) {
  pb::AssignStandsResponse response;
  const auto change = [&](WriteContext&, Fair& fair) -> absl::Status {
    ASSIGN_OR_RETURN(
        const FairState state,
        ReadFairState(store_, call, FairOf(request.name()), clock_.Now()));
    response.clear_without();
    for (std::string& unit : GiveStands(state.participants, fair)) {
      response.add_without(std::move(unit));
    }
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(*response.mutable_fair(),
                   fairs_.Change(call, request, change));
  return response;
}

}  // namespace duikou
