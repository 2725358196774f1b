import { defineList } from '../../../kernel/lists/define-list.js';
import { ServiceCaseKind } from '../domain/service-enums.js';
import { SERVICE_PROCESS } from '../service.permissions.js';

/** Service processes with all their versions. */
export const SERVICE_PROCESSES = defineList({
  name: 'ServiceProcess',
  readable: SERVICE_PROCESS,
  columns: {
    id: 'id',
    version: 'version',
    code: 'code',
    kind: 'kind',
    nameZh: 'name_zh',
    nameEn: 'name_en',
    processVersion: 'process_version',
    active: 'active',
    firstResponseMinutes: 'first_response_minutes',
    clock: 'clock',
    steps: 'steps',
    createdAt: 'created_at',
  },
  json: ['steps'],
  filters: {
    code: { column: 'code', type: 'text', index: 'ux_service_process_code', description: 'Code.' },
    active: { column: 'active', type: 'boolean', index: 'small table', description: 'Whether new cases take it.' },
    kind: {
      column: 'kind',
      type: 'enum',
      index: 'ix_service_process_kind',
      description: 'Kind of case.',
      members: { name: 'ServiceCaseKind', values: ServiceCaseKind },
    },
  },
  orders: {
    CODE: { column: 'code', type: 'text', index: 'ux_service_process_code', description: 'Code.' },
    PROCESS_VERSION: {
      column: 'process_version',
      type: 'number',
      index: 'small table',
      description: 'Version of the process.',
    },
  },
  defaultOrder: [
    { field: 'CODE', direction: 'ASC' },
    { field: 'PROCESS_VERSION', direction: 'DESC' },
  ],
});
