import { readFileSync } from 'node:fs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { HARMLESS, hostileTexts, oddValues } from '../injection/payloads.mjs';
import { slotsOf } from '../injection/slots.mjs';
import { StatementWatch } from '../injection/statement-watch.mjs';
import { failed, survived } from '../target.mjs';

/** Payloads of each kind of slot; ids and forms of our own (dates, amounts) take few texts anyhow, enums and numbers none. */
const TEXTS_OF = { text: 500, id: 100, scalar: 40, closed: 10 };
const TEXTS_SHORT = 36;
const HARMLESS_SHORT = 4;
/** In the short form one of so many shots is sent. */
const SHORT_EVERY = { text: 24, id: 24, scalar: 160, closed: 160 };
/** Slots side by side in one request; the guard lets 30 through. */
const TOGETHER = 24;
/** Reports wait for each other, and few may. */
const REPORTS_TOGETHER = 6;
/** Totals have statements of their own, and cost much of what anybody may ask for. */
const TOTAL_EVERY = 8;
/** So many people share in asking, since nobody may ask for so much alone. */
const ASKERS = { long: 6, short: 1 };

/** Hostile values in every slot of every query while the database writes down each statement that reaches it. */
export const INJECTIONS = [
  {
    transport: 'HTTP',
    kind: 'injection',
    name: 'hostile values in every filter, order, search, cursor and report slot',
    run,
  },
];

async function run(target) {
  const { backstage, isShort } = target;
  const slots = slotsOf(readFileSync(inRoot('schema.graphql'), 'utf8'));
  const hostile = hostileShots(slots, isShort);
  const tokens = await backstage.allRoles(isShort ? ASKERS.short : ASKERS.long);
  const watch = new StatementWatch(target, tokens, await backstage.statementLog());
  try {
    for (const shots of packed(harmlessShots(hostile, isShort))) await watch.learn(shots);
    if (!(await noticesFaults(watch, backstage))) return failed('a faulty statement is not noticed');
    for (const shots of packed(hostile)) {
      const fault = await watch.look(shots);
      if (fault) return failed(fault);
    }
    return survived(`${slots.length} slots, ${watch.summary()}`);
  } finally {
    watch.close();
    await backstage.endStatementLog();
  }
}

/** Whether a payload as a name, and one in a statement that nobody else sends, are noticed: a watch that sees nothing proves nothing. */
async function noticesFaults(watch, backstage) {
  await backstage.sql("SELECT 'x' AS qzx0xzq");
  const joined = watch.faultOf('itself');
  await backstage.sql("SELECT 'qzx0xzq' AS unheard_of");
  return /outside of a value/.test(joined) && /another form/.test(watch.faultOf('itself'));
}

/** What people type in the slots that are to meet a hostile text, with and without the total. */
function harmlessShots(hostile, isShort) {
  const textsOf = ({ id }) => (isShort && !id.endsWith('.search') ? HARMLESS.slice(0, HARMLESS_SHORT) : HARMLESS);
  const kinds = new Map(
    hostile.filter(({ slot }) => takesText(slot)).map((shot) => [`${shot.slot.id} ${shot.withTotal}`, shot]),
  );
  return [...kinds.values()].flatMap((shot) => textsOf(shot.slot).map((payload) => ({ ...shot, payload })));
}

/** Every slot with every payload; in the short form every payload with some slots, so that each slot meets some. */
function hostileShots(slots, isShort) {
  const hostile = hostileTexts(isShort ? TEXTS_SHORT : TEXTS_OF.text);
  const all = slots.flatMap((slot, s) => shotsOf(slot, s, [...hostile.slice(0, TEXTS_OF[slot.kind]), ...oddValues()]));
  return isShort ? all.filter(({ slot, nth }) => nth % SHORT_EVERY[slot.kind] === 0) : all;
}

function shotsOf(slot, s, payloads) {
  return payloads.map((payload, p) => ({ slot, payload, nth: s + p, withTotal: p % TOTAL_EVERY === 0 }));
}

const takesText = ({ kind }) => kind === 'text' || kind === 'id';

/** Requests of many shots each; what refuses a whole request is sent alone. */
function packed(shots) {
  const [together, reports, alone] = [[], [], []];
  for (const shot of shots) {
    if (!takesText(shot.slot) || typeof shot.payload !== 'string') alone.push([shot]);
    else (shot.slot.field === 'report' ? reports : together).push(shot);
  }
  return [...chunks(together, TOGETHER), ...chunks(reports, REPORTS_TOGETHER), ...alone];
}

function chunks(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));
}
