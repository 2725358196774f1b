import type { Asked } from '../model/asked.js';
import { mayGive } from '../oracle/power.js';
import type { Answer } from '../support/caller.js';
import type { Chance } from '../support/chance.js';
import { type Row, rowsOf } from '../world/rows.js';
import type { Comparison } from './comparison.js';

type Input = Record<string, unknown>;

/** One mutation about one row, whose door is open: what it takes least, and how it is sent. */
export interface Opened {
  readonly name: string;
  readonly row: Row;
  readonly input: Input;
  readonly send: (input: Input) => Promise<Answer>;
}

/** §5: mutations by which somebody gives more than they hold, if one lets them. */
export const GRANTING: Readonly<Record<string, (asked: Asked, row: Row, chance: Chance) => Input[]>> = {
  accountApplicationPlace: tooMuchPlaced,
};

/** §5: what nobody does to themselves, and the code with which they are told. */
export const NOT_TO_ONESELF: Readonly<Record<string, string>> = {
  passwordLinkCreate: 'PASSWORD_LINK_OWN',
  personUpdate: 'OWN_MANAGER',
  secondFactorReset: 'SECOND_FACTOR_OWN',
};

/** Nobody gives more than they hold, whether to a colleague or to an applicant. */
export async function placeTooMuch(
  comparison: Comparison,
  { name, row, input, send }: Opened,
  chance: Chance,
): Promise<void> {
  for (const more of GRANTING[name]!(comparison.asked, row, chance)) {
    const sent = { ...input, ...more };
    const answer = await send(sent);
    const given = answer.errors === null && codesOf(answer, name).length === 0;
    comparison.check('more is given than is held', { document: name, variables: sent }, false, given);
  }
}

/** Nobody takes their own second factor away, makes themselves a link, or chooses whom they report to unless they are an administrator. */
export async function doToOneself(
  comparison: Comparison,
  { name, row, input, send }: Opened,
  chance: Chance,
): Promise<void> {
  const { sight } = comparison.asked;
  const { oracle, person } = sight;
  const others = rowsOf(oracle.world, 'Person').filter(({ id }) => id !== person.id && id !== row['manager_id']);
  const chooses = name === 'personUpdate';
  if (chooses && (oracle.administrator(person) || others.length === 0)) return;
  const sent = chooses ? { ...input, managerId: chance.pick(others).id } : input;
  const codes = codesOf(await send(sent), name);
  comparison.check('to oneself', { document: name, variables: sent }, [NOT_TO_ONESELF[name]], codes);
}

/** In a department that the asker sees: a role that exceeds them, and a level above theirs. */
function tooMuchPlaced({ sight, features }: Asked, application: Row, chance: Chance): Input[] {
  const { oracle, person: asker } = sight;
  const departments = rowsOf(oracle.world, 'Department').filter(({ id }) => sight.sees('Department', id));
  if (departments.length === 0 || application['state'] !== 'PENDING') return [];
  const departmentId = chance.pick(departments).id;
  const newcomer: Row = { id: NEWCOMER, department_id: departmentId };
  const fields = features.fields.map(({ name }) => name);
  const roles = rowsOf(oracle.world, 'Role')
    .filter((role) => role['administrator'] !== true)
    .filter((role) => !mayGive(oracle, asker, role, newcomer, fields));
  const above = Number(asker['level']) + 1;
  return [
    ...(roles.length === 0 ? [] : [{ departmentId, roleIds: [chance.pick(roles).id] }]),
    ...(oracle.administrator(asker) || above > HIGHEST ? [] : [{ departmentId, level: above }]),
  ];
}

/** Nobody's id. */
const NEWCOMER = '1';
const HIGHEST = 100;

function codesOf({ data }: Answer, name: string): string[] {
  const payload = data?.[name] as { readonly userErrors: readonly { readonly code: string }[] } | null | undefined;
  return (payload?.userErrors ?? []).map(({ code }) => code);
}
