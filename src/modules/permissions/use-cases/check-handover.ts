import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { DomainError, Forbidden } from '../../../kernel/runtime/domain-error.js';
import { type HandoverRule, type HandoverTerms, lackingField, type NamedRecord } from '../domain/handover-rules.js';
import type { DepartmentNode, PersonNode } from '../graphql/person.types.js';
import { HandoverFinder } from '../queries/handover-finder.js';
import type { HandoverPlan } from '../queries/handover-plan.js';
import { OwnedPorts } from '../queries/owned-ports.js';
import { DEPARTMENTS, PEOPLE } from '../queries/people-list.js';
import { TakerFinder } from '../queries/taker-finder.js';
import { CheckPower } from './check-power.js';

/** A hand-over as its form sends it, before it is checked. */
export interface HandoverOrder {
  readonly personId: string;
  readonly rules: readonly (Pick<HandoverRule, 'to'> & Partial<HandoverRule>)[];
  readonly records?: readonly NamedRecord[] | null;
  readonly closedToo: boolean;
}

/** Checks who may hand over for whom, and that the rules name what is there. */
@Injectable()
export class CheckHandover {
  constructor(
    private readonly lists: ListReader,
    private readonly power: CheckPower,
    private readonly finder: HandoverFinder,
    private readonly takers: TakerFinder,
    private readonly ports: OwnedPorts,
  ) {}

  /** Throws FORBIDDEN (out of reach, or holds more than the viewer), HANDOVER_SELF. */
  async right(viewer: Viewer, personId: string): Promise<void> {
    if (!(await this.finder.mayRun(viewer, personId))) throw new Forbidden('handover.run');
    if (personId === viewer.personId) throw new DomainError('HANDOVER_SELF', ['input', 'personId']);
    await this.power.over(viewer, personId);
  }

  /** The terms, whole. Throws INVALID_HANDOVER_RULE, INVALID_HANDOVER_KIND, INVALID_TAKER, INVALID_DEPARTMENT. */
  async terms(viewer: Viewer, order: HandoverOrder, departmentId: string): Promise<HandoverTerms> {
    const { personId, closedToo } = order;
    const records = order.records ?? [];
    const blank = { kind: null, personId: null, departmentId: null };
    const rules = order.rules.map((rule) => ({ ...blank, ...rule }));
    const leaving = await this.takers.leaving();
    for (const [index, rule] of rules.entries()) await this.rule(viewer, order, rule, leaving, String(index));
    for (const [index, { kind, personId: takerId }] of records.entries()) {
      this.kind(kind, ['input', 'records', String(index), 'kind']);
      await this.taker(viewer, order, takerId, leaving, ['input', 'records', String(index), 'personId']);
    }
    return { personId, departmentId, rules, records, closedToo };
  }

  /** Throws INVALID_HANDOVER_RECORD for named records that the leaver does not hold. */
  named(records: readonly NamedRecord[], { named }: HandoverPlan): void {
    const index = records.findIndex(({ kind, recordId }) => !named.has(`${kind} ${recordId}`));
    if (index >= 0) throw new DomainError('INVALID_HANDOVER_RECORD', ['input', 'records', String(index), 'recordId']);
  }

  private async rule(
    viewer: Viewer,
    order: HandoverOrder,
    rule: HandoverRule,
    leaving: ReadonlySet<string>,
    index: string,
  ): Promise<void> {
    const path = ['input', 'rules', index];
    const lacking = lackingField(rule);
    if (lacking) throw new DomainError('INVALID_HANDOVER_RULE', [...path, lacking]);
    if (rule.kind !== null) this.kind(rule.kind, [...path, 'kind']);
    if (rule.to === 'PERSON') await this.taker(viewer, order, rule.personId!, leaving, [...path, 'personId']);
    if (rule.to === 'TEAM_MEMBERS') {
      const [leader] = await this.lists.byIds<PersonNode>(PEOPLE, viewer, [rule.personId!]);
      if (!leader) throw new DomainError('INVALID_TAKER', [...path, 'personId']);
    }
    if (rule.to !== 'DEPARTMENT_MEMBERS') return;
    const [department] = await this.lists.byIds<DepartmentNode>(DEPARTMENTS, viewer, [rule.departmentId!]);
    if (!department) throw new DomainError('INVALID_DEPARTMENT', [...path, 'departmentId']);
  }

  private async taker(
    viewer: Viewer,
    { personId }: HandoverOrder,
    takerId: string,
    leaving: ReadonlySet<string>,
    path: readonly string[],
  ): Promise<void> {
    const [taker] = await this.lists.byIds<PersonNode>(PEOPLE, viewer, [takerId]);
    if (!taker?.active || takerId === personId || leaving.has(takerId)) throw new DomainError('INVALID_TAKER', path);
  }

  private kind(kind: string, path: readonly string[]): void {
    if (!this.ports.of(kind)) throw new DomainError('INVALID_HANDOVER_KIND', path, { kind });
  }
}
