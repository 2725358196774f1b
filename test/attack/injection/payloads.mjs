/** Stands in a form for the mark that the payload is known by. */
const M = '§';

/** Texts that would be more than a text, were they ever joined to SQL, to a pattern, to a template or to a path. */
const FORMS = [
  ...[
    `' OR 1=1 -- §`,
    `§' UNION SELECT NULL, '§`,
    `§" OR ""="`,
    `\`§\``,
    `§\`; DROP TABLE customer; --`,
    `\\' OR SLEEP(5) #§`,
  ],
  ...[
    '§\\',
    '§%',
    '§_%\\%',
    '*/ § /*',
    '/*!50000 § */',
    '/*§',
    '§-- ',
    '#§',
    '§;',
    '; SELECT §',
    '§)',
    `§')`,
    `§'))`,
    '((§',
  ],
  ...[
    `§' AND EXTRACTVALUE(1, CONCAT(0x7e, §)) -- `,
    `§' AND (SELECT 1 FROM (SELECT SLEEP(5)) x) -- `,
    `§'||'`,
    `'+§+'`,
  ],
  ...[
    '0x27§',
    'CHAR(39)§',
    '@@§',
    '@§:=1',
    ':§',
    '?§',
    '??§',
    '{§}',
    '{{§}}',
    '${§}',
    '<§>',
    't.§',
    'customer.§',
    '§.*',
  ],
  ...[
    '§ ASC, (SELECT 1)',
    '§` DESC, `name',
    'id DESC -- §',
    `§' INTO OUTFILE '/x`,
    `LOAD_FILE('§')`,
    '§ IS NULL',
    'NULL§',
  ],
  ...[
    'NaN§',
    '-1e999§',
    '1§',
    '{"$gt":"§"}',
    '["§"]',
    '{"§":[1,2]}',
    '$.§',
    '$."§"',
    "$['§']",
    '%§%',
    '../../§',
    'x§\u0000y',
  ],
  ...[
    '§\u2019',
    '\u02bc§',
    '\uff07§\uff07',
    '\u7e17\u0027§',
    '\u00bf\u0027§',
    '\u00a5\u0027§',
    '§\ud83d\ude00',
    '\u202e§',
    '§\u2028',
    '§\ud800',
  ],
  ...['§\r\n-- ', '§\t', '§\b', '§\u001a', '\u0301§', '+§ -x', '"§ y"@3', '>§ <y', '(§)*', '~§', '§*'],
];

const WRAPPINGS = [
  (text) => text,
  (text) => `a${text}`,
  (text) => `${text} z`,
  (text) => `'${text}`,
  (text) => `${text}'`,
  (text) => `"${text}"`,
  (text) => `\\${text}`,
  (text) => `${text}\\`,
];

/** What a payload is known by wherever it turns up, in whatever case. */
export const MARK = /qzx\d+xzq/i;

/** So many hostile texts, each with a mark of its own; the plain forms first. */
export function hostileTexts(count) {
  return Array.from({ length: count }, (_, n) => {
    const form = FORMS[n % FORMS.length];
    const wrapped = WRAPPINGS[Math.floor(n / FORMS.length) % WRAPPINGS.length](form);
    return wrapped.replaceAll(M, `qzx${n}xzq`);
  });
}

/** Values that are no texts at all, each with a mark where it can hold one. */
export function oddValues() {
  const mark = 'qzx900001xzq';
  return [
    [mark, [mark]],
    { [mark]: 1 },
    { toString: mark },
    { sql: mark, length: 1 },
    [[{ a: [mark] }]],
    -0.5,
    1e308,
    true,
  ];
}

/** Texts as people type them, of each kind that a search treats in its own way. */
export const HARMLESS =
  'acme|华北 acme|12345|a|Acme Trading 2|华北电气|一|138 0013|x-1|a.b|| |ACME|a b c d e f|wang@example.com|2026-01-01|张|ab|abc|zhang wei|上海大众汽车有限公司|1|true|; acme z|ab acme|acme ab|一 acme|x y acme one|acme acme acme'
    .split('|')
    .concat('x'.repeat(60));
