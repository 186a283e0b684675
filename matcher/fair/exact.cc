#include "matcher/fair/exact.h"

#include <algorithm>
#include <utility>

namespace duikou {
namespace {

// Of the participants in the model's meetings.
std::vector<SatLiteral> BreakLiterals(const FairEncoder& encoder) {
  std::vector<SatLiteral> literals;
  for (const std::vector<SatLiteral>& breaks : encoder.breaks()) {
    literals.insert(literals.end(), breaks.begin(), breaks.end());
  }
  return literals;
}

// What is not held in `places`, and would count, is not in the model at all.
FairModel HeldOnly(FairModel model, const std::vector<FairPlace>& places) {
  for (int32_t m = 0; m < model.meetings(); ++m) {
    if (places[m].slot != kNone) {
      model.Confine(m, model.places(m), true);
    } else if (model.problem().meetings[m].importance > 0) {
      model.Confine(m, {}, false);
    }
  }
  return model;
}

}  // namespace

int64_t ImportanceOf(const FairModel& model,
                     const std::vector<FairPlace>& places) {
  int64_t importance = 0;
  for (int32_t m = 0; m < model.meetings(); ++m) {
    const FairMeeting& meeting = model.problem().meetings[m];
    if (places[m].slot == kNone || meeting.must_hold) continue;
    importance += meeting.importance;
  }
  return importance;
}

int64_t BreaksOf(const FairModel& model, const std::vector<FairPlace>& places) {
  Timetable timetable(places.size());
  for (size_t m = 0; m < places.size(); ++m) timetable[m].slot = places[m].slot;
  return BreaksOf(model.problem(), timetable);
}

ExactSearch::ExactSearch(const FairModel& model)
    : model_(model), encoder_(model_, {.breaks = true}, &sat_) {
  std::vector<Wish> wishes;
  for (int32_t m = 0; m < model_.meetings(); ++m) {
    const int64_t importance = model_.problem().meetings[m].importance;
    if (model_.must_hold(m) || importance == 0) continue;
    all_importance_ += importance;
    wishes.push_back({encoder_.held(m), importance});
  }
  importance_bound_ = all_importance_;
  importance_ = std::make_unique<Minimizer>(wishes, &sat_);
}

bool ExactSearch::Accept() {
  FairAnswer answer{.places = encoder_.Read()};
  if (!encoder_.LimitCrowds(answer.places)) return false;
  answer.importance = ImportanceOf(model_, answer.places);
  answer.breaks = BreaksOf(model_, answer.places);
  if (!best_.has_value() || answer.BetterThan(*best_)) {
    best_ = std::move(answer);
  }
  return true;
}

void ExactSearch::Know(const FairAnswer& answer) {
  if (best_.has_value() && !answer.BetterThan(*best_)) return;
  best_ = answer;
  if (breaks_ == nullptr) {
    importance_->KnowUpper(all_importance_ - answer.importance);
  } else if (answer.importance == importance_bound_) {
    breaks_->KnowUpper(answer.breaks);
  }
}

void ExactSearch::StartBreaks() {
  importance_->Settle();
  std::vector<Wish> wishes;
  for (const SatLiteral more : BreakLiterals(encoder_)) {
    wishes.push_back({-more, 1});
  }
  breaks_ = std::make_unique<Minimizer>(wishes, &sat_);
  if (best_.has_value() && best_->importance == importance_bound_) {
    breaks_->KnowUpper(best_->breaks);
  }
}

void ExactSearch::Run(int64_t steps, Work* work) {
  const int64_t end = work->done() + steps;
  if (breaks_ == nullptr && !infeasible_) {
    const Minimizer::State state =
        importance_->Run([this] { return Accept(); }, steps, work);
    infeasible_ = state == Minimizer::State::kInfeasible;
    if (infeasible_) return;
    importance_bound_ = all_importance_ - importance_->lower();
    if (state == Minimizer::State::kOptimal) StartBreaks();
  }
  if (breaks_ == nullptr || done_) return;
  const Minimizer::State state =
      breaks_->Run([this] { return Accept(); }, end - work->done(), work);
  breaks_bound_ = breaks_->lower();
  done_ = state == Minimizer::State::kOptimal;
}

BreakDescent::BreakDescent(const FairModel& model, const FairAnswer& start)
    : model_(HeldOnly(model, start.places)),
      encoder_(model_, {.breaks = true}, &sat_),
      breaks_(BreakLiterals(encoder_), &sat_),
      best_(start) {
  for (int32_t m = 0; m < model_.meetings(); ++m) {
    if (start.places[m].slot == kNone) continue;
    sat_.Prefer(encoder_.at(m, start.places[m].slot));
  }
}

void BreakDescent::Run(int64_t breaks, int64_t steps, Work* work) {
  const int64_t end = work->done() + steps;
  while (!exhausted_ && std::min(breaks, best_.breaks) > 0) {
    const int64_t goal = std::min(breaks, best_.breaks) - 1;
    const SatLiteral more = breaks_.AtLeast(static_cast<int32_t>(goal) + 1);
    const SatAnswer answer = sat_.Solve({-more}, end - work->done(), work);
    if (answer == SatAnswer::kNotKnown) return;
    exhausted_ = answer == SatAnswer::kNo;
    if (exhausted_) return;
    FairAnswer found{.places = encoder_.Read()};
    if (!encoder_.LimitCrowds(found.places)) continue;
    found.importance = ImportanceOf(model_, found.places);
    found.breaks = BreaksOf(model_, found.places);
    best_ = std::move(found);
  }
}

}  // namespace duikou
