// The reports, each made of one moment of a ledger: what they say, in which
// order. All words are in both languages.
//
//   pb::Report report = YearReport(ReportFigures(state, request));
//
// Title, sections and notes are filled in; kind, year and time are not.
#ifndef DUIKOU_SERVICES_PROGRESS_REPORT_KINDS_H_
#define DUIKOU_SERVICES_PROGRESS_REPORT_KINDS_H_

#include "duikou/progress/v1/report_service.pb.h"
#include "services/progress/report_figures.h"

namespace duikou {

// Targets of the programme and how far they are, up to the year asked for.
progress::v1::Report ProgrammeReport(const ReportFigures& figures);
// One line a supporter: what arrived of what it owes. REQUIRES: a year.
progress::v1::Report BulletinReport(const ReportFigures& figures);
// Agreements by stage and party.
progress::v1::Report FunnelReport(const ReportFigures& figures);
// What one unit gave and received. REQUIRES: a unit.
progress::v1::Report StatementReport(const ReportFigures& figures);
// The year as a whole. REQUIRES: a year.
progress::v1::Report YearReport(const ReportFigures& figures);

// Shared by those that tell of agreements: contract sums, private capital and
// the large ones; the stages, with their parts of all.
void AddContracts(const ReportFigures& figures,
                  const progress::v1::AgreementFilter& filter,
                  progress::v1::ReportSection& section);
void AddStages(const ReportFigures& figures,
               const progress::v1::AgreementFilter& filter,
               progress::v1::ReportSection& section);

// A new section at the end.
progress::v1::ReportSection& AddSection(const char* key, const char* zh,
                                        const char* en,
                                        progress::v1::Report& report);
// The remarks that hold of every report of the ledger.
void AddLedgerNotes(progress::v1::Report& report);
void AddNote(const char* zh, const char* en, progress::v1::Report& report);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_REPORT_KINDS_H_
