#include "services/progress/testing/random_ledger.h"

#include <algorithm>
#include <map>
#include <random>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "matcher/base/check.h"
#include "services/progress/counting.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/testing/parse_text.h"

namespace duikou::testing {
namespace {

namespace cpb = ::duikou::catalogue::v1;
namespace ppb = ::duikou::profiles::v1;
namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;

constexpr char kAreas[][4] = {"a1", "a2", "a3", "a4"};
constexpr char kSectors[][4] = {"s1", "s2", "s3"};
constexpr char kSupporters[][4] = {"u1", "u1b", "u2", "u3"};
constexpr char kRecipients[][4] = {"c1", "c2"};
constexpr int kFirstYear = 2014;
constexpr int kYears = 3;

std::string Name(absl::string_view collection, absl::string_view id) {
  return absl::StrCat("programmes/", kRandomProgramme, "/", collection, "/",
                      id);
}

class Maker {
 public:
  explicit Maker(uint64_t seed) : random_(seed) {}

  RandomLedger Make(int entries) {
    AddRecords();
    while (static_cast<int>(ledger_.entries.size()) < entries) AddOne();
    for (const auto& [account, members] : accounts_) PassOver(members);
    return std::move(ledger_);
  }

 private:
  int Below(int limit) { return static_cast<int>(random_() % limit); }
  template <typename T, size_t N>
  const T& One(const T (&of)[N]) {
    return of[Below(N)];
  }

  template <typename T>
  void Put(const std::string& collection, const std::string& id, T record) {
    record.set_name(Name(collection, id));
    ledger_.changes.push_back({.revision = ++revision_,
                               .collection = collection,
                               .id = id,
                               .value = record.SerializeAsString()});
  }

  void AddRecords() {
    // a2 and a3 lie in a1, a3 and a4 in the group g.
    Put("areas", "g", Parse<cpb::Area>("kind: KIND_GROUP"));
    for (const auto& area : kAreas) {
      cpb::Area record;
      record.mutable_display_name()->set_zh(area);
      if (area[1] == '2' || area[1] == '3') {
        record.set_parent_area(Name("areas", "a1"));
      }
      if (area[1] >= '3') record.set_group(Name("areas", "g"));
      Put("areas", area, record);
    }
    for (const auto& sector : kSectors) {
      cpb::Sector record;
      if (sector[1] != '1') record.set_parent_sector(Name("sectors", "s1"));
      Put("sectors", sector, record);
    }
    AddUnits();
    AddIndicators();
    for (int i = 1; i <= 4; ++i) AddAgreement(i);
  }

  void AddUnits() {
    int kind = type::v1::UNIT_KIND_PROVINCIAL_DEPARTMENT;
    for (const auto& unit : kSupporters) {
      ppb::Unit record;
      record.set_kind(static_cast<type::v1::UnitKind>(kind++));
      record.add_sides(ppb::SIDE_SUPPORTER);
      if (absl::string_view(unit) == "u1b") {
        record.set_parent_unit(Name("units", "u1"));
      }
      if (absl::string_view(unit) == "u2") {
        record.set_guiding_department(Name("units", "u1"));
      }
      Put("units", unit, record);
      ppb::Quota quota;
      quota.set_unit(Name("units", unit));
      quota.set_year(kFirstYear + Below(kYears));
      quota.set_fund_kind("k1");
      quota.set_amount_fen(1 + Below(100'000));
      Put("quotas", absl::StrCat(unit, "-q"), quota);
    }
    for (const auto& unit : kRecipients) {
      Put("units", unit, Parse<ppb::Unit>("kind: UNIT_KIND_COUNTY"));
    }
  }

  void AddIndicators() {
    Put("indicators", "i1",
        Parse<pb::Indicator>("measure: MEASURE_COUNT by_labour_form: true "
                             "target: 'jobs' display_name { zh: 'i1' }"));
    Put("indicators", "r1",
        Parse<pb::Indicator>("measure: MEASURE_RATE target: 'cover'"));
    if (Below(2) == 0) {
      Put("assessments", absl::StrCat(kFirstYear + Below(kYears)),
          Parse<pb::Assessment>("source_order: FIGURE_SOURCE_SUPPORTER"));
    }
  }

  void AddAgreement(int i) {
    pb::Agreement agreement;
    agreement.set_supporter(Name("units", One(kSupporters)));
    agreement.set_recipient(Name("units", One(kRecipients)));
    agreement.set_sign_date(
        absl::StrFormat("%d-03-01", kFirstYear + Below(kYears)));
    if (Below(3) > 0) agreement.set_signed_at(Below(2) == 0 ? "f1" : "f2");
    const int64_t total = int64_t{1} << Below(40);
    agreement.set_contract_total_fen(total);
    agreement.set_private_total_fen(total / (1 + Below(5)));
    agreement.set_stage(static_cast<pb::Agreement::Stage>(1 + Below(5)));
    Place(*agreement.mutable_placements());
    Put("agreements", absl::StrCat("g-", i), agreement);
  }

  void Place(google::protobuf::RepeatedPtrField<pb::Placement>& placements) {
    int left = 10'000;
    for (int i = 1 + Below(3); i > 0; --i) {
      pb::Placement& placement = *placements.Add();
      placement.set_area(Name("areas", One(kAreas)));
      placement.set_sector(Name("sectors", One(kSectors)));
      placement.set_parts(i == 1 ? left : 1 + Below(left / 2));
      left -= placement.parts();
    }
  }

  // A new entry, or the reversal of one, or another source's figure of one.
  void AddOne() {
    const int what = Below(10);
    if (what < 2 && Reverse()) return;
    if (what == 2 && AddAlternative()) return;
    LedgerEntry entry;
    entry.set_supporter(Name("units", One(kSupporters)));
    if (Below(4) > 0) entry.set_recipient(Name("units", One(kRecipients)));
    if (Below(3) > 0) {
      entry.set_agreement(Name("agreements", absl::StrCat("g-", 1 + Below(4))));
    }
    if (Below(2) == 0) {
      entry.set_project(Name("projects", absl::StrCat("p-", Below(3))));
    }
    if (Below(5) > 0) Place(*entry.mutable_placements());
    entry.set_period(kFirstYear - 1 + Below(kYears + 1));
    entry.set_date(absl::StrFormat("%d-%02d-%02d", entry.period() - Below(2),
                                   1 + Below(12), 1 + Below(28)));
    SetFigure(entry);
    entry.set_figure_source(static_cast<pb::FigureSource>(1 + Below(5)));
    entry.set_state(RandomState());
    Append(std::move(entry));
  }

  LedgerEntry::State RandomState() {
    const int state = Below(6);
    if (state == 0) return LedgerEntry::STATE_REPORTED;
    return state == 1 ? LedgerEntry::STATE_DISPUTED
                      : LedgerEntry::STATE_CONFIRMED;
  }

  void SetFigure(LedgerEntry& entry) {
    const int what = Below(6);
    if (what == 0) {
      entry.mutable_count()->set_indicator(Name("indicators", "i1"));
      entry.mutable_count()->set_value(1 + Below(500));
      entry.mutable_count()->set_labour_form(
          static_cast<pb::LabourForm>(Below(6)));
    } else if (what == 1) {
      entry.mutable_rate()->set_indicator(Name("indicators", "r1"));
      entry.mutable_rate()->set_basis_points(Below(10'001));
      if (Below(2) == 0) entry.mutable_rate()->set_province_basis_points(5'000);
    } else {
      pb::Disbursement& money = *entry.mutable_disbursement();
      money.set_fund_kind(Below(2) == 0 ? "k1" : "k2");
      money.set_amount_fen(1 + Below(1'000'000));
      money.set_payer(static_cast<pb::Side>(Below(3)));
    }
  }

  void Append(LedgerEntry entry) {
    const std::string account =
        absl::StrCat(LastId(entry.supporter()), "--", entry.period());
    std::vector<size_t>& members = accounts_[account];
    entry.set_number(static_cast<int64_t>(members.size()) + 1);
    const std::string id = absl::StrFormat("%s--%07d", account, entry.number());
    entry.set_name(Name("ledgerEntries", id));
    members.push_back(ledger_.entries.size());
    Put("ledgerEntries", id, entry);
    ledger_.entries.push_back(std::move(entry));
  }

  // Takes an entry back that no other one states too, nor was taken back.
  bool Reverse() {
    if (ledger_.entries.empty()) return false;
    LedgerEntry& taken =
        ledger_.entries[Below(static_cast<int>(ledger_.entries.size()))];
    if (!taken.reversed_by().empty() || !taken.reverses().empty()) return false;
    LedgerEntry reversal = taken;
    reversal.set_reverses(taken.name());
    reversal.clear_alternative_to();
    if (Below(3) == 0) reversal.set_period(taken.period() + 1);
    if (reversal.has_count()) {
      reversal.mutable_count()->set_value(-reversal.count().value());
    } else if (reversal.has_disbursement()) {
      pb::Disbursement& money = *reversal.mutable_disbursement();
      money.set_amount_fen(-money.amount_fen());
    }
    const bool confirmed = taken.state() == LedgerEntry::STATE_CONFIRMED;
    if (!confirmed) {
      taken.set_state(LedgerEntry::STATE_REVERSED);
      reversal.set_state(LedgerEntry::STATE_REVERSED);
    }
    const std::string account =
        absl::StrCat(LastId(reversal.supporter()), "--", reversal.period());
    taken.set_reversed_by(Name(
        "ledgerEntries",
        absl::StrFormat("%s--%07d", account, accounts_[account].size() + 1)));
    Put("ledgerEntries", std::string(LastId(taken.name())), taken);
    Append(std::move(reversal));
    return true;
  }

  bool AddAlternative() {
    if (ledger_.entries.empty()) return false;
    const LedgerEntry& first =
        ledger_.entries[Below(static_cast<int>(ledger_.entries.size()))];
    if (!first.reverses().empty() || !first.alternative_to().empty()) {
      return false;
    }
    LedgerEntry other = first;
    other.set_alternative_to(first.name());
    other.clear_reversed_by();
    other.set_figure_source(static_cast<pb::FigureSource>(1 + Below(5)));
    other.set_state(RandomState());
    if (other.has_disbursement()) {
      other.mutable_disbursement()->set_amount_fen(1 + Below(1'000'000));
    }
    Append(std::move(other));
    return true;
  }

  void PassOver(const std::vector<size_t>& members) {
    std::vector<const LedgerEntry*> entries;
    for (const size_t at : members) entries.push_back(&ledger_.entries[at]);
    pb::Assessment assessment;
    const std::string year = absl::StrCat(entries[0]->period());
    for (const Change& change : ledger_.changes) {
      if (change.collection == "assessments" && change.id == year) {
        assessment.ParseFromString(change.value);
      }
    }
    for (const std::string& name :
         PassedOver(entries, SourceOrder(assessment))) {
      ledger_.passed_over.insert(name);
    }
  }

  std::mt19937_64 random_;
  Revision revision_ = 0;
  RandomLedger ledger_;
  std::map<std::string, std::vector<size_t>> accounts_;
};

bool Is(const std::string& wanted, const std::string& is) {
  return wanted.empty() || wanted == is;
}

bool Lacks(const pb::LedgerFilter& filter, pb::Dimension dimension) {
  return std::find(filter.without().begin(), filter.without().end(),
                   dimension) != filter.without().end();
}

bool HoldsMeasure(const pb::LedgerFilter& filter, const LedgerEntry& entry) {
  const std::string& indicator =
      entry.has_rate() ? entry.rate().indicator() : entry.count().indicator();
  const pb::Side payer = entry.disbursement().payer() == pb::SIDE_UNSPECIFIED
                             ? pb::SIDE_SUPPORTER
                             : entry.disbursement().payer();
  return (!filter.money_only() || entry.has_disbursement()) &&
         (filter.fund_kind().empty() ||
          (entry.has_disbursement() &&
           entry.disbursement().fund_kind() == filter.fund_kind())) &&
         (filter.indicator().empty() ||
          (!entry.has_disbursement() && indicator == filter.indicator())) &&
         (filter.payer() == pb::SIDE_UNSPECIFIED ||
          (entry.has_disbursement() && payer == filter.payer())) &&
         (filter.labour_form() == pb::LABOUR_FORM_UNSPECIFIED ||
          entry.count().labour_form() == filter.labour_form()) &&
         (!Lacks(filter, pb::DIMENSION_LABOUR_FORM) ||
          entry.count().labour_form() == pb::LABOUR_FORM_UNSPECIFIED) &&
         (!Lacks(filter, pb::DIMENSION_PAYER) || !entry.has_disbursement());
}

bool HoldsAgreement(const LedgerState& state, const pb::LedgerFilter& filter,
                    const LedgerEntry& entry) {
  if (filter.signed_at().empty() && filter.new_in_year() == 0) return true;
  const auto found =
      state.agreements().find(std::string(LastId(entry.agreement())));
  if (found == state.agreements().end()) return false;
  const pb::Agreement& agreement = found->second;
  return (filter.signed_at() == "*"
              ? !agreement.signed_at().empty()
              : Is(filter.signed_at(), agreement.signed_at())) &&
         (filter.new_in_year() == 0 ||
          absl::StartsWith(agreement.sign_date(),
                           absl::StrCat(filter.new_in_year(), "-")));
}

bool HoldsTime(const pb::LedgerFilter& filter, const LedgerEntry& entry) {
  int month = 0;
  static_cast<void>(absl::SimpleAtoi(entry.date().substr(5, 2), &month));
  return entry.period() >= filter.first_period() &&
         (filter.last_period() == 0 ||
          entry.period() <= filter.last_period()) &&
         (filter.month() == 0 || month == filter.month()) &&
         entry.date() >= filter.first_date() &&
         (filter.last_date().empty() || entry.date() <= filter.last_date());
}

}  // namespace

RandomLedger MakeRandomLedger(uint64_t seed, int entries) {
  return Maker(seed).Make(entries);
}

std::shared_ptr<const ProgrammeRecord> RandomProgramme() {
  auto record = std::make_shared<ProgrammeRecord>();
  record->programme = Parse<cpb::Programme>(R"(
    name: 'programmes/h' first_year: 2014 last_year: 2016
    fund_kinds { id: 'k1' target_fen: 1000000 }
    fund_kinds { id: 'k2' }
    targets { id: 'jobs' count: 1000 }
    targets { id: 'cover' basis_points: 5000 }
    targets { id: 'all' amount_fen: 5000000 }
    targets { id: 'other' count: 3 })");
  record->revision = 1;
  return record;
}

std::unique_ptr<LedgerState> StateOf(const RandomLedger& ledger) {
  auto state = std::make_unique<LedgerState>(kRandomProgramme);
  state->SetProgramme(RandomProgramme());
  for (const Change& change : ledger.changes) state->Take(change);
  return state;
}

void WriteLedger(const RandomLedger& ledger, Store& store) {
  const auto programme = RandomProgramme();
  CommitRequest global{.partition = std::string(kGlobalPartition)};
  global.mutations.push_back(Mutation::Put(
      "programmes", kRandomProgramme, programme->programme.SerializeAsString(),
      Expectation::Any()));
  DUIKOU_CHECK(store.Commit(global).ok());
  for (const Change& change : ledger.changes) {
    CommitRequest commit{.partition = kRandomProgramme};
    commit.mutations.push_back(Mutation::Put(change.collection, change.id,
                                             change.value, Expectation::Any()));
    DUIKOU_CHECK(store.Commit(commit).ok());
  }
}

pb::LedgerFilter RandomFilter(uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](int limit) {
    return static_cast<int>(random() % limit);
  };
  const auto maybe = [&] { return below(6) == 0; };
  pb::LedgerFilter filter;
  if (maybe()) filter.set_first_period(kFirstYear + below(kYears));
  if (maybe()) filter.set_last_period(kFirstYear + below(kYears));
  if (maybe()) filter.set_month(1 + below(12));
  if (maybe()) filter.set_supporter(Name("units", kSupporters[below(4)]));
  if (maybe()) filter.set_recipient(Name("units", kRecipients[below(2)]));
  if (maybe()) filter.set_unit_kind(static_cast<type::v1::UnitKind>(below(5)));
  if (maybe()) filter.set_area(Name("areas", kAreas[below(4)]));
  if (below(12) == 0) filter.set_area(Name("areas", "g"));
  if (maybe()) filter.set_sector(Name("sectors", kSectors[below(3)]));
  if (maybe()) filter.set_area_alone(true);
  if (maybe()) filter.set_sector_alone(true);
  if (maybe()) filter.set_project(Name("projects", "p-1"));
  if (maybe()) filter.set_agreement(Name("agreements", "g-1"));
  if (maybe()) filter.set_signed_at(below(2) == 0 ? "*" : "f1");
  if (below(12) == 0) filter.set_new_in_year(kFirstYear);
  if (maybe()) filter.set_fund_kind("k1");
  if (maybe()) filter.set_indicator(Name("indicators", "i1"));
  if (maybe()) filter.set_payer(static_cast<pb::Side>(below(3)));
  if (maybe()) filter.set_labour_form(static_cast<pb::LabourForm>(below(6)));
  if (maybe()) filter.add_states(static_cast<LedgerEntry::State>(below(5)));
  if (maybe()) filter.set_counting_only(true);
  if (maybe()) filter.set_first_date("2014-06-15");
  if (maybe()) filter.set_last_date("2015-08-20");
  if (maybe()) filter.set_money_only(true);
  if (maybe()) {
    filter.add_without(static_cast<pb::Dimension>(1 + below(11)));
  }
  return filter;
}

bool HoldsPlacement(const LedgerState& state, const pb::LedgerFilter& filter,
                    const LedgerEntry& entry, int placement) {
  std::string area, sector;
  if (placement < entry.placements_size()) {
    area = entry.placements(placement).area();
    sector = entry.placements(placement).sector();
  }
  const auto in = [](const absl::flat_hash_set<std::string>& within,
                     const std::string& wanted, bool alone,
                     const std::string& is) {
    if (wanted.empty()) return true;
    return alone ? wanted == is : within.contains(is);
  };
  const bool in_area = Lacks(filter, pb::DIMENSION_AREA)
                           ? area.empty()
                           : in(state.AreasWithin(filter.area()), filter.area(),
                                filter.area_alone(), area);
  const bool in_sector =
      Lacks(filter, pb::DIMENSION_SECTOR)
          ? sector.empty()
          : in(state.SectorsWithin(filter.sector()), filter.sector(),
               filter.sector_alone(), sector);
  return in_area && in_sector;
}

bool HoldsEntry(const LedgerState& state, const pb::LedgerFilter& filter,
                const LedgerEntry& entry) {
  const auto unit = state.units().find(std::string(LastId(entry.supporter())));
  const bool of_kind = filter.unit_kind() == type::v1::UNIT_KIND_UNSPECIFIED ||
                       unit->second.kind() == filter.unit_kind();
  const bool of_state =
      filter.states().empty() ||
      std::find(filter.states().begin(), filter.states().end(),
                entry.state()) != filter.states().end();
  const bool lacks =
      !Lacks(filter, pb::DIMENSION_SUPPORTER) &&
      !Lacks(filter, pb::DIMENSION_PERIOD) &&
      !Lacks(filter, pb::DIMENSION_MONTH) &&
      !Lacks(filter, pb::DIMENSION_UNIT_KIND) &&
      (!Lacks(filter, pb::DIMENSION_RECIPIENT) || entry.recipient().empty()) &&
      (!Lacks(filter, pb::DIMENSION_PROJECT) || entry.project().empty()) &&
      (!Lacks(filter, pb::DIMENSION_AGREEMENT) || entry.agreement().empty());
  return of_kind && of_state && lacks &&
         Is(filter.supporter(), entry.supporter()) &&
         Is(filter.recipient(), entry.recipient()) &&
         Is(filter.project(), entry.project()) &&
         Is(filter.agreement(), entry.agreement()) &&
         HoldsTime(filter, entry) && HoldsMeasure(filter, entry) &&
         HoldsAgreement(state, filter, entry);
}

bool CountsIn(const RandomLedger& ledger, const LedgerEntry& entry) {
  if (entry.state() != LedgerEntry::STATE_CONFIRMED ||
      ledger.passed_over.contains(entry.name())) {
    return false;
  }
  return !entry.has_rate() ||
         (entry.reverses().empty() && entry.reversed_by().empty());
}

}  // namespace duikou::testing
