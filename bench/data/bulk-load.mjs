import { closeSync, constants, createWriteStream, mkdtempSync, openSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../scripts/lib/run-command.mjs';

const CHUNK_CHARACTERS = 256 * 1024;
const ESCAPES = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\\0' };
const NEEDS_ESCAPE = /[\\\t\n\r\0]/;

/** A value as LOAD DATA reads it. */
function field(value) {
  if (value === null || value === undefined) return '\\N';
  const text = String(value);
  return NEEDS_ESCAPE.test(text) ? text.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character]) : text;
}

function never() {
  return new Promise(() => {});
}

function asIs(error) {
  return error;
}

/** Lets go of a pipe in mid-work: a writer waits for a reader to open it, and a reader for the last writer to close it. */
function release(pipe, stream) {
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  stream.destroy();
  closeSync(reader);
}

/** Makes named pipes that the server reads while we write, so that no copy of the data lies on the disk. */
export class BulkLoader {
  #folder = mkdtempSync(join(tmpdir(), 'guanxi-bench-'));
  #made = 0;

  constructor(connection, signal) {
    this.connection = connection;
    this.signal = signal;
  }

  /** Loads rows into a table that is empty (InnoDB then sorts instead of inserting one by one). `write` makes the rows. */
  async load(table, columns, write) {
    await this.loadText(table, columns, async (send) => {
      let text = '';
      for (const row of write()) {
        text += `${row.map(field).join('\t')}\n`;
        if (text.length < CHUNK_CHARACTERS) continue;
        await send(text);
        text = '';
      }
      if (text) await send(text);
    });
  }

  /** The same for text that is already as LOAD DATA reads it. */
  async loadText(table, columns, produce) {
    const pipe = join(this.#folder, `${(this.#made += 1)}`);
    const { code, output } = await runCommand('mkfifo', [pipe], { signal: this.signal });
    if (code !== 0) throw new Error(`mkfifo failed: ${output}`);
    const loading = this.connection.query(
      `LOAD DATA INFILE '${pipe}' INTO TABLE ${table} CHARACTER SET utf8mb4 (${columns.join(', ')})`,
    );
    const stream = createWriteStream(pipe);
    stream.on('error', () => {});
    const failed = loading.then(never, (error) => {
      throw error;
    });
    const send = async (chunk) => {
      this.signal?.throwIfAborted();
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), failed]);
    };
    try {
      await Promise.race([produce(send), failed]);
      stream.end();
      await loading;
    } catch (error) {
      release(pipe, stream);
      // A server that refuses says more than the pipe that broke.
      throw (await loading.then(() => null, asIs)) ?? error;
    }
    rmSync(pipe);
  }

  /** Takes the pipes away. */
  close() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
