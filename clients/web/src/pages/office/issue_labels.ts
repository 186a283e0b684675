// What people call the issues of a project, and the fields it can lack.
import { ProjectIssue_Kind } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import type { Text } from '../../i18n/language';

export const issueKindLabels: Record<ProjectIssue_Kind, Text> = {
  [ProjectIssue_Kind.UNSPECIFIED]: ['其他', 'Other'],
  [ProjectIssue_Kind.STALE]: ['久未更新', 'Stale'],
  [ProjectIssue_Kind.INCOMPLETE]: ['信息不全', 'Incomplete'],
  [ProjectIssue_Kind.DUPLICATE]: ['疑似重复', 'Duplicate'],
  [ProjectIssue_Kind.EXPIRED]: ['已过期', 'Expired'],
};

const FIELDS: Record<string, Text> = {
  description: ['建设内容', 'what is to be done'],
  'description.zh': ['建设内容', 'what is to be done'],
  village: ['乡镇、村', 'town, village'],
  recipient: ['申报单位', 'recipient'],
  fund_needs: ['资金需求', 'funds needed'],
  readiness: ['前期深度', 'readiness'],
  standing: ['项目条件', 'standing'],
  'standing.people_helped': ['受益人数', 'people helped'],
  responsible_leader: ['责任领导', 'responsible leader'],
  contact: ['联系人', 'contact'],
  'contact.phone': ['联系电话', 'telephone'],
  'contact.display_name': ['联系人姓名', 'name of the contact'],
};

// A field without a name here is told by its path.
export function issueFieldLabel(path: string): Text {
  return FIELDS[path] ?? [path, path];
}
