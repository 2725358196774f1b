/** Bytes of a stored chunk; a chunk and its transaction stay below 1 MB (engine-rules 7). */
export const CHUNK_BYTES = 512 * 1024;

/** The same bytes cut into pieces of CHUNK_BYTES, the last one shorter; equal files give equal pieces however they arrive. */
export async function* chunksOf(bytes: AsyncIterable<Buffer>, size = CHUNK_BYTES): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    held.push(piece);
    length += piece.length;
    if (length < size) continue;
    const all = Buffer.concat(held);
    let from = 0;
    for (; all.length - from >= size; from += size) yield all.subarray(from, from + size);
    held = [all.subarray(from)];
    length = all.length - from;
  }
  if (length > 0) yield Buffer.concat(held);
}
