// AuditSheet: the audit trail as a sheet, a row for each write and for each
// refusal.
//
//   AuditSheet sheet(TableLanguage::kZh, AuditSheetFormat::kCsv);
//   ASSIGN_OR_RETURN(std::string piece, sheet.Add(entries));  // again and
//   again ASSIGN_OR_RETURN(std::string rest, sheet.Finish());
//
// A CSV is written as it comes, however long; a workbook is written at its end,
// which bounds it.
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_SHEET_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_SHEET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "duikou/access/v1/access_service.pb.h"
#include "services/table/column_spec.h"

namespace duikou {

enum class AuditSheetFormat : uint8_t { kXlsx, kCsv };

// Not thread-safe.
class AuditSheet {
 public:
  // Of a workbook, the heading apart: what a spreadsheet program still opens
  // with ease.
  static constexpr int kMaxXlsxRows = 200'000;

  AuditSheet(TableLanguage language, AuditSheetFormat format)
      : language_(language), format_(format) {}

  // Takes further entries; the bytes of the file that are ready, perhaps none.
  // RESOURCE_EXHAUSTED where a workbook would have too many rows.
  absl::StatusOr<std::string> Add(
      const std::vector<access::v1::AuditEntry>& entries);
  // The rest of the file. REQUIRES: called once, at the end.
  absl::StatusOr<std::string> Finish();

  int rows() const { return rows_; }

 private:
  const TableLanguage language_;
  const AuditSheetFormat format_;
  int rows_ = 0;
  bool begun_ = false;
  std::vector<access::v1::AuditEntry> kept_;  // of a workbook
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_SHEET_H_
