#include "services/progress/entry_rules.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/progress/agreement_rules.h"
#include "services/progress/civil_date.h"
#include "services/rpc/giving_rules.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Indicator;
using pb::LedgerEntry;
using profiles::v1::Unit;

std::optional<Violation> CheckParties(const LedgerEntry& entry,
                                      const EntrySubjects& subjects) {
  if (!subjects.supporter.has_value()) {
    return Violation{"supporter_required", "supporter", "未说明支援单位",
                     "is required where no agreement says it"};
  }
  if (auto found = CheckSupporter(*subjects.supporter, "supporter")) {
    return found;
  }
  if (!subjects.recipient.has_value()) return std::nullopt;
  if (entry.recipient() == entry.supporter()) {
    return Violation{"same_unit", "recipient", "受援单位与支援单位相同",
                     "is the supporter itself"};
  }
  const auto& sides = subjects.recipient->sides();
  if (std::find(sides.begin(), sides.end(), profiles::v1::SIDE_RECIPIENT) !=
      sides.end()) {
    return std::nullopt;
  }
  return Violation{"not_a_recipient", "recipient",
                   absl::StrCat(entry.recipient(), " 不是受援方"),
                   absl::StrCat(entry.recipient(), " is not a recipient")};
}

std::optional<Violation> Differs(absl::string_view field,
                                 absl::string_view whose_zh,
                                 absl::string_view whose_en,
                                 const std::string& theirs) {
  return Violation{"not_the_same", std::string(field),
                   absl::StrCat("与", whose_zh, "的不一致：", theirs),
                   absl::StrCat("is not that of the ", whose_en, ", ", theirs)};
}

// What the entry says itself is what its agreement and project say.
std::optional<Violation> CheckAgreed(const LedgerEntry& entry,
                                     const EntrySubjects& subjects) {
  if (subjects.agreement.has_value()) {
    const pb::Agreement& agreement = *subjects.agreement;
    const auto differs = [](const std::string& ours,
                            const std::string& theirs) {
      return !theirs.empty() && ours != theirs;
    };
    if (differs(entry.supporter(), agreement.supporter())) {
      return Differs("supporter", "签约项目", "agreement",
                     agreement.supporter());
    }
    if (differs(entry.recipient(), agreement.recipient())) {
      return Differs("recipient", "签约项目", "agreement",
                     agreement.recipient());
    }
    if (differs(entry.project(), agreement.project())) {
      return Differs("project", "签约项目", "agreement", agreement.project());
    }
    return std::nullopt;
  }
  if (subjects.project.has_value() && !subjects.project->recipient().empty() &&
      entry.recipient() != subjects.project->recipient()) {
    return Differs("recipient", "受援项目", "project",
                   subjects.project->recipient());
  }
  return std::nullopt;
}

std::optional<Violation> CheckPeriod(const LedgerEntry& entry,
                                     const catalogue::v1::Programme& programme,
                                     int year_of_date) {
  if (entry.period() < year_of_date) {
    return Violation{
        "period_before_date", "period", "所属年度早于发生日期",
        absl::StrCat(entry.period(), " is before the year of the date")};
  }
  if (entry.period() == programme.first_year() - 1) {
    if (entry.figure_source() == pb::FIGURE_SOURCE_OPENING) {
      return std::nullopt;
    }
    return Violation{
        "only_opening", "period", "规划首年以前只能记入期初数",
        absl::StrCat(entry.period(),
                     " is before the programme's first year: only opening "
                     "figures are")};
  }
  return CheckYear(entry.period(), programme, "period");
}

std::optional<Violation> CheckWhen(const LedgerEntry& entry,
                                   const catalogue::v1::Programme& programme,
                                   absl::CivilDay today) {
  if (auto found = CheckDate(entry.date(), "date")) return found;
  const absl::CivilDay date = *ParseDate(entry.date());
  if (date > today) {
    return Violation{"date_to_come", "date", "日期尚未到",
                     absl::StrCat(entry.date(), " is yet to come")};
  }
  return CheckPeriod(entry, programme, static_cast<int>(date.year()));
}

Violation MustBeMore(absl::string_view path, int64_t value) {
  return {"not_more_than_zero", std::string(path), "应大于 0；更正请用冲销",
          absl::StrCat(value,
                       " must be more than 0; a mistake is taken back by a "
                       "reversal")};
}

std::optional<Violation> CheckMoney(const LedgerEntry& entry,
                                    const EntrySubjects& subjects) {
  const pb::Disbursement& money = entry.disbursement();
  if (money.amount_fen() <= 0) {
    return MustBeMore("disbursement.amount_fen", money.amount_fen());
  }
  constexpr char kPath[] = "disbursement.fund_kind";
  if (money.payer() != pb::SIDE_RECIPIENT) {
    return CheckFundKind(money.fund_kind(), *subjects.supporter,
                         subjects.programme, kPath);
  }
  const auto& kinds = subjects.programme.fund_kinds();
  if (std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) {
        return kind.id() == money.fund_kind();
      })) {
    return std::nullopt;
  }
  return Violation{
      "unknown_fund_kind", kPath, "规划中没有这类资金",
      absl::StrCat("the programme has no \"", money.fund_kind(), "\"")};
}

std::optional<Violation> CheckMeasure(const EntrySubjects& subjects,
                                      Indicator::Measure measure,
                                      absl::string_view path) {
  if (!subjects.indicator.has_value() ||
      subjects.indicator->measure() == measure) {
    return std::nullopt;
  }
  const bool rate = measure == Indicator::MEASURE_RATE;
  return Violation{
      "wrong_measure", std::string(path),
      rate ? "该指标按数量统计" : "该指标按比率统计",
      rate ? "is counted, and has no rate" : "is a rate, and is not counted"};
}

std::optional<Violation> CheckCount(const LedgerEntry& entry,
                                    const EntrySubjects& subjects) {
  const pb::IndicatorCount& count = entry.count();
  if (auto found =
          CheckMeasure(subjects, Indicator::MEASURE_COUNT, "count.indicator")) {
    return found;
  }
  if (count.value() <= 0) return MustBeMore("count.value", count.value());
  if (count.labour_form() == pb::LABOUR_FORM_UNSPECIFIED ||
      !subjects.indicator.has_value() || subjects.indicator->by_labour_form()) {
    return std::nullopt;
  }
  return Violation{"no_labour_form", "count.labour_form",
                   "该指标不区分劳务输出形式",
                   "is of an indicator that tells no forms apart"};
}

std::optional<Violation> CheckFigure(const LedgerEntry& entry,
                                     const EntrySubjects& subjects) {
  switch (entry.figure_case()) {
    case LedgerEntry::kDisbursement:
      return CheckMoney(entry, subjects);
    case LedgerEntry::kCount:
      return CheckCount(entry, subjects);
    case LedgerEntry::kRate:
      return CheckMeasure(subjects, Indicator::MEASURE_RATE, "rate.indicator");
    case LedgerEntry::FIGURE_NOT_SET:
      break;
  }
  return Violation{"figure_required", "figure", "未填写资金或指标数",
                   "is required: disbursement, count or rate"};
}

// Of which fund kind or indicator, and which of the two.
std::pair<int, std::string> KindOfFigure(const LedgerEntry& entry) {
  const std::string& kind = entry.has_disbursement()
                                ? entry.disbursement().fund_kind()
                            : entry.has_count() ? entry.count().indicator()
                                                : entry.rate().indicator();
  return {entry.figure_case(), kind};
}

std::optional<Violation> CheckAlternative(const LedgerEntry& entry,
                                          const LedgerEntry& other) {
  const auto refused = [](const char* zh, const char* en) {
    return Violation{"no_alternative", "alternative_to", zh, en};
  };
  if (other.supporter() != entry.supporter()) {
    return refused("属于另一支援单位", "is of another supporter");
  }
  if (other.period() != entry.period()) {
    return refused("属于另一年度", "is of another period");
  }
  if (KindOfFigure(other) != KindOfFigure(entry)) {
    return refused("不是同类数字", "states another kind of figure");
  }
  if (!other.reverses().empty() || !other.reversed_by().empty()) {
    return refused("已冲销或为冲销条目", "is reversed, or a reversal itself");
  }
  return std::nullopt;
}

std::optional<Violation> CheckCorrects(const LedgerEntry& entry,
                                       const LedgerEntry& other) {
  if (other.supporter() != entry.supporter()) {
    return Violation{"no_correction", "corrects", "属于另一支援单位",
                     "is of another supporter"};
  }
  if (other.period() < entry.period()) return std::nullopt;
  return Violation{"no_correction", "corrects", "不属于更早的年度",
                   "is not of an earlier period: reverse it instead"};
}

}  // namespace

void CompleteEntry(const EntrySubjects& subjects, LedgerEntry& entry) {
  if (subjects.agreement.has_value()) {
    const pb::Agreement& agreement = *subjects.agreement;
    if (entry.supporter().empty()) entry.set_supporter(agreement.supporter());
    if (entry.recipient().empty()) entry.set_recipient(agreement.recipient());
    if (entry.project().empty()) entry.set_project(agreement.project());
    if (entry.placements().empty()) {
      *entry.mutable_placements() = agreement.placements();
    }
  }
  if (subjects.project.has_value()) {
    const catalogue::v1::Project& project = *subjects.project;
    if (entry.recipient().empty()) entry.set_recipient(project.recipient());
    if (entry.placements().empty()) {
      pb::Placement& placement = *entry.add_placements();
      placement.set_area(project.area());
      placement.set_sector(project.sector());
      placement.set_parts(kWholeParts);
    }
  }
  if (subjects.alternative_to.has_value() &&
      !subjects.alternative_to->alternative_to().empty()) {
    entry.set_alternative_to(subjects.alternative_to->alternative_to());
  }
  const absl::StatusOr<absl::CivilDay> date = ParseDate(entry.date());
  if (entry.period() == 0 && date.ok()) {
    entry.set_period(static_cast<int>(date->year()));
  }
}

std::optional<Violation> CheckNewEntry(const LedgerEntry& entry,
                                       const EntrySubjects& subjects,
                                       absl::CivilDay today) {
  if (auto found = CheckParties(entry, subjects)) return found;
  if (auto found = CheckAgreed(entry, subjects)) return found;
  if (auto found = CheckWhen(entry, subjects.programme, today)) return found;
  if (auto found = CheckFigure(entry, subjects)) return found;
  if (auto found = CheckPlacements(entry.placements(), "placements")) {
    return found;
  }
  if (subjects.alternative_to.has_value()) {
    if (auto found = CheckAlternative(entry, *subjects.alternative_to)) {
      return found;
    }
  }
  if (!subjects.corrects.has_value()) return std::nullopt;
  return CheckCorrects(entry, *subjects.corrects);
}

}  // namespace duikou
