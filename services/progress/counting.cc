#include "services/progress/counting.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;

constexpr pb::FigureSource kSourceOrder[] = {
    pb::FIGURE_SOURCE_STATISTICS, pb::FIGURE_SOURCE_OFFICE,
    pb::FIGURE_SOURCE_RECIPIENT, pb::FIGURE_SOURCE_SUPPORTER,
    pb::FIGURE_SOURCE_OPENING};

bool IsReversedWithin(const LedgerEntry& entry) {
  return !entry.reversed_by().empty() &&
         AccountOf(entry.reversed_by()) == AccountOf(entry.name());
}

const std::string& GroupOf(const LedgerEntry& entry) {
  return entry.alternative_to().empty() ? entry.name() : entry.alternative_to();
}

}  // namespace

std::vector<pb::FigureSource> SourceOrder(const pb::Assessment& assessment) {
  std::vector<pb::FigureSource> order;
  for (const int source : assessment.source_order()) {
    order.push_back(static_cast<pb::FigureSource>(source));
  }
  for (const pb::FigureSource source : kSourceOrder) {
    if (std::find(order.begin(), order.end(), source) == order.end()) {
      order.push_back(source);
    }
  }
  return order;
}

absl::flat_hash_set<std::string> PassedOver(
    absl::Span<const LedgerEntry* const> entries,
    const std::vector<pb::FigureSource>& order) {
  // Lower is better; equal sources go by name.
  const auto rank = [&](const LedgerEntry& entry) {
    const auto place =
        std::find(order.begin(), order.end(), entry.figure_source());
    return std::pair<size_t, absl::string_view>(place - order.begin(),
                                                entry.name());
  };
  absl::flat_hash_set<std::string> passed_over;
  absl::flat_hash_map<absl::string_view, const LedgerEntry*> used;
  for (const LedgerEntry* entry : entries) {
    if (entry->state() != LedgerEntry::STATE_CONFIRMED ||
        !entry->reverses().empty() || IsReversedWithin(*entry)) {
      continue;
    }
    const auto [best, first] = used.emplace(GroupOf(*entry), entry);
    if (first) continue;
    const bool better = rank(*entry) < rank(*best->second);
    passed_over.insert(better ? best->second->name() : entry->name());
    if (better) best->second = entry;
  }
  return passed_over;
}

bool Counts(const LedgerEntry& entry,
            const absl::flat_hash_set<std::string>& passed_over) {
  return entry.state() == LedgerEntry::STATE_CONFIRMED &&
         !passed_over.contains(entry.name());
}

absl::string_view AccountOf(absl::string_view entry) {
  entry.remove_prefix(entry.rfind('/') + 1);
  return entry.substr(0, entry.rfind("--"));
}

}  // namespace duikou
