#include "services/fair/meeting_candidates.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_set.h"
#include "services/fair/fair_names.h"

namespace duikou {

using fair::v1::Meeting;
using fair::v1::MeetingRequest;
using fair::v1::Participant;

namespace {

class Collector {
 public:
  Collector(const FairState& state, const PairScorer& scorer)
      : state_(state),
        scorer_(scorer),
        pairs_(RequestsByPairOf(state.requests)) {}

  void AddExisting() {
    for (size_t i = 0; i < state_.meetings.size(); ++i) {
      const Meeting& meeting = state_.meetings[i];
      const std::string pair = PairOf(meeting);
      spoken_of_.insert(pair);
      if (!Counts(meeting)) continue;
      const auto found = pairs_.find(pair);
      const bool refused = found != pairs_.end() && found->second.refused;
      MeetingCandidate added{.meeting = meeting,
                             .revision = state_.meeting_revisions[i]};
      added.meeting.clear_etag();
      if (refused && !IsKept(meeting)) {
        LeaveOut(std::move(added));
        continue;
      }
      Weigh(found == pairs_.end() ? PairRequests() : found->second,
            added.meeting);
      candidates_[pair] = std::move(added);
    }
  }

  void AddAgreed() {
    for (const MeetingRequest& request : state_.requests) {
      const std::string pair = PairId(request.supporter(), request.recipient());
      const PairRequests& asked = pairs_[pair];
      if (request.state() == MeetingRequest::STATE_WITHDRAWN) continue;
      if (!asked.mutual() || !spoken_of_.insert(pair).second) continue;
      Meeting meeting = NewMeeting(request.supporter(), request.recipient());
      meeting.set_project(request.project());
      *meeting.mutable_equipment() = request.equipment();
      meeting.set_session(request.session());
      for (const std::string& name : request.after()) AddBefore(name, meeting);
      Weigh(asked, meeting);
      candidates_[pair] = {.meeting = std::move(meeting)};
    }
  }

  void AddSuggested(int32_t least_score) {
    for (const Participant& supporter : state_.participants) {
      if (supporter.side() != profiles::v1::SIDE_SUPPORTER) continue;
      for (const Participant& recipient : state_.participants) {
        if (recipient.side() != profiles::v1::SIDE_RECIPIENT ||
            recipient.unit() == supporter.unit()) {
          continue;
        }
        AddSuggestion(supporter, recipient, least_score);
      }
    }
  }

  std::vector<MeetingCandidate> Take() {
    std::vector<MeetingCandidate> all = std::move(left_out_);
    for (auto& [pair, candidate] : candidates_) {
      all.push_back(std::move(candidate));
    }
    return all;
  }

 private:
  static std::string PairOf(const Meeting& meeting) {
    return PairId(meeting.supporter(), meeting.recipient());
  }
  static bool IsKept(const Meeting& meeting) {
    return meeting.pinned() || meeting.state() != Meeting::STATE_PLANNED;
  }

  void LeaveOut(MeetingCandidate candidate) {
    if (candidate.meeting.slot().empty()) return;
    candidate.left_out = true;
    left_out_.push_back(std::move(candidate));
  }

  Meeting NewMeeting(const std::string& supporter,
                     const std::string& recipient) const {
    Meeting meeting;
    meeting.set_name(
        state_.key.NameOf(kMeetingCollection, PairId(supporter, recipient)));
    meeting.set_supporter(supporter);
    meeting.set_recipient(recipient);
    meeting.set_state(Meeting::STATE_PLANNED);
    return meeting;
  }

  // Adds the meeting of the request of that name to those that come before.
  void AddBefore(const std::string& request_name, Meeting& meeting) const {
    for (const MeetingRequest& request : state_.requests) {
      if (request.name() != request_name) continue;
      const std::string before = state_.key.NameOf(
          kMeetingCollection, PairId(request.supporter(), request.recipient()));
      if (before != meeting.name()) meeting.add_after(before);
    }
  }

  void Weigh(const PairRequests& asked, Meeting& meeting) const {
    const Participant* supporter = state_.FindParticipant(meeting.supporter());
    const Participant* recipient = state_.FindParticipant(meeting.recipient());
    const int32_t score = supporter == nullptr || recipient == nullptr
                              ? 0
                              : scorer_.BestScore(*supporter, *recipient);
    meeting.set_importance(1 + score + InterestPoints(asked));
    if (asked.must_meet) meeting.set_must_hold(true);
  }

  void AddSuggestion(const Participant& supporter, const Participant& recipient,
                     int32_t least_score) {
    const std::string pair = PairId(supporter.unit(), recipient.unit());
    if (spoken_of_.contains(pair)) return;
    const auto found = pairs_.find(pair);
    if (found != pairs_.end() && found->second.refused) return;
    const std::vector<ScoredProject> scored =
        scorer_.Score(supporter, recipient);
    if (scored.empty() ||
        scored.front().breakdown.score < std::max(least_score, 1)) {
      return;
    }
    Meeting meeting = NewMeeting(supporter.unit(), recipient.unit());
    meeting.set_project(scored.front().facts->record.name());
    const PairRequests asked =
        found == pairs_.end() ? PairRequests() : found->second;
    meeting.set_importance(1 + scored.front().breakdown.score +
                           InterestPoints(asked));
    candidates_[pair] = {.meeting = std::move(meeting), .only_if_placed = true};
  }

  const FairState& state_;
  const PairScorer& scorer_;
  RequestsByPair pairs_;
  // Pairs with a meeting, or that want one.
  absl::flat_hash_set<std::string> spoken_of_;
  absl::btree_map<std::string, MeetingCandidate> candidates_;
  std::vector<MeetingCandidate> left_out_;
};

}  // namespace

std::vector<MeetingCandidate> CandidatesOf(const FairState& state,
                                           const PairScorer& scorer,
                                           const CandidateOptions& options) {
  Collector collector(state, scorer);
  collector.AddExisting();
  collector.AddAgreed();
  if (options.with_suggestions) collector.AddSuggested(options.least_score);
  return collector.Take();
}

}  // namespace duikou
