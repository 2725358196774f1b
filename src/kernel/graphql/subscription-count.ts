import { GraphQLError } from 'graphql';
import { RequestRefused } from '../runtime/domain-error.js';

/** Subscriptions that one person may have open over all sockets. */
const MOST_PER_PERSON = 200;

/** How many subscriptions each person has open in this process. */
export class SubscriptionCount {
  private readonly open = new Map<string, number>();

  isFull(personId: string): boolean {
    return (this.open.get(personId) ?? 0) >= MOST_PER_PERSON;
  }

  /** Counts one more and gives the way to tell that it has ended; null when the person has as many as anybody may. */
  begin(personId: string): (() => void) | null {
    if (this.isFull(personId)) return null;
    this.open.set(personId, (this.open.get(personId) ?? 0) + 1);
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      const left = (this.open.get(personId) ?? 1) - 1;
      if (left > 0) this.open.set(personId, left);
      else this.open.delete(personId);
    };
  }
}

/** The refusal of one subscription too many. */
export function tooManySubscriptions(): GraphQLError {
  const message = `You have ${MOST_PER_PERSON} subscriptions open, the most that one person may. 打开的订阅过多（最多 ${MOST_PER_PERSON} 个）。`;
  return new GraphQLError(message, { originalError: new RequestRefused('RATE_LIMITED', message) });
}
