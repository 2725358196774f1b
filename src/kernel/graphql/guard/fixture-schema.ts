import { buildSchema, type GraphQLSchema } from 'graphql';

const TYPES = /* GraphQL */ `
  directive @mark(text: String) repeatable on FIELD | QUERY | FRAGMENT_SPREAD | INLINE_FRAGMENT | FRAGMENT_DEFINITION
  type Query {
    customers(first: Int! = 20, after: String, filter: CustomerFilter): CustomerConnection!
    nullablePage(first: Int = 20): CustomerConnection
    customer(id: ID!): Customer
    records: [Record!]!
    stages: [Stage!]!
    greeting(words: [String!], number: Int): String
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
    contacts(first: Int! = 20): ContactConnection!
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
  const stages = schema.getQueryType()?.getFields()['stages'];
  if (stages) stages.extensions = { listSize: 6 };
  return schema;
}
