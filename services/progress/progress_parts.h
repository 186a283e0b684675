// ProgressParts: the handlers of the role, which its services share.
#ifndef DUIKOU_SERVICES_PROGRESS_PROGRESS_PARTS_H_
#define DUIKOU_SERVICES_PROGRESS_PROGRESS_PARTS_H_

#include "services/progress/agreement_methods.h"
#include "services/progress/followed_progress.h"
#include "services/progress/indicator_methods.h"
#include "services/progress/ledger_methods.h"
#include "services/progress/ledger_queries.h"
#include "services/progress/ledger_rows.h"
#include "services/progress/ledger_verifier.h"
#include "services/progress/ledger_view.h"
#include "services/progress/reports.h"
#include "services/progress/settlement_methods.h"
#include "services/progress/stated_figures.h"
#include "services/progress/subscriptions.h"
#include "services/progress/work_list.h"
#include "services/rpc/history_methods.h"
#include "services/rpc/host.h"
#include "services/rpc/sheet_methods.h"

namespace duikou {

// Thread-safe, as each of them is.
struct ProgressParts {
  // What the host gives outlives it.
  explicit ProgressParts(const HostContext& host);
  ProgressParts(const ProgressParts&) = delete;
  ProgressParts& operator=(const ProgressParts&) = delete;

  FollowedProgress followed;
  AgreementMethods agreements;
  IndicatorMethods indicators;
  WorkList work_list;
  Subscriptions subscriptions;
  LedgerMethods ledger;
  LedgerRows ledger_rows;
  LedgerVerifier verifier;
  SettlementMethods settlements;
  LedgerViews views;
  LedgerQueries queries;
  Reports reports;
  StatedFigures stated_figures;
  SheetMethods sheets;
  HistoryMethods history;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_PROGRESS_PARTS_H_
