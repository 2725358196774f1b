import { print } from 'graphql';
import { rootFields, type SchemaRule } from './schema-rule.js';

/** Verbs that would stand before the object; the object comes first (`customerCreate`). */
const VERBS =
  /^(accept|act|add|advance|approve|archive|assign|cancel|change|close|create|delete|edit|forward|import|lose|mark|merge|open|pause|publish|put|record|refresh|reject|release|remove|rename|reopen|reset|return|save|scan|set|submit|take|transfer|update|upsert|win|withdraw|write)([A-Z]|$)/;
const BY_CUSTOM = ['signIn', 'signOut'];

/** A mutation is `objectVerb(input: ObjectVerbInput!): ObjectVerbPayload!`; signIn and signOut keep their customary names, signOut may do without input. */
export const mutationNames: SchemaRule = {
  name: 'mutation-names',
  check: (schema) =>
    rootFields(schema, 'Mutation').flatMap((field) => {
      const name = field.name.value;
      const type = name.charAt(0).toUpperCase() + name.slice(1);
      const inputs = (field.arguments ?? []).map((one) => `${one.name.value}: ${print(one.type)}`).join(', ');
      const noInput = name === 'signOut' && inputs === '';
      return [
        ...(isObjectFirst(name) ? [] : [`${name} is not named object first, then verb`]),
        ...(inputs === `input: ${type}Input!` || noInput
          ? []
          : [`${name} takes (${inputs}), not (input: ${type}Input!)`]),
        ...(print(field.type) === `${type}Payload!`
          ? []
          : [`${name} answers ${print(field.type)}, not ${type}Payload!`]),
      ];
    }),
};

function isObjectFirst(name: string): boolean {
  return BY_CUSTOM.includes(name) || (/^[a-z]+([A-Z][a-z0-9]*)+$/.test(name) && !VERBS.test(name));
}
