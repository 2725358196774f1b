import type { Viewer } from '../../../kernel/access/viewer.js';
import { scopeOf } from '../../../kernel/access/viewer.js';
import type { HeldRecord, OwnedKind, Taker } from '../../../kernel/database/owned-records.js';
import { type HandoverRule, type HandoverTerms, leastFirst } from '../domain/handover-rules.js';
import type { Shares } from '../domain/handover-shares.js';
import type { PersonView } from './organisation-finder.js';
import type { TakerFinder } from './taker-finder.js';

type Candidate = { readonly person: PersonView; readonly viewer: Viewer } | null;

/** A record with whoever its customer belongs to. */
export interface PlacedRecord extends HeldRecord {
  readonly customerHolder: string | null;
}

/** Chooses who takes a record; the preview and the job ask it alike, so that they agree. Remembers people and heads while it lives. */
export class TakerChoice {
  private readonly candidates = new Map<string, Promise<Candidate>>();
  private readonly lists = new Map<string, Promise<string[]>>();
  private readonly named: ReadonlyMap<string, string>;

  constructor(
    private readonly finder: TakerFinder,
    private readonly terms: HandoverTerms,
    private readonly leaving: ReadonlySet<string>,
    private readonly shares: Shares,
  ) {
    this.named = new Map(terms.records.map(({ kind, recordId, personId }) => [`${kind} ${recordId}`, personId]));
  }

  /** The taker, counted among the shares; null when nobody suits. A named person comes first, then the rules in order, then heads, then administrators. */
  async of(kind: OwnedKind, record: PlacedRecord): Promise<Taker | null> {
    const named = this.named.get(`${kind.kind} ${record.id}`);
    const rules = this.terms.rules.filter((rule) => rule.kind === null || rule.kind === kind.kind);
    const ways = [
      ...(named === undefined ? [] : [() => [named]]),
      ...rules.map((rule) => () => this.byRule(rule, kind, record)),
    ];
    for (const way of ways) {
      const taker = await this.firstFit(await way(), kind, record);
      if (taker) return this.counted(kind, taker, false);
    }
    const steppingIn = [
      ...(await this.list('heads', record.departmentId)),
      ...(await this.list('heads', this.terms.departmentId)),
      ...(await this.list('administrators', '')),
    ];
    const taker = await this.firstFit(steppingIn, kind, record);
    return taker && this.counted(kind, taker, true);
  }

  private async byRule(rule: HandoverRule, kind: OwnedKind, record: PlacedRecord): Promise<string[]> {
    const evenly = (people: readonly string[]): string[] =>
      leastFirst(people, (personId) => this.shares.of(kind.kind, personId));
    switch (rule.to) {
      case 'PERSON':
        return rule.personId === null ? [] : [rule.personId];
      case 'DEPARTMENT_HEAD':
        return this.list('heads', record.departmentId);
      case 'DEPARTMENT_MEMBERS':
        return evenly(await this.list('members', rule.departmentId ?? ''));
      case 'TEAM_MEMBERS':
        return evenly(await this.list('team', rule.personId ?? ''));
      case 'CUSTOMER_OWNER':
        return record.customerHolder === null ? [] : [record.customerHolder];
    }
  }

  private async firstFit(people: readonly string[], kind: OwnedKind, record: PlacedRecord): Promise<Taker | null> {
    for (const personId of people) {
      if (personId === this.terms.personId || this.leaving.has(personId) || record.notTo?.includes(personId)) continue;
      const candidate = await this.candidate(personId);
      if (!candidate || !mayHold(candidate.viewer, kind)) continue;
      const { id, name, departmentId } = candidate.person;
      return { id, name, departmentId };
    }
    return null;
  }

  private counted(kind: OwnedKind, taker: Taker, fallback: boolean): Taker {
    this.shares.add({ kind: kind.kind, personId: taker.id, fallback });
    return taker;
  }

  private candidate(personId: string): Promise<Candidate> {
    const known = this.candidates.get(personId) ?? this.finder.candidate(personId);
    this.candidates.set(personId, known);
    return known;
  }

  private list(what: 'heads' | 'members' | 'team' | 'administrators', id: string): Promise<string[]> {
    const key = `${what} ${id}`;
    const known = this.lists.get(key) ?? this.look(what, id);
    this.lists.set(key, known);
    return known;
  }

  private look(what: 'heads' | 'members' | 'team' | 'administrators', id: string): Promise<string[]> {
    if (what === 'heads') return this.finder.headsFrom(id);
    if (what === 'members') return this.finder.membersOf(id);
    return what === 'team' ? this.finder.teamOf(id) : this.finder.administrators();
  }
}

/** Whether the person would see, and could work with, what they get. */
function mayHold(viewer: Viewer, { actions, granted }: OwnedKind): boolean {
  if (!actions.every((action) => viewer.scopes.has(action))) return false;
  const { all, ownerIds, departmentIds, grantedTo } = scopeOf(viewer, actions[0]!);
  const owns = ownerIds.includes(viewer.personId) || departmentIds.includes(viewer.departmentId);
  return all || owns || (granted && grantedTo.includes(viewer.personId));
}
