#include "services/progress/ledger_verifier.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/account_audit.h"
#include "services/progress/counting.h"
#include "services/progress/ledger_names.h"
#include "services/progress/ledger_records.h"
#include "services/rpc/read_names.h"
#include "services/rpc/resource_engine.h"
#include "services/rpc/resource_name.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;

constexpr int kMostFaults = 1'000;

// One verification under way.
class Verification {
 public:
  Verification(Store& store, CallContext& call, std::string programme)
      : store_(store), call_(call), programme_(std::move(programme)) {}

  absl::StatusOr<pb::VerifyLedgerResponse> Run(const std::string& unit) {
    RETURN_IF_ERROR(FindAccounts(unit));
    for (const std::string& id : accounts_) RETURN_IF_ERROR(Verify(id));
    return std::move(response_);
  }

 private:
  // All accounts that there are, or should be: of accounts, entries and
  // settlements.
  absl::Status FindAccounts(const std::string& unit);
  // Accounts of entries, from the first entry of each to the first of the next.
  absl::Status FindAccountsOfEntries(const std::string& unit,
                                     const std::string& prefix);
  void AddAccount(const std::string& unit, absl::string_view id);
  absl::Status Verify(const std::string& id);
  // The account with all that belongs to it, at one moment.
  absl::StatusOr<AccountSnapshot> Read(const std::string& id);
  absl::StatusOr<std::optional<Record>> Find(const char* collection,
                                             const std::string& id);
  void Add(pb::LedgerFault fault);

  Store& store_;
  CallContext& call_;
  const std::string programme_;
  absl::btree_set<std::string> accounts_;
  pb::VerifyLedgerResponse response_;
};

void Verification::Add(pb::LedgerFault fault) {
  response_.set_fault_count(response_.fault_count() + 1);
  if (response_.faults_size() == kMostFaults) return;
  *response_.add_faults() = std::move(fault);
}

void Verification::AddAccount(const std::string& unit, absl::string_view id) {
  const std::optional<AccountKey> key = ParseAccount(id);
  if (!key.has_value()) {
    pb::LedgerFault fault;
    fault.set_kind(pb::LedgerFault::KIND_UNREADABLE);
    fault.set_resource(std::string(id));
    fault.mutable_text()->set_zh("编号不属于任何支援单位的年度");
    fault.mutable_text()->set_en("the id is of no supporter's year");
    Add(std::move(fault));
    return;
  }
  if (unit.empty() || key->unit == unit) accounts_.insert(std::string(id));
}

absl::Status Verification::FindAccountsOfEntries(const std::string& unit,
                                                 const std::string& prefix) {
  Page page{.prefix = prefix, .limit = 1};
  while (true) {
    RETURN_IF_ERROR(call_.CheckAlive());
    ASSIGN_OR_RETURN(
        const ListResult listed,
        store_.List(programme_, kEntryCollection, page, call_.limits()));
    if (listed.records.empty()) return absl::OkStatus();
    const std::string& id = listed.records[0].id;
    const std::string account(AccountOf(id));
    AddAccount(unit, account);
    // No number that the ledger gives stands behind this.
    page.after =
        std::max(id, absl::StrCat(account, "--", kMostAccountEntries + 1));
  }
}

absl::Status Verification::FindAccounts(const std::string& unit) {
  const std::string prefix = unit.empty() ? "" : absl::StrCat(unit, "--");
  RETURN_IF_ERROR(FindAccountsOfEntries(unit, prefix));
  for (const char* collection : {kAccountCollection, kSettlementCollection}) {
    ASSIGN_OR_RETURN(
        const std::vector<Record> records,
        ListWholly(store_, programme_, collection, prefix, call_.limits()));
    for (const Record& record : records) AddAccount(unit, record.id);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Record>> Verification::Find(
    const char* collection, const std::string& id) {
  absl::StatusOr<Record> record =
      store_.Get(programme_, collection, id, call_.limits());
  if (absl::IsNotFound(record.status())) return std::optional<Record>();
  RETURN_IF_ERROR(record.status());
  return std::optional<Record>(*std::move(record));
}

absl::StatusOr<AccountSnapshot> Verification::Read(const std::string& id) {
  const AccountKey key = *ParseAccount(id);
  AccountSnapshot snapshot{.id = id};
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call_, attempt));
    ASSIGN_OR_RETURN(snapshot.account, Find(kAccountCollection, id));
    ASSIGN_OR_RETURN(snapshot.entries,
                     ReadEntryRecords(store_, call_.limits(), programme_, key));
    ASSIGN_OR_RETURN(snapshot.settlement, Find(kSettlementCollection, id));
    ASSIGN_OR_RETURN(snapshot.assessment,
                     Find(kAssessmentCollection, absl::StrCat(key.year)));
    // Whatever is written to the entries or settles them changes the account.
    ASSIGN_OR_RETURN(const std::optional<Record> again,
                     Find(kAccountCollection, id));
    const auto revision = [](const std::optional<Record>& record) {
      return record.has_value() ? record->revision : 0;
    };
    if (revision(again) == revision(snapshot.account)) return snapshot;
  }
  return Refused(absl::StatusCode::kAborted, id,
                 "他人正在不断写入该单位这一年度的台账，请稍后再试",
                 "others keep writing to the supporter's year");
}

absl::Status Verification::Verify(const std::string& id) {
  RETURN_IF_ERROR(call_.CheckAlive());
  ASSIGN_OR_RETURN(const AccountSnapshot snapshot, Read(id));
  response_.set_entry_count(response_.entry_count() +
                            static_cast<int64_t>(snapshot.entries.size()));
  if (snapshot.account.has_value() || !snapshot.entries.empty()) {
    response_.set_account_count(response_.account_count() + 1);
  }
  if (snapshot.settlement.has_value()) {
    pb::Settlement settlement;
    const bool settled =
        !settlement.ParseFromString(snapshot.settlement->value) ||
        settlement.state() == pb::Settlement::STATE_SETTLED;
    response_.set_settlement_count(response_.settlement_count() + settled);
  }
  for (pb::LedgerFault& fault : AccountAudit(programme_, snapshot).Run()) {
    Add(std::move(fault));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<pb::VerifyLedgerResponse> LedgerVerifier::VerifyLedger(
    CallContext& call, const pb::VerifyLedgerRequest& request) {
  const std::string programme(LastId(request.parent()));
  RETURN_IF_ERROR(ReadProgramme(store_, call, programme).status());
  return Verification(store_, call, programme)
      .Run(std::string(LastId(request.supporter())));
}

}  // namespace duikou
