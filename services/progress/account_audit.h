// What does not agree in one account, read at one moment. Pure.
//
//   AccountAudit audit("hubei", snapshot);
//   for (const LedgerFault& fault : audit.Run()) …
#ifndef DUIKOU_SERVICES_PROGRESS_ACCOUNT_AUDIT_H_
#define DUIKOU_SERVICES_PROGRESS_ACCOUNT_AUDIT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "duikou/progress/v1/progress_records.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "services/progress/ledger_names.h"
#include "services/store/store.h"

namespace duikou {

// An account with all that belongs to it.
struct AccountSnapshot {
  std::string id;
  std::optional<Record> account;
  std::vector<Record> entries;  // by id
  std::optional<Record> settlement;
  std::optional<Record> assessment;
};

// Belongs to one thread.
class AccountAudit {
 public:
  // Both outlive it.
  AccountAudit(const std::string& programme, const AccountSnapshot& snapshot)
      : programme_(programme), snapshot_(snapshot) {}

  // In the order of the entries, then the account's, then the settlement's.
  std::vector<progress::v1::LedgerFault> Run();

 private:
  void CheckEntry(const Record& record);
  // The number of the id against those before it; false: it repeats one.
  void CheckPlace(int64_t number, const std::string& name);
  void CheckAccount();
  void CheckBalances(const progress::v1::LedgerAccount& stored);
  void CheckSettlement();
  void CheckFigures(const progress::v1::Settlement& settlement);
  void Add(progress::v1::LedgerFault::Kind kind, const std::string& resource,
           const std::string& zh, const std::string& en);

  const std::string& programme_;
  const AccountSnapshot& snapshot_;
  std::vector<progress::v1::LedgerEntry> entries_;
  // As the entries make it.
  progress::v1::LedgerAccount counted_;
  progress::v1::LedgerAccount stored_;
  int64_t last_number_ = 0;
  std::vector<progress::v1::LedgerFault> faults_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_ACCOUNT_AUDIT_H_
