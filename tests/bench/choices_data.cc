#include "tests/bench/choices_data.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "matcher/base/check.h"
#include "services/table/csv.h"

namespace duikou::bench {
namespace {

constexpr int kLeastToTrain = 10;
constexpr int kLeastToTest = 3;
constexpr int32_t kFirstYear = 1990;
constexpr int32_t kLastYear = 2020;

std::string HashedId(const std::string& text) {
  uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (unsigned char c : text) hash = (hash ^ c) * 0x100000001b3;
  hash ^= hash >> 31;
  hash *= 0x9e3779b97f4a7c15;
  return absl::StrFormat("p-%016x", hash);
}

std::string AreaOf(const std::vector<std::string>& regions) {
  if (regions.empty()) return "unplaced";
  return regions.size() > 4 ? "nationwide" : regions[0];
}

std::vector<std::string> ListOf(const std::string& text) {
  return absl::StrSplit(text, '|', absl::SkipEmpty());
}

// Cells by the heading of their column.
class Rows {
 public:
  explicit Rows(const SheetRow& heading) {
    for (const Cell& cell : heading.cells) {
      columns_[cell.text] = cell.column;
    }
  }
  std::string Text(const SheetRow& row, const std::string& column) const {
    const Cell* cell = row.At(columns_.at(column));
    return cell == nullptr ? "" : cell->text;
  }

 private:
  std::map<std::string, int> columns_;
};

// Whether the row is one of those that count.
bool ReadProject(const Rows& rows, const SheetRow& row,
                 FundedProject& project) {
  double amount = 0;
  project.donors = ListOf(rows.Text(row, "donors"));
  std::sort(project.donors.begin(), project.donors.end());
  project.donors.erase(
      std::unique(project.donors.begin(), project.donors.end()),
      project.donors.end());
  const std::vector<std::string> sectors =
      ListOf(rows.Text(row, "sector_codes"));
  if (project.donors.empty() || sectors.empty() ||
      !absl::SimpleAtoi(rows.Text(row, "start_year"), &project.year) ||
      project.year < kFirstYear || project.year > kLastYear ||
      !absl::SimpleAtod(rows.Text(row, "commitments_usd"), &amount) ||
      amount <= 0) {
    return false;
  }
  project.id = HashedId(rows.Text(row, "project_id"));
  project.title = rows.Text(row, "title");
  project.sector = sectors[0];
  project.area = AreaOf(ListOf(rows.Text(row, "adm1_regions")));
  project.cents = std::max<int64_t>(1, std::llround(amount * 100));
  return true;
}

// The first test year and the donors that are measured.
void Divide(Country& country) {
  std::vector<int32_t> years;
  for (const FundedProject& p : country.projects) years.push_back(p.year);
  std::sort(years.begin(), years.end());
  country.first_test_year = years[years.size() * 7 / 10];
  std::map<std::string, std::pair<int, int>> counts;
  for (const FundedProject& p : country.projects) {
    for (const std::string& donor : p.donors) {
      auto& [train, test] = counts[donor];
      ++(country.IsTest(p) ? test : train);
    }
  }
  for (const auto& [donor, count] : counts) {
    if (count.first >= kLeastToTrain && count.second >= kLeastToTest) {
      country.donors.push_back(donor);
    }
  }
}

// Donors who favour a few sectors, areas and a size each, and choose projects
// by them most of the time.
Country MakeUp(const std::string& name, uint64_t seed) {
  constexpr int kDonors = 15;
  constexpr int kProjects = 900;
  std::mt19937_64 random(seed);
  const auto below = [&](int n) {
    return static_cast<int>(random() % static_cast<uint64_t>(n));
  };
  Country country{.name = name, .made_up = true};
  for (int i = 0; i < kProjects; ++i) {
    const int donor = below(kDonors);
    const bool favours_sector = below(10) < 4;
    const bool favours_area = below(10) < 4;
    const int octave = 20 + donor % 4 + below(5);
    country.projects.push_back(
        {.id = HashedId(absl::StrCat(name, i)),
         .title = absl::StrCat("made up ", i),
         .donors = {absl::StrFormat("Donor %02d", donor)},
         .sector = absl::StrCat(
             100 + (favours_sector ? donor * 2 + below(3) : below(30))),
         .area = absl::StrCat("Region ",
                              favours_area ? donor % 12 + below(2) : below(18)),
         .year = 2000 + i * 15 / kProjects,
         .cents = (int64_t{1} << octave) + below(1 << 20)});
  }
  Divide(country);
  return country;
}

}  // namespace

std::vector<Country> ReadChoices(const std::string& data) {
  std::ifstream file(data + "/aid/projects.csv", std::ios::binary);
  if (!file) {
    return {MakeUp("Made-up A", 1), MakeUp("Made-up B", 2),
            MakeUp("Made-up C", 3)};
  }
  std::ostringstream bytes;
  bytes << file.rdbuf();
  const absl::StatusOr<Sheet> sheet = ReadCsv(bytes.str(), {});
  DUIKOU_CHECK(sheet.ok() && !sheet->rows.empty()) << sheet.status();
  const Rows rows(sheet->rows[0]);
  std::map<std::string, Country> countries;
  for (size_t i = 1; i < sheet->rows.size(); ++i) {
    FundedProject project;
    if (!ReadProject(rows, sheet->rows[i], project)) continue;
    Country& country = countries[rows.Text(sheet->rows[i], "country")];
    country.projects.push_back(std::move(project));
  }
  std::vector<Country> read;
  for (auto& [name, country] : countries) {
    country.name = name;
    Divide(country);
    read.push_back(std::move(country));
  }
  return read;
}

}  // namespace duikou::bench
