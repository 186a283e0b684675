// LedgerColumns: a programme's ledger in memory, one array a property, so that
// any question about all of it is one pass over a few arrays.
//
//   LedgerColumns columns;
//   columns.Take("yichang--2016--0000001", entry);
//   for (uint32_t e = 0; e < columns.size(); ++e) sum += columns.amount[e];
//
// Entries keep the numbers in which they came: 0, 1, … A confirmation, a
// dispute or a reversal changes one in place. What is split over areas and
// sectors has a row a placement, those of an entry side by side.
//
// Memory: 47 bytes an entry and 16 a placement, 4 for its place in the account
// and 4 in the order of dates: some 75 bytes, growth of the arrays apart.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_COLUMNS_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_COLUMNS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "services/progress/id_numbers.h"

namespace duikou {

// What an entry measures: money of a fund kind, or an indicator.
struct LedgerMeasure {
  std::string id;
  bool money = false;
  bool rate = false;  // does not add up
};

// Thread-compatible.
class LedgerColumns {
 public:
  enum Flag : uint8_t {
    kConfirmed = 1,
    kPassedOver = 2,  // another source's figure is used
    kReversal = 4,
    kReversed = 8,
    kReversedWithin = 16,  // in its own period
  };

  // Takes the entry in, or what has become of it. False, and nothing happens,
  // where the id or the date cannot be read.
  bool Take(absl::string_view id, const progress::v1::LedgerEntry& entry);

  // Says whose figures count in the year; a default one where there is none.
  void SetAssessment(int period, const progress::v1::Assessment& assessment);

  uint32_t size() const { return static_cast<uint32_t>(amount.size()); }
  // `{unit}--{period}--{number}`.
  std::string Id(uint32_t entry) const;
  // Whether the entry's id is before the other's.
  bool IdBefore(uint32_t entry, uint32_t other) const;
  // Whether the entry is added up.
  bool Counts(uint32_t entry) const;

  // By entry.
  std::vector<int64_t> amount;      // fen, a number, or hundredths of a percent
  std::vector<uint32_t> supporter;  // in units
  std::vector<uint32_t> recipient;  // in units
  std::vector<uint32_t> project;    // in projects
  std::vector<uint32_t> agreement;  // in agreements
  std::vector<uint32_t> number;     // in its account
  std::vector<uint32_t> first_row;  // its rows end where the next one's begin
  std::vector<int32_t> day;         // since 1970-01-01
  std::vector<uint16_t> month;      // year × 12 + month - 1
  std::vector<uint16_t> period;     // a year
  std::vector<uint16_t> measure;    // in measures
  std::vector<uint8_t> payer;       // Side; 0 where it is no money
  std::vector<uint8_t> labour_form;  // LabourForm
  std::vector<uint8_t> source;       // FigureSource
  std::vector<uint8_t> state;        // LedgerEntry.State
  std::vector<uint8_t> flags;        // Flag

  // By row; an entry without placements has one of no area and no sector.
  std::vector<int64_t> row_amount;
  std::vector<uint32_t> area;    // in areas
  std::vector<uint32_t> sector;  // in sectors

  uint32_t rows_end(uint32_t entry) const {
    return entry + 1 < size() ? first_row[entry + 1]
                              : static_cast<uint32_t>(row_amount.size());
  }

  IdNumbers units, projects, agreements, areas, sectors;
  std::vector<LedgerMeasure> measures;
  // By entry, the provincial average beside a rate; absent: none was stated.
  absl::flat_hash_map<uint32_t, int32_t> province_rates;
  // Entries of a day by id, the latest day first.
  absl::btree_map<int32_t, std::vector<uint32_t>, std::greater<int32_t>> by_day;

 private:
  using Account = std::pair<uint32_t, uint16_t>;  // unit, period

  // The entry of that number; none: nullptr.
  const uint32_t* FindEntry(const Account& account, uint32_t number) const;
  void Append(const Account& account, uint32_t number, int32_t on,
              const progress::v1::LedgerEntry& entry);
  void AppendFigure(const progress::v1::LedgerEntry& entry);
  void AppendRows(const progress::v1::LedgerEntry& entry);
  uint16_t MeasureOf(const LedgerMeasure& measure);
  void PutInOrder(uint32_t entry);
  void Change(uint32_t at, const progress::v1::LedgerEntry& entry);
  void Join(uint32_t at, absl::string_view first_id);
  // Chooses anew which of the entries that state one figure is used.
  void ChooseSource(uint32_t first);
  // What decides between sources, of one entry of a group.
  progress::v1::LedgerEntry GroupFacts(uint32_t entry, uint32_t first) const;

  absl::flat_hash_map<Account, std::vector<uint32_t>> accounts_;
  absl::flat_hash_map<std::string, uint16_t> measure_numbers_;
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> groups_;  // by first
  absl::flat_hash_map<uint32_t, uint32_t> group_of_;             // the first
  absl::flat_hash_map<int, std::vector<progress::v1::FigureSource>> orders_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_COLUMNS_H_
