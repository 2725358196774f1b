import { Column, Index } from 'typeorm';
import type { PersonType } from '../../../kernel/access/viewer.js';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { defineEnum } from '../../../kernel/runtime/labels.js';
import { DEPARTMENT_FIELD, defineApprovalFields } from '../../../kernel/states/approval-fields.js';
import type { ApprovalDecision } from '../../../kernel/states/approval-outcome.js';

/** What the approval engine is asked for an application. */
export const APPLICATION_SUBJECT = 'account.apply';

/** Applications that one address, and all together, may make in an hour. */
export const APPLICATIONS_PER_ADDRESS = 5;
export const APPLICATIONS_IN_ALL = 100;
export const APPLICATION_WINDOW_MINUTES = 60;

export const AccountApplicationState = defineEnum(
  'AccountApplicationState',
  'State of an application for an account.',
  {
    PENDING: { zh: '待审批', en: 'Waiting for a decision' },
    APPROVED: { zh: '已通过', en: 'Approved' },
    REJECTED: { zh: '未通过', en: 'Not approved' },
  },
);
export type AccountApplicationState = keyof typeof AccountApplicationState;

defineApprovalFields('accountApplication', {
  name: { label: { zh: '姓名', en: 'Name' } },
  email: { label: { zh: '邮箱', en: 'Mail address' } },
  phone: { label: { zh: '电话', en: 'Phone' } },
  departmentWish: { label: { zh: '希望加入的部门', en: 'Department they name' } },
  reason: { label: { zh: '申请理由', en: 'Reason' } },
  login: { label: { zh: '登录名', en: 'Login' } },
  type: { label: { zh: '账号类型', en: 'Kind of account' }, enumName: 'PersonType' },
  level: { label: { zh: '级别', en: 'Level' } },
  departmentId: DEPARTMENT_FIELD,
  positionId: {
    label: { zh: '岗位', en: 'Position' },
    named: { table: 'job_position', key: 'id', name: 'name', kind: 'position' },
  },
  managerId: {
    label: { zh: '上级', en: 'Reports to' },
    named: { table: 'person', key: 'id', name: 'name', kind: 'person' },
  },
  roleIds: {
    label: { zh: '角色', en: 'Roles' },
    named: { table: 'role', key: 'id', name: 'name', kind: 'role' },
  },
});

/** As what an applicant comes into the company; who says so and who decides must both hold what it gives. */
export interface Placement {
  readonly login: string;
  readonly type: PersonType;
  readonly level: number;
  readonly departmentId: string;
  readonly positionId: string | null;
  readonly managerId: string | null;
  readonly roleIds: readonly string[];
}

/** Somebody without an account asks for one 申请账号. */
@RecordKind({ kind: 'accountApplication', table: 'account_application', secret: ['tokenHash'], ofOthers: ['address'] })
@Index('ix_account_application_created', ['createdAt', 'id'])
@Index('ix_account_application_address', ['address', 'createdAt'])
export class AccountApplication extends StoredRecord {
  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', length: 200 })
  email: string;

  @Column({ type: 'varchar', length: 40, nullable: true })
  phone: string | null;

  /** In the applicant's words: who is outside is told no departments. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  departmentWish: string | null;

  /** Why they ask; `reason` is a column of every history. */
  @Column({ type: 'varchar', length: 500 })
  grounds: string;

  @Column({ type: 'varchar', length: 64, nullable: true })
  address: string | null;

  /** The department whose approvers are asked: the root. */
  @Column({ type: 'bigint' })
  departmentId: string;

  @Column({ type: 'varchar', length: 20 })
  state: AccountApplicationState;

  /** Null until somebody has said as what the applicant would come in. */
  @Column({ type: 'json', nullable: true })
  placement: Placement | null;

  /** The person that the applicant has become. */
  @Column({ type: 'bigint', nullable: true })
  personId: string | null;

  /** SHA-256 of the token that the applicant holds; it becomes that of their password link. */
  @Column({ type: 'char', length: 64 })
  tokenHash: string;

  /** Whatever is no approval is the end as well: there is nobody to return an application to. */
  decided(decision: ApprovalDecision, personId: string | null): void {
    this.state = decision === 'APPROVED' ? 'APPROVED' : 'REJECTED';
    this.personId = personId;
  }
}
