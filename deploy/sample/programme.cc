#include "deploy/sample/programme.h"

#include "deploy/sample/competition.h"
#include "deploy/sample/fair.h"
#include "deploy/sample/ledger.h"
#include "deploy/sample/places.h"
#include "deploy/sample/projects.h"
#include "deploy/sample/random.h"
#include "deploy/sample/supporters.h"
#include "matcher/base/money.h"

namespace duikou::sample {
namespace {

using catalogue::v1::FundKind;
using catalogue::v1::Target;

constexpr char kPlan[] = "鄂政函〔2014〕220号";
constexpr char kReport[] = "重庆市2004年对口支援年度工作总结";

FundKind& AddFundKind(const char* id, const char* zh, const char* en,
                      Programme& programme) {
  FundKind& kind = *programme.programme.add_fund_kinds();
  kind.set_id(id);
  kind.mutable_display_name()->set_zh(zh);
  kind.mutable_display_name()->set_en(en);
  kind.add_distributions(FundKind::DISTRIBUTION_AGREEMENT);
  return kind;
}

Target& AddTarget(const char* id, const char* zh, const char* en,
                  const char* source, Programme& programme) {
  Target& target = *programme.programme.add_targets();
  target.set_id(id);
  target.mutable_display_name()->set_zh(zh);
  target.mutable_display_name()->set_en(en);
  target.set_source(source);
  return target;
}

void SetTitle(const char* zh, const char* en, int first_year, int last_year,
              const char* source, Programme& programme) {
  auto& message = programme.programme;
  message.set_name("programmes/" + programme.id);
  message.mutable_display_name()->set_zh(zh);
  message.mutable_display_name()->set_en(en);
  message.set_first_year(first_year);
  message.set_last_year(last_year);
  message.set_source(source);
}

void AddHubeiFunds(Programme& programme) {
  FundKind& policy =
      AddFundKind("policy", "政策资金", "Policy funds", programme);
  policy.add_giver_kinds(type::v1::UNIT_KIND_PROVINCIAL_DEPARTMENT);
  policy.add_distributions(FundKind::DISTRIBUTION_COMPETITION);
  policy.add_distributions(FundKind::DISTRIBUTION_FACTORS);
  policy.set_target_fen(280 * Money::kFenPerYiYuan);
  AddFundKind("grant", "无偿援助", "Grants", programme)
      .set_target_fen(5 * Money::kFenPerYiYuan);
  AddFundKind("cooperation", "经济合作", "Economic cooperation", programme)
      .set_target_fen(115 * Money::kFenPerYiYuan);
}

void AddHubeiTargets(Programme& programme) {
  AddTarget("funds", "对口支援资金", "Funds in all", kPlan, programme)
      .set_amount_fen(400 * Money::kFenPerYiYuan);
  AddTarget("trainings", "培训各类人才（人次）", "Person-trainings", kPlan,
            programme)
      .set_count(8'000);
  AddTarget("jobs", "增加就业岗位（个）", "New jobs", kPlan, programme)
      .set_count(25'000);
  AddTarget("major-cooperation", "重大经济合作项目（个）",
            "Major cooperation projects", kPlan, programme)
      .set_count(80);
  AddTarget("green-cover", "城镇绿化覆盖率", "Town green cover", kPlan,
            programme)
      .set_basis_points(50'00);
  AddTarget("sewage", "城镇生活污水集中处理率", "Urban sewage treated", kPlan,
            programme)
      .set_basis_points(95'00);
  AddTarget("refuse", "生活垃圾无害化处理率", "Refuse treated", kPlan,
            programme)
      .set_basis_points(100'00);
  AddTarget("drinking-water", "集中式饮用水源地水质达标率",
            "Drinking-water sources up to standard", kPlan, programme)
      .set_basis_points(100'00);
  Target& income = AddTarget("income", "城乡居民收入增长幅度",
                             "Growth of incomes", kPlan, programme);
  income.set_basis_points(100'00);
  income.set_relative_to_province(true);
  Target& eco = AddTarget("eco-towns", "省级生态镇（村）覆盖率",
                          "Eco-towns and villages", kPlan, programme);
  eco.set_basis_points(100'00);
  eco.set_relative_to_province(true);
}

}  // namespace

std::string LastIdOf(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

Programme MakeHubei(uint64_t seed) {
  Programme programme;
  programme.id = "hubei";
  SetTitle("湖北省对口支援三峡移民工作（2014—2020年）",
           "Hubei counterpart support 2014–2020", 2014, 2020, kPlan, programme);
  AddHubeiFunds(programme);
  AddHubeiTargets(programme);
  AddHubeiAreas(programme);
  AddSectors(programme);
  Random random(seed);
  AddProjects({.count = 714,
               .counties = &HubeiCounties(),
               .recipient_prefix = "county-",
               .totals = {{"policy", 2'800'000},
                          {"grant", 50'000},
                          {"cooperation", 1'150'000}}},
              random, programme);
  AddHubeiUnits(random, programme);
  Random ledger_random(seed);
  AddHubeiLedger(ledger_random, programme);
  Random call_random(seed);
  AddHubeiCall(call_random, programme);
  Random fair_random(seed);
  AddHubeiFair(fair_random, programme);
  return programme;
}

Programme MakeChongqing(uint64_t seed) {
  Programme programme;
  programme.id = "chongqing";
  SetTitle("重庆市三峡库区对口支援（2004—2007年）",
           "Chongqing counterpart support 2004–2007", 2004, 2007, kReport,
           programme);
  AddFundKind("grant", "无偿援助", "Grants", programme);
  AddFundKind("cooperation", "经济合作", "Economic cooperation", programme)
      .set_target_fen(92 * Money::kFenPerYiYuan);
  AddTarget("projects", "引进实施项目（个）", "Projects", kReport, programme)
      .set_count(680);
  AddTarget("labour-export", "劳务输出（人）", "Labour export", kReport,
            programme)
      .set_count(7'800);
  AddTarget("trainings", "就业培训（人）", "Persons trained", kReport,
            programme)
      .set_count(5'000);
  AddChongqingAreas(programme);
  AddSectors(programme);
  Random random(seed);
  AddProjects({.count = 60,
               .counties = &ChongqingCounties(),
               .recipient_prefix = "county-",
               .totals = {{"grant", 11'200}, {"cooperation", 212'800}}},
              random, programme);
  AddChongqingUnits(random, programme);
  Random ledger_random(seed);
  AddChongqingLedger(ledger_random, programme);
  return programme;
}

}  // namespace duikou::sample
