// FairState: all that a fair holds, read from the store at one moment.
//
//   ASSIGN_OR_RETURN(const FairState state, ReadFairState(store, call, key));
//   const Participant* zigui = state.FindParticipant("…/units/zigui");
#ifndef DUIKOU_SERVICES_FAIR_FAIR_STATE_H_
#define DUIKOU_SERVICES_FAIR_FAIR_STATE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/fair/fair_names.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

// Each list by id; participants' and meetings' names are their ids' order.
struct FairState {
  FairKey key;
  fair::v1::Fair fair;
  std::vector<fair::v1::Participant> participants;
  // With expired ones shown as such.
  std::vector<fair::v1::MeetingRequest> requests;
  // Those that were cancelled too; with their etags.
  std::vector<fair::v1::Meeting> meetings;
  // Of the records of `meetings`.
  std::vector<Revision> meeting_revisions;

  // By the name of a unit; nullptr where it does not take part.
  const fair::v1::Participant* FindParticipant(absl::string_view unit) const;
  // kNoMeeting where there is none.
  static constexpr int kNoMeeting = -1;
  int FindMeeting(absl::string_view name) const;
};

// NOT_FOUND where there is no such fair.
absl::StatusOr<FairState> ReadFairState(Store& store, CallContext& call,
                                        const FairKey& key, absl::Time now);

// What two units have said of each other, both ways together.
struct PairRequests {
  // Names; empty where that side has not asked.
  std::string by_supporter;
  std::string by_recipient;
  bool supporter_wants = false;
  bool recipient_wants = false;
  bool refused = false;    // one of them does not want to meet
  bool accepted = false;   // a request was accepted
  bool waiting = false;    // one waits for an answer
  bool must_meet = false;  // an accepted one has to be held

  bool asked() const { return accepted || waiting; }
  bool mutual() const {
    return !refused && (accepted || (supporter_wants && recipient_wants));
  }
};

// By PairId(supporter, recipient).
using RequestsByPair = absl::flat_hash_map<std::string, PairRequests>;
RequestsByPair RequestsByPairOf(
    const std::vector<fair::v1::MeetingRequest>& requests);

// Whether it still is to be held or was.
inline bool Counts(const fair::v1::Meeting& meeting) {
  return meeting.state() != fair::v1::Meeting::STATE_CANCELLED;
}

// The most meetings that a participant is to have; 0: any number.
inline int32_t MostMeetings(const fair::v1::Fair& fair,
                            const fair::v1::Participant& participant) {
  return participant.most_meetings() > 0 ? participant.most_meetings()
                                         : fair.most_meetings();
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_STATE_H_
