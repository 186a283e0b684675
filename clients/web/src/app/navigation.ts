// What the menu offers, by permission group. A new page is a row here, an
// address in paths.ts and a route in routes.tsx.
import { PermissionGroup } from '../gen/duikou/type/v1/access_pb';
import { texts, type Text } from '../i18n/language';
import { paths } from './paths';

export interface Place {
  programme: string;
  // The unit acted for or looked at; empty: none is chosen.
  unit: string;
}

export interface MenuItem {
  text: Text;
  to: (place: Place) => string;
  // Needs a unit that gives.
  ofSupporter?: boolean;
  // Needs a unit that one acts for as a recipient.
  ofRecipient?: boolean;
  // Needs a unit that guides others.
  ofGuide?: boolean;
  // Not for these groups, who have it elsewhere.
  unless?: readonly PermissionGroup[];
  // For these groups alone, where the section is for more.
  groups?: readonly PermissionGroup[];
}

export interface MenuSection {
  text: Text;
  groups: readonly PermissionGroup[];
  items: readonly MenuItem[];
}

const { OFFICE, SUPPORTER, SUPERVISOR, RECIPIENT, ORGANISER, ADMINISTRATOR } =
  PermissionGroup;

export const menuTexts = texts({
  supporter: ['支援方', 'Supporter'],
  recipient: ['受援方', 'Recipient'],
  office: ['管理', 'Office'],
  settings: ['规划设置', 'Programme'],
  areas: ['地区', 'Areas'],
  sectors: ['行业', 'Sectors'],
  indicators: ['指标', 'Indicators'],
  programmes: ['全部规划', 'All programmes'],
  weights: ['匹配权重', 'Weights'],
  quotas: ['年度额度', 'Quotas'],
  plans: ['年度计划', 'Annual plans'],
  planAnswers: ['计划答复', 'Annual plan'],
  units: ['单位', 'Units'],
  people: ['人员', 'People'],
  quality: ['数据质量', 'Data quality'],
  audit: ['审计', 'Audit'],
  ownProjects: ['我的项目', 'Our projects'],
  answers: ['意向答复', 'Interests'],
  interests: ['合作意向', 'Interests'],
  catalogue: ['项目库', 'Catalogue'],
  recommendations: ['推荐项目', 'Recommended'],
  shortlist: ['备选清单', 'Shortlist'],
  portfolio: ['组合方案', 'Portfolio'],
  searches: ['已存检索', 'Saved searches'],
  dismissals: ['已排除', 'Dismissed'],
  profile: ['支援能力', 'Capability profile'],
  unit: ['本单位', 'The unit'],
  reminders: ['提醒事项', 'Reminders'],
  guided: ['指导的单位', 'Units we guide'],
  progress: ['单位进度', 'Progress'],
  projects: ['全部项目', 'All projects'],
  calls: ['竞争性分配', 'Competitions'],
  carriedOut: ['进展与结账', 'Progress'],
  agreements: ['签约项目', 'Agreements'],
  ledger: ['台账', 'Ledger'],
  workList: ['待办', 'Work list'],
  settlements: ['年终结账', 'Settlement'],
  reports: ['报告', 'Reports'],
  fairs: ['洽谈会', 'Fairs'],
  allFairs: ['经贸洽谈会', 'Trade fairs'],
});

export const menu: readonly MenuSection[] = [
  {
    text: menuTexts.supporter,
    groups: [SUPPORTER, OFFICE, SUPERVISOR],
    items: [
      { text: menuTexts.recommendations, ofSupporter: true,
        to: ({ programme, unit }) => paths.recommendations(programme, unit) },
      { text: menuTexts.shortlist, ofSupporter: true,
        to: ({ programme, unit }) => paths.shortlist(programme, unit) },
      { text: menuTexts.portfolio, ofSupporter: true,
        to: ({ programme, unit }) => paths.portfolio(programme, unit) },
      { text: menuTexts.searches, ofSupporter: true,
        to: ({ programme, unit }) => paths.searches(programme, unit) },
      { text: menuTexts.planAnswers, ofSupporter: true,
        to: ({ programme, unit }) => paths.planAnswers(programme, unit) },
      { text: menuTexts.dismissals, ofSupporter: true,
        to: ({ programme, unit }) => paths.dismissals(programme, unit) },
      { text: menuTexts.profile, ofSupporter: true,
        to: ({ programme, unit }) => paths.profile(programme, unit) },
      { text: menuTexts.unit, ofSupporter: true,
        to: ({ programme, unit }) => paths.unit(programme, unit) },
      { text: menuTexts.reminders, ofSupporter: true,
        to: ({ programme, unit }) => paths.reminders(programme, unit) },
      { text: menuTexts.guided, ofSupporter: true, ofGuide: true,
        to: ({ programme, unit }) => paths.guided(programme, unit) },
    ],
  },
  {
    text: menuTexts.recipient,
    groups: [RECIPIENT],
    items: [
      { text: menuTexts.ownProjects, ofRecipient: true,
        to: ({ programme, unit }) => paths.ownProjects(programme, unit) },
      { text: menuTexts.answers, ofRecipient: true,
        to: ({ programme, unit }) => paths.interests(programme, unit) },
      { text: menuTexts.planAnswers, ofRecipient: true,
        to: ({ programme, unit }) => paths.planAnswers(programme, unit) },
      { text: menuTexts.reminders, ofRecipient: true,
        unless: [SUPPORTER, OFFICE, SUPERVISOR],
        to: ({ programme, unit }) => paths.reminders(programme, unit) },
    ],
  },
  {
    text: menuTexts.catalogue,
    groups: [SUPPORTER, OFFICE, SUPERVISOR, RECIPIENT, ORGANISER,
      ADMINISTRATOR],
    items: [
      { text: menuTexts.projects,
        to: ({ programme }) => paths.projects(programme) },
      { text: menuTexts.calls,
        groups: [SUPPORTER, OFFICE, SUPERVISOR, RECIPIENT],
        to: ({ programme }) => paths.calls(programme) },
      { text: menuTexts.interests, groups: [OFFICE, SUPERVISOR],
        to: ({ programme }) => paths.interests(programme) },
    ],
  },
  {
    text: menuTexts.fairs,
    groups: [SUPPORTER, OFFICE, SUPERVISOR, RECIPIENT, ORGANISER],
    items: [
      { text: menuTexts.allFairs,
        to: ({ programme }) => paths.fairs(programme) },
    ],
  },
  {
    text: menuTexts.carriedOut,
    groups: [SUPPORTER, OFFICE, SUPERVISOR, RECIPIENT, ORGANISER],
    items: [
      { text: menuTexts.agreements,
        to: ({ programme }) => paths.agreements(programme) },
      { text: menuTexts.ledger,
        to: ({ programme }) => paths.ledger(programme) },
      { text: menuTexts.workList,
        to: ({ programme }) => paths.workList(programme) },
      { text: menuTexts.settlements, groups: [SUPPORTER, OFFICE, SUPERVISOR],
        to: ({ programme }) => paths.settlements(programme) },
      { text: menuTexts.reports,
        to: ({ programme }) => paths.reports(programme) },
    ],
  },
  {
    text: menuTexts.office,
    groups: [OFFICE, SUPERVISOR, ADMINISTRATOR],
    items: [
      { text: menuTexts.settings,
        to: ({ programme }) => paths.programmeSettings(programme) },
      { text: menuTexts.areas, groups: [OFFICE, SUPERVISOR],
        to: ({ programme }) => paths.areas(programme) },
      { text: menuTexts.sectors, groups: [OFFICE, SUPERVISOR],
        to: ({ programme }) => paths.sectors(programme) },
      { text: menuTexts.indicators, groups: [OFFICE, SUPERVISOR],
        to: ({ programme }) => paths.indicators(programme) },
      { text: menuTexts.weights, groups: [OFFICE, SUPERVISOR],
        to: ({ programme }) => paths.weights(programme) },
      { text: menuTexts.quotas, groups: [OFFICE, SUPERVISOR],
        to: ({ programme }) => paths.quotas(programme) },
      { text: menuTexts.plans, groups: [OFFICE, SUPERVISOR],
        to: ({ programme }) => paths.plans(programme) },
      { text: menuTexts.units, groups: [OFFICE, SUPERVISOR],
        to: ({ programme }) => paths.units(programme) },
      { text: menuTexts.progress, groups: [OFFICE, SUPERVISOR],
        to: ({ programme }) => paths.progress(programme) },
      { text: menuTexts.people,
        to: ({ programme }) => paths.people(programme) },
      { text: menuTexts.quality, groups: [OFFICE, SUPERVISOR],
        to: ({ programme }) => paths.quality(programme) },
      { text: menuTexts.audit,
        to: ({ programme }) => paths.audit(programme) },
      { text: menuTexts.programmes, groups: [ADMINISTRATOR],
        to: () => paths.programmes },
    ],
  },
];
