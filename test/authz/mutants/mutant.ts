/** One rule of the built product that can be switched off while it runs. */
export interface Mutant {
  readonly name: string;
  /** File of the build, from `src/`. */
  readonly file: string;
  /** Text that stands there. */
  readonly find: string;
  /** Which of several such texts; all of them count from 0. */
  readonly at?: number;
  /** The text instead; ON stands for "this mutant is switched on". */
  readonly replace: string;
  /** Which driver has to notice it. */
  readonly seenBy: 'reads' | 'writes';
}

/** Notices by what is answered. */
export function read(name: string, file: string, find: string, replace: string, at = 0): Mutant {
  return { name, file, find, replace, at, seenBy: 'reads' };
}

/** Notices by what mutations do. */
export function write(name: string, file: string, find: string, replace: string, at = 0): Mutant {
  return { name, file, find, replace, at, seenBy: 'writes' };
}

/** The predicate that lets every row through. */
export const ANY = "{ text: '1=1', params: [] }";

/** One use of the predicate that lets every row through. */
export function open(name: string, file: string, use: string, at = 0): Mutant {
  return read(name, file, use, `(ON ? ${ANY} : ${use})`, at);
}

/** The condition there holds for everybody: what it refuses is let through. */
export function never(name: string, file: string, condition: string, seenBy: Mutant['seenBy'] = 'reads'): Mutant {
  return { name, file, find: `if (${condition})`, replace: `if (!ON && ${condition})`, at: 0, seenBy };
}
