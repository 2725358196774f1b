/** Messages that a client may send at once, and how many each second from then on. */
const BURST = 500;
const PER_SECOND = 100;

/** How many messages one socket may still send now. */
export class MessageAllowance {
  private left = BURST;
  private countedAt = performance.now();

  /** Counts one message; false when it is one too many. */
  take(): boolean {
    const now = performance.now();
    this.left = Math.min(BURST, this.left + ((now - this.countedAt) / 1000) * PER_SECOND);
    this.countedAt = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
