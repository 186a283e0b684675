// Column<Row>: one column of a TableSchema, and the functions that make one.
//
// Each function takes the column's name, a getter `T(const Row&)` or
// `std::optional<T>(const Row&)` (nullopt is an empty cell) and a setter
// `(T, Row&)`. The setter is only called for cells that hold something, and
// returns nothing, an absl::Status or a std::optional<CellProblem>.
//
//   IntegerColumn<Project>(
//       {.key = "jobs", .zh = "新增就业（人）", .en = "Jobs"},
//       [](const Project& p) { return p.standing().jobs(); },
//       [](int64_t jobs, Project& p) { p.mutable_standing()->set_jobs(jobs); },
//       {.max = 10'000'000});
#ifndef DUIKOU_SERVICES_TABLE_COLUMN_H_
#define DUIKOU_SERVICES_TABLE_COLUMN_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "services/table/column_spec.h"

namespace duikou {

template <class Row>
struct Column {
  ColumnSpec spec;
  std::function<CellValue(const Row&)> get;
  std::function<std::optional<CellProblem>(CellValue, Row&)> set;
};

template <class T, class Row>
using Getter = std::function<std::optional<T>(const Row&)>;

// Any function that takes a T and a Row&.
template <class T, class Row>
class Setter {
 public:
  template <class Function>
  Setter(Function function)  // NOLINT(google-explicit-constructor): lambdas
      : set_([function = std::move(function)](
                 T value, Row& row) -> std::optional<CellProblem> {
          using Result = std::invoke_result_t<const Function&, T, Row&>;
          if constexpr (std::is_void_v<Result>) {
            function(std::move(value), row);
            return std::nullopt;
          } else if constexpr (std::is_same_v<Result, absl::Status>) {
            const absl::Status status = function(std::move(value), row);
            if (status.ok()) return std::nullopt;
            const std::string message(status.message());
            return CellProblem{"value.rejected", message, message};
          } else {
            return function(std::move(value), row);
          }
        }) {}

  std::optional<CellProblem> operator()(T value, Row& row) const {
    return set_(std::move(value), row);
  }

 private:
  std::function<std::optional<CellProblem>(T, Row&)> set_;
};

namespace internal {

// Whether a value is written as an empty cell.
template <class T>
bool IsEmptyValue(const T& value) {
  if constexpr (std::is_same_v<T, std::string> ||
                std::is_same_v<T, std::vector<ListEntry>>) {
    return value.empty();
  } else {
    return false;
  }
}

template <class Row, class T>
Column<Row> MakeColumn(ColumnSpec spec, Getter<T, Row> get,
                       Setter<T, Row> set) {
  return Column<Row>{std::move(spec),
                     [get = std::move(get)](const Row& row) -> CellValue {
                       std::optional<T> value = get(row);
                       if (!value.has_value() || IsEmptyValue(*value)) {
                         return std::monostate();
                       }
                       return *std::move(value);
                     },
                     [set = std::move(set)](CellValue value, Row& row) {
                       return set(std::get<T>(std::move(value)), row);
                     }};
}

}  // namespace internal

// A text; empty is an empty cell.
template <class Row>
Column<Row> TextColumn(ColumnName name, Getter<std::string, Row> get,
                       Setter<std::string, Row> set, TextRule rule = {}) {
  return internal::MakeColumn<Row, std::string>(
      {.name = std::move(name), .type = ColumnType::kText, .text = rule},
      std::move(get), std::move(set));
}

template <class Row>
Column<Row> IntegerColumn(ColumnName name, Getter<int64_t, Row> get,
                          Setter<int64_t, Row> set, IntegerRule rule = {}) {
  return internal::MakeColumn<Row, int64_t>(
      {.name = std::move(name), .type = ColumnType::kInteger, .integer = rule},
      std::move(get), std::move(set));
}

// An amount in fen.
template <class Row>
Column<Row> MoneyColumn(ColumnName name, Getter<int64_t, Row> get,
                        Setter<int64_t, Row> set, MoneyRule rule = {}) {
  return internal::MakeColumn<Row, int64_t>(
      {.name = std::move(name), .type = ColumnType::kMoney, .money = rule},
      std::move(get), std::move(set));
}

// Hundredths of a percent: 12.5 % is 1250.
template <class Row>
Column<Row> PercentColumn(ColumnName name, Getter<int64_t, Row> get,
                          Setter<int64_t, Row> set, PercentRule rule = {}) {
  return internal::MakeColumn<Row, int64_t>(
      {.name = std::move(name), .type = ColumnType::kPercent, .percent = rule},
      std::move(get), std::move(set));
}

template <class Row>
Column<Row> BooleanColumn(ColumnName name, Getter<bool, Row> get,
                          Setter<bool, Row> set) {
  return internal::MakeColumn<Row, bool>(
      {.name = std::move(name), .type = ColumnType::kBoolean}, std::move(get),
      std::move(set));
}

// The number of a label. One that has no label is an empty cell.
template <class Row>
Column<Row> LabelColumn(ColumnName name, std::vector<ValueLabel> labels,
                        Getter<int64_t, Row> get, Setter<int64_t, Row> set) {
  return internal::MakeColumn<Row, int64_t>({.name = std::move(name),
                                             .type = ColumnType::kLabel,
                                             .labels = std::move(labels)},
                                            std::move(get), std::move(set));
}

template <class Row>
Column<Row> YearsColumn(ColumnName name, Getter<YearRange, Row> get,
                        Setter<YearRange, Row> set, YearsRule rule = {}) {
  return internal::MakeColumn<Row, YearRange>(
      {.name = std::move(name), .type = ColumnType::kYears, .years = rule},
      std::move(get), std::move(set));
}

template <class Row>
Column<Row> DateColumn(ColumnName name, Getter<absl::CivilDay, Row> get,
                       Setter<absl::CivilDay, Row> set) {
  return internal::MakeColumn<Row, absl::CivilDay>(
      {.name = std::move(name), .type = ColumnType::kDate}, std::move(get),
      std::move(set));
}

// The id of another resource, with a column of its display name beside it.
template <class Row>
Column<Row> ResourceColumn(ColumnName name, ResourceNames names,
                           Getter<std::string, Row> get,
                           Setter<std::string, Row> set) {
  return internal::MakeColumn<Row, std::string>({.name = std::move(name),
                                                 .type = ColumnType::kResource,
                                                 .resource = std::move(names)},
                                                std::move(get), std::move(set));
}

using ListEntries = std::vector<ListEntry>;

// Entries with texts as keys.
template <class Row>
Column<Row> ListColumn(ColumnName name, Getter<ListEntries, Row> get,
                       Setter<ListEntries, Row> set, ListRule rule = {}) {
  return internal::MakeColumn<Row, ListEntries>(
      {.name = std::move(name), .type = ColumnType::kList, .list = rule},
      std::move(get), std::move(set));
}

// Entries whose keys are the codes of labels.
template <class Row>
Column<Row> LabelListColumn(ColumnName name, std::vector<ValueLabel> labels,
                            Getter<ListEntries, Row> get,
                            Setter<ListEntries, Row> set, ListRule rule = {}) {
  return internal::MakeColumn<Row, ListEntries>({.name = std::move(name),
                                                 .type = ColumnType::kList,
                                                 .list = rule,
                                                 .labels = std::move(labels)},
                                                std::move(get), std::move(set));
}

// Entries whose keys are ids of resources: "tea=90；tourism=70".
template <class Row>
Column<Row> ResourceListColumn(ColumnName name, ResourceNames names,
                               Getter<ListEntries, Row> get,
                               Setter<ListEntries, Row> set,
                               ListRule rule = {}) {
  return internal::MakeColumn<Row, ListEntries>({.name = std::move(name),
                                                 .type = ColumnType::kList,
                                                 .list = rule,
                                                 .resource = std::move(names)},
                                                std::move(get), std::move(set));
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_COLUMN_H_
