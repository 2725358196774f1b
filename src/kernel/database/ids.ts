/** Start of the ids' time part: 2024-01-01 UTC. */
const EPOCH_MS = 1_704_067_200_000;
const SEQUENCE_BITS = 12n;
const INSTANCE_BITS = 10n;
/** At a thousand moments a second, 10 ms: more than any clock drifts. */
const FADE_MS = 0.01;
const SEQUENCE_LIMIT = 1 << Number(SEQUENCE_BITS);

/** How many instances can be numbered apart at once. */
export const INSTANCE_LIMIT = 1 << Number(INSTANCE_BITS);

/** The id, that much earlier: smaller than every id that was made less than so many milliseconds before it. */
export function idBefore(id: string, millis: number): string {
  const earlier = BigInt(id) - (BigInt(millis) << (SEQUENCE_BITS + INSTANCE_BITS));
  return (earlier < 0n ? 0n : earlier).toString();
}

/** Makes 64-bit ids that grow with time: 41 bits of milliseconds, 10 of instance, 12 of sequence (Twitter Snowflake's layout). */
export class IdSource {
  private lastMs = 0;
  private sequence = 0;
  private instancePart = 0n;
  /** How far the database's clock is ahead of this process's, in milliseconds. */
  private ahead: number | null = null;

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
    this.lastMs += 1;
    this.sequence = 0;
  }

  /**
   * Told the database's moment as it arrives. Ids follow that clock, so that those of instances whose own clocks differ keep the order in which
   * things happened. The moment is old by its journey, so the largest difference is the truest; it fades, to follow a clock that drifts.
   */
  follow(databaseMillis: number): void {
    const ahead = databaseMillis - this.millis();
    this.ahead = this.ahead === null ? ahead : Math.max(ahead, this.ahead - FADE_MS);
  }

  /** The next id as decimal text. Never goes back, even when the clock does; borrows from the future when one millisecond is full. */
  next(): string {
    const now = Math.floor(this.millis() + (this.ahead ?? 0)) - EPOCH_MS;
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
