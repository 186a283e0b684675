// What the fields of resources are called, by the last part of their path.
import { texts, type Text } from './i18n/language';

const labels = texts({
  all_or_nothing: ['资金须足额落实', 'All or nothing'],
  amount_fen: ['金额', 'Amount'],
  area: ['地区', 'Area'],
  basis_points: ['比率', 'Rate'],
  code: ['行政区划代码', 'GB/T 2260 code'],
  contact: ['经办联系人', 'Contact'],
  contacts: ['联系人', 'Contacts'],
  content: ['文件', 'File'],
  count: ['数量', 'Number'],
  criterion: ['标准', 'Criterion'],
  description: ['说明', 'Description'],
  display_name: ['名称', 'Name'],
  distributions: ['分配方式', 'How it is shared out'],
  email: ['邮箱', 'E-mail'],
  first_year: ['起始年份', 'First year'],
  forms: ['合作方式', 'Forms of cooperation'],
  fund_kind: ['资金类别', 'Fund kind'],
  fund_kinds: ['资金类别', 'Fund kinds'],
  fund_needs: ['资金需求', 'Funds needed'],
  giver_kinds: ['可出资单位', 'Who may give it'],
  givings: ['出资意愿', 'What it gives'],
  group: ['所属片区', 'Group'],
  groups: ['权限组', 'Groups'],
  guiding_department: ['指导部门', 'Guided by'],
  home_area: ['所在地', 'At home in'],
  id: ['编号', 'Id'],
  jobs: ['新增就业', 'Lasting jobs'],
  kind: ['类别', 'Kind'],
  last_year: ['截止年份', 'Last year'],
  least_fen: ['单项最低', 'Least a project'],
  least_open_fen: ['待落实资金下限', 'Least open need'],
  least_share_fen: ['单家最低份额', 'Least share'],
  means_fen: ['年度可用资金', 'Means of a year'],
  memberships: ['权限', 'Permissions'],
  message: ['消息', 'Message'],
  most_fen: ['单项最高', 'Most a project'],
  most_open_fen: ['待落实资金上限', 'Most open need'],
  most_projects: ['最多项目数', 'Most projects'],
  new_password: ['新密码', 'New password'],
  note: ['备注', 'Note'],
  offers: ['意向内容', 'Offers'],
  open_fen: ['待落实资金', 'Open need'],
  other_needs: ['资金以外的需求', 'Needs besides money'],
  other_offers: ['资金以外的支持', 'Help besides money'],
  parent_area: ['上级地区', 'Administered by'],
  parent_sector: ['所属领域', 'Field of work'],
  parent_unit: ['上级单位', 'Part of'],
  password: ['密码', 'Password'],
  people_helped: ['受益人数', 'People helped'],
  phone: ['电话', 'Telephone'],
  preference: ['意向程度', 'Preference'],
  preferred_areas: ['意向地区', 'Preferred areas'],
  programme: ['规划', 'Programme'],
  project: ['项目', 'Project'],
  quantity: ['数量', 'How many'],
  query: ['关键词', 'Words'],
  readiness: ['前期深度', 'Readiness'],
  recipient: ['申报单位', 'Put forward by'],
  recipient_areas: ['受援地区', 'Answers for'],
  responsible_leader: ['责任领导', 'Responsible leader'],
  sector: ['行业', 'Sector'],
  shareable: ['可由多家承接', 'Can be shared'],
  sides: ['身份', 'Sides'],
  source: ['来源', 'Source'],
  standing: ['项目条件', 'Standing'],
  statement: ['补充说明', 'Statement'],
  strength: ['强度', 'Strength'],
  strengths: ['行业优势', 'Strengths'],
  subject: ['相关项目', 'Subject'],
  supporter: ['支援方', 'Supporter'],
  target_fen: ['规划目标', 'Target'],
  targets: ['规划指标', 'Targets'],
  text: ['内容', 'Text'],
  title: ['职务', 'Post'],
  total_fen: ['总需求', 'Whole need'],
  training_places: ['培训名额', 'Training places'],
  unit: ['单位', 'Unit'],
  usual_fen: ['单项通常', 'Usual a project'],
  village: ['乡镇、村', 'Town, village'],
  weight: ['权重', 'Weight'],
  weights: ['权重', 'Weights'],
  why: ['原因', 'Why'],
  year: ['年份', 'Year'],
});

// Where a resource calls a field otherwise.
const own: Record<string, Text> = {
  'person.display_name': ['姓名', 'Name'],
  'project.area': ['实施地区', 'Area'],
  'project.description': ['建设内容', 'What is to be done'],
  'project.first_year': ['开始年份', 'First year'],
  'project.last_year': ['结束年份', 'Last year'],
  'project.sector': ['所属行业', 'Sector'],
};

// Kinds of resources, by their collection.
const kinds = texts({
  areas: ['地区', 'Area'],
  dismissals: ['排除记录', 'Dismissal'],
  interests: ['合作意向', 'Interest'],
  pairings: ['结对关系', 'Pairing'],
  people: ['人员', 'Person'],
  profiles: ['支援能力', 'Capability profile'],
  programmes: ['规划', 'Programme'],
  projects: ['项目', 'Project'],
  quotas: ['年度额度', 'Quota'],
  reminders: ['提醒', 'Reminder'],
  searches: ['检索', 'Saved search'],
  sectors: ['行业', 'Sector'],
  sessions: ['登录', 'Session'],
  shortlist: ['备选项目', 'Shortlisted project'],
  tokens: ['程序令牌', 'Token'],
  units: ['单位', 'Unit'],
  weights: ['权重版本', 'Weights'],
});

const known = <K extends string>(words: Record<K, Text>, key: string):
    Text | undefined => (Object.hasOwn(words, key) ? words[key as K] : undefined);

// Of `project.fund_needs[0].open_fen`: that of `open_fen`. A language of a text,
// as in `display_name.zh`, is no field. Undefined: it has no words.
export function fieldLabel(path: string): Text | undefined {
  const plain = path.replace(/\[\d+\]/g, '').replace(/\.(zh|en)$/, '');
  return known(own, plain) ?? known(labels, plain.split('.').at(-1) ?? '');
}

// Of `programmes/hubei/areas/420527`: that of areas.
export function kindLabel(name: string): Text | undefined {
  return known(kinds, name.split('/').at(-2) ?? '');
}
