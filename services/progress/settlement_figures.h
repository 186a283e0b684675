// The figures of a unit's year, from its entries and what it owes. Pure.
//
//   SettlementInput input;
//   …
//   RETURN_IF_ERROR(WriteFigures(input, settlement));
//   settlement.figures_digest();   // changes with any of them
#ifndef DUIKOU_SERVICES_PROGRESS_SETTLEMENT_FIGURES_H_
#define DUIKOU_SERVICES_PROGRESS_SETTLEMENT_FIGURES_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "duikou/progress/v1/progress_records.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/settlement_service.pb.h"

namespace duikou {

// What is settled.
struct SettlementInput {
  std::vector<progress::v1::LedgerEntry> entries;  // all of the account
  progress::v1::LedgerAccount account;
  progress::v1::Assessment assessment;  // empty: nothing is set
  // In fen, by the fund kind's id.
  std::map<std::string, int64_t> quotas;
  std::map<std::string, int64_t> carried;  // short in the year before
  std::map<std::string, int64_t> committed;
};

// Whether the unit owes or has entries: a year of which nothing is true needs
// not be settled. What others have committed for it alone does not count.
bool HasSomethingToSettle(const SettlementInput& input);

// Writes funds, indicators, score, counts and digests in place of those that
// the settlement has. Sums beyond an int64 are held at its ends.
void WriteFigures(const SettlementInput& input,
                  progress::v1::Settlement& settlement);

// In hexadecimal: BLAKE2b of 16 bytes over unit, year and all figures.
std::string FiguresDigest(const progress::v1::Settlement& settlement);

// The shortfalls of a settled year that are owed in the next one, by fund kind.
std::map<std::string, int64_t> CarriedFrom(
    const progress::v1::Settlement& settlement,
    const progress::v1::Assessment& assessment);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_SETTLEMENT_FIGURES_H_
