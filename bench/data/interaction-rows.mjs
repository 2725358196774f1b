import { day, idsOf, madeAt, moment, PERIODS } from './calendar.mjs';
import { Random } from './random.mjs';
import { talk } from './words.mjs';

/** Columns of `interactionRows`, in its order. */
export const INTERACTION_COLUMNS = [
  ...['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at', 'customer_id'],
  ...['contact_id', 'author_id', 'channel', 'happened_at', 'summary', 'follow_up_on', 'follow_up_channel'],
  ...['follow_up_note', 'search_text'],
];

/** Rows of interactions over the whole time of the company. */
export function* interactionRows(world, count) {
  const random = new Random(5);
  const ids = idsOf('interaction', count);
  for (let index = 0; index < count; index += 1) {
    const { id, owner, shortName, contact } = world.customers[random.skewed(world.customers.length)];
    const ms = madeAt(PERIODS.interaction, index, count);
    const at = moment(ms);
    const { channel, summary } = talk(random, shortName, contact.name);
    const followUp = random.chance(0.3) ? [day(ms, random.integer(3, 30)), 'CALL', '回访'] : [null, null, null];
    const contactId = random.chance(0.7) ? contact.id : null;
    const searchText = world.searchTextOf.interaction({ summary, followUpNote: followUp[2] });
    world.grams.add('interaction', ids[index], searchText);
    yield [
      ...[ids[index], 1, at, owner.id, at, owner.id, null, id, contactId, owner.id, channel, at, summary],
      ...[...followUp, searchText],
    ];
  }
}
