// LedgerFacts: what the entries of a programme's ledger amount to for the work
// list, for news and for who asks whether there are any: some 50 bytes an
// entry.
//
//   LedgerFacts ledger;
//   ledger.Put(entry);             // new, or as it is after a change
//   ledger.EntriesOf("programmes/hubei/agreements/a-1");
//   ledger.ForEachEntry([&](const EntryFacts& entry) { … });
//
// Names are kept as numbers: NumberOf() gives that of a name, NameOf() the
// name. What an entry's name does not tell apart is left out.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_FACTS_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_FACTS_H_

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "duikou/progress/v1/progress_service.pb.h"

namespace duikou {

// The number of a name; kNoName: there is none.
using NameNumber = int32_t;
inline constexpr NameNumber kNoName = -1;

// The name of the indicator that an entry counts; empty where it is of money.
const std::string& IndicatorOf(const progress::v1::LedgerEntry& entry);

// One entry.
struct EntryFacts {
  int64_t fen = 0;  // of the supporters' money; 0 of anything else
  int64_t create_micros = 0;
  NameNumber agreement = kNoName;
  NameNumber project = kNoName;
  NameNumber recipient = kNoName;
  NameNumber fund_kind = kNoName;
  NameNumber indicator = kNoName;
  // The names of its areas, each on a line.
  NameNumber areas = kNoName;
  progress::v1::LedgerEntry::State state =
      progress::v1::LedgerEntry::STATE_UNSPECIFIED;  // unspecified: no entry
  uint8_t source = 0;
  bool is_reversal = false;
  bool is_reversed = false;
  bool reversed_later = false;  // in a later period
};

// An entry that waits for somebody.
struct PendingEntry {
  std::string name;
  std::string supporter;
  std::string recipient;
  std::string agreement;
  std::string fund_kind;
  int64_t amount_fen = 0;
  progress::v1::Side reported_by = progress::v1::SIDE_UNSPECIFIED;
  bool disputed = false;
  absl::Time since;
};

// Whose money for what, as names' numbers: supporter, project, fund kind.
using MoneyKey = std::tuple<NameNumber, NameNumber, NameNumber>;
using MoneySums = absl::flat_hash_map<MoneyKey, int64_t>;

// Thread-compatible.
class LedgerFacts {
 public:
  // Takes over an entry, new or changed.
  void Put(const progress::v1::LedgerEntry& entry);

  // kNoName where no entry speaks of it.
  NameNumber NumberOf(absl::string_view name) const;
  NameNumber name_count() const {
    return static_cast<NameNumber>(names_.size());
  }
  // REQUIRES: a number of this.
  const std::string& NameOf(NameNumber number) const { return names_[number]; }

  // How many entries there are of an agreement, or of an indicator.
  int64_t EntriesOf(absl::string_view name) const;
  // When the last entry of an agreement was made; the infinite past: never.
  absl::Time LastEntryOf(absl::string_view agreement) const;
  // Those that wait for the other side, or for the office; by id.
  const absl::btree_map<std::string, PendingEntry>& pending() const {
    return pending_;
  }
  // Supporters and recipients that stand together in an entry.
  const absl::flat_hash_set<std::pair<NameNumber, NameNumber>>& parties()
      const {
    return parties_;
  }

  // What arrived of the supporters' money, and counts where sources come in the
  // order that `order_of` gives for a period.
  using OrderOf =
      absl::FunctionRef<std::vector<progress::v1::FigureSource>(int period)>;
  MoneySums Arrived(OrderOf order_of) const;

  // `visit(entry, supporter, id)`: the id is made when asked for.
  struct Place {
    NameNumber supporter = kNoName;
    const std::string* account = nullptr;
    int64_t number = 0;
    std::string Id() const;
  };
  void ForEachEntry(
      absl::FunctionRef<void(const EntryFacts&, const Place&)> visit) const;

 private:
  // The entries of one supporter and period.
  struct Account {
    NameNumber supporter = kNoName;
    int period = 0;
    std::vector<EntryFacts> entries;  // number n at n - 1
  };
  struct Heard {
    int64_t entries = 0;
    int64_t last_micros = 0;
  };

  NameNumber Number(const std::string& name);
  EntryFacts FactsOf(const progress::v1::LedgerEntry& entry);
  void Count(const EntryFacts& entry);
  void AddMoney(const Account& account, const EntryFacts& entry, int sign);
  void FollowPending(const progress::v1::LedgerEntry& entry);
  // The entry of the id; null where there is none.
  const EntryFacts* Find(absl::string_view id, const Account** account) const;
  // Takes what is passed over within a group of alternatives out of the sums.
  void TakeOut(const std::string& first,
               const absl::btree_set<std::string>& others, OrderOf order_of,
               MoneySums& sums) const;

  std::vector<std::string> names_;
  absl::flat_hash_map<std::string, NameNumber> numbers_;
  absl::btree_map<std::string, Account> accounts_;  // by `{unit}--{period}`
  absl::flat_hash_map<NameNumber, Heard> heard_;
  absl::flat_hash_set<std::pair<NameNumber, NameNumber>> parties_;
  absl::btree_map<std::string, PendingEntry> pending_;
  // All that is confirmed, alternatives too.
  MoneySums confirmed_;
  // Ids by that of the entry to which they are alternatives.
  absl::btree_map<std::string, absl::btree_set<std::string>> alternatives_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_FACTS_H_
