import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { pinyinInitials, type SearchPart } from '../../../kernel/lists/search-text.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { CASE_STATES } from './case-states.js';
import type { ServiceHandlingName } from './entry-kinds.js';
import { type ClockSignal, type ResponseClock, stopClock } from './first-response-clock.js';
import type { Performer } from './performer.js';
import type {
  ServiceCaseKindName,
  ServiceCaseStateName,
  ServiceChannelName,
  ServicePriorityName,
} from './service-enums.js';
import type { CaseFacts } from './service-events.js';

/** What is told when a case is opened. */
export interface CaseReport {
  readonly kind: ServiceCaseKindName;
  readonly channel: ServiceChannelName;
  readonly priority: ServicePriorityName;
  readonly subject: string;
  readonly description: string;
  readonly customerId: string;
  /** Kept with the case, for those who may see the case but not the customer. */
  readonly customerName: string;
  readonly contactId: string | null;
  readonly openedBy: string | null;
  readonly externalKey: string | null;
}

/** Where a case is put: the step, who does it, until when. */
export interface CasePlace {
  readonly stepCode: string;
  readonly stepIndex: number;
  /** Of the performer; for a role, of whom the case comes from. */
  readonly departmentId: string;
  readonly stepRoleCode: string | null;
  readonly stepDueAt: Date;
}

/** In whose hands a case is. */
export interface CaseHands extends Pick<CasePlace, 'departmentId' | 'stepRoleCode'> {
  readonly ownerId: string;
}

/** What a new case gets from its process, the calendar and the counter. */
export interface CaseFrame extends CasePlace {
  readonly number: string;
  readonly processId: string;
  readonly processCode: string;
  readonly processVersion: number;
  readonly openedAt: Date;
  /** The company's day of `openedAt`. */
  readonly openedOn: string;
  readonly firstResponseWarnAt: Date;
  readonly firstResponseDueAt: Date;
}

/** One request, fault or complaint of a customer 服务单, handled by several departments in steps. */
@RecordKind({
  kind: 'serviceCase',
  table: 'service_case',
  personal: ['customerName'],
  pastIndexes: [
    'ix_service_case_owner',
    'ix_service_case_department',
    'ix_service_case_customer',
    'ix_service_case_opened',
  ],
})
@Index('ix_service_case_owner', ['ownerId', 'deletedAt', 'openedAt', 'id'])
@Index('ix_service_case_department', ['departmentId', 'deletedAt', 'openedAt', 'id'])
@Index('ix_service_case_customer', ['customerId', 'deletedAt', 'openedAt', 'id'])
@Index('ix_service_case_opened', ['deletedAt', 'openedAt', 'id'])
@Index('ix_service_case_response_due', ['deletedAt', 'firstResponseDueAt', 'id'])
@Index('ix_service_case_number', ['number'])
@Index('ix_service_case_desk', ['state', 'stepRoleCode', 'departmentId'])
@Index('ix_service_case_warn', ['firstRespondedAt', 'firstResponseWarnedAt', 'firstResponseWarnAt', 'id'])
@Index('ix_service_case_breach', ['firstRespondedAt', 'firstResponseBreachedAt', 'firstResponseDueAt', 'id'])
export class ServiceCase extends StoredRecord implements CaseReport, ResponseClock {
  @Column({ type: 'varchar', length: 20 })
  number: string;

  @Column({ type: 'varchar', length: 20 })
  kind: ServiceCaseKindName;

  @Column({ type: 'varchar', length: 20 })
  channel: ServiceChannelName;

  @Column({ type: 'varchar', length: 10 })
  priority: ServicePriorityName;

  @Column({ type: 'varchar', length: 200 })
  subject: string;

  @Column({ type: 'varchar', length: 4000 })
  description: string;

  @Column({ type: 'bigint' })
  customerId: string;

  @Column({ type: 'varchar', length: 200 })
  customerName: string;

  @Column({ type: 'bigint', nullable: true })
  contactId: string | null;

  /** The handler; null while the case waits to be taken. */
  @Column({ type: 'bigint', nullable: true })
  ownerId: string | null;

  @Column({ type: 'bigint' })
  departmentId: string;

  @Column({ type: 'varchar', length: 60, nullable: true })
  stepRoleCode: string | null;

  @Column({ type: 'bigint', nullable: true })
  openedBy: string | null;

  @Column({ type: 'datetime', precision: 3 })
  openedAt: Date;

  @Column({ type: 'date' })
  openedOn: string;

  @Column({ type: 'varchar', length: 20 })
  state: ServiceCaseStateName;

  @Column({ type: 'bigint' })
  processId: string;

  @Column({ type: 'varchar', length: 60 })
  processCode: string;

  @Column({ type: 'int' })
  processVersion: number;

  @Column({ type: 'varchar', length: 60 })
  stepCode: string;

  @Column({ type: 'int' })
  stepIndex: number;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  stepDueAt: Date | null;

  @Column({ type: 'datetime', precision: 3 })
  firstResponseWarnAt: Date;

  @Column({ type: 'datetime', precision: 3 })
  firstResponseDueAt: Date;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  firstRespondedAt: Date | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  firstResponseWarnedAt: Date | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  firstResponseBreachedAt: Date | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  closedAt: Date | null;

  @Column({ type: 'date', nullable: true })
  closedOn: string | null;

  @Column({ type: 'varchar', length: 4000, nullable: true })
  resolution: string | null;

  @Column({ type: 'varchar', length: 2000, nullable: true })
  customerAnswer: string | null;

  /** How often it was opened again. */
  @Column({ type: 'int' })
  reopened: number;

  @Column({ type: 'varchar', length: 100, nullable: true })
  externalKey: string | null;

  @Column({ type: 'varchar', length: 1000 })
  searchText: string;

  /** A new case, waiting in the first step of its process. */
  static open(report: CaseReport, frame: CaseFrame): ServiceCase {
    const fresh = { ownerId: null, state: CASE_STATES.initial, reopened: 0 };
    return Object.assign(new ServiceCase(), NOTHING_YET, report, frame, fresh);
  }

  /** A person of the step takes it. Throws TRANSITION_REFUSED, as all that follow. */
  takeBy(personId: string): void {
    this.state = CASE_STATES.next(this.state, 'take');
    this.ownerId = personId;
  }

  assignTo(personId: string): void {
    this.state = CASE_STATES.next(this.state, 'assign');
    this.ownerId = personId;
  }

  /** Goes to another place: to be taken there, or into the hands of a person. */
  forwardTo(place: CasePlace, personId: string | null): void {
    this.state = CASE_STATES.next(this.state, personId === null ? 'forward' : 'hand');
    Object.assign(this, place);
    this.ownerId = personId;
  }

  /** Comes into other hands as it stands, closed or not. */
  passTo({ ownerId, departmentId, stepRoleCode }: CaseHands): void {
    Object.assign(this, { ownerId, departmentId, stepRoleCode });
  }

  /** Takes note of a record's effect on the state. */
  record(kind: ServiceHandlingName): void {
    const action = kind === 'ASKED_CUSTOMER' ? 'ask' : kind === 'CUSTOMER_ANSWERED' ? 'answer' : 'record';
    this.state = CASE_STATES.next(this.state, action);
  }

  /** Ends the case; the resolution counts as a response. Throws SERVICE_ANSWER_REQUIRED for a complaint without the customer's answer. */
  close(resolution: string, customerAnswer: string | null, at: Date, day: string): ClockSignal[] {
    this.state = CASE_STATES.next(this.state, 'close');
    if (this.kind === 'COMPLAINT' && !customerAnswer?.trim())
      throw new DomainError('SERVICE_ANSWER_REQUIRED', ['input', 'customerAnswer']);
    Object.assign(this, { resolution, customerAnswer, closedAt: at, closedOn: day, stepDueAt: null });
    return stopClock(this, at);
  }

  /** Waits again in the step where it was closed. */
  reopen(stepDueAt: Date): void {
    this.state = CASE_STATES.next(this.state, 'reopen');
    Object.assign(this, {
      ownerId: null,
      closedAt: null,
      closedOn: null,
      resolution: null,
      customerAnswer: null,
      stepDueAt,
    });
    this.reopened += 1;
  }

  get performer(): Performer {
    return { departmentId: this.stepRoleCode === null ? this.departmentId : null, roleCode: this.stepRoleCode };
  }

  /** What its events say. */
  facts(): CaseFacts {
    const { number, kind, subject, customerId, customerName, departmentId, ownerId, stepRoleCode, openedBy } = this;
    return { number, kind, subject, customerId, customerName, departmentId, ownerId, roleCode: stepRoleCode, openedBy };
  }

  searchParts(): SearchPart[] {
    return [
      { column: 'number', texts: [this.number] },
      { column: 'subject', texts: [this.subject] },
      { column: 'customer_name', texts: [this.customerName, pinyinInitials(this.customerName)] },
    ];
  }
}

const NOTHING_YET = {
  firstRespondedAt: null,
  firstResponseWarnedAt: null,
  firstResponseBreachedAt: null,
  closedAt: null,
  closedOn: null,
  resolution: null,
  customerAnswer: null,
};
