#include "services/programme/reason_text.h"

#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using ::testing::HasSubstr;

const type::v1::LocalizedText* NameOf(absl::string_view name) {
  static const auto* const kGrant = [] {
    auto* text = new type::v1::LocalizedText;
    text->set_zh("无偿援助");
    text->set_en("grants");
    return text;
  }();
  static const auto* const kZigui = [] {
    auto* text = new type::v1::LocalizedText;
    text->set_zh("秭归县");
    return text;
  }();
  if (name == "grant") return kGrant;
  if (absl::EndsWith(name, "/420527")) return kZigui;
  return nullptr;
}

// Every value of `type` but UNSPECIFIED has the row at its place.
void ExpectComplete(const google::protobuf::EnumDescriptor* type,
                    absl::Span<const TextRow> rows) {
  ASSERT_EQ(rows.size(), type->value_count() - 1);
  for (int i = 1; i < type->value_count(); ++i) {
    EXPECT_EQ(rows[i - 1].code, type->value(i)->number())
        << type->value(i)->name();
  }
}

// The numbers of the figures that a template shows.
std::set<int> Shown(absl::string_view text) {
  std::set<int> shown;
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '{') shown.insert(text[i + 1] - '0');
  }
  return shown;
}

bool HasList(absl::string_view text) { return absl::StrContains(text, "+}"); }

void ExpectWhole(absl::Span<const TextRow> rows) {
  for (const TextRow& row : rows) {
    const bool list = HasList(row.zh);
    EXPECT_EQ(HasList(row.en), list) << row.en;
    std::set<int> wanted;
    for (int i = 0; i < row.figures + (list ? 1 : 0); ++i) wanted.insert(i);
    EXPECT_EQ(Shown(row.zh), wanted) << row.zh;
    EXPECT_EQ(Shown(row.en), wanted) << row.en;
    EXPECT_FALSE(row.zh.empty());
    EXPECT_FALSE(row.en.empty());
  }
}

TEST(ReasonTextTest, EveryCodeHasItsRow) {
  ExpectComplete(pb::ReasonCode_descriptor(), ReasonRows());
  ExpectComplete(pb::FilterCode_descriptor(), FilterRows());
  ExpectComplete(pb::ChangeKind_descriptor(), ChangeRows());
}

TEST(ReasonTextTest, EveryTextShowsAllItsFigures) {
  ExpectWhole(ReasonRows());
  ExpectWhole(FilterRows());
  ExpectWhole(ChangeRows());
  ExpectWhole(CutReasonRows());
  ExpectWhole(CutFilterRows());
  ExpectWhole(CutChangeRows());
}

TEST(ReasonTextTest, ACutRowShowsFewerFiguresThanTheWholeOne) {
  const auto expect = [](absl::Span<const TextRow> rows,
                         absl::Span<const TextRow> cut_rows) {
    for (const TextRow& cut : cut_rows) {
      EXPECT_LT(cut.figures, rows[cut.code - 1].figures) << cut.zh;
    }
  };
  expect(ReasonRows(), CutReasonRows());
  expect(FilterRows(), CutFilterRows());
  expect(ChangeRows(), CutChangeRows());
}

TEST(ReasonTextTest, FundSizeNamesKindAndAmounts) {
  pb::Reason reason;
  reason.set_code(pb::REASON_CODE_FUND_SIZE_FITS);
  reason.add_figures()->set_resource("grant");
  reason.add_figures()->set_amount_fen(300'000'000);
  reason.add_figures()->set_amount_fen(12'500'000'000);
  Wording(NameOf).Word(reason);
  EXPECT_EQ(reason.text().zh(), "无偿援助尚需300万元，接近通常规模1.25亿元");
  EXPECT_EQ(reason.text().en(),
            "grants: 3 million yuan still open, near its usual 125 million "
            "yuan");
}

TEST(ReasonTextTest,
     ANameWithoutEnglishFallsBackToChineseAndAnUnknownToItself) {
  pb::Reason reason;
  reason.set_code(pb::REASON_CODE_PAIRED);
  reason.add_figures()->set_resource("programmes/hubei/areas/420527");
  Wording(NameOf).Word(reason);
  EXPECT_EQ(reason.text().zh(), "与秭归县结对");
  EXPECT_EQ(reason.text().en(), "Paired with 秭归县");
  reason.mutable_figures(0)->set_resource("programmes/hubei/areas/1");
  Wording(NameOf).Word(reason);
  EXPECT_EQ(reason.text().zh(), "与programmes/hubei/areas/1结对");
}

TEST(ReasonTextTest, NeedsAreListed) {
  pb::Reason reason;
  reason.set_code(pb::REASON_CODE_NEEDS_MET);
  reason.add_figures()->set_count(2);
  reason.add_figures()->set_count(3);
  reason.add_figures()->set_need(type::v1::NEED_KIND_EXPERTS);
  reason.add_figures()->set_need(type::v1::NEED_KIND_SALES);
  Wording(NameOf).Word(reason);
  EXPECT_EQ(reason.text().zh(), "可满足3项其他需求中的2项：专家指导、产品促销");
  EXPECT_EQ(reason.text().en(),
            "Meets 2 of 3 other needs: experts, sales help");
}

TEST(ReasonTextTest, AnAmountThatIsNotStatedIsLeftOut) {
  pb::Reason reason;
  reason.set_code(pb::REASON_CODE_RECORD_AREA);
  reason.add_figures()->set_resource("programmes/hubei/areas/420527");
  reason.add_figures()->set_count(2);
  reason.add_figures()->set_amount_fen(0);
  Wording(NameOf).Word(reason);
  EXPECT_EQ(reason.text().zh(), "在秭归县完成过2个合作项目");
  reason.mutable_figures(2)->set_amount_fen(1'000'000);
  Wording(NameOf).Word(reason);
  EXPECT_EQ(reason.text().zh(), "在秭归县完成过2个合作项目，共1万元");
  EXPECT_EQ(reason.text().en(),
            "Projects finished in 秭归县 before: 2, 10,000 yuan in all");
}

TEST(ReasonTextTest, YearsHaveNoCommas) {
  pb::FilterFailure failure;
  failure.set_code(pb::FILTER_CODE_YEAR);
  for (int year : {2021, 2014, 2020}) failure.add_figures()->set_count(year);
  Wording(NameOf).Word(failure);
  EXPECT_EQ(failure.text().zh(), "2021年不在项目年限2014–2020年内");
  EXPECT_EQ(failure.text().en(),
            "2021 is outside the project's years, 2014–2020");
}

TEST(ReasonTextTest, MoreMeansSayHowMuchMoreAndWhere) {
  pb::Counterfactual change;
  change.set_change(pb::CHANGE_KIND_MEANS);
  change.mutable_subject()->set_resource("grant");
  change.mutable_from()->set_amount_fen(120'000'000);
  change.mutable_to()->set_amount_fen(200'000'000);
  change.set_rank(12);
  change.set_rank_after(7);
  Wording(NameOf).Word(change);
  EXPECT_EQ(
      change.text().zh(),
      "无偿援助年度资金再增加80万元（由120万元增至200万元），可升至第7位");
  EXPECT_EQ(change.text().en(),
            "With 800,000 yuan more means for grants (from 1.2 million yuan to "
            "2 million yuan) it would be 7th");
  change.set_rank(0);
  Wording(NameOf).Word(change);
  EXPECT_THAT(change.text().zh(), HasSubstr("可入列第7位"));
}

// A value that is missing would show as its number.
TEST(ReasonTextTest, EveryNeedReadinessAndStateHasItsWords) {
  const auto word = [](auto set) {
    pb::Reason reason;
    reason.set_code(pb::REASON_CODE_READINESS);
    set(*reason.add_figures());
    Wording(NameOf).Word(reason);
    return absl::StrCat(reason.text().zh(), reason.text().en());
  };
  for (int i = 1; i < type::v1::NeedKind_descriptor()->value_count(); ++i) {
    const std::string text = word([i](pb::Figure& figure) {
      figure.set_need(static_cast<type::v1::NeedKind>(i));
    });
    EXPECT_FALSE(absl::StrContains(text, absl::StrCat(i))) << i;
  }
  using catalogue::v1::Project;
  for (int i = 0; i < Project::Readiness_descriptor()->value_count(); ++i) {
    const std::string text = word([i](pb::Figure& figure) {
      figure.set_readiness(static_cast<Project::Readiness>(i));
    });
    EXPECT_FALSE(absl::StrContains(text, absl::StrCat(i))) << i;
  }
  for (int i = 0; i < Project::State_descriptor()->value_count(); ++i) {
    const std::string text = word([i](pb::Figure& figure) {
      figure.set_state(static_cast<Project::State>(i));
    });
    EXPECT_FALSE(absl::StrContains(text, absl::StrCat(i))) << i;
  }
}

TEST(ReasonTextTest, PercentsAreExact) {
  pb::Reason reason;
  reason.set_code(pb::REASON_CODE_READINESS);
  reason.add_figures()->set_basis_points(5528);
  Wording(NameOf).Word(reason);
  EXPECT_EQ(reason.text().en(), "Readiness: 55.28%");
  reason.mutable_figures(0)->set_basis_points(5550);
  Wording(NameOf).Word(reason);
  EXPECT_EQ(reason.text().en(), "Readiness: 55.5%");
  reason.mutable_figures(0)->set_basis_points(900);
  Wording(NameOf).Word(reason);
  EXPECT_EQ(reason.text().en(), "Readiness: 9%");
}

}  // namespace
}  // namespace duikou
