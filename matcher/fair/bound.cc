#include "matcher/fair/bound.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace duikou {
namespace {

constexpr int32_t kRounds = 400;
// Prices are integers in this fraction of a point of importance.
constexpr int64_t kPriceUnit = 1'024;
// Beyond what any meeting is worth a price changes nothing.
constexpr int64_t kMostPrice = kPriceUnit * kMaxImportance;

// "No more than `room` of these meetings."
struct RoomLimit {
  int64_t room = 0;
  std::vector<int32_t> meetings;
};

// Meetings that can only be in the slots, and so count against their room.
class LimitFinder {
 public:
  // Slots before the first are not looked at.
  LimitFinder(const FairModel& model, int32_t first_slot) : model_(model) {
    SlotSet all;
    std::map<int32_t, SlotSet> sessions;
    for (int32_t s = first_slot; s < model.slots(); ++s) {
      all.set(s);
      sessions[model.problem().slots[s].session].set(s);
    }
    spans_ = {all};
    for (const auto& [session, slots] : sessions) {
      if (sessions.size() > 1) spans_.push_back(slots);
    }
    for (int32_t m = 0; m < model.meetings(); ++m) {
      SlotSet& slots = slots_.emplace_back();
      for (const FairPlace& place : model.places(m)) slots.set(place.slot);
    }
  }

  std::vector<RoomLimit> Find() {
    for (const SlotSet& span : spans_) {
      for (int32_t r = 0; r < model_.resources(); ++r) {
        Add(model_.users(r), span, (span & ~model_.away(r)).count());
      }
      AddTables(span);
    }
    for (const FairLimit& limit : model_.limits()) {
      Add(limit.meetings, spans_.front(), limit.most);
    }
    return std::move(limits_);
  }

 private:
  void Add(const std::vector<int32_t>& meetings, const SlotSet& span,
           int64_t room) {
    RoomLimit limit;
    for (const int32_t m : meetings) {
      if (slots_[m].none() || (slots_[m] & ~span).any()) continue;
      if (model_.must_hold(m)) {
        --room;
      } else {
        limit.meetings.push_back(m);
      }
    }
    limit.room = std::max<int64_t>(0, room);
    if (static_cast<int64_t>(limit.meetings.size()) > limit.room) {
      limits_.push_back(std::move(limit));
    }
  }

  void AddTables(const SlotSet& span) {
    for (int32_t type = 0; type < model_.tables().types(); ++type) {
      const std::vector<int32_t> within = model_.tables().Within(type);
      int64_t room = 0;
      for (int32_t s = 0; s < model_.slots(); ++s) {
        for (int32_t z = 0; z < model_.zones() && span[s]; ++z) {
          room += model_.tables().Capacity(within, s, z);
        }
      }
      std::vector<int32_t> meetings;
      for (int32_t m = 0; m < model_.meetings(); ++m) {
        if (std::binary_search(within.begin(), within.end(),
                               model_.tables().type_of(m))) {
          meetings.push_back(m);
        }
      }
      Add(meetings, span, room);
    }
  }

  const FairModel& model_;
  std::vector<SlotSet> spans_;
  std::vector<SlotSet> slots_;  // by meeting
  std::vector<RoomLimit> limits_;
};

// Prices, and what they prove.
class Pricing {
 public:
  Pricing(const FairModel& model, const std::vector<int64_t>& worth,
          std::vector<RoomLimit> limits)
      : limits_(std::move(limits)),
        worth_(model.meetings()),
        prices_(limits_.size()),
        excess_(limits_.size()) {
    for (int32_t m = 0; m < model.meetings(); ++m) {
      if (model.must_hold(m) || model.places(m).empty()) continue;
      worth_[m] = kPriceUnit * worth[m];
    }
  }

  // Σ room × price + Σ what meetings are worth beyond their prices.
  int64_t Bound() {
    left_ = worth_;
    for (size_t i = 0; i < limits_.size(); ++i) {
      for (const int32_t m : limits_[i].meetings) left_[m] -= prices_[i];
    }
    int64_t bound = 0;
    for (const int64_t left : left_) bound += std::max<int64_t>(0, left);
    for (size_t i = 0; i < limits_.size(); ++i) {
      bound += limits_[i].room * prices_[i];
    }
    return bound;
  }

  // A step along the subgradient, towards `goal`. False: there is none.
  bool Step(int64_t bound, int64_t goal, double scale) {
    double norm = 0;
    for (size_t i = 0; i < limits_.size(); ++i) {
      int64_t held = 0;
      for (const int32_t m : limits_[i].meetings) held += left_[m] > 0;
      excess_[i] = held - limits_[i].room;
      if (excess_[i] < 0 && prices_[i] == 0) excess_[i] = 0;
      norm += static_cast<double>(excess_[i]) * excess_[i];
    }
    if (norm == 0) return false;
    const double length = scale * std::max<int64_t>(1, bound - goal) / norm;
    for (size_t i = 0; i < limits_.size(); ++i) {
      const int64_t step = static_cast<int64_t>(std::clamp(
          std::round(length * excess_[i]), -static_cast<double>(kMostPrice),
          static_cast<double>(kMostPrice)));
      prices_[i] = std::clamp<int64_t>(prices_[i] + step, 0, kMostPrice);
    }
    return true;
  }

 private:
  const std::vector<RoomLimit> limits_;
  std::vector<int64_t> worth_;  // by meeting, in kPriceUnit
  std::vector<int64_t> prices_;
  std::vector<int64_t> left_;    // by meeting: worth less prices
  std::vector<int64_t> excess_;  // by limit: held less room
};

}  // namespace

int64_t ImportanceBound(const FairModel& model, int64_t known) {
  std::vector<int64_t> worth;
  for (const FairMeeting& meeting : model.problem().meetings) {
    worth.push_back(meeting.importance);
  }
  return WorthBound(model, worth, 0, known);
}

int64_t WorthBound(const FairModel& model, const std::vector<int64_t>& worth,
                   int32_t first_slot, int64_t known) {
  Pricing pricing(model, worth, LimitFinder(model, first_slot).Find());
  const int64_t goal = known * kPriceUnit;
  int64_t best = pricing.Bound();
  double scale = 1;
  int32_t stale = 0;
  for (int32_t round = 0; round < kRounds && best / kPriceUnit > known;
       ++round) {
    const int64_t bound = pricing.Bound();
    if (bound < best) {
      best = bound;
      stale = 0;
    } else if (++stale == 10) {
      scale *= 0.7;
      stale = 0;
    }
    if (!pricing.Step(bound, goal, scale)) break;
  }
  return best / kPriceUnit;
}

}  // namespace duikou
