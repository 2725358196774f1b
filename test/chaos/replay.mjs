import { OPERATIONS } from './operations.mjs';

/**
 * Sends acknowledged mutations once more with their keys: each must give its first answer. Some are sent with another input:
 * each must be refused as CONFLICT. Effects that this should have are found by the comparison that follows.
 */
export async function replay({ company, journal, chance, most }) {
  const people = new Map([company.head, ...company.sellers].map(({ id, person }) => [id, person]));
  const entries = journal.entries.filter(({ state }) => state === 'acknowledged');
  const tally = { replayed: 0, conflicts: 0 };
  for (let count = 0; count < Math.min(most, entries.length); count += 1) {
    const entry = chance.pick(entries);
    await again(people.get(entry.personId), entry, journal);
    tally.replayed += 1;
    if (count % 10 > 0) continue;
    await withOtherInput(people.get(entry.personId), entry, journal);
    tally.conflicts += 1;
  }
  return tally;
}

async function again(person, entry, journal) {
  const { text, idOf } = OPERATIONS[entry.operation];
  const { data, errors } = await person.ask(text, { input: { ...entry.input, idempotencyKey: entry.key } });
  const payload = data?.[entry.operation];
  if (!payload || errors.length > 0 || payload.userErrors.length > 0)
    return journal.odd(`the replay of ${entry.key} met ${JSON.stringify(errors[0] ?? payload)}`);
  // A customer that was deleted meanwhile is seen no more; its id stands in the stored answer, which is compared apart.
  const id = idOf(payload);
  if (id !== null && entry.answerId !== null && id !== entry.answerId)
    journal.odd(`the replay of ${entry.key} answers ${id} and not ${entry.answerId}`);
}

async function withOtherInput(person, { operation, key, input }, journal) {
  const field = ['summary', 'reason', 'comment', 'name'].find((name) => name in input);
  const other = { ...input, [field]: `${input[field]} !`, idempotencyKey: key };
  const { errors } = await person.ask(OPERATIONS[operation].text, { input: other });
  if (errors[0]?.extensions?.code !== 'CONFLICT')
    journal.odd(`${key} with another input met ${errors[0]?.extensions?.code ?? 'no refusal'} instead of CONFLICT`);
}
