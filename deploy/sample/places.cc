#include "deploy/sample/places.h"

#include <cstring>

namespace duikou::sample {
namespace {

using catalogue::v1::Area;
using catalogue::v1::Sector;

struct Place {
  const char* id;
  const char* zh;
  const char* en;
  Area::Kind kind;
  const char* parent;
};

bool IsCode(const char* id) {
  return std::strlen(id) == 6 && std::strspn(id, "0123456789") == 6;
}

void AddArea(Programme& programme, const Place& place, const char* group) {
  Area area;
  area.set_name(programme.Name("areas", place.id));
  area.mutable_display_name()->set_zh(place.zh);
  area.mutable_display_name()->set_en(place.en);
  area.set_kind(place.kind);
  if (*place.parent != '\0') {
    area.set_parent_area(programme.Name("areas", place.parent));
  }
  if (*group != '\0') area.set_group(programme.Name("areas", group));
  if (IsCode(place.id)) area.set_code(place.id);
  programme.areas.push_back(area);
}

void AddCounties(Programme& programme, const std::vector<County>& counties) {
  for (const County& county : counties) {
    const Area::Kind kind =
        IsCode(county.id) ? Area::KIND_COUNTY : Area::KIND_PLACE;
    AddArea(programme, {county.id, county.zh, county.en, kind, county.parent},
            county.group);
  }
}

}  // namespace

const std::vector<County>& HubeiCounties() {
  static const auto* counties = new std::vector<County>{
      {"420506",
       "夷陵区",
       "Yiling",
       "420500",
       "reservoir",
       17,
       {{"小溪塔街道", "Xiaoxita"},
        {"樟村坪镇", "Zhangcunping"},
        {"雾渡河镇", "Wuduhe"},
        {"分乡镇", "Fenxiang"},
        {"太平溪镇", "Taipingxi"},
        {"三斗坪镇", "Sandouping"},
        {"乐天溪镇", "Letianxi"},
        {"龙泉镇", "Longquan"},
        {"鸦鹊岭镇", "Yaqueling"},
        {"黄花镇", "Huanghua"},
        {"下堡坪乡", "Xiabaoping"},
        {"邓村乡", "Dengcun"}}},
      {"420527",
       "秭归县",
       "Zigui",
       "420500",
       "reservoir",
       19,
       {{"茅坪镇", "Maoping"},
        {"归州镇", "Guizhou Town"},
        {"屈原镇", "Quyuan"},
        {"沙镇溪镇", "Shazhenxi"},
        {"两河口镇", "Lianghekou"},
        {"郭家坝镇", "Guojiaba"},
        {"杨林桥镇", "Yanglinqiao"},
        {"九畹溪镇", "Jiuwanxi"},
        {"水田坝乡", "Shuitianba"},
        {"泄滩乡", "Xietan"},
        {"梅家河乡", "Meijiahe"},
        {"磨坪乡", "Moping"}}},
      {"420526",
       "兴山县",
       "Xingshan",
       "420500",
       "reservoir",
       13,
       {{"古夫镇", "Gufu"},
        {"昭君镇", "Zhaojun"},
        {"峡口镇", "Xiakou"},
        {"南阳镇", "Nanyang Town"},
        {"黄粮镇", "Huangliang"},
        {"水月寺镇", "Shuiyuesi"},
        {"高桥乡", "Gaoqiao"},
        {"榛子乡", "Zhenzi"}}},
      {"422823",
       "巴东县",
       "Badong",
       "422800",
       "reservoir",
       17,
       {{"信陵镇", "Xinling"},
        {"东瀼口镇", "Dongrangkou"},
        {"沿渡河镇", "Yanduhe"},
        {"官渡口镇", "Guandukou"},
        {"茶店子镇", "Chadianzi"},
        {"绿葱坡镇", "Lücongpo"},
        {"大支坪镇", "Dazhiping"},
        {"野三关镇", "Yesanguan"},
        {"水布垭镇", "Shuibuya"},
        {"清太坪镇", "Qingtaiping"},
        {"溪丘湾乡", "Xiqiuwan"},
        {"金果坪乡", "Jinguoping"}}},
      {"429021",
       "神农架林区",
       "Shennongjia",
       "420000",
       "flooded",
       8,
       {{"松柏镇", "Songbai"},
        {"阳日镇", "Yangri"},
        {"木鱼镇", "Muyu"},
        {"红坪镇", "Hongping"},
        {"新华镇", "Xinhua"},
        {"宋洛乡", "Songluo"}}},
      {"dalaoling",
       "大老岭林场",
       "Dalaoling Forest Farm",
       "420500",
       "flooded",
       2,
       {{"场部", "Headquarters"}, {"林区", "Forest"}}},
      {"420504",
       "点军区",
       "Dianjun",
       "420500",
       "resettlement",
       6,
       {{"点军街道", "Dianjun Street"},
        {"艾家镇", "Aijia"},
        {"桥边镇", "Qiaobian"},
        {"联棚乡", "Lianpeng"},
        {"土城乡", "Tucheng"}}},
      {"420528",
       "长阳土家族自治县",
       "Changyang",
       "420500",
       "resettlement",
       10,
       {{"龙舟坪镇", "Longzhouping"},
        {"高家堰镇", "Gaojiayan"},
        {"磨市镇", "Moshi"},
        {"都镇湾镇", "Duzhenwan"},
        {"资丘镇", "Ziqiu"},
        {"渔峡口镇", "Yuxiakou"},
        {"榔坪镇", "Langping"},
        {"贺家坪镇", "Hejiaping"},
        {"大堰乡", "Dayan"},
        {"火烧坪乡", "Huoshaoping"}}},
      {"420529",
       "五峰土家族自治县",
       "Wufeng",
       "420500",
       "resettlement",
       8,
       {{"五峰镇", "Wufeng Town"},
        {"长乐坪镇", "Changleping"},
        {"渔洋关镇", "Yuyangguan"},
        {"仁和坪镇", "Renheping"},
        {"湾潭镇", "Wantan"},
        {"付家堰乡", "Fujiayan"},
        {"牛庄乡", "Niuzhuang"},
        {"采花乡", "Caihua"}}},
  };
  return *counties;
}

const std::vector<County>& ChongqingCounties() {
  static const auto* counties = new std::vector<County>{
      {"500101",
       "万州区",
       "Wanzhou",
       "500000",
       "hinterland",
       20,
       {{"龙驹镇", "Longju"}, {"甘宁镇", "Ganning"}, {"五桥街道", "Wuqiao"}}},
      {"500102",
       "涪陵区",
       "Fuling",
       "500000",
       "hinterland",
       14,
       {{"李渡街道", "Lidu"}, {"珍溪镇", "Zhenxi"}, {"蔺市镇", "Linshi"}}},
      {"500115",
       "长寿区",
       "Changshou",
       "500000",
       "tail",
       9,
       {{"晏家街道", "Yanjia"}, {"长寿湖镇", "Changshouhu"}}},
      {"500112",
       "渝北区",
       "Yubei",
       "500000",
       "tail",
       8,
       {{"洛碛镇", "Luoqi"}, {"统景镇", "Tongjing"}}},
      {"500113",
       "巴南区",
       "Ba'nan",
       "500000",
       "tail",
       8,
       {{"木洞镇", "Mudong"}, {"麻柳嘴镇", "Maliuzui"}}},
      {"500230",
       "丰都县",
       "Fengdu",
       "500000",
       "hinterland",
       9,
       {{"高家镇", "Gaojia"}, {"名山街道", "Mingshan"}}},
      {"500240",
       "石柱土家族自治县",
       "Shizhu",
       "500000",
       "hinterland",
       7,
       {{"西沱镇", "Xituo"}, {"黄水镇", "Huangshui"}}},
      {"500236",
       "奉节县",
       "Fengjie",
       "500000",
       "hinterland",
       9,
       {{"白帝镇", "Baidi"}, {"草堂镇", "Caotang"}}},
      {"500233",
       "忠县",
       "Zhongxian",
       "500000",
       "hinterland",
       8,
       {{"石宝镇", "Shibao"}, {"新生镇", "Xinsheng"}}},
      {"500235",
       "云阳县",
       "Yunyang",
       "500000",
       "hinterland",
       8,
       {{"双江街道", "Shuangjiang"}, {"龙角镇", "Longjiao"}}},
  };
  return *counties;
}

void AddHubeiAreas(Programme& programme) {
  constexpr auto kPrefecture = Area::KIND_PREFECTURE;
  for (const Place& place : std::vector<Place>{
           {"reservoir", "三峡库区", "Reservoir counties", Area::KIND_GROUP,
            ""},
           {"flooded", "淹没涉及区", "Flood-affected areas", Area::KIND_GROUP,
            ""},
           {"resettlement", "移民安置区", "Resettlement areas",
            Area::KIND_GROUP, ""},
           {"420000", "湖北省", "Hubei", Area::KIND_PROVINCE, ""},
           {"420100", "武汉市", "Wuhan", kPrefecture, "420000"},
           {"420200", "黄石市", "Huangshi", kPrefecture, "420000"},
           {"420300", "十堰市", "Shiyan", kPrefecture, "420000"},
           {"420500", "宜昌市", "Yichang", kPrefecture, "420000"},
           {"420600", "襄阳市", "Xiangyang", kPrefecture, "420000"},
           {"420700", "鄂州市", "Ezhou", kPrefecture, "420000"},
           {"420800", "荆门市", "Jingmen", kPrefecture, "420000"},
           {"420900", "孝感市", "Xiaogan", kPrefecture, "420000"},
           {"421000", "荆州市", "Jingzhou", kPrefecture, "420000"},
           {"421100", "黄冈市", "Huanggang", kPrefecture, "420000"},
           {"421200", "咸宁市", "Xianning", kPrefecture, "420000"},
           {"421300", "随州市", "Suizhou", kPrefecture, "420000"},
           {"422800", "恩施土家族苗族自治州", "Enshi", kPrefecture, "420000"},
           {"429004", "仙桃市", "Xiantao", Area::KIND_COUNTY, "420000"},
           {"429005", "潜江市", "Qianjiang", Area::KIND_COUNTY, "420000"},
           {"429006", "天门市", "Tianmen", Area::KIND_COUNTY, "420000"}}) {
    AddArea(programme, place, "");
  }
  AddCounties(programme, HubeiCounties());
}

void AddChongqingAreas(Programme& programme) {
  for (const Place& place : std::vector<Place>{
           {"hinterland", "库区腹地", "Reservoir hinterland", Area::KIND_GROUP,
            ""},
           {"tail", "库尾区县", "Reservoir tail", Area::KIND_GROUP, ""},
           {"500000", "重庆市", "Chongqing", Area::KIND_PROVINCE, ""}}) {
    AddArea(programme, place, "");
  }
  AddCounties(programme, ChongqingCounties());
}

void AddSectors(Programme& programme) {
  struct Row {
    const char* id;
    const char* zh;
    const char* en;
    const char* parent;
  };
  for (const Row& row : std::vector<Row>{
           {"industry", "优势产业", "Industry", ""},
           {"modern-agriculture", "现代农业", "Modern agriculture", "industry"},
           {"new-industry", "新型工业", "New industry", "industry"},
           {"services", "现代服务业", "Services and tourism", "industry"},
           {"science", "科技创新", "Science and technology", "industry"},
           {"infrastructure", "基础设施", "Infrastructure", ""},
           {"rural-roads", "镇村道路", "Rural roads", "infrastructure"},
           {"drinking-water", "安全饮水", "Safe drinking water",
            "infrastructure"},
           {"irrigation", "农田水利与小水电", "Irrigation and small hydropower",
            "infrastructure"},
           {"telecommunications", "通信网络", "Telecommunications",
            "infrastructure"},
           {"eco-homes", "生态家园", "Rural housing and eco-homes",
            "infrastructure"},
           {"demonstration-sites", "安稳致富示范点", "Demonstration sites",
            "infrastructure"},
           {"public-services", "公共服务", "Public services", ""},
           {"education", "教育", "Education", "public-services"},
           {"health", "医疗卫生", "Health", "public-services"},
           {"culture", "文化", "Culture", "public-services"},
           {"sport", "体育", "Sport", "public-services"},
           {"social-governance", "社会管理", "Social governance",
            "public-services"},
           {"resettlement-communities", "移民小区", "Resettlement communities",
            "public-services"},
           {"human-resources", "人力资源", "Human resources", ""},
           {"job-skills", "就业技能培训", "Job skills", "human-resources"},
           {"professional-training", "专业技术人才培训",
            "Professional training", "human-resources"},
           {"cadre-training", "干部培训与挂职", "Cadre training and secondment",
            "human-resources"},
           {"labour-market", "劳务平台", "Labour-market platform",
            "human-resources"},
           {"environment", "生态环境", "Environment", ""},
           {"monitoring", "监测与执法", "Monitoring and enforcement",
            "environment"},
           {"renewable-energy", "可再生能源", "Renewable energy",
            "environment"},
           {"soil-and-hazards", "水土保持与地质灾害防治",
            "Soil, watershed and geological hazard", "environment"},
           {"refuse-and-sewage", "垃圾污水处理", "Refuse and sewage",
            "environment"},
           {"eco-villages", "生态村镇与保护区", "Eco-villages and reserves",
            "environment"},
           {"external-cooperation", "对外合作", "External cooperation", ""},
           {"industry-transfer", "承接产业转移", "Industry transfer",
            "external-cooperation"},
           {"fairs-and-markets", "经贸洽谈与市场推广",
            "Fairs, market access and promotion", "external-cooperation"},
           {"ports-and-logistics", "港口与物流", "Ports and logistics",
            "external-cooperation"}}) {
    Sector sector;
    sector.set_name(programme.Name("sectors", row.id));
    sector.mutable_display_name()->set_zh(row.zh);
    sector.mutable_display_name()->set_en(row.en);
    if (*row.parent != '\0') {
      sector.set_parent_sector(programme.Name("sectors", row.parent));
    }
    programme.sectors.push_back(sector);
  }
}

}  // namespace duikou::sample
