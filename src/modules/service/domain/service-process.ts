import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import type { ResponseTarget } from './first-response-clock.js';
import type { Performer } from './performer.js';
import type { ServiceCaseKindName, ServiceClockName } from './service-enums.js';

/** One step of a process: what it is called, who does it, and within how many minutes of the process's clock. */
export interface ProcessStep {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly performer: Performer;
  readonly limitMinutes: number;
}

/** What an administrator publishes. */
export interface ProcessFacts {
  readonly code: string;
  readonly kind: ServiceCaseKindName;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly firstResponseMinutes: number;
  readonly clock: ServiceClockName;
  readonly steps: readonly ProcessStep[];
}

/** One version of the way that cases of a kind go 服务流程; running cases keep theirs. */
@RecordKind({ kind: 'serviceProcess', table: 'service_process' })
@Index('ix_service_process_kind', ['kind', 'active'])
@Index('ux_service_process_code', ['code', 'processVersion'], { unique: true })
export class ServiceProcess extends StoredRecord implements ProcessFacts {
  @Column({ type: 'varchar', length: 60 })
  code: string;

  @Column({ type: 'varchar', length: 20 })
  kind: ServiceCaseKindName;

  @Column({ type: 'varchar', length: 100 })
  nameZh: string;

  @Column({ type: 'varchar', length: 100 })
  nameEn: string;

  /** Grows with each publication of the code. */
  @Column({ type: 'int' })
  processVersion: number;

  /** Whether new cases of the kind take it; one version of one process per kind does. */
  @Column({ type: 'boolean' })
  active: boolean;

  @Column({ type: 'int' })
  firstResponseMinutes: number;

  @Column({ type: 'varchar', length: 10 })
  clock: ServiceClockName;

  @Column({ type: 'json' })
  steps: ProcessStep[];

  /** The next version of a process. Throws INVALID_PERFORMER, INVALID_STEP_CODE. */
  static of(facts: ProcessFacts, processVersion: number): ServiceProcess {
    facts.steps.forEach(({ performer }, index) => {
      if ((performer.departmentId === null) === (performer.roleCode === null))
        throw new DomainError('INVALID_PERFORMER', ['input', 'steps', String(index)]);
    });
    const codes = facts.steps.map(({ code }) => code);
    const twice = codes.findIndex((code, index) => codes.indexOf(code) !== index);
    if (twice >= 0) throw new DomainError('INVALID_STEP_CODE', ['input', 'steps', String(twice), 'code']);
    return Object.assign(new ServiceProcess(), facts, { steps: [...facts.steps], processVersion, active: true });
  }

  get responseTarget(): ResponseTarget {
    return { minutes: this.firstResponseMinutes, clock: this.clock };
  }

  /** The step at that place; null behind the last. */
  stepAt(index: number): ProcessStep | null {
    return this.steps[index] ?? null;
  }

  /** New cases no longer take this version. */
  retire(): void {
    this.active = false;
  }
}
