#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "matcher/base/work.h"
#include "matcher/fair/bound.h"
#include "matcher/fair/encoder.h"
#include "matcher/fair/minimizer.h"
#include "matcher/fair/model.h"
#include "matcher/fair/sat.h"
#include "matcher/fair/search.h"
#include "matcher/fair/timetable.h"
#include "matcher/fair/validate.h"

namespace duikou {
namespace {

// Of the local search, in steps: for each meeting that is to be put somewhere,
// and for all that are still left out.
constexpr int64_t kMoveSteps = 300;
constexpr int64_t kFillSteps = 60;
// Of all chains in one turn, first and later.
constexpr int64_t kFirstMoveSteps = 1'500;
constexpr int64_t kMoreMoveSteps = 300;
// Others that are moved for one.
constexpr int32_t kMostMoved = 2;
// A step's worth of clauses made.
constexpr int64_t kClausesMade = 20;

bool HasFixed(const FairMeeting& meeting) {
  return meeting.fixed_slot != kNone || meeting.fixed_hall != kNone ||
         meeting.fixed_table != kNone;
}

// What is left of the problem: meetings that are held and have not passed.
TimetableProblem OpenProblem(const TimetableProblem& problem,
                             const std::vector<bool>& open) {
  TimetableProblem rest = problem;
  rest.most_break_difference = kNone;
  rest.most_meetings.clear();
  for (FairMeeting& meeting : rest.meetings) meeting.must_hold = false;
  std::erase_if(rest.orders, [&](const FairOrder& order) {
    return !open[order.before] || !open[order.after];
  });
  return rest;
}

// Finds the repair that costs least. Most meetings can stay where they are, so
// they are known to the SAT search by that place alone; one that the cheapest
// repair so far pushes out gets all its places, and the search is done again,
// until none is pushed out that has not. Every search is a relaxation of the
// whole, so its bound holds.
class Repairer {
 public:
  Repairer(const TimetableProblem& problem, const Timetable& published,
           const RepairOptions& options)
      : problem_(problem),
        published_(published),
        options_(options),
        open_(problem.meetings.size()),
        work_(options.most_steps, &options.cancelled) {
    for (size_t m = 0; m < published.size(); ++m) {
      open_[m] = published[m].slot >= options.first_open_slot;
    }
    rest_ = OpenProblem(problem, open_);
    FindModel();
  }

  TimetableRepair Repair() {
    FillUp(published_places_, kFirstMoveSteps);
    BoundByRoom();
    while (CanEncode(*model_) && !work_.Ended() && best_cost_ > cost_bound_) {
      if (!Round()) break;
    }
    return Finish();
  }

 private:
  // What is fixed where it cannot be any more is free again.
  void FindModel() {
    model_.emplace(rest_, FairModel::Zones::kHalls);
    bool freed = false;
    for (int32_t m = 0; m < model_->meetings(); ++m) {
      if (!open_[m] || !HasFixed(rest_.meetings[m]) || !OpenPlaces(m).empty()) {
        continue;
      }
      FairMeeting& meeting = rest_.meetings[m];
      meeting.fixed_slot = meeting.fixed_hall = meeting.fixed_table = kNone;
      freed = true;
    }
    if (freed) model_.emplace(rest_, FairModel::Zones::kHalls);
    std::vector<std::vector<FairPlace>> places;
    for (int32_t m = 0; m < model_->meetings(); ++m) {
      places.push_back(open_[m] ? OpenPlaces(m) : std::vector<FairPlace>());
    }
    for (int32_t m = 0; m < model_->meetings(); ++m) {
      model_->Confine(m, std::move(places[m]), false);
      published_places_.push_back(open_[m] ? PublishedPlace(m) : FairPlace());
    }
    // What cannot stay is pushed out by whatever repair there is.
    for (int32_t m = 0; m < model_->meetings(); ++m) {
      expanded_.push_back(open_[m] &&
                          !model_->Possible(m, published_places_[m]));
    }
  }

  // Those that have not passed, and are near enough to where those who have to
  // be there were before.
  std::vector<FairPlace> OpenPlaces(int32_t meeting) const {
    std::vector<FairPlace> places = model_->places(meeting);
    std::erase_if(places, [&](const FairPlace& place) {
      if (place.slot < options_.first_open_slot) return true;
      for (const int32_t r : model_->needs(meeting)) {
        for (const int32_t other : model_->users(r)) {
          if (open_[other] || published_[other].table == kNone) continue;
          const FairPlace passed{
              published_[other].slot,
              model_->tables().zone_of_table(published_[other].table)};
          if (model_->TooFar(place, passed)) return true;
        }
      }
      return false;
    });
    return places;
  }

  // Where it was; without a table, the first hall in which it can be then.
  FairPlace PublishedPlace(int32_t meeting) const {
    const auto [slot, table] = published_[meeting];
    if (table != kNone) return {slot, model_->tables().zone_of_table(table)};
    for (const FairPlace& place : model_->places(meeting)) {
      if (place.slot == slot) return place;
    }
    return {slot, 0};
  }

  int64_t DropCost(int32_t meeting) const {
    return problem_.meetings[meeting].must_hold ? options_.must_drop_cost
                                                : options_.drop_cost;
  }

  int64_t CostOf(const std::vector<FairPlace>& places) const {
    int64_t cost = 0;
    for (int32_t m = 0; m < model_->meetings(); ++m) {
      if (!open_[m]) continue;
      if (places[m].slot == kNone) {
        cost += DropCost(m);
      } else {
        cost += places[m] != published_places_[m];
      }
    }
    return cost;
  }

  void Take(const std::vector<FairPlace>& places) {
    const int64_t cost = CostOf(places);
    if (cost >= best_cost_) return;
    best_cost_ = cost;
    best_ = places;
  }

  // A repair by local search, with what is left out of `places` put anywhere.
  void FillUp(const std::vector<FairPlace>& places, int64_t steps) {
    FairSearch search(*model_, 1);
    std::vector<int64_t> costs(model_->meetings());
    for (int32_t m = 0; m < model_->meetings(); ++m) {
      if (open_[m]) costs[m] = DropCost(m);
    }
    search.SetCosts(std::move(costs));
    search.Start(places);
    Take(search.places());
    const int64_t end = work_.done() + steps;
    for (const bool must : {true, false}) {
      for (int32_t m = 0; m < model_->meetings(); ++m) {
        if (!open_[m] || search.places()[m].slot != kNone ||
            problem_.meetings[m].must_hold != must) {
          continue;
        }
        search.MoveIn(m, kMostMoved, std::min(kMoveSteps, end - work_.done()),
                      &work_);
      }
    }
    Take(search.places());
    search.Fill(kFillSteps, &work_);
    Take(search.best());
  }

  // What cannot stay costs one at least, and the rest of what it costs where it
  // is left out, as some are where there is no room for all.
  void BoundByRoom() {
    std::vector<int64_t> worth(model_->meetings());
    int64_t forced = 0, all = 0, held = 0;
    for (int32_t m = 0; m < model_->meetings(); ++m) {
      if (!open_[m]) continue;
      const bool leaves = !model_->Possible(m, published_places_[m]);
      worth[m] = DropCost(m) - leaves;
      forced += leaves;
      all += worth[m];
      if (best_[m].slot != kNone) held += worth[m];
    }
    const int64_t most =
        WorthBound(*model_, worth, options_.first_open_slot, held);
    cost_bound_ = std::max(cost_bound_, forced + all - most);
  }

  // The cheapest repair with the places known so far. False: it was not found,
  // or it is one.
  bool Round() {
    FairModel known = *model_;
    for (int32_t m = 0; m < known.meetings(); ++m) {
      if (expanded_[m] || !open_[m]) continue;
      const FairPlace here = published_places_[m];
      known.Confine(m,
                    known.Possible(m, here) ? std::vector<FairPlace>{here}
                                            : std::vector<FairPlace>(),
                    false);
    }
    Sat sat;
    FairEncoder encoder(known, {}, &sat);
    Minimizer minimizer(Wishes(known, encoder, &sat), &sat);
    work_.Add(sat.clauses() / kClausesMade);
    minimizer.KnowUpper(best_cost_);
    int64_t least = best_cost_;
    std::vector<FairPlace> answer;  // that cost least
    const Minimizer::State state = minimizer.Run(
        [&] {
          std::vector<FairPlace> places = encoder.Read();
          if (!encoder.LimitCrowds(places)) return false;
          if (minimizer.upper() < least) {
            least = minimizer.upper();
            answer = std::move(places);
          }
          return true;
        },
        work_.left(), &work_);
    cost_bound_ = std::max(cost_bound_, minimizer.lower());
    if (state != Minimizer::State::kOptimal || answer.empty()) return false;
    return Expand(answer);
  }

  std::vector<Wish> Wishes(const FairModel& known, const FairEncoder& encoder,
                           Sat* sat) const {
    std::vector<Wish> wishes;
    for (int32_t m = 0; m < known.meetings(); ++m) {
      if (!open_[m]) continue;
      const FairPlace here = published_places_[m];
      const SatLiteral stays = encoder.at(m, here);
      wishes.push_back({stays, 1});
      sat->Prefer(stays);
      if (expanded_[m] && DropCost(m) > 1) {
        wishes.push_back({encoder.held(m), DropCost(m) - 1});
      }
    }
    return wishes;
  }

  // Gives all its places to whatever the answer pushes out; false: none.
  bool Expand(const std::vector<FairPlace>& answer) {
    bool pushed = false;
    for (int32_t m = 0; m < model_->meetings(); ++m) {
      if (!open_[m] || expanded_[m] || answer[m].slot != kNone) continue;
      expanded_[m] = true;
      pushed = true;
    }
    if (pushed) {
      FillUp(answer, kMoreMoveSteps);
    } else {
      Take(answer);
    }
    return pushed;
  }

  TimetableRepair Finish() {
    TimetableRepair repair;
    const Timetable seated = SeatMeetings(*model_, best_, published_);
    repair.timetable = published_;
    for (int32_t m = 0; m < model_->meetings(); ++m) {
      if (!open_[m]) continue;
      repair.timetable[m] = seated[m];
      if (best_[m].slot == kNone) {
        repair.dropped.push_back(m);
      } else if (best_[m] != published_places_[m]) {
        repair.moved.push_back(m);
      } else if (seated[m].table != published_[m].table) {
        repair.other_table.push_back(m);
      }
    }
    repair.cost = best_cost_;
    repair.cost_bound = std::min(cost_bound_, best_cost_);
    if (repair.cost == repair.cost_bound) {
      repair.status = RepairStatus::kOptimal;
    }
    repair.cancelled = work_.cancelled();
    repair.work = work_.done();
    return repair;
  }

  const TimetableProblem& problem_;
  const Timetable& published_;
  const RepairOptions& options_;
  std::vector<bool> open_;  // by meeting: held, and not passed
  TimetableProblem rest_;
  Work work_;
  std::optional<FairModel> model_;
  std::vector<FairPlace> published_places_;
  std::vector<bool> expanded_;  // known by all its places
  std::vector<FairPlace> best_;
  int64_t best_cost_ = std::numeric_limits<int64_t>::max();
  int64_t cost_bound_ = 0;
};

absl::Status CheckRepairOptions(const TimetableProblem& problem,
                                const RepairOptions& options) {
  const auto outside = [](const char* field) {
    return absl::InvalidArgumentError(absl::StrCat(field, ": is out of range"));
  };
  const int32_t slots = static_cast<int32_t>(problem.slots.size());
  if (options.first_open_slot < 0 || options.first_open_slot > slots) {
    return outside("first_open_slot");
  }
  if (options.drop_cost < 1 || options.drop_cost > 1'000) {
    return outside("drop_cost");
  }
  if (options.must_drop_cost < 1 || options.must_drop_cost > 1'000) {
    return outside("must_drop_cost");
  }
  if (options.most_steps < 0) return outside("most_steps");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<TimetableRepair> RepairTimetable(const TimetableProblem& problem,
                                                const Timetable& timetable,
                                                const RepairOptions& options) {
  RETURN_IF_ERROR(ValidateFair(problem, FixedPlaces::kMayBeLost));
  RETURN_IF_ERROR(ValidateTimetable(problem, timetable));
  RETURN_IF_ERROR(CheckRepairOptions(problem, options));
  return Repairer(problem, timetable, options).Repair();
}

}  // namespace duikou
