#include "services/access/audit_sheet.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/store/audit_pending.h"
#include "services/table/table_file.h"
#include "services/table/table_schema.h"

namespace duikou {
namespace {

using access::v1::AuditEntry;
using access::v1::AuditWrite;
using type::v1::HistoryEntry;

// A write of an entry, or an entry without any.
struct AuditRow {
  const AuditEntry* entry = nullptr;
  const AuditWrite* write = nullptr;
};

std::vector<AuditRow> RowsOf(const std::vector<AuditEntry>& entries) {
  std::vector<AuditRow> rows;
  for (const AuditEntry& entry : entries) {
    if (entry.writes().empty()) rows.push_back({&entry, nullptr});
    for (const AuditWrite& write : entry.writes()) {
      rows.push_back({&entry, &write});
    }
  }
  return rows;
}

// The programmes are in China.
std::string TimeText(const AuditEntry& entry) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", FromTimestamp(entry.time()),
                          absl::FixedTimeZone(8 * 60 * 60));
}

Column<AuditRow> Text(ColumnName name,
                      std::function<std::string(const AuditRow&)> get) {
  return TextColumn<AuditRow>(
      std::move(name),
      [get = std::move(get)](const AuditRow& row)
          -> std::optional<std::string> { return get(row); },
      [](const std::string&, AuditRow&) {});
}

Column<AuditRow> Integer(ColumnName name,
                         std::function<int64_t(const AuditRow&)> get) {
  return IntegerColumn<AuditRow>(
      std::move(name),
      [get = std::move(get)](const AuditRow& row) -> std::optional<int64_t> {
        const int64_t value = get(row);
        if (value == 0) return std::nullopt;
        return value;
      },
      [](int64_t, AuditRow&) {});
}

Column<AuditRow> Outcome() {
  return LabelColumn<AuditRow>(
      {.key = "outcome", .zh = "结果", .en = "Outcome"},
      {{AuditEntry::OUTCOME_WRITTEN, "written", "已写入", "written"},
       {AuditEntry::OUTCOME_REFUSED, "refused", "被拒绝", "refused"},
       {AuditEntry::OUTCOME_UNAUTHENTICATED, "unauthenticated", "未通过认证",
        "not signed in"}},
      [](const AuditRow& row) -> std::optional<int64_t> {
        return row.entry->outcome();
      },
      [](int64_t, AuditRow&) {});
}

Column<AuditRow> Action() {
  return LabelColumn<AuditRow>(
      {.key = "action", .zh = "操作", .en = "Action"},
      {{HistoryEntry::ACTION_CREATED, "created", "创建", "created"},
       {HistoryEntry::ACTION_UPDATED, "updated", "修改", "updated"},
       {HistoryEntry::ACTION_DELETED, "deleted", "删除", "deleted"}},
      [](const AuditRow& row) -> std::optional<int64_t> {
        if (row.write == nullptr) return std::nullopt;
        return row.write->action();
      },
      [](int64_t, AuditRow&) {});
}

const TableSchema<AuditRow>& Schema() {
  static const auto* const schema = [] {
    auto made = TableSchema<AuditRow>::Create(
        {Integer({.key = "number", .zh = "序号", .en = "Number"},
                 [](const AuditRow& row) { return row.entry->number(); }),
         Text({.key = "time", .zh = "时间（北京时间）", .en = "Time (UTC+8)"},
              [](const AuditRow& row) { return TimeText(*row.entry); }),
         Text({.key = "actor", .zh = "操作人", .en = "Actor"},
              [](const AuditRow& row) { return row.entry->actor(); }),
         Text({.key = "method", .zh = "方法", .en = "Method"},
              [](const AuditRow& row) { return row.entry->method(); }),
         Outcome(),
         Text({.key = "resource", .zh = "对象", .en = "Resource"},
              [](const AuditRow& row) {
                return row.write == nullptr ? "" : row.write->resource();
              }),
         Action(),
         Integer({.key = "count", .zh = "次数", .en = "Calls"},
                 [](const AuditRow& row) { return row.entry->count(); }),
         Text({.key = "reason", .zh = "原因", .en = "Reason"},
              [](const AuditRow& row) { return row.entry->reason(); }),
         Text({.key = "source", .zh = "网络地址", .en = "Network address"},
              [](const AuditRow& row) { return row.entry->source(); }),
         Text({.key = "call_id", .zh = "调用编号", .en = "Call"},
              [](const AuditRow& row) { return row.entry->call_id(); })});
    DUIKOU_CHECK(made.ok()) << made.status();
    return new TableSchema<AuditRow>(*std::move(made));
  }();
  return *schema;
}

}  // namespace

absl::StatusOr<std::string> AuditSheet::Add(
    const std::vector<AuditEntry>& entries) {
  const std::vector<AuditRow> rows = RowsOf(entries);
  rows_ += static_cast<int>(rows.size());
  if (format_ == AuditSheetFormat::kXlsx) {
    if (rows_ > kMaxXlsxRows) {
      return Refused(
          absl::StatusCode::kResourceExhausted, "",
          absl::StrCat("超过 ", kMaxXlsxRows,
                       " 行，工作簿容纳不下：请导出 CSV，或减少条目"),
          absl::StrCat(
              "there are more than ", kMaxXlsxRows,
              " rows, too many for a workbook: export CSV, or fewer entries"));
    }
    kept_.insert(kept_.end(), entries.begin(), entries.end());
    return std::string();
  }
  if (rows.empty() && begun_) return std::string();
  ASSIGN_OR_RETURN(std::string csv, WriteTable(Schema().Export(rows, language_),
                                               FileFormat::kCsv));
  // Each piece is a table with a heading, which makes its rows as wide as all
  // others; the heading is the first line.
  if (begun_) csv.erase(0, csv.find("\r\n") + 2);
  begun_ = true;
  return csv;
}

absl::StatusOr<std::string> AuditSheet::Finish() {
  if (format_ == AuditSheetFormat::kXlsx) {
    return WriteTable(Schema().Export(RowsOf(kept_), language_),
                      FileFormat::kXlsx);
  }
  return begun_ ? std::string() : Add({});
}

}  // namespace duikou
