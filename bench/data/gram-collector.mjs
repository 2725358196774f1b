const FIRST_ROOM = 8;
const CHUNK_BYTES = 1024 * 1024;

/** Numbers that grow in number. */
class NumberList {
  values = new Uint32Array(FIRST_ROOM);
  length = 0;

  push(value) {
    if (this.length === this.values.length) {
      const larger = new Uint32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }
}

/** Collects search grams per kind as lists of record numbers, which come out in the order of the table's key. */
export class GramCollector {
  #kinds = new Map();
  count = 0;

  /** `gramsOf` is the product's own. */
  constructor(gramsOf) {
    this.gramsOf = gramsOf;
  }

  /** Takes the grams of a record's search text; records of a kind come in rising order of their ids. */
  add(kind, id, searchText) {
    let entry = this.#kinds.get(kind);
    if (!entry) this.#kinds.set(kind, (entry = { ids: [], grams: new Map() }));
    const number = entry.ids.push(id) - 1;
    for (const gram of this.gramsOf(searchText)) {
      let list = entry.grams.get(gram);
      if (!list) entry.grams.set(gram, (list = new NumberList()));
      list.push(number);
      this.count += 1;
    }
  }

  /** Everything as chunks of lines `kind gram id` for LOAD DATA, sorted. */
  *chunks() {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let used = 0;
    for (const kind of [...this.#kinds.keys()].sort()) {
      const { ids, grams } = this.#kinds.get(kind);
      for (const gram of [...grams.keys()].sort()) {
        const head = `${kind}\t${gram}\t`;
        const list = grams.get(gram);
        for (let at = 0; at < list.length; at += 1) {
          used += chunk.latin1Write(`${head}${ids[list.values[at]]}\n`, used);
          if (used < CHUNK_BYTES - 256) continue;
          yield Buffer.from(chunk.subarray(0, used));
          used = 0;
        }
      }
      this.#kinds.delete(kind);
    }
    if (used > 0) yield chunk.subarray(0, used);
  }
}
