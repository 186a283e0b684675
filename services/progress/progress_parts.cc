#include "services/progress/progress_parts.h"

#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/report_service.pb.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "services/progress/agreement_sheet.h"
#include "services/progress/ledger_import.h"
#include "services/progress/ledger_names.h"

namespace duikou {

namespace pb = ::duikou::progress::v1;

ProgressParts::ProgressParts(const HostContext& host)
    : followed(host.store),
      agreements(host.store, host.clock, host.ids, followed),
      indicators(host.store, host.clock, host.ids, followed),
      work_list(host.store, host.clock, followed),
      subscriptions(host.store, host.clock, host.ids, followed),
      ledger(host.store, host.clock, host.ids),
      ledger_rows(ledger),
      verifier(host.store),
      settlements(host.store, host.clock, host.ids),
      views(host.store),
      queries(host.store, views),
      reports(views, host.clock),
      stated_figures(host.store, host.clock, host.ids),
      history(host.store) {
  sheets.Add("agreements",
             MakeAgreementSheet(host.store, agreements.methods()));
  AddLedgerSheets(host.store, ledger_rows, sheets);
  history.Add("programmes/{programme}/agreements/{agreement}",
              pb::Agreement::default_instance());
  history.Add("programmes/{programme}/indicators/{indicator}",
              pb::Indicator::default_instance());
  history.Add(kEntryPattern, pb::LedgerEntry::default_instance());
  history.Add(kAssessmentPattern, pb::Assessment::default_instance());
  history.Add(kSettlementPattern, pb::Settlement::default_instance());
  history.Add("programmes/{programme}/statedFigures/{stated_figure}",
              pb::StatedFigure::default_instance());
}

}  // namespace duikou
