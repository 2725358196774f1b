import type { Label } from '../../../kernel/runtime/labels.js';

/** One type of message with its words: what a reaction sends and what an inbox shows. */
export interface Notification {
  /** SCREAMING name, also its value in the schema. */
  readonly type: string;
  /** Title, and the type's label; says nothing about the record. */
  readonly title: Label;
  /** The words about the record, from what the message carries; shown only to those who may see the record. */
  readonly body: (payload: Readonly<Record<string, unknown>>) => Label;
}

/** Defines a type of message whose payload is that of an event. */
export function defineNotification<P extends object>(
  type: string,
  words: { readonly title: Label; readonly body: (payload: P) => Label },
): Notification {
  return { type, title: words.title, body: (payload) => words.body(payload as P) };
}
