#include "clients/cli/resource_kinds.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/fair_kinds.h"

namespace duikou::cli {
namespace {

constexpr char kCatalogue[] = "duikou.catalogue.v1.CatalogueService";
constexpr char kProfiles[] = "duikou.profiles.v1.ProfilesService";
constexpr char kAssignment[] = "duikou.assignment.v1.AssignmentService";
constexpr char kCompetition[] = "duikou.assignment.v1.CompetitionService";
constexpr char kMatching[] = "duikou.matching.v1.MatchingService";
constexpr char kProgress[] = "duikou.progress.v1.ProgressService";
constexpr char kReport[] = "duikou.progress.v1.ReportService";
constexpr char kSettlement[] = "duikou.progress.v1.SettlementService";

std::vector<ResourceKind> CatalogueKinds() {
  return {
      {.noun = "programme",
       .label = {"规划", "programme"},
       .help = {"对口支援规划：年度、资金类别、目标",
                "Plans with their years, fund kinds and targets"},
       .service = kCatalogue,
       .type = "Programme",
       .plural = "Programmes",
       .pattern = "programmes/{programme}",
       .columns = {"name", "display_name", "first_year", "last_year",
                   "fund_kinds"},
       .example = "hubei --display-name 湖北省对口支援规划 --first-year 2014 "
                  "--last-year 2020\n      --fund-kind policy,政策资金"},
      {.noun = "area",
       .label = {"地区", "area"},
       .help = {"地区和分组", "Areas, and groups of them"},
       .service = kCatalogue,
       .type = "Area",
       .plural = "Areas",
       .pattern = "programmes/{programme}/areas/{area}",
       .columns = {"name", "display_name", "kind", "parent_area", "group"},
       .example = "420527 --display-name 秭归县 --kind county"},
      {.noun = "sector",
       .label = {"行业", "sector"},
       .help = {"领域和行业", "Areas of work and sectors"},
       .service = kCatalogue,
       .type = "Sector",
       .plural = "Sectors",
       .pattern = "programmes/{programme}/sectors/{sector}",
       .columns = {"name", "display_name", "parent_sector"},
       .example = "citrus --display-name 柑橘 --parent-sector industry"},
      {.noun = "project",
       .label = {"项目", "project"},
       .help = {"受援项目", "Projects that recipients put forward"},
       .service = kCatalogue,
       .type = "Project",
       .plural = "Projects",
       .pattern = "programmes/{programme}/projects/{project}",
       .columns = {"name", "display_name", "area", "sector", "fund_needs",
                   "readiness", "state"},
       .flattened = {"standing"},
       .verbs = {{"publish",
                  "PublishProject",
                  {"已发布", "published"},
                  {"开放给支援方", "Open to supporters"}},
                 {"withdraw",
                  "WithdrawProject",
                  {"已撤回", "withdrawn"},
                  {"撤回", "Take back"}},
                 {"complete",
                  "CompleteProject",
                  {"已完成", "completed"},
                  {"标记为已完成", "Mark as carried out"}}},
       .example = "p-900 --display-name 脐橙基地 --area 420527 "
                  "--sector modern-agriculture"
                  "\n      --fund-need policy,5000万元,open=3000万元 "
                  "--first-year 2014 --last-year 2016",
       .after_create =
           {"草稿，支援方还看不到。发布：duikou project publish $IDS",
            "It is a draft that supporters do not see. Open it: "
            "duikou project publish $IDS"}},
  };
}

std::vector<ResourceKind> ProfilesKinds() {
  return {
      {.noun = "unit",
       .label = {"单位", "unit"},
       .help = {"单位（支援方、受援方）", "Units: supporters and recipients"},
       .service = kProfiles,
       .type = "Unit",
       .plural = "Units",
       .pattern = "programmes/{programme}/units/{unit}",
       .columns = {"name", "display_name", "kind", "sides", "home_area",
                   "guiding_department"},
       .example = "hzau --display-name 华中农业大学 --kind university "
                  "--side supporter"},
      {.noun = "profile",
       .label = {"支援能力", "capability profile"},
       .help = {"支援能力", "What supporters are good at and can give"},
       .service = kProfiles,
       .type = "CapabilityProfile",
       .plural = "CapabilityProfiles",
       .pattern = "programmes/{programme}/profiles/{profile}",
       .columns = {"name", "unit", "strengths", "givings", "preferred_areas",
                   "offers"},
       .example = "hzau --strength modern-agriculture=90,science=60 "
                  "--preferred-area 420527=80"
                  "\n      --giving grant,least=10万元,usual=50万元,"
                  "most=200万元 --offer experts=5"},
      {.noun = "pairing",
       .label = {"结对", "pairing"},
       .help = {"结对关系", "Which supporter is paired with which area"},
       .service = kProfiles,
       .type = "Pairing",
       .plural = "Pairings",
       .pattern = "programmes/{programme}/pairings/{pairing}",
       .columns = {"name", "supporter", "area", "since_year"},
       .example = "--supporter hzau --area 420527 --since-year 2014"},
      {.noun = "quota",
       .label = {"年度任务额度", "quota"},
       .help = {"年度任务额度", "What supporters owe in a year"},
       .service = kProfiles,
       .type = "Quota",
       .plural = "Quotas",
       .pattern = "programmes/{programme}/quotas/{quota}",
       .columns = {"name", "unit", "year", "fund_kind", "amount_fen"},
       .example = "--unit hzau --year 2014 --fund-kind grant --amount 500万元"},
      {.noun = "commitment",
       .label = {"承诺", "commitment"},
       .help = {"已承诺的资金", "Funds promised to projects"},
       .service = kProfiles,
       .type = "Commitment",
       .plural = "Commitments",
       .pattern = "programmes/{programme}/commitments/{commitment}",
       .columns = {"name", "supporter", "project", "fund_kind", "year",
                   "amount_fen"},
       .example = "--supporter hzau --project p-001 --fund-kind grant\n      "
                  "--year 2014 --amount 80万元"},
      {.noun = "cooperation",
       .label = {"合作记录", "cooperation"},
       .help = {"已完成的合作", "What was finished together before"},
       .service = kProfiles,
       .type = "Cooperation",
       .plural = "Cooperations",
       .pattern = "programmes/{programme}/cooperations/{cooperation}",
       .columns = {"name", "supporter", "area", "sector", "year", "amount_fen",
                   "display_name"},
       .example = "--supporter hzau --area 420527 "
                  "--sector modern-agriculture --year 2012"
                  "\n      --amount 120万元"},
      {.noun = "reminder",
       .label = {"提醒", "reminder"},
       .help = {"对单位的提醒", "What units are reminded of"},
       .service = kProfiles,
       .type = "Reminder",
       .plural = "Reminders",
       .pattern = "programmes/{programme}/units/{unit}/reminders/{reminder}",
       .columns = {"name", "text", "subject", "author", "create_time",
                   "acknowledge_time"},
       .verbs = {{"acknowledge",
                  "AcknowledgeReminder",
                  {"已确认", "acknowledged"},
                  {"确认已知悉", "Note that it was taken in"}}},
       .example = "hzau r-1",
       .add = "add",
       .commands = {"list", "delete"}},
  };
}

std::vector<ResourceKind> MatchingKinds() {
  return {
      {.noun = "shortlist",
       .label = {"候选项目", "shortlist entry"},
       .help = {"候选项目", "Projects that a unit keeps in view"},
       .service = kMatching,
       .type = "ShortlistEntry",
       .plural = "ShortlistEntries",
       .pattern = "programmes/{programme}/units/{unit}/shortlist/{project}",
       .columns = {"name", "project", "note", "create_time"},
       .id_field = "project",
       .example = "hzau p-001 --note 待实地考察"},
      {.noun = "dismissal",
       .label = {"排除记录", "dismissal"},
       .help = {"排除的项目", "Projects that a unit does not want to see"},
       .service = kMatching,
       .type = "Dismissal",
       .plural = "Dismissals",
       .pattern = "programmes/{programme}/units/{unit}/dismissals/{project}",
       .columns = {"name", "project", "why", "note", "create_time"},
       .id_field = "project",
       .example = "hzau p-001 --why too-large",
       .after_create = {"不再推荐此项目。撤销：duikou dismissal delete $IDS",
                        "It is not recommended any more. Undo: duikou "
                        "dismissal delete $IDS"},
       .commands = {"list", "get", "create", "delete"}},
      {.noun = "saved-search",
       .label = {"保存的检索", "saved search"},
       .help = {"保存的检索", "Searches that a unit keeps"},
       .service = kMatching,
       .type = "SavedSearch",
       .plural = "SavedSearches",
       .pattern = "programmes/{programme}/units/{unit}/searches/{search}",
       .columns = {"name", "display_name", "query", "seen_time"},
       .flattened = {"filter"},
       .example = "hzau citrus --display-name 柑橘项目 --query 柑橘 "
                  "--area 420527"},
      {.noun = "weights",
       .label = {"权重版本", "weight version"},
       .help = {"推荐权重", "How much each criterion counts"},
       .service = kMatching,
       .type = "WeightVersion",
       .plural = "WeightVersions",
       .pattern = "programmes/{programme}/weights/{weights}",
       .columns = {"name", "weights", "effective", "note", "create_time"},
       .add = "set",
       .commands = {"list", "delete"}},
      {.noun = "interest",
       .label = {"意向", "interest"},
       .help = {"支援意向及与受援方的往来",
                "What supporters offer to projects, and the answers"},
       .service = kMatching,
       .type = "Interest",
       .plural = "Interests",
       .pattern = "programmes/{programme}/interests/{interest}",
       .columns = {"name", "supporter", "project", "year", "offers",
                   "other_offers", "state"},
       .example = "hzau p-001",
       .add = "express",
       .commands = {"list"}},
  };
}

std::vector<ResourceKind> AssignmentKinds() {
  return {
      {.noun = "plan",
       .label = {"年度项目计划", "annual plan"},
       .help = {"年度项目计划：求解、调整、征求意见、下达",
                "The plan of a year: solve, adjust, propose, confirm"},
       .service = kAssignment,
       .type = "AnnualPlan",
       .plural = "AnnualPlans",
       .pattern = "programmes/{programme}/annualPlans/{year}",
       .columns = {"name", "state", "current_version", "confirmed_version",
                   "answer_due_time", "note"},
       .flattened = {"settings"},
       .example = "2015 --quota-penalty 7000 --floor "
                  "area=420527,amount=2000万元",
       .after_create = {"求解：duikou plan solve $IDS",
                        "Solve it: duikou plan solve $IDS"},
       .commands = {"list", "create", "update", "delete"}},
      {.noun = "call",
       .label = {"竞争性分配公告", "call"},
       .help = {"竞争性分配：申报、评审、公布",
                "Competitions for policy money: apply, score, award"},
       .service = kCompetition,
       .type = "Call",
       .plural = "Calls",
       .pattern = "programmes/{programme}/calls/{call}",
       .columns = {"name", "display_name", "supporter", "year", "amount_fen",
                   "application_due_time", "state"},
       .verbs = {{"open",
                  "OpenCall",
                  {"已开放申报", "opened to applications"},
                  {"开放申报", "Open it to applications"}}},
       .example =
           "roads-2016 --display-name 2016年农村公路竞争性分配 --supporter "
           "transport\n      --fund-kind policy --year 2016 "
           "--amount 3000万元 --most-share 800万元\n      --criterion "
           "need,必要性,60,100 --criterion plan,方案,40,100\n      "
           "--application-due-time 2016-03-31",
       .after_create = {"草稿，受援方还看不到。开放申报：duikou call open $IDS",
                        "It is a draft that counties do not see. Open it: "
                        "duikou call open $IDS"},
       .commands = {"list", "create", "update", "delete"}},
  };
}

std::vector<ResourceKind> ProgressKinds() {
  return {
      {.noun = "agreement",
       .label = {"签约项目", "agreement"},
       .help = {"签约项目：阶段、节点、承诺和进展",
                "What was agreed, and how far it is"},
       .service = kProgress,
       .type = "Agreement",
       .plural = "Agreements",
       .pattern = "programmes/{programme}/agreements/{agreement}",
       .columns = {"name", "display_name", "supporter", "recipient", "stage",
                   "contract_total_fen", "sign_date"},
       .example =
           "a-1 --display-name 茶叶加工厂 --supporter hzau --recipient zigui\n"
           "      --placement 420527,modern-agriculture,10000 "
           "--sign-date 2016-03-01\n      --contract-sum "
           "side=supporter,fund_kind=grant,amount=500万元\n      --milestone "
           "start,开工,2016-06-01"},
      {.noun = "indicator",
       .label = {"指标", "indicator"},
       .help = {"资金以外的统计指标", "What is counted besides money"},
       .service = kProgress,
       .type = "Indicator",
       .plural = "Indicators",
       .pattern = "programmes/{programme}/indicators/{indicator}",
       .columns = {"name", "display_name", "measure", "unit_text", "target"},
       .example =
           "jobs --display-name 新增就业 --measure count --unit-text 人"},
      {.noun = "ledger",
       .label = {"台账条目", "ledger entry"},
       .help = {"台账：到位资金和指标数，只增不改",
                "The ledger: money that arrived, and counts"},
       .service = kProgress,
       .type = "LedgerEntry",
       .plural = "LedgerEntries",
       .pattern = "programmes/{programme}/ledgerEntries/{ledger_entry}",
       .columns = {"name", "date", "supporter", "project", "disbursement",
                   "count", "rate", "figure_source", "state"},
       .example = "hzau--2016--0000001",
       .add = "add",
       .commands = {"get"}},
      {.noun = "subscription",
       .label = {"订阅", "subscription"},
       .help = {"我的订阅", "What you want to be told of"},
       .service = kProgress,
       .type = "Subscription",
       .plural = "Subscriptions",
       .pattern = "programmes/{programme}/subscriptions/{subscription}",
       .columns = {"name", "subject", "create_time"},
       .example = "--subject agreements/a-1",
       .after_create = {"看进展：duikou news", "What is new: duikou news"},
       .commands = {"list", "create", "delete"}},
      {.noun = "assessment",
       .label = {"考核办法", "assessment"},
       .help = {"各年的考核办法", "How a year is assessed"},
       .service = kSettlement,
       .type = "Assessment",
       .plural = "Assessments",
       .pattern = "programmes/{programme}/assessments/{year}",
       .columns = {"name", "items", "carry", "source_order", "news_days",
                   "escalation_days"},
       .example = "2016 --carry shortfall --news-days 60\n      --item "
                  "id=grant,fund_kind=grant,weight=60",
       .commands = {"list", "get", "create", "update"}},
      {.noun = "settlement",
       .label = {"年终结账", "settlement"},
       .help = {"单位的年度完成情况和结账",
                "Units' years against what they owe"},
       .service = kSettlement,
       .type = "Settlement",
       .plural = "Settlements",
       .pattern = "programmes/{programme}/settlements/{settlement}",
       .columns = {"name", "unit", "state", "funds", "score_basis_points",
                   "unconfirmed_count", "disputed_count"},
       .example = "hzau--2016",
       .add = "sign",
       .commands = {"list", "get"}},
      {.noun = "stated-figure",
       .label = {"引用数字", "stated figure"},
       .help = {"他处公布的数字，报表中并列显示",
                "Figures that others print, shown beside one's own"},
       .service = kReport,
       .type = "StatedFigure",
       .plural = "StatedFigures",
       .pattern = "programmes/{programme}/statedFigures/{stated_figure}",
       .columns = {"name", "figure", "year", "amount_fen", "count",
                   "basis_points", "target", "source"},
       .example = "jobs-2016 --figure indicator.jobs --year 2016 --count 1200\n"
                  "      --source 年度报告"},
  };
}

}  // namespace

const google::protobuf::Descriptor& ResourceKind::descriptor() const {
  return *Method("Get")->output_type();
}

const google::protobuf::MethodDescriptor* ResourceKind::Method(
    absl::string_view verb) const {
  const auto* found =
      google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
          service);
  return found->FindMethodByName(
      absl::StrCat(std::string(verb), verb == "List" ? plural : type));
}

std::string ResourceKind::field() const {
  std::string name;
  for (const char* c = type; *c != '\0'; ++c) {
    if (absl::ascii_isupper(*c) && !name.empty()) name += '_';
    name += absl::ascii_tolower(*c);
  }
  return name;
}

std::string ResourceKind::collection() const {
  const std::vector<std::string> segments = absl::StrSplit(pattern, '/');
  return segments[segments.size() - 2];
}

int ResourceKind::depth() const {
  return static_cast<int>(std::count(pattern, pattern + strlen(pattern), '{')) -
         1;
}

const std::vector<ResourceKind>& ResourceKinds() {
  static const auto* const kinds = [] {
    auto* all = new std::vector<ResourceKind>(CatalogueKinds());
    for (const ResourceKind& kind : ProfilesKinds()) all->push_back(kind);
    for (const ResourceKind& kind : MatchingKinds()) all->push_back(kind);
    for (const ResourceKind& kind : AssignmentKinds()) all->push_back(kind);
    for (const ResourceKind& kind : FairKinds()) all->push_back(kind);
    for (const ResourceKind& kind : ProgressKinds()) all->push_back(kind);
    return all;
  }();
  return *kinds;
}

const ResourceKind* KindOfCollection(absl::string_view collection) {
  for (const ResourceKind& kind : ResourceKinds()) {
    if (kind.collection() == collection) return &kind;
  }
  return nullptr;
}

const ResourceKind* KindOfName(absl::string_view name) {
  const std::vector<std::string> segments = absl::StrSplit(name, '/');
  if (segments.size() < 2 || segments.size() % 2 != 0) return nullptr;
  return KindOfCollection(segments[segments.size() - 2]);
}

}  // namespace duikou::cli
