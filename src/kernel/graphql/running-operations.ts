interface Running {
  readonly gone: AbortController;
  readonly isWanted: () => boolean;
}

/** The operations of one socket that are in work; each learns when its caller wants its answer no more. */
export class RunningOperations {
  private readonly running = new Set<Running>();

  /** Begins one; `isWanted` tells whether the protocol still knows it. `end` must be called. */
  begin(isWanted: () => boolean): { readonly signal: AbortSignal; readonly end: () => void } {
    const one: Running = { gone: new AbortController(), isWanted };
    this.running.add(one);
    return { signal: one.gone.signal, end: () => void this.running.delete(one) };
  }

  /** Aborts those that have been completed by their caller meanwhile. */
  check(): void {
    for (const { gone, isWanted } of this.running) if (!isWanted()) gone.abort();
  }

  /** The caller has gone away with all of them. */
  abortAll(): void {
    for (const { gone } of this.running) gone.abort();
  }
}
