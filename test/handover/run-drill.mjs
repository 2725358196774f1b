import { openGround } from '../chaos/ground.mjs';
import { NoAnswer, Person } from '../chaos/graphql-client.mjs';
import { ADMINISTRATOR } from '../chaos/server-process.mjs';
import { say, timed } from '../../scripts/lib/say.mjs';
import { sleep } from '../../scripts/lib/stop-signal.mjs';
import { loadBelongings } from './belongings.mjs';

const MEMBERS = 5;
const LOOK_MS = 100;
const SHARES = 'shares { kind count fallback person { login } }';
const FIGURES = [
  { dataset: 'opportunities', dimensions: [{ name: 'owner' }, { name: 'state' }], measures: ['won', 'wonAmount'] },
].map((query) => ({ ...query, filters: [{ field: 'state', operator: 'EQ', values: ['WON'] }] }));

/** Runs the drill on a ground of its own; answers whether everything was as the preview said. */
export async function runDrill({ customers, items, kills, signal }) {
  const ground = await openGround(signal);
  try {
    await timed('Server', async () => `ready after ${Math.round(await ground.server.start(signal))} ms`);
    const company = await foundTeam(ground.server.address);
    const { admin, leaver } = company;
    const counts = await loadBelongings(ground.databaseUrl, leaver, { customers, items });
    say(`Leaver: ${customers} customers, ${counts.deals} open deals, ${counts.cases} cases, ${counts.actions} actions`);
    const order = orderOf(company);
    const preview = await previewOf(admin, order);
    const figures = await figuresOf(admin);
    const checks = [];
    const done = await handOver({ ground, admin, order, kills, signal });
    const expected = customers + items;
    checks.push(['handed over', done.state === 'DONE' && done.moved === expected, `${done.moved} of ${expected}`]);
    checks.push(['as the preview said', text(done.shares) === text(preview.shares), '']);
    checks.push(['leaver disabled', done.disabledAt !== null, '']);
    checks.push(['figures of the past', text(await figuresOf(admin)) === text(figures), text(figures).slice(0, 120)]);
    const undone = await undo(admin, done, signal);
    const back = undone.state === 'UNDONE' && undone.givenBack === expected;
    checks.push(['given back', back, `${undone.givenBack} of ${expected}, kept ${undone.kept}`]);
    checks.push(['figures after undo', text(await figuresOf(admin)) === text(figures), '']);
    for (const [what, held, more] of checks) say(`${held ? 'held' : 'FAILED'}: ${what}${more ? ` (${more})` : ''}`);
    return checks.every(([, held]) => held);
  } finally {
    await ground.close();
  }
}

async function foundTeam(address) {
  const admin = new Person(address, ADMINISTRATOR.login, ADMINISTRATOR.password);
  const { viewer, roles } = await admin.get(
    '{ viewer { person { department { id } } } roles(first: 50) { nodes { id code } } }',
  );
  const { departmentCreate } = await admin.get(
    'mutation ($input: DepartmentCreateInput!) { departmentCreate(input: $input) { department { id } userErrors { code } } }',
    { input: { name: '交接部', parentId: viewer.person.department.id } },
  );
  const departmentId = departmentCreate.department.id;
  const roleIds = [roles.nodes.find(({ code }) => code === 'sales').id];
  const add = async (login) => {
    const { personCreate } = await admin.get(
      'mutation ($input: PersonCreateInput!) { personCreate(input: $input) { person { id } userErrors { code } } }',
      { input: { login, name: login, departmentId, roleIds } },
    );
    return { id: personCreate.person.id, departmentId };
  };
  const leaver = await add('leaver');
  for (let index = 1; index <= MEMBERS; index += 1) await add(`taker-${index}`);
  return { admin, leaver, departmentId };
}

/** Customers evenly over the department, everything about a customer with it. */
function orderOf({ leaver, departmentId }) {
  return { personId: leaver.id, rules: [{ to: 'CUSTOMER_OWNER' }, { to: 'DEPARTMENT_MEMBERS', departmentId }] };
}

async function previewOf(admin, input) {
  const began = performance.now();
  const { handoverPreview } = await admin.get(
    `query ($input: HandoverPreviewInput!) { handoverPreview(input: $input) { total withoutTaker kinds { kind count } ${SHARES} } }`,
    { input },
  );
  say(`Preview (${Math.round(performance.now() - began)} ms): ${handoverPreview.total} records`);
  for (const { kind, count, person } of handoverPreview.shares) say(`  ${kind}: ${count} to ${person.login}`);
  return handoverPreview;
}

async function handOver({ ground, admin, order, kills, signal }) {
  const began = performance.now();
  const { handoverStart } = await admin.get(
    'mutation ($input: HandoverStartInput!) { handoverStart(input: $input) { handover { id total } userErrors { code message } } }',
    { input: { ...order, reason: '离职' } },
  );
  const { id, total } = handoverStart.handover;
  say(`Started after ${Math.round(performance.now() - began)} ms`);
  for (let kill = 1; kill <= kills; kill += 1) {
    const goal = Math.floor((total * kill) / (kills + 1));
    const { moved } = await until(admin, id, (seen) => seen.moved >= goal || seen.state !== 'RUNNING', signal);
    await ground.server.kill();
    say(
      `Killed (kill -9) at ${moved} of ${total}; ready again after ${Math.round(await ground.server.start(signal))} ms`,
    );
  }
  const done = await until(admin, id, ({ state }) => state !== 'RUNNING', signal);
  say(`Handed over: ${done.moved} records in ${seconds(began)} with ${kills} kill(s) in between`);
  return done;
}

async function undo(admin, { id }, signal) {
  const { version: expectedVersion } = await look(admin, id);
  const began = performance.now();
  await admin.get(
    'mutation ($input: HandoverUndoInput!) { handoverUndo(input: $input) { handover { id } userErrors { code message } } }',
    { input: { handoverId: id, expectedVersion } },
  );
  const undone = await until(admin, id, ({ state }) => state !== 'UNDOING', signal);
  say(`Undone: ${undone.givenBack} records given back, ${undone.kept} kept, in ${seconds(began)}`);
  return undone;
}

async function until(admin, id, reached, signal) {
  for (;;) {
    const seen = await look(admin, id).catch((error) => {
      if (error instanceof NoAnswer) return null;
      throw error;
    });
    if (seen && reached(seen)) return seen;
    await sleep(LOOK_MS, signal);
  }
}

async function look(admin, id) {
  const { handover } = await admin.get(
    `query ($id: ID!) { handover(id: $id) { id version state moved leftOver disabledAt givenBack kept ${SHARES} } }`,
    { id },
  );
  return handover;
}

async function figuresOf(admin) {
  const figures = [];
  for (const query of FIGURES)
    figures.push(await admin.get('query ($query: ReportQuery!) { report(query: $query) { rows totals } }', { query }));
  return figures;
}

/** The same for the same things in another order. */
function text(value) {
  const lines = Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value;
  return JSON.stringify(lines);
}

function seconds(began) {
  return `${((performance.now() - began) / 1_000).toFixed(1)} s`;
}
