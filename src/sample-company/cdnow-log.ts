import { FileAccountBook, type FileAccount } from './file-account.js';
import type { SampleFiles } from './sample-files.js';
import { daysBetween, shiftDay } from './shift-dates.js';

/** The day of the log on which the observation window ends; it becomes the day of loading (see samples/cdnow/SOURCE.md). */
export const WINDOW_END = '1998-03-31';

/** All that one buyer bought on one day, in US dollars as in the log; `on` is shifted. */
export interface LoggedPurchase {
  on: string;
  loggedDay: string;
  dollars: number;
}

/** A real buyer's purchases inside the window, earliest first. */
export interface LoggedBuyer {
  id: string;
  purchases: LoggedPurchase[];
}

/** The buyers of the extract and what became of its lines. */
export interface CdnowLog {
  buyers: LoggedBuyer[];
  account: FileAccount;
}

const LINE = /^\s*\d+\s+(?<id>\d+)\s+(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)\s+\d+\s+(?<dollars>\d+\.\d\d)\s*$/;

/** Reads the purchase log; days keep their distances and are shifted so that the window ends on `today`. */
export function readCdnowLog(files: SampleFiles, today: string): CdnowLog {
  const book = new FileAccountBook('cdnow/purchases.txt', 0);
  const shift = daysBetween(WINDOW_END, today);
  const buyers = new Map<string, Map<string, LoggedPurchase>>();
  for (const line of files.lines('cdnow/purchases.txt')) {
    const { id, year, month, day, dollars } = LINE.exec(line)?.groups ?? {};
    const loggedDay = `${year}-${month}-${day}`;
    book.startRow(`${id ?? line} ${loggedDay}`);
    if (id === undefined) {
      book.refuse('line', line, 'not a line of the log');
      continue;
    }
    if (loggedDay > WINDOW_END) {
      book.refuse('day', loggedDay, 'after the observation window');
      continue;
    }
    const purchases = buyers.get(id) ?? new Map<string, LoggedPurchase>();
    const sameDay = purchases.get(loggedDay);
    if (sameDay) book.report('day', loggedDay, 'added to another purchase of the same day');
    const purchase = sameDay ?? { on: shiftDay(loggedDay, shift), loggedDay, dollars: 0 };
    purchase.dollars += Number(dollars);
    buyers.set(id, purchases.set(loggedDay, purchase));
    book.load();
  }
  return {
    buyers: [...buyers].map(([id, days]) => ({ id, purchases: inOrder([...days.values()]) })),
    account: book.close(),
  };
}

function inOrder(purchases: LoggedPurchase[]): LoggedPurchase[] {
  return purchases.sort((a, b) => a.on.localeCompare(b.on, 'en'));
}
