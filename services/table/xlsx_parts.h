// The small parts of an XLSX workbook that its sheets refer to: relationships,
// the list of sheets, number formats and shared strings. Each is an XmlHandler
// that collects; what it found is in its public members after the reading.
//
// Thread-compatible.
#ifndef DUIKOU_SERVICES_TABLE_XLSX_PARTS_H_
#define DUIKOU_SERVICES_TABLE_XLSX_PARTS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/table/number_format.h"
#include "services/table/read_limits.h"
#include "services/table/xml_reader.h"

namespace duikou {

// `_xHHHH_` stands for a character that XML cannot hold, and `_x005F_` for an
// underscore that would else start such a group.
std::string DecodeXlsxEscapes(absl::string_view text);

// The inverse: what no XML text can hold, and what would be taken for an
// escape, is escaped.
std::string EncodeXlsxEscapes(absl::string_view text);

struct Relationship {
  std::string type;    // last segment of its address: "worksheet", "styles"
  std::string target;  // as written, relative to the part's folder
};

// The part that a relationship's target names, seen from `base_part`.
//   ResolvePart("xl/workbook.xml", "worksheets/sheet1.xml")
//       == "xl/worksheets/sheet1.xml"
std::string ResolvePart(absl::string_view base_part, absl::string_view target);

class RelationshipsHandler : public XmlHandler {
 public:
  absl::Status StartElement(absl::string_view name,
                            const XmlAttributes& attributes) override;
  absl::Status EndElement(absl::string_view name) override;
  absl::Status Text(absl::string_view piece) override;

  std::map<std::string, Relationship> by_id;
};

class WorkbookHandler : public XmlHandler {
 public:
  struct SheetEntry {
    std::string name;
    std::string relationship_id;
    bool hidden = false;
  };

  absl::Status StartElement(absl::string_view name,
                            const XmlAttributes& attributes) override;
  absl::Status EndElement(absl::string_view name) override;
  absl::Status Text(absl::string_view piece) override;

  std::vector<SheetEntry> sheets;
  DateSystem date_system = DateSystem::k1900;
};

class StylesHandler : public XmlHandler {
 public:
  absl::Status StartElement(absl::string_view name,
                            const XmlAttributes& attributes) override;
  absl::Status EndElement(absl::string_view name) override;
  absl::Status Text(absl::string_view piece) override;

  // By the number in a cell's `s` attribute.
  std::vector<NumberFormat> cell_formats;

 private:
  std::map<int, NumberFormat> custom_;
  bool in_cell_formats_ = false;
};

// Runs of rich text are joined; phonetic guides are left out.
class SharedStringsHandler : public XmlHandler {
 public:
  explicit SharedStringsHandler(const ReadLimits& limits) : limits_(limits) {}

  absl::Status StartElement(absl::string_view name,
                            const XmlAttributes& attributes) override;
  absl::Status EndElement(absl::string_view name) override;
  absl::Status Text(absl::string_view piece) override;

  std::vector<std::string> strings;

 private:
  const ReadLimits limits_;
  std::string current_;
  bool in_text_ = false;
  int phonetic_depth_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_XLSX_PARTS_H_
