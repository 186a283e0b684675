#include "services/fair/output_methods.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/btree_set.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/fair_board.h"
#include "services/fair/fair_names.h"
#include "services/fair/fair_output.h"
#include "services/rpc/ownership.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/write_context.h"
#include "services/store/record_lookup.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using pb::Meeting;
using pb::Participant;
using progress::v1::Agreement;
using progress::v1::Placement;

namespace {

// Those signed at the fair, by name.
absl::StatusOr<std::vector<Agreement>> AgreementsAt(Store& store,
                                                    const CallContext& call,
                                                    const FairKey& key) {
  ASSIGN_OR_RETURN(
      const std::vector<Record> records,
      ListWholly(store, key.programme, "agreements", "", call.limits()));
  std::vector<Agreement> signed_there;
  const std::string fair_name = key.name();
  for (const Record& record : records) {
    // Most are of no fair, and need not be taken apart.
    if (!absl::StrContains(record.value, fair_name)) continue;
    Agreement agreement;
    if (!agreement.ParseFromString(record.value)) {
      return WriteContext::Unreadable(record.collection, record.id);
    }
    if (IsSignedAt(agreement, fair_name)) {
      signed_there.push_back(std::move(agreement));
    }
  }
  return signed_there;
}

template <typename T>
void TakeName(const FoundRecords& found, const char* collection,
              const std::string& name, PlaceNames& names) {
  const auto record =
      found.find(LookupKey(collection, std::string(LastId(name))));
  T place;
  if (record != found.end() && place.ParseFromString(record->second.value)) {
    names[name] = place.display_name();
  }
}

absl::StatusOr<PlaceNames> NamesOfPlaces(
    Store& store, const CallContext& call, const FairKey& key,
    const std::vector<Agreement>& agreements) {
  absl::btree_set<LookupKey> wanted;
  for (const Agreement& agreement : agreements) {
    for (const Placement& placement : agreement.placements()) {
      wanted.emplace("areas", std::string(LastId(placement.area())));
      wanted.emplace("sectors", std::string(LastId(placement.sector())));
    }
  }
  PlaceNames names;
  if (wanted.empty()) return names;
  ASSIGN_OR_RETURN(
      const FoundRecords found,
      LookUpRecords(store, key.programme, {wanted.begin(), wanted.end()},
                    call.limits()));
  for (const Agreement& agreement : agreements) {
    for (const Placement& placement : agreement.placements()) {
      TakeName<catalogue::v1::Area>(found, "areas", placement.area(), names);
      TakeName<catalogue::v1::Sector>(found, "sectors", placement.sector(),
                                      names);
    }
  }
  return names;
}

absl::StatusOr<std::optional<catalogue::v1::Project>> FindProjectOf(
    Store& store, const CallContext& call, const FairKey& key,
    const Meeting& meeting, const std::string& name) {
  if (name.empty()) return std::optional<catalogue::v1::Project>();
  const absl::StatusOr<Record> record =
      store.Get(key.programme, "projects", LastId(name), call.limits());
  if (absl::IsNotFound(record.status())) return DoesNotExist("project", name);
  RETURN_IF_ERROR(record.status());
  catalogue::v1::Project project;
  if (!project.ParseFromString(record->value)) {
    return WriteContext::Unreadable("projects", LastId(name));
  }
  if (project.recipient().empty() ||
      project.recipient() == meeting.recipient()) {
    return project;
  }
  return Refused(absl::StatusCode::kInvalidArgument, "project",
                 "项目由另一受援单位提出", "was put forward by another unit");
}

const pb::Delegate* FindDelegate(const Participant& participant,
                                 const std::string& id) {
  for (const pb::Delegate& person : participant.delegates()) {
    if (person.id() == id) return &person;
  }
  return nullptr;
}

bool IsLedBy(const Participant& participant, const std::string& shared_id) {
  return std::any_of(
      participant.delegates().begin(), participant.delegates().end(),
      [&](const pb::Delegate& person) {
        return person.leader() && person.shared_id() == shared_id;
      });
}

}  // namespace

absl::StatusOr<std::vector<const Participant*>> OutputMethods::LedBy(
    CallContext& call, const FairState& state, const Participant& participant,
    const std::string& delegate) {
  std::vector<const Participant*> led = {
      state.FindParticipant(participant.unit())};
  if (delegate.empty()) return led;
  const pb::Delegate* person = FindDelegate(participant, delegate);
  if (person == nullptr) {
    return Refused(absl::StatusCode::kInvalidArgument, "delegate",
                   absl::StrCat("没有成员“", delegate, "”"),
                   absl::StrCat("there is no person \"", delegate, "\""));
  }
  if (person->shared_id().empty()) return led;
  const ResourceOwners owners(*Participant::descriptor());
  for (const Participant& other : state.participants) {
    if (other.unit() == participant.unit() ||
        !IsLedBy(other, person->shared_id())) {
      continue;
    }
    ASSIGN_OR_RETURN(const bool seen, owners.Reached(call, store_, other));
    if (seen) led.push_back(&other);
  }
  return led;
}

absl::StatusOr<pb::Agenda> OutputMethods::GetAgenda(
    CallContext& call, const pb::GetAgendaRequest& request) {
  ASSIGN_OR_RETURN(const Participant participant,
                   fairs_.participants().Get(call, request));
  ASSIGN_OR_RETURN(
      const FairState state,
      ReadFairState(store_, call, FairOf(request.name()), clock_.Now()));
  ASSIGN_OR_RETURN(const std::vector<const Participant*> led,
                   LedBy(call, state, participant, request.delegate()));
  return AgendaOf(state, led);
}

absl::StatusOr<pb::TablePlan> OutputMethods::GetTablePlan(
    CallContext& call, const pb::GetTablePlanRequest& request) {
  ASSIGN_OR_RETURN(
      const FairState state,
      ReadFairState(store_, call, FairOf(request.name()), clock_.Now()));
  return TablePlanOf(state, request.date(), request.published());
}

absl::StatusOr<pb::Screen> OutputMethods::GetScreen(
    CallContext& call, const pb::GetScreenRequest& request) {
  ASSIGN_OR_RETURN(
      const FairState state,
      ReadFairState(store_, call, FairOf(request.name()), clock_.Now()));
  if (state.fair.state() == pb::Fair::STATE_DRAFT) {
    return DoesNotExist("", request.name());
  }
  return ScreenOf(state, request.date(), clock_.Now());
}

absl::StatusOr<pb::DraftAgreementResponse> OutputMethods::DraftAgreement(
    CallContext& call, const pb::DraftAgreementRequest& request) {
  pb::GetMeetingRequest get;
  get.set_name(request.name());
  ASSIGN_OR_RETURN(const Meeting meeting, meetings_.GetMeeting(call, get));
  const FairKey key = FairOf(request.name());
  ASSIGN_OR_RETURN(const FairState state,
                   ReadFairState(store_, call, key, clock_.Now()));
  ASSIGN_OR_RETURN(
      const std::optional<catalogue::v1::Project> project,
      FindProjectOf(
          store_, call, key, meeting,
          request.project().empty() ? meeting.project() : request.project()));
  pb::DraftAgreementResponse response;
  *response.mutable_agreement() =
      AgreementFor(state, meeting, project, clock_.Now());
  response.set_parent(absl::StrCat("programmes/", key.programme));
  return response;
}

absl::StatusOr<pb::Board> OutputMethods::GetBoard(
    CallContext& call, const pb::GetBoardRequest& request) {
  RETURN_IF_ERROR(fairs_.fairs().Get(call, request).status());
  const FairKey key = FairOf(request.name());
  ASSIGN_OR_RETURN(const FairState state,
                   ReadFairState(store_, call, key, clock_.Now()));
  ASSIGN_OR_RETURN(const std::vector<Agreement> agreements,
                   AgreementsAt(store_, call, key));
  ASSIGN_OR_RETURN(const PlaceNames names,
                   NamesOfPlaces(store_, call, key, agreements));
  return BoardOf(state, agreements, names, call.reach().all);
}

}  // namespace duikou
