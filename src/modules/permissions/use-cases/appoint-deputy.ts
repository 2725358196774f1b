import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { DomainError, NotFound, StaleRecord } from '../../../kernel/runtime/domain-error.js';
import { Deputy } from '../domain/deputy.js';
import { DeputyOverlap, DeputySelf } from '../domain/deputy-errors.js';
import { meetAt } from '../domain/organisation-guard.js';
import { Person } from '../domain/person.js';
import type { PersonNode } from '../graphql/person.types.js';
import { PEOPLE } from '../queries/people-list.js';
import { ViewerFinder } from '../queries/viewer-finder.js';
import { CheckPower } from './check-power.js';

/** Who stands in for whom, and when. */
export interface NewDeputy {
  readonly principalId: string;
  readonly deputyId: string;
  /** Null: now. */
  readonly from?: Date | null;
  readonly until: Date;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}

/** A deputy that is ended before its time. */
export interface DeputyEnd {
  readonly id: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

/** Appoints deputies 代理 and ends them: everybody their own, others for people whose whole reach they have themselves. */
@Injectable()
export class AppointDeputy {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lists: ListReader,
    private readonly power: CheckPower,
    private readonly viewers: ViewerFinder,
  ) {}

  /** Throws INVALID_DEPUTY, DEPUTY_SELF, INVALID_PERIOD, DEPUTY_OVERLAP, FORBIDDEN (for somebody else, without reaching what they do). */
  create(viewer: Viewer, input: NewDeputy): Promise<{ deputyshipId: string }> {
    const { principalId, deputyId, from = null, until, reason, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'deputy.create', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      if (principalId !== viewer.personId) await this.checkGiving(work, principalId, deputyId);
      const [stand] = await this.lists.byIds<PersonNode>(PEOPLE, viewer, [deputyId]);
      if (!stand?.active || deputyId === principalId) throw new DomainError('INVALID_DEPUTY', ['input', 'deputyId']);
      const deputy = Object.assign(new Deputy(), { principalId, deputyId, cause: reason });
      deputy.setPeriod(from, until, work.at);
      // Two who appoint for one person at once meet here.
      await meetAt(work, principalId);
      const others = await work.fetchWhere(Deputy, { principalId });
      if (others.some((other) => other.overlaps(deputy))) throw new DeputyOverlap();
      return { deputyshipId: work.add(deputy).id };
    });
  }

  /** Throws DEPUTY_ENDED, NotFound, FORBIDDEN (for somebody else, without power over them), StaleRecord. */
  end(viewer: Viewer, input: DeputyEnd): Promise<{ deputyshipId: string }> {
    const { id, expectedVersion, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'deputy.end', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const deputy = await work.fetchUnscoped(Deputy, id);
      if (!deputy) throw new NotFound();
      if (deputy.principalId !== viewer.personId) await this.checkTaking(work, deputy.principalId);
      if (deputy.version !== expectedVersion) throw new StaleRecord(deputy.version);
      deputy.end(work.at);
      work.save(deputy);
      return { deputyshipId: id };
    });
  }

  /** A deputy reaches all that the principal reaches, their own rows too: so must whoever gives that, by roles of their own, and they do not give it to themselves. */
  private async checkGiving(work: Work, principalId: string, deputyId: string): Promise<void> {
    const { viewer } = work;
    const principal = await work.fetch(Person, principalId, { verb: 'edit' });
    await this.power.overAll(await this.viewers.byOwnRoles(viewer), principal);
    if (deputyId === viewer.personId && !(await this.power.isAdministrator(deputyId))) throw new DeputySelf();
  }

  /** What the principal holds is taken back by whoever holds as much. */
  private async checkTaking(work: Work, principalId: string): Promise<void> {
    await work.fetch(Person, principalId, { verb: 'edit' });
    await this.power.over(work.viewer, principalId);
  }
}
