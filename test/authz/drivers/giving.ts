import { mayAppoint, mayGive, mayLead } from '../oracle/power.js';
import type { Answer } from '../support/caller.js';
import type { Chance } from '../support/chance.js';
import { type Row, rowsOf } from '../world/rows.js';
import type { Comparison } from './comparison.js';
import { sharing, workingOn } from './doors.js';

type Input = Record<string, unknown>;
/** Sends the mutation with that input. */
type Send = (input: Input) => Promise<Answer>;

/** One thing that somebody would give, and whether §3 and §5 let them. */
interface Gift {
  readonly input: Input;
  readonly may: boolean;
}

/** Draws what the asker could give by each of the mutations that give rights. */
const GIFTS: Readonly<Record<string, (comparison: Comparison, chance: Chance) => Gift[]>> = {
  deputyCreate: deputies,
  personUpdate: roles,
  shareSet: shares,
};

/** Whether the mutation gives rights that the asker must hold. */
export function gives(mutation: string): boolean {
  return mutation in GIFTS;
}

/** What exceeds what the asker holds is not given, neither by a refusal at the door nor otherwise. */
export async function giveTooMuch(comparison: Comparison, chance: Chance, mutation: string, send: Send): Promise<void> {
  const beyond = GIFTS[mutation]!(comparison, chance).filter(({ may }) => !may);
  for (const { input } of chance.some(beyond, 2)) {
    const given = isGiven(mutation, await send(input));
    comparison.check('more is given than is held', { document: mutation, variables: input }, false, given);
  }
}

/** What the asker holds they may give, to one who may have it. */
export async function giveEnough(comparison: Comparison, chance: Chance, mutation: string, send: Send): Promise<void> {
  if (mutation === 'personUpdate') return;
  const held = GIFTS[mutation]!(comparison, chance).filter(({ may }) => may);
  for (const { input } of chance.some(held, 1)) {
    const given = isGiven(mutation, await send(input));
    comparison.check('what is held is not given', { document: mutation, variables: input }, true, given);
  }
}

function isGiven(mutation: string, { data, errors }: Answer): boolean {
  const payload = data?.[mutation] as { userErrors: unknown[] } | null | undefined;
  return errors === null && payload?.userErrors.length === 0;
}

/** §5: deputies of others whom the asker may edit and who have none yet; the asker themselves among the deputies. */
function deputies(comparison: Comparison, chance: Chance): Gift[] {
  const { sight, features } = comparison.asked;
  const { oracle, person: asker } = sight;
  const fields = features.fields.map(({ name }) => name);
  const taken = rowsOf(oracle.world, 'Deputy').map((row) => row['principal_id']);
  const principals = rowsOf(oracle.world, 'Person').filter(
    (row) => row.id !== asker.id && !taken.includes(row.id) && workingOn(comparison, 'person.edit', row) === null,
  );
  const stands = others(comparison);
  return principals.flatMap((principal) => {
    const free = stands.filter(({ id }) => id !== principal.id);
    const [stand] = chance.some(free, 1);
    return [...(stand ? [stand] : []), ...(oracle.seen(asker, 'Person', asker) ? [asker] : [])].map(({ id }) => ({
      input: { principalId: principal.id, deputyId: id, until: inAnHour(), reason: '出差' },
      may: mayAppoint(oracle, asker, principal, fields, id === asker.id),
    }));
  });
}

/** §5: nobody gives a role that exceeds what they hold. */
function roles(comparison: Comparison, chance: Chance): Gift[] {
  const { sight, features } = comparison.asked;
  const { oracle, person: asker } = sight;
  const fields = features.fields.map(({ name }) => name);
  const [person] = chance.some(
    rowsOf(oracle.world, 'Person').filter((row) => workingOn(comparison, 'person.edit', row) === null),
    1,
  );
  if (!person) return [];
  const held = oracle.world.memberships.filter((one) => one['person_id'] === person.id).map((one) => one['role_id']);
  return rowsOf(oracle.world, 'Role')
    .filter((role) => role['administrator'] !== true && !held.includes(role.id))
    .map((role) => ({
      input: { personId: person.id, expectedVersion: person['version'], roleIds: [role.id] },
      may: mayGive(oracle, asker, role, person, fields),
    }));
}

/** §3: members of teams who edit, and shares with oneself. */
function shares(comparison: Comparison, chance: Chance): Gift[] {
  const { sight } = comparison.asked;
  const { oracle, person: asker } = sight;
  const customers = rowsOf(oracle.world, 'Customer').filter(
    (row) => sharing(sight, 'Customer', row, ['assign', 'edit'], true) === null,
  );
  return customers.flatMap((customer) => {
    const [person] = chance.some(
      others(comparison).filter(({ id }) => id !== customer['owner_id']),
      1,
    );
    const team = { kind: 'customer', recordId: customer.id, as: 'TEAM', level: 'EDIT', until: null };
    return [
      ...(person ? [{ input: { ...team, personId: person.id }, may: mayLead(oracle, asker, customer) }] : []),
      { input: { ...team, personId: asker.id, level: 'READ' }, may: false },
    ];
  });
}

/** Everybody else whom the asker sees and who can have something. */
function others({ asked: { sight } }: Comparison): Row[] {
  const { oracle, person: asker } = sight;
  return rowsOf(oracle.world, 'Person').filter(
    (row) => row.id !== asker.id && oracle.active(row) && oracle.seen(asker, 'Person', row),
  );
}

const HOUR_MS = 3_600_000;

/** A moment that is still to come. */
export function inAnHour(): string {
  return new Date(Date.now() + HOUR_MS).toISOString();
}
