// ReportFigures: makes the figures of one report, each with the filter that
// lists what it is made of.
//
//   const ReportFigures figures(state, request);
//   pb::LedgerFilter grants = figures.LedgerBase();
//   grants.set_fund_kind("grant");
//   *section.add_figures() = figures.OfLedger("funds.grant", title, grants);
//
// Keys of figures; stated figures name them too:
//   funds.in-place                 money of all fund kinds together
//   funds.{kind}                   of one
//   funds.signed.in-place          of agreements new in the year, from fairs
//   funds.signed.supporters        of it, the supporters' own
//   funds.signed.recipients        of it, the recipients'
//   indicator.{id}                 a count, or a rate
//   target.{id}                    a target of the programme that no indicator
//                                  counts for
//   agreements.carried-out         active in the year
//   agreements.new, .continuing    of them
//   agreements.all                 of every year
//   agreements.signed              new in the year, from fairs
//   agreements.contract-total      their contract sums
//   agreements.private-total       of it, private capital
//   agreements.private-share       the same, as a share
//   agreements.hundred-million     those of 100 million yuan or more
//   agreements.hundred-million-share
//   agreements.stage.{stage}       by stage: negotiating, preparing, building,
//                                  in-production, terminated
//   entries.unconfirmed, .disputed what does not count yet
// In the year's report those of contracts and stages are of agreements.signed;
// in the funnel, of all that it is about.
#ifndef DUIKOU_SERVICES_PROGRESS_REPORT_FIGURES_H_
#define DUIKOU_SERVICES_PROGRESS_REPORT_FIGURES_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "duikou/progress/v1/report_service.pb.h"
#include "services/progress/ledger_state.h"
#include "services/progress/ledger_sums.h"

namespace duikou {

// What agreements come to.
struct AgreementTotals {
  int64_t count = 0;
  int64_t contract_fen = 0;
  int64_t private_fen = 0;
};

// Of one moment of a state, which outlives it unchanged, as the request does.
// For one thread: it keeps what it has summed up, as most figures of a report
// differ from others in what they measure alone.
class ReportFigures {
 public:
  ReportFigures(const LedgerState& state,
                const progress::v1::GetReportRequest& request)
      : state_(state), request_(request) {}

  const LedgerState& state() const { return state_; }
  const progress::v1::GetReportRequest& request() const { return request_; }

  // What counts, of the report's year and area.
  progress::v1::LedgerFilter LedgerBase() const;
  // Of the report's area and fair; of its year, those active in it.
  progress::v1::AgreementFilter AgreementBase() const;

  // What is within the filter, by at most kMostDimensions and by measure; all
  // of it, whether the filter says counting_only or not: what was passed over
  // is told beside what counts.
  std::vector<LedgerGroup> SumBy(
      const std::vector<progress::v1::Dimension>& dimensions,
      const progress::v1::LedgerFilter& filter) const;

  // What counts within the filter: money in fen, a number, or, of a rate, the
  // latest one, if any. REQUIRES: it says money_only, or names a fund kind or
  // an indicator.
  progress::v1::Figure OfLedger(std::string key, type::v1::LocalizedText title,
                                const progress::v1::LedgerFilter& filter) const;
  // The number of entries within, whether they count or not.
  progress::v1::Figure EntryCount(
      std::string key, type::v1::LocalizedText title,
      const progress::v1::LedgerFilter& filter) const;
  // Growth on the same of the year before, where the filter is of one year.
  void AddGrowth(progress::v1::Figure& figure) const;

  AgreementTotals TotalsOf(const progress::v1::AgreementFilter& filter) const;
  progress::v1::Figure AgreementCount(
      std::string key, type::v1::LocalizedText title,
      const progress::v1::AgreementFilter& filter) const;
  progress::v1::Figure ContractTotal(
      const progress::v1::AgreementFilter& filter) const;
  progress::v1::Figure PrivateTotal(
      const progress::v1::AgreementFilter& filter) const;
  // `part` of `whole`, to the hundredth of a percent; without a value where
  // there is no whole. `filter` lists the part.
  progress::v1::Figure AgreementShare(
      std::string key, type::v1::LocalizedText title, int64_t part,
      int64_t whole, const progress::v1::AgreementFilter& filter) const;

  // What others state of the figure; nothing in a report that is cut to an
  // area or a fair.
  void AddStated(progress::v1::Figure& figure) const;

 private:
  const LedgerState& state_;
  const progress::v1::GetReportRequest& request_;
  // By dimensions and by filter, whatever it measures.
  mutable std::map<std::pair<std::vector<progress::v1::Dimension>, std::string>,
                   std::vector<LedgerGroup>>
      sums_;
};

// Puts the value of a group of that measure into the figure.
void SetValue(const LedgerMeasure& measure, int64_t value,
              progress::v1::Figure& figure);
// The value in its own unit; 0 where there is none.
int64_t ValueOf(const progress::v1::Figure& figure);
// What is to be reached, in the unit of the figure, and how far it has come.
void SetGoal(int64_t goal, progress::v1::Figure& figure);
// Their parts of one whole in percent, where none is negative.
void SetPercents(const std::vector<progress::v1::Figure*>& figures);
// Whose figures a group is made of.
void SetSources(uint8_t sources, int64_t passed_over,
                progress::v1::Figure& figure);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_REPORT_FIGURES_H_
