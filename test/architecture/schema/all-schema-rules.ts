import { connections } from './connections.js';
import { described } from './described.js';
import { idempotencyKeys } from './idempotency-keys.js';
import { mutationNames } from './mutation-names.js';
import { payloads } from './payloads.js';
import { requirements } from './requirements.js';
import type { SchemaRule } from './schema-rule.js';
import { typeNames } from './type-names.js';

/** Every rule over the committed schema. */
export const allSchemaRules: readonly SchemaRule[] = [
  ...[described, mutationNames, idempotencyKeys, payloads, connections, requirements, typeNames],
];
