#include "services/fair/fair_state.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/fair_resources.h"
#include "services/rpc/etag.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/write_context.h"
#include "services/store/record_lookup.h"

namespace duikou {

using fair::v1::Fair;
using fair::v1::Meeting;
using fair::v1::MeetingRequest;
using fair::v1::Participant;

namespace {

template <typename T>
absl::Status ReadAll(Store& store, const CallContext& call, const FairKey& key,
                     const char* collection, std::vector<T>& into,
                     std::vector<Revision>* revisions = nullptr) {
  ASSIGN_OR_RETURN(std::vector<Record> records,
                   ListWholly(store, key.programme, collection,
                              key.record_prefix(), call.limits()));
  into.reserve(records.size());
  for (const Record& record : records) {
    T value;
    if (!value.ParseFromString(record.value)) {
      return WriteContext::Unreadable(record.collection, record.id);
    }
    value.set_etag(EtagOf(record.revision));
    into.push_back(std::move(value));
    if (revisions != nullptr) revisions->push_back(record.revision);
  }
  return absl::OkStatus();
}

}  // namespace

const Participant* FairState::FindParticipant(absl::string_view unit) const {
  const absl::string_view id = LastId(unit);
  const auto found = std::lower_bound(
      participants.begin(), participants.end(), id,
      [](const Participant& participant, absl::string_view wanted) {
        return LastId(participant.name()) < wanted;
      });
  return found == participants.end() || LastId(found->name()) != id ? nullptr
                                                                    : &*found;
}

int FairState::FindMeeting(absl::string_view name) const {
  for (size_t i = 0; i < meetings.size(); ++i) {
    if (meetings[i].name() == name) return static_cast<int>(i);
  }
  return kNoMeeting;
}

absl::StatusOr<FairState> ReadFairState(Store& store, CallContext& call,
                                        const FairKey& key, absl::Time now) {
  FairState state;
  state.key = key;
  const absl::StatusOr<Record> record =
      store.Get(key.programme, kFairCollection, key.fair, call.limits());
  if (absl::IsNotFound(record.status())) return DoesNotExist("", key.name());
  RETURN_IF_ERROR(record.status());
  if (!state.fair.ParseFromString(record->value)) {
    return WriteContext::Unreadable(kFairCollection, key.fair);
  }
  state.fair.set_etag(EtagOf(record->revision));
  RETURN_IF_ERROR(
      ReadAll(store, call, key, kParticipantCollection, state.participants));
  RETURN_IF_ERROR(
      ReadAll(store, call, key, kRequestCollection, state.requests));
  for (MeetingRequest& request : state.requests) ShowExpired(now, request);
  RETURN_IF_ERROR(ReadAll(store, call, key, kMeetingCollection, state.meetings,
                          &state.meeting_revisions));
  return state;
}

RequestsByPair RequestsByPairOf(const std::vector<MeetingRequest>& requests) {
  RequestsByPair pairs;
  for (const MeetingRequest& request : requests) {
    if (request.state() == MeetingRequest::STATE_WITHDRAWN) continue;
    PairRequests& pair =
        pairs[PairId(request.supporter(), request.recipient())];
    const bool by_supporter =
        request.asked_by() == profiles::v1::SIDE_SUPPORTER;
    (by_supporter ? pair.by_supporter : pair.by_recipient) = request.name();
    if (request.kind() == MeetingRequest::KIND_NO_THANKS ||
        request.state() == MeetingRequest::STATE_DECLINED) {
      pair.refused = true;
      continue;
    }
    pair.supporter_wants |= request.accepted_by_supporter();
    pair.recipient_wants |= request.accepted_by_recipient();
    pair.waiting |= request.state() == MeetingRequest::STATE_PENDING;
    if (request.state() != MeetingRequest::STATE_ACCEPTED) continue;
    pair.accepted = true;
    pair.must_meet |= request.kind() == MeetingRequest::KIND_MUST_MEET;
  }
  return pairs;
}

}  // namespace duikou
