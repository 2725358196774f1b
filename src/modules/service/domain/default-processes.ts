import { usualTarget } from './first-response-clock.js';
import { ServiceCaseKind, type ServiceCaseKindName } from './service-enums.js';
import type { ProcessFacts } from './service-process.js';

const NAMES: Readonly<Record<ServiceCaseKindName, readonly [zh: string, en: string]>> = {
  REQUEST: ['服务请求处理', 'Handling of requests'],
  FAULT: ['故障处理', 'Handling of faults'],
  COMPLAINT: ['投诉处理', 'Handling of complaints'],
  RETURN: ['退货处理', 'Handling of returns'],
  CONSULTATION: ['咨询解答', 'Answering of questions'],
  SUGGESTION: ['建议处理', 'Handling of suggestions'],
};

const HANDLE_MINUTES = 960;
const VISIT_BACK_MINUTES = 1440;

/** The process that each kind of case begins with: one department handles it, and visits back after a complaint. */
export function defaultProcesses(departmentId: string): ProcessFacts[] {
  const performer = { departmentId, roleCode: null };
  const handle = {
    code: 'handle',
    nameZh: '受理与处理',
    nameEn: 'Take and handle',
    performer,
    limitMinutes: HANDLE_MINUTES,
  };
  const visitBack = {
    code: 'visit-back',
    nameZh: '回访',
    nameEn: 'Visit back',
    performer,
    limitMinutes: VISIT_BACK_MINUTES,
  };
  return Object.values(ServiceCaseKind).map((kind) => {
    const { minutes, clock } = usualTarget(kind);
    const [nameZh, nameEn] = NAMES[kind];
    const steps = kind === 'COMPLAINT' ? [handle, visitBack] : [handle];
    return { code: kind.toLowerCase(), kind, nameZh, nameEn, firstResponseMinutes: minutes, clock, steps };
  });
}
