// ParseInstance (instance.h).
#include <algorithm>
#include <array>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "matcher/testing/instance.h"

namespace duikou::testing {
namespace {

using absl::string_view;
using Words = std::vector<string_view>;

absl::Status Bad(string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("cannot read ", what));
}

int32_t Find(const std::vector<std::string>& names, string_view name) {
  auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? kNone
                              : static_cast<int32_t>(found - names.begin());
}

int32_t FindOrAdd(std::vector<std::string>& names, string_view name) {
  const int32_t found = Find(names, name);
  if (found != kNone) return found;
  names.emplace_back(name);
  return static_cast<int32_t>(names.size()) - 1;
}

absl::StatusOr<int32_t> Known(const std::vector<std::string>& names,
                              string_view name) {
  const int32_t found = Find(names, name);
  if (found == kNone) return Bad(absl::StrCat("unknown name ", name));
  return found;
}

template <typename Int = int32_t>
absl::StatusOr<Int> Number(string_view word) {
  Int number = 0;
  if (absl::SimpleAtoi(word, &number)) return number;
  return Bad(absl::StrCat("number ", word));
}

absl::StatusOr<Money> Amount(string_view word) {
  if (word.empty()) return Bad("an empty amount");
  ASSIGN_OR_RETURN(const int64_t number,
                   Number<int64_t>(word.substr(0, word.size() - 1)));
  int64_t fen_per_unit = 1;
  switch (word.back()) {
    case 'w':
      fen_per_unit = Money::kFenPerWanYuan;
      break;
    case 'y':
      fen_per_unit = Money::kFenPerYuan;
      break;
    case 'f':
      break;
    default:
      return Bad(absl::StrCat("unit of ", word));
  }
  int64_t fen = 0;
  if (__builtin_mul_overflow(number, fen_per_unit, &fen)) {
    return Bad(absl::StrCat("amount ", word));
  }
  return Money::Fen(fen);
}

// "a:b" → {a, b}; b is empty where there is no colon.
std::pair<string_view, string_view> Halves(string_view word, char at) {
  return absl::StrSplit(word, absl::MaxSplits(at, 1));
}

class Parser {
 public:
  absl::StatusOr<Instance> Parse(string_view text) {
    int number = 0;
    for (string_view line : absl::StrSplit(text, '\n')) {
      ++number;
      line = line.substr(0, line.find('#'));
      const Words words =
          absl::StrSplit(line, absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
      if (words.empty()) continue;
      if (absl::Status status = ParseLine(words); !status.ok()) {
        return absl::InvalidArgumentError(
            absl::StrCat("line ", number, ": ", status.message()));
      }
    }
    RETURN_IF_ERROR(Check());
    return std::move(instance_);
  }

 private:
  absl::Status ParseLine(const Words& words) {
    const string_view what = words[0];
    if (what == "kinds") {
      for (size_t i = 1; i < words.size(); ++i) {
        instance_.kind_names.emplace_back(words[i]);
      }
      return absl::OkStatus();
    }
    if (what == "weights") return ParseWeights(words);
    if (words.size() < 2) return Bad(what);
    if (what == "sector") return ParseSector(words);
    if (what == "area") return ParseArea(words);
    if (what == "project") return ParseProject(words);
    if (what == "supporter") return ParseSupporter(words);
    if (what == "curve") return ParseCurve(words);
    if (what == "expect") return ParseExpectation(words);
    if (what == "year") {
      ASSIGN_OR_RETURN(instance_.year, Number(words[1]));
      return absl::OkStatus();
    }
    return Bad(what);
  }

  absl::Status ParseWeights(const Words& words) {
    if (words.size() != 1 + kCriterionCount) return Bad("weights");
    std::array<int64_t, kCriterionCount> raw;
    for (int i = 0; i < kCriterionCount; ++i) {
      ASSIGN_OR_RETURN(raw[i], Number<int64_t>(words[i + 1]));
    }
    ASSIGN_OR_RETURN(const Weights weights, NormaliseWeights(raw));
    instance_.weights.shares = weights.shares;
    return absl::OkStatus();
  }

  absl::Status ParseCurve(const Words& words) {
    const auto named =
        std::find(kCriterionNames.begin(), kCriterionNames.end(), words[1]);
    ValueCurve::Points points;
    if (named == kCriterionNames.end() || words.size() != 2 + points.size()) {
      return Bad("curve");
    }
    for (size_t i = 0; i < points.size(); ++i) {
      ASSIGN_OR_RETURN(points[i], Number(words[i + 2]));
    }
    if (!ValueCurve::IsCurve(points)) return Bad("curve that falls or leaves");
    const auto c = static_cast<Criterion>(named - kCriterionNames.begin());
    instance_.weights.curves[c] = ValueCurve(points);
    return absl::OkStatus();
  }

  absl::Status ParseSector(const Words& words) {
    SectorNode node;
    for (size_t i = 2; i < words.size(); ++i) {
      const auto [key, value] = Halves(words[i], '=');
      if (key != "parent") return Bad(words[i]);
      ASSIGN_OR_RETURN(node.parent, Known(instance_.sector_names, value));
    }
    instance_.sector_names.emplace_back(words[1]);
    instance_.sectors.push_back(node);
    return absl::OkStatus();
  }

  absl::Status ParseArea(const Words& words) {
    AreaNode node;
    for (size_t i = 2; i < words.size(); ++i) {
      const auto [key, value] = Halves(words[i], '=');
      if (key == "parent") {
        ASSIGN_OR_RETURN(node.parent, Known(instance_.area_names, value));
      } else if (key == "group") {
        node.group = FindOrAdd(instance_.group_names, value);
      } else if (key == "prefecture") {
        node.prefecture = FindOrAdd(instance_.prefecture_names, value);
      } else {
        return Bad(words[i]);
      }
    }
    instance_.area_names.emplace_back(words[1]);
    instance_.areas.push_back(node);
    return absl::OkStatus();
  }

  absl::StatusOr<NeedMask> ParseNeeds(string_view list) {
    NeedMask mask = 0;
    for (string_view name : absl::StrSplit(list, ',', absl::SkipEmpty())) {
      const int32_t bit = FindOrAdd(instance_.need_names, name);
      if (bit >= 32) return Bad("more than 32 needs");
      mask |= NeedMask{1} << bit;
    }
    return mask;
  }

  absl::Status ParseYears(string_view value, Project& project) {
    const auto [first, last] = Halves(value, '-');
    if (!first.empty()) {
      ASSIGN_OR_RETURN(project.first_year, Number(first));
    }
    if (!last.empty()) {
      ASSIGN_OR_RETURN(project.last_year, Number(last));
    }
    return absl::OkStatus();
  }

  absl::Status ParseNeed(string_view value, FundNeed& need) {
    for (string_view entry : absl::StrSplit(value, ',')) {
      const auto [key, amount] = Halves(entry, ':');
      if (key == "alone") {
        need.shareable = false;
      } else if (key == "whole") {
        need.all_or_nothing = true;
      } else if (key == "open") {
        ASSIGN_OR_RETURN(need.open, Amount(amount));
      } else if (key == "total") {
        ASSIGN_OR_RETURN(need.total, Amount(amount));
      } else if (key == "least") {
        ASSIGN_OR_RETURN(need.least_share, Amount(amount));
      } else {
        return Bad(entry);
      }
    }
    return absl::OkStatus();
  }

  absl::Status ParseProjectField(string_view word, Project& project) {
    const auto [key, value] = Halves(word, '=');
    if (word == "closed") {
      project.open = false;
    } else if (word == "demonstration") {
      project.demonstration_site = true;
    } else if (word == "resettlement") {
      project.resettlement_community = true;
    } else if (key == "area") {
      ASSIGN_OR_RETURN(project.area, Known(instance_.area_names, value));
    } else if (key == "sector") {
      ASSIGN_OR_RETURN(project.sector, Known(instance_.sector_names, value));
    } else if (key == "years") {
      return ParseYears(value, project);
    } else if (key == "needs") {
      ASSIGN_OR_RETURN(project.other_needs, ParseNeeds(value));
    } else if (key == "readiness") {
      ASSIGN_OR_RETURN(const int32_t readiness, Number(value));
      if (readiness < 0 || readiness > kMaxReadiness) return Bad(word);
      project.readiness = static_cast<Readiness>(readiness);
    } else if (key == "people") {
      ASSIGN_OR_RETURN(project.people_helped, Number<int64_t>(value));
    } else if (key == "jobs") {
      ASSIGN_OR_RETURN(project.jobs, Number<int64_t>(value));
    } else if (key == "training") {
      ASSIGN_OR_RETURN(project.training_places, Number<int64_t>(value));
    } else {
      ASSIGN_OR_RETURN(const int32_t kind, Known(instance_.kind_names, key));
      if (kind >= kMaxFundKinds) return Bad(word);
      return ParseNeed(value, project.funds[kind]);
    }
    return absl::OkStatus();
  }

  absl::Status ParseProject(const Words& words) {
    Project project{.id = std::string(words[1])};
    for (size_t i = 2; i < words.size(); ++i) {
      RETURN_IF_ERROR(ParseProjectField(words[i], project));
    }
    instance_.projects.push_back(std::move(project));
    return absl::OkStatus();
  }

  absl::Status ParseOffer(string_view value, FundOffer& offer) {
    offer.gives = true;
    for (string_view entry : absl::StrSplit(value, ',')) {
      const auto [key, amount] = Halves(entry, ':');
      if (key == "gives") continue;
      ASSIGN_OR_RETURN(const Money money, Amount(amount));
      if (key == "least") {
        offer.least = money;
      } else if (key == "usual") {
        offer.usual = money;
      } else if (key == "most") {
        offer.most = money;
      } else if (key == "left") {
        offer.means_left = money;
      } else {
        return Bad(entry);
      }
    }
    return absl::OkStatus();
  }

  absl::Status ParseRecord(string_view value, Supporter& supporter) {
    for (string_view entry : absl::StrSplit(value, ',')) {
      const Words fields = absl::StrSplit(entry, ':');
      if (fields.size() != 3) return Bad(entry);
      const auto [sector, area] = Halves(fields[0], '@');
      PastCooperation past;
      if (sector != "-") {
        ASSIGN_OR_RETURN(past.sector, Known(instance_.sector_names, sector));
      }
      if (area != "-") {
        ASSIGN_OR_RETURN(past.area, Known(instance_.area_names, area));
      }
      ASSIGN_OR_RETURN(past.count, Number(fields[1]));
      ASSIGN_OR_RETURN(past.amount, Amount(fields[2]));
      supporter.record.push_back(past);
    }
    return absl::OkStatus();
  }

  absl::Status ParseStrengths(string_view value, Supporter& supporter) {
    for (string_view entry : absl::StrSplit(value, ',')) {
      const auto [sector, strength] = Halves(entry, ':');
      SectorStrength& s = supporter.strengths.emplace_back();
      ASSIGN_OR_RETURN(s.sector, Known(instance_.sector_names, sector));
      ASSIGN_OR_RETURN(s.strength, Number(strength));
    }
    return absl::OkStatus();
  }

  absl::Status ParsePreferences(string_view value, Supporter& supporter) {
    for (string_view entry : absl::StrSplit(value, ',')) {
      const auto [area, strength] = Halves(entry, ':');
      AreaPreference& p = supporter.preferences.emplace_back();
      ASSIGN_OR_RETURN(p.area, Known(instance_.area_names, area));
      ASSIGN_OR_RETURN(p.strength, Number(strength));
    }
    return absl::OkStatus();
  }

  absl::Status ParseSupporterField(string_view word, Supporter& supporter) {
    const auto [key, value] = Halves(word, '=');
    const Words list = absl::StrSplit(value, ',');
    if (key == "strengths") return ParseStrengths(value, supporter);
    if (key == "prefers") return ParsePreferences(value, supporter);
    if (key == "record") return ParseRecord(value, supporter);
    if (key == "kind") {
      ASSIGN_OR_RETURN(supporter.unit_kind, Number(value));
    } else if (key == "paired") {
      for (string_view area : list) {
        ASSIGN_OR_RETURN(supporter.paired_areas.emplace_back(),
                         Known(instance_.area_names, area));
      }
    } else if (key == "home") {
      supporter.home_prefecture = FindOrAdd(instance_.prefecture_names, value);
    } else if (key == "offers") {
      ASSIGN_OR_RETURN(supporter.offers, ParseNeeds(value));
    } else if (key == "dismissed") {
      for (string_view id : list) supporter.dismissed.emplace(id);
    } else {
      ASSIGN_OR_RETURN(const int32_t kind, Known(instance_.kind_names, key));
      if (kind >= kMaxFundKinds) return Bad(word);
      return ParseOffer(value, supporter.funds[kind]);
    }
    return absl::OkStatus();
  }

  absl::Status ParseSupporter(const Words& words) {
    Supporter supporter{.id = std::string(words[1])};
    for (size_t i = 2; i < words.size(); ++i) {
      RETURN_IF_ERROR(ParseSupporterField(words[i], supporter));
    }
    instance_.supporters.push_back(std::move(supporter));
    return absl::OkStatus();
  }

  absl::Status ParseExpectation(const Words& words) {
    Expectation expectation{.supporter = std::string(words[1])};
    for (size_t i = 2; i < words.size(); ++i) {
      const auto [id, score] = Halves(words[i], ':');
      ASSIGN_OR_RETURN(const int32_t number, Number(score));
      expectation.projects.emplace_back(std::string(id), number);
    }
    instance_.expectations.push_back(std::move(expectation));
    return absl::OkStatus();
  }

  absl::Status Check() const {
    ASSIGN_OR_RETURN(
        const std::shared_ptr<const Taxonomy> taxonomy,
        Taxonomy::Make(instance_.sectors, instance_.areas,
                       static_cast<int>(instance_.kind_names.size())));
    for (const Project& project : instance_.projects) {
      RETURN_IF_ERROR(ValidateProject(project, *taxonomy));
    }
    for (const Supporter& supporter : instance_.supporters) {
      RETURN_IF_ERROR(ValidateSupporter(supporter, *taxonomy));
    }
    return absl::OkStatus();
  }

  Instance instance_;
};

}  // namespace

absl::StatusOr<Instance> ParseInstance(absl::string_view text) {
  return Parser().Parse(text);
}

Instance InstanceOf(absl::string_view text) {
  absl::StatusOr<Instance> instance = ParseInstance(text);
  DUIKOU_CHECK(instance.ok()) << instance.status().ToString();
  return *std::move(instance);
}

}  // namespace duikou::testing
