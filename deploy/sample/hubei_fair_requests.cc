// Hubei's fair of 2016: who wants to meet whom.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "deploy/sample/fair.h"

namespace duikou::sample {
namespace {

using fair::v1::MeetingRequest;
using fair::v1::Participant;
using profiles::v1::SIDE_RECIPIENT;
using profiles::v1::SIDE_SUPPORTER;

// Asks for the participants one after another.
class Asking {
 public:
  Asking(Random& random, const Programme& programme, SampleFair& sample)
      : random_(random), programme_(programme), sample_(sample) {
    for (const Participant& participant : sample.participants) {
      (participant.side() == SIDE_SUPPORTER ? supporters_ : recipients_)
          .push_back(&participant);
    }
  }

  void AskAll() {
    for (const Participant* supporter : supporters_) AskAsSupporter(*supporter);
    for (const Participant* recipient : recipients_) {
      AskAsRecipient(*recipient);
    }
  }

 private:
  using Pair = std::pair<const Participant*, const Participant*>;

  // Paired counties first, then others; now and then a no, to one left over.
  void AskAsSupporter(const Participant& supporter) {
    const int count = static_cast<int>(random_.Between(3, 5));
    std::vector<const Participant*> chosen;
    for (const Participant* recipient : recipients_) {
      if (IsPaired(supporter, *recipient)) chosen.push_back(recipient);
    }
    while (static_cast<int>(chosen.size()) < count) {
      chosen.push_back(random_.Pick(recipients_));
    }
    bool must_meet = random_.Chance(15);
    const size_t first = sample_.requests.size();
    for (const Participant* recipient : chosen) {
      if (!pairs_.insert({&supporter, recipient}).second) continue;
      Ask(supporter, *recipient, SIDE_SUPPORTER,
          std::exchange(must_meet, false) ? MeetingRequest::KIND_MUST_MEET
                                          : MeetingRequest::KIND_WISH);
    }
    // Some see the one county before the other.
    if (random_.Chance(4) && sample_.requests.size() >= first + 2) {
      sample_.requests[first + 1].request.add_after(
          sample_.requests[first].request.name());
    }
    if (!random_.Chance(12)) return;
    const Participant* left_over = random_.Pick(recipients_);
    if (!pairs_.insert({&supporter, left_over}).second) return;
    refused_.insert({&supporter, left_over});
    Ask(supporter, *left_over, SIDE_SUPPORTER, MeetingRequest::KIND_NO_THANKS);
  }

  void AskAsRecipient(const Participant& recipient) {
    const int count = static_cast<int>(random_.Between(4, 7));
    std::set<const Participant*> asked;
    for (int i = 0; i < count; ++i) {
      const Participant* supporter = random_.Pick(supporters_);
      if (refused_.contains({supporter, &recipient}) ||
          !asked.insert(supporter).second) {
        continue;
      }
      Ask(*supporter, recipient, SIDE_RECIPIENT, MeetingRequest::KIND_WISH);
    }
  }

  void Ask(const Participant& supporter, const Participant& recipient,
           profiles::v1::Side asked_by, MeetingRequest::Kind kind) {
    const bool gives = asked_by == SIDE_SUPPORTER;
    const Participant& asker = gives ? supporter : recipient;
    const Participant& asked = gives ? recipient : supporter;
    SampleRequest& sample = sample_.requests.emplace_back();
    MeetingRequest& request = sample.request;
    request.set_name(absl::StrCat(sample_.fair.name(), "/requests/",
                                  LastIdOf(asker.unit()), "--",
                                  LastIdOf(asked.unit())));
    request.set_supporter(supporter.unit());
    request.set_recipient(recipient.unit());
    request.set_asked_by(asked_by);
    request.set_kind(kind);
    if (kind == MeetingRequest::KIND_NO_THANKS) {
      request.set_text("方向不合（示例）");
      return;
    }
    request.set_project(ProjectBetween(supporter, recipient));
    request.set_text(gives ? "希望了解项目前期情况（示例）"
                           : "希望介绍县里的项目（示例）");
    SetDemands(supporter, request);
    Answer(kind == MeetingRequest::KIND_MUST_MEET, sample);
  }

  // Some need a screen, some a part of the fair, if they are there all days.
  void SetDemands(const Participant& supporter, MeetingRequest& request) {
    if (random_.Chance(8)) request.add_equipment("screen");
    if (supporter.available_slots().empty() && random_.Chance(10)) {
      const auto& slots = sample_.fair.slots();
      request.set_session(
          slots[static_cast<int>(random_.Between(0, slots.size() - 1))]
              .session());
    }
  }

  void Answer(bool important, SampleRequest& sample) {
    switch (random_.Weighted({important ? 90 : 62, important ? 0 : 8, 30})) {
      case 0:
        sample.accepted = true;
        break;
      case 1:
        sample.accepted = false;
        sample.answer = "时间已排满（示例）";
        break;
      default:
        break;
    }
  }

  bool IsPaired(const Participant& supporter,
                const Participant& recipient) const {
    for (const auto& pairing : programme_.pairings) {
      if (pairing.supporter() == supporter.unit() &&
          absl::StrCat("county-", LastIdOf(pairing.area())) ==
              LastIdOf(recipient.unit())) {
        return true;
      }
    }
    return false;
  }

  // Of those that the county brings one in the supporter's strongest sectors;
  // else any or none.
  std::string ProjectBetween(const Participant& supporter,
                             const Participant& recipient) {
    for (const auto& profile : programme_.profiles) {
      if (profile.unit() != supporter.unit()) continue;
      for (const auto& strength : profile.strengths()) {
        for (const std::string& name : recipient.projects()) {
          if (SectorOf(name) == strength.sector()) return name;
        }
      }
    }
    if (recipient.projects().empty() || random_.Chance(50)) return "";
    return recipient.projects(
        static_cast<int>(random_.Between(0, recipient.projects_size() - 1)));
  }

  std::string SectorOf(const std::string& name) const {
    for (const auto& project : programme_.projects) {
      if (project.name() == name) return project.sector();
    }
    return "";
  }

  Random& random_;
  const Programme& programme_;
  SampleFair& sample_;
  std::vector<const Participant*> supporters_;
  std::vector<const Participant*> recipients_;
  std::set<Pair> pairs_;    // of which the supporter has said something
  std::set<Pair> refused_;  // of them, to which it has said no
};

}  // namespace

void AddFairRequests(Random& random, const Programme& programme,
                     SampleFair& sample) {
  Asking(random, programme, sample).AskAll();
}

}  // namespace duikou::sample
