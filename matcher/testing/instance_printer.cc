// ToText (instance.h).
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "matcher/testing/instance.h"

namespace duikou::testing {
namespace {

std::string Fen(Money amount) { return absl::StrCat(amount.fen(), "f"); }

std::string Needs(const Instance& instance, NeedMask mask) {
  std::vector<std::string> names;
  for (int bit = 0; bit < 32; ++bit) {
    if (mask >> bit & 1) names.push_back(instance.need_names[bit]);
  }
  return absl::StrJoin(names, ",");
}

std::string Line(const Instance& instance, const Project& p) {
  std::string line = absl::StrCat(
      "project ", p.id, " area=", instance.area_names[p.area],
      " sector=", instance.sector_names[p.sector], " years=", p.first_year, "-",
      p.last_year, " readiness=", static_cast<int>(p.readiness));
  absl::StrAppend(&line, " people=", p.people_helped, " jobs=", p.jobs,
                  " training=", p.training_places);
  for (size_t kind = 0; kind < instance.kind_names.size(); ++kind) {
    const FundNeed& need = p.funds[kind];
    absl::StrAppend(&line, " ", instance.kind_names[kind],
                    "=open:", Fen(need.open), ",total:", Fen(need.total),
                    ",least:", Fen(need.least_share));
    absl::StrAppend(&line, need.shareable ? "" : ",alone",
                    need.all_or_nothing ? ",whole" : "");
  }
  if (p.other_needs != 0) {
    absl::StrAppend(&line, " needs=", Needs(instance, p.other_needs));
  }
  absl::StrAppend(&line, p.open ? "" : " closed",
                  p.demonstration_site ? " demonstration" : "",
                  p.resettlement_community ? " resettlement" : "");
  return line;
}

std::string Offer(const FundOffer& offer) {
  std::string text =
      absl::StrCat("least:", Fen(offer.least), ",usual:", Fen(offer.usual),
                   ",most:", Fen(offer.most));
  if (offer.means_left.has_value()) {
    absl::StrAppend(&text, ",left:", Fen(*offer.means_left));
  }
  return text;
}

std::string Line(const Instance& instance, const Supporter& s) {
  std::string line = absl::StrCat("supporter ", s.id, " kind=", s.unit_kind);
  auto add = [&line](absl::string_view key, const auto& list, auto&& format) {
    if (list.empty()) return;
    absl::StrAppend(&line, " ", key, "=", absl::StrJoin(list, ",", format));
  };
  add("strengths", s.strengths, [&](std::string* out, const auto& e) {
    absl::StrAppend(out, instance.sector_names[e.sector], ":", e.strength);
  });
  add("prefers", s.preferences, [&](std::string* out, const auto& e) {
    absl::StrAppend(out, instance.area_names[e.area], ":", e.strength);
  });
  add("paired", s.paired_areas, [&](std::string* out, AreaIndex area) {
    absl::StrAppend(out, instance.area_names[area]);
  });
  add("record", s.record, [&](std::string* out, const auto& e) {
    absl::StrAppend(out,
                    e.sector == kNone ? "-" : instance.sector_names[e.sector],
                    "@", e.area == kNone ? "-" : instance.area_names[e.area]);
    absl::StrAppend(out, ":", e.count, ":", Fen(e.amount));
  });
  add("dismissed",
      std::set<std::string>(s.dismissed.begin(), s.dismissed.end()),
      [](std::string* out, const std::string& id) { out->append(id); });
  if (s.home_prefecture != kNone) {
    absl::StrAppend(&line,
                    " home=", instance.prefecture_names[s.home_prefecture]);
  }
  if (s.offers != 0) {
    absl::StrAppend(&line, " offers=", Needs(instance, s.offers));
  }
  for (size_t kind = 0; kind < instance.kind_names.size(); ++kind) {
    if (!s.funds[kind].gives) continue;
    absl::StrAppend(&line, " ", instance.kind_names[kind], "=",
                    Offer(s.funds[kind]));
  }
  return line;
}

std::string Line(const Instance& instance, const AreaNode& area) {
  std::string line;
  if (area.parent != kNone) {
    absl::StrAppend(&line, " parent=", instance.area_names[area.parent]);
  }
  if (area.group != kNone) {
    absl::StrAppend(&line, " group=", instance.group_names[area.group]);
  }
  if (area.prefecture != kNone) {
    absl::StrAppend(&line,
                    " prefecture=", instance.prefecture_names[area.prefecture]);
  }
  return line;
}

}  // namespace

std::string ToText(const Instance& instance) {
  std::string text =
      absl::StrCat("kinds ", absl::StrJoin(instance.kind_names, " "), "\n");
  for (size_t i = 0; i < instance.sectors.size(); ++i) {
    const int32_t parent = instance.sectors[i].parent;
    absl::StrAppend(&text, "sector ", instance.sector_names[i]);
    if (parent != kNone) {
      absl::StrAppend(&text, " parent=", instance.sector_names[parent]);
    }
    text += '\n';
  }
  for (size_t i = 0; i < instance.areas.size(); ++i) {
    absl::StrAppend(&text, "area ", instance.area_names[i],
                    Line(instance, instance.areas[i]), "\n");
  }
  for (const Project& project : instance.projects) {
    absl::StrAppend(&text, Line(instance, project), "\n");
  }
  for (const Supporter& supporter : instance.supporters) {
    absl::StrAppend(&text, Line(instance, supporter), "\n");
  }
  absl::StrAppend(&text, "year ", instance.year, "\nweights ",
                  absl::StrJoin(instance.weights.shares, " "), "\n");
  for (const Criterion c : kAllCriteria) {
    const ValueCurve& curve = instance.weights.curves[c];
    if (curve.straight()) continue;
    absl::StrAppend(&text, "curve ", kCriterionNames[static_cast<size_t>(c)],
                    " ", absl::StrJoin(curve.points(), " "), "\n");
  }
  for (const Expectation& expectation : instance.expectations) {
    absl::StrAppend(&text, "expect ", expectation.supporter);
    for (const auto& [id, score] : expectation.projects) {
      absl::StrAppend(&text, " ", id, ":", score);
    }
    text += '\n';
  }
  return text;
}

}  // namespace duikou::testing
