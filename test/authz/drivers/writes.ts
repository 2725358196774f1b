import type { GraphQLField } from 'graphql';
import { snake } from '../model/columns.js';
import { powerIsOpen } from '../oracle/power.js';
import type { Oracle } from '../oracle/oracle.js';
import type { Suite } from '../run/suite.js';
import { type Answer, Caller } from '../support/caller.js';
import type { Chance } from '../support/chance.js';
import { KINDS } from '../world/kinds.js';
import { type Row, rowOf, rowsOf, type World } from '../world/rows.js';
import type { Comparison } from './comparison.js';
import { doorOf, fieldOf, levelOfShare, maskedField, requirementOf } from './doors.js';
import { doToOneself, GRANTING, NOT_TO_ONESELF, type Opened, placeTooMuch } from './granting.js';
import {
  CHANGED,
  leastInput,
  MISSING,
  mutationDocument,
  naming,
  type Reference,
  referencesOf,
} from './mutation-inputs.js';
import { giveEnough, gives, giveTooMuch, inAnHour } from './giving.js';
import { tableSums } from './table-sums.js';

type Mutation = GraphQLField<unknown, unknown>;

/** They move records to others; only one a world, at the end. */
const MOVING = new Set([
  ...[
    'customerAssign',
    'customerDelete',
    'customerUndelete',
    'departmentDelete',
    'departmentMove',
    'opportunityAssign',
  ],
  ...[
    'passwordSet',
    'passwordLinkCreate',
    'positionDelete',
    'roleDelete',
    'roleUpdate',
    'secondFactorReset',
    'deputyEnd',
    'shareEnd',
  ],
]);
const REFUSALS = ['FORBIDDEN', 'NOT_FOUND'];

/** Every mutation against the oracle: refused where it says so, without a trace, and let through where it says so. */
export class WriteDriver {
  private readonly mutations: readonly Mutation[];
  private readonly touched = new Set<string>();

  constructor(
    private readonly suite: Suite,
    private readonly chance: Chance,
  ) {
    const { schema, coverage } = suite;
    this.mutations = Object.values(schema.getMutationType()!.getFields()).filter(({ name }) =>
      coverage.all.has(`Mutation.${name}`),
    );
  }

  /** What must be refused to these people; nothing in any table may change. */
  async refused(comparisons: readonly Comparison[]): Promise<void> {
    const before = await tableSums(this.suite);
    for (const mutation of this.mutations)
      for (const comparison of this.askersOf(comparisons, mutation)) {
        await this.refuse(comparison, mutation);
        for (const reference of referencesOf(mutation)) await this.refer(comparison, mutation, reference);
        if (gives(mutation.name))
          await giveTooMuch(comparison, this.chance, mutation.name, this.sender(comparison, mutation));
        await this.grant(comparison, mutation);
      }
    const after = await tableSums(this.suite);
    comparisons[0]?.check(
      'refused without a trace',
      { document: 'all refused mutations', variables: {} },
      before,
      after,
    );
  }

  /** The first, around whom most was drawn, and one of the others; all while a way of naming records was never compared. */
  private askersOf(comparisons: readonly Comparison[], mutation: Mutation): readonly Comparison[] {
    const { coverage } = this.suite;
    const fresh = referencesOf(mutation).map(({ path }) => `Mutation.${mutation.name}(input.${path.join('.')})`);
    // Field rules decide here, and those of any asker may.
    if (mutation.name === 'maskedValueReveal') return comparisons;
    if (fresh.some((path) => coverage.all.has(path) && coverage.count(path) === 0)) return comparisons;
    const [first, ...others] = comparisons;
    return [...(first ? [first] : []), ...this.chance.some(others, 1)];
  }

  private async refuse(comparison: Comparison, mutation: Mutation): Promise<void> {
    const type = this.typeOf(mutation);
    if (type === null) return this.refuseAltogether(comparison, mutation);
    const rows = this.rowsFor(comparison, mutation, type);
    const behind = (code: string): Row[] =>
      this.chance.some(
        rows.filter((row) => doorOf(comparison, mutation, type, row) === code),
        1,
      );
    const missing = await this.send(comparison, mutation, this.inputFor(comparison, mutation, type, NOBODY));
    for (const row of behind('INVALID_REFERENCE')) {
      const input = this.inputFor(comparison, mutation, type, row);
      const answer = await this.send(comparison, mutation, input);
      comparison.check('unseen is as missing', { document: mutation.name, variables: input }, missing, answer);
    }
    for (const row of [...behind('FORBIDDEN'), ...behind('NOT_FOUND')]) {
      const wanted = doorOf(comparison, mutation, type, row);
      const input = this.inputFor(comparison, mutation, type, row);
      const answer = await this.send(comparison, mutation, input);
      const asked = { document: mutation.name, variables: input };
      comparison.check('refused', asked, wanted, Caller.codeOf(answer));
      if (wanted === 'NOT_FOUND') comparison.check('unseen is as missing', asked, missing, answer);
    }
  }

  /** What names no record is refused to those who do not hold the action. */
  private async refuseAltogether(comparison: Comparison, mutation: Mutation): Promise<void> {
    const action = requirementOf(mutation);
    const { oracle, person } = comparison.asked.sight;
    if (!action.includes('.') || oracle.holds(person, action)) return;
    const input = leastInput(mutation);
    const answer = await this.send(comparison, mutation, input);
    comparison.check('refused', { document: mutation.name, variables: input }, 'FORBIDDEN', Caller.codeOf(answer));
  }

  /** A record that an input refers to and that the asker does not see is answered as a missing one. */
  private async refer(comparison: Comparison, mutation: Mutation, reference: Reference): Promise<void> {
    const { sight } = comparison.asked;
    const type = this.typeOf(mutation);
    const main = type === null ? null : this.workable(comparison, mutation, type);
    // What the record refers to already is known to who sees the record, and sent back it changes nothing; and everybody knows of themselves.
    const known = [...(main ? namedBy(sight.oracle, main, reference.field) : []), sight.person.id];
    const unseen = rowsOf(sight.oracle.world, reference.type).filter(
      ({ id }) => !known.includes(id) && !sight.sees(reference.type, id),
    );
    if (unseen.length === 0 || (type !== null && !main)) return;
    const input = main && type !== null ? this.inputFor(comparison, mutation, type, main) : uniqueInput(mutation);
    const sent = naming(mutation, input, reference, this.chance.pick(unseen).id);
    const missing = await this.send(comparison, mutation, naming(mutation, input, reference, MISSING));
    const answer = await this.send(comparison, mutation, sent);
    comparison.check(
      'a reference to an unseen record is as one to a missing',
      { document: mutation.name, variables: sent },
      missing,
      answer,
    );
  }

  /** §5: what is given exceeds nobody, and some things nobody does to themselves. */
  private async grant(comparison: Comparison, mutation: Mutation): Promise<void> {
    const { name } = mutation;
    const { sight } = comparison.asked;
    const opened = (row: Row): Opened => {
      const input = this.inputFor(comparison, mutation, this.typeOf(mutation)!, row);
      return { name, row, input, send: (sent) => this.send(comparison, mutation, sent) };
    };
    const row = name in GRANTING ? this.workable(comparison, mutation, this.typeOf(mutation)!) : null;
    if (row) await placeTooMuch(comparison, opened(row), this.chance);
    const open = name in NOT_TO_ONESELF && doorOf(comparison, mutation, 'Person', sight.person) === null;
    if (open) await doToOneself(comparison, opened(sight.person), this.chance);
  }

  private workable(comparison: Comparison, mutation: Mutation, type: string): Row | null {
    const rows = this.rowsFor(comparison, mutation, type);
    const open = rows.filter((row) => doorOf(comparison, mutation, type, row) === null);
    return open.length > 0 ? this.chance.pick(open) : null;
  }

  /** What must be let through: one row for each mutation; the rules of the business may still refuse it. The world is spent afterwards. */
  async allowed(comparisons: readonly Comparison[]): Promise<void> {
    const gentle = this.mutations.filter(({ name }) => name in CHANGED && !MOVING.has(name));
    const moving = this.mutations.filter(({ name }) => MOVING.has(name));
    for (const mutation of gentle) for (const comparison of comparisons) await this.allow(comparison, mutation);
    const giving = this.mutations.filter(({ name }) => gives(name));
    const giver = this.chance.pick(comparisons);
    for (const mutation of this.chance.some(giving, 1))
      await giveEnough(giver, this.chance, mutation.name, this.sender(giver, mutation));
    await this.allow(this.chance.pick(comparisons), this.chance.pick(moving));
  }

  private async allow(comparison: Comparison, mutation: Mutation): Promise<void> {
    const type = this.typeOf(mutation)!;
    const rows = this.rowsFor(comparison, mutation, type).filter(
      (row) => !this.touched.has(row.id) && doorOf(comparison, mutation, type, row) === null,
    );
    if (rows.length === 0) return;
    const row = this.chance.pick(rows);
    this.touched.add(row.id);
    // An entry of the audit that is put back changes the record that it is about.
    if (type === 'AuditEntry') this.touched.add(String(row['record_id']));
    const input = this.inputFor(comparison, mutation, type, row);
    const answer = await this.send(comparison, mutation, input);
    const refused = REFUSALS.includes(Caller.codeOf(answer) ?? '') ? Caller.codeOf(answer) : null;
    const asked = { document: mutation.name, variables: input };
    comparison.check('allowed', asked, null, refused);
    if (mutation.name !== 'maskedValueReveal') return;
    const told = (answer.data?.['maskedValueReveal'] as { value: string | null } | null | undefined)?.value;
    const value = row[snake(String(input['field']).split('.')[1]!)] ?? null;
    comparison.check('revealed', asked, value === null ? null : String(value), told);
  }

  /** One of the types whose records the mutation changes; null when it names none. */
  private typeOf({ name }: Mutation): string | null {
    const [, ...types] = CHANGED[name] ?? [];
    return types.length === 0 ? null : this.chance.pick(types);
  }

  /** The records that the mutation could be about; those left out about whom §5 is open. */
  private rowsFor({ asked: { sight } }: Comparison, { name }: Mutation, type: string): Row[] {
    const { oracle, person } = sight;
    const whom = OVER_PEOPLE[name];
    const rows = rowsToChange(oracle.world, type);
    if (!whom) return rows;
    return rows.filter((row) => {
      const other = rowOf(oracle.world, 'Person', row[whom]);
      return other === null || !powerIsOpen(oracle, person, other);
    });
  }

  private inputFor({ asked }: Comparison, mutation: Mutation, type: string, row: Row): Record<string, unknown> {
    const [field] = CHANGED[mutation.name]!;
    const input = { ...leastInput(mutation), [field]: row.id };
    if (mutation.name === 'maskedValueReveal') return { ...input, field: maskedField(asked, type, row) };
    if (mutation.name === 'auditValueErase') return { ...input, kind: KINDS[type]!.action };
    if (mutation.name === 'shareSet')
      return { ...input, kind: KINDS[type]!.action, as: 'SHARE', level: levelOfShare(row), until: inAnHour() };
    if (mutation.name === 'auditValueRestore') return { ...input, field: fieldOf(row) };
    const current = { ownerId: row['owner_id'], expectedVersion: row['version'] };
    return { ...input, ...Object.fromEntries(Object.entries(current).filter(([name]) => name in input)) };
  }

  private sender(comparison: Comparison, mutation: Mutation): (input: Record<string, unknown>) => Promise<Answer> {
    return (input) => this.send(comparison, mutation, input);
  }

  private async send(comparison: Comparison, mutation: Mutation, input: Record<string, unknown>): Promise<Answer> {
    const document = mutationDocument(this.suite.schema, mutation);
    const variables = mutation.args.length > 0 ? { input } : {};
    this.suite.coverage.recordText(document, variables);
    return comparison.caller.ask(document, variables);
  }
}

/** What the record refers to already in that way. */
function namedBy(oracle: Oracle, main: Row, field: string): unknown[] {
  if (field === 'otherDepartmentIds') return oracle.departmentsOf(main);
  if (field !== 'productId') return [main[snake(field)]];
  const lines = rowsOf(oracle.world, 'OpportunityLine').filter((line) => line['opportunity_id'] === main.id);
  return lines.map((line) => line['product_id']);
}

/** A record that is missing. */
const NOBODY: Row = { id: MISSING, version: 1, owner_id: MISSING, changes: {} };

/** Kinds whose records are shared. */
const SHARED = new Set(['customer', 'opportunity', 'serviceCase']);

/** Column with the person over whom the mutation takes power. */
const OVER_PEOPLE: Readonly<Record<string, string>> = {
  ...{ deputyEnd: 'principal_id', handoverStart: 'id', handoverUndo: 'person_id', invitationRevoke: 'id' },
  ...{ passwordLinkCreate: 'id', passwordSet: 'id', secondFactorReset: 'id', sessionRevoke: 'person_id' },
};

function rowsToChange(world: World, type: string): Row[] {
  if (type === 'Session') return spareSessions(world);
  if (type !== 'RecordShare') return rowsOf(world, type);
  return world.grants.filter((grant) => SHARED.has(String(grant['kind'])));
}

/** Sessions by which nobody asks. */
function spareSessions(world: World): Row[] {
  const asking = new Set<unknown>();
  return world.sessions.filter((session) => asking.has(session['person_id']) || !asking.add(session['person_id']));
}

function uniqueInput(mutation: Mutation): Record<string, unknown> {
  const input = leastInput(mutation);
  return mutation.name === 'personCreate' ? { ...input, login: 'somebody-new' } : input;
}
