import type { Rule } from '../source/rule.js';
import { parsed } from '../source/source-file.js';
import { alterChanges, limitsWithoutOrder, tablesCreated } from '../source/sql-shape.js';
import { constantsOf, looksLikeSql, sqlTextsOf } from '../source/sql-text.js';
import { violationAt } from '../source/syntax.js';

/** Words that no engine-neutral statement needs, in any string of the product. */
const NEVER: ReadonlyArray<readonly [string, RegExp]> = [
  ['GET_LOCK', /\b(GET|RELEASE|IS_FREE)_LOCK\s*\(/i],
  ['LOCK TABLES', /\bLOCK\s+TABLES?\b/],
  ['SYSTEM VERSIONING', /\bSYSTEM[\s_]VERSION(ING|ED)\b/i],
  ['JSON_TABLE', /\bJSON_TABLE\b/i],
  ['WITH ROLLUP', /\bWITH\s+ROLLUP\b/i],
  ['CONVERT_TZ', /\bCONVERT_TZ\b/i],
  ['ON DELETE', /\bON\s+(DELETE|UPDATE)\s+(CASCADE|SET\s+NULL|SET\s+DEFAULT)\b/i],
  ['SERIALIZABLE', /\bSERIALIZABLE\b/],
  ['AUTO_INCREMENT', /\bAUTO_INCREMENT\b/i],
  ['SAVEPOINT', /\bSAVEPOINT\b/],
  ['utf8mb4_0900', /\butf8mb4_0900/i],
  ['FULLTEXT', /\bFULLTEXT\b|\bMATCH\s*\([^)]*\)\s*AGAINST\b/],
  ['SPATIAL', /\bSPATIAL\b/],
  ['RETURNING', /\bRETURNING\b/],
  ['GENERATED JSON column', /\bGENERATED\s+ALWAYS\s+AS\s*\(\s*JSON_/i],
];

/** Words that have another meaning outside SQL; looked for in strings that read as SQL only. */
const NEVER_IN_SQL: ReadonlyArray<readonly [string, RegExp]> = [
  ['XA', /\bXA\s+(START|BEGIN|END|PREPARE|COMMIT|ROLLBACK|RECOVER)\b/i],
  ['TRIGGER', /\b(CREATE|DROP)\b[\s\S]*\bTRIGGER\b/i],
  ['PROCEDURE', /\b(CREATE|DROP)\b[\s\S]*\b(PROCEDURE|FUNCTION)\b|^\s*CALL\s/i],
  ['EVENT', /\b(CREATE|DROP|ALTER)\s+(OR\s+REPLACE\s+)?EVENT\b/i],
  ['SEQUENCE', /\b(CREATE|DROP)\s+SEQUENCE\b|\bNEXTVAL\s*\(/i],
  ['CREATE TABLE ... SELECT', /^\s*CREATE\s+(TEMPORARY\s+)?TABLE\b[\s\S]*\bSELECT\b/i],
  ['INSERT ... SELECT ... ON DUPLICATE', /^\s*INSERT\b[\s\S]*\bSELECT\b[\s\S]*\bON\s+DUPLICATE\b/i],
];

/**
 * Every statement in src runs alike on MariaDB, MySQL, Galera, Group Replication and TiDB. `LIMIT 1` may stand without ORDER BY: a look-up by
 * key. A table whose columns are interpolated may take its PRIMARY KEY line from another string of the file.
 */
export const sqlPortable: Rule = {
  name: 'sql-portable',
  check: (files) => {
    const sources = parsed(files, /^src\//);
    const constants = constantsOf(sources);
    return sources.flatMap((file) => {
      const texts = sqlTextsOf(file, constants).map((sql) => ({ ...sql, text: withoutComments(sql.text) }));
      const hasKey = texts.some(({ text }) => /^\s*PRIMARY\s+KEY\s*\(/i.test(text));
      const hasLeaseFallback = texts.some(({ text }) => /^\s*UPDATE\b[\s\S]*\bIS\s+NULL\b/.test(text));
      return texts.flatMap(({ node, text }) =>
        [
          ...hits(NEVER, text),
          ...(looksLikeSql(text) ? [...hits(NEVER_IN_SQL, text), ...shapes(text, hasKey)] : []),
          ...(/\bSKIP\s+LOCKED\b/i.test(text) && !hasLeaseFallback
            ? ['SKIP LOCKED without its lease fallback in the same file']
            : []),
        ].map((message) => violationAt(file, node, message)),
      );
    });
  },
};

function withoutComments(sql: string): string {
  return sql.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/--\s[^\n]*/g, ' ');
}

function hits(words: ReadonlyArray<readonly [string, RegExp]>, text: string): string[] {
  return words.filter(([, pattern]) => pattern.test(text)).map(([name]) => `${name} is not portable`);
}

function shapes(text: string, hasKey: boolean): string[] {
  const changes = alterChanges(text);
  return [
    ...limitsWithoutOrder(text).map((limit) => `${limit} without ORDER BY`),
    ...(changes > 1 ? [`ALTER TABLE makes ${changes} changes, not one`] : []),
    ...tablesCreated(text).flatMap((table) => [
      ...(/ENGINE\s*=?\s*InnoDB\b/i.test(table) ? [] : ['CREATE TABLE without ENGINE=InnoDB']),
      ...(/\bPRIMARY\s+KEY\b/i.test(table) || (hasKey && table.includes('(${'))
        ? []
        : ['CREATE TABLE without PRIMARY KEY']),
      ...(/COLLATE\s*=?\s*utf8mb4_(bin|general_ci)\b/i.test(table)
        ? []
        : ['CREATE TABLE without utf8mb4_bin or utf8mb4_general_ci']),
    ]),
  ];
}
