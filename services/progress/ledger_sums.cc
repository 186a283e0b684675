#include "services/progress/ledger_sums.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "matcher/base/check.h"
#include "services/programme/matcher_records.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;

// So many combinations have an array; more have a hash map.
constexpr uint64_t kMostDense = 1 << 16;
constexpr uint32_t kNoGroup = 0xffffffff;

bool IsByRow(pb::Dimension dimension) {
  return dimension == pb::DIMENSION_AREA || dimension == pb::DIMENSION_SECTOR;
}

// A supporter's kind, by its number.
std::vector<uint8_t> UnitKinds(const LedgerState& state) {
  const IdNumbers& units = state.columns().units;
  std::vector<uint8_t> kinds(units.size());
  for (uint32_t unit = 1; unit < units.size(); ++unit) {
    const auto found = state.units().find(units.Id(unit));
    if (found != state.units().end()) {
      kinds[unit] = static_cast<uint8_t>(found->second.kind());
    }
  }
  return kinds;
}

bool IsLater(const LedgerColumns& columns, uint32_t entry, uint32_t than) {
  if (columns.day[entry] != columns.day[than]) {
    return columns.day[entry] > columns.day[than];
  }
  return columns.IdBefore(than, entry);
}

class Summing {
 public:
  Summing(const LedgerState& state, const LedgerScope& scope,
          const std::vector<pb::Dimension>& dimensions)
      : columns_(state.columns()),
        scope_(scope),
        dimensions_(dimensions),
        kinds_(UnitKinds(state)) {
    DUIKOU_CHECK(dimensions.size() <= kMostDimensions) << dimensions.size();
    for (const LedgerMeasure& measure : columns_.measures) {
      rates_.push_back(measure.rate ? 1 : 0);
    }
    by_row_ = scope.by_row();
    absl::uint128 combinations = std::max<size_t>(columns_.measures.size(), 1);
    for (const pb::Dimension dimension : dimensions) {
      by_row_ |= IsByRow(dimension);
      ranges_.push_back(RangeOf(dimension));
      combinations *= ranges_.back().size;
    }
    if (combinations <= kMostDense) {
      dense_.resize(static_cast<size_t>(combinations), kNoGroup);
    }
  }

  void Add(uint32_t entry) {
    const uint8_t flags = columns_.flags[entry];
    if ((flags & LedgerColumns::kConfirmed) == 0) return;
    if (!by_row_) {
      AddTo(GroupOf(entry, 0), entry, columns_.amount[entry]);
      return;
    }
    const uint32_t end = columns_.rows_end(entry);
    for (uint32_t row = columns_.first_row[entry]; row < end; ++row) {
      if (scope_.RowHolds(row)) {
        AddTo(GroupOf(entry, row), entry, columns_.row_amount[row]);
      }
    }
  }

  std::vector<LedgerGroup> Take() {
    std::sort(groups_.begin(), groups_.end(),
              [](const LedgerGroup& a, const LedgerGroup& b) {
                return std::tie(a.keys, a.measure) <
                       std::tie(b.keys, b.measure);
              });
    return std::move(groups_);
  }

 private:
  // The keys that a dimension has: from `least`, so many.
  struct Range {
    uint32_t least = 0;
    uint64_t size = 1;
  };

  static Range RangeOf(const std::vector<uint16_t>& column) {
    uint16_t least = 0xffff;
    uint16_t most = 0;
    for (const uint16_t value : column) {
      least = std::min(least, value);
      most = std::max(most, value);
    }
    return column.empty() ? Range()
                          : Range{.least = least, .size = most - least + 1u};
  }

  Range RangeOf(pb::Dimension dimension) const {
    switch (dimension) {
      case pb::DIMENSION_AREA:
        return {.size = columns_.areas.size()};
      case pb::DIMENSION_SECTOR:
        return {.size = columns_.sectors.size()};
      case pb::DIMENSION_SUPPORTER:
      case pb::DIMENSION_RECIPIENT:
        return {.size = columns_.units.size()};
      case pb::DIMENSION_PROJECT:
        return {.size = columns_.projects.size()};
      case pb::DIMENSION_AGREEMENT:
        return {.size = columns_.agreements.size()};
      case pb::DIMENSION_PERIOD:
        return RangeOf(columns_.period);
      case pb::DIMENSION_MONTH:
        return RangeOf(columns_.month);
      default:  // enum values, in a byte
        return {.size = 1 << 8};
    }
  }

  uint32_t KeyOf(pb::Dimension dimension, uint32_t entry, uint32_t row) const {
    switch (dimension) {
      case pb::DIMENSION_AREA:
        return columns_.area[row];
      case pb::DIMENSION_SECTOR:
        return columns_.sector[row];
      case pb::DIMENSION_SUPPORTER:
        return columns_.supporter[entry];
      case pb::DIMENSION_UNIT_KIND:
        return kinds_[columns_.supporter[entry]];
      case pb::DIMENSION_RECIPIENT:
        return columns_.recipient[entry];
      case pb::DIMENSION_PERIOD:
        return columns_.period[entry];
      case pb::DIMENSION_MONTH:
        return columns_.month[entry];
      case pb::DIMENSION_PROJECT:
        return columns_.project[entry];
      case pb::DIMENSION_AGREEMENT:
        return columns_.agreement[entry];
      case pb::DIMENSION_PAYER:
        return columns_.payer[entry];
      case pb::DIMENSION_LABOUR_FORM:
        return columns_.labour_form[entry];
      case pb::DIMENSION_SOURCE:
        return columns_.source[entry];
      default:
        DUIKOU_CHECK(false) << "no dimension: " << dimension;
        return 0;
    }
  }

  // Where the combination is kept, of an array or a hash map.
  template <typename T>
  T PlaceOf(uint32_t entry, uint32_t row) const {
    T place = columns_.measure[entry];
    for (size_t i = 0; i < dimensions_.size(); ++i) {
      place = place * ranges_[i].size +
              (KeyOf(dimensions_[i], entry, row) - ranges_[i].least);
    }
    return place;
  }

  LedgerGroup& GroupOf(uint32_t entry, uint32_t row) {
    uint32_t& at =
        dense_.empty()
            ? sparse_.try_emplace(PlaceOf<absl::uint128>(entry, row), kNoGroup)
                  .first->second
            : dense_[PlaceOf<uint64_t>(entry, row)];
    if (at == kNoGroup) {
      at = static_cast<uint32_t>(groups_.size());
      LedgerGroup& group = groups_.emplace_back();
      group.measure = columns_.measure[entry];
      for (size_t i = 0; i < dimensions_.size(); ++i) {
        group.keys[i] = KeyOf(dimensions_[i], entry, row);
      }
      last_.push_back(kNoGroup);
    }
    group_ = at;
    return groups_[at];
  }

  void AddTo(LedgerGroup& group, uint32_t entry, int64_t value) {
    // The rows of an entry come together: it is counted with the first.
    const bool is_first = last_[group_] != entry;
    last_[group_] = entry;
    const bool rate = rates_[columns_.measure[entry]] != 0;
    const bool passed_over =
        (columns_.flags[entry] & LedgerColumns::kPassedOver) != 0;
    if (passed_over || (rate && !columns_.Counts(entry))) {
      group.passed_over_count += is_first && passed_over ? 1 : 0;
      return;
    }
    group.sources |= static_cast<uint8_t>(1 << columns_.source[entry]);
    if (!rate) {
      group.sum = SaturatingAdd(group.sum, value);
    } else if (group.entry_count == 0 ||
               IsLater(columns_, entry, group.latest)) {
      group.sum = value;
      group.latest = entry;
    }
    group.entry_count += is_first ? 1 : 0;
  }

  const LedgerColumns& columns_;
  const LedgerScope& scope_;
  const std::vector<pb::Dimension>& dimensions_;
  const std::vector<uint8_t> kinds_;
  bool by_row_ = false;
  std::vector<uint8_t> rates_;  // by measure: whether it is one
  std::vector<Range> ranges_;
  std::vector<uint32_t> dense_;
  absl::flat_hash_map<absl::uint128, uint32_t> sparse_;
  std::vector<LedgerGroup> groups_;
  std::vector<uint32_t> last_;  // by group, the entry that came last
  uint32_t group_ = 0;          // the one that was found last
};

}  // namespace

std::vector<LedgerGroup> SumLedger(const LedgerState& state,
                                   const LedgerScope& scope,
                                   const std::vector<pb::Dimension>& dimensions,
                                   LedgerSurvey* survey) {
  Summing summing(state, scope, dimensions);
  scope.ForEach([&](uint32_t entry) {
    summing.Add(entry);
    if (survey == nullptr) return;
    ++survey->entry_count;
    if (survey->few.size() < LedgerSurvey::kFew) survey->few.push_back(entry);
  });
  return summing.Take();
}

std::vector<LedgerGroup> SumGroups(const LedgerState& state,
                                   const std::vector<LedgerGroup>& groups) {
  const LedgerColumns& columns = state.columns();
  std::map<uint16_t, LedgerGroup> sums;
  for (const LedgerGroup& group : groups) {
    LedgerGroup& sum = sums[group.measure];
    sum.measure = group.measure;
    if (!columns.measures[group.measure].rate) {
      sum.sum = SaturatingAdd(sum.sum, group.sum);
    } else if (group.entry_count > 0 &&
               (sum.entry_count == 0 ||
                IsLater(columns, group.latest, sum.latest))) {
      sum.sum = group.sum;
      sum.latest = group.latest;
    }
    sum.entry_count += group.entry_count;
    sum.passed_over_count += group.passed_over_count;
    sum.sources |= group.sources;
  }
  std::vector<LedgerGroup> all;
  for (const auto& [measure, sum] : sums) all.push_back(sum);
  return all;
}

std::string DimensionText(const LedgerState& state, pb::Dimension dimension,
                          uint32_t key) {
  const LedgerColumns& columns = state.columns();
  switch (dimension) {
    case pb::DIMENSION_AREA:
      return state.Name("areas", columns.areas.Id(key));
    case pb::DIMENSION_SECTOR:
      return state.Name("sectors", columns.sectors.Id(key));
    case pb::DIMENSION_SUPPORTER:
    case pb::DIMENSION_RECIPIENT:
      return state.Name("units", columns.units.Id(key));
    case pb::DIMENSION_PROJECT:
      return state.Name("projects", columns.projects.Id(key));
    case pb::DIMENSION_AGREEMENT:
      return state.Name("agreements", columns.agreements.Id(key));
    case pb::DIMENSION_UNIT_KIND:
      return type::v1::UnitKind_Name(static_cast<type::v1::UnitKind>(key));
    case pb::DIMENSION_PERIOD:
      return absl::StrCat(key);
    case pb::DIMENSION_MONTH:
      return absl::StrFormat("%04d-%02d", key / 12, key % 12 + 1);
    case pb::DIMENSION_PAYER:
      return pb::Side_Name(static_cast<pb::Side>(key));
    case pb::DIMENSION_LABOUR_FORM:
      return pb::LabourForm_Name(static_cast<pb::LabourForm>(key));
    case pb::DIMENSION_SOURCE:
      return pb::FigureSource_Name(static_cast<pb::FigureSource>(key));
    default:
      DUIKOU_CHECK(false) << "no dimension: " << dimension;
      return "";
  }
}

std::vector<uint32_t> PageOfLedger(const LedgerState& state,
                                   const LedgerScope& scope,
                                   const LedgerSurvey& survey,
                                   const std::optional<LedgerPosition>& after,
                                   size_t size) {
  const LedgerColumns& columns = state.columns();
  const auto is_after = [&](uint32_t entry) {
    if (!after.has_value()) return true;
    if (columns.day[entry] != after->day) {
      return columns.day[entry] < after->day;
    }
    return columns.Id(entry) > after->id;
  };
  std::vector<uint32_t> page;
  // Few are put in order; of many the next in the order of dates are looked
  // for, of which enough are within.
  if (survey.entry_count <= static_cast<int64_t>(survey.few.size())) {
    std::copy_if(survey.few.begin(), survey.few.end(), std::back_inserter(page),
                 is_after);
    const size_t wanted = std::min(size, page.size());
    std::partial_sort(page.begin(), page.begin() + wanted, page.end(),
                      [&](uint32_t a, uint32_t b) {
                        return columns.day[a] != columns.day[b]
                                   ? columns.day[a] > columns.day[b]
                                   : columns.IdBefore(a, b);
                      });
    page.resize(wanted);
    return page;
  }
  auto at = after.has_value() ? columns.by_day.lower_bound(after->day)
                              : columns.by_day.begin();
  for (; at != columns.by_day.end(); ++at) {
    for (const uint32_t entry : at->second) {
      if (page.size() == size) return page;
      if (is_after(entry) && scope.Holds(entry)) page.push_back(entry);
    }
  }
  return page;
}

}  // namespace duikou
