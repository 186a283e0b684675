#include "services/progress/settlement_reader.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/ledger_book.h"
#include "services/progress/ledger_records.h"
#include "services/rpc/commitment_marks.h"
#include "services/rpc/etag.h"
#include "services/rpc/referrers.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Assessment;
using pb::Settlement;
using profiles::v1::Commitment;
using profiles::v1::Quota;

constexpr char kQuotaCollection[] = "quotas";

// Shows all resources of a collection of other roles.
template <typename T, typename Visit>
absl::Status ForEachResource(WriteContext& context, const char* collection,
                             Visit visit) {
  return ForEachRecord(context.store(), context.call(), context.partition(),
                       collection, [&](const Record& record) -> absl::Status {
                         T resource;
                         if (!resource.ParseFromString(record.value)) {
                           return WriteContext::Unreadable(record.collection,
                                                           record.id);
                         }
                         visit(resource);
                         return absl::OkStatus();
                       });
}

absl::StatusOr<Assessment> AssessmentOf(WriteContext& context, int year) {
  ASSIGN_OR_RETURN(
      std::optional<Assessment> found,
      context.Find<Assessment>(kAssessmentCollection, absl::StrCat(year)));
  return std::move(found).value_or(Assessment());
}

absl::Status ReadQuotas(WriteContext& context, const AccountKey& key,
                        SettlementInput& input) {
  ASSIGN_OR_RETURN(const catalogue::v1::Programme* programme,
                   context.Programme());
  for (const catalogue::v1::FundKind& kind : programme->fund_kinds()) {
    ASSIGN_OR_RETURN(
        const std::optional<Quota> quota,
        context.Find<Quota>(kQuotaCollection,
                            absl::StrCat(AccountId(key), "--", kind.id())));
    if (quota.has_value()) input.quotas[kind.id()] = quota->amount_fen();
  }
  return absl::OkStatus();
}

// What was committed for a year, by unit and fund kind.
using CommittedByUnit =
    std::map<std::string, std::map<std::string, int64_t>, std::less<>>;

absl::StatusOr<CommittedByUnit> ReadCommitted(WriteContext& context, int year) {
  CommittedByUnit committed;
  RETURN_IF_ERROR(ForEachResource<Commitment>(
      context, "commitments", [&](const Commitment& commitment) {
        if (commitment.year() != year) return;
        int64_t& fen = committed[std::string(LastId(commitment.supporter()))]
                                [commitment.fund_kind()];
        if (__builtin_add_overflow(fen, commitment.amount_fen(), &fen)) {
          fen = std::numeric_limits<int64_t>::max();
        }
      }));
  return committed;
}

absl::StatusOr<std::map<std::string, int64_t>> ReadCarried(
    WriteContext& context, AccountKey key) {
  --key.year;
  ASSIGN_OR_RETURN(const std::optional<Settlement> before,
                   FindSettlement(context, key));
  if (!before.has_value() || before->state() != Settlement::STATE_SETTLED) {
    return std::map<std::string, int64_t>();
  }
  ASSIGN_OR_RETURN(const Assessment assessment,
                   AssessmentOf(context, key.year));
  return CarriedFrom(*before, assessment);
}

}  // namespace

absl::StatusOr<SettlementInput> ReadSettlementInput(WriteContext& context,
                                                    const AccountKey& key) {
  SettlementInput input;
  // The account first: what is added to its entries meanwhile changes it.
  ASSIGN_OR_RETURN(LedgerBook * book, LedgerBook::Of(context));
  ASSIGN_OR_RETURN(const pb::LedgerAccount* account, book->Account(key));
  input.account = *account;
  ASSIGN_OR_RETURN(input.entries,
                   ReadEntries(context.store(), context.call().limits(),
                               context.partition(), key));
  ASSIGN_OR_RETURN(input.assessment, AssessmentOf(context, key.year));
  RETURN_IF_ERROR(ReadQuotas(context, key, input));
  ASSIGN_OR_RETURN(input.carried, ReadCarried(context, key));
  // Before they are listed: what is committed meanwhile changes it.
  RETURN_IF_ERROR(ReadCommitmentMark(context, key.unit, key.year));
  ASSIGN_OR_RETURN(
      CommittedByUnit * committed,
      context.Memo<CommittedByUnit>(
          absl::StrCat("committed for ", key.year),
          [&]() -> absl::StatusOr<std::unique_ptr<CommittedByUnit>> {
            ASSIGN_OR_RETURN(CommittedByUnit read,
                             ReadCommitted(context, key.year));
            return std::make_unique<CommittedByUnit>(std::move(read));
          }));
  const auto ours = committed->find(key.unit);
  if (ours != committed->end()) input.committed = ours->second;
  return input;
}

absl::StatusOr<std::optional<Settlement>> FindSettlement(
    WriteContext& context, const AccountKey& key) {
  const std::string id = AccountId(key);
  ASSIGN_OR_RETURN(const Record* record,
                   context.FindRecord(kSettlementCollection, id));
  if (record == nullptr) return std::optional<Settlement>();
  Settlement settlement;
  if (!settlement.ParseFromString(record->value)) {
    return WriteContext::Unreadable(kSettlementCollection, id);
  }
  settlement.set_etag(EtagOf(record->revision));
  return settlement;
}

absl::StatusOr<Settlement> PresentSettlement(WriteContext& context,
                                             const AccountKey& key) {
  ASSIGN_OR_RETURN(const std::optional<Settlement> stored,
                   FindSettlement(context, key));
  if (stored.has_value() && stored->state() == Settlement::STATE_SETTLED) {
    return *stored;
  }
  Settlement settlement = stored.value_or(Settlement());
  settlement.set_name(SettlementName(context.partition(), key));
  settlement.set_unit(UnitName(context.partition(), key.unit));
  settlement.set_year(key.year);
  ASSIGN_OR_RETURN(const SettlementInput input,
                   ReadSettlementInput(context, key));
  const std::string signed_digest = settlement.figures_digest();
  WriteFigures(input, settlement);
  if (settlement.state() != Settlement::STATE_SIGNED ||
      settlement.figures_digest() != signed_digest) {
    settlement.set_state(Settlement::STATE_OPEN);
  }
  return settlement;
}

absl::Status CheckYearBeforeSettled(WriteContext& context,
                                    const AccountKey& key) {
  ASSIGN_OR_RETURN(const catalogue::v1::Programme* programme,
                   context.Programme());
  AccountKey before = key;
  while (--before.year >= programme->first_year()) {
    ASSIGN_OR_RETURN(const std::optional<Settlement> settlement,
                     FindSettlement(context, before));
    if (settlement.has_value() &&
        settlement->state() == Settlement::STATE_SETTLED) {
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const SettlementInput input,
                     ReadSettlementInput(context, before));
    if (!HasSomethingToSettle(input)) continue;
    return Refused(
        absl::StatusCode::kFailedPrecondition,
        SettlementName(context.partition(), key),
        absl::StrCat("上一年度（", before.year, "）尚未结算"),
        absl::StrCat("the year before, ", before.year, ", is not settled yet"));
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::btree_set<std::string>> UnitsOfYear(WriteContext& context,
                                                         int year) {
  absl::btree_set<std::string> units;
  RETURN_IF_ERROR(ForEachResource<Quota>(
      context, kQuotaCollection, [&](const Quota& quota) {
        if (quota.year() != year || quota.amount_fen() == 0) return;
        units.insert(std::string(LastId(quota.unit())));
      }));
  // Who was short in the year before owes it, or will be found to owe nothing.
  RETURN_IF_ERROR(ForEachResource<Settlement>(
      context, kSettlementCollection, [&](const Settlement& settlement) {
        const bool short_before =
            settlement.year() == year - 1 &&
            settlement.state() == Settlement::STATE_SETTLED &&
            std::any_of(settlement.funds().begin(), settlement.funds().end(),
                        [](const auto& fund) { return fund.short_fen() > 0; });
        if (settlement.year() != year && !short_before) return;
        units.insert(std::string(LastId(settlement.unit())));
      }));
  RETURN_IF_ERROR(ForEachRecord(
      context.store(), context.call(), context.partition(), kAccountCollection,
      [&](const Record& record) {
        const std::optional<AccountKey> key = ParseAccount(record.id);
        if (key.has_value() && key->year == year) units.insert(key->unit);
        return absl::OkStatus();
      }));
  return units;
}

}  // namespace duikou
