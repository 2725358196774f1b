/** How many records of a kind somebody gets; `fallback`: no rule found them, the head of a department or an administrator steps in. */
export interface Share {
  readonly kind: string;
  readonly personId: string;
  readonly fallback: boolean;
  readonly count: number;
}

/** Counts who gets how much; the same for a preview and for what is really done. */
export class Shares {
  private readonly counts = new Map<string, Share>();

  constructor(known: readonly Share[] = []) {
    for (const share of known) this.counts.set(keyOf(share), share);
  }

  add(share: Omit<Share, 'count'>): void {
    const key = keyOf(share);
    this.counts.set(key, { ...share, count: (this.counts.get(key)?.count ?? 0) + 1 });
  }

  /** How many records of the kind the person has got so far. */
  of(kind: string, personId: string): number {
    return [true, false]
      .map((fallback) => this.counts.get(keyOf({ kind, personId, fallback }))?.count ?? 0)
      .reduce((sum, count) => sum + count, 0);
  }

  list(): Share[] {
    return [...this.counts.values()];
  }
}

function keyOf({ kind, personId, fallback }: Omit<Share, 'count'>): string {
  return `${kind} ${personId} ${fallback}`;
}
