#include "services/progress/ledger_scope.h"

#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/agreement_filter.h"
#include "services/progress/civil_date.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;

// Units do not lie deeper; a cycle ends here too.
constexpr int kMostLevels = 16;
constexpr int kStates = 8;  // of an entry, at most

bool Contains(const std::vector<std::string>& ids, absl::string_view id) {
  return !id.empty() && std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::vector<uint8_t> OwnUnits(const Reach::Own& own, const LedgerState& state) {
  const IdNumbers& units = state.columns().units;
  std::vector<uint8_t> table(units.size());
  if (own.units.empty()) return table;
  for (uint32_t unit = 1; unit < units.size(); ++unit) {
    table[unit] = IsOwnUnit(own, state, units.Id(unit)) ? 1 : 0;
  }
  return table;
}

// The first or last day that a filter lets in; none where it says nothing.
absl::StatusOr<int32_t> DayOf(absl::string_view date, absl::string_view field,
                              int32_t otherwise) {
  if (date.empty()) return otherwise;
  const absl::StatusOr<absl::CivilDay> day = ParseDate(date);
  if (day.ok()) {
    return static_cast<int32_t>(*day - absl::CivilDay(1970, 1, 1));
  }
  return Refused(absl::StatusCode::kInvalidArgument,
                 absl::StrCat("filter.", field), ChineseTextOf(day.status()),
                 day.status().message());
}

bool LacksDimension(const pb::LedgerFilter& filter, pb::Dimension dimension) {
  return std::find(filter.without().begin(), filter.without().end(),
                   dimension) != filter.without().end();
}

// What names nothing.
std::vector<uint8_t> NoneAlone(const IdNumbers& numbers) {
  std::vector<uint8_t> table(numbers.size());
  table[IdNumbers::kNone] = 1;
  return table;
}

}  // namespace

bool IsOwnUnit(const Reach::Own& own, const LedgerState& state,
               const std::string& unit) {
  std::string at = unit;
  for (int level = 0; level < kMostLevels && !at.empty(); ++level) {
    if (Contains(own.units, at)) return true;
    const auto found = state.units().find(at);
    if (found == state.units().end()) return false;
    if (own.guided && level == 0 &&
        Contains(own.units, LastId(found->second.guiding_department()))) {
      return true;
    }
    at = std::string(LastId(found->second.parent_unit()));
  }
  return false;
}

LedgerReach LedgerReach::Of(const Reach& reach, const LedgerState& state) {
  if (reach.all) return All();
  return {.supporters = OwnUnits(reach.supporter, state),
          .recipients = OwnUnits(reach.recipient, state)};
}

bool HoldsMeasure(const pb::LedgerFilter& filter,
                  const LedgerMeasure& measure) {
  const bool kind = filter.fund_kind().empty() ||
                    (measure.money && measure.id == filter.fund_kind());
  const bool indicator =
      filter.indicator().empty() ||
      (!measure.money && measure.id == LastId(filter.indicator()));
  return kind && indicator && (measure.money || !filter.money_only());
}

template <typename T>
void LedgerScope::Between(const std::vector<T>& column, T least, T most) {
  tests_.push_back([of = column.data(), least, most](
                       uint32_t begin, uint32_t count, uint8_t* holds) {
    for (uint32_t i = 0; i < count; ++i) {
      const T value = of[begin + i];
      holds[i] &= static_cast<uint8_t>(value >= least) &
                  static_cast<uint8_t>(value <= most);
    }
  });
}

template <typename T>
void LedgerScope::In(const std::vector<T>& column, Table table) {
  tests_.push_back([of = column.data(), table = std::move(table)](
                       uint32_t begin, uint32_t count, uint8_t* holds) {
    for (uint32_t i = 0; i < count; ++i) holds[i] &= table[of[begin + i]];
  });
}

void LedgerScope::Named(const std::vector<uint32_t>& column,
                        const IdNumbers& numbers, const std::string& name) {
  if (name.empty()) return;
  const uint32_t number = numbers.Find(LastId(name));
  // What no entry names has no number: nothing is between 1 and 0.
  Between<uint32_t>(column, number == IdNumbers::kNone ? 1 : number, number);
}

absl::StatusOr<LedgerScope> LedgerScope::Make(const LedgerState& state,
                                              const pb::LedgerFilter& filter,
                                              const LedgerReach& reach) {
  LedgerScope scope(state);
  scope.AddReach(reach);
  scope.AddParties(state, filter);
  scope.AddTimes(filter);
  RETURN_IF_ERROR(scope.AddDates(filter));
  scope.AddMeasures(filter);
  scope.AddAgreements(state, filter);
  scope.AddStates(filter);
  for (const int dimension : filter.without()) {
    scope.AddWithout(state, static_cast<pb::Dimension>(dimension));
  }
  scope.AddPlaces(state, filter);
  return scope;
}

void LedgerScope::AddReach(const LedgerReach& reach) {
  if (reach.all) return;
  tests_.push_back([columns = columns_, reach](uint32_t begin, uint32_t count,
                                               uint8_t* holds) {
    for (uint32_t i = 0; i < count; ++i) {
      holds[i] &= reach.supporters[columns->supporter[begin + i]] |
                  reach.recipients[columns->recipient[begin + i]];
    }
  });
}

void LedgerScope::AddTimes(const pb::LedgerFilter& filter) {
  const int last =
      filter.last_period() == 0 ? kLastDateYear + 1 : filter.last_period();
  if (filter.first_period() > 0 || filter.last_period() > 0) {
    Between(columns_->period, static_cast<uint16_t>(filter.first_period()),
            static_cast<uint16_t>(last));
  }
  if (filter.month() == 0) return;
  tests_.push_back([of = columns_->month.data(),
                    month = static_cast<uint16_t>(filter.month() - 1)](
                       uint32_t begin, uint32_t count, uint8_t* holds) {
    for (uint32_t i = 0; i < count; ++i) {
      holds[i] &= static_cast<uint8_t>(of[begin + i] % 12 == month);
    }
  });
}

absl::Status LedgerScope::AddDates(const pb::LedgerFilter& filter) {
  using Limits = std::numeric_limits<int32_t>;
  ASSIGN_OR_RETURN(const int32_t first,
                   DayOf(filter.first_date(), "first_date", Limits::min()));
  ASSIGN_OR_RETURN(const int32_t last,
                   DayOf(filter.last_date(), "last_date", Limits::max()));
  if (first == Limits::min() && last == Limits::max()) return absl::OkStatus();
  Between(columns_->day, first, last);
  return absl::OkStatus();
}

void LedgerScope::AddParties(const LedgerState& state,
                             const pb::LedgerFilter& filter) {
  Named(columns_->supporter, columns_->units, filter.supporter());
  Named(columns_->recipient, columns_->units, filter.recipient());
  if (filter.unit_kind() != type::v1::UNIT_KIND_UNSPECIFIED) {
    AddUnitKind(state, filter.unit_kind());
  }
}

void LedgerScope::AddUnitKind(const LedgerState& state,
                              type::v1::UnitKind kind) {
  Table kinds(columns_->units.size());
  for (uint32_t unit = 1; unit < kinds.size(); ++unit) {
    const auto found = state.units().find(columns_->units.Id(unit));
    const type::v1::UnitKind is = found == state.units().end()
                                      ? type::v1::UNIT_KIND_UNSPECIFIED
                                      : found->second.kind();
    kinds[unit] = is == kind ? 1 : 0;
  }
  In(columns_->supporter, std::move(kinds));
}

void LedgerScope::AddWithout(const LedgerState& state,
                             pb::Dimension dimension) {
  switch (dimension) {
    case pb::DIMENSION_AREA:  // with the places
    case pb::DIMENSION_SECTOR:
      return;
    case pb::DIMENSION_UNIT_KIND:
      return AddUnitKind(state, type::v1::UNIT_KIND_UNSPECIFIED);
    case pb::DIMENSION_RECIPIENT:
      return Between<uint32_t>(columns_->recipient, 0, 0);
    case pb::DIMENSION_PROJECT:
      return Between<uint32_t>(columns_->project, 0, 0);
    case pb::DIMENSION_AGREEMENT:
      return Between<uint32_t>(columns_->agreement, 0, 0);
    case pb::DIMENSION_PAYER:
      return Between<uint8_t>(columns_->payer, 0, 0);
    case pb::DIMENSION_LABOUR_FORM:
      return Between<uint8_t>(columns_->labour_form, 0, 0);
    default:  // every entry names one
      return Between<uint16_t>(columns_->period, 1, 0);
  }
}

void LedgerScope::AddAgreements(const LedgerState& state,
                                const pb::LedgerFilter& filter) {
  Named(columns_->project, columns_->projects, filter.project());
  Named(columns_->agreement, columns_->agreements, filter.agreement());
  if (filter.signed_at().empty() && filter.new_in_year() == 0) return;
  Table table(columns_->agreements.size());
  for (const auto& [id, agreement] : state.agreements()) {
    const bool there = filter.signed_at().empty() ||
                       (filter.signed_at() == kAnyFair
                            ? !agreement.signed_at().empty()
                            : agreement.signed_at() == filter.signed_at());
    const bool then = filter.new_in_year() == 0 ||
                      FirstYearOf(agreement) == filter.new_in_year();
    if (there && then) table[columns_->agreements.Find(id)] = 1;
  }
  table[IdNumbers::kNone] = 0;  // also of agreements without entries
  In(columns_->agreement, std::move(table));
}

void LedgerScope::AddMeasures(const pb::LedgerFilter& filter) {
  if (!filter.fund_kind().empty() || !filter.indicator().empty() ||
      filter.money_only()) {
    Table table;
    for (const LedgerMeasure& measure : columns_->measures) {
      table.push_back(HoldsMeasure(filter, measure));
    }
    In(columns_->measure, std::move(table));
  }
  if (filter.payer() != pb::SIDE_UNSPECIFIED) {
    const auto payer = static_cast<uint8_t>(filter.payer());
    Between(columns_->payer, payer, payer);
  }
  if (filter.labour_form() != pb::LABOUR_FORM_UNSPECIFIED) {
    const auto form = static_cast<uint8_t>(filter.labour_form());
    Between(columns_->labour_form, form, form);
  }
}

void LedgerScope::AddStates(const pb::LedgerFilter& filter) {
  if (!filter.states().empty()) {
    Table table(std::numeric_limits<uint8_t>::max() + 1);
    for (const int state : filter.states()) {
      if (state >= 0 && state < kStates) table[state] = 1;
    }
    In(columns_->state, std::move(table));
  }
  if (!filter.counting_only()) return;
  tests_.push_back(
      [columns = columns_](uint32_t begin, uint32_t count, uint8_t* holds) {
        for (uint32_t i = 0; i < count; ++i) {
          if (holds[i] != 0) holds[i] = columns->Counts(begin + i) ? 1 : 0;
        }
      });
}

void LedgerScope::AddPlaces(const LedgerState& state,
                            const pb::LedgerFilter& filter) {
  const auto table_of = [](const absl::flat_hash_set<std::string>& names,
                           const IdNumbers& numbers) {
    Table table(numbers.size());
    for (const std::string& name : names) {
      table[numbers.Find(LastId(name))] = 1;
    }
    table[IdNumbers::kNone] = 0;  // also of those that no entry names
    return table;
  };
  if (!filter.area().empty()) {
    areas_ = table_of(filter.area_alone()
                          ? absl::flat_hash_set<std::string>{filter.area()}
                          : state.AreasWithin(filter.area()),
                      columns_->areas);
  }
  if (!filter.sector().empty()) {
    sectors_ = table_of(filter.sector_alone()
                            ? absl::flat_hash_set<std::string>{filter.sector()}
                            : state.SectorsWithin(filter.sector()),
                        columns_->sectors);
  }
  if (LacksDimension(filter, pb::DIMENSION_AREA)) {
    areas_ = NoneAlone(columns_->areas);
  }
  if (LacksDimension(filter, pb::DIMENSION_SECTOR)) {
    sectors_ = NoneAlone(columns_->sectors);
  }
  by_row_ = !areas_.empty() || !sectors_.empty();
  if (!by_row_) return;
  tests_.push_back([columns = columns_, areas = areas_, sectors = sectors_](
                       uint32_t begin, uint32_t count, uint8_t* holds) {
    for (uint32_t i = 0; i < count; ++i) {
      if (holds[i] == 0) continue;
      bool any = false;
      const uint32_t end = columns->rows_end(begin + i);
      for (uint32_t row = columns->first_row[begin + i]; row < end; ++row) {
        any |= (areas.empty() || areas[columns->area[row]] != 0) &&
               (sectors.empty() || sectors[columns->sector[row]] != 0);
      }
      holds[i] = any ? 1 : 0;
    }
  });
}

}  // namespace duikou
