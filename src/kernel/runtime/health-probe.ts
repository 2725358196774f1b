/** No answer within the time that a probe has. */
export class NoAnswer extends Error {}

/** A question whose answer may never come: each asker waits no longer than the limit, and all share one open question. */
export class Probe<T> {
  private open: Promise<T> | null = null;
  private askedAt = 0;

  constructor(
    private readonly question: () => Promise<T>,
    private readonly limitMs: number,
    /** After this time the open question is taken for lost and a new one is put. */
    private readonly lostAfterMs: number = limitMs * 15,
  ) {}

  /** The answer. Throws NoAnswer, or what the question throws. */
  async ask(): Promise<T> {
    const answer = this.current();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new NoAnswer(`no answer within ${this.limitMs} ms`)), this.limitMs);
    });
    try {
      return await Promise.race([answer, limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  private current(): Promise<T> {
    if (this.open && performance.now() - this.askedAt < this.lostAfterMs) return this.open;
    this.askedAt = performance.now();
    const asked = this.question();
    const forget = (): void => {
      if (this.open === asked) this.open = null;
    };
    asked.then(forget, forget);
    this.open = asked;
    return asked;
  }
}
