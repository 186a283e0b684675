#include "services/fair/fair_board.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/base/placement_split.h"
#include "services/fair/slot_times.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using pb::Board;
using pb::Meeting;
using pb::Participant;
using pb::SignedSum;
using progress::v1::Agreement;
using progress::v1::Placement;

namespace {

// As long as the field that says where an agreement was signed.
constexpr size_t kMostSignedAt = 200;
constexpr int32_t kWhole = 10000;

// By area or sector.
using Sums = absl::btree_map<std::string, SignedSum>;

void Add(int64_t contract, int64_t private_part, SignedSum& sum) {
  sum.set_contract_fen(sum.contract_fen() + contract);
  sum.set_private_fen(sum.private_fen() + private_part);
}

void AddAgreement(const Agreement& agreement, Sums& areas, Sums& sectors) {
  std::vector<int> parts;
  for (const Placement& placement : agreement.placements()) {
    parts.push_back(placement.parts());
  }
  const std::vector<int64_t> contract =
      SplitByParts(agreement.contract_total_fen(), parts);
  const std::vector<int64_t> private_part =
      SplitByParts(agreement.private_total_fen(), parts);
  absl::btree_set<std::string> touched;
  for (int i = 0; i < agreement.placements_size(); ++i) {
    const Placement& placement = agreement.placements(i);
    for (auto [sums, name] : {std::pair(&areas, &placement.area()),
                              std::pair(&sectors, &placement.sector())}) {
      SignedSum& sum = (*sums)[*name];
      Add(contract[i], private_part[i], sum);
      if (!touched.insert(*name).second) continue;
      sum.set_agreements(sum.agreements() + 1);
    }
  }
}

void Encode(const Sums& sums, const PlaceNames& names,
            google::protobuf::RepeatedPtrField<SignedSum>& out) {
  for (const auto& [name, sum] : sums) {
    SignedSum& line = *out.Add();
    line = sum;
    line.set_subject(name);
    const auto found = names.find(name);
    if (found != names.end()) *line.mutable_display_name() = found->second;
  }
  std::sort(out.begin(), out.end(), [](const SignedSum& a, const SignedSum& b) {
    return std::forward_as_tuple(b.contract_fen(), a.subject()) <
           std::forward_as_tuple(a.contract_fen(), b.subject());
  });
}

void CountMeetings(const FairState& state, Board& board) {
  for (const Meeting& meeting : state.meetings) {
    switch (meeting.state()) {
      case Meeting::STATE_PLANNED:
        board.set_planned(board.planned() + !meeting.slot().empty());
        break;
      case Meeting::STATE_HELD:
        board.set_held(board.held() + 1);
        break;
      case Meeting::STATE_MISSED:
        board.set_missed(board.missed() + 1);
        break;
      default:
        break;
    }
  }
  board.set_participants(static_cast<int32_t>(state.participants.size()));
  for (const Participant& participant : state.participants) {
    board.set_present(board.present() + (participant.attendance() ==
                                         Participant::ATTENDANCE_PRESENT));
  }
}

void AddLeader(const FairState& state, const std::string& unit,
               Agreement& agreement) {
  const Participant* participant = state.FindParticipant(unit);
  if (participant == nullptr) return;
  for (const pb::Delegate& person : participant->delegates()) {
    if (!person.leader()) continue;
    type::v1::Contact& contact = agreement.has_responsible_leader()
                                     ? *agreement.add_team()
                                     : *agreement.mutable_responsible_leader();
    contact.set_display_name(person.display_name());
    contact.set_title(person.title());
    contact.set_phone(person.phone());
    contact.set_email(person.email());
    return;
  }
}

std::string ChineseNameOf(const FairState& state, const std::string& unit) {
  const Participant* participant = state.FindParticipant(unit);
  return participant == nullptr ? "" : participant->display_name().zh();
}

// Today, or once the fair is over the day of the meeting.
std::string SignDate(const FairState& state, const Meeting& meeting,
                     absl::Time now) {
  const SlotTimes slots(state.fair);
  const std::string today =
      absl::FormatCivilTime(absl::ToCivilDay(now, slots.zone()));
  if (slots.size() == 0 || today <= slots[slots.size() - 1].date) return today;
  const int slot = slots.IndexOf(meeting.slot());
  return slots[slot == SlotTimes::kNoSlot ? slots.size() - 1 : slot].date;
}

}  // namespace

bool IsSignedAt(const Agreement& agreement, const std::string& fair_name) {
  return !agreement.sign_date().empty() &&
         (agreement.signed_at() == fair_name ||
          absl::StartsWith(agreement.signed_at(),
                           absl::StrCat(fair_name, "/")));
}

Board BoardOf(const FairState& state, const std::vector<Agreement>& agreements,
              const PlaceNames& names, bool with_agreements) {
  Board board;
  Sums areas;
  Sums sectors;
  SignedSum& total = *board.mutable_total();
  for (const Agreement& agreement : agreements) {
    total.set_agreements(total.agreements() + 1);
    Add(agreement.contract_total_fen(), agreement.private_total_fen(), total);
    AddAgreement(agreement, areas, sectors);
    if (with_agreements) board.add_agreements(agreement.name());
  }
  Encode(areas, names, *board.mutable_areas());
  Encode(sectors, names, *board.mutable_sectors());
  CountMeetings(state, board);
  return board;
}

Agreement AgreementFor(const FairState& state, const Meeting& meeting,
                       const std::optional<catalogue::v1::Project>& project,
                       absl::Time now) {
  Agreement agreement;
  agreement.set_supporter(meeting.supporter());
  agreement.set_recipient(meeting.recipient());
  agreement.mutable_display_name()->set_zh(
      absl::StrCat(ChineseNameOf(state, meeting.supporter()), "—",
                   project ? project->display_name().zh()
                           : ChineseNameOf(state, meeting.recipient())));
  if (project) {
    agreement.set_project(project->name());
    Placement& placement = *agreement.add_placements();
    placement.set_area(project->area());
    placement.set_sector(project->sector());
    placement.set_parts(kWhole);
  }
  AddLeader(state, meeting.recipient(), agreement);
  AddLeader(state, meeting.supporter(), agreement);
  agreement.set_sign_date(SignDate(state, meeting, now));
  agreement.set_signed_at(meeting.name().size() <= kMostSignedAt
                              ? meeting.name()
                              : state.fair.name());
  return agreement;
}

}  // namespace duikou
