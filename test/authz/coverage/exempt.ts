/** What cannot lead to a protected record, and why; everything else in the schema needs a driver. */
export const EXEMPT: Readonly<Record<string, string>> = {
  'Query.enumLabels': 'words of the schema, the same for everybody',
  'Query.stages': 'set-up that everybody who is signed in may know',
  'Query.reportDatasets': 'the catalogue of reports; no row of anybody',
  'Query.accessCatalogue': 'what roles can say, the same for everybody',
  'Query.churnModel': 'figures of a model, no record',
  'Query.customerImport': 'an import is its own person’s account of a file; specs in test/api/customers',
  'Stage.*': 'set-up that everybody who is signed in may know',
  'ReportColumn.*': 'words of the catalogue',
  'Report.columns': 'words of the catalogue',
  'BusinessRuleError.*': 'what was refused, compared by code in the write driver',
  'InvalidInputError.*': 'what was refused, compared by code in the write driver',
  'StaleRecordError.*': 'what was refused, compared by code in the write driver',
  'Viewer.passwordMustChange': 'the asker’s own account',
  'Mutation.signIn': 'signing in names no record',
  'Mutation.signOut': 'ends the asker’s own session',
  'Mutation.tokenRefresh': 'renews the asker’s own session',
};
