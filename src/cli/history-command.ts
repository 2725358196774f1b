import { Command } from 'commander';
import type { HistoryFault } from '../kernel/history/history-faults.js';
import { HistoryVerifier, type KindReport } from '../kernel/history/history-verifier.js';
import { messageOf } from '../kernel/runtime/labels.js';
import { print, withProduct } from './open-product.js';

/** `history verify`. */
export function historyCommand(): Command {
  const verify = new Command('verify')
    .description(
      'Replay the history of every tracked kind and hold it against the rows of today; exit code 1 when something is wrong. The system may run on. 核对历史与当前记录。',
    )
    .action(() =>
      withProduct(async (product) => {
        const sum = { kinds: 0, records: 0, versions: 0, faults: 0 };
        for await (const report of product.get(HistoryVerifier).verify()) {
          sum.kinds += 1;
          sum.records += report.records;
          sum.versions += report.versions;
          sum.faults += tell(report);
        }
        print(
          `${sum.kinds} kinds, ${sum.records} records, ${sum.versions} versions looked at, ${verdict(sum.faults)}.`,
        );
        if (sum.faults > 0) process.exitCode = 1;
      }),
    );
  return new Command('history').description('History').addCommand(verify);
}

/** Prints what was found about one kind; answers the number of faults. */
function tell({ kind, records, versions, faults }: KindReport): number {
  const sum = faults.reduce((total, { count }) => total + count, 0);
  print(`${kind}: ${records} records, ${versions} versions, ${verdict(sum)}`);
  for (const { first, count } of faults) print(`  ${placeOf(kind, first)}: ${wordsOf(first)}${timesOf(count)}`);
  return sum;
}

function verdict(faults: number): string {
  return faults === 0 ? 'all whole' : `${faults} faults`;
}

function placeOf(kind: string, { id, version }: HistoryFault): string {
  return `${kind} ${id}${version === null ? '' : `, version ${version}`}`;
}

function wordsOf({ code, details }: HistoryFault): string {
  return `${messageOf(code, 'en', details)} ${messageOf(code, 'zh-CN', details)}`;
}

function timesOf(count: number): string {
  return count === 1 ? '' : ` (the first of ${count}, 共 ${count} 处)`;
}
