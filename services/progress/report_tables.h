// Tables of reports over the ledger: a row a key of a dimension.
//
//   *section.add_tables() = LedgerTable(figures, "by-area",
//       pb::DIMENSION_AREA, FundColumns(figures.state()),
//       figures.LedgerBase());
#ifndef DUIKOU_SERVICES_PROGRESS_REPORT_TABLES_H_
#define DUIKOU_SERVICES_PROGRESS_REPORT_TABLES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "duikou/progress/v1/report_service.pb.h"
#include "services/progress/ledger_state.h"
#include "services/progress/report_figures.h"

namespace duikou {

// What a column adds up: money of a kind, all money, or an indicator.
struct LedgerColumn {
  std::string key;  // as of figures
  type::v1::LocalizedText title;
  std::string fund_kind;  // an id
  std::string indicator;  // an id; both empty: all money
};

// The programme's fund kinds, then all together.
std::vector<LedgerColumn> FundColumns(const LedgerState& state);
// Its indicators that are counts.
std::vector<LedgerColumn> CountColumns(const LedgerState& state);

// The same filter for one column.
progress::v1::LedgerFilter NarrowTo(const LedgerState& state,
                                    const LedgerColumn& column,
                                    progress::v1::LedgerFilter filter);
// The same filter for one key of a dimension.
progress::v1::LedgerFilter NarrowTo(const LedgerState& state,
                                    progress::v1::Dimension dimension,
                                    uint32_t key,
                                    progress::v1::LedgerFilter filter);

// What counts within the filter, one figure a column.
progress::v1::ReportRow LedgerRow(const ReportFigures& figures,
                                  const std::vector<LedgerColumn>& columns,
                                  const progress::v1::LedgerFilter& base);

// One row a key of which anything is within, by key; every column adds up to
// its total.
progress::v1::ReportTable LedgerTable(const ReportFigures& figures,
                                      std::string key,
                                      progress::v1::Dimension dimension,
                                      const std::vector<LedgerColumn>& columns,
                                      const progress::v1::LedgerFilter& base);

// A rate of each area, the latest one, beside what it is to be: `goal` in
// hundredths of a percent, or that much of the province's average; 0: nothing.
progress::v1::ReportTable RateTable(const ReportFigures& figures,
                                    const progress::v1::Indicator& indicator,
                                    int32_t goal,
                                    const progress::v1::LedgerFilter& base);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_REPORT_TABLES_H_
