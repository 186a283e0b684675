#include "services/progress/report_tables.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "matcher/base/check.h"
#include "services/programme/matcher_records.h"
#include "services/progress/civil_date.h"
#include "services/progress/report_words.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Figure;

// What a cell adds up.
struct Cell {
  int64_t sum = 0;
  int64_t passed_over = 0;
  uint8_t sources = 0;
};

bool Includes(const LedgerColumn& column, const LedgerMeasure& measure) {
  if (!column.indicator.empty()) {
    return !measure.money && measure.id == column.indicator;
  }
  return measure.money &&
         (column.fund_kind.empty() || measure.id == column.fund_kind);
}

// By key, one cell a column; only keys of which something is within a column.
std::map<uint32_t, std::vector<Cell>> CellsOf(
    const LedgerState& state, const std::vector<LedgerColumn>& columns,
    const std::vector<LedgerGroup>& groups) {
  std::map<uint32_t, std::vector<Cell>> rows;
  for (const LedgerGroup& group : groups) {
    if (group.entry_count == 0 && group.passed_over_count == 0) continue;
    for (size_t i = 0; i < columns.size(); ++i) {
      if (!Includes(columns[i], state.columns().measures[group.measure])) {
        continue;
      }
      std::vector<Cell>& row = rows[group.keys[0]];
      row.resize(columns.size());
      row[i].sum = SaturatingAdd(row[i].sum, group.sum);
      row[i].passed_over += group.passed_over_count;
      row[i].sources |= group.sources;
    }
  }
  return rows;
}

Figure CellFigure(const LedgerColumn& column, const Cell& cell,
                  pb::LedgerFilter filter) {
  Figure figure;
  figure.set_key(column.key);
  *figure.mutable_title() = column.title;
  *figure.mutable_ledger_filter() = std::move(filter);
  SetValue({.money = column.indicator.empty()}, cell.sum, figure);
  SetSources(cell.sources, cell.passed_over, figure);
  return figure;
}

// One figure a column, of the cells or of none.
void AddCells(const LedgerState& state,
              const std::vector<LedgerColumn>& columns,
              const std::vector<Cell>& cells, const pb::LedgerFilter& filter,
              pb::ReportRow& row) {
  for (size_t i = 0; i < columns.size(); ++i) {
    *row.add_figures() =
        CellFigure(columns[i], i < cells.size() ? cells[i] : Cell(),
                   NarrowTo(state, columns[i], filter));
  }
}

void SetColumnPercents(pb::ReportTable& table) {
  for (int column = 0; column < table.columns_size(); ++column) {
    std::vector<Figure*> figures;
    for (pb::ReportRow& row : *table.mutable_rows()) {
      figures.push_back(row.mutable_figures(column));
    }
    SetPercents(figures);
  }
}

void SortRows(pb::ReportTable& table) {
  std::sort(table.mutable_rows()->begin(), table.mutable_rows()->end(),
            [](const pb::ReportRow& a, const pb::ReportRow& b) {
              return a.subject() < b.subject();
            });
}

}  // namespace

std::vector<LedgerColumn> FundColumns(const LedgerState& state) {
  std::vector<LedgerColumn> columns;
  if (state.programme() != nullptr) {
    for (const auto& kind : state.programme()->fund_kinds()) {
      columns.push_back({.key = absl::StrCat("funds.", kind.id()),
                         .title = kind.display_name(),
                         .fund_kind = kind.id()});
    }
  }
  columns.push_back({.key = "funds.in-place",
                     .title = Words("到位资金合计", "Funds in place")});
  return columns;
}

std::vector<LedgerColumn> CountColumns(const LedgerState& state) {
  std::vector<LedgerColumn> columns;
  for (const auto& [id, indicator] : state.indicators()) {
    if (indicator.measure() != pb::Indicator::MEASURE_COUNT) continue;
    columns.push_back({.key = absl::StrCat("indicator.", id),
                       .title = indicator.display_name(),
                       .indicator = id});
  }
  return columns;
}

pb::LedgerFilter NarrowTo(const LedgerState& state, const LedgerColumn& column,
                          pb::LedgerFilter filter) {
  filter.set_fund_kind(column.fund_kind);
  filter.set_indicator(state.Name("indicators", column.indicator));
  filter.set_money_only(column.fund_kind.empty() && column.indicator.empty());
  return filter;
}

pb::LedgerFilter NarrowTo(const LedgerState& state, pb::Dimension dimension,
                          uint32_t key, pb::LedgerFilter filter) {
  if (key == 0) {
    filter.add_without(dimension);
    return filter;
  }
  const std::string text = DimensionText(state, dimension, key);
  switch (dimension) {
    case pb::DIMENSION_AREA:
      filter.set_area(text);
      filter.set_area_alone(true);
      break;
    case pb::DIMENSION_SECTOR:
      filter.set_sector(text);
      filter.set_sector_alone(true);
      break;
    case pb::DIMENSION_SUPPORTER:
      filter.set_supporter(text);
      break;
    case pb::DIMENSION_RECIPIENT:
      filter.set_recipient(text);
      break;
    case pb::DIMENSION_UNIT_KIND:
      filter.set_unit_kind(static_cast<type::v1::UnitKind>(key));
      break;
    case pb::DIMENSION_PERIOD:
      filter.set_first_period(static_cast<int32_t>(key));
      filter.set_last_period(static_cast<int32_t>(key));
      break;
    case pb::DIMENSION_MONTH: {
      const absl::CivilMonth month(key / 12, key % 12 + 1);
      filter.set_first_date(DateText(absl::CivilDay(month)));
      filter.set_last_date(DateText(absl::CivilDay(month + 1) - 1));
      break;
    }
    case pb::DIMENSION_AGREEMENT:
      filter.set_agreement(text);
      break;
    case pb::DIMENSION_PROJECT:
      filter.set_project(text);
      break;
    case pb::DIMENSION_PAYER:
      filter.set_payer(static_cast<pb::Side>(key));
      break;
    case pb::DIMENSION_LABOUR_FORM:
      filter.set_labour_form(static_cast<pb::LabourForm>(key));
      break;
    default:
      DUIKOU_CHECK(false) << "no filter for " << dimension;
  }
  return filter;
}

pb::ReportRow LedgerRow(const ReportFigures& figures,
                        const std::vector<LedgerColumn>& columns,
                        const pb::LedgerFilter& base) {
  const LedgerState& state = figures.state();
  pb::ReportRow row;
  auto cells = CellsOf(state, columns, figures.SumBy({}, base));
  AddCells(state, columns, cells[0], base, row);
  return row;
}

pb::ReportTable LedgerTable(const ReportFigures& figures, std::string key,
                            pb::Dimension dimension,
                            const std::vector<LedgerColumn>& columns,
                            const pb::LedgerFilter& base) {
  const LedgerState& state = figures.state();
  pb::ReportTable table;
  table.set_key(std::move(key));
  *table.mutable_title() = ByWords(dimension);
  for (const LedgerColumn& column : columns) {
    pb::ReportColumn& added = *table.add_columns();
    added.set_key(column.key);
    *added.mutable_title() = column.title;
    added.set_adds_up(true);
  }
  *table.mutable_total() = LedgerRow(figures, columns, base);
  *table.mutable_total()->mutable_title() = Words("合计", "Total");
  for (const auto& [of, cells] :
       CellsOf(state, columns, figures.SumBy({dimension}, base))) {
    pb::ReportRow& row = *table.add_rows();
    if (of != 0) row.set_subject(DimensionText(state, dimension, of));
    *row.mutable_title() = KeyWords(state, dimension, of);
    AddCells(state, columns, cells, NarrowTo(state, dimension, of, base), row);
  }
  SortRows(table);
  SetColumnPercents(table);
  return table;
}

pb::ReportTable RateTable(const ReportFigures& figures,
                          const pb::Indicator& indicator, int32_t goal,
                          const pb::LedgerFilter& base) {
  const LedgerState& state = figures.state();
  pb::LedgerFilter filter = base;
  filter.set_indicator(indicator.name());
  const std::string id(LastId(indicator.name()));
  pb::ReportTable table;
  table.set_key(absl::StrCat("indicator.", id));
  *table.mutable_title() = indicator.display_name();
  pb::ReportColumn& column = *table.add_columns();
  column.set_key(absl::StrCat("indicator.", id));
  *column.mutable_title() = Words("最近一次", "The latest");
  for (const LedgerGroup& group : figures.SumBy({pb::DIMENSION_AREA}, filter)) {
    if (group.entry_count == 0) continue;
    const uint32_t area = group.keys[0];
    pb::ReportRow& row = *table.add_rows();
    if (area != 0)
      row.set_subject(state.Name("areas", state.columns().areas.Id(area)));
    *row.mutable_title() = KeyWords(state, pb::DIMENSION_AREA, area);
    Figure& figure = *row.add_figures();
    figure.set_key(column.key());
    *figure.mutable_title() = indicator.display_name();
    *figure.mutable_ledger_filter() =
        NarrowTo(state, pb::DIMENSION_AREA, area, filter);
    figure.set_basis_points(static_cast<int32_t>(group.sum));
    SetSources(group.sources, group.passed_over_count, figure);
    const auto province = state.columns().province_rates.find(group.latest);
    if (!indicator.relative_to_province()) {
      if (goal > 0) SetGoal(goal, figure);
    } else if (province != state.columns().province_rates.end()) {
      SetGoal(int64_t{province->second} * (goal > 0 ? goal : 10'000) / 10'000,
              figure);
    }
  }
  SortRows(table);
  return table;
}

}  // namespace duikou
