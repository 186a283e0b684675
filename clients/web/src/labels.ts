// What people call the values of enums. The words are those of the glossary.
import {
  Area_Kind, FundKind_Distribution, Project_Readiness, Project_State,
} from './gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  Criterion, Dismissal_Why, FilterCode, Interest_State,
  ProposePortfolioResponse_Outcome, ProposeWeightsResponse_Standing,
} from './gen/duikou/matching/v1/matching_service_pb';
import { Side } from './gen/duikou/profiles/v1/profiles_service_pb';
import { PermissionGroup } from './gen/duikou/type/v1/access_pb';
import { HistoryEntry_Action } from './gen/duikou/type/v1/history_pb';
import { CooperationForm, NeedKind } from './gen/duikou/type/v1/needs_pb';
import { UnitKind } from './gen/duikou/type/v1/units_pb';
import type { Text } from './i18n/language';

const NOT_STATED: Text = ['未填报', 'Not stated'];

export const unitKindLabels: Record<UnitKind, Text> = {
  [UnitKind.UNSPECIFIED]: NOT_STATED,
  [UnitKind.PROVINCIAL_DEPARTMENT]: ['省直部门', 'Provincial department'],
  [UnitKind.MUNICIPALITY]: ['市州', 'Municipality'],
  [UnitKind.DEVELOPMENT_ZONE]: ['开发区', 'Development zone'],
  [UnitKind.ENTERPRISE]: ['企业', 'Enterprise'],
  [UnitKind.UNIVERSITY]: ['院校', 'University'],
  [UnitKind.PROVINCE]: ['省', 'Province'],
  [UnitKind.COUNTY]: ['县区', 'County'],
};

export const sideLabels: Record<Side, Text> = {
  [Side.UNSPECIFIED]: NOT_STATED,
  [Side.SUPPORTER]: ['支援方', 'Supporter'],
  [Side.RECIPIENT]: ['受援方', 'Recipient'],
};

export const areaKindLabels: Record<Area_Kind, Text> = {
  [Area_Kind.UNSPECIFIED]: NOT_STATED,
  [Area_Kind.GROUP]: ['片区', 'Group'],
  [Area_Kind.PROVINCE]: ['省', 'Province'],
  [Area_Kind.PREFECTURE]: ['市州', 'Prefecture'],
  [Area_Kind.COUNTY]: ['县区', 'County'],
  [Area_Kind.PLACE]: ['乡镇、林场', 'Place'],
};

export const projectStateLabels: Record<Project_State, Text> = {
  [Project_State.UNSPECIFIED]: NOT_STATED,
  [Project_State.DRAFT]: ['草稿', 'Draft'],
  [Project_State.OPEN]: ['开放', 'Open'],
  [Project_State.WITHDRAWN]: ['已撤回', 'Withdrawn'],
  [Project_State.COMPLETED]: ['已完成', 'Completed'],
};

export const readinessLabels: Record<Project_Readiness, Text> = {
  [Project_Readiness.UNSPECIFIED]: NOT_STATED,
  [Project_Readiness.IDEA]: ['设想', 'Idea'],
  [Project_Readiness.PROPOSAL]: ['项目建议书', 'Proposal'],
  [Project_Readiness.FEASIBILITY_STUDY]:
    ['可行性研究', 'Feasibility study'],
  [Project_Readiness.APPROVED]: ['已批复', 'Approved'],
  [Project_Readiness.SITE_READY]:
    ['用地和手续落实', 'Site and permits ready'],
};

export const needKindLabels: Record<NeedKind, Text> = {
  [NeedKind.UNSPECIFIED]: NOT_STATED,
  [NeedKind.EXPERTS]: ['专家指导', 'Experts'],
  [NeedKind.TECHNOLOGY]: ['技术转让', 'Technology'],
  [NeedKind.MARKET_ACCESS]: ['市场准入与展位', 'Market access'],
  [NeedKind.ADMISSIONS]: ['招生名额', 'Admissions'],
  [NeedKind.SALES]: ['产品促销', 'Help with sales'],
  [NeedKind.TRAINING]: ['培训名额', 'Training places'],
  [NeedKind.SECONDMENT]: ['干部人才挂职', 'Secondments'],
  [NeedKind.EQUIPMENT]: ['设备物资', 'Equipment'],
  [NeedKind.JOBS]: ['劳务输出岗位', 'Jobs outside the area'],
  [NeedKind.PLANNING]: ['规划设计', 'Planning and design'],
  [NeedKind.INVESTORS]: ['招商引资', 'Investors'],
};

export const cooperationFormLabels: Record<CooperationForm, Text> = {
  [CooperationForm.UNSPECIFIED]: NOT_STATED,
  [CooperationForm.GRANT]: ['无偿援助', 'Grant'],
  [CooperationForm.SOLE_INVESTMENT]: ['独资', 'Sole investment'],
  [CooperationForm.JOINT_VENTURE]: ['合资合作', 'Joint venture'],
  [CooperationForm.TAKEOVER]: ['承债兼并', 'Takeover'],
  [CooperationForm.CONTRACTING]: ['搬迁资金和人员承包', 'Contracting'],
  [CooperationForm.RESTRUCTURING]: ['企业改制', 'Restructuring'],
  [CooperationForm.INTANGIBLE_SHARE]:
    ['品牌技术销售网络入股', 'Brand, technology or sales network as share'],
  [CooperationForm.TRAINING]: ['培训与挂职', 'Training and secondment'],
  [CooperationForm.PURCHASING]: ['产销对接', 'Purchasing and sales'],
};

export const distributionLabels: Record<FundKind_Distribution, Text> = {
  [FundKind_Distribution.UNSPECIFIED]: NOT_STATED,
  [FundKind_Distribution.AGREEMENT]: ['协商', 'By agreement'],
  [FundKind_Distribution.COMPETITION]:
    ['竞争性分配', 'By competition'],
  [FundKind_Distribution.FACTORS]: ['因素法', 'By factors'],
};

export const whyLabels: Record<Dismissal_Why, Text> = {
  [Dismissal_Why.UNSPECIFIED]: NOT_STATED,
  [Dismissal_Why.SECTOR]: ['行业不符', 'Not our sector'],
  [Dismissal_Why.AREA]: ['区域不符', 'Not our region'],
  [Dismissal_Why.TOO_LARGE]: ['规模过大', 'Too large'],
  [Dismissal_Why.TOO_SMALL]: ['规模过小', 'Too small'],
  [Dismissal_Why.NOT_READY]: ['前期不足', 'Not ready'],
  [Dismissal_Why.TAKEN]: ['已有安排', 'Taken up elsewhere'],
  [Dismissal_Why.OTHER]: ['其他', 'Another reason'],
};

export const criterionLabels: Record<Criterion, Text> = {
  [Criterion.UNSPECIFIED]: NOT_STATED,
  [Criterion.SECTOR]: ['行业', 'Sector'],
  [Criterion.REGION]: ['区域', 'Region'],
  [Criterion.FUND_SIZE]: ['资金规模', 'Fund size'],
  [Criterion.CAPABILITY]: ['支援能力', 'Capability'],
  [Criterion.STANDING]: ['项目条件', 'Standing'],
  [Criterion.RECORD]: ['合作基础', 'Record'],
};

// What each criterion looks at, in a line.
export const criterionHints: Record<Criterion, Text> = {
  [Criterion.UNSPECIFIED]: NOT_STATED,
  [Criterion.SECTOR]:
    ['申报的行业优势与项目行业是否一致', 'Declared strength in its sector'],
  [Criterion.REGION]:
    ['结对关系、同市州或同片区、意向地区',
      'Pairing, same prefecture or group, preference'],
  [Criterion.FUND_SIZE]:
    ['待落实资金与通常出资规模的接近程度',
      'How near its open need is to what you usually give'],
  [Criterion.CAPABILITY]:
    ['资金以外的需求能否由本单位满足', 'Needs besides money that you can meet'],
  [Criterion.STANDING]:
    ['示范点、移民小区、受益人数、前期深度',
      'Demonstration site, resettlement, people helped, readiness'],
  [Criterion.RECORD]:
    ['双方以往在该地区、该行业完成的合作',
      'What was finished together in the area and the sector'],
};

export const filterLabels: Record<FilterCode, Text> = {
  [FilterCode.UNSPECIFIED]: NOT_STATED,
  [FilterCode.NOT_OPEN]: ['项目未开放', 'Not open'],
  [FilterCode.YEAR]: ['年度不符', 'Not in this year'],
  [FilterCode.DISMISSED]: ['已排除', 'Dismissed'],
  [FilterCode.NOTHING_OPEN]: ['已无待落实资金', 'Nothing left open'],
  [FilterCode.FUND_KIND]: ['资金类别不符', 'No fund kind in common'],
  [FilterCode.LEAST_SHARE_OVER_MEANS]:
    ['最低份额超过剩余资金', 'Least share over the means left'],
  [FilterCode.LEAST_SHARE_OVER_MOST]:
    ['最低份额超过单个项目最高额', 'Least share over the most given'],
  [FilterCode.ALL_OR_NOTHING_OVER_MEANS]:
    ['须足额落实而超过剩余资金', 'All or nothing, over the means left'],
  [FilterCode.ALL_OR_NOTHING_OVER_MOST]:
    ['须足额落实而超过单个项目最高额', 'All or nothing, over the most given'],
  [FilterCode.NOT_SHAREABLE_OVER_MEANS]:
    ['须由一家承担而超过剩余资金', 'Not to be shared, over the means left'],
  [FilterCode.NOT_SHAREABLE_OVER_MOST]:
    ['须由一家承担而超过单个项目最高额', 'Not to be shared, over the most given'],
  [FilterCode.NO_PROFILE]: ['未填报支援能力', 'No capability profile'],
  [FilterCode.NOT_SUPPORTER]: ['不是支援方', 'No supporter'],
  [FilterCode.OWN_PROJECT]: ['本单位提出的项目', 'Its own project'],
  [FilterCode.INCOMPLETE]: ['记录不完整', 'Incomplete record'],
};

export const standingLabels: Record<ProposeWeightsResponse_Standing, Text> = {
  [ProposeWeightsResponse_Standing.UNSPECIFIED]: NOT_STATED,
  [ProposeWeightsResponse_Standing.TOO_FEW_CHOICES]:
    ['选择太少，暂不建议改动', 'Too few choices to learn from yet'],
  [ProposeWeightsResponse_Standing.NO_BETTER]:
    ['没有改善，不建议采用', 'No better: not worth adopting'],
  [ProposeWeightsResponse_Standing.BETTER]: ['有改善', 'Better'],
};

export const outcomeLabels: Record<ProposePortfolioResponse_Outcome, Text> = {
  [ProposePortfolioResponse_Outcome.UNSPECIFIED]: NOT_STATED,
  [ProposePortfolioResponse_Outcome.OPTIMAL]:
    ['已证明最优', 'Proved best'],
  [ProposePortfolioResponse_Outcome.LIMIT_REACHED]:
    ['已达计算上限', 'Stopped at the work limit'],
  [ProposePortfolioResponse_Outcome.NOTHING_FITS]:
    ['没有可承接的项目', 'No project fits'],
};

export const interestStateLabels: Record<Interest_State, Text> = {
  [Interest_State.UNSPECIFIED]: ['未表达意向', 'No interest yet'],
  [Interest_State.OPEN]: ['意向待答复', 'Awaiting an answer'],
  [Interest_State.ACCEPTED]: ['意向已接受', 'Accepted'],
  [Interest_State.DECLINED]: ['意向被谢绝', 'Declined'],
  [Interest_State.WITHDRAWN]: ['意向已撤回', 'Withdrawn'],
};

export const permissionGroupLabels: Record<PermissionGroup, Text> = {
  [PermissionGroup.UNSPECIFIED]: NOT_STATED,
  [PermissionGroup.OFFICE]: ['主管部门', 'Office'],
  [PermissionGroup.SUPPORTER]: ['支援方', 'Supporter'],
  [PermissionGroup.RECIPIENT]: ['受援方', 'Recipient'],
  [PermissionGroup.ORGANISER]: ['洽谈会组织者', 'Fair organiser'],
  [PermissionGroup.SUPERVISOR]: ['督查', 'Supervisor'],
  [PermissionGroup.ADMINISTRATOR]: ['系统管理员', 'Administrator'],
};

export const actionLabels: Record<HistoryEntry_Action, Text> = {
  [HistoryEntry_Action.UNSPECIFIED]: NOT_STATED,
  [HistoryEntry_Action.CREATED]: ['创建', 'Created'],
  [HistoryEntry_Action.UPDATED]: ['修改', 'Changed'],
  [HistoryEntry_Action.DELETED]: ['删除', 'Deleted'],
};
