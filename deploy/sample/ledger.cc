#include "deploy/sample/ledger.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_format.h"
#include "matcher/base/check.h"
#include "matcher/base/money.h"

namespace duikou::sample {

namespace pb = ::duikou::progress::v1;
using pb::Agreement;
using pb::LedgerEntry;

std::vector<int64_t> Divide(int64_t whole, const std::vector<int64_t>& weights,
                            int64_t least) {
  const int64_t count = static_cast<int64_t>(weights.size());
  const int64_t free = whole - least * count;
  const int64_t all =
      std::accumulate(weights.begin(), weights.end(), int64_t{0});
  DUIKOU_CHECK(count > 0 && all > 0 && free >= 0) << whole;
  std::vector<int64_t> parts;
  int64_t left = whole;
  for (const int64_t weight : weights) {
    parts.push_back(least + free / all * weight + free % all * weight / all);
    left -= parts.back();
  }
  // What rounding left is less than one a part.
  for (int64_t i = 0; i < left; ++i) ++parts[i];
  return parts;
}

pb::Indicator& AddIndicator(const char* id, const char* zh, const char* en,
                            const char* unit_zh, const char* target,
                            Programme& programme) {
  pb::Indicator& indicator = programme.indicators.emplace_back();
  indicator.set_name(programme.Name("indicators", id));
  indicator.mutable_display_name()->set_zh(zh);
  indicator.mutable_display_name()->set_en(en);
  indicator.set_measure(pb::Indicator::MEASURE_COUNT);
  if (*unit_zh != '\0') indicator.mutable_unit_text()->set_zh(unit_zh);
  indicator.set_target(target);
  return indicator;
}

void AddSteps(Agreement::Stage stage, int year, int first_month,
              SampleAgreement& sample) {
  const Agreement::Stage way[] = {Agreement::STAGE_PREPARING,
                                  Agreement::STAGE_BUILDING,
                                  Agreement::STAGE_IN_PRODUCTION};
  int month = first_month;
  for (const Agreement::Stage next : way) {
    if (next > stage) return;
    pb::StageStep& step = sample.steps.emplace_back();
    step.set_stage(next);
    step.set_date(absl::StrFormat("%04d-%02d-28", year, month));
    step.set_evidence("进展月报（示例）");
    month = std::min(month + 2, 12);
  }
}

LedgerEntry NewEntry(const std::string& supporter, int year, int month, int day,
                     const std::string& document) {
  LedgerEntry entry;
  entry.set_supporter(supporter);
  entry.set_date(absl::StrFormat("%04d-%02d-%02d", year, month, day));
  entry.set_figure_source(pb::FIGURE_SOURCE_OFFICE);
  entry.set_source_document(document);
  entry.set_note(kMadeUp);
  return entry;
}

LedgerEntry EntryOf(const Agreement& agreement, int year, int month, int day,
                    const std::string& document) {
  LedgerEntry entry =
      NewEntry(agreement.supporter(), year, month, day, document);
  entry.set_recipient(agreement.recipient());
  entry.set_agreement(agreement.name());
  entry.set_project(agreement.project());
  *entry.mutable_placements() = agreement.placements();
  return entry;
}

void SetMoney(const char* fund_kind, int64_t wan_yuan, pb::Side payer,
              LedgerEntry& entry) {
  entry.mutable_disbursement()->set_fund_kind(fund_kind);
  entry.mutable_disbursement()->set_amount_fen(wan_yuan *
                                               Money::kFenPerWanYuan);
  entry.mutable_disbursement()->set_payer(payer);
}

}  // namespace duikou::sample
