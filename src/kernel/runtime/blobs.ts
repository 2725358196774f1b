import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import { Database } from '../database/database.js';
import { jsonColumn } from '../database/json-column.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { flushUnique } from '../database/unique-race.js';
import type { Work } from '../database/work.js';
import { chunksOf } from './blob-chunks.js';

/** A stored file without its bytes. */
export interface Blob {
  readonly id: string;
  /** SHA-256 of all bytes, in hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  /** Who stored it; null: the system. */
  readonly createdBy: string | null;
}

interface BlobRow extends Omit<Blob, 'mediaType' | 'createdBy'> {
  readonly media_type: string;
  readonly created_by: string | null;
  readonly chunks: unknown;
}

/** More bytes arrived than the caller takes. */
export class BlobTooLarge extends Error {}

/** The one way to store bytes: content-addressed chunks in the database, so that backup and cluster hold them. Chunks are never deleted, since another file may share them. */
@Injectable()
export class Blobs {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Stores what the stream brings, one transaction per chunk, so that memory and transactions stay small. Throws BlobTooLarge. */
  async store(
    bytes: AsyncIterable<Buffer>,
    file: { readonly owner: Viewer | null; readonly mediaType: string; readonly mostBytes: number },
  ): Promise<Blob> {
    const whole = createHash('sha256');
    const chunks: string[] = [];
    let size = 0;
    for await (const chunk of chunksOf(bytes)) {
      size += chunk.length;
      if (size > file.mostBytes) throw new BlobTooLarge(`more than ${file.mostBytes} bytes`);
      whole.update(chunk);
      chunks.push(await this.keep(chunk, file.owner));
    }
    const { owner, mediaType } = file;
    const facts = { sha256: whole.digest('hex'), bytes: size, mediaType, createdBy: owner?.personId ?? null };
    const id = await this.unitOfWork.run({ actor: owner, action: 'blob.store' }, (work) => {
      const blobId = work.nextId();
      const row = [blobId, facts.sha256, size, mediaType, JSON.stringify(chunks), work.at, facts.createdBy];
      work.insertRow('stored_blob', BLOB_COLUMNS, row);
      return Promise.resolve(blobId);
    });
    return { id, ...facts };
  }

  /** The file of that id; null when there is none. Whoever asks decides who may know of it. */
  async find(id: string): Promise<Blob | null> {
    const row = await this.row(id);
    if (!row) return null;
    return {
      id: row.id,
      sha256: row.sha256,
      bytes: row.bytes,
      mediaType: row.media_type,
      createdBy: row.created_by,
    };
  }

  /** The bytes, chunk after chunk; nothing for a missing file. */
  async *read(id: string): AsyncGenerator<Buffer> {
    const row = await this.row(id);
    for (const hash of row ? jsonColumn<string[]>(row.chunks) : []) {
      const chunk = await this.database.one<{ data: Buffer }>('SELECT data FROM blob_chunk WHERE sha256 = ?', [hash]);
      if (!chunk) throw new Error(`Blob ${id} has lost its chunk ${hash}.`);
      yield chunk.data;
    }
  }

  private keep(chunk: Buffer, owner: Viewer | null): Promise<string> {
    const hash = createHash('sha256').update(chunk).digest('hex');
    return this.unitOfWork.run({ actor: owner, action: 'blob.store' }, async (work: Work) => {
      const known = await this.database.one('SELECT sha256 FROM blob_chunk WHERE sha256 = ?', [hash]);
      if (known) return hash;
      work.insertRow('blob_chunk', ['sha256', 'data', 'created_at'], [hash, chunk, work.at]);
      await flushUnique(work);
      return hash;
    });
  }

  private row(id: string): Promise<BlobRow | null> {
    if (!/^\d{1,19}$/.test(id)) return Promise.resolve(null);
    return this.database.one<BlobRow>(
      'SELECT id, sha256, size AS bytes, media_type, chunks, created_by FROM stored_blob WHERE id = ?',
      [id],
    );
  }
}

const BLOB_COLUMNS = ['id', 'sha256', 'size', 'media_type', 'chunks', 'created_at', 'created_by'];
