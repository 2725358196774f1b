import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { LIMITS } from './document-limits.js';
import { prepareDocument, type PreparedDocument } from './prepare-document.js';
import type { Refusal } from './refusals.js';

/** Bytes kept in memory for an accepted document (its tokens, nodes and row plans), as measured: 280 to 410 per token. */
const BYTES_PER_TOKEN = 400;
/** Text and, at the most, comments, which the parser keeps too. */
const BYTES_PER_CHARACTER = 12;
/** A refusal keeps its text and a few errors with their stacks. */
const BYTES_PER_REFUSAL = 10_000;
const MEGABYTE = 1024 * 1024;

/** Documents of callers who are not signed in get this part of the room. */
const STRANGERS_SHARE = 1 / 16;

/**
 * Prepared documents of one schema by their text, for callers who are signed in or for the others. Refused texts have a small store
 * of their own, so that a flood of them cannot push out the documents that clients use.
 */
export class DocumentCache {
  private readonly accepted: LRUCache<string, PreparedDocument>;
  private readonly refused: LRUCache<string, Refusal>;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly signedIn: boolean,
  ) {
    const share = signedIn ? 1 : STRANGERS_SHARE;
    this.accepted = new LRUCache({
      max: 2_000 * share,
      maxSize: 64 * MEGABYTE * share,
      sizeCalculation: ({ document }, source) =>
        (document.tokenCount ?? LIMITS.tokens) * BYTES_PER_TOKEN + source.length * BYTES_PER_CHARACTER,
    });
    this.refused = new LRUCache({
      max: 400 * share,
      maxSize: 8 * MEGABYTE * share,
      sizeCalculation: (_refusal, source) => BYTES_PER_REFUSAL + source.length * 2,
    });
  }

  /** The document behind the text, or why it is refused. */
  prepared(source: string): PreparedDocument | Refusal {
    const before = this.accepted.get(source) ?? this.refused.get(source);
    if (before) return before;
    const prepared = prepareDocument(source, this.schema, this.signedIn);
    if (prepared.ok) this.accepted.set(source, prepared);
    else this.refused.set(source, prepared);
    return prepared;
  }

  /** How many texts are kept. */
  get size(): number {
    return this.accepted.size + this.refused.size;
  }
}
