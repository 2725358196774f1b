import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { LIMITS } from './document-limits.js';
import { prepareDocument, type PreparedDocument } from './prepare-document.js';
import { introspectionRefused, refusal, type Refusal } from './refusals.js';

/** Bytes kept in memory for an accepted document (its tokens, nodes and row plans), as measured: 280 to 410 per token. */
const BYTES_PER_TOKEN = 400;
/** Text and, at the most, comments, which the parser keeps too. */
const BYTES_PER_CHARACTER = 12;
/** A refusal keeps its text and a few errors with their stacks. */
const BYTES_PER_REFUSAL = 10_000;
const MEGABYTE = 1024 * 1024;

/**
 * Prepared documents of one schema by their text. Refused texts have a small store of their own, so that a flood of them cannot
 * push out the documents that clients use.
 */
export class DocumentCache {
  private readonly accepted = new LRUCache<string, PreparedDocument>({
    max: 2_000,
    maxSize: 64 * MEGABYTE,
    sizeCalculation: ({ document }, source) =>
      (document.tokenCount ?? LIMITS.tokens) * BYTES_PER_TOKEN + source.length * BYTES_PER_CHARACTER,
  });
  private readonly refused = new LRUCache<string, Refusal>({
    max: 400,
    maxSize: 8 * MEGABYTE,
    sizeCalculation: (_refusal, key) => BYTES_PER_REFUSAL + key.length * 2,
  });

  constructor(private readonly schema: GraphQLSchema) {}

  /** The document behind the text; what a caller who is not signed in may not know is refused even where it is cached. */
  prepared(source: string, signedIn: boolean): PreparedDocument | Refusal {
    const accepted = this.accepted.get(source);
    if (accepted)
      return accepted.introspection && !signedIn ? refusal([introspectionRefused(accepted.introspection)]) : accepted;
    const key = `${signedIn ? 'in' : 'out'}:${source}`;
    const refusedBefore = this.refused.get(key);
    if (refusedBefore) return refusedBefore;
    const prepared = prepareDocument(source, this.schema, signedIn);
    if (prepared.ok) this.accepted.set(source, prepared);
    else this.refused.set(key, prepared);
    return prepared;
  }

  /** How many texts are kept. */
  get size(): number {
    return this.accepted.size + this.refused.size;
  }
}
