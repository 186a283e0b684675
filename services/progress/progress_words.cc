#include "services/progress/progress_words.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/money_text.h"

namespace duikou {

using catalogue::v1::FundKind;
using catalogue::v1::Programme;
using progress::v1::Agreement;
using progress::v1::InvestorPromise;
using progress::v1::LedgerEntry;
using progress::v1::Milestone;
using progress::v1::NewsItem;
using progress::v1::StageStep;
using progress::v1::WorkItem;
using type::v1::LocalizedText;

namespace {

LocalizedText Text(std::string zh, std::string en) {
  LocalizedText text;
  text.set_zh(std::move(zh));
  text.set_en(std::move(en));
  return text;
}

// `“茶叶加工”` and `"Tea works"`; what is not known has no name.
LocalizedText Quoted(const Agreement* agreement) {
  if (agreement == nullptr) return LocalizedText();
  return Text(absl::StrCat("“", ChineseOf(agreement->display_name()), "”"),
              absl::StrCat("\"", EnglishOf(agreement->display_name()), "\""));
}

LocalizedText StageText(Agreement::Stage stage) {
  switch (stage) {
    case Agreement::STAGE_PREPARING:
      return Text("前期", "preparation");
    case Agreement::STAGE_BUILDING:
      return Text("在建", "construction");
    case Agreement::STAGE_IN_PRODUCTION:
      return Text("投产", "production");
    case Agreement::STAGE_TERMINATED:
      return Text("终止", "termination");
    default:
      return Text("洽谈", "negotiation");
  }
}

// 1250 → `12.50%`, 1200 → `12%`.
std::string Percent(int basis_points) {
  const int rest = basis_points % 100;
  if (rest == 0) return absl::StrCat(basis_points / 100, "%");
  return absl::StrCat(basis_points / 100, ".", rest < 10 ? "0" : "", rest, "%");
}

LocalizedText MilestoneOf(const Agreement& agreement, const std::string& id) {
  for (const Milestone& milestone : agreement.milestones()) {
    if (milestone.id() == id) return milestone.display_name();
  }
  return Text(id, id);
}

std::string PromiseOf(const Agreement& agreement, const std::string& id) {
  for (const InvestorPromise& promise : agreement.promises()) {
    if (promise.id() == id) return promise.text();
  }
  return id;
}

LocalizedText MoneyWork(const Work& work, const Programme& programme) {
  const LocalizedText of = Quoted(work.agreement);
  const LocalizedText kind = FundKindText(programme, work.fund_kind);
  return Text(
      absl::StrCat(of.zh(), work.due.year(), " 年承诺的", kind.zh(), "还差 ",
                   MoneyZh(work.amount_fen), "未到位"),
      absl::StrCat(of.en(), of.en().empty() ? "" : ": ",
                   MoneyEn(work.amount_fen), " of ", kind.en(),
                   " promised for ", work.due.year(), " have not arrived"));
}

}  // namespace

const std::string& ChineseOf(const LocalizedText& text) {
  return text.zh().empty() ? text.en() : text.zh();
}

const std::string& EnglishOf(const LocalizedText& text) {
  return text.en().empty() ? text.zh() : text.en();
}

LocalizedText FundKindText(const Programme& programme,
                           const std::string& fund_kind) {
  for (const FundKind& kind : programme.fund_kinds()) {
    if (kind.id() != fund_kind) continue;
    return Text(ChineseOf(kind.display_name()), EnglishOf(kind.display_name()));
  }
  return Text(fund_kind, fund_kind);
}

LocalizedText WorkText(const Work& work, const Programme& programme) {
  const LocalizedText of = Quoted(work.agreement);
  switch (work.kind) {
    case WorkItem::KIND_MILESTONE:
      return Text(
          absl::StrCat(of.zh(), "的节点“", ChineseOf(work.text), "”逾期 ",
                       work.days_overdue, " 天"),
          absl::StrCat(of.en(), ": the milestone \"", EnglishOf(work.text),
                       "\" is ", work.days_overdue, " days overdue"));
    case WorkItem::KIND_PROMISE:
      return Text(
          absl::StrCat(of.zh(), "对投资方的承诺“", ChineseOf(work.text),
                       "”逾期 ", work.days_overdue, " 天"),
          absl::StrCat(of.en(), ": the promise \"", EnglishOf(work.text),
                       "\" is ", work.days_overdue, " days overdue"));
    case WorkItem::KIND_MONEY:
      return MoneyWork(work, programme);
    case WorkItem::KIND_NO_NEWS:
      return Text(absl::StrCat(of.zh(), "早应报告进展，已过 ",
                               work.days_overdue, " 天"),
                  absl::StrCat(of.en(), ": news have been due for ",
                               work.days_overdue, " days"));
    case WorkItem::KIND_UNCONFIRMED:
      return Text(absl::StrCat("一笔台账待确认 ", work.days_overdue, " 天"),
                  absl::StrCat("an entry has waited for confirmation for ",
                               work.days_overdue, " days"));
    default:
      return Text(absl::StrCat("一笔台账有异议 ", work.days_overdue, " 天"),
                  absl::StrCat("an entry has been in dispute for ",
                               work.days_overdue, " days"));
  }
}

LocalizedText NewsText(const Agreement& agreement, const NewsItem& news) {
  LocalizedText text = Quoted(&agreement);
  if (news.undo()) {
    text.mutable_zh()->append("尚未完成：");
    text.mutable_en()->append(", not after all");
  }
  if (!news.milestone().empty()) {
    const LocalizedText milestone = MilestoneOf(agreement, news.milestone());
    text.mutable_zh()->append(absl::StrCat("节点“", ChineseOf(milestone), "”"));
    text.mutable_en()->append(
        absl::StrCat(", milestone \"", EnglishOf(milestone), "\""));
  }
  if (!news.promise().empty()) {
    const std::string promise = PromiseOf(agreement, news.promise());
    text.mutable_zh()->append(absl::StrCat("承诺“", promise, "”"));
    text.mutable_en()->append(absl::StrCat(", promise \"", promise, "\""));
  }
  if (news.text().empty()) {
    text.mutable_zh()->append("有进展");
    text.mutable_en()->append(": news");
    return text;
  }
  text.mutable_zh()->append(absl::StrCat("：", news.text()));
  text.mutable_en()->append(absl::StrCat(": ", news.text()));
  return text;
}

LocalizedText StepText(const Agreement& agreement, const StageStep& step) {
  const LocalizedText of = Quoted(&agreement);
  const LocalizedText stage = StageText(step.stage());
  return Text(absl::StrCat(of.zh(), "自 ", step.date(), " 起：", stage.zh(),
                           "。", step.evidence()),
              absl::StrCat(of.en(), ": ", stage.en(), " since ", step.date(),
                           ". ", step.evidence()));
}

LocalizedText EntryText(const LedgerEntry& entry, const Programme& programme,
                        const LocalizedText& indicator) {
  const absl::string_view zh = entry.reverses().empty() ? "登记" : "冲销";
  const absl::string_view en =
      entry.reverses().empty() ? "entered: " : "reversed: ";
  if (entry.has_disbursement()) {
    const auto& money = entry.disbursement();
    const LocalizedText kind = FundKindText(programme, money.fund_kind());
    return Text(absl::StrCat(zh, "到位资金：", kind.zh(), " ",
                             MoneyZh(money.amount_fen())),
                absl::StrCat(en, MoneyEn(money.amount_fen()), " of ", kind.en(),
                             " arrived"));
  }
  const std::string figure = entry.has_count()
                                 ? WithCommas(entry.count().value())
                                 : Percent(entry.rate().basis_points());
  return Text(absl::StrCat(zh, "：", ChineseOf(indicator), " ", figure),
              absl::StrCat(en, EnglishOf(indicator), " ", figure));
}

}  // namespace duikou
