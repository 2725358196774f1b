import { readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';

const HERE = new URL('.', import.meta.url);
const OUTPUT = new URL('src/generated.ts', HERE);

/** The text of src/generated.ts: types and typed documents of src/operations.graphql, made from the schema by GraphQL Code Generator. */
export async function generate() {
  const schema = parse(readFileSync(new URL('../../schema.graphql', HERE), 'utf8'));
  const document = parse(readFileSync(new URL('src/operations.graphql', HERE), 'utf8'));
  const text = await codegen({
    filename: 'generated.ts',
    schema,
    documents: [{ location: 'operations.graphql', document }],
    config: {
      useTypeImports: true,
      enumsAsTypes: true,
      strictScalars: true,
      scalars: {
        ID: 'string',
        DateTime: 'string',
        LocalDate: 'string',
        Decimal: 'string',
        ReportRow: 'unknown[]',
        JSON: 'unknown',
      },
    },
    plugins: [{ typescriptOperations: {} }, { typedDocumentNode: {} }],
    pluginMap: { typescriptOperations, typedDocumentNode },
  });
  return `// Made by "node examples/typed-client/generate.mjs". Do not edit.\n${text}`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) writeFileSync(OUTPUT, await generate());
