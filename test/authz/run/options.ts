import { parseArgs } from 'node:util';

/** What a run was asked for. */
export interface Options {
  readonly worlds: number;
  readonly seed: number;
  readonly dist: string;
  readonly mutants: boolean;
  /** Instead of comparing answers, how long they take. */
  readonly timing: boolean;
}

/** Reads the arguments of the command (see scripts/authz.mjs, which checks them). */
export function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { worlds: text, seed: text, dist: text, 'no-mutants': { type: 'boolean' }, timing: { type: 'boolean' } },
  });
  return {
    worlds: Number(values.worlds ?? '20'),
    seed: Number(values.seed ?? '1'),
    dist: values.dist ?? `${process.cwd()}/dist`,
    mutants: !values['no-mutants'],
    timing: values.timing ?? false,
  };
}
