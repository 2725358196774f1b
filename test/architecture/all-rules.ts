import { accessDeclared } from './rules/access-declared.js';
import { clockAndChance } from './rules/clock-and-chance.js';
import { comments } from './rules/comments.js';
import { entityMapping } from './rules/entity-mapping.js';
import { environment } from './rules/environment.js';
import { fileNames } from './rules/file-names.js';
import { importCycles } from './rules/import-cycles.js';
import { layers } from './rules/layers.js';
import { moduleShape } from './rules/module-shape.js';
import { plainExports } from './rules/plain-exports.js';
import { pureDomain } from './rules/pure-domain.js';
import { resolvers } from './rules/resolvers.js';
import { sampleSources } from './rules/sample-sources.js';
import { sizeBudget } from './rules/size-budget.js';
import { sqlPortable } from './rules/sql-portable.js';
import { sqlValues } from './rules/sql-values.js';
import { useCasePurity } from './rules/use-case-purity.js';
import { writeDoor } from './rules/write-door.js';
import type { Rule } from './source/rule.js';

/** Every architecture rule; a rule that is not listed here has a fixture without a rule, which fails too. */
export const allRules: readonly Rule[] = [
  ...[layers, importCycles, fileNames, moduleShape, pureDomain, entityMapping, writeDoor, resolvers, accessDeclared],
  ...[
    plainExports,
    useCasePurity,
    sqlPortable,
    sqlValues,
    comments,
    sizeBudget,
    clockAndChance,
    environment,
    sampleSources,
  ],
];
