/** Start of the ids' time part: 2024-01-01 UTC. */
const EPOCH_MS = 1_704_067_200_000;
const SEQUENCE_BITS = 12n;
const INSTANCE_BITS = 10n;
const SEQUENCE_LIMIT = 1 << Number(SEQUENCE_BITS);

/** How many instances can be numbered apart at once. */
export const INSTANCE_LIMIT = 1 << Number(INSTANCE_BITS);

/** Makes 64-bit ids that grow with time: 41 bits of milliseconds, 10 of instance, 12 of sequence (Twitter Snowflake's layout). */
export class IdSource {
  private lastMs = 0;
  private sequence = 0;
  private instancePart = 0n;

  constructor(
    instance: number,
    private readonly millis: () => number,
  ) {
    this.renumber(instance);
  }

  /** Goes on under another instance number, after the old one was lost. */
  renumber(instance: number): void {
    if (instance < 0 || instance >= INSTANCE_LIMIT)
      throw new RangeError(`Instance ${instance} does not fit in 10 bits.`);
    this.instancePart = BigInt(instance) << SEQUENCE_BITS;
  }

  /** The next id as decimal text. Never goes back, even when the clock does; borrows from the future when one millisecond is full. */
  next(): string {
    const now = this.millis() - EPOCH_MS;
    if (now > this.lastMs) {
      this.lastMs = now;
      this.sequence = 0;
    } else if (++this.sequence === SEQUENCE_LIMIT) {
      this.lastMs += 1;
      this.sequence = 0;
    }
    return (
      (BigInt(this.lastMs) << (SEQUENCE_BITS + INSTANCE_BITS)) |
      this.instancePart |
      BigInt(this.sequence)
    ).toString();
  }
}
