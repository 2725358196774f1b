const DAY_MS = 86_400_000;
/** Shanghai, where the company is, has had no summer time since 1991. */
const ZONE_MS = 8 * 3_600_000;
/** Start of the ids' time part, as in the product: 2024-01-01 UTC. */
const EPOCH_MS = Date.UTC(2024, 0, 1);

/** The last day of the generated company; fixed, so that the same size always gives the same data. */
export const LAST_DAY = Date.UTC(2026, 9, 30);

/** When the rows of each table come into being: from, to (milliseconds), and the table's part of the id. */
export const PERIODS = {
  department: { from: Date.UTC(2024, 0, 2), to: Date.UTC(2024, 0, 3), part: 1000 },
  person: { from: Date.UTC(2024, 0, 3), to: Date.UTC(2024, 0, 5), part: 1001 },
  role_membership: { from: Date.UTC(2024, 0, 5), to: Date.UTC(2024, 0, 6), part: 1002 },
  credential: { from: Date.UTC(2024, 0, 5), to: Date.UTC(2024, 0, 6), part: 1003 },
  customer: { from: Date.UTC(2024, 0, 8), to: Date.UTC(2025, 0, 8), part: 1004 },
  contact: { from: Date.UTC(2024, 1, 1), to: Date.UTC(2025, 2, 1), part: 1005 },
  opportunity: { from: Date.UTC(2024, 2, 1), to: LAST_DAY, part: 1006 },
  interaction: { from: Date.UTC(2024, 1, 1), to: LAST_DAY, part: 1007 },
  stage_entry: { from: Date.UTC(2024, 2, 1), to: LAST_DAY, part: 1008 },
};

/** Milliseconds since 1970 at which the row with that index of so many was made; they are spread evenly. */
export function madeAt({ from, to }, index, count) {
  return from + Math.floor(((to - from) * index) / count);
}

/** The product's kind of id for a moment: 41 bits of milliseconds, 10 of instance, 12 of sequence. */
export function idAt(ms, part) {
  return ((BigInt(ms - EPOCH_MS) << 22n) | (BigInt(part) << 12n)).toString();
}

/** Every id of a table, in rising order. */
export function idsOf(table, count) {
  const period = PERIODS[table];
  return Array.from({ length: count }, (_, index) => idAt(madeAt(period, index, count), period.part));
}

const dates = new Map();
const TWO = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** The date of a UTC day by its number; remembered, as Date is slow where millions are asked for. */
function dateOf(number) {
  let text = dates.get(number);
  if (text === undefined) dates.set(number, (text = new Date(number * DAY_MS).toISOString().slice(0, 10)));
  return text;
}

/** `YYYY-MM-DD HH:MM:SS.mmm` in UTC. */
export function moment(ms) {
  const number = Math.floor(ms / DAY_MS);
  const rest = ms - number * DAY_MS;
  const seconds = Math.floor(rest / 1_000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}`;
  return `${dateOf(number)} ${clock}.${String(rest % 1_000).padStart(3, '0')}`;
}

/** The day in the company's zone, so many days later. */
export function day(ms, later = 0) {
  return dateOf(Math.floor((ms + ZONE_MS) / DAY_MS) + later);
}

/** So many days in milliseconds. */
export function days(count) {
  return Math.floor(count * DAY_MS);
}
