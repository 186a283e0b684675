// ColumnSpec: what one column of a table holds and how its cells are written,
// without any resource's type. TableSchema's columns are made of these.
//
// Plain values; thread-compatible.
#ifndef DUIKOU_SERVICES_TABLE_COLUMN_SPEC_H_
#define DUIKOU_SERVICES_TABLE_COLUMN_SPEC_H_

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "matcher/base/money.h"
#include "services/table/money_unit.h"

namespace duikou {

// The languages of headings and labels that a sheet is written in. All are
// read, whatever the language.
enum class TableLanguage : uint8_t {
  kZh,
  kEn,
  kBoth,  // headings "项目名称 / Name", labels in Chinese
};

// What a column is called.
struct ColumnName {
  // Names the column for programs, unique in the schema; by convention the path
  // of the resource's field. Also accepted as a heading.
  std::string key = "";
  std::string zh = "";
  std::string en = "";
  // Other headings that are accepted.
  std::vector<std::string> synonyms = {};
  // The heading must be there, and a cell in each row.
  bool required = false;
};

struct YearRange {
  int first = 0;
  int last = 0;
  friend bool operator==(const YearRange&, const YearRange&) = default;
};

// One entry of a list cell: "tea", "tea=90" or "experts=3（for citrus）".
struct ListEntry {
  std::string key;  // a text, a resource's id or a label's code
  std::optional<int64_t> value = std::nullopt;
  std::string note = "";
  friend bool operator==(const ListEntry&, const ListEntry&) = default;
};

// What a cell holds once it is understood; monostate where it is empty.
using CellValue =
    std::variant<std::monostate, bool, int64_t, std::string, YearRange,
                 absl::CivilDay, std::vector<ListEntry>>;

// Why a cell or a row is refused. Codes are stable; messages are for people.
struct CellProblem {
  std::string code;
  std::string zh;
  std::string en;
};

// One value of an enumeration.
struct ValueLabel {
  int number = 0;
  std::string code = "";  // also accepted in cells
  std::string zh = "";
  std::string en = "";
  std::vector<std::string> synonyms = {};
};

// How the ids of resources in a column stand beside their names. Functions that
// are not set are not used.
struct ResourceNames {
  // The heading of the column with names; without it there is none. It is
  // written beside the ids; read, it only counts where the id's cell is empty.
  ColumnName column = {};
  // The display name of an id, or an empty text.
  std::function<std::string(const std::string& id)> display = nullptr;
  // All ids of that display name, which comes trimmed and otherwise as typed.
  std::function<std::vector<std::string>(const std::string& name)> resolve =
      nullptr;
  // Whether there is such a resource. Text in the id's cell that is no id is
  // then tried as a name, and else refused.
  std::function<bool(const std::string& id)> exists = nullptr;
};

struct TextRule {
  int max_characters = 32'767;
};

struct IntegerRule {
  int64_t min = 0;
  int64_t max = std::numeric_limits<int64_t>::max();
};

// Money is held in fen. The unit of a cell is what its heading names in
// brackets.
struct MoneyRule {
  int64_t min_fen = 0;
  int64_t max_fen = Money::kMaxFen;
  // The unit written.
  MoneyUnit unit = MoneyUnit::kWanYuan;
  // The unit of a heading that names none; without it such a heading is
  // refused, since yuan taken for 万元 would go unnoticed.
  std::optional<MoneyUnit> unit_if_not_named = std::nullopt;
};

// Percentages are held in hundredths of a percent: 12.5 % is 1250.
struct PercentRule {
  int64_t min_hundredths = 0;
  int64_t max_hundredths = 10'000;
};

struct YearsRule {
  int min = 1949;
  int max = 2200;
};

// Entries are parted by ； ; 、 or a line break; written with ；. A backslash
// before one of these makes it part of the entry.
struct ListRule {
  enum class Value : uint8_t { kNone, kOptional, kRequired };
  // Whether "=90" follows an entry.
  Value value = Value::kNone;
  int64_t min_value = 0;
  int64_t max_value = std::numeric_limits<int64_t>::max();
  // Whether a note in brackets may follow.
  bool notes = false;
  int max_entries = 200;
  int max_characters = 500;  // of a key, and of a note
};

enum class ColumnType : uint8_t {
  kText,
  kInteger,
  kMoney,
  kPercent,
  kBoolean,
  kLabel,
  kYears,
  kDate,
  kResource,  // a resource's id
  kList,      // entries with texts, ids or codes of labels as keys
};

struct ColumnSpec {
  ColumnName name;
  ColumnType type = ColumnType::kText;
  TextRule text = {};
  IntegerRule integer = {};
  MoneyRule money = {};
  PercentRule percent = {};
  YearsRule years = {};
  ListRule list = {};
  std::vector<ValueLabel> labels = {};         // of kLabel and kList
  std::optional<ResourceNames> resource = {};  // of kResource and kList
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_COLUMN_SPEC_H_
