// What the enums of agreements, the ledger and reports are called, and texts
// that their pages share.
import {
  Agreement_Stage, Dimension, FigureSource, LabourForm, LedgerEntry_State,
  Novelty, Side, WorkItem_Kind,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import {
  Report_Kind,
} from '../../gen/duikou/progress/v1/report_service_pb';
import {
  Settlement_State,
} from '../../gen/duikou/progress/v1/settlement_service_pb';
import { texts, type Text } from '../../i18n/language';

const NOT_KNOWN: Text = ['未知', 'Not known'];
const NOT_STATED: Text = ['未填报', 'Not stated'];

export const stageLabels: Record<Agreement_Stage, Text> = {
  [Agreement_Stage.UNSPECIFIED]: NOT_KNOWN,
  [Agreement_Stage.NEGOTIATING]: ['洽谈', 'Negotiating'],
  [Agreement_Stage.PREPARING]: ['前期', 'Preparing'],
  [Agreement_Stage.BUILDING]: ['在建', 'Building'],
  [Agreement_Stage.IN_PRODUCTION]: ['投产', 'In production'],
  [Agreement_Stage.TERMINATED]: ['终止', 'Terminated'],
};

export const noveltyLabels: Record<Novelty, Text> = {
  [Novelty.UNSPECIFIED]: ['新建和续建', 'New and continuing'],
  [Novelty.NEW]: ['新建', 'New'],
  [Novelty.CONTINUING]: ['续建', 'Continuing'],
};

export const dimensionLabels: Record<Dimension, Text> = {
  [Dimension.UNSPECIFIED]: NOT_KNOWN,
  [Dimension.AREA]: ['地区', 'area'],
  [Dimension.SECTOR]: ['行业', 'sector'],
  [Dimension.SUPPORTER]: ['支援方', 'supporter'],
  [Dimension.UNIT_KIND]: ['单位类别', 'kind of unit'],
  [Dimension.RECIPIENT]: ['受援方', 'recipient'],
  [Dimension.PERIOD]: ['年度', 'year'],
  [Dimension.MONTH]: ['月份', 'month'],
  [Dimension.PROJECT]: ['项目', 'project'],
  [Dimension.AGREEMENT]: ['签约项目', 'agreement'],
  [Dimension.PAYER]: ['出资一方', 'payer'],
  [Dimension.LABOUR_FORM]: ['劳务输出方式', 'form of labour export'],
  [Dimension.SOURCE]: ['数据来源', 'source'],
};

export const sideLabels: Record<Side, Text> = {
  [Side.UNSPECIFIED]: NOT_STATED,
  [Side.SUPPORTER]: ['支援方', 'Supporter'],
  [Side.RECIPIENT]: ['受援方', 'Recipient'],
};

export const entryStateLabels: Record<LedgerEntry_State, Text> = {
  [LedgerEntry_State.UNSPECIFIED]: NOT_KNOWN,
  [LedgerEntry_State.REPORTED]: ['待确认', 'Unconfirmed'],
  [LedgerEntry_State.CONFIRMED]: ['已确认', 'Confirmed'],
  [LedgerEntry_State.DISPUTED]: ['有异议', 'Disputed'],
  [LedgerEntry_State.REVERSED]: ['已冲销', 'Reversed'],
};

export const sourceLabels: Record<FigureSource, Text> = {
  [FigureSource.UNSPECIFIED]: NOT_STATED,
  [FigureSource.SUPPORTER]: ['支援方账目', 'Books of the supporter'],
  [FigureSource.RECIPIENT]: ['受援方账目', 'Books of the recipient'],
  [FigureSource.OFFICE]: ['主管部门记录', 'Records of the office'],
  [FigureSource.STATISTICS]: ['统计部门数据', 'Official statistics'],
  [FigureSource.OPENING]: ['期初数', 'Opening figures'],
};

export const labourFormLabels: Record<LabourForm, Text> = {
  [LabourForm.UNSPECIFIED]: NOT_STATED,
  [LabourForm.OFFICE_CONTRACT]:
    ['对口办劳务合同', 'Contract of the paired offices'],
  [LabourForm.JOINT_AGENCY]: ['合办劳务公司', 'Jointly founded agency'],
  [LabourForm.HIRING_DAY]: ['现场招工会', 'Hiring day in the county'],
  [LabourForm.JOINT_SCHOOL]: ['联办培训学校', 'Jointly run school'],
  [LabourForm.SCHOOL_CONTRACT]: ['委托学校培训输出', 'Contract with a school'],
};

export const workKindLabels: Record<WorkItem_Kind, Text> = {
  [WorkItem_Kind.UNSPECIFIED]: NOT_KNOWN,
  [WorkItem_Kind.MILESTONE]: ['节点逾期', 'Milestone missed'],
  [WorkItem_Kind.PROMISE]: ['承诺逾期', 'Promise not kept'],
  [WorkItem_Kind.MONEY]: ['资金未到位', 'Money not arrived'],
  [WorkItem_Kind.NO_NEWS]: ['长期无进展', 'No news for long'],
  [WorkItem_Kind.UNCONFIRMED]: ['待确认', 'To confirm'],
  [WorkItem_Kind.DISPUTED]: ['有异议', 'Disputed'],
};

export const settlementStateLabels: Record<Settlement_State, Text> = {
  [Settlement_State.UNSPECIFIED]: NOT_KNOWN,
  [Settlement_State.OPEN]: ['未结', 'Open'],
  [Settlement_State.SIGNED]: ['单位已签', 'Signed'],
  [Settlement_State.SETTLED]: ['已结账', 'Settled'],
};

export const reportLabels: Record<Report_Kind, Text> = {
  [Report_Kind.UNSPECIFIED]: NOT_KNOWN,
  [Report_Kind.PROGRAMME]: ['规划进展', 'Progress of the programme'],
  [Report_Kind.BULLETIN]: ['年度通报', 'Bulletin of the year'],
  [Report_Kind.FUNNEL]: ['签约项目进展', 'Agreements by stage'],
  [Report_Kind.STATEMENT]: ['单位对账单', 'Statement of a unit'],
  [Report_Kind.YEAR]: ['年度报告', 'Report of the year'],
};

export const progressWords = texts({
  supporter: ['支援方', 'Supporter'],
  recipient: ['受援方', 'Recipient'],
  agreement: ['签约项目', 'Agreement'],
  stage: ['进展', 'Stage'],
  amount: ['金额', 'Amount'],
  number: ['数量', 'Number'],
  date: ['日期', 'Date'],
  reason: ['原因', 'Reason'],
  reasonNeeded: ['请填写原因', 'Say why'],
  dateNeeded: ['请选择日期', 'Choose a day'],
  choose: ['请选择', 'Choose'],
  filters: ['筛选', 'Filters'],
  clearFilters: ['清除筛选', 'Clear the filters'],
  // A filter that is on.
  only: ['{what}：{value}', '{what}: {value}'],
  dropFilter: ['取消筛选', 'Drop the filter'],
  shown: ['已列出 {shown} / {total}', '{shown} of {total} shown'],
  inAll: ['合计', 'In all'],
  office: ['主管部门', 'The office'],
  anyFair: ['各届洽谈会', 'Any fair'],
  historyShow: ['查看修改历史', 'Show the history'],
  // A count with what is counted.
  counted: ['{n} {unit}', '{n} {unit}'],
});
