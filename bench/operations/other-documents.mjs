/** Figures of the pipeline. */
export const REPORT = `query ($query: ReportQuery!) { report(query: $query) {
  dataset columns { name type role grain } rows rowCount truncated } }`;

/** A new interaction with its next step. */
export const WRITE = `mutation ($input: InteractionCreateInput!) { interactionCreate(input: $input) {
  interaction { id channel happenedAt summary followUpOn followUpChannel followUpNote }
  userErrors { code message } } }`;
