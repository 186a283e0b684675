// Zip files and workbooks made by hand, as other programs (or attackers) make
// them.
//
//   std::string bytes = ZipFile({{"a.txt", "hello"}});
//   std::string book = Workbook({.sheet = "<row><c><v>1</v></c></row>"});
#ifndef DUIKOU_SERVICES_TABLE_TESTING_ZIP_FILE_H_
#define DUIKOU_SERVICES_TABLE_TESTING_ZIP_FILE_H_

#include <string>
#include <utility>
#include <vector>

namespace duikou {

// A zip file of parts (name, content), deflated; AES-encrypted where a password
// is given.
std::string ZipFile(
    const std::vector<std::pair<std::string, std::string>>& parts,
    const std::string& password = "");

// Overwrites the uncompressed size that every header of the zip file claims.
void ClaimInflatedSize(std::string& zip_file, unsigned size);

// The varying pieces of a minimal workbook.
struct WorkbookParts {
  std::string sheet = "";           // rows: the inside of <sheetData>
  std::string after_sheet = "";     // what follows <sheetData>
  std::string shared_strings = "";  // the inside of <sst>
  std::string styles = "";          // the inside of <styleSheet>
  std::string workbook_properties = "";
  std::string prolog = "";  // before the sheet's root element
};
std::vector<std::pair<std::string, std::string>> PartsOf(
    const WorkbookParts& parts);
std::string Workbook(const WorkbookParts& parts);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_TESTING_ZIP_FILE_H_
