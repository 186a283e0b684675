// Made-up agreements and ledgers that come to real totals, where there are any.
#ifndef DUIKOU_DEPLOY_SAMPLE_LEDGER_H_
#define DUIKOU_DEPLOY_SAMPLE_LEDGER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "deploy/sample/programme.h"
#include "deploy/sample/random.h"

namespace duikou::sample {

// Fill in indicators, assessments, agreements, ledger entries and stated
// figures. REQUIRE: units, areas, sectors and projects are there.
void AddHubeiLedger(Random& random, Programme& programme);
// Every figure of the 2004 report comes of the entries and agreements.
void AddChongqingLedger(Random& random, Programme& programme);

// `whole` in parts of about the weights, none below `least`; they add up to it.
// REQUIRES: there are weights, all positive, and the whole is enough.
std::vector<int64_t> Divide(int64_t whole, const std::vector<int64_t>& weights,
                            int64_t least);

progress::v1::Indicator& AddIndicator(const char* id, const char* zh,
                                      const char* en, const char* unit_zh,
                                      const char* target, Programme& programme);

// The first step of an agreement from its fair to `stage`, so many months
// apart.
void AddSteps(progress::v1::Agreement::Stage stage, int year, int first_month,
              SampleAgreement& sample);

// An entry of the office's records, without figure.
progress::v1::LedgerEntry NewEntry(const std::string& supporter, int year,
                                   int month, int day,
                                   const std::string& document);
// Of an agreement.
progress::v1::LedgerEntry EntryOf(const progress::v1::Agreement& agreement,
                                  int year, int month, int day,
                                  const std::string& document);
void SetMoney(const char* fund_kind, int64_t wan_yuan, progress::v1::Side payer,
              progress::v1::LedgerEntry& entry);

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_LEDGER_H_
