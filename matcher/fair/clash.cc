#include "matcher/fair/clash.h"

#include <algorithm>
#include <tuple>

#include "matcher/fair/cardinality.h"
#include "matcher/fair/encoder.h"
#include "matcher/fair/model.h"
#include "matcher/fair/sat.h"

namespace duikou {
namespace {

// Steps for one question: whether a demand is needed, and on the way to the
// smallest clash.
constexpr int64_t kNeededSteps = 50'000;
constexpr int64_t kTrySteps = 20'000;
// Ways out that are looked for before smallest is given up.
constexpr int32_t kMostWaysOut = 400;

class ClashFinder {
 public:
  ClashFinder(const TimetableProblem& problem, Work* work)
      : model_(problem, FairModel::Zones::kFew),
        encoder_(model_, {.demands = true}, &sat_),
        work_(work) {
    for (size_t i = 0; i < encoder_.demands().size(); ++i) {
      sat_.Prefer(literal(i));
    }
  }

  FairClash Find() {
    FairClash clash;
    std::vector<size_t> core = All();
    bool irreducible = false;
    if (Ask(core, work_->left()) == SatAnswer::kNo) {
      core = Failed(core);
      irreducible = Shrink(&core);
      clash.kind = irreducible ? FairClashKind::kIrreducible
                               : FairClashKind::kNotMinimal;
    }
    if (irreducible && FindSmallest(&core)) {
      clash.kind = FairClashKind::kSmallest;
    }
    for (const size_t i : core) {
      clash.demands.push_back(encoder_.demands()[i].demand);
    }
    std::sort(
        clash.demands.begin(), clash.demands.end(),
        [](const FairDemand& a, const FairDemand& b) {
          return std::tie(a.kind, a.meeting, a.order, a.participant, a.person) <
                 std::tie(b.kind, b.meeting, b.order, b.participant, b.person);
        });
    return clash;
  }

 private:
  SatLiteral literal(size_t demand) const {
    return encoder_.demands()[demand].literal;
  }

  std::vector<size_t> All() const {
    std::vector<size_t> all;
    for (size_t i = 0; i < encoder_.demands().size(); ++i) all.push_back(i);
    return all;
  }

  // Whether the demands can be met together.
  SatAnswer Ask(const std::vector<size_t>& demands, int64_t steps) {
    std::vector<SatLiteral> assumptions;
    for (const size_t i : demands) assumptions.push_back(literal(i));
    while (true) {
      const SatAnswer answer = sat_.Solve(assumptions, steps, work_);
      if (answer != SatAnswer::kYes) return answer;
      met_.clear();
      for (const size_t i : All()) met_.push_back(sat_.IsTrue(literal(i)));
      if (encoder_.LimitCrowds(encoder_.Read())) return answer;
    }
  }

  // Of these, the ones that the last refutation used.
  std::vector<size_t> Failed(const std::vector<size_t>& demands) const {
    std::vector<size_t> failed;
    for (const size_t i : demands) {
      if (sat_.Failed(literal(i))) failed.push_back(i);
    }
    return failed;
  }

  // False: some of what is left may not be needed.
  bool Shrink(std::vector<size_t>* core) {
    bool sure = true;
    for (size_t i = 0; i < core->size();) {
      std::vector<size_t> rest = *core;
      rest.erase(rest.begin() + i);
      const SatAnswer answer = Ask(rest, kNeededSteps);
      if (answer == SatAnswer::kNo) {
        // Those before i are needed, and so in it.
        *core = Failed(rest);
        continue;
      }
      sure = sure && answer == SatAnswer::kYes;
      ++i;
    }
    return sure;
  }

  // Replaces the core by a smallest; false: not known to be one.
  bool FindSmallest(std::vector<size_t>* core) {
    Sat sets;
    std::vector<SatLiteral> taken;
    for (size_t i = 0; i < encoder_.demands().size(); ++i) {
      taken.push_back(sets.NewVariable());
    }
    Totaliser size(taken, &sets);
    int32_t least = 1;
    for (int32_t way = 0; way < kMostWaysOut;) {
      if (least >= static_cast<int32_t>(core->size())) return true;
      const SatAnswer found =
          sets.Solve({-size.AtLeast(least + 1)}, kTrySteps, work_);
      if (found == SatAnswer::kNotKnown) return false;
      if (found == SatAnswer::kNo) {
        ++least;
        continue;
      }
      std::vector<size_t> candidate;
      for (size_t i = 0; i < taken.size(); ++i) {
        if (sets.IsTrue(taken[i])) candidate.push_back(i);
      }
      const SatAnswer answer = Ask(candidate, kTrySteps);
      if (answer == SatAnswer::kNotKnown) return false;
      if (answer == SatAnswer::kNo) {
        *core = candidate;
        return true;
      }
      ++way;
      sets.AddClause(WayOut(taken));
    }
    return false;
  }

  // Demands of which every clash has one: those that cannot be met as well.
  std::vector<SatLiteral> WayOut(const std::vector<SatLiteral>& taken) {
    std::vector<bool> met = met_;
    std::vector<SatLiteral> unmet;
    for (size_t i = 0; i < met.size(); ++i) {
      if (met[i]) continue;
      std::vector<size_t> more = {i};
      for (size_t j = 0; j < met.size(); ++j) {
        if (met[j]) more.push_back(j);
      }
      // What cannot be told stays unmet: a way out, if not the least.
      if (Ask(more, kTrySteps / 10) == SatAnswer::kYes) {
        met = met_;
      } else {
        unmet.push_back(taken[i]);
      }
    }
    return unmet;
  }

  FairModel model_;
  Sat sat_;
  FairEncoder encoder_;
  Work* const work_;
  std::vector<bool> met_;  // by demand, in the last answer that was kYes
};

}  // namespace

FairClash ClashOf(const TimetableProblem& problem, Work* work) {
  return ClashFinder(problem, work).Find();
}

}  // namespace duikou
