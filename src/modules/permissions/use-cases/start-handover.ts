import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { Handover } from '../domain/handover.js';
import { HandoverOpen, HandoverWithoutTaker } from '../domain/handover-errors.js';
import { Person } from '../domain/person.js';
import type { PersonNode } from '../graphql/person.types.js';
import { type HandoverPlan, HandoverPlanner } from '../queries/handover-plan.js';
import { PEOPLE } from '../queries/people-list.js';
import { CheckHandover, type HandoverOrder } from './check-handover.js';
import { HandoverRuns } from './handover-runs.js';

/** A hand-over as it is ordered. */
export type HandoverStart = HandoverOrder & {
  readonly disable: boolean;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
};

/** Shows what a hand-over would do, and starts it; the records are worked on after the answer. */
@Injectable()
export class StartHandover {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lists: ListReader,
    private readonly check: CheckHandover,
    private readonly planner: HandoverPlanner,
    private readonly runs: HandoverRuns,
  ) {}

  /** Writes nothing. Throws NOT_FOUND, FORBIDDEN, and what the terms lack. */
  async preview(viewer: Viewer, order: HandoverOrder): Promise<HandoverPlan> {
    const { id, departmentId } = await this.lists.one<PersonNode>(PEOPLE, viewer, order.personId);
    await this.check.right(viewer, id);
    const terms = await this.check.terms(viewer, order, departmentId);
    const plan = await this.planner.plan(terms);
    this.check.named(terms.records, plan);
    return plan;
  }

  /** Throws the same, HANDOVER_OPEN, HANDOVER_NO_TAKER. */
  execute(viewer: Viewer, input: HandoverStart): Promise<{ handoverId: string }> {
    const { personId, disable, reason, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'handover.run', reason, idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      // Who disables people holds the right for that as well.
      const person = await work.fetch(Person, personId, { verb: disable ? 'edit' : 'read' });
      await this.check.right(viewer, personId);
      if ((await work.fetchWhere(Handover, { personId, state: 'RUNNING' })).length > 0) throw new HandoverOpen();
      const terms = await this.check.terms(viewer, input, person.departmentId);
      const plan = await this.planner.plan(terms);
      this.check.named(terms.records, plan);
      if (plan.withoutTaker > 0) throw new HandoverWithoutTaker(plan.withoutTaker);
      // Two who start at once meet on the person's version; the second then finds the first.
      work.touch(person);
      const { name: personName } = person;
      const handover = work.add(Handover.of({ ...terms, personName, disable, givenReason: reason, total: plan.total }));
      work.onCommit(() => this.runs.kick());
      return { handoverId: handover.id };
    });
  }
}
