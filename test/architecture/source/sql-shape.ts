/** One level of parentheses of a statement, without what stands inside its inner ones. */
function levelsOf(sql: string): string[] {
  const done: string[] = [];
  const open: string[] = [''];
  for (const character of sql.replace(/'(?:[^'\\]|\\.|'')*'/g, "''")) {
    if (character === '(') open.push('');
    else if (character === ')' && open.length > 1) done.push(String(open.pop()));
    else open[open.length - 1] += character;
  }
  return [...done, ...open];
}

/** Each LIMIT of a SELECT above 1 that no ORDER BY, nor an interpolated order, stands before. */
export function limitsWithoutOrder(sql: string): string[] {
  return levelsOf(sql).flatMap((level) =>
    level.split(/\bUNION\b/i).flatMap((part) => {
      const limit = /\bLIMIT\s+(\$\{[^}]*\}|\S+)/i.exec(part);
      if (!limit || !/\bSELECT\b/i.test(part) || /order/i.test(part.slice(0, limit.index))) return [];
      return limit[1] === '1' ? [] : [limit[0]];
    }),
  );
}

/** How many changes an ALTER TABLE makes at once; 0 for every other statement. */
export function alterChanges(sql: string): number {
  if (!/^\s*ALTER\s+(ONLINE\s+)?TABLE\b/i.test(sql)) return 0;
  const outermost = String(levelsOf(sql).at(-1));
  const parts = outermost.replace(/^\s*ALTER\s+(ONLINE\s+)?TABLE\s+\S+/i, '').split(',');
  const changes = parts.filter((part) =>
    /^\s*(ADD|DROP|MODIFY|CHANGE|RENAME|ALTER|CONVERT|ENGINE|COMMENT)\b/i.test(part),
  );
  return changes.length;
}

/** The CREATE TABLE statements of a text, `LIKE` copies left out. */
export function tablesCreated(sql: string): string[] {
  return sql
    .split(/;\s*(?=CREATE\b|$)/i)
    .filter(
      (statement) => /^\s*CREATE\s+(TEMPORARY\s+)?TABLE\b/i.test(statement) && !/^[^(]*\bLIKE\b/i.test(statement),
    );
}
