import type { Rule, Violation } from '../source/rule.js';
import { parsed, type ImportLine, type ParsedFile } from '../source/source-file.js';
import { classesOf, decoratorNames } from '../source/syntax.js';
import { TYPEORM_MAPPING } from '../source/typeorm-names.js';

const FRAMEWORKS = /^(@nestjs\/|graphql($|[/-])|typeorm($|\/)|@apollo\/|mysql2|fastify)/;
const OUTWARD = /^src\/modules\/[^/]+\/(use-cases|queries|graphql|reactions)\//;

/** Rules of the business know no framework: domain/ imports TypeORM's mapping decorators in entities, and nothing outward. */
export const pureDomain: Rule = {
  name: 'pure-domain',
  check: (files) =>
    parsed(files, /^src\/modules\/[^/]+\/domain\//, true).flatMap((file) => {
      const entity = classesOf(file).some((one) =>
        decoratorNames(one).some((name) => /^((View)?Entity|RecordKind)$/.test(name)),
      );
      return file.imports.flatMap((line) => refusals(file, line, entity));
    }),
};

function refusals(file: ParsedFile, line: ImportLine, entity: boolean): Violation[] {
  const refuse = (message: string): Violation[] => [{ path: file.path, line: line.line, message }];
  if (line.target !== null) return OUTWARD.test(line.target) ? refuse(`domain may not import ${line.specifier}`) : [];
  if (!FRAMEWORKS.test(line.specifier)) return [];
  if (line.specifier !== 'typeorm' || !entity) return refuse(`domain may not import ${line.specifier}`);
  const others = line.names.filter((name) => !TYPEORM_MAPPING.includes(name));
  return others.length === 0
    ? []
    : refuse(`an entity may import only mapping decorators of typeorm, not ${others.join(', ')}`);
}
