#include "deploy/sample/supporters.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "deploy/sample/places.h"
#include "matcher/base/money.h"

namespace duikou::sample {
namespace {

using profiles::v1::CapabilityProfile;
using profiles::v1::Unit;
using type::v1::UnitKind;

// A unit, and for a supporter what it is about.
struct UnitRow {
  const char* id;
  const char* zh;
  const char* en;
  const char* strong_in;  // sectors, strongest first; empty: any
  const char* home;       // an area's id
  const char* paired;     // areas' ids
};

// How much units of one kind give, in 万元 for one project, and what else.
struct Size {
  const char* fund_kind;
  int usual;
  int projects_a_year;
};

struct KindRow {
  UnitKind kind;
  std::vector<Size> sizes;
  std::vector<type::v1::NeedKind> offers;
  std::vector<type::v1::CooperationForm> forms;
  const char* guided_by;  // a unit's id
};

const std::vector<UnitRow>& Departments() {
  static const auto* rows = new std::vector<UnitRow>{
      {"ndrc", "省发展和改革委员会", "Development and Reform Commission",
       "rural-roads,industry-transfer,new-industry", "420000", ""},
      {"finance", "省财政厅", "Department of Finance",
       "demonstration-sites,social-governance,modern-agriculture", "420000",
       ""},
      {"agriculture", "省农业厅", "Department of Agriculture",
       "modern-agriculture,job-skills,renewable-energy", "420000", ""},
      {"water", "省水利厅", "Department of Water Resources",
       "irrigation,drinking-water,soil-and-hazards", "420000", ""},
      {"transport", "省交通运输厅", "Department of Transport",
       "rural-roads,ports-and-logistics", "420000", ""},
      {"education", "省教育厅", "Department of Education",
       "education,professional-training", "420000", ""},
      {"health", "省卫生和计划生育委员会", "Health Commission",
       "health,professional-training", "420000", ""},
      {"labour", "省人力资源和社会保障厅", "Department of Human Resources",
       "job-skills,labour-market,professional-training", "420000", ""},
      {"environment", "省环境保护厅", "Department of Environment",
       "refuse-and-sewage,monitoring,eco-villages", "420000", ""},
      {"forestry", "省林业厅", "Department of Forestry",
       "eco-villages,soil-and-hazards,modern-agriculture", "420000", ""},
      {"tourism", "省旅游局", "Tourism Administration",
       "services,culture,fairs-and-markets", "420000", ""},
      {"commerce", "省商务厅", "Department of Commerce",
       "fairs-and-markets,industry-transfer,services", "420000", ""},
      {"science", "省科学技术厅", "Department of Science and Technology",
       "science,modern-agriculture,new-industry", "420000", ""},
      {"industry", "省经济和信息化委员会", "Commission of Industry",
       "new-industry,telecommunications,industry-transfer", "420000", ""},
      {"land", "省国土资源厅", "Department of Land and Resources",
       "soil-and-hazards,eco-homes", "420000", ""},
      {"housing", "省住房和城乡建设厅", "Department of Housing",
       "eco-homes,refuse-and-sewage,resettlement-communities", "420000", ""},
      {"culture", "省文化厅", "Department of Culture", "culture", "420000", ""},
      {"broadcasting", "省新闻出版广电局", "Press and Broadcasting Bureau",
       "culture,telecommunications", "420000", ""},
      {"sport", "省体育局", "Sports Bureau", "sport", "420000", ""},
      {"civil-affairs", "省民政厅", "Department of Civil Affairs",
       "social-governance,resettlement-communities", "420000", ""},
      {"poverty-relief", "省扶贫开发办公室", "Poverty Relief Office",
       "demonstration-sites,eco-homes,job-skills", "420000", ""},
      {"telecom", "省通信管理局", "Communications Administration",
       "telecommunications", "420000", ""},
      {"seismology", "省地震局", "Seismological Bureau",
       "soil-and-hazards,monitoring", "420000", ""},
      {"meteorology", "省气象局", "Meteorological Bureau",
       "monitoring,modern-agriculture", "420000", ""},
      {"assets", "省国有资产监督管理委员会", "State Assets Commission",
       "new-industry,industry-transfer", "420000", ""},
      {"federation", "省工商业联合会", "Federation of Industry and Commerce",
       "industry-transfer,fairs-and-markets,labour-market", "420000", ""},
      {"three-gorges-office", "省三峡办", "Three Gorges Office",
       "demonstration-sites,resettlement-communities,cadre-training", "420000",
       ""},
  };
  return *rows;
}

const std::vector<UnitRow>& Municipalities() {
  static const auto* rows = new std::vector<UnitRow>{
      {"wuhan", "武汉市", "Wuhan", "services,industry-transfer,education",
       "420100", "420506,420527"},
      {"huangshi", "黄石市", "Huangshi", "new-industry,refuse-and-sewage",
       "420200", "420526"},
      {"shiyan", "十堰市", "Shiyan", "eco-villages,modern-agriculture",
       "420300", "429021"},
      {"xiangyang", "襄阳市", "Xiangyang", "modern-agriculture,new-industry",
       "420600", "420527"},
      {"ezhou", "鄂州市", "Ezhou", "ports-and-logistics,eco-homes", "420700",
       "420526"},
      {"jingmen", "荆门市", "Jingmen", "modern-agriculture,new-industry",
       "420800", "420528"},
      {"xiaogan", "孝感市", "Xiaogan", "new-industry,drinking-water", "420900",
       "422823"},
      {"jingzhou", "荆州市", "Jingzhou", "ports-and-logistics,irrigation",
       "421000", "422823"},
      {"huanggang", "黄冈市", "Huanggang", "job-skills,education", "421100",
       "422823"},
      {"xianning", "咸宁市", "Xianning", "services,renewable-energy", "421200",
       "420529"},
      {"suizhou", "随州市", "Suizhou", "modern-agriculture,new-industry",
       "421300", "420504"},
      {"yichang", "宜昌市", "Yichang",
       "modern-agriculture,services,ports-and-logistics", "420500",
       "420506,420527,420526"},
      {"enshi", "恩施土家族苗族自治州", "Enshi",
       "modern-agriculture,culture,services", "422800", "422823"},
      {"xiantao", "仙桃市", "Xiantao", "new-industry,job-skills", "429004",
       "420528"},
      {"qianjiang", "潜江市", "Qianjiang", "modern-agriculture,new-industry",
       "429005", "420529"},
      {"tianmen", "天门市", "Tianmen", "health,modern-agriculture", "429006",
       "420504"},
  };
  return *rows;
}

const std::vector<UnitRow>& Zones() {
  static const auto* rows = new std::vector<UnitRow>{
      {"optics-valley", "武汉东湖新技术开发区", "Wuhan East Lake Zone",
       "science,new-industry,telecommunications", "420100", "420506"},
      {"wuhan-zone", "武汉经济技术开发区", "Wuhan Economic Zone",
       "new-industry,industry-transfer", "420100", "420527"},
      {"xiangyang-zone", "襄阳高新技术产业开发区", "Xiangyang Hi-tech Zone",
       "new-industry,industry-transfer", "420600", "420526"},
      {"yichang-zone", "宜昌高新技术产业开发区", "Yichang Hi-tech Zone",
       "new-industry,ports-and-logistics", "420500", "420504"},
      {"jingzhou-zone", "荆州经济技术开发区", "Jingzhou Economic Zone",
       "industry-transfer,new-industry", "421000", "422823"},
  };
  return *rows;
}

// Invented firms: no name stands for a real one.
const std::vector<UnitRow>& Enterprises() {
  static const auto* rows = new std::vector<UnitRow>{
      {"chujiang-agri", "楚江农业集团（示例）", "Chujiang Agriculture",
       "modern-agriculture,fairs-and-markets", "420100", ""},
      {"jingchu-tea", "荆楚茶业公司（示例）", "Jingchu Tea",
       "modern-agriculture,fairs-and-markets", "420500", "420529"},
      {"xiajiang-tourism", "峡江旅游集团（示例）", "Gorge Tourism Group",
       "services,culture", "420500", "420527"},
      {"gaoxia-power", "高峡能源公司（示例）", "Gaoxia Energy",
       "renewable-energy,irrigation", "420500", "420506"},
      {"hanjiang-building", "汉江建材集团（示例）",
       "Hanjiang Building Materials", "new-industry,eco-homes", "420600", ""},
      {"donghu-pharma", "东湖医药公司（示例）", "Donghu Pharma",
       "health,new-industry", "420100", "429021"},
      {"jiangcheng-logistics", "江城物流集团（示例）", "Jiangcheng Logistics",
       "ports-and-logistics,fairs-and-markets", "420100", "420527"},
      {"ezhong-water", "鄂中水务公司（示例）", "Ezhong Water",
       "drinking-water,refuse-and-sewage", "420800", ""},
      {"chutian-retail", "楚天商贸连锁公司（示例）", "Chutian Retail",
       "fairs-and-markets,services", "420100", ""},
      {"jiangnan-garment", "江南服装公司（示例）", "Jiangnan Garments",
       "industry-transfer,job-skills", "421000", "422823"},
      {"guanggu-digital", "光谷数字科技公司（示例）", "Optics Valley Digital",
       "telecommunications,science", "420100", ""},
      {"hubei-phosphate", "鄂西磷化集团（示例）", "Western Hubei Phosphates",
       "new-industry,monitoring", "420500", "420526"},
      {"zhongnan-road", "中南路桥公司（示例）", "Zhongnan Road and Bridge",
       "rural-roads,soil-and-hazards", "420100", ""},
      {"meirong-food", "美荣食品公司（示例）", "Meirong Foods",
       "modern-agriculture,new-industry", "421100", "420528"},
  };
  return *rows;
}

const std::vector<UnitRow>& Universities() {
  static const auto* rows = new std::vector<UnitRow>{
      {"whu", "武汉大学", "Wuhan University",
       "health,education,professional-training", "420100", "422823"},
      {"hust", "华中科技大学", "Huazhong University of Science and Technology",
       "science,health,new-industry", "420100", "420506"},
      {"hzau", "华中农业大学", "Huazhong Agricultural University",
       "modern-agriculture,science,professional-training", "420100", "420527"},
      {"ctgu", "三峡大学", "China Three Gorges University",
       "education,health,soil-and-hazards", "420500", "420504"},
      {"whut", "武汉理工大学", "Wuhan University of Technology",
       "ports-and-logistics,new-industry,science", "420100", "420526"},
      {"cug", "中国地质大学（武汉）", "China University of Geosciences",
       "soil-and-hazards,monitoring", "420100", "422823"},
      {"ccnu", "华中师范大学", "Central China Normal University",
       "education,cadre-training", "420100", "420528"},
      {"yangtzeu", "长江大学", "Yangtze University",
       "modern-agriculture,education", "421000", "420529"},
      {"hbmy", "湖北民族学院", "Hubei University for Nationalities",
       "culture,education", "422800", "422823"},
      {"hbue", "湖北经济学院", "Hubei University of Economics",
       "cadre-training,labour-market,services", "420100", "429021"},
  };
  return *rows;
}

const std::vector<UnitRow>& Provinces() {
  static const auto* rows = new std::vector<UnitRow>{
      {"shanghai", "上海市", "Shanghai", "industry-transfer,health", "",
       "500101"},
      {"zhejiang", "浙江省", "Zhejiang", "new-industry,industry-transfer", "",
       "500102"},
      {"fujian", "福建省", "Fujian", "services,modern-agriculture", "",
       "500101"},
      {"shandong", "山东省", "Shandong", "modern-agriculture,new-industry", "",
       "500233"},
      {"liaoning", "辽宁省", "Liaoning", "new-industry", "", "500236"},
      {"hebei", "河北省", "Hebei", "modern-agriculture", "", "500230"},
      {"yunnan", "云南省", "Yunnan", "services,culture", "", "500240"},
      {"shenzhen", "深圳市", "Shenzhen", "industry-transfer,labour-market", "",
       "500236"},
      {"nanjing", "南京市", "Nanjing", "education,new-industry", "", "500101"},
      {"xiamen", "厦门市", "Xiamen", "ports-and-logistics,services", "",
       "500101"},
      {"tianjin", "天津市", "Tianjin", "new-industry,health", "", "500101"},
  };
  return *rows;
}

template <typename T, typename... Values>
std::vector<T> List(Values... values) {
  return {values...};
}

KindRow Kind(UnitKind kind) {
  using type::v1::CooperationForm;
  using type::v1::NeedKind;
  switch (kind) {
    case type::v1::UNIT_KIND_PROVINCIAL_DEPARTMENT:
      return {kind,
              {{"policy", 3600, 6}, {"grant", 60, 2}},
              List<NeedKind>(type::v1::NEED_KIND_EXPERTS,
                             type::v1::NEED_KIND_PLANNING,
                             type::v1::NEED_KIND_TRAINING),
              List<CooperationForm>(type::v1::COOPERATION_FORM_GRANT),
              ""};
    case type::v1::UNIT_KIND_MUNICIPALITY:
      return {kind,
              {{"grant", 90, 4}, {"cooperation", 5200, 3}},
              List<NeedKind>(type::v1::NEED_KIND_SALES,
                             type::v1::NEED_KIND_MARKET_ACCESS,
                             type::v1::NEED_KIND_SECONDMENT,
                             type::v1::NEED_KIND_INVESTORS),
              List<CooperationForm>(type::v1::COOPERATION_FORM_GRANT,
                                    type::v1::COOPERATION_FORM_JOINT_VENTURE),
              ""};
    case type::v1::UNIT_KIND_DEVELOPMENT_ZONE:
      return {kind,
              {{"grant", 70, 2}, {"cooperation", 8200, 2}},
              List<NeedKind>(type::v1::NEED_KIND_INVESTORS,
                             type::v1::NEED_KIND_JOBS,
                             type::v1::NEED_KIND_PLANNING),
              List<CooperationForm>(type::v1::COOPERATION_FORM_JOINT_VENTURE,
                                    type::v1::COOPERATION_FORM_SOLE_INVESTMENT),
              ""};
    case type::v1::UNIT_KIND_UNIVERSITY:
      return {
          kind,
          {{"grant", 30, 3}},
          List<NeedKind>(
              type::v1::NEED_KIND_EXPERTS, type::v1::NEED_KIND_TECHNOLOGY,
              type::v1::NEED_KIND_ADMISSIONS, type::v1::NEED_KIND_TRAINING),
          List<CooperationForm>(type::v1::COOPERATION_FORM_TRAINING,
                                type::v1::COOPERATION_FORM_INTANGIBLE_SHARE),
          "education"};
    case type::v1::UNIT_KIND_PROVINCE:
      return {
          kind,
          {{"grant", 120, 3}, {"cooperation", 6000, 3}},
          List<NeedKind>(type::v1::NEED_KIND_TRAINING, type::v1::NEED_KIND_JOBS,
                         type::v1::NEED_KIND_INVESTORS,
                         type::v1::NEED_KIND_SECONDMENT),
          List<CooperationForm>(type::v1::COOPERATION_FORM_GRANT,
                                type::v1::COOPERATION_FORM_SOLE_INVESTMENT,
                                type::v1::COOPERATION_FORM_TAKEOVER),
          ""};
    default:
      return {kind,
              {{"cooperation", 4800, 2}, {"grant", 40, 1}},
              List<NeedKind>(
                  type::v1::NEED_KIND_TECHNOLOGY, type::v1::NEED_KIND_SALES,
                  type::v1::NEED_KIND_JOBS, type::v1::NEED_KIND_EQUIPMENT),
              List<CooperationForm>(type::v1::COOPERATION_FORM_SOLE_INVESTMENT,
                                    type::v1::COOPERATION_FORM_JOINT_VENTURE,
                                    type::v1::COOPERATION_FORM_INTANGIBLE_SHARE,
                                    type::v1::COOPERATION_FORM_PURCHASING),
              "assets"};
  }
}

std::vector<std::string> Ids(const char* list) {
  return absl::StrSplit(std::string(list), ',', absl::SkipEmpty());
}

void AddUnit(const UnitRow& row, UnitKind kind, const char* guided_by,
             Programme& programme) {
  Unit unit;
  unit.set_name(programme.Name("units", row.id));
  unit.mutable_display_name()->set_zh(row.zh);
  unit.mutable_display_name()->set_en(row.en);
  unit.set_kind(kind);
  unit.add_sides(profiles::v1::SIDE_SUPPORTER);
  if (*row.home != '\0') {
    unit.set_home_area(programme.Name("areas", row.home));
  }
  if (*guided_by != '\0') {
    unit.set_guiding_department(programme.Name("units", guided_by));
  }
  unit.set_source(kMadeUp);
  programme.units.push_back(std::move(unit));
}

void AddGivings(const KindRow& kind, Random& random,
                CapabilityProfile& profile) {
  for (const Size& size : kind.sizes) {
    auto& giving = *profile.add_givings();
    const int64_t usual = size.usual * random.Between(50, 180) / 100;
    giving.set_fund_kind(size.fund_kind);
    giving.set_least_fen(usual / 10 * Money::kFenPerWanYuan);
    giving.set_usual_fen(usual * Money::kFenPerWanYuan);
    giving.set_most_fen(usual * random.Between(4, 8) * Money::kFenPerWanYuan);
    // Half state their means; for the others the quota stands.
    if (random.Chance(50)) {
      giving.set_means_fen(usual * size.projects_a_year *
                           random.Between(90, 160) / 100 *
                           Money::kFenPerWanYuan);
    }
  }
}

void AddProfile(const UnitRow& row, const KindRow& kind, Random& random,
                Programme& programme) {
  CapabilityProfile profile;
  profile.set_name(programme.Name("profiles", row.id));
  int strength = static_cast<int>(random.Between(80, 98));
  std::set<std::string> strong;
  for (const std::string& sector : Ids(row.strong_in)) {
    auto& entry = *profile.add_strengths();
    entry.set_sector(programme.Name("sectors", sector));
    entry.set_strength(strength);
    strong.insert(sector);
    strength -= static_cast<int>(random.Between(8, 22));
  }
  // And some strength in one or two other fields.
  for (int i = 0; i < 2; ++i) {
    const auto& sector = random.Pick(programme.sectors);
    const std::string id = sector.name().substr(sector.name().rfind('/') + 1);
    if (!strong.insert(id).second) continue;
    auto& entry = *profile.add_strengths();
    entry.set_sector(sector.name());
    entry.set_strength(static_cast<int>(random.Between(15, 45)));
  }
  std::set<std::string> areas;
  for (int i = 0; i < 2; ++i) {
    const std::string& area = random.Pick(programme.projects).area();
    if (!areas.insert(area).second) continue;
    auto& preferred = *profile.add_preferred_areas();
    preferred.set_area(area);
    preferred.set_preference(static_cast<int>(random.Between(3, 9)) * 10);
  }
  AddGivings(kind, random, profile);
  for (const auto offer : kind.offers) {
    if (!random.Chance(80)) continue;
    auto& entry = *profile.add_offers();
    entry.set_kind(offer);
    entry.set_quantity(static_cast<int>(random.Between(1, 12)));
  }
  for (const auto form : kind.forms) profile.add_forms(form);
  profile.set_most_projects(static_cast<int>(random.Between(3, 12)));
  profile.mutable_statement()->set_zh(
      "示例数据：能力档案为随机生成，不代表该单位实际情况。");
  profile.mutable_statement()->set_en(
      "Sample: made up, says nothing about the unit.");
  programme.profiles.push_back(std::move(profile));
}

void AddPairings(const UnitRow& row, Programme& programme) {
  for (const std::string& area : Ids(row.paired)) {
    profiles::v1::Pairing pairing;
    pairing.set_name(
        programme.Name("pairings", absl::StrCat(row.id, "--", area)));
    pairing.set_supporter(programme.Name("units", row.id));
    pairing.set_area(programme.Name("areas", area));
    pairing.set_since_year(programme.programme.first_year());
    pairing.set_source(kMadeUp);
    programme.pairings.push_back(std::move(pairing));
  }
}

void AddQuotas(const UnitRow& row, const KindRow& kind, Random& random,
               Programme& programme) {
  for (const Size& size : kind.sizes) {
    const int64_t base = int64_t{size.usual} * size.projects_a_year;
    for (int year = programme.programme.first_year();
         year <= programme.programme.last_year(); ++year) {
      profiles::v1::Quota quota;
      quota.set_name(programme.Name(
          "quotas", absl::StrCat(row.id, "--", year, "--", size.fund_kind)));
      quota.set_unit(programme.Name("units", row.id));
      quota.set_year(year);
      quota.set_fund_kind(size.fund_kind);
      quota.set_amount_fen(base * random.Between(80, 120) / 100 *
                           Money::kFenPerWanYuan);
      quota.set_source(kMadeUp);
      programme.quotas.push_back(std::move(quota));
    }
  }
}

// What was finished before the programme began: where the unit is strong or
// paired, so that the record tells something.
void AddCooperations(const UnitRow& row, const KindRow& kind, Random& random,
                     Programme& programme) {
  const std::vector<std::string> sectors = Ids(row.strong_in);
  const std::vector<std::string> paired = Ids(row.paired);
  const int count = static_cast<int>(random.Between(0, 4));
  for (int i = 0; i < count; ++i) {
    profiles::v1::Cooperation done;
    const int number = static_cast<int>(programme.cooperations.size()) + 1;
    done.set_name(
        programme.Name("cooperations", absl::StrFormat("c-%03d", number)));
    done.set_supporter(programme.Name("units", row.id));
    done.set_area(!paired.empty() && random.Chance(70)
                      ? programme.Name("areas", random.Pick(paired))
                      : random.Pick(programme.projects).area());
    done.set_sector(random.Chance(75)
                        ? programme.Name("sectors", random.Pick(sectors))
                        : random.Pick(programme.projects).sector());
    const int first = programme.programme.first_year();
    done.set_year(static_cast<int>(random.Between(first - 5, first - 1)));
    const Size& size = random.Pick(kind.sizes);
    done.set_amount_fen(size.usual * random.Between(30, 200) / 100 *
                        Money::kFenPerWanYuan);
    done.mutable_display_name()->set_zh("已完成的合作项目（示例）");
    done.mutable_display_name()->set_en("Finished cooperation (sample)");
    done.set_source(kMadeUp);
    programme.cooperations.push_back(std::move(done));
  }
}

const profiles::v1::Quota* FindQuota(const Programme& programme,
                                     const std::string& unit, int year,
                                     const std::string& fund_kind) {
  for (const auto& quota : programme.quotas) {
    if (quota.unit() == unit && quota.year() == year &&
        quota.fund_kind() == fund_kind) {
      return &quota;
    }
  }
  return nullptr;
}

// A few first promises: never over a project's open need, and a small part of
// the supporter's quota.
void AddCommitments(Random& random, Programme& programme) {
  for (int number = 1; number <= 120; ++number) {
    const auto& project = random.Pick(programme.projects);
    const auto& need = project.fund_needs(
        static_cast<int>(random.Between(0, project.fund_needs_size() - 1)));
    const auto& unit = random.Pick(programme.units);
    const auto* quota = FindQuota(programme, unit.name(), project.first_year(),
                                  need.fund_kind());
    if (quota == nullptr || project.all_or_nothing()) continue;
    const int64_t wan_yuan =
        std::min(need.open_fen() / 2, quota->amount_fen() / 5) /
        Money::kFenPerWanYuan;
    if (wan_yuan <= 0) continue;
    profiles::v1::Commitment promise;
    promise.set_name(
        programme.Name("commitments", absl::StrFormat("m-%02d", number)));
    promise.set_supporter(unit.name());
    promise.set_project(project.name());
    promise.set_fund_kind(need.fund_kind());
    promise.set_year(project.first_year());
    promise.set_amount_fen(wan_yuan * Money::kFenPerWanYuan);
    promise.set_source(kMadeUp);
    programme.commitments.push_back(std::move(promise));
  }
}

// State-owned groups are guided by the asset commission, private companies by
// the federation of industry and commerce.
const char* GuidedBy(const UnitRow& row, const KindRow& kind) {
  const bool company = kind.kind == type::v1::UNIT_KIND_ENTERPRISE &&
                       absl::StrContains(row.zh, "公司");
  return company ? "federation" : kind.guided_by;
}

void AddSupporters(const std::vector<UnitRow>& rows, UnitKind unit_kind,
                   Random& random, Programme& programme) {
  const KindRow kind = Kind(unit_kind);
  for (const UnitRow& row : rows) {
    AddUnit(row, unit_kind, GuidedBy(row, kind), programme);
    AddProfile(row, kind, random, programme);
    AddPairings(row, programme);
    AddQuotas(row, kind, random, programme);
    AddCooperations(row, kind, random, programme);
  }
}

void AddRecipients(const std::vector<County>& counties,
                   const std::string& prefix, Programme& programme) {
  for (const County& county : counties) {
    Unit unit;
    unit.set_name(programme.Name("units", absl::StrCat(prefix, county.id)));
    unit.mutable_display_name()->set_zh(absl::StrCat(county.zh, "对口办"));
    unit.mutable_display_name()->set_en(absl::StrCat(county.en, " office"));
    unit.set_kind(type::v1::UNIT_KIND_COUNTY);
    unit.add_sides(profiles::v1::SIDE_RECIPIENT);
    unit.set_home_area(programme.Name("areas", county.id));
    unit.add_recipient_areas(programme.Name("areas", county.id));
    unit.set_source(kMadeUp);
    programme.units.push_back(std::move(unit));
  }
}

// Yichang and Enshi are supporters and answer for recipient counties.
void MarkBothSides(const std::vector<County>& counties, Programme& programme) {
  for (Unit& unit : programme.units) {
    if (unit.kind() != type::v1::UNIT_KIND_MUNICIPALITY) continue;
    for (const County& county : counties) {
      if (unit.home_area() != programme.Name("areas", county.parent)) continue;
      if (unit.sides_size() == 1) {
        unit.add_sides(profiles::v1::SIDE_RECIPIENT);
      }
      unit.add_recipient_areas(programme.Name("areas", county.id));
    }
  }
}

}  // namespace

void AddHubeiUnits(Random& random, Programme& programme) {
  AddSupporters(Departments(), type::v1::UNIT_KIND_PROVINCIAL_DEPARTMENT,
                random, programme);
  AddSupporters(Municipalities(), type::v1::UNIT_KIND_MUNICIPALITY, random,
                programme);
  AddSupporters(Zones(), type::v1::UNIT_KIND_DEVELOPMENT_ZONE, random,
                programme);
  AddSupporters(Enterprises(), type::v1::UNIT_KIND_ENTERPRISE, random,
                programme);
  AddSupporters(Universities(), type::v1::UNIT_KIND_UNIVERSITY, random,
                programme);
  AddRecipients(HubeiCounties(), "county-", programme);
  MarkBothSides(HubeiCounties(), programme);
  AddCommitments(random, programme);
}

void AddChongqingUnits(Random& random, Programme& programme) {
  AddSupporters(Provinces(), type::v1::UNIT_KIND_PROVINCE, random, programme);
  AddRecipients(ChongqingCounties(), "county-", programme);
  AddCommitments(random, programme);
}

}  // namespace duikou::sample
