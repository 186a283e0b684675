// Random sheets of awkward texts, for round trips.
#ifndef DUIKOU_SERVICES_TABLE_TESTING_RANDOM_SHEET_H_
#define DUIKOU_SERVICES_TABLE_TESTING_RANDOM_SHEET_H_

#include <random>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/table/sheet.h"

namespace duikou {

inline std::string RandomText(std::mt19937_64& random) {
  static constexpr const char* kPieces[] = {"a",
                                            "0",
                                            "007",
                                            " ",
                                            "\"",
                                            "\"\"",
                                            "'",
                                            ",",
                                            ";",
                                            "\t",
                                            "\n",
                                            "\r\n",
                                            "\r",
                                            "=1+1",
                                            "+86",
                                            "-",
                                            "@x",
                                            "柑橘",
                                            "（万元）",
                                            "㐀",
                                            "𠮷",
                                            "😀",
                                            "\x01",
                                            "_x",
                                            "_x0041_",
                                            "_x005F_",
                                            "\xEF\xBF\xBE",
                                            "<r>",
                                            "</r>",
                                            "&amp;",
                                            "]]>",
                                            "<",
                                            "é",
                                            "\xEF\xBB\xBF",
                                            "420527199001011234",
                                            "12345678901234567890.123456789"};
  std::string text;
  const int pieces = 1 + static_cast<int>(random() % 4);
  for (int i = 0; i < pieces; ++i) {
    text += kPieces[random() % std::size(kPieces)];
  }
  return text;
}

// A plain decimal: "-1234.5" of up to `digits` digits, as PlainDecimal gives.
inline std::string RandomDecimal(std::mt19937_64& random, int digits) {
  std::string text = random() % 2 == 0 ? "-" : "";
  text.push_back(static_cast<char>('1' + random() % 9));
  const int count = static_cast<int>(random() % digits);
  const int dot = static_cast<int>(random() % digits);
  for (int i = 0; i < count; ++i) {
    if (i == dot) text.push_back('.');
    text.push_back(static_cast<char>('1' + random() % 9));
  }
  return text;
}

// Up to 12 rows with gaps of up to 6 columns with gaps.
inline Sheet RandomSheet(std::mt19937_64& random) {
  Sheet sheet;
  int number = 0;
  const int rows = static_cast<int>(random() % 12);
  for (int i = 0; i < rows; ++i) {
    SheetRow row;
    row.number = number += 1 + (random() % 8 == 0 ? 3 : 0);
    for (int column = 1; column <= 6; ++column) {
      switch (random() % 5) {
        case 0:
          break;
        case 1:
          row.Add(column, CellKind::kNumber, RandomDecimal(random, 20));
          break;
        default:
          row.Add(column, CellKind::kText, RandomText(random));
      }
    }
    if (!row.cells.empty()) sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_TESTING_RANDOM_SHEET_H_
