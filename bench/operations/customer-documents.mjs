/** What a customer shows in lists. */
const LISTED = 'id version name shortName tier lifecycle industry city phone employees createdAt updatedAt';

const HEAD =
  'query ($first: Int!, $filter: CustomerFilter, $orderBy: [CustomerOrder!]) { customers(first: $first, filter: $filter, orderBy: $orderBy)';
const PAGE = 'pageInfo { hasNextPage endCursor }';

/** A page of customers alone. */
export const LIST = `${HEAD} { nodes { ${LISTED} } ${PAGE} } }`;

/** The same with what belongs to each customer. */
export const NESTED = `${HEAD} { nodes { ${LISTED}
  owner { id name }
  contacts(first: 5) { nodes { id name title phone email } }
  opportunities(first: 5, filter: { state: { eq: OPEN } }) { nodes { id name stageCode amount currency expectedCloseOn } }
} ${PAGE} } }`;

/** Everything about one customer. */
export const VIEW_360 = `query ($id: ID!) { customer(id: $id) {
  ${LISTED} kind creditCode foundedYear annualRevenue revenueCurrency country website source tags
  owner { id name }
  department { id name }
  contacts(first: 20) { nodes { id name title phone email buyingRole relationshipLevel doNotContact } }
  interactions(first: 20) { nodes { id channel happenedAt summary followUpOn author { id name } contact { id name } } }
  opportunities(first: 20) { nodes { id name stageCode state amount currency expectedCloseOn closedOn } }
  serviceCases(first: 10) { nodes { id number subject state openedAt } }
  openChurnWarning { id state score }
  openApprovals(first: 10) { nodes { id subject state submittedAt } }
} }`;

/** A page found by a keyword. */
export const SEARCH = `query ($first: Int!, $filter: CustomerFilter) { customers(first: $first, filter: $filter) {
  nodes { id name shortName city phone } ${PAGE} } }`;
