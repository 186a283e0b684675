#include "tests/bench/fair_instances.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "matcher/base/check.h"

namespace duikou::bench {
namespace {

// What stands between `name =` and the semicolon.
std::string FieldOf(const std::string& text, const std::string& name) {
  size_t at = 0;
  while ((at = text.find(name, at)) != std::string::npos) {
    size_t end = at + name.size();
    const bool begins = at == 0 || std::isspace(text[at - 1]);
    while (end < text.size() && std::isspace(text[end])) ++end;
    if (begins && end < text.size() && text[end] == '=') {
      return text.substr(end + 1, text.find(';', end) - end - 1);
    }
    at = end;
  }
  return "";
}

std::vector<int32_t> NumbersIn(absl::string_view text) {
  std::vector<int32_t> numbers;
  for (const absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" \n\r\t,|[]{}"))) {
    int32_t number = 0;
    if (absl::SimpleAtoi(word, &number)) numbers.push_back(number);
  }
  return numbers;
}

// The sets of a list of sets.
std::vector<std::vector<int32_t>> SetsIn(const std::string& text) {
  std::vector<std::vector<int32_t>> sets;
  for (size_t at = text.find('{'); at != std::string::npos;
       at = text.find('{', at + 1)) {
    sets.push_back(NumbersIn(
        absl::string_view(text).substr(at + 1, text.find('}', at) - at - 1)));
  }
  return sets;
}

B2bFair ParseB2b(const std::string& text) {
  const auto number = [&](const char* name) {
    const std::vector<int32_t> numbers = NumbersIn(FieldOf(text, name));
    DUIKOU_CHECK(numbers.size() == 1) << name;
    return numbers[0];
  };
  B2bFair fair;
  fair.participants = number("nBusiness");
  fair.tables = number("nTables");
  fair.slots = number("nTotalSlots");
  fair.morning_slots = number("nMorningSlots");
  const std::vector<int32_t> requested = NumbersIn(FieldOf(text, "requested"));
  const std::vector<int32_t> fixed = NumbersIn(FieldOf(text, "fixed"));
  const auto before = SetsIn(FieldOf(text, "precedences"));
  for (size_t i = 0; i < requested.size(); i += 3) {
    B2bFair::Meeting meeting{requested[i], requested[i + 1], requested[i + 2]};
    if (i / 3 < fixed.size()) meeting.fixed = fixed[i / 3];
    if (i / 3 < before.size()) meeting.after = before[i / 3];
    fair.meetings.push_back(std::move(meeting));
  }
  fair.forbidden = SetsIn(FieldOf(text, "forbidden"));
  fair.forbidden.resize(fair.participants);
  return fair;
}

// By file name, the last column.
std::map<std::string, std::string> KnownValues(const std::string& path) {
  std::map<std::string, std::string> known;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    while (!line.empty() && std::isspace(line.back())) line.pop_back();
    const std::vector<std::string> cells = absl::StrSplit(line, ',');
    known[cells.front()] = cells.back();
  }
  return known;
}

B2bFair MakeB2b(uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto between = [&](int32_t least, int32_t most) {
    return least + static_cast<int32_t>(random() % (most - least + 1));
  };
  B2bFair fair{.name = absl::StrCat("made-up-", seed),
               .participants = 60,
               .tables = 16,
               .slots = 20,
               .morning_slots = 12,
               .made_up = true};
  fair.forbidden.resize(fair.participants);
  std::set<std::pair<int32_t, int32_t>> met;
  for (int32_t i = 0; i < 180; ++i) {
    const int32_t first = between(1, 25), second = between(26, 60);
    if (!met.emplace(first, second).second) continue;
    fair.meetings.push_back({first, second, between(1, 5) == 1 ? 1 : 3});
  }
  for (int32_t i = 0; i < 12; ++i) {
    const int32_t p = between(0, fair.participants - 1);
    if (fair.forbidden[p].empty()) fair.forbidden[p] = {between(1, 20)};
  }
  return fair;
}

// By participant, from each meeting's slot.
std::vector<int64_t> BreaksByParticipant(const B2bFair& fair,
                                         const std::vector<int32_t>& slots) {
  std::vector<std::vector<int32_t>> used(fair.participants);
  for (size_t m = 0; m < slots.size(); ++m) {
    used[fair.meetings[m].first - 1].push_back(slots[m]);
    used[fair.meetings[m].second - 1].push_back(slots[m]);
  }
  std::vector<int64_t> breaks;
  for (std::vector<int32_t>& its : used) {
    std::sort(its.begin(), its.end());
    breaks.push_back(0);
    for (size_t i = 1; i < its.size(); ++i) {
      breaks.back() += its[i] > its[i - 1] + 1;
    }
  }
  return breaks;
}

// Of one meeting, apart from others.
std::string FaultOfMeeting(const B2bFair& fair, const B2bFair::Meeting& meeting,
                           int32_t slot) {
  if (slot < 1 || slot > fair.slots) return "no such slot";
  const bool morning = slot <= fair.morning_slots;
  if ((meeting.session == 1 && !morning) || (meeting.session == 2 && morning)) {
    return "another session";
  }
  return meeting.fixed != 0 && meeting.fixed != slot ? "not where it is fixed"
                                                     : "";
}

}  // namespace

std::vector<B2bFair> ReadB2b(const std::string& data) {
  namespace fs = std::filesystem;
  std::vector<B2bFair> fairs;
  const fs::path folder = fs::path(data) / "b2b";
  std::set<fs::path> files;
  if (fs::is_directory(folder)) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".dzn") files.insert(entry.path());
    }
  }
  const auto known = KnownValues((folder / "known_values.csv").string());
  for (const fs::path& path : files) {
    std::ifstream file(path);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    B2bFair fair = ParseB2b(text);
    fair.name = path.stem().string();
    const auto found = known.find(path.filename().string());
    int64_t breaks = 0;
    if (found != known.end()) {
      fair.infeasible = found->second == "infeasible";
      if (absl::SimpleAtoi(found->second, &breaks)) fair.fewest_breaks = breaks;
    }
    fairs.push_back(std::move(fair));
  }
  for (uint64_t seed = 1; files.empty() && seed <= 6; ++seed) {
    fairs.push_back(MakeB2b(seed));
  }
  return fairs;
}

TimetableProblem ProblemOf(const B2bFair& fair) {
  TimetableProblem problem;
  for (int32_t s = 0; s < fair.slots; ++s) {
    problem.slots.push_back({.start_minute = 8 * 60 + 20 * s,
                             .end_minute = 8 * 60 + 20 * s + 20,
                             .session = s >= fair.morning_slots});
  }
  problem.tables.resize(fair.tables);
  problem.participants.resize(fair.participants);
  for (int32_t p = 0; p < fair.participants; ++p) {
    for (const int32_t slot : fair.forbidden[p]) {
      if (slot > 0) problem.participants[p].unavailable.push_back(slot - 1);
    }
  }
  for (const B2bFair::Meeting& meeting : fair.meetings) {
    const int32_t after = static_cast<int32_t>(problem.meetings.size());
    problem.meetings.push_back(
        {.first = meeting.first - 1,
         .second = meeting.second - 1,
         .must_hold = true,
         .session = meeting.session == 3 ? kNone : meeting.session - 1,
         .fixed_slot = meeting.fixed == 0 ? kNone : meeting.fixed - 1});
    for (const int32_t before : meeting.after) {
      problem.orders.push_back({before - 1, after});
    }
  }
  problem.most_break_difference = 2;
  return problem;
}

std::string FaultOf(const B2bFair& fair, const std::vector<int32_t>& slots) {
  if (slots.size() != fair.meetings.size()) return "meetings are missing";
  std::set<std::pair<int32_t, int32_t>> busy;  // participant, slot
  std::map<int32_t, int32_t> tables;           // by slot
  for (size_t m = 0; m < slots.size(); ++m) {
    const B2bFair::Meeting& meeting = fair.meetings[m];
    const int32_t slot = slots[m];
    const std::string who = absl::StrCat("meeting ", m + 1, " in slot ", slot);
    const std::string fault = FaultOfMeeting(fair, meeting, slot);
    if (!fault.empty()) return absl::StrCat(who, ": ", fault);
    for (const int32_t p : {meeting.first, meeting.second}) {
      const std::vector<int32_t>& forbidden = fair.forbidden[p - 1];
      if (std::count(forbidden.begin(), forbidden.end(), slot) > 0) {
        return absl::StrCat(who, ": ", p, " is away");
      }
      if (!busy.emplace(p, slot).second) {
        return absl::StrCat(who, ": ", p, " is there twice");
      }
    }
    for (const int32_t before : meeting.after) {
      if (slots[before - 1] >= slot) return who + ": too early";
    }
    if (++tables[slot] > fair.tables) return who + ": no table";
  }
  const std::vector<int64_t> breaks = BreaksByParticipant(fair, slots);
  const auto [fewest, most] = std::minmax_element(breaks.begin(), breaks.end());
  if (*most - *fewest > 2) return "breaks differ by more than 2";
  return "";
}

int64_t BreaksOf(const B2bFair& fair, const std::vector<int32_t>& slots) {
  const std::vector<int64_t> breaks = BreaksByParticipant(fair, slots);
  return std::accumulate(breaks.begin(), breaks.end(), int64_t{0});
}

}  // namespace duikou::bench
