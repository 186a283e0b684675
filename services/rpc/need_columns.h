// Columns for what projects need and supporters offer besides money: a list
// such as "专家指导=3（柑橘）；技术转让".
//
//   NeedsField<Project>({.key = "other_needs", .zh = "其他需求", …},
//       [](const Project& p) -> const auto& { return p.other_needs(); },
//       [](Project& p) { return p.mutable_other_needs(); })
#ifndef DUIKOU_SERVICES_RPC_NEED_COLUMNS_H_
#define DUIKOU_SERVICES_RPC_NEED_COLUMNS_H_

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "duikou/type/v1/needs.pb.h"
#include "google/protobuf/repeated_field.h"
#include "services/table/column.h"

namespace duikou {

using NonMonetaryList =
    google::protobuf::RepeatedPtrField<type::v1::NonMonetary>;

const std::vector<ValueLabel>& NeedKindLabels();
// How both sides cooperate.
const std::vector<ValueLabel>& CooperationFormLabels();

// List ↔ entries of a cell. A quantity of 0 is not written.
ListEntries NeedEntries(const NonMonetaryList& needs);
NonMonetaryList NeedsOf(const ListEntries& entries);

template <class Row>
Column<Row> NeedsField(ColumnName name,
                       std::function<const NonMonetaryList&(const Row&)> get,
                       std::function<NonMonetaryList*(Row&)> change) {
  return LabelListColumn<Row>(
      std::move(name), NeedKindLabels(),
      [get = std::move(get)](const Row& row) -> std::optional<ListEntries> {
        return NeedEntries(get(row));
      },
      [change = std::move(change)](ListEntries entries, Row& row) {
        *change(row) = NeedsOf(entries);
      },
      {.value = ListRule::Value::kOptional,
       .max_value = 1'000'000,
       .notes = true,
       .max_entries = 20});
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_NEED_COLUMNS_H_
