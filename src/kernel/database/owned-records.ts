import type { Label } from '../runtime/labels.js';
import type { Work } from './work.js';

/** A record that somebody holds, as a hand-over needs it. */
export interface HeldRecord {
  readonly id: string;
  readonly departmentId: string;
  /** The customer that it is about; null where there is none, and for customers themselves. */
  readonly customerId: string | null;
  /** People who must not have it, such as the submitter of a request that waits for a decision. */
  readonly notTo?: readonly string[];
}

/** Which held records are asked for: the next ones after an id, in id order. */
export interface HeldQuery {
  readonly personId: string;
  readonly after: string;
  readonly limit: number;
  /** Also those that are closed. */
  readonly closedToo: boolean;
}

/** Who gets records. */
export interface Taker {
  readonly id: string;
  readonly name: string;
  readonly departmentId: string;
}

/** One record with who gets it. */
export interface Gift {
  readonly recordId: string;
  readonly taker: Taker;
}

/** What was changed about a record, so that it can be taken back. */
export interface Given {
  readonly recordId: string;
  readonly before: Readonly<Record<string, string | null>>;
  readonly after: Readonly<Record<string, string | null>>;
}

/** Why a record is not taken back: it is gone, has another holder or place by now, or was closed meanwhile. */
export type KeptReason = 'GONE' | 'MOVED_ON' | 'CLOSED';

/** The port by which a module lets what people hold be handed over; at most 200 records a call, in the caller's work. */
export interface OwnedRecords {
  held(query: HeldQuery): Promise<HeldRecord[]>;
  /** Record → who holds it now; only customers answer it, so that other records can follow theirs. */
  holdersOf?(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Gives the records to their takers, locked or not: an approval decides about a record, not about who looks after it. Those that `fromId` holds no more are left out. */
  give(work: Work, fromId: string, gifts: readonly Gift[]): Promise<Given[]>;
  /** Takes back what is still as it was given; answers those that are not, with the reason. */
  takeBack(work: Work, given: readonly Given[]): Promise<ReadonlyMap<string, KeptReason>>;
}

/** What a hand-over must know of a kind of held record. */
export interface OwnedKind {
  /** Name of the kind in hand-overs, such as `customer`. */
  readonly kind: string;
  readonly label: Label;
  /** Kinds are handed over in this order; customers come first. */
  readonly place: number;
  /** Actions that a taker must hold; the first one is the kind's read action. */
  readonly actions: readonly string[];
  /** True when giving brings sight of the record by name with it; else the read action must reach what the taker owns. */
  readonly granted: boolean;
}

interface OwnedDeclaration extends OwnedKind {
  readonly owner: new (...args: never[]) => OwnedRecords;
}

const declarations = new Map<string, OwnedDeclaration>();

/** Marks the class that hands over one kind of record. Throws when the kind has one already. */
export function HandsOver(kind: OwnedKind) {
  return (owner: new (...args: never[]) => OwnedRecords): void => {
    if (declarations.has(kind.kind)) throw new Error(`${kind.kind} is handed over by two classes.`);
    declarations.set(kind.kind, { ...kind, owner });
  };
}

/** Every kind of record that can be handed over, in their order. */
export function ownedKinds(): readonly OwnedDeclaration[] {
  return [...declarations.values()].sort((a, b) => a.place - b.place);
}
