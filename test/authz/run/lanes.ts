import { Product } from '../support/product.js';
import { openSuite, type Suite } from './suite.js';

/** Worlds that are compared at once, each on a server and a database of its own: one alone waits a third of its time. */
const LANES = 2;

/** Suites of several products that are compared at once; coverage and times are of all of them together. */
export type Lanes = readonly [Suite, ...Suite[]];

/** Where the products come from: a build, the database server, and a name for their databases. */
export interface LaneSource {
  readonly dist: string;
  readonly serverUrl: string;
  readonly name: string;
}

/** Starts a product for each lane, does the work on them, and stops them whatever comes. */
export async function withLanes<T>(source: LaneSource, work: (lanes: Lanes) => Promise<T>): Promise<T> {
  const products: Product[] = [];
  try {
    for (let lane = 0; lane < LANES; lane++) products.push(await start(source, lane));
    return await work(await openLanes(products));
  } finally {
    await Promise.all(products.map((product) => product.stop()));
  }
}

/** Does the work for every item; each lane takes the next one as soon as it is free. */
export async function inTurns<T>(
  lanes: Lanes,
  items: Iterable<T>,
  work: (lane: Suite, item: T) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  await Promise.all(
    lanes.map(async (lane) => {
      for (let next = left.next(); !next.done; next = left.next()) await work(lane, next.value);
    }),
  );
}

function start({ dist, serverUrl, name }: LaneSource, lane: number): Promise<Product> {
  return Product.start(dist, serverUrl, `${name}_${process.pid}_${lane}`);
}

/** One suite a product. */
async function openLanes([first, ...others]: readonly Product[]): Promise<Lanes> {
  if (!first) throw new Error('A run needs a product.');
  const suite = await openSuite(first);
  const { coverage, times } = suite;
  const beside = await Promise.all(others.map(async (product) => ({ ...(await openSuite(product)), coverage, times })));
  return [suite, ...beside];
}
