import type { Row } from '../world/rows.js';
import { type Asked, connection, type ListArgs } from './asked.js';
import type { Resolvers } from './resolver.js';

/** Sessions: everybody's own, and those of the people whose accounts they manage. */
export const ACCOUNTS: Resolvers = {
  'Query.sessions': (_from, args, asked) => connection(asked, 'Session', openSessions(asked, args), args),
  'Session.current': ({ id }, _args, { session }) => id === session,
};

function openSessions({ sight }: Asked, args: ListArgs): Row[] {
  const { oracle, person } = sight;
  const { personId } = args as ListArgs & { personId?: string | null };
  const whose = personId ?? person.id;
  const whom = sight.any('Person', whose);
  const managed =
    whom !== null && oracle.lives('Person', whom) && oracle.reaches(person, 'account.edit', 'Person', whom);
  if (whose !== person.id && !managed) return [];
  return oracle.world.sessions.filter(
    (session) =>
      session['person_id'] === whose && session['ended_at'] === null && String(session['expires_at']) > oracle.now,
  );
}
