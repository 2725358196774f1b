import { visit, type ASTNode, type StringValueNode } from 'graphql';
import type { SchemaRule } from './schema-rule.js';

interface Described {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
}

/** Every type, field, argument, enum value, input field and directive says what it is; nothing is skipped. */
export const described: SchemaRule = {
  name: 'described',
  check: (schema) => {
    const missing: string[] = [];
    const path: string[] = [];
    visit(schema, {
      enter: (node) => {
        if (!isDescribed(node)) return;
        path.push(node.name.value);
        if (!node.description?.value.trim()) missing.push(`${path.join('.')} has no description`);
      },
      leave: (node) => {
        if (isDescribed(node)) path.pop();
      },
    });
    return missing;
  },
};

function isDescribed(node: ASTNode): node is ASTNode & Described {
  return /^(Object|Interface|Union|Enum|Scalar|InputObject)TypeDefinition$|^(Field|InputValue|EnumValue|Directive)Definition$/.test(
    node.kind,
  );
}
