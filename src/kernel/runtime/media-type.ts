const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** The form of GraphQL over HTTP that the caller asks for by its `Accept`. */
export function mediaTypeFor(accept: string | undefined): string {
  const type = accept?.includes(GRAPHQL_RESPONSE) ? GRAPHQL_RESPONSE : 'application/json';
  return `${type}; charset=utf-8`;
}
