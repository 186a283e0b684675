#include "services/progress/settlement_figures.h"

#include <algorithm>
#include <limits>

#include "absl/container/flat_hash_set.h"
#include "absl/numeric/int128.h"
#include "absl/strings/escaping.h"
#include "services/base/digest.h"
#include "services/progress/counting.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::AssessmentItem;
using pb::LedgerEntry;
using pb::SettledFund;
using pb::SettledIndicator;
using pb::Settlement;

constexpr int kWhole = 10'000;

template <typename T>
T Held(absl::int128 value) {
  const absl::int128 least = std::numeric_limits<T>::min();
  const absl::int128 most = std::numeric_limits<T>::max();
  return static_cast<T>(std::clamp(value, least, most));
}

// Of the whole, in 1/10,000, rounded down; 0 of nothing.
int32_t BasisPoints(absl::int128 part, absl::int128 whole) {
  if (whole <= 0) return 0;
  absl::int128 points = part * kWhole / whole;
  if (points * whole > part * kWhole) points -= 1;
  return Held<int32_t>(points);
}

struct Sum {
  absl::int128 counted = 0;
  absl::int128 unconfirmed = 0;
};

struct Sums {
  std::map<std::string, Sum> funds;       // by id
  std::map<std::string, Sum> indicators;  // by name
  int32_t unconfirmed_count = 0;
  int32_t disputed_count = 0;
};

void AddEntry(const LedgerEntry& entry, bool counts, Sums& sums) {
  const bool waits = entry.state() == LedgerEntry::STATE_REPORTED;
  if (waits) ++sums.unconfirmed_count;
  if (entry.state() == LedgerEntry::STATE_DISPUTED) ++sums.disputed_count;
  Sum* sum = nullptr;
  absl::int128 figure = 0;
  if (entry.has_disbursement()) {
    // What the recipients pay themselves is nobody's quota.
    if (entry.disbursement().payer() == pb::SIDE_RECIPIENT) return;
    sum = &sums.funds[entry.disbursement().fund_kind()];
    figure = entry.disbursement().amount_fen();
  } else if (entry.has_count()) {
    sum = &sums.indicators[entry.count().indicator()];
    figure = entry.count().value();
  } else {
    return;
  }
  if (counts) sum->counted += figure;
  if (waits) sum->unconfirmed += figure;
}

Sums SumsOf(const SettlementInput& input) {
  std::vector<const LedgerEntry*> pointers;
  for (const LedgerEntry& entry : input.entries) pointers.push_back(&entry);
  const auto passed_over = PassedOver(pointers, SourceOrder(input.assessment));
  Sums sums;
  for (const LedgerEntry& entry : input.entries) {
    AddEntry(entry, Counts(entry, passed_over), sums);
  }
  return sums;
}

int64_t Of(const std::map<std::string, int64_t>& amounts,
           const std::string& kind) {
  const auto found = amounts.find(kind);
  return found == amounts.end() ? 0 : found->second;
}

void WriteFund(const SettlementInput& input, const std::string& kind,
               const Sum& sum, SettledFund& fund) {
  const absl::int128 owed = absl::int128(Of(input.quotas, kind)) +
                            absl::int128(Of(input.carried, kind));
  fund.set_fund_kind(kind);
  fund.set_quota_fen(Of(input.quotas, kind));
  fund.set_carried_fen(Of(input.carried, kind));
  fund.set_arrived_fen(Held<int64_t>(sum.counted));
  fund.set_short_fen(
      Held<int64_t>(std::max<absl::int128>(owed - sum.counted, 0)));
  fund.set_reached_basis_points(BasisPoints(sum.counted, owed));
  fund.set_unconfirmed_fen(Held<int64_t>(sum.unconfirmed));
  fund.set_committed_fen(Of(input.committed, kind));
}

void WriteFunds(const SettlementInput& input, Sums& sums,
                Settlement& settlement) {
  for (const auto* amounts :
       {&input.quotas, &input.carried, &input.committed}) {
    for (const auto& [kind, fen] : *amounts) {
      if (fen != 0) sums.funds[kind];
    }
  }
  for (const auto& [kind, sum] : sums.funds) {
    WriteFund(input, kind, sum, *settlement.add_funds());
  }
}

void WriteIndicators(const SettlementInput& input, Sums& sums,
                     Settlement& settlement) {
  std::map<std::string, int64_t> goals;
  for (const AssessmentItem& item : input.assessment.items()) {
    if (item.indicator().empty()) continue;
    sums.indicators[item.indicator()];
    goals[item.indicator()] = item.goal();
  }
  for (const auto& [name, sum] : sums.indicators) {
    SettledIndicator& indicator = *settlement.add_indicators();
    indicator.set_indicator(name);
    indicator.set_goal(Of(goals, name));
    indicator.set_value(Held<int64_t>(sum.counted));
    indicator.set_reached_basis_points(
        BasisPoints(sum.counted, indicator.goal()));
  }
}

// How much of an item is reached, and whether anything is owed of it.
struct Reached {
  bool owed = false;
  int32_t basis_points = 0;
};

Reached ReachedOf(const AssessmentItem& item, const Settlement& settlement) {
  for (const SettledFund& fund : settlement.funds()) {
    if (fund.fund_kind() != item.fund_kind()) continue;
    return {fund.quota_fen() > 0 || fund.carried_fen() > 0,
            fund.reached_basis_points()};
  }
  for (const SettledIndicator& indicator : settlement.indicators()) {
    if (indicator.indicator() != item.indicator()) continue;
    return {indicator.goal() > 0, indicator.reached_basis_points()};
  }
  return {};
}

int32_t ScoreOf(const pb::Assessment& assessment,
                const Settlement& settlement) {
  std::vector<AssessmentItem> items(assessment.items().begin(),
                                    assessment.items().end());
  if (items.empty()) {
    for (const SettledFund& fund : settlement.funds()) {
      AssessmentItem& item = items.emplace_back();
      item.set_fund_kind(fund.fund_kind());
      item.set_weight(1);
    }
  }
  int64_t weights = 0;
  int64_t points = 0;
  for (const AssessmentItem& item : items) {
    const Reached reached = ReachedOf(item, settlement);
    if (!reached.owed) continue;
    weights += item.weight();
    points +=
        int64_t{item.weight()} * std::clamp(reached.basis_points, 0, kWhole);
  }
  return weights == 0 ? 0 : static_cast<int32_t>(points / weights);
}

}  // namespace

bool HasSomethingToSettle(const SettlementInput& input) {
  const auto owes = [](const std::map<std::string, int64_t>& amounts) {
    return std::any_of(amounts.begin(), amounts.end(),
                       [](const auto& amount) { return amount.second > 0; });
  };
  return input.account.entry_count() > 0 || owes(input.quotas) ||
         owes(input.carried);
}

void WriteFigures(const SettlementInput& input, Settlement& settlement) {
  settlement.clear_funds();
  settlement.clear_indicators();
  Sums sums = SumsOf(input);
  WriteFunds(input, sums, settlement);
  WriteIndicators(input, sums, settlement);
  settlement.set_score_basis_points(ScoreOf(input.assessment, settlement));
  settlement.set_unconfirmed_count(sums.unconfirmed_count);
  settlement.set_disputed_count(sums.disputed_count);
  settlement.set_ledger_digest(input.account.digest());
  settlement.set_entry_count(input.account.entry_count());
  settlement.set_figures_digest(FiguresDigest(settlement));
}

std::string FiguresDigest(const Settlement& settlement) {
  Settlement figures;
  figures.set_unit(settlement.unit());
  figures.set_year(settlement.year());
  *figures.mutable_funds() = settlement.funds();
  *figures.mutable_indicators() = settlement.indicators();
  figures.set_score_basis_points(settlement.score_basis_points());
  figures.set_unconfirmed_count(settlement.unconfirmed_count());
  figures.set_disputed_count(settlement.disputed_count());
  figures.set_ledger_digest(settlement.ledger_digest());
  figures.set_entry_count(settlement.entry_count());
  // There are no maps in it: it is written in one way alone.
  return absl::BytesToHexString(ValueDigest(figures.SerializeAsString()));
}

std::map<std::string, int64_t> CarriedFrom(const Settlement& settlement,
                                           const pb::Assessment& assessment) {
  std::map<std::string, int64_t> carried;
  if (assessment.carry() == pb::Assessment::CARRY_NONE) return carried;
  for (const SettledFund& fund : settlement.funds()) {
    if (fund.short_fen() > 0) carried[fund.fund_kind()] = fund.short_fen();
  }
  return carried;
}

}  // namespace duikou
