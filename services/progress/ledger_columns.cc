#include "services/progress/ledger_columns.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "services/base/placement_split.h"
#include "services/progress/civil_date.h"
#include "services/progress/counting.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;

constexpr uint32_t kNoEntry = std::numeric_limits<uint32_t>::max();
// The most that a number of an account may be, against a made-up id.
constexpr uint32_t kMostNumber = 100'000'000;

struct EntryId {
  absl::string_view unit;
  uint16_t period = 0;
  uint32_t number = 0;
};

std::optional<EntryId> ParseId(absl::string_view id) {
  const size_t number_at = id.rfind("--");
  if (number_at == absl::string_view::npos || number_at == 0) {
    return std::nullopt;
  }
  const absl::string_view account = id.substr(0, number_at);
  const size_t period_at = account.rfind("--");
  uint32_t period = 0;
  EntryId parsed;
  if (period_at == absl::string_view::npos ||
      !absl::SimpleAtoi(account.substr(period_at + 2), &period) ||
      !absl::SimpleAtoi(id.substr(number_at + 2), &parsed.number) ||
      period > kLastDateYear || parsed.number == 0 ||
      parsed.number > kMostNumber) {
    return std::nullopt;
  }
  parsed.unit = account.substr(0, period_at);
  parsed.period = static_cast<uint16_t>(period);
  return parsed;
}

uint8_t FlagsOf(const LedgerEntry& entry) {
  uint8_t flags = 0;
  if (entry.state() == LedgerEntry::STATE_CONFIRMED) {
    flags |= LedgerColumns::kConfirmed;
  }
  if (!entry.reverses().empty()) flags |= LedgerColumns::kReversal;
  if (!entry.reversed_by().empty()) {
    flags |= LedgerColumns::kReversed;
    if (AccountOf(entry.reversed_by()) == AccountOf(entry.name())) {
      flags |= LedgerColumns::kReversedWithin;
    }
  }
  return flags;
}

}  // namespace

bool LedgerColumns::Take(absl::string_view id, const LedgerEntry& entry) {
  const std::optional<EntryId> parsed = ParseId(id);
  const absl::StatusOr<absl::CivilDay> date = ParseDate(entry.date());
  if (!parsed.has_value() || !date.ok()) return false;
  const Account account(units.Number(parsed->unit), parsed->period);
  if (const uint32_t* known = FindEntry(account, parsed->number)) {
    Change(*known, entry);
    return true;
  }
  Append(account, parsed->number,
         static_cast<int32_t>(*date - absl::CivilDay(1970, 1, 1)), entry);
  month.push_back(static_cast<uint16_t>(date->year() * 12 + date->month() - 1));
  const uint32_t at = size() - 1;
  PutInOrder(at);
  if (!entry.alternative_to().empty()) Join(at, LastId(entry.alternative_to()));
  return true;
}

const uint32_t* LedgerColumns::FindEntry(const Account& account,
                                         uint32_t number) const {
  const auto found = accounts_.find(account);
  if (found == accounts_.end() || number > found->second.size()) return nullptr;
  const uint32_t& entry = found->second[number - 1];
  return entry == kNoEntry ? nullptr : &entry;
}

void LedgerColumns::Append(const Account& account, uint32_t number_in_account,
                           int32_t on, const LedgerEntry& entry) {
  std::vector<uint32_t>& entries = accounts_[account];
  if (entries.size() < number_in_account) {
    entries.resize(number_in_account, kNoEntry);
  }
  entries[number_in_account - 1] = size();
  supporter.push_back(account.first);
  period.push_back(account.second);
  number.push_back(number_in_account);
  recipient.push_back(units.Number(LastId(entry.recipient())));
  project.push_back(projects.Number(LastId(entry.project())));
  agreement.push_back(agreements.Number(LastId(entry.agreement())));
  day.push_back(on);
  source.push_back(static_cast<uint8_t>(entry.figure_source()));
  state.push_back(static_cast<uint8_t>(entry.state()));
  flags.push_back(FlagsOf(entry));
  AppendFigure(entry);
  AppendRows(entry);
}

void LedgerColumns::AppendFigure(const LedgerEntry& entry) {
  pb::Side side = pb::SIDE_UNSPECIFIED;
  pb::LabourForm form = pb::LABOUR_FORM_UNSPECIFIED;
  LedgerMeasure of;
  int64_t value = 0;
  if (entry.has_disbursement()) {
    const pb::Disbursement& money = entry.disbursement();
    of = {.id = money.fund_kind(), .money = true};
    value = money.amount_fen();
    side = money.payer() == pb::SIDE_UNSPECIFIED ? pb::SIDE_SUPPORTER
                                                 : money.payer();
  } else if (entry.has_count()) {
    of = {.id = std::string(LastId(entry.count().indicator()))};
    value = entry.count().value();
    form = entry.count().labour_form();
  } else {
    of = {.id = std::string(LastId(entry.rate().indicator())), .rate = true};
    value = entry.rate().basis_points();
    if (entry.rate().has_province_basis_points()) {
      province_rates[size()] = entry.rate().province_basis_points();
    }
  }
  measure.push_back(MeasureOf(of));
  payer.push_back(static_cast<uint8_t>(side));
  labour_form.push_back(static_cast<uint8_t>(form));
  amount.push_back(value);
}

void LedgerColumns::AppendRows(const LedgerEntry& entry) {
  first_row.push_back(static_cast<uint32_t>(row_amount.size()));
  const int64_t whole = amount.back();
  std::vector<int> parts;
  bool any = false;
  for (const pb::Placement& placement : entry.placements()) {
    parts.push_back(std::max(placement.parts(), 0));
    any |= placement.parts() > 0;
  }
  if (!any) {
    area.push_back(IdNumbers::kNone);
    sector.push_back(IdNumbers::kNone);
    row_amount.push_back(whole);
    return;
  }
  // A rate is the same in each of them.
  const std::vector<int64_t> shares =
      measures[measure.back()].rate ? std::vector<int64_t>(parts.size(), whole)
                                    : SplitByParts(whole, parts);
  for (int i = 0; i < entry.placements_size(); ++i) {
    area.push_back(areas.Number(LastId(entry.placements(i).area())));
    sector.push_back(sectors.Number(LastId(entry.placements(i).sector())));
    row_amount.push_back(shares[i]);
  }
}

uint16_t LedgerColumns::MeasureOf(const LedgerMeasure& of) {
  const std::string key = absl::StrCat(of.money  ? "m/"
                                       : of.rate ? "r/"
                                                 : "c/",
                                       of.id);
  const auto [found, is_new] =
      measure_numbers_.try_emplace(key, static_cast<uint16_t>(measures.size()));
  if (is_new) measures.push_back(of);
  return found->second;
}

void LedgerColumns::PutInOrder(uint32_t entry) {
  std::vector<uint32_t>& of_day = by_day[day[entry]];
  if (of_day.empty() || IdBefore(of_day.back(), entry)) {
    of_day.push_back(entry);
    return;
  }
  of_day.insert(std::upper_bound(
                    of_day.begin(), of_day.end(), entry,
                    [this](uint32_t a, uint32_t b) { return IdBefore(a, b); }),
                entry);
}

void LedgerColumns::Change(uint32_t at, const LedgerEntry& entry) {
  state[at] = static_cast<uint8_t>(entry.state());
  flags[at] = static_cast<uint8_t>(FlagsOf(entry) | (flags[at] & kPassedOver));
  const auto group = group_of_.find(at);
  if (group != group_of_.end()) ChooseSource(group->second);
}

void LedgerColumns::Join(uint32_t at, absl::string_view first_id) {
  const std::optional<EntryId> parsed = ParseId(first_id);
  if (!parsed.has_value()) return;
  const uint32_t* found =
      FindEntry({units.Number(parsed->unit), parsed->period}, parsed->number);
  if (found == nullptr) return;
  const uint32_t first = *found;
  std::vector<uint32_t>& group = groups_[first];
  if (group.empty()) group.push_back(first);
  group.push_back(at);
  group_of_[first] = first;
  group_of_[at] = first;
  ChooseSource(first);
}

LedgerEntry LedgerColumns::GroupFacts(uint32_t entry, uint32_t first) const {
  LedgerEntry facts;
  facts.set_name(Id(entry));
  if (entry != first) facts.set_alternative_to(Id(first));
  facts.set_state(static_cast<LedgerEntry::State>(state[entry]));
  facts.set_figure_source(static_cast<pb::FigureSource>(source[entry]));
  if ((flags[entry] & kReversal) != 0) facts.set_reverses("-");
  if ((flags[entry] & kReversedWithin) != 0) {
    facts.set_reversed_by(facts.name());
  } else if ((flags[entry] & kReversed) != 0) {
    facts.set_reversed_by("-");
  }
  return facts;
}

void LedgerColumns::ChooseSource(uint32_t first) {
  const std::vector<uint32_t>& group = groups_.at(first);
  std::vector<LedgerEntry> facts;
  std::vector<const LedgerEntry*> entries;
  facts.reserve(group.size());
  for (const uint32_t entry : group) {
    facts.push_back(GroupFacts(entry, first));
    entries.push_back(&facts.back());
  }
  const auto order = orders_.find(period[first]);
  const auto passed_over =
      PassedOver(entries, order == orders_.end() ? SourceOrder(pb::Assessment())
                                                 : order->second);
  for (size_t i = 0; i < group.size(); ++i) {
    uint8_t& of = flags[group[i]];
    of = static_cast<uint8_t>(of & ~kPassedOver);
    if (passed_over.contains(facts[i].name())) of |= kPassedOver;
  }
}

void LedgerColumns::SetAssessment(int of_period,
                                  const pb::Assessment& assessment) {
  orders_[of_period] = SourceOrder(assessment);
  for (const auto& [first, group] : groups_) {
    if (period[first] == of_period) ChooseSource(first);
  }
}

std::string LedgerColumns::Id(uint32_t entry) const {
  return absl::StrFormat("%s--%d--%07d", units.Id(supporter[entry]),
                         period[entry], number[entry]);
}

bool LedgerColumns::IdBefore(uint32_t entry, uint32_t other) const {
  if (supporter[entry] == supporter[other]) {
    return std::pair(period[entry], number[entry]) <
           std::pair(period[other], number[other]);
  }
  const std::string& unit = units.Id(supporter[entry]);
  const std::string& other_unit = units.Id(supporter[other]);
  const size_t common = std::min(unit.size(), other_unit.size());
  const int order = unit.compare(0, common, other_unit, 0, common);
  // Where one begins with the other the rest of the id decides.
  return order != 0 ? order < 0 : Id(entry) < Id(other);
}

bool LedgerColumns::Counts(uint32_t entry) const {
  const uint8_t of = flags[entry];
  if ((of & kConfirmed) == 0 || (of & kPassedOver) != 0) return false;
  // Rates are not added up, so one that was taken back is left out.
  return !measures[measure[entry]].rate || (of & (kReversal | kReversed)) == 0;
}

}  // namespace duikou
