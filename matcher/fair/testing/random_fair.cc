#include "matcher/fair/testing/random_fair.h"

#include <algorithm>
#include <random>

namespace duikou::testing {
namespace {

class FairMaker {
 public:
  explicit FairMaker(const FairShape& shape)
      : shape_(shape), random_(shape.seed * 104'729 + 1) {}

  TimetableProblem Make() {
    AddSlots();
    AddHalls();
    problem_.participants.resize(shape_.participants);
    problem_.persons.resize(shape_.persons);
    for (FairPresence& presence : problem_.participants) {
      if (Between(1, 10) == 1) AddAbsence(presence);
    }
    for (int32_t i = 0; i < shape_.requests; ++i) AddRequest();
    return std::move(problem_);
  }

 private:
  // Both ends included.
  int32_t Between(int32_t least, int32_t most) {
    return least + static_cast<int32_t>(random_() % (most - least + 1));
  }

  // The same number of slots in each of four half days.
  void AddSlots() {
    const int32_t half = (shape_.slots + 3) / 4;
    for (int32_t s = 0; s < shape_.slots; ++s) {
      const int32_t part = s / half;
      const int32_t start =
          (part % 2 == 0 ? 9 * 60 : 14 * 60) + 30 * (s % half);
      problem_.slots.push_back({.day = part / 2,
                                .start_minute = start,
                                .end_minute = start + 25,
                                .session = part});
    }
  }

  // Neighbours are near; whoever passes by one more has to hurry.
  void AddHalls() {
    problem_.halls = shape_.halls;
    for (int32_t from = 0; from < shape_.halls; ++from) {
      for (int32_t to = 0; to < shape_.halls; ++to) {
        problem_.walk_minutes.push_back(4 * std::abs(from - to));
      }
    }
    for (int32_t t = 0; t < shape_.tables; ++t) {
      problem_.tables.push_back(
          {.hall = t % shape_.halls,
           .equipment = Between(1, 4) == 1 ? EquipmentBits{1} : 0});
    }
  }

  void AddAbsence(FairPresence& presence) {
    const int32_t half = (shape_.slots + 3) / 4;
    const int32_t first = half * Between(0, 3);
    for (int32_t s = first; s < std::min(shape_.slots, first + half); ++s) {
      presence.unavailable.push_back(s);
    }
  }

  void AddRequest() {
    const int32_t recipients = std::max(1, shape_.participants / 3);
    FairMeeting meeting;
    // The smaller of two: some are asked for by many.
    meeting.first =
        std::min(Between(0, recipients - 1), Between(0, recipients - 1));
    meeting.second = Between(recipients, shape_.participants - 1);
    meeting.must_hold = Between(1, 40) == 1;
    meeting.importance = Between(1, 100);
    if (Between(1, 20) == 1) meeting.needs = 1;
    if (shape_.persons > 0 && Between(1, 30) == 1) {
      meeting.persons = {Between(0, shape_.persons - 1)};
    }
    problem_.meetings.push_back(meeting);
  }

  const FairShape shape_;
  std::mt19937_64 random_;
  TimetableProblem problem_;
};

}  // namespace

TimetableProblem RandomFair(const FairShape& shape) {
  return FairMaker(shape).Make();
}

}  // namespace duikou::testing
