import { Injectable } from '@nestjs/common';
import { knownActions } from '../../../kernel/access/actions.js';
import { type FieldRule, protectedFields } from '../../../kernel/access/protected-fields.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { recordKinds } from '../../../kernel/database/record-kind.js';
import { AskedMoments } from '../../../kernel/lists/asked-moments.js';
import { type PlacedRecord, PlacedRecords } from '../../../kernel/lists/placed-records.js';
import { Forbidden, RequestRefused } from '../../../kernel/runtime/domain-error.js';
import { reachesRow, type RoleScope } from '../domain/role-scope.js';
import { type NamedAccess, NamedAccesses } from './named-access.js';
import { ViewerFinder } from './viewer-finder.js';

/** Whose access to what is to be explained. */
export interface AccessQuestion {
  readonly kind: string;
  readonly id: string;
  /** Null: the asker's own. */
  readonly personId: string | null;
  /** Action name, such as `customer.edit`. */
  readonly action: string;
  /** Protected field, such as `customer.phone`; null: the record as a whole. */
  readonly field: string | null;
  /** A moment past: the record where it stood then, under the rights of today; null: now. */
  readonly at: Date | null;
}

/** What one role says to the question. */
export interface AccessStep {
  readonly action: string;
  readonly role: string;
  /** Null for the administrator role. */
  readonly scope: RoleScope | null;
  readonly reached: boolean;
  /** Whose role it is, when the person stands in for them. */
  readonly principalId: string | null;
}

/** Why somebody may or may not do something with a record. */
export interface AccessExplanation {
  readonly seen: boolean;
  readonly allowed: boolean;
  readonly steps: readonly AccessStep[];
  readonly grants: readonly NamedAccess[];
  readonly fieldRule: FieldRule | null;
}

/** Explains access role by role; what holds is decided by the read predicate itself, the steps say where it comes from. */
@Injectable()
export class ExplainAccess {
  constructor(
    private readonly viewers: ViewerFinder,
    private readonly records: PlacedRecords,
    private readonly named: NamedAccesses,
    private readonly moments: AskedMoments,
  ) {}

  /** Throws NOT_FOUND (a record or person unseen by the asker), FORBIDDEN (another person's access without `role.read`), BAD_USER_INPUT. */
  async explain(asker: Viewer, question: AccessQuestion): Promise<AccessExplanation> {
    const { kind, id, action, field, at } = question;
    const personId = question.personId ?? asker.personId;
    if (!knownActions().has(action) || !action.startsWith(`${kind}.`))
      throw badInput(`"${action}" is no action of ${kind}. accessCatalogue lists them.`);
    if (field !== null && protectedFields().get(field)?.kind !== kind)
      throw badInput(`"${field}" is no protected field of ${kind}. accessCatalogue lists them.`);
    if (at !== null) await this.checkMoment(kind, at);
    const record = await this.records.seen(asker, kind, id, at);
    if (personId !== asker.personId) await this.mayAskAbout(asker, personId);
    const viewer = await this.viewers.find(personId, asker.sessionId, asker.locale);
    const { steps, grants } = await this.path(personId, record, [...new Set([`${kind}.read`, action])]);
    if (!viewer) return { seen: false, allowed: false, steps, grants, fieldRule: null };
    const seen = await this.records.reaches(viewer, record, 'read');
    const fieldRule = field === null ? null : (viewer.fieldRules.get(field) ?? null);
    const verb = action.slice(kind.length + 1);
    const kept = verb === 'reveal' && fieldRule === 'HIDDEN';
    const allowed = seen && !kept && (await this.records.reaches(viewer, record, verb));
    return { seen, allowed, steps, grants, fieldRule };
  }

  private async checkMoment(kind: string, at: Date): Promise<void> {
    await this.moments.check(at, 'at');
    if (!recordKinds().some((known) => known.kind === kind && known.history !== null))
      throw badInput(`Records of kind "${kind}" keep no history. Leave "at" out to ask about now.`);
  }

  private async mayAskAbout(asker: Viewer, personId: string): Promise<void> {
    if (!asker.scopes.has('role.read')) throw new Forbidden('role.read');
    await this.records.seen(asker, 'person', personId);
  }

  private async path(
    personId: string,
    record: PlacedRecord,
    actions: readonly string[],
  ): Promise<{ steps: AccessStep[]; grants: NamedAccess[] }> {
    const held = await this.viewers.heldBy(personId);
    const steps = held.flatMap(({ roles, standing }) => {
      const principalId = standing.personId === personId ? null : standing.personId;
      return roles.flatMap(({ name: role, administrator, permissions }): AccessStep[] => {
        if (administrator) return actions.map((action) => ({ action, role, scope: null, reached: true, principalId }));
        return permissions
          .filter(({ action }) => actions.includes(action))
          .map((one) => ({
            action: one.action,
            role,
            scope: one.scope,
            reached: reachesRow(one, standing, record),
            principalId,
          }));
      });
    });
    const holders = held.map(({ standing }) => standing.personId);
    const grants = (await this.named.of(record)).filter((grant) => holders.includes(grant.personId));
    return { steps, grants };
  }
}

function badInput(message: string): RequestRefused {
  return new RequestRefused('BAD_USER_INPUT', message);
}
