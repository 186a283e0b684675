// Columns of a sheet that stand for one field of a resource, by its path. The
// key of the column is the path, so that what a rule says of the field is shown
// at the column; limits come from the field's annotations.
//
//   TableSchema<Project>::Create({
//       IdColumn<Project>(kProject, "hubei", {.zh = "编号", .en = "ID"}),
//       TextField<Project>({.key = "village", .zh = "乡镇村", .en =
//       "Village"}), IntegerField<Project>({.key = "standing.jobs", .zh =
//       "就业", …}), ResourceField<Project>("hubei", {.key = "area", …},
//                              NamesFrom(areas, {.key = "area_name", …}))});
//
// Texts, numbers and labels that are empty, 0 or unspecified are empty cells.
// REQUIRES of each: the path names a field of Row of the right kind.
#ifndef DUIKOU_SERVICES_RPC_FIELD_COLUMNS_H_
#define DUIKOU_SERVICES_RPC_FIELD_COLUMNS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/base/money.h"
#include "services/rpc/field_path.h"
#include "services/rpc/field_rule.h"
#include "services/rpc/resource_name.h"
#include "services/table/column.h"

namespace duikou {

// The resource's own id, in its field `name`; key "id". Empty: the importer
// makes one up.
template <class Row>
Column<Row> IdColumn(const ResourcePattern& pattern, std::string programme,
                     ColumnName name) {
  name.key = "id";
  return TextColumn<Row>(
      std::move(name),
      [](const Row& row) -> std::optional<std::string> {
        return std::string(LastId(row.name()));
      },
      [pattern, programme = std::move(programme)](
          std::string id, Row& row) -> std::optional<CellProblem> {
        if (!IsResourceId(id, kMaxCompositeIdLength)) {
          return CellProblem{
              "id.malformed",
              "编号只能用小写字母、数字和连字符，首尾不能是连字符",
              "an id is lower-case letters, digits and hyphens, "
              "without a hyphen at its ends"};
        }
        row.set_name(pattern.Format({programme, id}));
        return std::nullopt;
      },
      {.max_characters = kMaxCompositeIdLength});
}

template <class Row>
Column<Row> TextField(ColumnName name) {
  FieldPath path(*Row::descriptor(), name.key);
  TextRule rule{.max_characters = 4'000};
  if (RuleOf(path.field()).max_length() > 0) {
    rule.max_characters = RuleOf(path.field()).max_length();
  }
  return TextColumn<Row>(
      std::move(name),
      [path](const Row& row) -> std::optional<std::string> {
        return path.Text(row);
      },
      [path](std::string text, Row& row) {
        path.SetText(std::move(text), row);
      },
      rule);
}

template <class Row>
Column<Row> IntegerField(ColumnName name) {
  FieldPath path(*Row::descriptor(), name.key);
  IntegerRule rule{.max = INT32_MAX};
  if (RuleOf(path.field()).has_min()) rule.min = RuleOf(path.field()).min();
  if (RuleOf(path.field()).has_max()) rule.max = RuleOf(path.field()).max();
  return IntegerColumn<Row>(
      std::move(name),
      [path](const Row& row) -> std::optional<int64_t> {
        int64_t value = path.Integer(row);
        return value == 0 ? std::nullopt : std::make_optional(value);
      },
      [path](int64_t value, Row& row) { path.SetInteger(value, row); }, rule);
}

// An amount in fen.
template <class Row>
Column<Row> MoneyField(ColumnName name) {
  FieldPath path(*Row::descriptor(), name.key);
  MoneyRule rule;
  if (RuleOf(path.field()).has_min()) rule.min_fen = RuleOf(path.field()).min();
  if (RuleOf(path.field()).has_max()) rule.max_fen = RuleOf(path.field()).max();
  return MoneyColumn<Row>(
      std::move(name),
      [path](const Row& row) -> std::optional<int64_t> {
        int64_t fen = path.Integer(row);
        return fen == 0 ? std::nullopt : std::make_optional(fen);
      },
      [path](int64_t fen, Row& row) { path.SetInteger(fen, row); }, rule);
}

// Yes or no; an empty cell is no.
template <class Row>
Column<Row> BoolField(ColumnName name) {
  FieldPath path(*Row::descriptor(), name.key);
  return BooleanColumn<Row>(
      std::move(name),
      [path](const Row& row) -> std::optional<bool> { return path.Bool(row); },
      [path](bool value, Row& row) { path.SetBool(value, row); });
}

template <class Row>
Column<Row> EnumField(ColumnName name, std::vector<ValueLabel> labels) {
  FieldPath path(*Row::descriptor(), name.key);
  return LabelColumn<Row>(
      std::move(name), std::move(labels),
      [path](const Row& row) -> std::optional<int64_t> {
        int value = path.Enum(row);
        return value == 0 ? std::nullopt : std::make_optional<int64_t>(value);
      },
      [path](int64_t value, Row& row) {
        path.SetEnum(static_cast<int>(value), row);
      });
}

// The name of another resource of the programme, as its id. REQUIRES: the
// field's annotation gives one form of two ids.
template <class Row>
Column<Row> ResourceField(std::string programme, ColumnName name,
                          ResourceNames names) {
  FieldPath path(*Row::descriptor(), name.key);
  ResourcePattern pattern(RuleOf(path.field()).resource());
  return ResourceColumn<Row>(
      std::move(name), std::move(names),
      [path](const Row& row) -> std::optional<std::string> {
        return std::string(LastId(path.Text(row)));
      },
      [path, pattern, programme = std::move(programme)](std::string id,
                                                        Row& row) {
        path.SetText(pattern.Format({programme, id}), row);
      });
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_FIELD_COLUMNS_H_
