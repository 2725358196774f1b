import { FixedExpressions, type FixedParts } from '../source/fixed-expression.js';
import { excepted, type Exception, type Rule } from '../source/rule.js';
import { parsed } from '../source/source-file.js';
import { interpolationsOf, looksLikeSql, sqlTextsOf } from '../source/sql-text.js';
import { violationAt } from '../source/syntax.js';

const EXCEPTIONS: readonly Exception[] = [
  { path: /^src\/kernel\/lists\//, reason: 'builds list statements from allow-listed columns, values bound' },
  { path: /^src\/kernel\/access\//, reason: 'builds the one read predicate, values bound' },
  { path: /^src\/kernel\/database\//, reason: 'builds write statements from entity metadata, values bound' },
  {
    path: /^src\/modules\/reporting\/queries\/[a-z-]*(query|sql)[a-z-]*\.ts$/,
    reason: 'builds reports from a closed map of names, values bound',
  },
  { path: /^src\/kernel\/history\//, reason: 'reads histories by names from entity metadata, values bound' },
  {
    path: /^src\/modules\/opportunities\/queries\/waterfall-query\.ts$/,
    reason: 'adds up fixed steps over two readings of one list, values bound',
  },
  { path: /^src\/migrations\//, reason: 'no value of a user reaches a migration' },
];

const FIXED: FixedParts = {
  calls: ['columns', 'placeholders', 'sql'],
  properties: ['sql', 'length'],
  builderFiles: /^src\/kernel\/(lists|access|database)\//,
};

/**
 * Values never become part of a statement; they are bound. An interpolation (or a `+`) is accepted when it is an ALL_CAPS constant or
 * a part of one, a literal, a number made by Math, a `.sql` or `.length` property, a call of `columns`, `placeholders`, `….sql()` or of anything imported from the
 * kernel's builders, a `.join()` over such parts, a choice between such parts, or a local name that only ever holds such parts.
 */
export const sqlValues: Rule = {
  name: 'sql-values',
  check: (files) =>
    parsed(files, /^src\//)
      .filter((file) => !excepted(EXCEPTIONS, file.path))
      .flatMap((file) => {
        const fixed = new FixedExpressions(file, FIXED);
        return sqlTextsOf(file)
          .filter((sql) => looksLikeSql(sql.text))
          .flatMap((sql) => interpolationsOf(sql.node).filter((part) => !fixed.isFixed(part)))
          .map((part) => violationAt(file, part, `${part.getText().replace(/\s+/g, ' ')} inside SQL: bind the value`));
      }),
};
