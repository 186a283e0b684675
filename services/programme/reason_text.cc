#include "services/programme/reason_text.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "services/base/money_text.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using ::duikou::catalogue::v1::Project;

enum class Language { kZh, kEn };

// In the order of the enums, so that a row is found by its code.
constexpr TextRow kReasonRows[] = {
    {pb::REASON_CODE_SECTOR_STRENGTH, 2, "在{0}方面有支援能力，强度{1}/100",
     "Strong in {0}: {1} of 100"},
    {pb::REASON_CODE_SECTOR_BY_AREA_OF_WORK, 2,
     "在同一领域的{0}方面有支援能力，强度{1}/100，折算计分",
     "Strong in {0}, in the same area of work: {1} of 100, at a discount"},
    {pb::REASON_CODE_SECTOR_NONE, 1, "未申报{0}方面的支援能力",
     "No strength declared in {0}"},
    {pb::REASON_CODE_PAIRED, 1, "与{0}结对", "Paired with {0}"},
    {pb::REASON_CODE_SAME_PREFECTURE, 2, "与结对的{1}同在{0}",
     "In {0}, as is {1}, with which it is paired"},
    {pb::REASON_CODE_HOME_PREFECTURE, 1, "位于支援方所在的{0}",
     "In {0}, where the supporter is at home"},
    {pb::REASON_CODE_SAME_GROUP, 2, "与结对的{1}同属{0}",
     "In the group {0}, as is {1}, with which it is paired"},
    {pb::REASON_CODE_PREFERRED_AREA, 2, "{0}是意向地区，意向{1}/100",
     "{0} is a preferred area: {1} of 100"},
    {pb::REASON_CODE_AREA_NONE, 1, "与{0}没有结对或意向关系", "No tie to {0}"},
    {pb::REASON_CODE_FUND_SIZE_FITS, 3, "{0}尚需{1}，接近通常规模{2}",
     "{0}: {1} still open, near its usual {2}"},
    {pb::REASON_CODE_FUND_SIZE_FAR, 3, "{0}尚需{1}，与通常规模{2}相差较大",
     "{0}: {1} still open, far from its usual {2}"},
    {pb::REASON_CODE_FUND_SIZE_NOT_STATED, 2, "{0}尚需{1}，支援方未申报规模",
     "{0}: {1} still open; the supporter states no size"},
    {pb::REASON_CODE_FUND_SIZE_BELOW_LEAST, 3,
     "{0}尚需{1}，低于单个项目最低额{2}",
     "{0}: {1} still open, below its least of {2} a project"},
    {pb::REASON_CODE_FUND_SIZE_ABOVE_MOST, 3,
     "{0}尚需{1}，高于单个项目最高额{2}",
     "{0}: {1} still open, above its most of {2} a project"},
    {pb::REASON_CODE_FUND_SIZE_BEYOND_MEANS, 3,
     "{0}尚需{1}，超过当年剩余资金{2}",
     "{0}: {1} still open, beyond the {2} left this year"},
    {pb::REASON_CODE_FUND_KIND_NONE, 0, "支援方的资金类别与项目所需不符",
     "It gives no kind of funds that is still needed"},
    {pb::REASON_CODE_NEEDS_MET, 2, "可满足{1}项其他需求中的{0}项：{2+}",
     "Meets {0} of {1} other needs: {2+}"},
    {pb::REASON_CODE_NEEDS_UNMET, 2, "{1}项其他需求中有{0}项不能满足：{2+}",
     "Does not meet {0} of {1} other needs: {2+}"},
    {pb::REASON_CODE_NO_OTHER_NEEDS, 0, "除资金外没有其他需求",
     "Needs nothing besides funds"},
    {pb::REASON_CODE_DEMONSTRATION_SITE, 0, "安稳致富示范点",
     "A demonstration site"},
    {pb::REASON_CODE_RESETTLEMENT_COMMUNITY, 0, "服务移民小区",
     "Serves a resettlement community"},
    {pb::REASON_CODE_PEOPLE_REACHED, 1, "惠及{0}人（含就业和培训）",
     "People reached, jobs and training included: {0}"},
    {pb::REASON_CODE_READINESS, 1, "前期进度：{0}", "Readiness: {0}"},
    {pb::REASON_CODE_STANDING_NONE, 0, "未填报项目条件", "No standing stated"},
    {pb::REASON_CODE_RECORD_AREA, 3, "在{0}完成过{1}个合作项目[，共{2}]",
     "Projects finished in {0} before: {1}[, {2} in all]"},
    {pb::REASON_CODE_RECORD_SECTOR, 3, "在{0}方面完成过{1}个合作项目[，共{2}]",
     "Projects finished in {0} before: {1}[, {2} in all]"},
    {pb::REASON_CODE_RECORD_NONE, 0, "尚无已完成的合作",
     "Nothing finished together yet"},
};

constexpr TextRow kFilterRows[] = {
    {pb::FILTER_CODE_NOT_OPEN, 1, "项目未开放：{0}", "Not open: {0}"},
    {pb::FILTER_CODE_YEAR, 3, "{0#}年不在项目年限{1#}–{2#}年内",
     "{0#} is outside the project's years, {1#}–{2#}"},
    {pb::FILTER_CODE_DISMISSED, 0, "支援方已将其排除",
     "Dismissed by the supporter"},
    {pb::FILTER_CODE_NOTHING_OPEN, 0, "没有待落实的资金需求",
     "No need of funds is left open"},
    {pb::FILTER_CODE_FUND_KIND, 0, "支援方的资金类别与项目所需不符",
     "The supporter gives no kind of funds that is still needed"},
    {pb::FILTER_CODE_LEAST_SHARE_OVER_MEANS, 3,
     "{0}最低份额{1}，超过当年剩余资金{2}",
     "{0}: the least share of {1} is over the {2} left this year"},
    {pb::FILTER_CODE_LEAST_SHARE_OVER_MOST, 3,
     "{0}最低份额{1}，超过单个项目最高额{2}",
     "{0}: the least share of {1} is over its most of {2} a project"},
    {pb::FILTER_CODE_ALL_OR_NOTHING_OVER_MEANS, 3,
     "{0}须足额落实{1}，超过当年剩余资金{2}",
     "{0}: all or nothing, and {1} is over the {2} left this year"},
    {pb::FILTER_CODE_ALL_OR_NOTHING_OVER_MOST, 3,
     "{0}须足额落实{1}，超过单个项目最高额{2}",
     "{0}: all or nothing, and {1} is over its most of {2} a project"},
    {pb::FILTER_CODE_NOT_SHAREABLE_OVER_MEANS, 3,
     "{0}须由一家承担{1}，超过当年剩余资金{2}",
     "{0}: not to be shared, and {1} is over the {2} left this year"},
    {pb::FILTER_CODE_NOT_SHAREABLE_OVER_MOST, 3,
     "{0}须由一家承担{1}，超过单个项目最高额{2}",
     "{0}: not to be shared, and {1} is over its most of {2} a project"},
    {pb::FILTER_CODE_NO_PROFILE, 0, "该单位尚未填报支援能力",
     "The unit has no capability profile"},
    {pb::FILTER_CODE_NOT_SUPPORTER, 0, "该单位不是支援方",
     "The unit is not a supporter"},
    {pb::FILTER_CODE_OWN_PROJECT, 0, "项目由该单位自己提出",
     "The unit itself put the project forward"},
    {pb::FILTER_CODE_INCOMPLETE, 0, "项目的地区或行业不在目录中",
     "The project's area or sector is not in the catalogue"},
};

// Figures: subject, from, to, how much more.
constexpr TextRow kChangeRows[] = {
    {pb::CHANGE_KIND_MEANS, 4, "{0}年度资金再增加{3}（由{1}增至{2}），",
     "With {3} more means for {0} (from {1} to {2})"},
    {pb::CHANGE_KIND_STRENGTH, 3, "{0}方面的强度由{1}提高到{2}，",
     "With strength {2} instead of {1} in {0}"},
    {pb::CHANGE_KIND_PAIRING, 1, "与{0}结对，", "Paired with {0}"},
    {pb::CHANGE_KIND_OFFER, 1, "增加提供{0}，", "Offering {0} as well"},
    {pb::CHANGE_KIND_NONE, 0, "没有哪一项单独的变化可使其进入前列",
     "No single change brings it onto the list"},
};

// The same where the figures that only the supporter may know are cut.
constexpr TextRow kCutReasonRows[] = {
    {pb::REASON_CODE_SECTOR_STRENGTH, 1, "在{0}方面有支援能力",
     "Strong in {0}"},
    {pb::REASON_CODE_SECTOR_BY_AREA_OF_WORK, 1,
     "在同一领域的{0}方面有支援能力，折算计分",
     "Strong in {0}, in the same area of work, at a discount"},
    {pb::REASON_CODE_PREFERRED_AREA, 1, "{0}是意向地区",
     "{0} is a preferred area"},
    {pb::REASON_CODE_FUND_SIZE_FITS, 2, "{0}尚需{1}，资金规模相符",
     "{0}: {1} still open, a size that fits"},
    {pb::REASON_CODE_FUND_SIZE_FAR, 2, "{0}尚需{1}，资金规模相差较大",
     "{0}: {1} still open, far from the usual size"},
    {pb::REASON_CODE_FUND_SIZE_BELOW_LEAST, 2, "{0}尚需{1}，低于单个项目最低额",
     "{0}: {1} still open, below its least for a project"},
    {pb::REASON_CODE_FUND_SIZE_ABOVE_MOST, 2, "{0}尚需{1}，高于单个项目最高额",
     "{0}: {1} still open, above its most for a project"},
    {pb::REASON_CODE_FUND_SIZE_BEYOND_MEANS, 2, "{0}尚需{1}，超过当年剩余资金",
     "{0}: {1} still open, beyond what is left this year"},
    {pb::REASON_CODE_RECORD_AREA, 2, "在{0}完成过{1}个合作项目",
     "Projects finished in {0} before: {1}"},
    {pb::REASON_CODE_RECORD_SECTOR, 2, "在{0}方面完成过{1}个合作项目",
     "Projects finished in {0} before: {1}"},
};

constexpr TextRow kCutFilterRows[] = {
    {pb::FILTER_CODE_LEAST_SHARE_OVER_MEANS, 2,
     "{0}最低份额{1}，超过当年剩余资金",
     "{0}: the least share of {1} is over what is left this year"},
    {pb::FILTER_CODE_LEAST_SHARE_OVER_MOST, 2,
     "{0}最低份额{1}，超过单个项目最高额",
     "{0}: the least share of {1} is over its most for a project"},
    {pb::FILTER_CODE_ALL_OR_NOTHING_OVER_MEANS, 2,
     "{0}须足额落实{1}，超过当年剩余资金",
     "{0}: all or nothing, and {1} is over what is left this year"},
    {pb::FILTER_CODE_ALL_OR_NOTHING_OVER_MOST, 2,
     "{0}须足额落实{1}，超过单个项目最高额",
     "{0}: all or nothing, and {1} is over its most for a project"},
    {pb::FILTER_CODE_NOT_SHAREABLE_OVER_MEANS, 2,
     "{0}须由一家承担{1}，超过当年剩余资金",
     "{0}: not to be shared, and {1} is over what is left this year"},
    {pb::FILTER_CODE_NOT_SHAREABLE_OVER_MOST, 2,
     "{0}须由一家承担{1}，超过单个项目最高额",
     "{0}: not to be shared, and {1} is over its most for a project"},
};

constexpr TextRow kCutChangeRows[] = {
    {pb::CHANGE_KIND_MEANS, 1, "{0}年度资金增加，", "With more means for {0}"},
    {pb::CHANGE_KIND_STRENGTH, 1, "{0}方面的强度提高，",
     "With more strength in {0}"},
};

struct EnumText {
  int value;
  absl::string_view zh;
  absl::string_view en;
};

constexpr EnumText kNeedTexts[] = {
    {type::v1::NEED_KIND_EXPERTS, "专家指导", "experts"},
    {type::v1::NEED_KIND_TECHNOLOGY, "技术转让", "technology"},
    {type::v1::NEED_KIND_MARKET_ACCESS, "市场准入与展位", "market access"},
    {type::v1::NEED_KIND_ADMISSIONS, "招生名额", "admissions"},
    {type::v1::NEED_KIND_SALES, "产品促销", "sales help"},
    {type::v1::NEED_KIND_TRAINING, "培训名额", "training places"},
    {type::v1::NEED_KIND_SECONDMENT, "干部人才挂职", "secondments"},
    {type::v1::NEED_KIND_EQUIPMENT, "设备物资", "equipment"},
    {type::v1::NEED_KIND_JOBS, "劳务输出岗位", "jobs elsewhere"},
    {type::v1::NEED_KIND_PLANNING, "规划设计", "planning and design"},
    {type::v1::NEED_KIND_INVESTORS, "招商引资", "investors"},
};

constexpr EnumText kReadinessTexts[] = {
    {Project::READINESS_UNSPECIFIED, "未说明", "not stated"},
    {Project::READINESS_IDEA, "设想", "idea"},
    {Project::READINESS_PROPOSAL, "项目建议书", "proposal"},
    {Project::READINESS_FEASIBILITY_STUDY, "可行性研究", "feasibility study"},
    {Project::READINESS_APPROVED, "已批复", "approved"},
    {Project::READINESS_SITE_READY, "用地和手续落实", "site ready"},
};

constexpr EnumText kStateTexts[] = {
    {Project::STATE_UNSPECIFIED, "未知", "unknown"},
    {Project::STATE_DRAFT, "草稿", "draft"},
    {Project::STATE_OPEN, "开放", "open"},
    {Project::STATE_WITHDRAWN, "已撤回", "withdrawn"},
    {Project::STATE_COMPLETED, "已完成", "completed"},
};

std::string FromTable(absl::Span<const EnumText> table, int value,
                      Language language) {
  for (const EnumText& row : table) {
    if (row.value != value) continue;
    return std::string(language == Language::kZh ? row.zh : row.en);
  }
  return absl::StrCat(value);
}

class Renderer {
 public:
  Renderer(DisplayNames names, Language language,
           absl::Span<const pb::Figure* const> figures)
      : names_(names), language_(language), figures_(figures) {}

  std::string Render(absl::string_view text) const {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '[') {
        const size_t end = text.find(']', i);
        const absl::string_view part = text.substr(i + 1, end - i - 1);
        if (!HasZeroAmount(part)) out += Render(part);
        i = end;
      } else if (text[i] == '{') {
        const size_t end = text.find('}', i);
        out += Placeholder(text.substr(i + 1, end - i - 1));
        i = end;
      } else {
        out.push_back(text[i]);
      }
    }
    return out;
  }

 private:
  std::string Placeholder(absl::string_view code) const {
    const size_t first = code[0] - '0';
    if (absl::EndsWith(code, "#")) {
      return first < figures_.size() ? absl::StrCat(figures_[first]->count())
                                     : "";
    }
    if (!absl::EndsWith(code, "+")) return Figure(first);
    std::string list;
    for (size_t i = first; i < figures_.size(); ++i) {
      if (i > first) list += language_ == Language::kZh ? "、" : ", ";
      list += Figure(i);
    }
    return list;
  }

  std::string Figure(size_t i) const {
    if (i >= figures_.size()) return "";
    const bool zh = language_ == Language::kZh;
    const pb::Figure& figure = *figures_[i];
    switch (figure.figure_case()) {
      case pb::Figure::kAmountFen:
        return zh ? MoneyZh(figure.amount_fen()) : MoneyEn(figure.amount_fen());
      case pb::Figure::kBasisPoints:
        return Percent(figure.basis_points());
      case pb::Figure::kCount:
        return zh ? absl::StrCat(figure.count()) : WithCommas(figure.count());
      case pb::Figure::kResource:
        return Name(figure.resource());
      case pb::Figure::kNeed:
        return FromTable(kNeedTexts, figure.need(), language_);
      case pb::Figure::kReadiness:
        return FromTable(kReadinessTexts, figure.readiness(), language_);
      case pb::Figure::kState:
        return FromTable(kStateTexts, figure.state(), language_);
      case pb::Figure::FIGURE_NOT_SET:
        return "";
    }
    return "";
  }

  std::string Name(const std::string& resource) const {
    const type::v1::LocalizedText* name = names_(resource);
    if (name == nullptr) return resource;
    if (language_ == Language::kEn && !name->en().empty()) return name->en();
    return name->zh().empty() ? resource : name->zh();
  }

  static std::string Percent(int32_t basis_points) {
    std::string text = absl::StrCat(basis_points / 100);
    const int rest = basis_points % 100;
    if (rest == 0) return absl::StrCat(text, "%");
    absl::StrAppend(&text, ".", rest / 10);
    if (rest % 10 != 0) absl::StrAppend(&text, rest % 10);
    return absl::StrCat(text, "%");
  }

  bool HasZeroAmount(absl::string_view part) const {
    const size_t brace = part.find('{');
    if (brace == absl::string_view::npos) return false;
    const size_t i = part[brace + 1] - '0';
    return i >= figures_.size() || figures_[i]->amount_fen() == 0;
  }

  DisplayNames names_;
  Language language_;
  absl::Span<const pb::Figure* const> figures_;
};

template <size_t kSize>
const TextRow* RowOf(const TextRow (&rows)[kSize], int code) {
  if (code < 1 || code > static_cast<int>(kSize)) return nullptr;
  const TextRow& row = rows[code - 1];
  DUIKOU_CHECK(row.code == code) << "row " << code << " out of order";
  return &row;
}

// The row for so many figures: the cut one where that is what is left.
template <size_t kSize>
const TextRow* RowFor(const TextRow (&rows)[kSize],
                      absl::Span<const TextRow> cut_rows, int code,
                      int figures) {
  const TextRow* row = RowOf(rows, code);
  if (row == nullptr || figures >= row->figures) return row;
  for (const TextRow& cut : cut_rows) {
    if (cut.code == code && cut.figures == figures) return &cut;
  }
  return row;
}

void Fill(const TextRow* row, DisplayNames names,
          absl::Span<const pb::Figure* const> figures,
          type::v1::LocalizedText& text) {
  if (row == nullptr) return;
  text.set_zh(Renderer(names, Language::kZh, figures).Render(row->zh));
  text.set_en(Renderer(names, Language::kEn, figures).Render(row->en));
}

template <typename Message>
std::vector<const pb::Figure*> FiguresOf(const Message& message) {
  std::vector<const pb::Figure*> figures;
  for (const pb::Figure& figure : message.figures()) {
    figures.push_back(&figure);
  }
  return figures;
}

}  // namespace

absl::Span<const TextRow> ReasonRows() { return kReasonRows; }
absl::Span<const TextRow> FilterRows() { return kFilterRows; }
absl::Span<const TextRow> ChangeRows() { return kChangeRows; }
absl::Span<const TextRow> CutReasonRows() { return kCutReasonRows; }
absl::Span<const TextRow> CutFilterRows() { return kCutFilterRows; }
absl::Span<const TextRow> CutChangeRows() { return kCutChangeRows; }

void Wording::Word(pb::Reason& reason) const {
  Fill(
      RowFor(kReasonRows, kCutReasonRows, reason.code(), reason.figures_size()),
      names_, FiguresOf(reason), *reason.mutable_text());
}

void Wording::Word(pb::FilterFailure& failure) const {
  Fill(RowFor(kFilterRows, kCutFilterRows, failure.code(),
              failure.figures_size()),
       names_, FiguresOf(failure), *failure.mutable_text());
}

void Wording::Word(pb::Counterfactual& counterfactual) const {
  pb::Figure more;
  more.set_amount_fen(counterfactual.to().amount_fen() -
                      counterfactual.from().amount_fen());
  const pb::Figure* const figures[] = {&counterfactual.subject(),
                                       &counterfactual.from(),
                                       &counterfactual.to(), &more};
  type::v1::LocalizedText& text = *counterfactual.mutable_text();
  const int shown = counterfactual.has_to() ? 4 : 1;
  Fill(RowFor(kChangeRows, kCutChangeRows, counterfactual.change(), shown),
       names_, figures, text);
  if (counterfactual.change() == pb::CHANGE_KIND_NONE) return;
  // A project that is filtered out today has no place to rise from.
  const bool enters = counterfactual.rank() == 0;
  absl::StrAppend(text.mutable_zh(), enters ? "可入列第" : "可升至第",
                  counterfactual.rank_after(), "位");
  absl::StrAppend(text.mutable_en(), " it would be ",
                  Ordinal(counterfactual.rank_after()));
}

}  // namespace duikou
