import { createServer as createControl } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The built product as a test drives it: started from the folder in AUTHZ_DIST, with a second port for what is not in its API. */
const load = (path) => import(pathToFileURL(join(process.env.AUTHZ_DIST, 'src', path)).href);
const { createServer } = await load('server.js');
const { readSettings } = await load('kernel/runtime/settings.js');
const { EventDispatcher } = await load('kernel/events/dispatcher.js');
const { PersonStreams } = await load('kernel/events/person-streams.js');
const { HistoryVerifier } = await load('kernel/history/history-verifier.js');
const { UnitOfWork } = await load('kernel/database/unit-of-work.js');
const { knownActions } = await load('kernel/access/actions.js');
const { protectedFields } = await load('kernel/access/protected-fields.js');
const { ROLE_SCOPES } = await load('modules/permissions/domain/role-scope.js');
const { gramsOf, joinSearchParts } = await load('kernel/lists/search-text.js');

const app = await createServer(readSettings(process.env));
await app.listen(0, '127.0.0.1');

const ACTIONS = {
  scopes: () => [...ROLE_SCOPES],
  fields: () => [...protectedFields().values()].map(({ name, mask }) => ({ name, mask: mask?.toUpperCase() ?? null })),
  actions: () => [...knownActions().keys()].sort(),
  searchEntries: (rows) =>
    rows.map((parts) => {
      const text = joinSearchParts(parts);
      return { text, grams: [...gramsOf(text)] };
    }),
  /** What `history verify` finds wrong, one line for each class of fault. */
  async historyFaults() {
    const faults = [];
    for await (const { kind, faults: found } of app.get(HistoryVerifier).verify())
      for (const { first, count } of found)
        faults.push(`${kind} ${first.id}: ${first.code} at version ${first.version}, ${count} in all`);
    return faults;
  },
  drain: () => app.get(EventDispatcher).drain(),
  /** Puts a message into a person's stream as a use case does. */
  tell: ({ personId, message }) =>
    app
      .get(UnitOfWork)
      .run({ actor: null, action: 'authz.tell' }, (work) =>
        app.get(PersonStreams).append(work, [personId], { ...message, occurredAt: new Date(message.occurredAt) }),
      ),
  /** Switches one mutant on in a copy of the product that has them built in; null: none. */
  mutant: (name) => {
    globalThis.__authzMutant = name;
  },
  /** How often the switched-on place was met since it was switched on. */
  mutantMet: () => globalThis.__authzMutantMet ?? 0,
};

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

const control = createControl((request, response) => {
  void bodyOf(request)
    .then(({ action, argument }) => ACTIONS[action](argument))
    .then(
      (result) => response.end(JSON.stringify({ result: result ?? null })),
      (error) => response.writeHead(500).end(JSON.stringify({ error: String(error) })),
    );
});
control.listen(0, '127.0.0.1', () => {
  const addresses = {
    api: `http://127.0.0.1:${app.getHttpServer().address().port}`,
    control: `http://127.0.0.1:${control.address().port}`,
  };
  process.stdout.write(`READY ${JSON.stringify(addresses)}\n`);
});
process.once('SIGTERM', () => void app.close().finally(() => process.exit(0)));
process.once('disconnect', () => process.exit(0));
