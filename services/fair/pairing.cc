#include "services/fair/pairing.h"

#include <algorithm>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/fair/fair_names.h"
#include "services/programme/recipient_cut.h"
#include "services/programme/recommendation_encoder.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using fair::v1::Meeting;
using fair::v1::MeetingRequest;
using fair::v1::PairingLine;
using fair::v1::Participant;
using fair::v1::Partner;
using profiles::v1::SIDE_RECIPIENT;
using profiles::v1::SIDE_SUPPORTER;

namespace {

// In score points; a wish of the other side is worth more than one's own.
constexpr int32_t kWantedPoints = 1000;
constexpr int32_t kMutualPoints = 2500;
constexpr int32_t kMustMeetPoints = 1000;

// Fills in the project that suits best, and the others behind it.
void EncodeProjects(const PairScorer& scorer, const Participant& supporter,
                    bool for_recipient,
                    const std::vector<ScoredProject>& scored,
                    Partner& partner) {
  if (scored.empty()) return;
  const ScoredProject& best = scored.front();
  const ProgrammeState& programme = scorer.programme();
  const UnitFacts& unit = *programme.FindUnit(LastId(supporter.unit()));
  const PreparedCache::Prepared prepared =
      unit.Prepare(programme.taxonomy(), {.year = scorer.year()});
  matching::v1::Recommendation& out = *partner.mutable_best();
  out.set_rank(1);
  out.set_supporter(supporter.unit());
  out.set_project(best.facts->record.name());
  *out.mutable_display_name() = best.facts->record.display_name();
  RecommendationEncoder(programme.taxonomy(), programme.weights().weights,
                        /*full=*/true)
      .Encode(*best.project, best.breakdown,
              Reasons(*prepared, *best.project, best.breakdown), nullptr, out);
  if (for_recipient) {
    CutForRecipient(
        [&programme](absl::string_view name) {
          return programme.taxonomy().DisplayName(name);
        },
        out);
  }
  for (const ScoredProject& each : scored) {
    auto& entry = *partner.add_projects();
    entry.set_project(each.facts->record.name());
    entry.set_score(each.breakdown.score);
  }
}

void EncodeRequests(const PairRequests& pair, bool for_recipient,
                    Partner& partner) {
  partner.set_own_request(for_recipient ? pair.by_recipient
                                        : pair.by_supporter);
  partner.set_their_request(for_recipient ? pair.by_supporter
                                          : pair.by_recipient);
  partner.set_mutual(pair.mutual());
  partner.set_refused(pair.refused);
  partner.set_interest_points(InterestPoints(pair));
}

// How many partners each unit has asked or been asked for, refusals apart.
absl::flat_hash_map<std::string, int32_t> PartnerCounts(
    const RequestsByPair& pairs, const FairState& state) {
  absl::flat_hash_map<std::string, int32_t> counts;
  for (const Participant& supporter : state.participants) {
    if (supporter.side() != SIDE_SUPPORTER) continue;
    for (const Participant& recipient : state.participants) {
      if (recipient.side() != SIDE_RECIPIENT) continue;
      const auto found = pairs.find(PairId(supporter.unit(), recipient.unit()));
      if (found == pairs.end() || found->second.refused ||
          !found->second.asked()) {
        continue;
      }
      ++counts[supporter.unit()];
      ++counts[recipient.unit()];
    }
  }
  return counts;
}

void CountRequest(const MeetingRequest& request, bool is_asker,
                  PairingLine& line) {
  if (request.kind() == MeetingRequest::KIND_NO_THANKS) return;
  const bool waits = request.state() == MeetingRequest::STATE_PENDING;
  const bool accepted = request.state() == MeetingRequest::STATE_ACCEPTED;
  if (!waits && !accepted) return;
  if (is_asker && !request.suggested()) {
    line.set_asked(line.asked() + 1);
  } else {
    line.set_asked_for(line.asked_for() + 1);
  }
  const bool own = line.side() == SIDE_SUPPORTER
                       ? request.accepted_by_supporter()
                       : request.accepted_by_recipient();
  if (waits && !own) line.set_unanswered(line.unanswered() + 1);
}

PairingLine LineOf(const FairState& state, const RequestsByPair& pairs,
                   const Participant& participant) {
  PairingLine line;
  line.set_unit(participant.unit());
  line.set_side(participant.side());
  *line.mutable_display_name() = participant.display_name();
  line.set_most_meetings(MostMeetings(state.fair, participant));
  const bool supports = participant.side() == SIDE_SUPPORTER;
  for (const MeetingRequest& request : state.requests) {
    if ((supports ? request.supporter() : request.recipient()) !=
        participant.unit()) {
      continue;
    }
    CountRequest(request, request.asked_by() == participant.side(), line);
  }
  for (const Participant& other : state.participants) {
    if (other.side() == participant.side()) continue;
    const auto found =
        pairs.find(supports ? PairId(participant.unit(), other.unit())
                            : PairId(other.unit(), participant.unit()));
    if (found != pairs.end() && found->second.mutual()) {
      line.set_agreed(line.agreed() + 1);
    }
  }
  for (const Meeting& meeting : state.meetings) {
    if (Counts(meeting) && !meeting.slot().empty() &&
        (supports ? meeting.supporter() : meeting.recipient()) ==
            participant.unit()) {
      line.set_meetings(line.meetings() + 1);
    }
  }
  return line;
}

PairingLine::Balance BalanceOf(const fair::v1::Fair& fair,
                               const PairingLine& line) {
  if (line.agreed() < std::max(fair.least_meetings(), 1)) {
    return PairingLine::BALANCE_TOO_FEW;
  }
  if (line.most_meetings() > 0 && line.agreed() > line.most_meetings()) {
    return PairingLine::BALANCE_TOO_MANY;
  }
  return PairingLine::BALANCE_ENOUGH;
}

// Every pair that nobody has said anything about, by score.
std::vector<SuggestedPair> OpenPairs(const FairState& state,
                                     const RequestsByPair& pairs,
                                     const PairScorer& scorer,
                                     int32_t least_score) {
  std::vector<SuggestedPair> open;
  for (const Participant& supporter : state.participants) {
    if (supporter.side() != SIDE_SUPPORTER) continue;
    for (const Participant& recipient : state.participants) {
      if (recipient.side() != SIDE_RECIPIENT ||
          recipient.unit() == supporter.unit() ||
          pairs.contains(PairId(supporter.unit(), recipient.unit()))) {
        continue;
      }
      const std::vector<ScoredProject> scored =
          scorer.Score(supporter, recipient);
      if (scored.empty()) continue;
      const int32_t score = scored.front().breakdown.score;
      if (score < std::max(least_score, 1)) continue;
      open.push_back(
          {&supporter, &recipient, scored.front().facts->record.name(), score});
    }
  }
  std::sort(
      open.begin(), open.end(),
      [](const SuggestedPair& a, const SuggestedPair& b) {
        return std::tie(b.score, a.supporter->unit(), a.recipient->unit()) <
               std::tie(a.score, b.supporter->unit(), b.recipient->unit());
      });
  return open;
}

}  // namespace

std::vector<const ProjectFacts*> PairScorer::ProjectsOf(
    const Participant& recipient) const {
  std::vector<const ProjectFacts*> projects;
  const auto add = [&](absl::string_view id) {
    const ProjectFacts* facts = programme_.FindProject(id);
    if (facts != nullptr && facts->indexed) projects.push_back(facts);
  };
  if (recipient.projects().empty()) {
    const UnitFacts* unit = programme_.FindUnit(LastId(recipient.unit()));
    if (unit == nullptr) return projects;
    for (const std::string& id : unit->own_projects) add(id);
    return projects;
  }
  for (const std::string& name : recipient.projects()) add(LastId(name));
  return projects;
}

std::vector<ScoredProject> PairScorer::Score(
    const Participant& supporter, const Participant& recipient) const {
  std::vector<ScoredProject> scored;
  const UnitFacts* unit = programme_.FindUnit(LastId(supporter.unit()));
  if (unit == nullptr || !unit->is_supporter()) return scored;
  const PreparedCache::Prepared prepared =
      unit->Prepare(programme_.taxonomy(), {.year = year_});
  if (prepared == nullptr) return scored;
  for (const ProjectFacts* facts : ProjectsOf(recipient)) {
    const Project* project = programme_.index().Find(facts->id);
    if (project == nullptr || !Filter(*prepared, *project, year_).empty()) {
      continue;
    }
    scored.push_back(
        {facts, project,
         ScorePair(*prepared, *project, programme_.weights().weights)});
  }
  std::sort(scored.begin(), scored.end(),
            [](const ScoredProject& a, const ScoredProject& b) {
              return std::tie(b.breakdown.score, a.facts->id) <
                     std::tie(a.breakdown.score, b.facts->id);
            });
  return scored;
}

int32_t PairScorer::BestScore(const Participant& supporter,
                              const Participant& recipient) const {
  const std::vector<ScoredProject> scored = Score(supporter, recipient);
  return scored.empty() ? 0 : scored.front().breakdown.score;
}

int32_t InterestPoints(const PairRequests& pair) {
  if (pair.refused) return 0;
  int32_t points = 0;
  if (pair.mutual()) {
    points = kMutualPoints;
  } else if (pair.supporter_wants || pair.recipient_wants) {
    points = kWantedPoints;
  }
  return points + (pair.must_meet ? kMustMeetPoints : 0);
}

std::vector<Partner> RankPartnersOf(const FairState& state,
                                    const PairScorer& scorer,
                                    const Participant& participant) {
  const bool supports = participant.side() == SIDE_SUPPORTER;
  const RequestsByPair pairs = RequestsByPairOf(state.requests);
  std::vector<Partner> partners;
  for (const Participant& other : state.participants) {
    if (other.side() == participant.side() ||
        other.unit() == participant.unit()) {
      continue;
    }
    const Participant& supporter = supports ? participant : other;
    const Participant& recipient = supports ? other : participant;
    Partner& partner = partners.emplace_back();
    partner.set_unit(other.unit());
    *partner.mutable_display_name() = other.display_name();
    const std::vector<ScoredProject> scored =
        scorer.Score(supporter, recipient);
    partner.set_score(scored.empty() ? 0 : scored.front().breakdown.score);
    EncodeProjects(scorer, supporter, !supports, scored, partner);
    const std::string id = PairId(supporter.unit(), recipient.unit());
    const auto found = pairs.find(id);
    if (found != pairs.end()) EncodeRequests(found->second, !supports, partner);
    partner.set_points(partner.score() + partner.interest_points());
    const std::string meeting = state.key.NameOf(kMeetingCollection, id);
    if (state.FindMeeting(meeting) != FairState::kNoMeeting) {
      partner.set_meeting(meeting);
    }
  }
  std::sort(partners.begin(), partners.end(),
            [](const Partner& a, const Partner& b) {
              return std::forward_as_tuple(b.points(), a.unit()) <
                     std::forward_as_tuple(a.points(), b.unit());
            });
  for (size_t i = 0; i < partners.size(); ++i) {
    partners[i].set_rank(static_cast<int32_t>(i) + 1);
  }
  return partners;
}

fair::v1::ReviewPairingResponse ReviewPairingOf(const FairState& state) {
  fair::v1::ReviewPairingResponse review;
  const RequestsByPair pairs = RequestsByPairOf(state.requests);
  for (const Participant& participant : state.participants) {
    PairingLine& line = *review.add_lines();
    line = LineOf(state, pairs, participant);
    line.set_balance(BalanceOf(state.fair, line));
    review.set_too_few(review.too_few() +
                       (line.balance() == PairingLine::BALANCE_TOO_FEW));
    review.set_too_many(review.too_many() +
                        (line.balance() == PairingLine::BALANCE_TOO_MANY));
  }
  std::sort(review.mutable_lines()->begin(), review.mutable_lines()->end(),
            [](const PairingLine& a, const PairingLine& b) {
              return std::forward_as_tuple(a.agreed(), a.unit()) <
                     std::forward_as_tuple(b.agreed(), b.unit());
            });
  return review;
}

std::vector<SuggestedPair> SuggestPairs(const FairState& state,
                                        const PairScorer& scorer,
                                        int32_t partners_each,
                                        int32_t least_score) {
  const RequestsByPair pairs = RequestsByPairOf(state.requests);
  absl::flat_hash_map<std::string, int32_t> counts =
      PartnerCounts(pairs, state);
  const auto has_room = [&](const Participant& participant) {
    const int32_t most = MostMeetings(state.fair, participant);
    return most == 0 || counts[participant.unit()] < most;
  };
  std::vector<SuggestedPair> suggested;
  for (SuggestedPair& pair : OpenPairs(state, pairs, scorer, least_score)) {
    const bool needed = counts[pair.supporter->unit()] < partners_each ||
                        counts[pair.recipient->unit()] < partners_each;
    if (!needed || !has_room(*pair.supporter) || !has_room(*pair.recipient)) {
      continue;
    }
    ++counts[pair.supporter->unit()];
    ++counts[pair.recipient->unit()];
    suggested.push_back(std::move(pair));
  }
  return suggested;
}

}  // namespace duikou
