#include "matcher/assignment/competition.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <numeric>
#include <utility>

#include "matcher/base/check.h"

namespace duikou {
namespace {

using boost::multiprecision::cpp_int;

// What the criteria add to the score of an entry, over a common denominator.
struct ExactParts {
  std::vector<cpp_int> numerators;
  cpp_int denominator = 1;
};

ExactParts PartsOf(const CompetitionProblem& problem,
                   const CompetitionEntry& entry) {
  ExactParts parts;
  cpp_int most = 1;  // a common multiple of all most points
  int64_t weights = 0;
  for (const CompetitionCriterion& criterion : problem.criteria) {
    most = boost::multiprecision::lcm(most, cpp_int(criterion.most_points));
    weights += criterion.weight;
  }
  for (size_t c = 0; c < problem.criteria.size(); ++c) {
    int64_t points = 0;
    for (const std::vector<int32_t>& sheet : entry.sheets) {
      points += sheet[c];
    }
    const CompetitionCriterion& criterion = problem.criteria[c];
    parts.numerators.push_back(most / criterion.most_points * points *
                               criterion.weight);
  }
  parts.denominator = most * weights * entry.sheets.size();
  return parts;
}

// Rounds the score down, and shares it out over its parts.
void SetScore(const ExactParts& exact, CompetitionPlace& place) {
  cpp_int sum = 0;
  Score shared = 0;
  std::vector<std::pair<cpp_int, size_t>> remainders;
  for (size_t c = 0; c < exact.numerators.size(); ++c) {
    const cpp_int scaled = exact.numerators[c] * kFull;
    place.parts.push_back(static_cast<Score>(scaled / exact.denominator));
    remainders.emplace_back(-(scaled % exact.denominator), c);
    shared += place.parts.back();
    sum += scaled;
  }
  place.score = static_cast<Score>(sum / exact.denominator);
  std::sort(remainders.begin(), remainders.end());
  for (Score left = 0; left < place.score - shared; ++left) {
    ++place.parts[remainders[left].second];
  }
}

std::vector<CompetitionPlace> Rank(const CompetitionProblem& problem) {
  std::vector<CompetitionPlace> places(problem.entries.size());
  for (size_t i = 0; i < places.size(); ++i) {
    const CompetitionEntry& entry = problem.entries[i];
    places[i].entry = static_cast<int>(i);
    if (entry.sheets.empty()) {
      places[i].parts.assign(problem.criteria.size(), 0);
    } else {
      SetScore(PartsOf(problem, entry), places[i]);
    }
  }
  const auto before = [&](const CompetitionPlace& a,
                          const CompetitionPlace& b) {
    const CompetitionEntry& of_a = problem.entries[a.entry];
    const CompetitionEntry& of_b = problem.entries[b.entry];
    if (of_a.sheets.empty() != of_b.sheets.empty()) {
      return of_b.sheets.empty();
    }
    if (a.score != b.score) return a.score > b.score;
    return of_a.id < of_b.id;
  };
  std::sort(places.begin(), places.end(), before);
  for (size_t i = 0; i < places.size(); ++i) {
    const bool scored = !problem.entries[places[i].entry].sheets.empty();
    places[i].rank = scored ? static_cast<int>(i) + 1 : 0;
  }
  return places;
}

// Of an entry that takes `wanted` of what there is to give.
AwardReason ReasonOfAll(const CompetitionEntry& entry, Money wanted) {
  if (wanted == entry.asked) return AwardReason::kAll;
  return wanted == entry.open ? AwardReason::kOpenNeed
                              : AwardReason::kMostShare;
}

void Award(const CompetitionProblem& problem, Money& left,
           CompetitionPlace& place) {
  const CompetitionEntry& entry = problem.entries[place.entry];
  if (entry.sheets.empty()) return;
  if (place.score < problem.least_score) {
    place.reason = AwardReason::kBelowLeastScore;
    return;
  }
  const Money wanted = std::min({entry.asked, problem.most_share, entry.open});
  const Money of_use =
      entry.least == Money() ? wanted : std::min(entry.least, wanted);
  const Money least = std::max(problem.least_share, of_use);
  place.left = left;
  place.least = least;
  if (wanted == Money() || wanted < least) {
    place.reason = AwardReason::kNothingNeeded;
  } else if (left == Money()) {
    place.reason = AwardReason::kNothingLeft;
  } else if (left < least) {
    place.reason = AwardReason::kRestTooSmall;
  } else {
    place.reason =
        left < wanted ? AwardReason::kRest : ReasonOfAll(entry, wanted);
    place.awarded = std::min(left, wanted);
    left = *left.Minus(place.awarded);
  }
}

}  // namespace

std::vector<CompetitionPlace> RankAndAward(const CompetitionProblem& problem) {
  DUIKOU_CHECK(!problem.criteria.empty()) << "no criterion";
  std::vector<CompetitionPlace> places = Rank(problem);
  Money left = problem.amount;
  for (CompetitionPlace& place : places) Award(problem, left, place);
  return places;
}

}  // namespace duikou
