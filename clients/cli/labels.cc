#include "clients/cli/labels.h"

#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace duikou::cli {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;

using LabelTable = std::map<absl::string_view, Words>;

// By field name: the same concept has the same name everywhere. A field whose
// label differs in one message stands there as `Message.field`.
const LabelTable& FieldLabels() {
  static const LabelTable* const labels = new LabelTable{
      {"answer_due_time", {"答复截止", "Answers due"}},
      {"application_due_time", {"申报截止", "Applications due"}},
      {"award_time", {"公布时间", "Awarded at"}},
      {"awarded_by", {"公布人", "Awarded by"}},
      {"awarded_fen", {"分配金额", "Awarded"}},
      {"cancel_reason", {"取消理由", "Why cancelled"}},
      {"close_time", {"截止申报时间", "Closed"}},
      {"criteria", {"评审指标", "Criteria"}},
      {"most_points", {"满分", "Most points"}},
      {"most_share_fen", {"单项上限", "Most share"}},
      {"open_time", {"开放申报时间", "Opened"}},
      {"Call.amount_fen", {"总额", "Amount"}},
      {"Call.display_name", {"名称", "Name"}},
      {"Call.least_share_fen", {"单项下限", "Least share"}},
      {"CallCriterion.display_name", {"名称", "Name"}},
      {"change_penalty", {"变动扣分", "Penalty for changes"}},
      {"confirm_time", {"下达时间", "Confirmed"}},
      {"confirmed_by", {"下达人", "Confirmed by"}},
      {"confirmed_version", {"下达版本", "Confirmed version"}},
      {"constraints", {"锁定与排除", "Pins and bans"}},
      {"continuation_bonus", {"延续加分", "Bonus for going on"}},
      {"current_version", {"当前版本", "Current version"}},
      {"demonstration_sites", {"示范点", "Demonstration sites"}},
      {"floor_penalty", {"保底缺口扣分", "Penalty for missed floors"}},
      {"floors", {"保底", "Floors"}},
      {"interest_bonus", {"意向加分", "Bonus for interests"}},
      {"last_run", {"最近求解", "Last run"}},
      {"least_score", {"最低得分", "Least score"}},
      {"most_partners", {"合作单位上限", "Most partners"}},
      {"most_steps", {"求解步数上限", "Most steps"}},
      {"pairing_use", {"结对的作用", "Pairings count as"}},
      {"propose_time", {"征求意见时间", "Proposed"}},
      {"proposed_version", {"征求意见版本", "Proposed version"}},
      {"quota_penalty", {"任务缺口扣分", "Penalty for missed quotas"}},
      {"reason", {"理由", "Reason"}},
      {"settings", {"参数", "Settings"}},
      {"shortlist_bonus", {"候选加分", "Bonus for shortlists"}},
      {"split_penalty_fen", {"分拆成本", "Cost of splitting"}},
      {"version_count", {"版本数", "Versions"}},
      {"acknowledge_time", {"确认时间", "Acknowledged"}},
      {"acknowledged_by", {"确认人", "Acknowledged by"}},
      {"all_or_nothing", {"须整体承接", "All or nothing"}},
      {"amount_fen", {"金额", "Amount"}},
      {"answer_time", {"答复时间", "Answered"}},
      {"area", {"地区", "Area"}},
      {"area_penalty", {"同地区扣分", "Penalty for the same area"}},
      {"areas", {"地区", "Areas"}},
      {"author", {"撰写人", "Author"}},
      {"basis_points", {"比率", "Rate"}},
      {"capability_profile", {"支援能力", "Capability profile"}},
      {"code", {"代码", "Code"}},
      {"contact", {"联系人", "Contact"}},
      {"contacts", {"联系人", "Contacts"}},
      {"count", {"数量", "Count"}},
      {"create_time", {"创建时间", "Created"}},
      {"criterion", {"准则", "Criterion"}},
      {"demonstration_site", {"安稳致富示范点", "Demonstration site"}},
      {"description", {"说明", "Description"}},
      {"display_name", {"名称", "Title"}},
      {"Contact.display_name", {"姓名", "Name"}},
      {"Unit.display_name", {"名称", "Name"}},
      {"Area.display_name", {"名称", "Name"}},
      {"Sector.display_name", {"名称", "Name"}},
      {"Programme.display_name", {"名称", "Name"}},
      {"distributions", {"分配方式", "Distribution"}},
      {"effective", {"生效", "In force"}},
      {"email", {"邮箱", "E-mail"}},
      {"en", {"英文", "English"}},
      {"etag", {"版本标记", "Etag"}},
      {"filter", {"筛选条件", "Filter"}},
      {"first_year", {"起始年", "First year"}},
      {"forms", {"合作方式", "Forms of cooperation"}},
      {"fund_kind", {"资金类别", "Fund kind"}},
      {"fund_kinds", {"资金类别", "Fund kinds"}},
      {"fund_needs", {"资金需求", "Fund needs"}},
      {"giver_kinds", {"出资单位类别", "Given by"}},
      {"givings", {"出资意愿", "Gives"}},
      {"group", {"分组", "Group"}},
      {"guiding_department", {"指导部门", "Guiding department"}},
      {"home_area", {"所在地", "Home area"}},
      {"id", {"编号", "Id"}},
      {"jobs", {"新增就业", "Jobs"}},
      {"kind", {"类别", "Kind"}},
      {"kinds", {"类别", "Kinds"}},
      {"last_year", {"截止年", "Last year"}},
      {"least_fen", {"单项最低", "Least"}},
      {"least_open_fen", {"待落实不少于", "Open need at least"}},
      {"least_people_helped", {"受益人数不少于", "People helped at least"}},
      {"least_readiness", {"前期深度不低于", "Readiness at least"}},
      {"least_share_fen", {"最低承接额", "Least share"}},
      {"means_fen", {"年度能力", "Means of a year"}},
      {"messages", {"往来留言", "Messages"}},
      {"most_fen", {"单项最高", "Most"}},
      {"most_open_fen", {"待落实不多于", "Open need at most"}},
      {"most_projects", {"每年项目上限", "Most projects a year"}},
      {"name", {"标识", "Resource"}},
      {"note", {"备注", "Note"}},
      {"offers", {"可提供", "Offers"}},
      {"Interest.offers", {"意向资金", "Offered funds"}},
      {"only_pending", {"仅未确认", "Only those not acknowledged"}},
      {"open_fen", {"待落实", "Open"}},
      {"other_needs", {"其他需求", "Other needs"}},
      {"other_offers", {"其他支持", "Other help offered"}},
      {"parent_area", {"上级地区", "Parent area"}},
      {"parent_sector", {"所属领域", "Area of work"}},
      {"parent_unit", {"上级单位", "Parent unit"}},
      {"people_helped", {"受益人数", "People helped"}},
      {"phone", {"电话", "Telephone"}},
      {"preference", {"偏好", "Preference"}},
      {"preferred_areas", {"意向地区", "Preferred areas"}},
      {"project", {"项目", "Project"}},
      {"publish_time", {"发布时间", "Published"}},
      {"quantity", {"数量", "Quantity"}},
      {"query", {"检索词", "Query"}},
      {"readiness", {"前期深度", "Readiness"}},
      {"recipient", {"受援单位", "Recipient"}},
      {"recipient_areas", {"负责的受援区", "Answers for areas"}},
      {"recipients", {"受援单位", "Recipients"}},
      {"relative_to_province", {"相对全省平均", "Relative to the province"}},
      {"resettlement_community", {"移民小区", "Resettlement community"}},
      {"responsible_leader", {"责任领导", "Responsible leader"}},
      {"sector", {"行业", "Sector"}},
      {"sector_penalty", {"同行业扣分", "Penalty for the same sector"}},
      {"sectors", {"行业", "Sectors"}},
      {"seen_time", {"上次查看", "Last seen"}},
      {"shareable", {"可多家承接", "Shareable"}},
      {"side", {"角色", "Side"}},
      {"sides", {"角色", "Sides"}},
      {"since_year", {"始于", "Since"}},
      {"source", {"来源", "Source"}},
      {"stale_days", {"多少天未更新算陈旧", "Stale after so many days"}},
      {"standing", {"项目条件", "Standing"}},
      {"state", {"状态", "State"}},
      {"statement", {"补充说明", "Statement"}},
      {"states", {"状态", "States"}},
      {"strength", {"强度", "Strength"}},
      {"strengths", {"行业优势", "Strengths"}},
      {"subject", {"事由", "Subject"}},
      {"supporter", {"支援方", "Supporter"}},
      {"target_fen", {"目标金额", "Target amount"}},
      {"targets", {"目标", "Targets"}},
      {"text", {"内容", "Text"}},
      {"title", {"职务", "Post"}},
      {"total_fen", {"总额", "Total"}},
      {"training_places", {"培训名额", "Training places"}},
      {"unit", {"单位", "Unit"}},
      {"update_time", {"更新时间", "Updated"}},
      {"usual_fen", {"通常出资", "Usual"}},
      {"village", {"乡镇村", "Village"}},
      {"weight", {"权重", "Weight"}},
      {"weights", {"权重", "Weights"}},
      {"why", {"原因", "Why"}},
      {"year", {"年度", "Year"}},
      {"zh", {"中文", "Chinese"}},
  };
  return *labels;
}

// By the value's name. One whose label differs in one message stands there as
// `Message.NAME`.
const LabelTable& EnumLabels() {
  static const LabelTable* const labels = new LabelTable{
      {"UNIT_KIND_PROVINCIAL_DEPARTMENT",
       {"省直部门", "provincial department"}},
      {"UNIT_KIND_MUNICIPALITY", {"市州", "municipality"}},
      {"UNIT_KIND_DEVELOPMENT_ZONE", {"开发区", "development zone"}},
      {"UNIT_KIND_ENTERPRISE", {"企业", "enterprise"}},
      {"UNIT_KIND_UNIVERSITY", {"院校", "university"}},
      {"UNIT_KIND_PROVINCE", {"省", "province"}},
      {"UNIT_KIND_COUNTY", {"县区", "county"}},
      {"STATE_PROPOSED", {"征求意见", "proposed"}},
      {"STATE_CONFIRMED", {"已下达", "confirmed"}},
      {"AnnualPlan.STATE_DRAFT", {"编制中", "draft"}},
      {"Call.STATE_DRAFT", {"编制中", "draft"}},
      {"Call.STATE_OPEN", {"申报中", "open"}},
      {"STATE_SCORING", {"评审中", "scoring"}},
      {"STATE_AWARDED", {"已公布", "awarded"}},
      {"STATE_SUBMITTED", {"已申报", "submitted"}},
      {"Application.STATE_AWARDED", {"已获支持", "awarded"}},
      {"STATE_NOT_AWARDED", {"未获支持", "not awarded"}},
      {"PAIRING_USE_PREFERENCE", {"优先", "preference"}},
      {"PAIRING_USE_RULE", {"限于结对地区", "rule"}},
      {"KIND_PIN", {"锁定", "pin"}},
      {"KIND_BAN", {"排除", "ban"}},
      {"KIND_DECLINED", {"已谢绝", "declined"}},
      {"STATE_OFFERED", {"待答复", "offered"}},
      {"STATE_COUNTERED", {"已提出修改", "countered"}},
      {"STATE_RUNNING", {"求解中", "running"}},
      {"BOUND_NONE", {"按比例", "nothing"}},
      {"BOUND_FLOOR", {"保底", "its floor"}},
      {"BOUND_CAP", {"封顶", "its cap"}},
      {"STATE_SUCCEEDED", {"已完成", "succeeded"}},
      {"STATE_FAILED", {"失败", "failed"}},
      {"STATE_CANCELLED", {"已取消", "cancelled"}},
      {"STATE_INFEASIBLE", {"无可行方案", "infeasible"}},
      {"ORIGIN_SOLVED", {"求解", "solved"}},
      {"ORIGIN_MOVED", {"手工调整", "moved by hand"}},
      {"ORIGIN_AMENDED", {"下达后修订", "amended"}},
      {"ANSWER_ACCEPT", {"接受", "accept"}},
      {"ANSWER_DECLINE", {"谢绝", "decline"}},
      {"ANSWER_COUNTER", {"提出修改", "counter"}},
      {"SHARE_SIDE_SUPPORTER", {"支援方", "supporter"}},
      {"SHARE_SIDE_RECIPIENT", {"受援方", "recipient"}},
      {"SIDE_SUPPORTER", {"支援方", "supporter"}},
      {"SIDE_RECIPIENT", {"受援方", "recipient"}},
      {"DISTRIBUTION_AGREEMENT", {"协商", "agreement"}},
      {"DISTRIBUTION_COMPETITION", {"竞争性分配", "competition"}},
      {"DISTRIBUTION_FACTORS", {"因素法", "factors"}},
      {"KIND_GROUP", {"分组", "group"}},
      {"KIND_PROVINCE", {"省", "province"}},
      {"KIND_PREFECTURE", {"市州", "prefecture"}},
      {"KIND_COUNTY", {"县区", "county"}},
      {"KIND_PLACE", {"乡镇林场", "place"}},
      {"STATE_DRAFT", {"草稿", "draft"}},
      {"STATE_OPEN", {"开放", "open"}},
      {"STATE_WITHDRAWN", {"已撤回", "withdrawn"}},
      {"STATE_COMPLETED", {"已完成", "completed"}},
      {"Interest.STATE_OPEN", {"待答复", "open"}},
      {"STATE_ACCEPTED", {"已接受", "accepted"}},
      {"STATE_DECLINED", {"已谢绝", "declined"}},
      {"KIND_STALE", {"久未更新", "stale"}},
      {"KIND_INCOMPLETE", {"信息不全", "incomplete"}},
      {"KIND_DUPLICATE", {"疑似重复", "duplicate"}},
      {"KIND_EXPIRED", {"已过期", "expired"}},
      {"READINESS_IDEA", {"设想", "idea"}},
      {"READINESS_PROPOSAL", {"项目建议书", "proposal"}},
      {"READINESS_FEASIBILITY_STUDY", {"可行性研究", "feasibility study"}},
      {"READINESS_APPROVED", {"已批复", "approved"}},
      {"READINESS_SITE_READY", {"用地和手续落实", "site ready"}},
      {"NEED_KIND_EXPERTS", {"专家指导", "experts"}},
      {"NEED_KIND_TECHNOLOGY", {"技术转让", "technology"}},
      {"NEED_KIND_MARKET_ACCESS", {"市场准入与展位", "market access"}},
      {"NEED_KIND_ADMISSIONS", {"招生名额", "admissions"}},
      {"NEED_KIND_SALES", {"产品促销", "help with sales"}},
      {"NEED_KIND_TRAINING", {"培训名额", "training places"}},
      {"NEED_KIND_SECONDMENT", {"干部人才挂职", "secondment"}},
      {"NEED_KIND_EQUIPMENT", {"设备物资", "equipment"}},
      {"NEED_KIND_JOBS", {"劳务输出岗位", "jobs outside the area"}},
      {"NEED_KIND_PLANNING", {"规划设计", "planning and design"}},
      {"NEED_KIND_INVESTORS", {"招商引资", "investors"}},
      {"COOPERATION_FORM_GRANT", {"无偿援助", "grant"}},
      {"COOPERATION_FORM_SOLE_INVESTMENT", {"独资", "sole investment"}},
      {"COOPERATION_FORM_JOINT_VENTURE", {"合资合作", "joint venture"}},
      {"COOPERATION_FORM_TAKEOVER", {"承债兼并", "takeover"}},
      {"COOPERATION_FORM_CONTRACTING", {"搬迁资金和人员承包", "contracting"}},
      {"COOPERATION_FORM_RESTRUCTURING", {"企业改制", "restructuring"}},
      {"COOPERATION_FORM_INTANGIBLE_SHARE",
       {"品牌技术销售网络入股", "intangible share"}},
      {"COOPERATION_FORM_TRAINING", {"培训与挂职", "training and secondment"}},
      {"COOPERATION_FORM_PURCHASING", {"产销对接", "purchasing and sales"}},
      {"WHY_SECTOR", {"行业不符", "not our sector"}},
      {"WHY_AREA", {"区域不符", "not our region"}},
      {"WHY_TOO_LARGE", {"规模过大", "too large"}},
      {"WHY_TOO_SMALL", {"规模过小", "too small"}},
      {"WHY_NOT_READY", {"前期不足", "not ready"}},
      {"WHY_TAKEN", {"已有安排", "taken up elsewhere"}},
      {"WHY_OTHER", {"其他", "other"}},
      {"CRITERION_SECTOR", {"行业", "sector"}},
      {"CRITERION_REGION", {"区域", "region"}},
      {"CRITERION_FUND_SIZE", {"资金规模", "fund size"}},
      {"CRITERION_CAPABILITY", {"支援能力", "capability"}},
      {"CRITERION_STANDING", {"项目条件", "standing"}},
      {"CRITERION_RECORD", {"合作基础", "record"}},
      {"FILTER_CODE_NOT_OPEN", {"未开放", "not open"}},
      {"FILTER_CODE_YEAR", {"年度不符", "not in this year"}},
      {"FILTER_CODE_DISMISSED", {"已排除", "dismissed"}},
      {"FILTER_CODE_NOTHING_OPEN", {"已无待落实资金", "nothing left open"}},
      {"FILTER_CODE_FUND_KIND", {"资金类别不符", "no fund kind in common"}},
      {"FILTER_CODE_LEAST_SHARE_OVER_MEANS",
       {"最低承接额超过剩余能力", "least share over the means left"}},
      {"FILTER_CODE_LEAST_SHARE_OVER_MOST",
       {"最低承接额超过单项上限", "least share over the most given"}},
      {"FILTER_CODE_ALL_OR_NOTHING_OVER_MEANS",
       {"须整体承接而超过剩余能力", "all or nothing, over the means left"}},
      {"FILTER_CODE_ALL_OR_NOTHING_OVER_MOST",
       {"须整体承接而超过单项上限", "all or nothing, over the most given"}},
      {"FILTER_CODE_NOT_SHAREABLE_OVER_MEANS",
       {"须独家承接而超过剩余能力", "not shareable, over the means left"}},
      {"FILTER_CODE_NOT_SHAREABLE_OVER_MOST",
       {"须独家承接而超过单项上限", "not shareable, over the most given"}},
      {"FILTER_CODE_NO_PROFILE", {"无支援能力档案", "no capability profile"}},
      {"FILTER_CODE_NOT_SUPPORTER", {"不是支援方", "no supporter"}},
      {"FILTER_CODE_OWN_PROJECT", {"本单位项目", "its own project"}},
      {"FILTER_CODE_INCOMPLETE", {"记录不完整", "incomplete record"}},
      {"OUTCOME_OPTIMAL", {"已证明最优", "proved best"}},
      {"OUTCOME_LIMIT_REACHED", {"已达计算上限", "stopped at the work limit"}},
      {"OUTCOME_NOTHING_FITS", {"无项目可承接", "no project fits"}},
      {"OUTCOME_WRITTEN", {"已写入", "written"}},
      {"OUTCOME_REFUSED", {"被拒绝", "refused"}},
      {"OUTCOME_UNAUTHENTICATED", {"未通过认证", "not signed in"}},
      {"KIND_ALTERED", {"被改动", "altered"}},
      {"KIND_REMOVED", {"缺失", "removed"}},
      {"KIND_REORDERED", {"被调换", "reordered"}},
      {"KIND_CUT_OFF", {"被截断", "cut off"}},
      {"KIND_HISTORY_ALTERED", {"历史不符", "history altered"}},
      {"ACTION_CREATED", {"创建", "created"}},
      {"ACTION_UPDATED", {"修改", "updated"}},
      {"ACTION_DELETED", {"删除", "deleted"}},
  };
  return *labels;
}

const Words* LabelOf(const FieldDescriptor& field) {
  const LabelTable& labels = FieldLabels();
  auto found = labels.find(
      absl::StrCat(field.containing_type()->name(), ".", field.name()));
  if (found == labels.end()) found = labels.find(field.name());
  return found == labels.end() ? nullptr : &found->second;
}

const Words* LabelOf(const EnumValueDescriptor& value) {
  const LabelTable& labels = EnumLabels();
  auto found = labels.end();
  if (const auto* outer = value.type()->containing_type()) {
    found = labels.find(absl::StrCat(outer->name(), ".", value.name()));
  }
  if (found == labels.end()) found = labels.find(value.name());
  return found == labels.end() ? nullptr : &found->second;
}

// The prefix that the values of a type share: READINESS_.
std::string PrefixOf(const EnumDescriptor& type) {
  return std::string(absl::StripSuffix(type.value(0)->name(), "UNSPECIFIED"));
}

}  // namespace

bool HasFieldLabel(const FieldDescriptor& field) {
  return LabelOf(field) != nullptr;
}

std::string FieldLabel(const FieldDescriptor& field, Language language) {
  if (const Words* label = LabelOf(field)) return In(*label, language);
  std::string made = absl::StrReplaceAll(field.name(), {{"_", " "}});
  made[0] = absl::ascii_toupper(made[0]);
  return language == Language::kEn ? made : field.name();
}

std::string EnumLabel(const EnumDescriptor& type, int number,
                      Language language) {
  const EnumValueDescriptor* value = type.FindValueByNumber(number);
  return value == nullptr ? "" : EnumLabel(*value, language);
}

bool HasEnumLabel(const EnumValueDescriptor& value) {
  return value.number() == 0 || LabelOf(value) != nullptr;
}

std::string EnumLabel(const EnumValueDescriptor& value, Language language) {
  if (const Words* label = LabelOf(value)) return In(*label, language);
  return value.number() == 0 ? "" : EnumWord(value);
}

std::string EnumWord(const EnumValueDescriptor& value) {
  const std::string prefix = PrefixOf(*value.type());
  std::string word(absl::StripPrefix(value.name(), prefix));
  absl::AsciiStrToLower(&word);
  return absl::StrReplaceAll(word, {{"_", "-"}});
}

std::vector<std::string> EnumWords(const EnumDescriptor& type) {
  std::vector<std::string> words;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) words.push_back(EnumWord(*type.value(i)));
  }
  return words;
}

absl::StatusOr<const EnumValueDescriptor*> ParseEnum(const EnumDescriptor& type,
                                                     absl::string_view text) {
  const std::string word =
      absl::StrReplaceAll(absl::AsciiStrToLower(text), {{"_", "-"}});
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor* value = type.value(i);
    if (value->number() == 0) continue;
    if (word == EnumWord(*value) || text == value->name() ||
        text == EnumLabel(*value, Language::kZh) ||
        text == EnumLabel(*value, Language::kEn)) {
      return value;
    }
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", std::string(text), "\" is none of ",
                   absl::StrJoin(EnumWords(type), ", ")));
}

}  // namespace duikou::cli
