import { texts } from '../../i18n/language';

export const words = texts({
  facts: ['基本情况', 'At a glance'],
  kind: ['单位类别', 'Kind'],
  sides: ['身份', 'Sides'],
  home: ['所在地', 'At home in'],
  guidedBy: ['指导部门', 'Guided by'],
  paired: ['结对地区', 'Paired with'],
  money: ['{year} 年额度与资金', 'Quotas and means, {year}'],
  quota: ['年度任务额度（万元）', 'Quota (10,000 yuan)'],
  promised: ['已承诺（万元）', 'Promised (10,000 yuan)'],
  left: ['剩余可用资金（万元）', 'Means left (10,000 yuan)'],
  done: ['完成额度', 'Of the quota'],
  noMoney: ['当年没有额度，也没有可用资金', 'No quota and no means this year'],
  interests: ['合作意向', 'Interests'],
  noInterests: ['还没有对项目表达意向', 'No interest was said yet'],
  guided: ['指导的单位', 'Units it guides'],
  guidedProgress: ['进度与提醒', 'Progress and reminders'],
});
