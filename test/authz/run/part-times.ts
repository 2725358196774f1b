/** How long each part of all worlds has taken. */
export class PartTimes {
  private readonly milliseconds = new Map<string, number>();

  async of<T>(part: string, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.milliseconds.set(part, (this.milliseconds.get(part) ?? 0) + performance.now() - began);
    }
  }

  /** Seconds of each part for one of so many worlds, the longest first. */
  perWorld(worlds: number): string {
    return [...this.milliseconds]
      .sort(([, a], [, b]) => b - a)
      .map(([part, ms]) => `${part} ${(ms / 1000 / Math.max(1, worlds)).toFixed(2)}`)
      .join(', ');
  }
}
