import { Injectable } from '@nestjs/common';
import { knows, shown } from '../access/field-access.js';
import { kindAt, kindInVersions, lastMoment, momentLiteral } from '../access/kind-at.js';
import { fromOf, type ReadableKind, type Sql, visible } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import { Database } from '../database/database.js';
import { isRecordId } from '../database/record-mapper.js';
import { Forbidden, RequestRefused } from '../runtime/domain-error.js';
import { type ListDefinition, searchedLists } from './define-list.js';
import { AskedMoments } from './asked-moments.js';
import { Page, pageSize } from './page.js';
import { keywordCondition } from './search-index.js';
import { foldText } from './search-text.js';

/** What is looked for, where and when. */
export interface SearchAsked {
  readonly text: string;
  /** Kind names; everything that the asker may read when not given. */
  readonly kinds?: readonly string[] | null;
  /** At this moment. */
  readonly asOf?: Date | null;
  /** Or at any moment of this period. */
  readonly from?: Date | null;
  readonly to?: Date | null;
}

/** One record that matches. */
export interface SearchHit {
  readonly kind: string;
  readonly id: string;
  readonly title: string | null;
  /** The moment as of which it reads as it was found; null: now. */
  readonly matchedAt: Date | null;
}

/** A search whose names and moments are checked. */
export interface CheckedSearch {
  readonly viewer: Viewer;
  readonly text: string;
  readonly lists: readonly ListDefinition[];
  readonly asOf: Date | null;
  readonly period: { readonly from: Date; readonly to: Date } | null;
}

interface HitRow {
  readonly place: number;
  readonly id: string;
  readonly hit_rank: number;
  readonly title: string | null;
  readonly matched_at: Date | null;
}

/** How many records of a kind match. */
interface KindCount {
  readonly kind: string;
  readonly count: number;
}

const LONGEST_TEXT = 100;
/** What an interaction says may be long. */
const LONGEST_TITLE = 200;

/** Looks for keywords in everything that the asker may see, now, at a moment or in a period; what matches best comes first. */
@Injectable()
export class SearchEverything {
  /** Counts are asked for by themselves and for the total; they are looked up once. */
  private readonly counted = new WeakMap<CheckedSearch, Promise<KindCount[]>>();

  constructor(
    private readonly database: Database,
    private readonly moments: AskedMoments,
  ) {}

  /** Throws BAD_USER_INPUT, FORBIDDEN (a kind that the asker may not read). */
  async check(
    viewer: Viewer,
    { text, kinds, asOf = null, from = null, to = null }: SearchAsked,
  ): Promise<CheckedSearch> {
    if (foldText(text) === '' || text.length > LONGEST_TEXT)
      throw refused(`"text" takes 1 to ${LONGEST_TEXT} characters.`);
    const all = searchedLists();
    const unknown = kinds?.find((kind) => !all.some(({ readable }) => readable.kind === kind));
    if (unknown !== undefined)
      throw refused(
        `"${unknown}" is no kind that is searched. Kinds: ${namesOf(all)}. “${unknown}”不可搜索，可选：${namesOf(all)}。`,
      );
    const barred = kinds?.find((kind) => !viewer.scopes.has(`${kind}.read`));
    if (barred !== undefined) throw new Forbidden(`${barred}.read`);
    const lists = all.filter(
      ({ readable: { kind } }) => viewer.scopes.has(`${kind}.read`) && (!kinds || kinds.includes(kind)),
    );
    if ((from || to) && asOf)
      throw refused(
        'Ask for a moment ("asOf") or a period ("from" and "to"), not for both. 时刻（asOf）与时段（from、to）只能选其一。',
      );
    if ((from === null) !== (to === null))
      throw refused('A period has both "from" and "to". 时段须同时给出“from”与“to”。');
    const period = from && to ? { from, to } : null;
    if (period && period.from >= period.to)
      throw refused('"from" must be an earlier moment than "to". “from”须早于“to”。');
    if (asOf) await this.moments.check(asOf);
    if (period) {
      await this.moments.check(period.from, 'from');
      await this.moments.check(period.to, 'to');
    }
    return { viewer, text, lists, asOf, period };
  }

  /** The hits, the best first: those whose title is the text, begins with it, holds it, and all others; within these by kind, the newest first. */
  async page(search: CheckedSearch, first: number, after: string | null): Promise<Page<SearchHit>> {
    pageSize(first);
    const beyond = after ? decode(after) : null;
    const { lists } = search;
    const parts = lists.map((list, place) => hitsSql(search, list, place));
    const rows =
      parts.length === 0
        ? []
        : await this.database.rows<HitRow>(
            `SELECT * FROM (${parts.map(({ text }) => text).join(' UNION ALL ')}) s` +
              (beyond ? ' WHERE (hit_rank, place) > (?, ?) OR (hit_rank = ? AND place = ? AND id < ?)' : '') +
              ` ORDER BY hit_rank, place, id DESC LIMIT ${first + 1}`,
            [
              ...parts.flatMap(({ params }) => params),
              ...(beyond ? [beyond.rank, beyond.place, beyond.rank, beyond.place, beyond.id] : []),
            ],
          );
    const cursors = new Map<SearchHit, string>();
    const nodes: SearchHit[] = [];
    for (const row of rows.slice(0, first)) {
      const list = lists[row.place]!;
      const whole = shown(search.viewer, list.readable.table, titleOf(list), row.title) as string | null;
      const title = whole && [...whole].slice(0, LONGEST_TITLE).join('');
      const matchedAt = row.matched_at && (await this.moments.isKept(row.matched_at)) ? row.matched_at : null;
      const hit = { kind: list.readable.kind, id: row.id, title, matchedAt };
      cursors.set(hit, encode(row));
      nodes.push(hit);
    }
    const count = async (): Promise<number> =>
      (await this.counts(search)).reduce((sum, { count: one }) => sum + one, 0);
    return new Page(nodes, rows.length > first, (hit) => cursors.get(hit)!, count);
  }

  /** How many match of each kind; kinds without a match are left out. */
  counts(search: CheckedSearch): Promise<KindCount[]> {
    const known = this.counted.get(search) ?? this.count(search);
    this.counted.set(search, known);
    return known;
  }

  private async count(search: CheckedSearch): Promise<KindCount[]> {
    const parts = search.lists.map((list, place) => hitsSql(search, list, place));
    if (parts.length === 0) return [];
    const rows = await this.database.rows<{ place: number; n: string }>(
      `SELECT place, COUNT(*) AS n FROM (${parts.map(({ text }) => text).join(' UNION ALL ')}) s GROUP BY place ORDER BY place`,
      parts.flatMap(({ params }) => params),
    );
    return rows.map(({ place, n }) => ({ kind: search.lists[place]!.readable.kind, count: Number(n) }));
  }
}

function namesOf(lists: readonly ListDefinition[]): string {
  return lists.map(({ readable: { kind } }) => kind).join(', ');
}

/** The hits of one kind: place of the kind, id, rank, title, and the moment of a hit in the past. */
function hitsSql({ viewer, text, asOf, period }: CheckedSearch, list: ListDefinition, place: number): Sql {
  const { readable, search = [] } = list;
  const { kind, table } = readable;
  const words = keywordCondition(viewer, { kind, table, columns: search, alias: 't' }, text);
  const title = titleOf(list);
  const { rank, params } = rankSql(viewer, table, title, text);
  const { from, seen, matched } = period ? versionsOf(viewer, readable, period) : recordsOf(viewer, readable, asOf);
  const columns = `${place} AS place, t.id, ${rank} AS hit_rank, t.${title} AS title, ${matched.text} AS matched_at`;
  const found = `FROM ${from} t WHERE ${seen.text} AND ${words.text}`;
  // Of several versions that match in the period the newest stands for the record.
  const newest = 'ROW_NUMBER() OVER (PARTITION BY t.id ORDER BY t.version DESC) AS newest';
  return {
    text: period
      ? `SELECT place, id, hit_rank, title, matched_at FROM (SELECT ${columns}, ${newest} ${found}) v WHERE newest = 1`
      : `SELECT ${columns} ${found}`,
    params: [...params, ...matched.params, ...seen.params, ...words.params],
  };
}

interface Searched {
  readonly from: string;
  readonly seen: Sql;
  /** The moment as of which a row reads as it was found. */
  readonly matched: Sql;
}

function recordsOf(viewer: Viewer, readable: ReadableKind, asOf: Date | null): Searched {
  const kind = kindAt(readable, asOf);
  const matched = asOf ? `CAST(${momentLiteral(asOf)} AS DATETIME(3))` : 'CAST(NULL AS DATETIME(3))';
  return { from: fromOf(kind), seen: visible(viewer, kind, 't'), matched: { text: matched, params: [] } };
}

/** Every version that held at some moment of the period, seen at the last or the first of these. */
function versionsOf(viewer: Viewer, readable: ReadableKind, period: { from: Date; to: Date }): Searched {
  const [from, to] = [momentLiteral(period.from), momentLiteral(period.to)];
  const [first, last] = [
    `GREATEST(t.valid_from, CAST(${from} AS DATETIME(3)))`,
    `LEAST(${lastMoment('t')}, CAST(${to} AS DATETIME(3)))`,
  ];
  const seenAt = (moment: string): Sql => visible(viewer, kindInVersions(readable, moment), 't');
  const [atFirst, atLast] = [seenAt(first), seenAt(last)];
  const held = `t.valid_from <= ${to} AND t.valid_to > ${from}`;
  return {
    from: fromOf(kindInVersions(readable, first)),
    seen: {
      text: `${held} AND ((${atLast.text}) OR (${atFirst.text}))`,
      params: [...atLast.params, ...atFirst.params],
    },
    matched: { text: `CASE WHEN ${atLast.text} THEN ${last} ELSE ${first} END`, params: atLast.params },
  };
}

/** How well the title matches; nothing of it counts for whoever does not know it. */
function rankSql(viewer: Viewer, table: string, title: string, text: string): { rank: string; params: string[] } {
  if (!knows(viewer, table, title)) return { rank: '3', params: [] };
  const folded = foldText(text);
  const like = folded.replace(/[\\%_]/g, (character) => `\\${character}`);
  return {
    rank: `CASE WHEN LOWER(t.${title}) = ? THEN 0 WHEN LOWER(t.${title}) LIKE ? THEN 1 WHEN LOWER(t.${title}) LIKE ? THEN 2 ELSE 3 END`,
    params: [folded, `${like}%`, `%${like}%`],
  };
}

function titleOf({ search = [] }: ListDefinition): string {
  return search[0]!;
}

function encode({ hit_rank: rank, place, id }: HitRow): string {
  return Buffer.from(JSON.stringify(['hit', Number(rank), Number(place), id])).toString('base64url');
}

function decode(cursor: string): { rank: number; place: number; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, rank, place, id] = /^\["hit",([0-3]),(\d{1,2}),"(\d+)"\]$/.exec(text) ?? [];
  if (rank === undefined || id === undefined || !isRecordId(id))
    throw refused('The argument "after" is no cursor of this search. Use pageInfo.endCursor of the page before.');
  return { rank: Number(rank), place: Number(place), id };
}

function refused(message: string): RequestRefused {
  return new RequestRefused('BAD_USER_INPUT', message);
}
