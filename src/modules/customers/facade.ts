import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../kernel/access/viewer.js';
import type { Work } from '../../kernel/database/work.js';
import { Blobs } from '../../kernel/runtime/blobs.js';
import type { ImportKindName } from './domain/import-enums.js';
import type { ValueMappings } from './domain/import-run.js';
import { CustomerNames } from './queries/customer-names.js';
import type { ImportAccount } from './queries/import-accounts.js';
import { ImportLookups } from './queries/import-lookups.js';
import { FinishImport } from './use-cases/finish-import.js';
import { type ImportedInteraction, ImportInteraction } from './use-cases/import-interaction.js';
import { StartImport } from './use-cases/start-import.js';

/** A file to be imported by a program instead of by upload. */
export interface FileToImport {
  readonly bytes: AsyncIterable<Buffer>;
  readonly kind: ImportKindName;
  readonly dryRun: boolean;
  readonly mappings?: ValueMappings;
  /** Repeating a call with the same key starts one import. */
  readonly idempotencyKey?: string;
}

/** Bytes that a file of an import may have. */
export const MOST_IMPORT_BYTES = 20 * 1024 * 1024;

/** What other modules, set-up code and commands may ask of customers. */
@Injectable()
export class Customers {
  constructor(
    private readonly blobs: Blobs,
    private readonly starting: StartImport,
    private readonly finishing: FinishImport,
    private readonly lookups: ImportLookups,
    private readonly interactions: ImportInteraction,
    private readonly names: CustomerNames,
  ) {}

  /** Stores a file and starts its import as that person; answers the import's id. Throws BlobTooLarge, INVALID_MAPPING. */
  async startImport(viewer: Viewer, file: FileToImport): Promise<string> {
    const { bytes, ...rest } = file;
    const stored = { owner: viewer, mediaType: 'text/csv', mostBytes: MOST_IMPORT_BYTES };
    const { id: uploadId } = await this.blobs.store(bytes, stored);
    return (await this.starting.execute(viewer, { ...rest, uploadId })).importId;
  }

  /** Works on an import, or waits while another process does, to its end; `tell` hears how far it is. Throws NotFound. */
  finishImport(
    viewer: Viewer,
    importId: string,
    tell: (account: ImportAccount) => void = () => undefined,
  ): Promise<ImportAccount> {
    return this.finishing.execute(viewer, importId, tell);
  }

  /** The name as it is stored, for a copy of it; the caller has found out that the asker sees the customer. */
  storedName(customerId: string): Promise<string> {
    return this.names.of(customerId);
  }

  /** External key → id of the visible customers that have it; keys of several customers are left out. */
  async idsByKey(viewer: Viewer, keys: readonly string[]): Promise<Map<string, string>> {
    return onlyOnes(await this.lookups.customersByKey(viewer, keys));
  }

  /** The same for contacts. */
  async contactIdsByKey(viewer: Viewer, keys: readonly string[]): Promise<Map<string, string>> {
    return onlyOnes(await this.lookups.contactsByKey(viewer, keys));
  }

  /** Adds an interaction of the past in the caller's transaction; reads nothing, tells nobody. */
  importInteraction(work: Work, interaction: ImportedInteraction): { interactionId: string } {
    return this.interactions.execute(work, interaction);
  }
}

function onlyOnes(ids: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  return new Map([...ids].flatMap(([key, found]) => (found.length === 1 ? [[key, found[0]!] as const] : [])));
}
