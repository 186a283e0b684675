#include "services/progress/assessment_resource.h"

#include <algorithm>
#include <optional>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/numbers.h"
#include "duikou/progress/v1/progress_records.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/base/violation.h"
#include "services/progress/ledger_names.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using google::protobuf::util::MessageDifferencer;
using pb::Assessment;
using pb::AssessmentItem;
using pb::Indicator;

absl::StatusOr<std::string> ChooseAssessedYear(WriteContext& context,
                                               const Assessment&,
                                               absl::string_view given) {
  ASSIGN_OR_RETURN(const catalogue::v1::Programme* programme,
                   context.Programme());
  int year = 0;
  if (given.size() == 4 && absl::SimpleAtoi(given, &year) &&
      year >= programme->first_year() && year <= programme->last_year()) {
    return std::string(given);
  }
  return Refused(
      absl::StatusCode::kInvalidArgument, "assessment_id",
      absl::StrCat("“", given, "”不是规划期内的年份（", programme->first_year(),
                   " 至 ", programme->last_year(), "）"),
      absl::StrCat("\"", given, "\" is not one of the programme's years, ",
                   programme->first_year(), " to ", programme->last_year()));
}

absl::Status CheckFundItem(WriteContext& context, const AssessmentItem& item,
                           const std::string& path) {
  ASSIGN_OR_RETURN(const catalogue::v1::Programme* programme,
                   context.Programme());
  const auto& kinds = programme->fund_kinds();
  if (std::none_of(kinds.begin(), kinds.end(), [&](const auto& kind) {
        return kind.id() == item.fund_kind();
      })) {
    return context.Invalid(
        path + ".fund_kind", absl::StrCat("规划中没有“", item.fund_kind(), "”"),
        absl::StrCat("the programme has no \"", item.fund_kind(), "\""));
  }
  if (item.goal() == 0) return absl::OkStatus();
  return context.Invalid(path + ".goal", "指标才有目标值；资金按任务考核",
                         "is of an indicator: what is owed of a fund kind is "
                         "the quota");
}

absl::Status CheckIndicatorItem(WriteContext& context,
                                const AssessmentItem& item,
                                const std::string& path) {
  ASSIGN_OR_RETURN(
      const std::optional<Indicator> indicator,
      context.Find<Indicator>("indicators", LastId(item.indicator())));
  if (indicator.has_value() &&
      indicator->measure() != Indicator::MEASURE_COUNT) {
    return context.Invalid(path + ".indicator",
                           "是比率；只有计数的指标可以计分",
                           "is a rate: only what is counted is weighed");
  }
  if (item.goal() > 0) return absl::OkStatus();
  return context.Invalid(path + ".goal", "须大于 0", "must be more than 0");
}

absl::Status CheckItems(WriteContext& context, const Assessment& assessment) {
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < assessment.items_size(); ++i) {
    const AssessmentItem& item = assessment.items(i);
    const std::string path = absl::StrCat("items[", i, "]");
    if (item.fund_kind().empty() == item.indicator().empty()) {
      return context.Invalid(path, "须为一类资金或一项指标，二者居其一",
                             "is either of a fund kind or of an indicator");
    }
    if (!seen.insert(absl::StrCat(item.fund_kind(), item.indicator())).second) {
      return context.Invalid(path, "与前面的一项重复",
                             "weighs what an earlier item weighs");
    }
    RETURN_IF_ERROR(item.indicator().empty()
                        ? CheckFundItem(context, item, path)
                        : CheckIndicatorItem(context, item, path));
  }
  return absl::OkStatus();
}

absl::Status CheckOrder(WriteContext& context, const Assessment& assessment) {
  absl::flat_hash_set<int> seen;
  for (int i = 0; i < assessment.source_order_size(); ++i) {
    if (seen.insert(assessment.source_order(i)).second) continue;
    return context.Invalid(absl::StrCat("source_order[", i, "]"), "重复出现",
                           "stands there twice");
  }
  return absl::OkStatus();
}

// Whether units are assessed alike by both.
bool AssessAlike(const Assessment& a, const Assessment& b) {
  Assessment rules[2];
  const Assessment* of[] = {&a, &b};
  for (int i = 0; i < 2; ++i) {
    *rules[i].mutable_items() = of[i]->items();
    rules[i].set_carry(of[i]->carry());
    *rules[i].mutable_source_order() = of[i]->source_order();
  }
  return MessageDifferencer::Equals(rules[0], rules[1]);
}

absl::Status PrepareAssessment(WriteContext& context, const Assessment* before,
                               Assessment& assessment) {
  const std::string year(LastId(assessment.name()));
  int number = 0;
  static_cast<void>(absl::SimpleAtoi(year, &number));
  assessment.set_year(number);
  RETURN_IF_ERROR(CheckItems(context, assessment));
  RETURN_IF_ERROR(CheckOrder(context, assessment));
  if (before != nullptr && AssessAlike(*before, assessment)) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const std::optional<pb::SettledYear> settled,
                   context.Find<pb::SettledYear>(kSettledYearCollection, year));
  if (!settled.has_value()) return absl::OkStatus();
  return Refused(
      absl::StatusCode::kFailedPrecondition, assessment.name(),
      absl::StrCat(settled->settlement(),
                   " 已经结算，这一年度的考核办法不再改变"),
      absl::StrCat(settled->settlement(),
                   " is settled; how the year is assessed stays as it was"));
}

}  // namespace

Resource<Assessment> AssessmentResource() {
  return {.pattern = kAssessmentPattern,
          .field = "assessment",
          .choose_id = ChooseAssessedYear,
          .prepare = PrepareAssessment};
}

absl::Status KeepAssessment(WriteContext& context, int year,
                            const std::string& settlement) {
  const std::string id = absl::StrCat(year);
  ASSIGN_OR_RETURN(const bool kept, context.Exists(kSettledYearCollection, id));
  if (kept) return absl::OkStatus();
  pb::SettledYear settled;
  settled.set_settlement(settlement);
  Mutation put =
      Mutation::Put(kSettledYearCollection, id, settled.SerializeAsString(),
                    Expectation::Absent());
  // It follows from the settlement, which is told of.
  put.in_feed = false;
  context.Add(std::move(put));
  return absl::OkStatus();
}

}  // namespace duikou
