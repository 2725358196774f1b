function times(count: number, text: (index: number) => string, between = ' '): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(between);
}

const chain = (body: (next: string) => string): string =>
  times(30, (i) => `fragment F${i} on Customer{${body(`...F${i + 1}`)}}`) + ' fragment F30 on Customer{id}';

/** Name, text and the limit that is due. Texts that made a parser, a rule or a counter slow or endless somewhere; `measure` is null where another refusal is due. */
export const ATTACKS: readonly (readonly [name: string, source: string, measure: string | null])[] = [
  [
    'fragments of 2^30 levels',
    `{customer(id:1){...F0}} ${chain((next) => `parent{${next}} owner{id} related{${next}}`)}`,
    'depth',
  ],
  ['fragments of 2^30 fields', `{customer(id:1){...F0}} ${chain((next) => `${next} ${next}`)}`, 'fields'],
  ['a mesh of fragments', `{${times(40, (i) => `...M${i}`)}} ${mesh()}`, 'fields'],
  ['aliases', `{${times(360, (i) => `a${i}:greeting`)}}`, 'aliases'],
  ['directives', `{greeting ${'@include(if:true)'.repeat(180)}}`, 'directives'],
  ['unknown directives', `{greeting ${'@aa'.repeat(700)}}`, 'directives'],
  ['repeated fields', `{${'greeting '.repeat(1_490)}}`, 'fields'],
  ['a deep cycle of lists', `{records{... on Customer{${'related{'.repeat(60)}id${'}'.repeat(60)}}}}`, 'depth'],
  ['a wide cycle of lists', `{customer(id:1){${'related{'.repeat(7)}id${'}'.repeat(7)}}}`, 'cost'],
  ['nested pages', '{customers(first:100){nodes{contacts(first:100){nodes{customer{id}}}}}}', 'cost'],
  ['many operations', times(100, (i) => `query Q${i}{greeting}`), 'operations'],
  ['many variables', `query(${times(300, (i) => `$v${i}:Int`)}){greeting}`, 'variables'],
  ['unused fragments', `{greeting} ${times(180, (i) => `fragment F${i} on Query{greeting}`)}`, null],
  ['unknown fields', `{${times(400, (i) => `nothing${i}`)}}`, null],
  ['unknown types', `{${times(180, (i) => `... on Custom${i}{id}`)}}`, null],
  ['a long name', `{${'x'.repeat(99_000)}}`, 'textLength'],
  ['a name just short enough', `{${'x'.repeat(19_000)}}`, null],
  ['a long literal', `{greeting(number:"${'\\n'.repeat(49_000)}")}`, 'textLength'],
  ['a wrong literal', `{greeting(number:"${'\\n'.repeat(5_000)}")}`, null],
  ['empty comments', `{greeting}${'#\n'.repeat(49_000)}`, 'lines'],
  ['empty lines', `{greeting}${'\n'.repeat(99_000)}`, 'lines'],
  ['an error after many lines', `{greeting}${'\n'.repeat(1_990)}${' '.repeat(90_000)}}`, null],
  ['many bytes', `{greeting}${' '.repeat(200_000)}`, 'bytes'],
  ['lists without end', `{greeting(words:${'['.repeat(1_480)}`, null],
  ['lists in lists', `{greeting(words:${'['.repeat(740)}${']'.repeat(740)})}`, 'inputDepth'],
  ['objects in objects', `{customers(filter:${'{and:'.repeat(300)}{}${'}'.repeat(300)}){totalCount}}`, 'inputDepth'],
  ['fields without end', '{customer'.repeat(749), null],
  ['one argument many times', `{greeting(${'number:1 '.repeat(480)})}`, null],
  ['one input field many times', `{customers(filter:{${'name:"" '.repeat(480)}}){totalCount}}`, null],
];

function mesh(): string {
  const spreads = (from: number): string => times(6, (step) => `...M${(from + step + 1) % 40}`);
  return times(40, (i) => `fragment M${i} on Query{customer(id:1){parent{id}} ${spreads(i)}}`);
}

const record = 'id name owner{id login} parent{id name owner{id login}} contacts{nodes{id name} totalCount}';

/** Name and text of documents that use the limits up without exceeding them. */
export const LARGE_DOCUMENTS: readonly (readonly [name: string, source: string])[] = [
  ['one field 400 times', `{${'greeting '.repeat(400)}}`],
  ['one record 130 times', `{${'customer(id:1){id parent{id}} '.repeat(100)}}`],
  ['every level many times', `{customer(id:1){${`${'parent{'.repeat(8)}id${'}'.repeat(8)} `.repeat(40)}}}`],
  [
    'fragments side by side',
    `{records{${times(90, (i) => `...F${i}`)}}} ${times(90, (i) => `fragment F${i} on Customer{owner{id}}`)}`,
  ],
  [
    'types that exclude each other',
    `{records{${'... on Customer{owner{id}} ... on Contact{customer{id}} '.repeat(60)}}}`,
  ],
  ['many records', `{${times(20, (i) => `a${i}:customer(id:${i}){${record}}`)}}`],
];
