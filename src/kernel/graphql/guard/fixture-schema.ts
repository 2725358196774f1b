import { buildSchema, isObjectType, type GraphQLSchema } from 'graphql';

const TYPES = /* GraphQL */ `
  directive @mark(text: String) repeatable on FIELD | QUERY | FRAGMENT_SPREAD | INLINE_FRAGMENT | FRAGMENT_DEFINITION
  scalar DateTime
  type Query {
    customers(first: Int! = 20, after: String, filter: CustomerFilter): CustomerConnection!
    nullablePage(first: Int = 20): CustomerConnection
    customer(id: ID!, asOf: DateTime): Customer
    pastCustomers(first: Int! = 20, asOf: DateTime): CustomerConnection!
    pastRecords(asOf: DateTime): [Record!]!
    board(asOf: DateTime): Figure
    changes(first: Int! = 20, from: DateTime!, to: DateTime!): CustomerConnection!
    records: [Record!]!
    stages: [Stage!]!
    greeting(words: [String!], number: Int): String
    figure: Figure
  }
  type Figure {
    value: Int
    trend: String
  }
  type Mutation {
    signIn(input: SignInInput!): SignInPayload!
  }
  type Subscription {
    customerChanged(id: ID!): Customer
  }
  input SignInInput {
    login: String!
    password: String!
  }
  type SignInPayload {
    token: String
    secretHint: String
  }
  input CustomerFilter {
    and: [CustomerFilter!]
    name: String
  }
  interface Record {
    id: ID!
    name: String
  }
  type Customer implements Record {
    id: ID!
    name: String
    parent: Customer
    owner: Person
    contacts(first: Int! = 20, asOf: DateTime): ContactConnection!
    tags: [String!]!
    related: [Customer!]!
    grid: [[Contact!]!]!
  }
  type Contact implements Record {
    id: ID!
    name: String
    customer: Customer
  }
  type Person {
    id: ID!
    login: String!
    customers(first: Int! = 20): CustomerConnection!
  }
  type Stage {
    id: ID!
    name: String
  }
  type CustomerConnection {
    nodes: [Customer!]!
    edges: [CustomerEdge!]!
    pageInfo: PageInfo!
    totalCount: Int!
  }
  type CustomerEdge {
    cursor: String!
    node: Customer!
  }
  type ContactConnection {
    nodes: [Contact!]!
    totalCount: Int!
  }
  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
  }
`;

/** A small schema of the product's shape (connections, to-one links, plain lists, an interface) for the guard's specs. */
export function fixtureSchema(): GraphQLSchema {
  const schema = buildSchema(TYPES);
  extend(schema, 'Query', 'stages', { listSize: 6 });
  extend(schema, 'Query', 'figure', { rowCost: 1_000 });
  extend(schema, 'Query', 'board', { rowCost: 500 });
  extend(schema, 'Query', 'changes', { rowCost: 500 });
  extend(schema, 'Figure', 'trend', { rowCost: 300 });
  extend(schema, 'Mutation', 'signIn', { public: true });
  return schema;
}

function extend(schema: GraphQLSchema, typeName: string, fieldName: string, extensions: Record<string, unknown>): void {
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (!field) throw new Error(`${typeName}.${fieldName} is missing.`);
  field.extensions = extensions;
}
