import ts from 'typescript';
import { excepted, type Exception, type Rule, type Violation } from '../source/rule.js';
import { parsed, type ImportLine, type ParsedFile } from '../source/source-file.js';
import { sqlTextsOf } from '../source/sql-text.js';
import { calledName, decoratorNames, nodesOf, violationAt } from '../source/syntax.js';
import { TYPEORM_MAPPING } from '../source/typeorm-names.js';

const EXCEPTIONS: readonly Exception[] = [
  { path: /^src\/kernel\/audit\//, reason: 'the chain over the audit is written by the sealer, not by a viewer' },
  { path: /^src\/kernel\/database\//, reason: 'is the write door: unit of work, history, audit, ids, bulk jobs' },
  {
    path: /^src\/kernel\/events\//,
    reason: 'outbox, receipts and person streams are written by the kernel, not by a viewer',
  },
  { path: /^src\/kernel\/jobs\//, reason: 'leases and job ticks are rows of the kernel, not records' },
  {
    path: /^src\/kernel\/lists\//,
    reason: 'search grams and the value table follow the record inside its transaction',
  },
  { path: /^src\/kernel\/runtime\/calendar/, reason: 'calendar days are filled by the application, nobody owns them' },
  { path: /^src\/kernel\/runtime\/housekeeping/, reason: 'deletes expired rows of the kernel' },
  { path: /^src\/migrations\//, reason: 'a migration changes tables before anybody is served' },
];

const WRITES = [
  'save',
  'insert',
  'update',
  'delete',
  'remove',
  'upsert',
  'softDelete',
  'softRemove',
  'restore',
  'recover',
  'increment',
  'decrement',
  'clear',
];
const OWN_TRANSACTIONS = ['transaction', 'startTransaction', 'createQueryRunner'];
const ORM_NAME = /(^|[a-z_])(repository|repo|manager|dataSource|entityManager|queryRunner)$/i;
const INJECTED = ['InjectRepository', 'InjectDataSource', 'InjectEntityManager'];
const WRITE_SQL = /^\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|LOAD DATA)\s/;
const WRITE_SQL_ANY_CASE =
  /^\s*(insert\s+into\s+\S+\s*\(|update\s+\S+\s+set\s+\S+\s*=|delete\s+from\s+\S+\s+where|replace\s+into\s+\S+\s*\()/i;

/**
 * One write door. Without types a receiver counts as TypeORM's if its last name says so (repository, repo, manager, dataSource,
 * entityManager, queryRunner) or its chain runs through getRepository() or createQueryBuilder(); `map.delete` and `hash.update` do not.
 */
export const writeDoor: Rule = {
  name: 'write-door',
  check: (files) =>
    parsed(files, /^src\//)
      .filter((file) => !excepted(EXCEPTIONS, file.path))
      .flatMap((file) => [...ormImports(file), ...ormCalls(file), ...rawSql(file)]),
};

function ormImports(file: ParsedFile): Violation[] {
  if (!file.path.startsWith('src/modules/')) return [];
  return file.imports.flatMap((line) => {
    const refused = refusedNames(file.path, line);
    return refused.length === 0
      ? []
      : [
          {
            path: file.path,
            line: line.line,
            message: `a module may not import ${refused.join(', ')} from ${line.specifier}`,
          },
        ];
  });
}

function refusedNames(path: string, line: ImportLine): readonly string[] {
  if (/^mysql2?(\/|$)/.test(line.specifier) || line.specifier.startsWith('typeorm/')) return line.names;
  if (line.specifier === 'typeorm')
    return path.includes('/domain/') ? line.names.filter((name) => !TYPEORM_MAPPING.includes(name)) : line.names;
  if (line.specifier !== '@nestjs/typeorm') return [];
  return line.names.filter((name) => name !== 'TypeOrmModule' || !path.endsWith('.module.ts'));
}

function ormCalls(file: ParsedFile): Violation[] {
  return nodesOf(file.tree).flatMap((node): Violation[] => {
    const injected = decoratorNames(node).find((name) => INJECTED.includes(name));
    if (injected) return [violationAt(file, node, `@${injected}: writes go through the unit of work`)];
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'manager' && isOrm(node.expression))
      return [violationAt(file, node, 'an entity manager is a second write door')];
    if (!ts.isCallExpression(node)) return [];
    const name = calledName(node);
    if (/^get(Tree|Mongo)?Repository$/.test(name)) return [violationAt(file, node, `${name}() is a second write door`)];
    if (!ts.isPropertyAccessExpression(node.expression) || !isOrm(node.expression.expression)) return [];
    if (WRITES.includes(name)) return [violationAt(file, node, `.${name}() on TypeORM outside the write door`)];
    return OWN_TRANSACTIONS.includes(name)
      ? [violationAt(file, node, `.${name}() opens a transaction outside the unit of work`)]
      : [];
  });
}

function isOrm(receiver: ts.Expression): boolean {
  if (ts.isIdentifier(receiver)) return ORM_NAME.test(receiver.text);
  if (ts.isPropertyAccessExpression(receiver)) return ORM_NAME.test(receiver.name.text) || isOrm(receiver.expression);
  if (ts.isCallExpression(receiver)) {
    if (/^(get\w*Repository|createQueryBuilder)$/.test(calledName(receiver))) return true;
    return ts.isPropertyAccessExpression(receiver.expression) && isOrm(receiver.expression.expression);
  }
  if (ts.isNonNullExpression(receiver) || ts.isParenthesizedExpression(receiver) || ts.isAwaitExpression(receiver))
    return isOrm(receiver.expression);
  return false;
}

function rawSql(file: ParsedFile): Violation[] {
  return sqlTextsOf(file)
    .filter((sql) => WRITE_SQL.test(sql.text) || WRITE_SQL_ANY_CASE.test(sql.text))
    .map((sql) =>
      violationAt(file, sql.node, `raw ${String(/\w+/.exec(sql.text)?.[0]).toUpperCase()} outside the write door`),
    );
}
