#include "services/progress/agreement_rules.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/agreement_stage.h"
#include "services/progress/civil_date.h"

namespace duikou {

using catalogue::v1::FundKind;
using catalogue::v1::Programme;
using google::protobuf::RepeatedPtrField;
using progress::v1::Agreement;
using progress::v1::ContractSum;
using progress::v1::InvestorPromise;
using progress::v1::Milestone;
using progress::v1::Placement;
using progress::v1::StageStep;

namespace {

bool IsFundKind(const Programme& programme, const std::string& id) {
  return std::any_of(programme.fund_kinds().begin(),
                     programme.fund_kinds().end(),
                     [&id](const FundKind& kind) { return kind.id() == id; });
}

std::optional<Violation> CheckSums(const Agreement& agreement,
                                   const Programme& programme) {
  for (int i = 0; i < agreement.contract_sums_size(); ++i) {
    const std::string& kind = agreement.contract_sums(i).fund_kind();
    if (IsFundKind(programme, kind)) continue;
    return Violation{
        "unknown_fund_kind", absl::StrCat("contract_sums[", i, "].fund_kind"),
        absl::StrCat("规划中没有资金类型“", kind, "”"),
        absl::StrCat("\"", kind, "\" is no fund kind of the programme")};
  }
  return std::nullopt;
}

std::optional<Violation> CheckDueDates(const Agreement& agreement) {
  for (int i = 0; i < agreement.milestones_size(); ++i) {
    if (auto found = CheckDate(agreement.milestones(i).due_date(),
                               absl::StrCat("milestones[", i, "].due_date"))) {
      return found;
    }
  }
  for (int i = 0; i < agreement.promises_size(); ++i) {
    const std::string& due = agreement.promises(i).due_date();
    if (due.empty()) continue;
    if (auto found =
            CheckDate(due, absl::StrCat("promises[", i, "].due_date"))) {
      return found;
    }
  }
  return std::nullopt;
}

bool IsNegotiated(const Agreement& agreement) {
  return agreement.stage() == Agreement::STAGE_UNSPECIFIED ||
         agreement.stage() == Agreement::STAGE_NEGOTIATING;
}

std::optional<Violation> CheckSigning(const Agreement& agreement) {
  if (agreement.sign_date().empty()) {
    if (IsNegotiated(agreement) ||
        agreement.stage() == Agreement::STAGE_TERMINATED) {
      return std::nullopt;
    }
    return Violation{"not_signed", "sign_date", "已过洽谈阶段，须填签约日期",
                     "is required, as it is no longer negotiated"};
  }
  return CheckDate(agreement.sign_date(), "sign_date");
}

// REQUIRES: STAGE_NEGOTIATING to STAGE_TERMINATED.
bool MayStep(const Agreement& agreement, Agreement::Stage to) {
  const Agreement::Stage from = agreement.stage();
  if (from == Agreement::STAGE_TERMINATED) {
    const int steps = agreement.stage_steps_size();
    const Agreement::Stage before =
        steps < 2 ? Agreement::STAGE_NEGOTIATING
                  : agreement.stage_steps(steps - 2).stage();
    return to == before;
  }
  if (to == Agreement::STAGE_TERMINATED) {
    return from != Agreement::STAGE_IN_PRODUCTION;
  }
  return to == from + 1 || to == from - 1;
}

// Notes in the field of the entry with the id when it was done.
template <typename Entry>
absl::Status Note(const News& news, const std::string& id,
                  const std::string& path, RepeatedPtrField<Entry>& entries,
                  std::string* (Entry::*done)(), const std::string& name) {
  if (id.empty()) return absl::OkStatus();
  const auto found =
      std::find_if(entries.begin(), entries.end(),
                   [&id](const Entry& entry) { return entry.id() == id; });
  if (found == entries.end()) {
    return Refused(absl::StatusCode::kInvalidArgument, path,
                   absl::StrCat(name, " 没有编号为“", id, "”的条目"),
                   absl::StrCat(name, " has none of the id \"", id, "\""));
  }
  std::string& date = *((*found).*done)();
  if (date.empty() == news.item.undo()) {
    return Refused(
        absl::StatusCode::kFailedPrecondition, name,
        absl::StrCat(path, "“", id, "”",
                     news.item.undo() ? "尚未完成，没有可撤销的"
                                      : absl::StrCat("已于 ", date, " 完成")),
        absl::StrCat(path, " \"", id, "\" is ",
                     news.item.undo()
                         ? "open, and nothing is to undo"
                         : absl::StrCat("done already, on ", date)));
  }
  date = news.item.undo() ? "" : DateText(news.day);
  return absl::OkStatus();
}

}  // namespace

std::optional<Violation> CheckPlacements(
    const RepeatedPtrField<Placement>& placements, absl::string_view path) {
  if (placements.empty()) return std::nullopt;
  int parts = 0;
  absl::flat_hash_set<std::pair<std::string, std::string>> seen;
  for (int i = 0; i < placements.size(); ++i) {
    const Placement& placement = placements[i];
    parts += placement.parts();
    if (seen.emplace(placement.area(), placement.sector()).second) continue;
    return Violation{"duplicate", absl::StrCat(path, "[", i, "]"),
                     "同一地区和领域出现两次",
                     "names an area and sector twice"};
  }
  if (parts == kWholeParts) return std::nullopt;
  return Violation{
      "parts_do_not_add_up", std::string(path),
      absl::StrCat("各份合计 ", parts, "，应为 ", kWholeParts),
      absl::StrCat("their parts add up to ", parts, ", not ", kWholeParts)};
}

std::optional<Violation> CheckAgreement(const Agreement& agreement,
                                        const Programme& programme) {
  if (agreement.supporter() == agreement.recipient()) {
    return Violation{"own_agreement", "recipient", "支援方和受援方是同一单位",
                     "is the supporter itself"};
  }
  if (auto found = CheckPlacements(agreement.placements(), "placements")) {
    return found;
  }
  if (auto found = CheckSums(agreement, programme)) return found;
  if (auto found = CheckDueDates(agreement)) return found;
  if (agreement.first_year() != 0 && agreement.first_year() < kFirstDateYear) {
    return Violation{
        "not_a_year", "first_year", "不是年份",
        absl::StrCat(agreement.first_year(), " is before ", kFirstDateYear)};
  }
  return CheckSigning(agreement);
}

void CompleteAgreement(Agreement& agreement) {
  if (agreement.stage() == Agreement::STAGE_UNSPECIFIED) {
    agreement.set_stage(Agreement::STAGE_NEGOTIATING);
  }
  int64_t total = 0;
  int64_t private_total = 0;
  // At most 50 sums of at most 9e15: far from the limit of 64 bits.
  for (const ContractSum& sum : agreement.contract_sums()) {
    total += sum.amount_fen();
    if (sum.private_capital()) private_total += sum.amount_fen();
  }
  agreement.set_contract_total_fen(total);
  agreement.set_private_total_fen(private_total);
}

void KeepDone(const Agreement& before, Agreement& agreement) {
  for (Milestone& milestone : *agreement.mutable_milestones()) {
    milestone.clear_done_date();
    for (const Milestone& old : before.milestones()) {
      if (old.id() == milestone.id()) {
        milestone.set_done_date(old.done_date());
      }
    }
  }
  for (InvestorPromise& promise : *agreement.mutable_promises()) {
    promise.clear_kept_date();
    for (const InvestorPromise& old : before.promises()) {
      if (old.id() == promise.id()) promise.set_kept_date(old.kept_date());
    }
  }
}

absl::Status AddStep(const StageStep& step, Agreement& agreement) {
  if (!MayStep(agreement, step.stage())) {
    return Refused(
        absl::StatusCode::kFailedPrecondition, agreement.name(),
        absl::StrCat("目前处于“", NamesOf(agreement.stage()).zh,
                     "”阶段，不能转为“", NamesOf(step.stage()).zh, "”"),
        absl::StrCat("stage is ", StageWord(agreement.stage()),
                     ", which cannot become ", StageWord(step.stage())));
  }
  const int steps = agreement.stage_steps_size();
  // Dates of this form are ordered as texts.
  if (steps > 0 && step.date() < agreement.stage_steps(steps - 1).date()) {
    const std::string& last = agreement.stage_steps(steps - 1).date();
    return Refused(
        absl::StatusCode::kFailedPrecondition, agreement.name(),
        absl::StrCat("日期 ", step.date(), " 早于上一次变动的 ", last),
        absl::StrCat("date ", step.date(), " is before its last step, of ",
                     last));
  }
  if (agreement.sign_date().empty() &&
      step.stage() != Agreement::STAGE_NEGOTIATING &&
      step.stage() != Agreement::STAGE_TERMINATED) {
    return Refused(absl::StatusCode::kFailedPrecondition, agreement.name(),
                   "未填写签约日期 sign_date：签约之前属于洽谈阶段",
                   "sign_date is empty: it is negotiated until it is signed");
  }
  if (steps >= kMostSteps) {
    return Refused(absl::StatusCode::kResourceExhausted, agreement.name(),
                   absl::StrCat("已有 ", kMostSteps, " 次阶段变动，不能再增加"),
                   absl::StrCat("has ", kMostSteps, " steps already"));
  }
  agreement.set_stage(step.stage());
  *agreement.add_stage_steps() = step;
  *agreement.mutable_news_time() = step.create_time();
  return absl::OkStatus();
}

absl::Status AddNews(const News& news, Agreement& agreement) {
  RETURN_IF_ERROR(Note(news, news.item.milestone(), "milestone",
                       *agreement.mutable_milestones(),
                       &Milestone::mutable_done_date, agreement.name()));
  RETURN_IF_ERROR(Note(news, news.item.promise(), "promise",
                       *agreement.mutable_promises(),
                       &InvestorPromise::mutable_kept_date, agreement.name()));
  auto& kept = *agreement.mutable_news();
  if (kept.size() >= kMostNews) {
    kept.DeleteSubrange(0, kept.size() - kMostNews + 1);
  }
  *agreement.add_news() = news.item;
  *agreement.mutable_news_time() = news.item.create_time();
  return absl::OkStatus();
}

absl::string_view StageWord(Agreement::Stage stage) {
  absl::string_view word = Agreement::Stage_Name(stage);
  absl::ConsumePrefix(&word, "STAGE_");
  return word;
}

}  // namespace duikou
