// LedgerScope: which entries of a ledger a question is about, ready to be
// asked of many.
//
//   ASSIGN_OR_RETURN(const LedgerScope scope,
//                    LedgerScope::Make(state, filter, LedgerReach::All()));
//   scope.ForEach([&](uint32_t entry) { … });
//
// Each condition is a loop over one array, for some thousand entries at a time;
// what is not asked for costs nothing.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_SCOPE_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_SCOPE_H_

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/progress/ledger_state.h"
#include "services/rpc/caller.h"

namespace duikou {

// Whose entries a caller may see: of its own units as supporters, of its own
// as recipients. A value.
struct LedgerReach {
  bool all = false;
  // By number in LedgerColumns::units: whether they are the caller's own.
  std::vector<uint8_t> supporters;
  std::vector<uint8_t> recipients;

  static LedgerReach All() { return {.all = true}; }
  static LedgerReach Of(const Reach& reach, const LedgerState& state);
};

// Whether the unit, an id, is the caller's own on that side: one that it acts
// for, one below that, or one that it guides where that counts.
bool IsOwnUnit(const Reach::Own& own, const LedgerState& state,
               const std::string& unit);

// Whether what is measured is of the filter's fund kind and indicator.
bool HoldsMeasure(const progress::v1::LedgerFilter& filter,
                  const LedgerMeasure& measure);

// Of one moment of a state, which outlives it unchanged. Thread-compatible.
class LedgerScope {
 public:
  // INVALID_ARGUMENT naming the date of the filter that is none.
  static absl::StatusOr<LedgerScope> Make(
      const LedgerState& state, const progress::v1::LedgerFilter& filter,
      const LedgerReach& reach);

  // Whether it is about the entry.
  bool Holds(uint32_t entry) const {
    uint8_t holds = 1;
    for (const Test& test : tests_) test(entry, 1, &holds);
    return holds != 0;
  }

  // Visits the entries that it is about, as they came.
  template <typename F>
  void ForEach(F&& visit) const {
    alignas(8) uint8_t holds[kBlock];
    for (uint32_t begin = 0; begin < size_; begin += kBlock) {
      const uint32_t count = std::min(kBlock, size_ - begin);
      std::memset(holds, 0, sizeof(holds));
      std::memset(holds, 1, count);
      for (const Test& test : tests_) test(begin, count, holds);
      for (uint32_t eight = 0; eight < count; eight += 8) {
        uint64_t any = 0;
        std::memcpy(&any, holds + eight, 8);
        if (any == 0) continue;
        const uint32_t end = std::min(eight + 8, count);
        for (uint32_t i = eight; i < end; ++i) {
          if (holds[i] != 0) visit(begin + i);
        }
      }
    }
  }

  // Whether only some rows of an entry may lie within, and whether one does.
  bool by_row() const { return by_row_; }
  bool RowHolds(uint32_t row) const {
    return (areas_.empty() || areas_[columns_->area[row]] != 0) &&
           (sectors_.empty() || sectors_[columns_->sector[row]] != 0);
  }

 private:
  static constexpr uint32_t kBlock = 4096;
  // Clears holds[i] where entry begin + i does not hold.
  using Test =
      std::function<void(uint32_t begin, uint32_t count, uint8_t* holds)>;
  using Table = std::vector<uint8_t>;  // by number: whether it holds

  explicit LedgerScope(const LedgerState& state)
      : columns_(&state.columns()), size_(state.columns().size()) {}

  template <typename T>
  void Between(const std::vector<T>& column, T least, T most);
  template <typename T>
  void In(const std::vector<T>& column, Table table);
  void Named(const std::vector<uint32_t>& column, const IdNumbers& numbers,
             const std::string& name);
  void AddTimes(const progress::v1::LedgerFilter& filter);
  absl::Status AddDates(const progress::v1::LedgerFilter& filter);
  void AddParties(const LedgerState& state,
                  const progress::v1::LedgerFilter& filter);
  void AddUnitKind(const LedgerState& state, type::v1::UnitKind kind);
  void AddWithout(const LedgerState& state, progress::v1::Dimension dimension);
  void AddAgreements(const LedgerState& state,
                     const progress::v1::LedgerFilter& filter);
  void AddMeasures(const progress::v1::LedgerFilter& filter);
  void AddStates(const progress::v1::LedgerFilter& filter);
  void AddPlaces(const LedgerState& state,
                 const progress::v1::LedgerFilter& filter);
  void AddReach(const LedgerReach& reach);

  const LedgerColumns* columns_;
  uint32_t size_;
  std::vector<Test> tests_;
  bool by_row_ = false;
  Table areas_;    // empty: any
  Table sectors_;  // empty: any
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_SCOPE_H_
