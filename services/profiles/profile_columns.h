// Columns that several sheets of this role share.
#ifndef DUIKOU_SERVICES_PROFILES_PROFILE_COLUMNS_H_
#define DUIKOU_SERVICES_PROFILES_PROFILE_COLUMNS_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "services/rpc/field_columns.h"

namespace duikou {

// The fund kinds of the programme, numbered from 1 in its order.
inline std::vector<ValueLabel> FundKindLabels(
    const catalogue::v1::Programme& programme) {
  std::vector<ValueLabel> labels;
  for (const catalogue::v1::FundKind& kind : programme.fund_kinds()) {
    labels.push_back({static_cast<int>(labels.size()) + 1,
                      kind.id(),
                      kind.display_name().zh(),
                      kind.display_name().en(),
                      {}});
  }
  return labels;
}

// The field `fund_kind` of a row.
template <class Row>
Column<Row> FundKindField(const catalogue::v1::Programme& programme) {
  std::vector<ValueLabel> labels = FundKindLabels(programme);
  return LabelColumn<Row>(
      {.key = "fund_kind",
       .zh = "资金类别",
       .en = "Fund kind",
       .required = true},
      labels,
      [labels](const Row& row) -> std::optional<int64_t> {
        for (const ValueLabel& label : labels) {
          if (label.code == row.fund_kind()) return label.number;
        }
        return std::nullopt;
      },
      [labels](int64_t number, Row& row) {
        row.set_fund_kind(labels[static_cast<size_t>(number - 1)].code);
      });
}

// A list of values of an enumeration, written with their labels.
template <class Row>
Column<Row> LabelsField(ColumnName name, const std::vector<ValueLabel>& labels,
                        std::function<std::vector<int>(const Row&)> get,
                        std::function<void(int, Row&)> add) {
  return LabelListColumn<Row>(
      std::move(name), labels,
      [labels,
       get = std::move(get)](const Row& row) -> std::optional<ListEntries> {
        ListEntries entries;
        for (const int number : get(row)) {
          for (const ValueLabel& label : labels) {
            if (label.number == number) entries.push_back({.key = label.code});
          }
        }
        return entries;
      },
      [labels, add = std::move(add)](const ListEntries& entries, Row& row) {
        for (const ListEntry& entry : entries) {
          for (const ValueLabel& label : labels) {
            if (label.code == entry.key) add(label.number, row);
          }
        }
      },
      {.max_entries = 20});
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROFILES_PROFILE_COLUMNS_H_
